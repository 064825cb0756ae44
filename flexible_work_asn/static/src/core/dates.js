const { DateTime } = luxon;

/**
 * A local date as the server writes it. It is read as if it were UTC, so that the reader's zone cannot move it.
 *
 * @param {string} text "YYYY-MM-DD"
 * @returns {luxon.DateTime} for display only
 */
export function parseDay(text) {
    return DateTime.fromISO(text, { zone: "utc" });
}

/**
 * @param {string} text "YYYY-MM-DD"
 * @returns {string} "Thursday, January 15, 2026" in the reader's language
 */
export function longDay(text) {
    return parseDay(text).toLocaleString({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
}
