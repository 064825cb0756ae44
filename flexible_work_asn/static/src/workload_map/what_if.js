import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatFloat, formatInteger } from "@web/views/fields/formatters";

/** One unit: what it needs of each kind, and fields in which other volumes and counters are supposed. */
export class WhatIf extends Component {
    static template = "flexible_work_asn.WhatIf";
    static props = {
        unit: Object,
        facts: Object,
        supposed: Object,
        mayAsk: Boolean,
        suppose: Function,
        close: Function,
    };

    setup() {
        this.state = useState({ typed: {} });
        onWillUpdateProps((next) => {
            if (next.unit.id !== this.props.unit.id) {
                this.state.typed = {};
            }
        });
    }

    get peopleText() {
        const { headcount, minimum } = this.props.unit;
        return _t("People: %(people)s; it keeps at least %(minimum)s.", {
            people: formatInteger(headcount),
            minimum: formatInteger(minimum),
        });
    }

    volumeText(service) {
        return _t("requests a year, %s minutes each", formatFloat(service.minutes, { digits: [16, 0] }));
    }

    /** @param {"service"|"counter"} kind */
    valueOf(kind, record) {
        return this.props.supposed[`${kind}_${record.id}`] ?? (kind === "service" ? record.volume : record.staff);
    }

    isChanged(kind, record) {
        return `${kind}_${record.id}` in this.props.supposed;
    }

    onInput(kind, record, ev) {
        const number = Number(ev.target.value);
        const known = kind === "service" ? record.volume : record.staff;
        if (ev.target.value !== "" && Number.isFinite(number) && number >= 0) {
            this.props.suppose(`${kind}_${record.id}`, number === known ? null : number);
        }
    }
}
