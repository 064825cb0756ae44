import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Countdown } from "../core/countdown";
import { ServerClock } from "../core/server_clock";
import { useTick } from "../core/tick_hook";

/** The times of presence that the circular sets, and what has been made of them; one in between is a tap away. */
export class PresenceWindows extends Component {
    static template = "flexible_work_asn_attendance.PresenceWindows";
    static components = { Countdown };
    static props = {
        windows: Array,
        day: Object,
        entries: Array,
        clock: ServerClock,
        isNext: Boolean,
        busy: String,
        record: Function,
    };

    setup() {
        this.state = useState({ states: this.readStates() });
        useTick(() => {
            const states = this.readStates();
            if (states.join() !== this.state.states.join()) {
                this.state.states = states;
            }
        });
    }

    /** by the clock, so that a window opens on time without network, too */
    readStates() {
        return this.props.windows.map((window) => this.stateOf(window));
    }

    stateOf({ opens, closes }) {
        const { clock } = this.props;
        if (clock.secondsUntil(opens) > 0) {
            return "coming";
        }
        return clock.secondsUntil(closes) > 0 ? "open" : "over";
    }

    /** @returns {{id, name, hours, state, text, css, icon, canRecord, closes, window}[]} */
    get lines() {
        return this.props.windows.map((window) => {
            const kept = this.keptOf(window);
            const state = window.done_at ? "done" : kept ? "kept" : this.stateOf(window);
            const name = { in: _t("Check-in"), middle: _t("In between"), out: _t("Check-out") }[window.kind];
            const hours = `${window.hour_from}–${window.hour_to}`;
            return { id: window.id, name, hours, state, window, ...this.look(window, state, kept) };
        });
    }

    keptOf({ id, kind }) {
        const key = kind === "middle" ? `presence:${id}` : kind;
        return this.props.entries.find((entry) => entry.key === key && entry.state === "kept");
    }

    look(window, state, kept) {
        return {
            done: { icon: "fa-check-circle", css: "o_fw_good", text: window.done_at },
            kept: { icon: "fa-clock-o", css: "o_fw_warn", text: kept && _t("%s, kept", kept.at) },
            open: { icon: "fa-dot-circle-o", css: "fw-bold", canRecord: this.canRecord(window) },
            coming: { icon: "fa-circle-o", css: "", text: _t("to come") },
            over: { icon: "fa-times-circle", css: "o_fw_warn", text: _t("missed") },
        }[state];
    }

    /** the big button does it where that is the next step */
    canRecord({ kind }) {
        return !this.props.isNext && kind === "middle" && this.props.day.state === "open";
    }
}
