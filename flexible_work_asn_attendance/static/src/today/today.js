import { Component, onMounted, onWillStart, onWillUnmount, useExternalListener, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { router } from "@web/core/browser/router";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Countdown, WallClock } from "../core/countdown";
import { answered, explainError } from "../core/errors";
import { ModeTile } from "@flexible_work_asn/core/mode_tile";
import { locate } from "../core/position";
import { formatHour, parseDay, ServerClock } from "../core/server_clock";
import { DayStatus } from "./day_status";
import { JoinApelDialog } from "./join_apel_dialog";
import { Week } from "./week";

/** a page left open longer than this is read again when the person comes back to it */
const STALE_AFTER = 60_000;
/** deadlines are the same for everybody: spread what the open pages ask when one has passed */
const RELOAD_SPREAD = 10_000;
/** how often an apel that its leader has not opened yet is looked for */
const AWAITED_AGAIN_AFTER = 30_000;

/**
 * *Hari Ini*: where the employee works today and why, and the one thing to do next. The server decides
 * what that is; this page only shows it and asks again after each step.
 */
export class Today extends Component {
    static template = "flexible_work_asn_attendance.Today";
    static components = { Countdown, DayStatus, Layout, ModeTile, WallClock, Week };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Today");

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.clock = new ServerClock();
        this.state = useState({ card: null, problem: "", busy: "", showChain: false });
        useExternalListener(document, "visibilitychange", () => this.reloadIfStale());
        useExternalListener(window, "online", () => this.reloadIfStale());
        onWillUnmount(() => browser.clearTimeout(this.reloadTimer));
        const { code } = router.current;
        onWillStart(() => this.load());
        onMounted(() => {
            if (code && this.state.card?.next.action === "join_apel") {
                // the leader's QR code was scanned; the address is read as a number and loses its zeros
                this.openApel(`${code}`.padStart(6, "0"));
            }
        });
    }

    // ------------------------------------------------------------------ what is shown

    get card() {
        return this.state.card;
    }

    get day() {
        return this.card.day;
    }

    get dateText() {
        const format = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
        return parseDay(this.card.today).toLocaleString(format);
    }

    /** The words beside the letter, which is TK for somebody who was to come and has not. */
    get title() {
        const { mode_label, status, status_label } = this.day;
        return status === "absent" ? status_label : mode_label || status_label;
    }

    /** @returns {string} "07:30–16:00 WIT", after the mode where the title does not tell it */
    get hoursText() {
        const { hour_from, hour_to, mode_label, status } = this.day;
        const hours = hour_from && hour_to ? `${formatHour(hour_from)}–${formatHour(hour_to)} ${this.card.zone}` : "";
        return status === "absent" && mode_label ? [mode_label, hours].filter(Boolean).join(" · ") : hours;
    }

    get isOpen() {
        return this.day?.state === "open";
    }

    /** @returns {undefined|{label, icon, caption, over}} the big button */
    get nextStep() {
        return {
            check_in: {
                label: _t("Check in"),
                icon: "fa-sign-in",
                caption: _t("Still on time:"),
                over: _t("The time has passed: check in now."),
            },
            join_apel: {
                label: _t("Join the apel"),
                icon: "fa-video-camera",
                caption: _t("Open for:"),
                over: _t("The time has passed: join now."),
            },
            check_out: {
                label: _t("Check out"),
                icon: "fa-sign-out",
                caption: _t("Working hours end in:"),
                over: _t("Working hours have ended."),
            },
        }[this.card.next.action];
    }

    get isTimeLeft() {
        const { until } = this.card.next;
        return Boolean(until) && this.clock.secondsUntil(until) > 0;
    }

    /**
     * A person who has checked in before the apel begins, or before its leader has opened it, is not to
     * find nothing but the way home.
     *
     * @returns {boolean}
     */
    get isApelAwaited() {
        const { apel, next } = this.card;
        return next.action === "check_out" && apel?.state === "draft" && this.clock.secondsUntil(this.apelEnd) > 0;
    }

    get apelBegin() {
        return `${this.card.today} ${this.card.apel.hour_from}:00`;
    }

    get apelEnd() {
        return `${this.card.today} ${this.card.apel.hour_to}:00`;
    }

    get hasApelBegun() {
        return this.clock.secondsUntil(this.apelBegin) <= 0;
    }

    get busyText() {
        return {
            locating: _t("Finding your location…"),
            sending: _t("Sending…"),
        }[this.state.busy];
    }

    // ------------------------------------------------------------------ reading

    async load() {
        const sentAt = Date.now();
        this.state.busy = "loading";
        try {
            this.show(await this.orm.call("flexible.work.day", "get_my_day", []), sentAt);
            this.state.problem = "";
        } catch (error) {
            this.state.problem = explainError(error);
        } finally {
            this.state.busy = "";
        }
    }

    show(card, sentAt) {
        this.clock.sync(card.now, sentAt, Date.now());
        this.state.card = card;
        this.shownAt = Date.now();
        browser.clearTimeout(this.reloadTimer);
        if (this.isApelAwaited && this.hasApelBegun) {
            this.reloadIn(AWAITED_AGAIN_AFTER);
        }
    }

    reloadIfStale() {
        const stale = Date.now() - (this.shownAt || 0) > STALE_AFTER;
        if (document.visibilityState === "visible" && stale && !this.state.busy) {
            this.load();
        }
    }

    /** a deadline or the day has passed */
    reloadSoon() {
        this.reloadIn(1000);
    }

    /** @param {number} delay milliseconds, and a little more */
    reloadIn(delay) {
        browser.clearTimeout(this.reloadTimer);
        this.reloadTimer = browser.setTimeout(() => {
            // a page that nobody sees is read again when somebody does
            if (document.visibilityState === "visible" && !this.state.busy) {
                this.load();
            }
        }, delay + Math.random() * RELOAD_SPREAD);
    }

    // ------------------------------------------------------------------ acting

    takeNextStep() {
        const { action, until } = this.card.next;
        if (action === "check_in") {
            return this.check("in");
        }
        if (action === "join_apel") {
            return this.openApel();
        }
        if (until && this.isTimeLeft) {
            return this.dialog.add(ConfirmationDialog, {
                title: _t("Check out early?"),
                body: _t("Your working hours end at %s. Leaving earlier is recorded.", until.slice(11, 16)),
                confirmLabel: _t("Check out"),
                confirm: () => this.check("out"),
                cancel: () => {},
            });
        }
        return this.check("out");
    }

    /** @param {"in"|"out"} kind */
    async check(kind) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = "locating";
        try {
            const { coords, problem } = await locate();
            this.state.busy = "sending";
            const sentAt = Date.now();
            this.show(await answered(rpc("/flexible_work/check", { kind, ...coords })), sentAt);
            this.confirmCheck(kind, problem);
        } catch (error) {
            this.notification.add(explainError(error), { type: "danger" });
        } finally {
            this.state.busy = "";
        }
    }

    confirmCheck(kind, problem) {
        const time = kind === "in" ? this.day?.check_in : this.day?.check_out;
        const done = kind === "in" ? _t("Checked in at %s.", time) : _t("Checked out at %s.", time);
        const why = {
            denied: _t("Your location was not shared: the place is recorded as unknown."),
            unavailable: _t("Your location was not found: the place is recorded as unknown."),
        }[problem];
        this.notification.add(why ? `${done} ${why}` : done, { type: why ? "warning" : "success" });
    }

    openApel(code = "") {
        this.dialog.add(JoinApelDialog, {
            apel: this.card.apel,
            zone: this.card.zone,
            code,
            join: (value) => this.joinApel(value),
        });
    }

    /**
     * @param {string} code six digits
     * @throws as the server does, for the dialog to show
     */
    async joinApel(code) {
        const sentAt = Date.now();
        const { id, name } = this.card.apel;
        this.show(await answered(rpc("/flexible_work/apel/join", { apel_id: id, code })), sentAt);
        this.notification.add(_t("You have joined: %s.", name), { type: "success" });
    }

    /** @param {"wfh"|"wfa"} mode */
    async declare(mode) {
        if (this.state.busy || mode === this.day.mode) {
            return;
        }
        this.state.busy = "declaring";
        try {
            await this.orm.call("flexible.work.declaration", "declare", [this.day.date, mode]);
        } catch (error) {
            this.notification.add(explainError(error), { type: "danger" });
        } finally {
            this.state.busy = "";
        }
        await this.load();
    }

    toggleChain() {
        this.state.showChain = !this.state.showChain;
    }
}

registry.category("actions").add("flexible_work_today", Today);
