import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { ModeTile } from "../core/mode_tile";
import { explainProblem } from "./problem";

/** Who is behind a cell of the heat map, where they work now and by the circular, and why. */
export class SimulationPeopleDialog extends Component {
    static template = "flexible_work_asn.SimulationPeopleDialog";
    static components = { Dialog, ModeTile };
    static props = { circularId: Number, unit: Object, date: String, close: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ answer: null, problem: "", changedOnly: false, search: "" });
        onWillStart(() => {
            // the dialog opens at once and says that it is loading
            this.load();
        });
    }

    async load() {
        this.state.problem = "";
        try {
            const { circularId, date, unit } = this.props;
            const kwargs = { date, department_id: unit.id };
            this.state.answer = await this.orm.call("flexible.work.circular", "simulation_people", [[circularId]], kwargs);
        } catch (error) {
            this.state.problem = explainProblem(error);
        }
    }

    get title() {
        const date = deserializeDate(this.props.date);
        return `${this.props.unit.name} · ${date.toFormat("cccc")}, ${formatDate(date)}`;
    }

    get people() {
        const wanted = this.state.search.trim().toLowerCase();
        return this.state.answer.people.filter(
            (person) =>
                (person.changed || !this.state.changedOnly) &&
                (!wanted || `${person.name} ${person.unit}`.toLowerCase().includes(wanted))
        );
    }

    get summary() {
        const { count, changed } = this.state.answer;
        return _t("%(count)s people, %(changed)s of them elsewhere than now", { count, changed });
    }

    nowText(person) {
        return _t("Now: %s", person.now.text);
    }

    get more() {
        const left = this.state.answer.count - this.state.answer.people.length;
        return left > 0 ? _t("%s more are not listed: open a unit below this one.", left) : "";
    }
}
