import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { longDay } from "../core/dates";
import { explainError } from "../core/errors";
import { ModeTile } from "../core/mode_tile";

/**
 * *Why?*: the answer for one employee and day, with everything that was considered, the papers behind it
 * and whom to ask. The server answers; here it is only shown.
 */
export class WhyDialog extends Component {
    static template = "flexible_work_asn.WhyDialog";
    static components = { Dialog, ModeTile };
    static props = {
        employeeId: Number,
        date: String,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ answer: null, problem: "" });
        onWillStart(() => this.load());
    }

    async load() {
        try {
            const args = [[this.props.employeeId], this.props.date];
            this.state.answer = await this.orm.silent.call("hr.employee", "flexible_work_why", args);
        } catch (error) {
            this.state.problem = explainError(error);
        }
    }

    get answer() {
        return this.state.answer;
    }

    get title() {
        return _t("Why? %s", longDay(this.props.date));
    }

    /** @returns {string} what the icon before a step says, for those who do not see it */
    stepWord(step) {
        return step.applied ? _t("Decides") : _t("Does not decide");
    }

    open(paper) {
        this.leave({
            type: "ir.actions.act_window",
            res_model: paper.model,
            res_id: paper.id,
            views: [[false, "form"]],
        });
    }

    /** The form of a request, filled in for this day. */
    ask() {
        this.leave(askForAnotherPlace(this.props.date));
    }

    leave(action) {
        this.props.close();
        this.action.doAction(action);
    }
}

/**
 * @param {string} date "YYYY-MM-DD"
 * @returns {object} the action that opens a new request for this day
 */
export function askForAnotherPlace(date) {
    return {
        type: "ir.actions.act_window",
        name: _t("Ask for another place"),
        res_model: "flexible.work.request",
        views: [[false, "form"]],
        context: { default_kind: "mode", default_date_from: date, default_date_to: date },
    };
}

/**
 * Show why an employee works where he or she does on a day. Every screen calls this.
 *
 * @param {object} env of a component
 * @param {number} employeeId
 * @param {string|luxon.DateTime} date local date; a text as "YYYY-MM-DD"
 * @returns {() => void} closes the dialog
 */
export function openWhy(env, employeeId, date) {
    const day = typeof date === "string" ? date : serializeDate(date);
    return env.services.dialog.add(WhyDialog, { employeeId, date: day });
}
