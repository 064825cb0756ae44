import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { countFlexible } from "./grid_cells";

/**
 * One person. Rendered again only when something of it has changed (`version`), so that a key press costs one row
 * and not the whole table. The cells are plain: what they do is listened for on the table.
 */
export class GridRow extends Component {
    static template = "flexible_work_asn.GridRow";
    static props = {
        row: Object,
        version: Number,
        position: Number,
        days: Array,
        weeks: Array,
        paints: Map,
        groupName: String,
        groupNumber: Number,
    };

    get cells() {
        return this.props.days.map((day) => {
            const cell = this.props.row.cells[day.index];
            return {
                id: `fw_${this.props.row.id}_${day.index}`,
                index: day.index,
                letter: cell.letter,
                classes: this.classesOf(cell, day),
                label: this.labelOf(cell, day),
                readonly: cell.allow ? undefined : "true",
            };
        });
    }

    classesOf(cell, day) {
        let classes = `o_fw_cell o_fw_look_${cell.look}`;
        const paint = cell.leave ? (cell.letter === "DL" || cell.letter === "TB" ? "duty" : "leave") : cell.mode;
        classes += paint ? ` o_fw_mode_${paint}` : "";
        classes += day.isPast ? " o_fw_past" : "";
        classes += day.isToday ? " o_fw_today_column" : "";
        classes += cell.overruled ? " o_fw_overruled" : "";
        classes += cell.pinned ? " o_fw_pinned" : "";
        classes += cell.before ? " o_fw_changed" : "";
        classes += cell.unsaved ? " o_fw_unsaved" : "";
        return classes;
    }

    labelOf(cell, day) {
        let label = `${day.title}: ${cell.label}`;
        if (cell.before) {
            label += `, ${_t("before: %s", cell.before.label)}`;
        }
        if (cell.overruled) {
            label += `, ${_t("the roster says %s", this.props.paints.get(cell.code).label)}`;
        }
        if (cell.pinned) {
            label += `, ${_t("pinned")}`;
        }
        return label;
    }

    get weekCounts() {
        const { row, weeks } = this.props;
        return weeks.map((week) => {
            const { used, max, over } = countFlexible(row, week, week.position);
            return {
                key: week.position,
                text: max ? `${used}/${max}` : `${used}`,
                over,
                label: max
                    ? _t("Week %(week)s: %(used)s of %(max)s flexible days", { week: week.number, used, max })
                    : _t("Week %(week)s: %(used)s flexible days, no limit", { week: week.number, used }),
            };
        });
    }
}
