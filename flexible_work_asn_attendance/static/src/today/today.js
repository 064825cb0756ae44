import { Component, onMounted, onWillStart, onWillUnmount, useExternalListener, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { router } from "@web/core/browser/router";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { WallClock } from "../core/countdown";
import { answered, explainError, isConnectionError } from "../core/errors";
import { OfflineQueue } from "../core/offline_queue";
import { parseDay, ServerClock } from "../core/server_clock";
import { Ticket } from "../core/ticket";
import { About } from "./about";
import { awaitedApel } from "./awaited_apel";
import { CheckIn, SEND_AGAIN_AFTER, SEND_SPREAD, sendEvent } from "./check_in";
import { ContactBanner } from "./contact_banner";
import { DayStatus } from "./day_status";
import { JoinApelDialog } from "./join_apel_dialog";
import { KeptEvents } from "./kept_events";
import { nextWithKept } from "./kept_view";
import { listOf, newCorrection, newHome } from "./my_actions";
import { MyLinks } from "./my_links";
import { NextStep } from "./next_step";
import { PresenceWindows } from "./presence_windows";
import { ReportDialog } from "./report_dialog";
import { Week } from "./week";
import { Where } from "./where";

/** a page left open longer than this is read again when the person comes back to it */
const STALE_AFTER = 60_000;
/** deadlines are the same for everybody: spread what the open pages ask when one has passed */
const RELOAD_SPREAD = 10_000;
/** how often an apel that its leader has not opened yet is looked for */
const AWAITED_AGAIN_AFTER = 30_000;

/**
 * *Hari Ini*: where the employee works today and why, and the one thing to do next. The server decides
 * what that is; this page only shows it and asks again after each step. It goes on without network.
 */
export class Today extends Component {
    static template = "flexible_work_asn_attendance.Today";
    static components = {
        About,
        ContactBanner,
        DayStatus,
        KeptEvents,
        Layout,
        MyLinks,
        NextStep,
        PresenceWindows,
        WallClock,
        Week,
        Where,
    };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Today");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.clock = new ServerClock();
        const isOffline = browser.navigator.onLine === false;
        this.state = useState({ card: null, problem: "", busy: "", refusal: null, isOffline });
        this.queue = new OfflineQueue(user.userId, sendEvent, (card, entry) => this.hasBeenSent(card, entry));
        this.kept = useState(this.queue.state);
        this.checkIn = new CheckIn(this, { dialog: this.dialog, notification: this.notification });
        useExternalListener(document, "visibilitychange", () => this.onComeBack());
        useExternalListener(window, "offline", () => (this.state.isOffline = true));
        useExternalListener(window, "online", () => {
            this.state.isOffline = false;
            this.onComeBack();
        });
        useBus(this.env.bus, "FLEXIBLE_WORK:CONTACT", () => this.load());
        onWillUnmount(() => {
            browser.clearTimeout(this.reloadTimer);
            browser.clearTimeout(this.sendTimer);
        });
        const { apel: scanned, code } = router.current;
        onWillStart(() => this.load());
        onMounted(() => {
            this.sendKept();
            if (code && this.state.card) {
                // the address is read as a number and loses its zeros
                this.joinScanned(Number(scanned), `${code}`.padStart(6, "0"));
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

    get entries() {
        return this.kept.entries;
    }

    /** what to do next, taking what is kept as done */
    get next() {
        return nextWithKept(this.card, this.entries);
    }

    get dateText() {
        const format = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
        return parseDay(this.card.today).toLocaleString(format);
    }

    // ------------------------------------------------------------------ reading

    async load() {
        const sentAt = Date.now();
        this.state.busy ||= "loading";
        try {
            this.show(await answered(this.orm.call("flexible.work.day", "get_my_day", [])), sentAt);
        } catch (error) {
            this.state.problem = this.card && isConnectionError(error) ? _t("No network.") : explainError(error);
        } finally {
            if (this.state.busy === "loading") {
                this.state.busy = "";
            }
        }
    }

    show(card, sentAt) {
        this.clock.sync(card.now, sentAt, Date.now());
        this.ticket = new Ticket(card.ticket);
        this.state.card = card;
        this.state.problem = "";
        this.shownAt = Date.now();
        browser.clearTimeout(this.reloadTimer);
        if (awaitedApel(card, this.clock)?.hasBegun) {
            this.reloadIn(AWAITED_AGAIN_AFTER);
        }
    }

    onComeBack() {
        if (document.visibilityState !== "visible") {
            return;
        }
        this.sendKept();
        const stale = Date.now() - (this.shownAt || 0) > STALE_AFTER;
        if ((stale || this.state.problem) && !this.state.busy) {
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

    // ------------------------------------------------------------------ what waits for the network

    async sendKept() {
        try {
            await this.queue.flush();
        } finally {
            this.sendLater();
        }
    }

    /** Try again in a while, as long as something waits. */
    sendLater() {
        browser.clearTimeout(this.sendTimer);
        if (this.queue.hasWaiting) {
            const delay = SEND_AGAIN_AFTER + Math.random() * SEND_SPREAD;
            this.sendTimer = browser.setTimeout(() => this.sendKept(), delay);
        }
    }

    async sendNow() {
        this.state.busy = "sending";
        try {
            await this.sendKept();
        } finally {
            this.state.busy = "";
        }
        if (this.queue.hasWaiting) {
            this.notification.add(_t("There is no network yet. It stays kept."), { type: "warning" });
        }
    }

    hasBeenSent(card, entry) {
        const now = Date.now();
        this.show(card, now);
        const text = _t("There was network again: what you tapped at %s has been sent.", entry.at);
        this.notification.add(text, { type: "success" });
    }

    // ------------------------------------------------------------------ acting

    takeNextStep() {
        const { action } = this.next;
        const steps = {
            check_in: () => this.checkIn.take("in"),
            join_apel: () => this.openApel(),
            presence: () => this.takePresence(),
            report: () => this.openReport(),
            check_out: () => this.checkOut(),
        };
        return steps[action]?.();
    }

    /** Leaving early is asked about; checking out once more is not. */
    checkOut() {
        const { ends, check_out } = this.day;
        if (check_out || !ends || this.clock.secondsUntil(ends) <= 0) {
            return this.checkIn.take("out");
        }
        return this.dialog.add(ConfirmationDialog, {
            title: _t("Check out early?"),
            body: _t("Your working hours end at %s. Leaving earlier is recorded.", ends.slice(11, 16)),
            confirmLabel: _t("Check out"),
            confirm: () => {
                // not waited for: the question is answered
                this.checkIn.take("out");
            },
            cancel: () => {},
        });
    }

    takePresence(window = null) {
        const open = this.card.windows.find(({ done_at, kind, state }) => kind === "middle" && state === "open" && !done_at);
        return this.checkIn.take("presence", window || open);
    }

    openApel(apel = this.card.apel, code = "", scanned = false) {
        this.dialog.add(JoinApelDialog, {
            apel,
            zone: this.card.zone,
            code,
            scanned,
            join: (value) => this.joinApel(apel, value),
        });
    }

    /**
     * The leader's QR code was scanned: join at once, checked in or not. Of an apel that is not one's own the server
     * says why.
     *
     * @param {number} id of the apel; NaN when the address names none
     * @param {string} code six digits
     */
    async joinScanned(id, code) {
        const { apel, apels = [], next } = this.card;
        const own = apels.find((one) => one.id === id) || (apel?.id === id && apel);
        if (own) {
            return own.joined_at ? undefined : this.openApel(own, code, true);
        }
        if (!id) {
            return next.action === "join_apel" ? this.openApel(apel, code) : undefined;
        }
        try {
            await this.joinApel({ id, name: "" }, code);
        } catch (error) {
            this.notification.add(explainError(error), { type: "danger", sticky: true });
        }
    }

    /**
     * @param {{id: number, name: string}} apel
     * @param {string} code six digits
     * @throws as the server does, for the dialog to show
     */
    async joinApel({ id, name }, code) {
        const sentAt = Date.now();
        this.show(await answered(rpc("/flexible_work/apel/join", { apel_id: id, code })), sentAt);
        this.notification.add(_t("You have joined: %s.", name), { type: "success" });
    }

    answerContact() {
        return this.ask(async () => {
            const sentAt = Date.now();
            const { id } = this.card.contact;
            this.show(await answered(rpc("/flexible_work/contact/answer", { contact_id: id })), sentAt);
            this.notification.add(_t("Your answer is recorded."), { type: "success" });
        });
    }

    /** @param {"wfh"|"wfa"} mode */
    declare(mode) {
        if (mode === this.day.mode) {
            return;
        }
        return this.ask(async () => {
            await this.orm.call("flexible.work.declaration", "declare", [this.day.date, mode]);
            await this.load();
        });
    }

    /** Ask the server for something while the buttons wait, and say why when it refuses. */
    async ask(request) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = "sending";
        try {
            await request();
        } catch (error) {
            this.notification.add(explainError(error), { type: "danger" });
        } finally {
            this.state.busy = "";
        }
    }

    // ------------------------------------------------------------------ other screens

    openReport() {
        const { employee, log } = this.card;
        const { date } = this.day;
        this.dialog.add(ReportDialog, {
            employeeId: employee.id,
            date,
            logId: log?.id || false,
            reason: log?.reason || "",
            openForm: async () => this.action.doAction(await this.orm.call("flexible.work.log", "action_open_mine", [date])),
            onChange: () => this.load(),
        });
    }

    open(what) {
        return what === "correction" ? this.correct() : this.action.doAction(listOf(what));
    }

    /** The correction of the day that is under way, or the form of a new one. */
    async correct(entry) {
        const action = newCorrection(this.card, entry);
        const domain = [
            ["employee_id", "=", action.context.default_employee_id],
            ["date", "=", action.context.default_date],
            ["state", "in", ["draft", "submitted", "stated"]],
        ];
        try {
            const [underWay] = await this.orm.search("flexible.work.correction", domain, { limit: 1 });
            await this.action.doAction(underWay ? { ...action, res_id: underWay } : action);
        } catch (error) {
            this.notification.add(explainError(error), { type: "danger" });
        }
    }

    registerHome() {
        return this.action.doAction(newHome(this.card));
    }

    dismissRefusal() {
        this.state.refusal = null;
    }
}

registry.category("actions").add("flexible_work_today", Today);
