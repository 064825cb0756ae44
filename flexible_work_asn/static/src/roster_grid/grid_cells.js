/**
 * What a day of a person looks like, and what is counted. Plain functions on plain data: no component, no server.
 *
 * A *code* says what the roster has for a day: a mode ("wfh"), a shift ("s12"), or "" for no line.
 */
import { _t } from "@web/core/l10n/translation";

export const MODE_LETTERS = { wfo: "K", wfh: "R", wfa: "L", other_office: "KL" };

const MODE_NAMES = {
    wfo: _t("Office (WFO)"),
    wfh: _t("Home (WFH)"),
    wfa: _t("Elsewhere (WFA)"),
    other_office: _t("Other office"),
};

/**
 * Everything that can be painted: the modes, then the shifts of the unit.
 *
 * @param {{id: number, code: string, name: string, mode: string|false, is_off: boolean, usual: boolean}[]} shifts
 * @returns {Map<string, {code: string, letter: string, label: string, mode: string|false, shift: boolean, usual: boolean}>}
 */
export function makePaints(shifts) {
    const paints = Object.entries(MODE_LETTERS).map(([mode, letter]) => [
        mode,
        { code: mode, letter, label: `${MODE_NAMES[mode]}`, mode, shift: false, usual: true },
    ]);
    const ofShifts = shifts.map((shift) => [
        `s${shift.id}`,
        {
            code: `s${shift.id}`,
            letter: shift.code,
            label: shift.name,
            mode: shift.is_off ? false : shift.mode || "wfo",
            shift: true,
            usual: shift.usual,
        },
    ]);
    return new Map([...paints, ...ofShifts]);
}

/**
 * @param {{allow: string}} kind a day without the roster
 * @param {string} code
 * @returns {boolean} whether the roster may say so about that day
 */
export function isAllowed(kind, code) {
    if (!kind.allow) {
        return false;
    }
    return !code || code.startsWith("s") || kind.allow === "mode";
}

/**
 * @param {object} row as in the model
 * @param {number} index of the day
 * @param {Map} paints
 * @returns {{letter: string, mode: string|false, leave: string|false, label: string, note: string, flexible: boolean,
 *      code: string, look: string, allow: string, overruled: boolean, pinned: boolean}}
 */
export function makeCell(row, index, paints) {
    const base = row.base[index];
    const pending = row.pending.get(index);
    const code = pending ?? row.lines[index] ?? "";
    const paint = paints.get(code);
    const otherwise = pending === undefined ? row.plan[index] : undefined;
    const cell = { code, allow: base.allow, pinned: row.pinned.has(index), overruled: false, unsaved: pending !== undefined };
    if (paint && !otherwise && !base.leave) {
        const flexible = Boolean(paint.mode) && paint.mode !== "wfo";
        return Object.assign(cell, {
            letter: paint.letter, mode: paint.mode, leave: false, flexible, label: paint.label, note: "", look: "line",
        });
    }
    const kind = otherwise || base;
    return Object.assign(cell, {
        letter: kind.letter,
        mode: kind.mode,
        leave: kind.leave,
        flexible: kind.flexible,
        label: kind.label,
        note: kind.why,
        look: lookOf(kind),
        overruled: Boolean(paint),
    });
}

function lookOf(kind) {
    if (!kind.mode && !kind.leave) {
        return "off";
    }
    if (kind.leave) {
        return "leave";
    }
    return kind.allow === "mode" ? "open" : "fixed";
}

/**
 * The same count as the server's (plan/coverage.py), for days with changes that are not saved yet.
 *
 * @param {object[]} rows
 * @param {number} index of the day
 * @param {{competence_id: number|false, shift_id: number|false, count: number, percent: number}} requirement
 * @returns {{onSite: number, expected: number, needed: number, short: number}}
 */
export function countCoverage(rows, index, requirement) {
    let onSite = 0;
    let expected = 0;
    let isWorkingDay = false;
    if (requirement.shift_id) {
        const onDuty = rows.filter(({ cells }) => cells[index].code === `s${requirement.shift_id}` && !cells[index].leave);
        const needed = requirement.count;
        return { onSite: onDuty.length, expected: onDuty.length, needed, short: Math.max(0, needed - onDuty.length) };
    }
    for (const row of rows) {
        const { mode, leave } = row.cells[index];
        const due = Boolean(mode || leave);
        isWorkingDay ||= due;
        if (due && (!requirement.competence_id || row.competences.includes(requirement.competence_id))) {
            expected++;
            onSite += !leave && mode === "wfo" ? 1 : 0;
        }
    }
    const percent = Math.ceil((requirement.percent * expected) / 100 - 1e-9);
    const needed = isWorkingDay ? Math.max(requirement.count, percent) : 0;
    return { onSite, expected, needed, short: Math.max(0, needed - onSite) };
}

/**
 * @param {object} row
 * @param {{first: number, last: number, flexible_max: number}} week
 * @param {number} weekIndex
 * @returns {{used: number, max: number, over: boolean}} flexible days of that week, those outside the period too
 */
export function countFlexible(row, week, weekIndex) {
    let used = row.outside[weekIndex] || 0;
    for (let index = week.first; index <= week.last; index++) {
        used += row.cells[index].flexible ? 1 : 0;
    }
    return { used, max: week.flexible_max, over: week.flexible_max > 0 && used > week.flexible_max };
}
