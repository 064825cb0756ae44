import { _t } from "@web/core/l10n/translation";

/** what the heat map can show; `letter` is that of the mode tiles */
export const METRICS = {
    onsite: { letter: "K", label: _t("On site") },
    flexible: { letter: "R", label: _t("Flexible") },
    leave: { letter: "C", label: _t("On leave or duty") },
    short: { letter: "▼", label: _t("Shortfall") },
};
/** steps of one colour, from nobody to everybody */
const STEPS = 5;

/**
 * Reads the figures of a unit on a date by their names.
 *
 * @param {string[]} names in the order of the figures
 */
export function makeReader(names) {
    const index = Object.fromEntries(names.map((name, number) => [name, number]));
    return (figures) => {
        const read = (name) => figures[index[name]];
        const flexible = read("wfh") + read("wfa") + read("other_office");
        return {
            working: read("headcount") - read("off"),
            onsite: read("onsite"),
            toRoster: read("to_roster"),
            wfh: read("wfh"),
            wfa: read("wfa"),
            otherOffice: read("other_office"),
            flexible,
            leave: read("leave") + read("duty"),
            needed: read("needed"),
            short: read("short"),
            shortWorst: read("short_worst"),
        };
    };
}

/**
 * What one half of a cell shows: a figure, a mark below it, and the step of its colour.
 *
 * @param {Object} cell as the reader gives it
 * @param {string} metric
 */
export function showCell(cell, metric) {
    if (!cell.working) {
        return { main: "", mark: "", className: "o_fw_sim_off" };
    }
    const amount = cell[metric];
    // a shortage is red from the first person on; the others deepen with the share of people
    const share = metric === "short" ? amount && 0.6 + amount / cell.working : amount / cell.working;
    const step = Math.min(STEPS, Math.ceil(share * STEPS));
    return {
        main: String(amount),
        mark: markOf(cell, metric),
        className: `o_fw_sim_${metric} o_fw_sim_step_${step}`,
    };
}

function markOf(cell, metric) {
    if (metric === "onsite" || metric === "short") {
        if (cell.short) {
            return `▼${cell.short}`;
        }
        if (cell.shortWorst) {
            return `▽${cell.shortWorst}`;
        }
    }
    return cell.toRoster && metric !== "leave" ? `+${cell.toRoster}` : "";
}

/** A cell in words, for the tooltip and for who cannot see the colours. */
export function describeCell(cell) {
    if (!cell.working) {
        return _t("nobody works");
    }
    const parts = [
        _t("on site %(onsite)s of %(working)s", { onsite: cell.onsite, working: cell.working }),
        _t("flexible %s", cell.flexible),
    ];
    if (cell.toRoster) {
        parts.push(_t("to be rostered %s", cell.toRoster));
    }
    if (cell.leave) {
        parts.push(_t("on leave or duty %s", cell.leave));
    }
    if (cell.short) {
        parts.push(_t("%s missing", cell.short));
    } else if (cell.shortWorst) {
        parts.push(_t("%s missing if rosters send everybody away", cell.shortWorst));
    }
    return parts.join(", ");
}

/** Whether two cells differ in anything that the heat map shows. */
export function differs(now, draft) {
    return ["onsite", "toRoster", "wfh", "wfa", "otherOffice", "short", "shortWorst"].some(
        (name) => now[name] !== draft[name]
    );
}

/**
 * Rows that are shown: sub-units of units that are not open are left out, and with a filter only the units that
 * match, with those above them.
 *
 * @param {Object[]} units each followed by its sub-units
 * @param {Object} options
 * @param {Set} options.open ids of the units whose sub-units are shown
 * @param {string} [options.search]
 * @param {boolean} [options.changedOnly]
 */
export function visibleRows(units, { open, search = "", changedOnly = false }) {
    const wanted = search.trim().toLowerCase();
    const matches = (unit) =>
        (!wanted || unit.name.toLowerCase().includes(wanted)) && (!changedOnly || unit.changed.some(Boolean));
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    if (wanted || changedOnly) {
        const kept = new Set();
        for (const unit of units.filter(matches)) {
            for (let up = unit; up && !kept.has(up.id); up = up.parent_id && byId.get(up.parent_id)) {
                kept.add(up.id);
            }
        }
        if (wanted) {
            return units.filter((unit) => kept.has(unit.id));
        }
        return units.filter((unit) => kept.has(unit.id) && isOpen(unit, byId, open));
    }
    return units.filter((unit) => isOpen(unit, byId, open));
}

function isOpen(unit, byId, open) {
    for (let up = unit.parent_id; up; up = byId.get(up)?.parent_id) {
        if (!open.has(up)) {
            return false;
        }
    }
    return true;
}
