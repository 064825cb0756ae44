import { Component, onMounted, onWillStart, onWillUnmount, useExternalListener, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { explainError } from "../core/errors";
import { QrCode } from "../core/qr_code";
import { formatCountdown, formatHour, ServerClock } from "../core/server_clock";
import { useTick } from "../core/tick_hook";
import { BoardData } from "./board_data";
import { NoteDialog } from "./note_dialog";
import { PersonLine } from "./person_line";
import { Pictures } from "./pictures";

const APEL = "flexible.work.apel";
const PRESENCE = "flexible.work.apel.attendance";
/** without the bus, and after a failure, the server is asked so often */
const ASK_AGAIN = 5_000;
/** before it is opened */
const ASK_DRAFT = 30_000;
/** milliseconds for which lines of the bus are gathered before they are drawn */
const REDRAW = 200;
/** seconds for which one code is shown */
const CODE_STEP = 30;
/** names of one list on the board; more are counted, not listed, and found by searching */
const NAMES_MAX = 200;

/**
 * The leader's board of one virtual apel, for a projector or a telephone: the code of the moment, how many have come,
 * and who has not. It is read once; then the bus tells of each person who comes, and every half minute, with the new
 * code, the counters are compared: only when they differ is everything read again.
 */
export class ApelBoard extends Component {
    static template = "flexible_work_asn_attendance.ApelBoard";
    static components = { Layout, PersonLine, Pictures, QrCode };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Apel Board");

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.action = useService("action");
        this.notification = useService("notification");
        this.bus = useService("bus_service");
        this.clock = new ServerClock();
        this.data = null;
        this.state = useState({
            version: 0,
            problem: "",
            busy: false,
            secondsLeft: 0,
            countdown: 0,
            sought: "",
            // on a projector the names alone; a telephone is in the leader's hand
            managed: this.env.isSmall,
        });
        this.connected = true;
        this.listen();
        useExternalListener(document, "visibilitychange", () => this.poll());
        useTick(() => this.tick());
        onWillStart(() => this.read());
        onMounted(() => this.askLater());
        onWillUnmount(() => {
            browser.clearTimeout(this.timer);
            browser.clearTimeout(this.redrawTimer);
        });
    }

    get apelId() {
        const { context, params } = this.props.action;
        return params?.active_id || context?.active_id || this.props.resId;
    }

    // ------------------------------------------------------------------ the bus

    listen() {
        const channel = `flexible_work_apel_${this.apelId}`;
        const onPresence = (message) => this.hear(message);
        const onState = ({ apel_id }) => apel_id === this.apelId && this.read();
        this.bus.subscribe("flexible_work_apel/presence", onPresence);
        this.bus.subscribe("flexible_work_apel/state", onState);
        this.bus.addChannel(channel);
        useBus(this.bus, "BUS:DISCONNECT", () => this.onConnection(false));
        useBus(this.bus, "BUS:CONNECT", () => this.onConnection(true));
        useBus(this.bus, "BUS:RECONNECT", () => this.onConnection(true));
        onWillUnmount(() => {
            this.bus.unsubscribe("flexible_work_apel/presence", onPresence);
            this.bus.unsubscribe("flexible_work_apel/state", onState);
            this.bus.deleteChannel(channel);
        });
    }

    hear(message) {
        if (message.apel_id !== this.apelId || !this.data) {
            return;
        }
        if (message.reload) {
            this.read();
        } else {
            this.data.hear(message);
            this.redrawSoon();
        }
    }

    /** a hundred people a second are drawn together */
    redrawSoon() {
        this.redrawTimer ||= browser.setTimeout(() => {
            this.redrawTimer = null;
            this.state.version++;
        }, REDRAW);
    }

    /** what was told while the line was down is not told again: compare at once */
    onConnection(connected) {
        const again = connected && !this.connected;
        this.connected = connected;
        if (again) {
            this.poll();
        } else if (!connected) {
            this.askLater();
        }
    }

    // ------------------------------------------------------------------ what is shown

    /** @returns {BoardData} */
    get board() {
        // whoever reads it is drawn again when it has changed
        return this.state.version ? this.data : null;
    }

    get hoursText() {
        const { hour_from, hour_to, zone } = this.board;
        return `${formatHour(hour_from)}–${formatHour(hour_to)} ${zone}`;
    }

    /** the name of an apel mostly tells its unit already */
    get subtitle() {
        const { name, unit, leader } = this.board;
        const parts = [unit && !name.includes(unit) && unit, this.hoursText, leader && _t("Leader: %s", leader)];
        return parts.filter(Boolean).join(" · ");
    }

    /** a code that has run out is not shown: nobody could join with it */
    get code() {
        if (this.state.secondsLeft > 0) {
            return this.board.code || "";
        }
        return this.state.secondsLeft > -CODE_STEP ? this.board.next_code || "" : "";
    }

    /** "123 456": two groups are read from afar and dictated more easily than six digits */
    get codeText() {
        return this.code ? `${this.code.slice(0, 3)} ${this.code.slice(3)}` : "··· ···";
    }

    get codeSeconds() {
        const left = this.state.secondsLeft;
        return left > 0 ? left : Math.max(0, left + CODE_STEP);
    }

    get barWidth() {
        return Math.min(100, Math.round((100 * this.codeSeconds) / CODE_STEP));
    }

    get secondsText() {
        return _t("New code in %s s", this.codeSeconds);
    }

    /** the phone's camera opens the employee's page, which joins by itself */
    get joinUrl() {
        return `${browser.location.origin}/odoo/hari-ini?apel=${this.apelId}&code=${this.code}`;
    }

    get qrLabel() {
        return _t("QR code for joining with a phone");
    }

    /** from before the first second until after the last one */
    get countdownText() {
        const { begins, ends } = this.moments;
        const start = this.clock.secondsUntil(begins);
        if (start > 0) {
            return _t("People can join in %s", formatCountdown(start));
        }
        return _t("Closes by itself in %s", formatCountdown(this.clock.secondsUntil(ends)));
    }

    get moments() {
        const { now, hour_from, hour_to } = this.board;
        const today = now.slice(0, 10);
        return { begins: `${today} ${hour_from}:00`, ends: `${today} ${hour_to}:00` };
    }

    get closedText() {
        return this.board.closed_early
            ? _t("Closed before its end. Nobody can join any more.")
            : _t("It closed by itself at %s. Nobody can join any more.", this.board.hour_to);
    }

    get canReopen() {
        return this.board.closed_early && this.state.countdown > 0;
    }

    get lists() {
        const { absent, late, onTime, rejected } = this.board;
        return [
            this.list("missing", _t("Not yet in: %s", absent.length), absent),
            this.list("late", _t("Late: %s", late.length), late),
            this.list("joined", _t("On time: %s", onTime.length), onTime),
            this.list("rejected", _t("Rejected: %s", rejected.length), rejected),
        ].filter((list) => list.key === "missing" || list.people.length);
    }

    list(key, title, people) {
        const sought = this.state.sought.trim().toLowerCase();
        const found = sought
            ? people.filter(({ name, unit }) => `${name} ${unit}`.toLowerCase().includes(sought))
            : people;
        const more = found.length - NAMES_MAX;
        return {
            key,
            title,
            people: found.slice(0, NAMES_MAX),
            more: more > 0 ? _t("and %s more", more) : "",
            isEmpty: !people.length,
        };
    }

    get manageText() {
        return this.state.managed ? _t("Show names only") : _t("Note and decide");
    }

    get allUniformText() {
        return _t("All in uniform (%s)", this.board.unmarked.length);
    }

    get verifyAllText() {
        return _t("Verify all (%s)", this.board.undecided.length);
    }

    // ------------------------------------------------------------------ reading

    /** Read everything. */
    async read() {
        await this.ask(async () => {
            const sentAt = Date.now();
            const board = await this.orm.silent.call(APEL, "get_board", [[this.apelId]]);
            this.data = new BoardData(board);
            this.show(board, sentAt);
        });
    }

    /** Ask for the code and the counters, and read everything only when these differ. */
    async poll() {
        if (document.visibilityState === "hidden") {
            return;
        }
        if (!this.data) {
            return this.read();
        }
        let differs = false;
        await this.ask(async () => {
            const sentAt = Date.now();
            const pulse = await this.orm.silent.call(APEL, "get_code", [[this.apelId]]);
            differs = pulse.state !== this.data.state || !this.data.agreesWith(pulse);
            this.data.beat(pulse);
            this.show(pulse, sentAt);
        });
        if (differs) {
            await this.read();
        }
    }

    async ask(question) {
        browser.clearTimeout(this.timer);
        if (this.isAsking) {
            return;
        }
        this.isAsking = true;
        try {
            await question();
            this.state.problem = "";
        } catch (error) {
            this.state.problem = explainError(error);
        } finally {
            this.isAsking = false;
        }
        this.askLater();
    }

    show({ now, seconds_left }, sentAt) {
        this.clock.sync(now, sentAt, Date.now());
        this.codeEnds = Date.now() + (seconds_left || 0) * 1000;
        this.state.version++;
        this.tick();
    }

    askLater() {
        browser.clearTimeout(this.timer);
        if (this.data?.state === "closed" && !this.state.problem) {
            return;
        }
        let delay = ASK_AGAIN;
        if (!this.state.problem && this.data && this.connected) {
            delay = this.data.state === "open" ? Math.max(1000, this.codeEnds - Date.now() + 300) : ASK_DRAFT;
        }
        this.timer = browser.setTimeout(() => this.poll(), delay);
    }

    tick() {
        if (!this.data) {
            return;
        }
        const before = this.state.countdown;
        this.state.secondsLeft = Math.ceil(((this.codeEnds || 0) - Date.now()) / 1000);
        this.state.countdown = this.clock.secondsUntil(this.moments.ends);
        if (this.data.state === "open" && before > 0 && this.state.countdown <= 0) {
            // a moment later the server says that it has closed itself
            browser.clearTimeout(this.timer);
            this.timer = browser.setTimeout(() => this.poll(), 1000);
        }
    }

    // ------------------------------------------------------------------ acting

    open() {
        return this.act("action_open");
    }

    reopen() {
        return this.act("action_reopen");
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

    /** @param {"action_open"|"action_reopen"|"action_close"} method */
    async act(method) {
        await this.try(() => this.orm.call(APEL, method, [[this.apelId]]));
        await this.read();
    }

    async try(work) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            return await work();
        } catch (error) {
            this.notification.add(explainError(error), { type: "danger" });
        } finally {
            this.state.busy = false;
        }
    }

    toggleManaged() {
        this.state.managed = !this.state.managed;
    }

    /** the bus answers with the new lines */
    setUniform(ids, value) {
        return this.try(() => this.orm.call(APEL, "set_uniform", [[this.apelId], ids, value]));
    }

    note(person) {
        this.dialog.add(NoteDialog, {
            person,
            note: (reason, result) => this.orm.call(APEL, "note_presence", [[this.apelId], person.id, reason, result]),
        });
    }

    /**
     * @param {"action_verify"|"action_reject"|"action_reset"} method
     * @param {Object[]} people
     */
    async decide(method, people) {
        const ids = people.map((person) => person.attendance_id);
        const action = await this.try(() => this.orm.call(PRESENCE, method, [ids]));
        if (action?.type === "ir.actions.act_window") {
            await this.action.doAction(action);
        }
    }

    verifyAll() {
        return this.decide("action_verify", this.board.undecided);
    }

    async addPictures(pictures) {
        this.data.pictures = await this.orm.call(APEL, "add_pictures", [[this.apelId], pictures]);
        this.state.version++;
    }

    removePicture(id) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Remove the picture?"),
            body: _t("That it was removed stays in the history."),
            confirmLabel: _t("Remove"),
            confirm: async () => {
                await this.try(() => this.orm.call("flexible.work.apel.screenshot", "action_remove", [[id]]));
                await this.read();
            },
            cancel: () => {},
        });
    }
}

registry.category("actions").add("flexible_work_apel_board", ApelBoard);
