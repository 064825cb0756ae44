import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** so many names are rows at once; more of them are one line that opens */
const ROWS = 3;

/** Which OPD have not sent their daily report; on the page of one OPD, whether it has. */
export class Reporting extends Component {
    static template = "flexible_work_asn_reports.Reporting";
    static props = { reporting: Object, isUnit: Boolean, open: Function, openAction: Function };

    setup() {
        this.state = useState({ showsAll: false });
    }

    /** Before the first has reported, who is missing is everybody, and nobody is late. */
    get namesMissing() {
        const { is_over, missing, submitted } = this.props.reporting;
        return !this.props.isUnit && missing.length > 0 && (is_over || submitted > 0);
    }

    get isList() {
        return this.state.showsAll || this.props.reporting.missing.length <= ROWS;
    }

    get namesText() {
        return this.props.reporting.missing.map(({ name }) => name).join(", ");
    }

    get isComplete() {
        return !this.props.reporting.missing.length;
    }

    get title() {
        const { expected, missing, submitted } = this.props.reporting;
        const values = { expected, submitted };
        if (!expected) {
            return _t("No OPD has to report");
        }
        return missing.length
            ? _t("%(submitted)s of %(expected)s OPD have reported", values)
            : _t("All %(expected)s OPD have reported", values);
    }

    get unitTitle() {
        const [line] = this.props.reporting.lines;
        if (!line) {
            return _t("Nobody of this OPD is on the daily report");
        }
        return {
            collecting: _t("The daily report is not submitted yet"),
            prepared: _t("The daily report is prepared; the head submits it"),
            submitted: _t("The daily report was submitted at %s", line.submitted),
        }[line.state];
    }

    /** What the report found beside who is present: how many, never who. */
    get findings() {
        const { breaches, shortfalls } = this.props.reporting;
        return [
            ...(shortfalls ? [_t("Units short of people on site: %s", shortfalls)] : []),
            ...(breaches ? [_t("Bound to the office, not there: %s", breaches)] : []),
        ];
    }

    get stateText() {
        const { deadline, is_over, late, state } = this.props.reporting;
        const texts = [is_over ? _t("Cut-off hour: %s, it has passed", deadline) : _t("Cut-off hour: %s", deadline)];
        if (late) {
            texts.push(_t("%s submitted late", late));
        }
        const last = { verified: _t("verified by BKPSDM"), sent: _t("verified and sent by BKPSDM") }[state];
        return [...texts, ...(last ? [last] : [])].join(" · ");
    }
}
