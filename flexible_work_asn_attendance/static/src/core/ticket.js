/**
 * The server's signed word of what time it was, and how long ago that is by this phone.
 *
 * The tap of somebody without network counts at the ticket's time plus what has passed since. Two clocks measure it:
 * the monotonic one, which nobody can set but which stops in some browsers while the phone sleeps; and the wall clock,
 * which goes on but can be set. The larger of the two is taken: setting the clock back gains nothing, and sleep does
 * not make a tap earlier than it was. A clock set forward makes it later, at most up to the sending. How far the
 * phone's clock is off is sent as well, for the head to see. A new page gets a new ticket, so that neither clock has
 * to survive a reload; a tap keeps the ticket and the time passed with which it was made.
 */
export class Ticket {
    /** @param {string|null} value as the server gave it */
    constructor(value) {
        this.value = value;
        this.wall = Date.now();
        this.monotonic = performance.now();
    }

    /** @returns {number} whole milliseconds since the server spoke */
    elapsed() {
        return Math.max(0, Math.round(Math.max(Date.now() - this.wall, performance.now() - this.monotonic)));
    }
}
