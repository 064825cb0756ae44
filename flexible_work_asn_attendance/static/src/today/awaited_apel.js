/**
 * An apel that has not begun, or that its leader has not opened yet.
 *
 * @param {{day: Object, apel: Object|null, next: {action: string}}} card
 * @param {ServerClock} clock
 * @returns {null|{begins: string, hasBegun: boolean}}
 */
export function awaitedApel({ day, apel, next }, clock) {
    const isIdle = ["check_out", "report"].includes(next.action);
    if (!isIdle || !apel || apel.state !== "draft" || apel.joined_at) {
        return null;
    }
    const begins = `${day.date} ${apel.hour_from}:00`;
    if (clock.secondsUntil(`${day.date} ${apel.hour_to}:00`) <= 0) {
        return null;
    }
    return { begins, hasBegun: clock.secondsUntil(begins) <= 0 };
}
