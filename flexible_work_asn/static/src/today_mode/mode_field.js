import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { ModeTile } from "../core/mode_tile";
import { MODES } from "../core/modes";

/** A mode in lists and cards: the letter on its colour, and the words. */
export class ModeField extends Component {
    static template = "flexible_work_asn.ModeField";
    static components = { ModeTile };
    static props = { ...standardFieldProps };

    get mode() {
        return MODES[this.props.record.data[this.props.name]];
    }
}

registry.category("fields").add("flexible_mode", {
    component: ModeField,
    displayName: _t("Mode of work"),
    supportedTypes: ["selection"],
    isEmpty: () => false,
});
