import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { SETUP_CHANGED } from "./setup";

/** In the top bar of BKPSDM: how much of the set-up is missing, until it is there or nobody wants to be reminded. */
export class SetupReminder extends Component {
    static template = "flexible_work_asn.SetupReminder";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ missing: 0 });
        useBus(this.env.bus, SETUP_CHANGED, () => this.load());
        onMounted(() => this.load());
    }

    async load() {
        if (!(await user.hasGroup("flexible_work_asn.group_bkpsdm"))) {
            return;
        }
        try {
            this.state.missing = await this.orm.silent.call("flexible.work.setup", "count_missing");
        } catch {
            // a reminder that cannot be read is none: the page itself tells what is wrong
            this.state.missing = 0;
        }
    }

    get words() {
        return _t("Set-up: %s still missing", this.state.missing);
    }

    open() {
        return this.action.doAction("flexible_work_asn.setup_action");
    }
}

registry.category("systray").add("flexible_work_asn.setup", { Component: SetupReminder }, { sequence: 60 });
