import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** What one paints with, undo, the filters, and whether everything is saved. */
export class GridToolbar extends Component {
    static template = "flexible_work_asn.GridToolbar";
    static props = {
        model: Object,
        version: Number,
        brush: { type: [String, { value: null }] },
        filter: Object, // {text, unitId, group, onlyShort}, reactive
        units: Array,
        groupNames: Map,
        onBrush: Function,
        onSave: Function,
    };

    setup() {
        this.state = useState({ showsFilters: false, showsShifts: false });
    }

    /** shifts that this roster does not use are a click away: most units have none */
    get paints() {
        const { brush, model } = this.props;
        return [...model.paints.values()].filter(
            (paint) => paint.usual || this.state.showsShifts || paint.code === brush
        );
    }

    get hasMoreShifts() {
        return [...this.props.model.paints.values()].some((paint) => !paint.usual);
    }

    get status() {
        const { model } = this.props;
        const count = model.pending.size;
        const all = {
            saved: { icon: "fa-check text-success", text: _t("Saved") },
            unsaved: { icon: "fa-pencil text-warning", text: _t("%s not saved yet", count) },
            saving: { icon: "fa-cloud-upload text-muted", text: _t("Saving…") },
            offline: { icon: "fa-exclamation-triangle text-danger", text: _t("No connection: %s not saved", count) },
        };
        return all[model.status];
    }

    get keysText() {
        return _t(
            "K, R, L, KL or the code of a shift fill in, Delete clears, Shift with the arrows selects a range, Enter opens the choices, ? says why; Ctrl+C, Ctrl+V, Ctrl+Z and Ctrl+Y as everywhere."
        );
    }

    get shortText() {
        return _t("Only short days (%s)", this.props.model.shortDays.length);
    }

    get hasGroups() {
        return this.props.groupNames.size > 1;
    }
}
