import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";

/** Why a roster in force is changed: asked once for all cells that are saved together, and kept with each of them. */
export class ReasonDialog extends Component {
    static template = "flexible_work_asn.ReasonDialog";
    static components = { Dialog };
    static props = { count: Number, onSave: Function, close: Function };

    setup() {
        this.input = useAutofocus({ refName: "reason" });
        this.state = useState({ reason: "" });
    }

    get title() {
        return _t("Why is the roster changed?");
    }

    get label() {
        return _t("Reason (changed days: %s)", this.props.count);
    }

    get isSaid() {
        return Boolean(this.state.reason.trim());
    }

    save() {
        if (this.isSaid) {
            this.props.close();
            this.props.onSave(this.state.reason.trim());
        }
    }
}
