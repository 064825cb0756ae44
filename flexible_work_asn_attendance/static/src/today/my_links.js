import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** One's own requests, corrections, reports and plan, one tap away. */
export class MyLinks extends Component {
    static template = "flexible_work_asn_attendance.MyLinks";
    static props = { waiting: Object, open: Function };

    get links() {
        const { corrections, requests } = this.props.waiting;
        return [
            { key: "requests", icon: "fa-exchange", label: _t("My requests"), count: requests },
            { key: "corrections", icon: "fa-pencil", label: _t("My corrections"), count: corrections },
            { key: "reports", icon: "fa-file-text-o", label: _t("My reports") },
            { key: "plan", icon: "fa-calendar", label: _t("My plan") },
        ];
    }

    waitingText(count) {
        return _t("%s waiting for a decision", count);
    }
}
