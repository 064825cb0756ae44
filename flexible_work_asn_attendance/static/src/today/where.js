import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ModeTile } from "@flexible_work_asn/core/mode_tile";
import { formatHour, parseDay } from "../core/server_clock";

/** Where the person works today, until when, and why. */
export class Where extends Component {
    static template = "flexible_work_asn_attendance.Where";
    static components = { ModeTile };
    static props = { card: Object, busy: String, declare: Function, registerHome: Function };

    setup() {
        this.state = useState({ showChain: false });
    }

    get day() {
        return this.props.card.day;
    }

    /** The words beside the letter, which is TK for somebody who was to come and has not. */
    get title() {
        const { mode_label, status, status_label } = this.day;
        return status === "absent" ? status_label : mode_label || status_label;
    }

    /** @returns {string} "07:30–16:00 WIT", after the mode where the title does not tell it */
    get hoursText() {
        const { hour_from, hour_to, mode_label, status } = this.day;
        const { zone } = this.props.card;
        const hours = hour_from && hour_to ? `${formatHour(hour_from)}–${formatHour(hour_to)} ${zone}` : "";
        return status === "absent" && mode_label ? [mode_label, hours].filter(Boolean).join(" · ") : hours;
    }

    /** @returns {string} of which date the shift is, for somebody who works through the night */
    get lastNight() {
        if (this.day.date === this.props.card.today) {
            return "";
        }
        const date = parseDay(this.day.date).toLocaleString({ weekday: "long", day: "numeric", month: "long" });
        return _t("The shift that began on %s", date);
    }

    get isHomeUnknown() {
        return this.day.mode === "wfh" && this.day.state === "open" && !this.props.card.home.registered;
    }

    toggleChain() {
        this.state.showChain = !this.state.showChain;
    }
}
