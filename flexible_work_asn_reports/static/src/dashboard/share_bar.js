import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { ModeTile } from "@flexible_work_asn/core/mode_tile";
import { excusedOf, partsOf } from "./shares";

/** Those obliged to attend as one bar by mode, with its legend, and below it those who need not attend. */
export class ShareBar extends Component {
    static template = "flexible_work_asn_reports.ShareBar";
    static components = { ModeTile };
    static props = { figures: Object };

    setup() {
        this.formatInteger = formatInteger;
    }

    get parts() {
        return partsOf(this.props.figures);
    }

    get excused() {
        return excusedOf(this.props.figures);
    }

    get excusedCount() {
        const { headcount, obliged } = this.props.figures;
        return headcount - obliged;
    }

    get text() {
        return this.parts.map(({ label, count }) => _t("%(label)s: %(count)s", { label, count })).join(", ");
    }
}
