import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { parseDay } from "@flexible_work_asn/core/dates";
import { MODES } from "@flexible_work_asn/core/modes";

/** a letter needs so much of the bar (percent) on a phone; a narrower part goes without its code */
const ROOM_FOR_LETTER = 4.5;
/** steps of the axis of the line, and how near to the others a morning must come to join them, in percent */
const AXIS_STEP = 5;
const NEAR = 10;

/** Those obliged to attend, in the order of the bar: present by mode, not yet in, absent. */
const PARTS = [
    { key: "wfo", letter: MODES.wfo.letter, label: _t("WFO") },
    { key: "wfh", letter: MODES.wfh.letter, label: _t("WFH") },
    { key: "wfa", letter: MODES.wfa.letter, label: _t("WFA") },
    { key: "other_office", letter: MODES.other_office.letter, label: MODES.other_office.label },
    { key: "pending", letter: "…", label: _t("Not yet in") },
    { key: "absent", letter: "TK", label: _t("Without notice") },
];

/** Those who need not attend, with the letters of the daily report. */
const EXCUSED = [
    { key: "duty", letter: "DL", label: _t("Duty elsewhere") },
    { key: "leave", letter: "C", label: _t("On leave") },
    { key: "sick", letter: "S", label: _t("Sick") },
    { key: "permit", letter: "I", label: _t("Permit") },
    { key: "study", letter: "TB", label: _t("Study") },
    { key: "off", letter: "", label: _t("Off") },
];

/**
 * @param {number|null|false} percent
 * @returns {string} "96,43 %" as on the daily report; a dash where nobody was obliged
 */
export function percentText(percent) {
    if (percent === null || percent === false || percent === undefined) {
        return "—";
    }
    return `${formatFloat(percent, { digits: [16, 2] })}\u00a0%`;
}

/**
 * The parts of the bar. Who is not yet in may still come, and is not shown as absent.
 *
 * @param {Object} figures of the server: numbers of people
 * @returns {{key, letter, label, count, share: number, hasRoom: boolean}[]} only parts with people; shares in percent
 */
export function partsOf(figures) {
    const counts = { ...figures, absent: figures.absent - figures.pending };
    return PARTS.filter(({ key }) => counts[key] > 0).map((part) => {
        const share = (100 * counts[part.key]) / figures.obliged;
        return { ...part, count: counts[part.key], share, hasRoom: share >= ROOM_FOR_LETTER * part.letter.length };
    });
}

/** @returns {{key, letter, label, count}[]} those who need not attend, only kinds with people */
export function excusedOf(figures) {
    return EXCUSED.filter(({ key }) => figures[key] > 0).map((kind) => ({ ...kind, count: figures[kind.key] }));
}

/**
 * What the line shows: the share present on working days, and nothing in between. A day that is not over joins the
 * line once it comes near the others: a morning on which people are still arriving says nothing yet.
 *
 * @param {Object[]} trend of the server, the oldest date first
 * @param {boolean} isOpen whether people may still come today
 * @returns {{labels: string[], values: (number|null)[], min: number}} `min`: where the axis begins
 */
export function lineOf(trend, isOpen = false) {
    const values = trend.map(({ working, percent }) => (working ? percent : null));
    const lowestOf = (some) => Math.min(100, ...some.filter((value) => value !== null));
    if (isOpen && values.at(-1) < lowestOf(values.slice(0, -1)) - NEAR) {
        values[values.length - 1] = null;
    }
    // at least one percent below the lowest point, so that it does not lie on the frame
    const min = Math.max(0, AXIS_STEP * Math.floor((lowestOf(values) - 1) / AXIS_STEP));
    return { labels: trend.map(({ date }) => shortDay(date)), values, min };
}

/**
 * The line in words, for who cannot see it.
 *
 * @param {Object[]} trend
 * @returns {string} empty without a working day
 */
export function lineText(trend) {
    const days = trend.filter(({ working }) => working);
    if (!days.length) {
        return "";
    }
    const sorted = [...days].sort((one, other) => one.percent - other.percent);
    const [lowest, highest] = [sorted[0], sorted.at(-1)];
    return _t(
        "Present of those obliged on %(days)s working days: lowest %(lowest)s on %(lowest_day)s, highest %(highest)s on %(highest_day)s, last %(last)s.",
        {
            days: days.length,
            lowest: percentText(lowest.percent),
            lowest_day: shortDay(lowest.date),
            highest: percentText(highest.percent),
            highest_day: shortDay(highest.date),
            last: percentText(days.at(-1).percent),
        }
    );
}

/** @returns {string} "15 Jan" in the reader's language */
export function shortDay(date) {
    return parseDay(date).toLocaleString({ day: "numeric", month: "short" });
}

/** @returns {string} "Thu 15 Jan" in the reader's language */
export function weekDay(date) {
    return parseDay(date).toLocaleString({ weekday: "short", day: "numeric", month: "short" });
}
