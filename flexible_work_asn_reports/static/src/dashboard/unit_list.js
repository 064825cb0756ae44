import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { percentText } from "./shares";

/** Units, each with its share present as a number and a bar; a tap opens the page of the unit. */
export class UnitList extends Component {
    static template = "flexible_work_asn_reports.UnitList";
    static props = { units: Array, open: Function };

    setup() {
        this.percentText = percentText;
    }

    countText({ present, obliged, pending }) {
        const values = {
            present: formatInteger(present),
            obliged: formatInteger(obliged),
            pending: formatInteger(pending),
        };
        if (!obliged) {
            return _t("Nobody is obliged to attend");
        }
        return pending
            ? _t("%(present)s of %(obliged)s, %(pending)s not yet in", values)
            : _t("%(present)s of %(obliged)s", values);
    }
}
