import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** One line about the selection: who, when, what, and why. Alone it is rendered again when the selection moves. */
export class GridStatus extends Component {
    static template = "flexible_work_asn.GridStatus";
    static props = { model: Object, version: Number, rows: Array, days: Array, selection: Object, onWhy: Function };

    setup() {
        this.selection = useState(this.props.selection);
    }

    get row() {
        return this.props.rows[this.selection.active.row];
    }

    get day() {
        return this.props.days[this.selection.active.column];
    }

    get cell() {
        return this.row && this.day && this.row.cells[this.day.index];
    }

    get count() {
        const { active, anchor } = this.selection;
        return (Math.abs(active.row - anchor.row) + 1) * (Math.abs(active.column - anchor.column) + 1);
    }

    get countText() {
        return _t("%s days selected", this.count);
    }

    get note() {
        if (this.cell.look !== "line") {
            return this.cell.note;
        }
        const isDraft = this.props.model.roster.state === "draft";
        return isDraft ? _t("By this roster, once it is approved.") : _t("By this roster.");
    }
}
