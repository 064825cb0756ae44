import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { mockDate } from "@odoo/hoot-mock";
import { makeServerError, patchWithCleanup } from "@web/../tests/web_test_helpers";

import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { deviceName } from "@flexible_work_asn_attendance/core/device";
import { OfflineQueue } from "@flexible_work_asn_attendance/core/offline_queue";
import { Ticket } from "@flexible_work_asn_attendance/core/ticket";
import { nextWithKept } from "@flexible_work_asn_attendance/today/kept_view";

describe.current.tags("headless");

beforeEach(() => mockDate("2026-01-11 22:15:00"));

/** a queue on a network that answers, loses or refuses as `network` says */
function makeQueue(network, userId = 2) {
    const send = async (entry, isFirst) => {
        expect.step(`${entry.key}${isFirst ? "" : " later"}`);
        const answer = network[entry.key] ?? network.all;
        if (answer instanceof Error) {
            throw answer;
        }
        return answer;
    };
    return new OfflineQueue(userId, send, (answer, entry) => expect.step(`${entry.key}: ${answer}`));
}

const tap = (kind, values) => ({ key: kind, kind, at: "07:15", tappedAt: Date.now(), ...values });
const lost = new ConnectionLostError("/flexible_work/check");

test("an event stays until the server has answered, whatever happens to the page", async () => {
    const network = { all: lost };
    const queue = makeQueue(network);
    queue.keep(tap("in"), 120);
    await queue.flush();
    const afterReload = makeQueue(network);
    expect(afterReload.entries.map((entry) => entry.key)).toEqual(["in"]);
    network.all = "card";
    await afterReload.flush();
    expect(makeQueue(network).entries).toEqual([]);
    expect.verifySteps(["in later", "in later", "in: card"]);
});

test("everybody who shares the phone has a queue of one's own", () => {
    makeQueue({}, 2).keep(tap("in"), 120);
    expect(makeQueue({}, 3).entries).toEqual([]);
    expect(makeQueue({}, 2).entries).toHaveLength(1);
});

test("the first check-in counts, and the last check-out", () => {
    const queue = makeQueue({});
    for (const at of ["07:15", "07:16"]) {
        queue.keep(tap("in", { at }), 120);
        queue.keep(tap("out", { at }), 120);
    }
    expect(queue.entries.map((entry) => `${entry.kind} ${entry.at}`)).toEqual(["in 07:15", "out 07:16"]);
});

test("they are sent in the order of the taps, and no more after the network is lost again", async () => {
    const network = { all: "card", out: lost };
    const queue = makeQueue(network);
    const now = Date.now();
    queue.keep(tap("presence:4", { tappedAt: now + 3 }), 120);
    queue.keep(tap("out", { tappedAt: now + 2 }), 120);
    queue.keep(tap("in", { tappedAt: now + 1 }), 120);
    await queue.flush();
    expect.verifySteps(["in later", "in: card", "out later"]);
    expect(queue.hasWaiting).toBe(true);
});

test("too late is not sent; it waits for the person to have read so", async () => {
    const queue = makeQueue({ all: "card" });
    queue.keep(tap("in"), 120);
    mockDate("2026-01-12 00:15:01");
    await queue.flush();
    expect.verifySteps([]);
    expect(queue.hasWaiting).toBe(false);
    expect(queue.entries.map((entry) => entry.state)).toEqual(["expired"]);
    queue.forget(queue.entries[0]);
    expect(queue.entries).toEqual([]);
});

test("a refusal of the server is kept with its words", async () => {
    const queue = makeQueue({ in: makeServerError({ type: "UserError", message: "The day is closed." }) });
    queue.keep(tap("in"), 120);
    await queue.flush();
    expect.verifySteps(["in later"]);
    expect(queue.entries.map(({ state, problem }) => [state, problem])).toEqual([["refused", "The day is closed."]]);
});

test("what is under way is not sent a second time", async () => {
    const queue = makeQueue({ all: "card" });
    const entry = queue.keep(tap("in"), 120);
    const first = queue.sendOne(entry, true);
    await queue.flush();
    expect(await first).toBe("card");
    expect.verifySteps(["in"]);
});

test("where the browser stores nothing, it is kept as long as the page", () => {
    patchWithCleanup(browser, {
        localStorage: {
            getItem: () => null,
            setItem: () => {
                throw new Error("QuotaExceededError");
            },
        },
    });
    const queue = makeQueue({});
    queue.keep(tap("in"), 120);
    expect(queue.isVolatile).toBe(true);
    expect(queue.entries).toHaveLength(1);
});

test("the time since the ticket is that of the clock that went further", () => {
    let monotonic = 1_000;
    let wall = 1_768_169_700_000;
    patchWithCleanup(performance, { now: () => monotonic });
    patchWithCleanup(Date, { now: () => wall });
    const ticket = new Ticket("t");
    monotonic += 60_000;
    // the clock of the phone was set back
    wall -= 300_000;
    expect(ticket.elapsed()).toBe(60_000);
    // the phone slept, and its monotonic clock with it
    wall += 900_000;
    expect(ticket.elapsed()).toBe(600_000);
});

test("the device has a name of its own that stays", () => {
    const name = deviceName();
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(deviceName()).toBe(name);
    browser.localStorage.clear();
    expect(deviceName()).not.toBe(name);
});

test("what is kept is not asked for again", () => {
    const card = { day: { ends: "2026-01-12 16:00:00" }, windows: [{ id: 4 }], next: { action: "check_in" } };
    const kept = (key) => ({ key, state: "kept" });
    expect(nextWithKept(card, []).action).toBe("check_in");
    expect(nextWithKept(card, [kept("in")])).toEqual({ action: "check_out", opens: null, until: "2026-01-12 16:00:00" });
    expect(nextWithKept(card, [kept("in"), kept("out")]).action).toBe("kept");
    expect(nextWithKept({ ...card, next: { action: "presence" } }, [kept("presence:4")]).action).toBe("check_out");
    expect(nextWithKept(card, [{ key: "in", state: "expired" }]).action).toBe("check_in");
});
