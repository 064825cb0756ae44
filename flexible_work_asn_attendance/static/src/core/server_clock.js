import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

/**
 * The server sends the wall clock of the employee's unit as "YYYY-MM-DD HH:MM:SS", without a zone.
 * It is read as if it were UTC, so that neither the phone's zone nor its daylight saving can move it.
 *
 * @param {string} text
 * @returns {luxon.DateTime}
 */
export function parseLocal(text) {
    return DateTime.fromSQL(text, { zone: "utc" });
}

/**
 * @param {string} text "YYYY-MM-DD"
 * @returns {luxon.DateTime} for display only (weekday, day of the month)
 */
export function parseDay(text) {
    return DateTime.fromISO(text, { zone: "utc" });
}

/**
 * The unit's wall clock as the server tells it: a phone's clock is often minutes off and is easily set.
 */
export class ServerClock {
    constructor() {
        this.offset = 0;
    }

    /**
     * @param {string} now the server's answer
     * @param {number} sentAt milliseconds of the phone's clock when the question left
     * @param {number} receivedAt and when the answer came; the server is taken to have spoken halfway
     */
    sync(now, sentAt, receivedAt) {
        this.offset = parseLocal(now).toMillis() - (sentAt + receivedAt) / 2;
    }

    /** @returns {luxon.DateTime} */
    now() {
        return DateTime.fromMillis(Date.now() + this.offset, { zone: "utc" });
    }

    /**
     * @param {string} until
     * @returns {number} whole seconds left; 0 or less when it is over
     */
    secondsUntil(until) {
        return Math.ceil((parseLocal(until).toMillis() - this.now().toMillis()) / 1000);
    }
}

/**
 * In words, because "05:09" would be read as an hour of the day.
 *
 * @param {number} seconds
 * @returns {string}
 */
export function formatCountdown(seconds) {
    const left = Math.max(0, seconds);
    const hours = Math.floor(left / 3600);
    const minutes = Math.floor((left % 3600) / 60);
    if (hours) {
        return _t("%(hours)s h %(minutes)s min", { hours, minutes });
    }
    if (minutes) {
        return _t("%(minutes)s min %(seconds)s s", { minutes, seconds: left % 60 });
    }
    return _t("%(seconds)s s", { seconds: left });
}

/**
 * @param {number|string|false|null} hour local hour, 7.5 or already "07:30"
 * @returns {string} "07:30", or "" when there is none
 */
export function formatHour(hour) {
    if (typeof hour !== "number") {
        return hour || "";
    }
    const minutes = Math.round(hour * 60);
    return [Math.floor(minutes / 60), minutes % 60].map((part) => `${part}`.padStart(2, "0")).join(":");
}
