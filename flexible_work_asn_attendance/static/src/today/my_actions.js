import { _t } from "@web/core/l10n/translation";

/** the screens that the page leads to */
const LISTS = {
    reports: "flexible_work_asn_attendance.flexible_work_log_action_mine",
    requests: "flexible_work_asn.flexible_work_request_my_action",
    plan: "flexible_work_asn.my_plan_action",
};

function ownRecords(name, model) {
    return {
        type: "ir.actions.act_window",
        name,
        res_model: model,
        domain: [["is_mine", "=", true]],
        views: [
            [false, "list"],
            [false, "form"],
        ],
    };
}

function newRecord(name, model, context) {
    return {
        type: "ir.actions.act_window",
        name,
        res_model: model,
        views: [[false, "form"]],
        context: Object.fromEntries(Object.entries(context).map(([field, value]) => [`default_${field}`, value])),
    };
}

/**
 * @param {"requests"|"corrections"|"reports"|"plan"} what
 * @returns {string|Object} an action of the web client
 */
export function listOf(what) {
    return {
        corrections: ownRecords(_t("My corrections"), "flexible.work.correction"),
        ...LISTS,
    }[what];
}

/**
 * @param {Object} card
 * @param {Object} [entry] of the offline queue, that came too late or was refused
 * @returns {Object} the form of a new correction, filled in as far as it is known
 */
export function newCorrection(card, entry) {
    const values = { employee_id: card.employee.id, date: entry?.date || card.day?.date || card.today, kind: "forgot" };
    if (entry?.ticket) {
        values.kind = "network";
        const moment = luxon.DateTime.fromMillis(entry.tappedAt, { zone: "utc" }).toFormat("yyyy-MM-dd HH:mm:ss");
        const field = { in: "check_in", out: "check_out" }[entry.kind];
        if (field) {
            values[field] = moment;
        }
    }
    return newRecord(_t("Correction"), "flexible.work.correction", values);
}

/** @returns {Object} the form in which another home is registered, with the approval of BKPSDM */
export function newHome(card) {
    return newRecord(_t("Registered home"), "flexible.work.home.change", {
        employee_id: card.employee.id,
        date: card.today,
    });
}
