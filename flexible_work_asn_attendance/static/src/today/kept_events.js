import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { parseDay } from "../core/server_clock";

/** What waits for the network, and what came too late or was refused: nothing is lost without a word. */
export class KeptEvents extends Component {
    static template = "flexible_work_asn_attendance.KeptEvents";
    static props = {
        entries: Array,
        isVolatile: Boolean,
        today: String,
        zone: String,
        busy: String,
        send: Function,
        correct: Function,
        dismiss: Function,
    };

    /** @returns {{key, title, text, isKept, entry}[]} */
    get lines() {
        return this.props.entries.map((entry) => ({
            key: entry.key,
            title: this.title(entry),
            text: this.text(entry),
            isKept: entry.state === "kept",
            entry,
        }));
    }

    title({ at, date, kind }) {
        const values = { at: `${at} ${this.props.zone}` };
        if (date !== this.props.today) {
            values.at = `${parseDay(date).toLocaleString({ day: "numeric", month: "long" })}, ${values.at}`;
        }
        return {
            in: _t("Check-in, %(at)s", values),
            out: _t("Check-out, %(at)s", values),
            presence: _t("Presence, %(at)s", values),
        }[kind];
    }

    text({ problem, state }) {
        if (state === "expired") {
            return _t("It was without network for too long and is not accepted any more. Ask for a correction.");
        }
        if (state === "refused") {
            return problem;
        }
        return this.props.isVolatile
            ? _t("Kept; it will be sent when there is network. Do not close this page.")
            : _t("Kept on this phone; it will be sent when there is network, and counts at this time.");
    }
}
