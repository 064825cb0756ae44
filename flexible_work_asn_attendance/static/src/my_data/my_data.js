import { Component, markup, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** What is held about the user, why, how long and who has read it: phone first. */
export class MyData extends Component {
    static template = "flexible_work_asn_attendance.MyData";
    static props = { ...standardActionServiceProps };
    static displayName = _t("My Data");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, problem: "", isOpen: false });
        onWillStart(() => this.load());
    }

    async load() {
        try {
            const data = await this.orm.call("hr.employee", "flexible_work_my_data", []);
            this.state.data = { ...data, notice: markup(data.notice) };
        } catch (error) {
            this.state.problem = error.data?.message || _t("Your data could not be loaded. Try again.");
        }
    }

    get kept() {
        const { position_days, photo_days } = this.state.data;
        return [
            _t("Positions, networks and devices are deleted after %s days; whether you were inside stays.", position_days),
            _t("Photos are deleted after %s days.", photo_days),
        ];
    }

    openReaders() {
        this.action.doAction("flexible_work_asn_attendance.flexible_work_access_log_action_mine");
    }

    openHome() {
        this.action.doAction("flexible_work_asn_attendance.flexible_work_home_change_my_action");
    }
}

registry.category("actions").add("flexible_work_my_data", MyData);
