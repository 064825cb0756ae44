import { Component } from "@odoo/owl";
import { serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { longDay } from "../core/dates";
import { openWhy } from "./why_dialog";

/**
 * "Why?" on a record that has an employee and a date, in lists, cards and forms:
 * `<widget name="flexible_work_why"/>`. Both fields have to be in the view; options `employee_field` and
 * `date_field` name them when they are called otherwise.
 */
export class WhyButton extends Component {
    static template = "flexible_work_asn.WhyButton";
    static props = {
        ...standardWidgetProps,
        employeeField: { type: String },
        dateField: { type: String },
    };

    get employeeId() {
        return this.props.record.data[this.props.employeeField]?.id;
    }

    get date() {
        return this.props.record.data[this.props.dateField];
    }

    get isAnswerable() {
        return Boolean(this.employeeId && this.date);
    }

    get label() {
        return _t("Why? %s", longDay(serializeDate(this.date)));
    }

    open() {
        openWhy(this.env, this.employeeId, this.date);
    }
}

registry.category("view_widgets").add("flexible_work_why", {
    component: WhyButton,
    extractProps: ({ options }) => ({
        employeeField: options.employee_field || "employee_id",
        dateField: options.date_field || "date",
    }),
    listViewWidth: 100,
});
