/**
 * What the person may do next while something still waits for the network: the server has not heard of it and
 * would go on asking for it.
 *
 * @param {Object} card as the server gave it
 * @param {Object[]} entries of the offline queue
 * @returns {{action: string, opens: string|null, until: string|null}}
 */
export function nextWithKept(card, entries) {
    const waits = (key) => entries.some((entry) => entry.key === key && entry.state === "kept");
    const leave = { action: "check_out", opens: null, until: card.day?.ends || null };
    let { next } = card;
    if (next.action === "check_in" && waits("in")) {
        next = leave;
    }
    if (next.action === "presence" && card.windows.some(({ id }) => waits(`presence:${id}`))) {
        next = leave;
    }
    if (next.action === "check_out" && waits("out")) {
        next = { action: "kept", opens: null, until: null };
    }
    return next;
}
