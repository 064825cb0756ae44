import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** Under each day: how many are on site of those who must be, for everybody and for each competence asked for. */
export class GridCoverage extends Component {
    static template = "flexible_work_asn.GridCoverage";
    static props = { model: Object, version: Number, days: Array, weeks: Array };

    get lines() {
        const { model } = this.props;
        return model.requirements.map((requirement, position) => ({
            key: position,
            name: requirement.name || _t("On site"),
            title: this.ruleOf(requirement),
            days: this.props.days.map((day) => this.dayOf(position, day)),
        }));
    }

    /** @returns {string} what is asked for, in words */
    ruleOf({ name, count, percent }) {
        const rules = [];
        if (count) {
            rules.push(_t("at least %s people", count));
        }
        if (percent) {
            rules.push(_t("at least %s percent", Math.round(percent * 10) / 10));
        }
        return `${name || _t("On site")}: ${rules.join(", ") || _t("no minimum set")}`;
    }

    dayOf(position, day) {
        const { onSite, expected, needed, short } = this.props.model.coverageOf(position, day.index);
        const words = { day: day.title, onSite, expected, needed, short };
        let label = _t("%(day)s: %(onSite)s of %(expected)s on site", words);
        if (needed) {
            label += `, ${_t("%(needed)s needed", words)}`;
        }
        if (short) {
            label += `, ${_t("%(short)s missing", words)}`;
        }
        return { ...day, onSite, expected, needed, short, label, height: Math.min(100, (100 * onSite) / (expected || 1)) };
    }
}
