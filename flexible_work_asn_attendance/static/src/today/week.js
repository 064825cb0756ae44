import { Component, useState } from "@odoo/owl";
import { ModeTile } from "@flexible_work_asn/core/mode_tile";
import { parseDay } from "../core/server_clock";

/** The seven days from today, one letter each; a tap tells why. */
export class Week extends Component {
    static template = "flexible_work_asn_attendance.Week";
    static components = { ModeTile };
    static props = { days: Array };

    setup() {
        this.state = useState({ date: "" });
    }

    get chosen() {
        return this.props.days.find((day) => day.date === this.state.date);
    }

    shortDay(date) {
        return parseDay(date).toLocaleString({ weekday: "short" });
    }

    dayOfMonth(date) {
        return parseDay(date).day;
    }

    longDay(date) {
        return parseDay(date).toLocaleString({ weekday: "long", day: "numeric", month: "long" });
    }

    choose(date) {
        this.state.date = this.state.date === date ? "" : date;
    }
}
