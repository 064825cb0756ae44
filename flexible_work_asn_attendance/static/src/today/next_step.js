import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Countdown } from "../core/countdown";
import { ServerClock } from "../core/server_clock";
import { useTick } from "../core/tick_hook";
import { awaitedApel } from "./awaited_apel";

/** so long the phone may look for its position before the person is offered to go on without */
const PATIENCE_SECONDS = 3;

/** The big button: the one thing to do next, with its window as a countdown. */
export class NextStep extends Component {
    static template = "flexible_work_asn_attendance.NextStep";
    static components = { Countdown };
    static props = {
        next: Object,
        day: Object,
        apel: { type: [Object, { value: null }] },
        clock: ServerClock,
        busy: String,
        act: Function,
        checkOut: Function,
        skipPosition: Function,
        reload: Function,
        onDeadline: Function,
    };

    setup() {
        this.state = useState({ locatingFor: 0, isEarly: this.isEarly() });
        useTick(() => {
            this.state.locatingFor = this.props.busy === "locating" ? this.state.locatingFor + 1 : 0;
            this.state.isEarly = this.isEarly();
        });
    }

    isEarly() {
        const { opens } = this.props.next;
        return Boolean(opens) && this.props.clock.secondsUntil(opens) > 0;
    }

    /** @returns {undefined|{label, icon, caption, over}} */
    get step() {
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
            presence: {
                label: _t("I am here"),
                icon: "fa-map-marker",
                caption: _t("Open for:"),
                over: _t("The time of this presence has passed."),
            },
            report: {
                label: _t("Daily report"),
                icon: "fa-pencil-square-o",
                caption: _t("Time left:"),
                over: _t("The time has passed: send it now."),
            },
            check_out: {
                label: _t("Check out"),
                icon: "fa-sign-out",
                caption: _t("Working hours end in:"),
                over: _t("Working hours have ended."),
            },
        }[this.props.next.action];
    }

    get isTimeLeft() {
        const { until } = this.props.next;
        return Boolean(until) && this.props.clock.secondsUntil(until) > 0;
    }

    /** The way out is open before the report is written, and while an apel or a presence is. */
    get mayLeave() {
        const { check_in, check_out } = this.props.day;
        return ["join_apel", "presence", "report"].includes(this.props.next.action) && check_in && !check_out;
    }

    get maySkip() {
        return this.state.locatingFor >= PATIENCE_SECONDS;
    }

    get busyText() {
        return {
            locating: _t("Finding your location…"),
            sending: _t("Sending…"),
        }[this.props.busy];
    }

    /**
     * A person who has checked in before the apel begins is not to find nothing but the way home.
     */
    get awaited() {
        const { apel, clock, day, next } = this.props;
        return awaitedApel({ apel, day, next }, clock);
    }
}
