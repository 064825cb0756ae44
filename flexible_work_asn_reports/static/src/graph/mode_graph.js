import { registry } from "@web/core/registry";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { graphView } from "@web/views/graph/graph_view";

/** as the tiles (core/mode_tile.scss); a status that is no mode has the colour of its letter */
const COLORS = {
    mode: { wfo: "#1d4ed8", wfh: "#15803d", wfa: "#c2410c", other_office: "#6d28d9" },
    status: {
        present: "#15803d",
        pending: "#fcd9a4",
        absent: "#b91c1c",
        duty: "#0f766e",
        study: "#5eaaa3",
        leave: "#4b5563",
        sick: "#7b8494",
        permit: "#a3abb8",
        off: "#dde1e6",
    },
};
/** between the groups in the label of a bar or a line */
const SEPARATOR = " / ";

/**
 * The colour of a group of modes or statuses, in whatever language it is labelled.
 *
 * @param {string} label of a dataset: the values of its groups
 * @param {Object} fields of the model, with their selections
 * @param {string[]} groups names of the fields by which the graph is grouped
 * @returns {string|undefined} undefined for groups of other fields
 */
export function colorOf(label, fields, groups) {
    const words = label.split(SEPARATOR);
    for (const name of groups.filter((group) => COLORS[group])) {
        const chosen = fields[name].selection.find(([, text]) => words.includes(text));
        if (chosen) {
            return COLORS[name][chosen[0]];
        }
    }
}

/** Odoo's graph, with one colour per mode and status, as on every other screen. */
export class ModeGraphRenderer extends GraphRenderer {
    colorOf(label) {
        const { fields, groupBy } = this.model.metaData;
        return colorOf(`${label}`, fields, groupBy.map(({ fieldName }) => fieldName));
    }

    getBarChartData() {
        const data = super.getBarChartData();
        for (const dataset of this.model.data.datasets) {
            dataset.backgroundColor = this.colorOf(dataset.label) || dataset.backgroundColor;
        }
        return data;
    }

    getLineChartData() {
        const data = super.getLineChartData();
        for (const dataset of data.datasets) {
            const color = this.colorOf(dataset.label) || dataset.borderColor;
            Object.assign(dataset, { borderColor: color, pointBackgroundColor: color, hoverBackgroundColor: color });
        }
        return data;
    }

    getPieChartData() {
        const data = super.getPieChartData();
        for (const dataset of data.datasets) {
            const colors = dataset.backgroundColor.map((color, at) => this.colorOf(data.labels[at] ?? "") || color);
            Object.assign(dataset, { backgroundColor: colors, hoverBackgroundColor: colors });
        }
        return data;
    }
}

registry.category("views").add("flexible_work_mode_graph", { ...graphView, Renderer: ModeGraphRenderer });
