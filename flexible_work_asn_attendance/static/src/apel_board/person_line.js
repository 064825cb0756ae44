import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";

/** One person on the board: the name, what is known, and what the leader may do about it. */
export class PersonLine extends Component {
    static template = "flexible_work_asn_attendance.ApelPersonLine";
    static components = { Dropdown, DropdownItem };
    static props = {
        person: Object,
        /** buttons are shown */
        managed: Boolean,
        canDecide: Boolean,
        canNote: Boolean,
        onUniform: Function,
        onNote: Function,
        onDecide: Function,
    };

    get person() {
        return this.props.person;
    }

    get isIn() {
        return Boolean(this.person.attendance_id);
    }

    get isRejected() {
        return this.person.state === "rejected";
    }

    get uniformText() {
        return { yes: _t("In uniform"), no: _t("Not in uniform") }[this.person.uniform] || _t("Uniform?");
    }

    get uniformIcon() {
        return { yes: "fa-check-circle text-success", no: "fa-times-circle text-danger" }[this.person.uniform] || "fa-circle-o";
    }

    /** one tap: yes; the next one: no */
    toggleUniform() {
        this.props.onUniform(this.person.uniform === "yes" ? "no" : "yes");
    }
}
