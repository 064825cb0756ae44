import { Component, onWillStart, onWillUnmount, useExternalListener, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { explainError } from "../core/errors";
import { QrCode } from "../core/qr_code";
import { formatHour } from "../core/server_clock";
import { useTick } from "../core/tick_hook";

const MODEL = "flexible.work.apel";
const POLL_EVERY = 3_000;
/** seconds for which one code is shown */
const CODE_STEP = 30;
/** names on the board; more are counted, not listed */
const NAMES_MAX = 200;

/**
 * The leader's board of one virtual apel, for a projector or a shared screen: the code of the moment, how
 * many have come, and who has not. It asks the server again every three seconds while the apel is not
 * closed and the page is seen.
 */
export class ApelBoard extends Component {
    static template = "flexible_work_asn_attendance.ApelBoard";
    static components = { Layout, QrCode };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Apel Board");

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.state = useState({ board: null, problem: "", busy: false, secondsLeft: 0 });
        useExternalListener(document, "visibilitychange", () => this.poll());
        useTick(() => this.tick());
        onWillStart(() => this.poll());
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    // ------------------------------------------------------------------ what is shown

    get apelId() {
        const { context, params } = this.props.action;
        return params?.active_id || context?.active_id || this.props.resId;
    }

    get board() {
        return this.state.board;
    }

    get hoursText() {
        const { hour_from, hour_to, zone } = this.board;
        return `${formatHour(hour_from)}–${formatHour(hour_to)} ${zone}`;
    }

    /** a code that has run out is not shown: nobody could join with it */
    get code() {
        return this.state.secondsLeft > 0 ? this.board.code : "";
    }

    /** "123 456": two groups are read from afar and dictated more easily than six digits */
    get codeText() {
        return this.code ? `${this.code.slice(0, 3)} ${this.code.slice(3)}` : "··· ···";
    }

    get barWidth() {
        return Math.min(100, Math.round((100 * this.state.secondsLeft) / CODE_STEP));
    }

    /** the phone's camera opens the employee's page with the code filled in */
    get joinUrl() {
        return `${browser.location.origin}/odoo/hari-ini?code=${this.code}`;
    }

    get qrLabel() {
        return _t("QR code for joining with a phone");
    }

    /** the name of an apel mostly tells its unit already */
    get subtitle() {
        const { name, unit } = this.board;
        return unit && !name.includes(unit) ? `${unit} · ${this.hoursText}` : this.hoursText;
    }

    get secondsText() {
        return _t("New code in %s s", this.state.secondsLeft);
    }

    get missingTitle() {
        return _t("Not yet in: %s", this.board.missing.length);
    }

    get joinedTitle() {
        return _t("In: %s", this.board.joined.length);
    }

    get percent() {
        return this.board.expected ? Math.round((100 * this.board.present) / this.board.expected) : 0;
    }

    get missing() {
        return this.board.missing.slice(0, NAMES_MAX);
    }

    get missingMore() {
        return this.moreText(this.board.missing.length - this.missing.length);
    }

    get joined() {
        return this.board.joined.slice(0, NAMES_MAX);
    }

    get joinedMore() {
        return this.moreText(this.board.joined.length - this.joined.length);
    }

    moreText(count) {
        return count > 0 ? _t("and %s more", count) : "";
    }

    // ------------------------------------------------------------------ reading

    /** Ask now, and again in a while if there is a reason to. */
    async poll() {
        browser.clearTimeout(this.timer);
        if (document.visibilityState === "hidden" || this.isAsking) {
            return;
        }
        this.isAsking = true;
        try {
            this.show(await this.orm.silent.call(MODEL, "get_board", [[this.apelId]]));
            this.state.problem = "";
        } catch (error) {
            this.state.problem = explainError(error);
        } finally {
            this.isAsking = false;
        }
        if (this.board?.state !== "closed") {
            this.timer = browser.setTimeout(() => this.poll(), POLL_EVERY);
        }
    }

    show(board) {
        this.state.board = board;
        this.codeEnds = Date.now() + (board.seconds_left || 0) * 1000;
        this.tick();
    }

    tick() {
        this.state.secondsLeft = Math.max(0, Math.ceil(((this.codeEnds || 0) - Date.now()) / 1000));
    }

    // ------------------------------------------------------------------ acting

    open() {
        return this.act("action_open");
    }

    close() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Close the apel?"),
            body: _t("After that nobody can join any more."),
            confirmLabel: _t("Close"),
            confirm: () => this.act("action_close"),
            cancel: () => {},
        });
    }

    /** @param {"action_open"|"action_close"} method */
    async act(method) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await this.orm.call(MODEL, method, [[this.apelId]]);
        } catch (error) {
            this.notification.add(explainError(error), { type: "danger" });
        } finally {
            this.state.busy = false;
        }
        await this.poll();
    }
}

registry.category("actions").add("flexible_work_apel_board", ApelBoard);
