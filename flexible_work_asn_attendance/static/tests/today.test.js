import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { edit, press, queryAllTexts, setInputFiles, waitFor } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred, mockDate, runAllTimers } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    MockServer,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
    serverState,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

import { browser } from "@web/core/browser/browser";
import { user } from "@web/core/user";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

const WEEK = [
    ["2026-01-12", "wfo", "K", "Office", "rule"],
    ["2026-01-13", "wfh", "R", "Home", "roster"],
    ["2026-01-14", "wfa", "L", "Elsewhere", "rule"],
    ["2026-01-15", "other_office", "KL", "Other office", "rule"],
    ["2026-01-16", null, "", "Holiday", "holiday"],
    ["2026-01-17", null, "", "Day off", "holiday"],
    ["2026-01-18", null, "C", "Leave", "leave"],
].map(([date, mode, letter, label, source]) => ({
    date,
    mode,
    letter,
    label,
    source,
    explanation: `Why ${label} on ${date}`,
}));

/** the card of somebody who works in the office, at 07:15 WIT, before checking in */
function makeCard({ day, ...values } = {}) {
    return {
        employee: { id: 7, name: "Siti Rahmawati", unit: "Dinas Sosial" },
        now: "2026-01-12 07:15:00",
        zone: "WIT",
        today: "2026-01-12",
        day: day === null ? null : {
            id: 1,
            date: "2026-01-12",
            mode: "wfo",
            mode_label: "Work from office",
            letter: "K",
            source: "rule",
            explanation: "Monday is an office day by SE 800/84/2025.",
            chain: [
                { level: "holiday", applied: false, text: "No holiday" },
                { level: "rule", applied: true, text: "Monday: office" },
            ],
            assigned: "",
            hour_from: "07:30",
            hour_to: "16:00",
            choice: false,
            status: "pending",
            status_label: "Not yet in",
            check_in: null,
            check_out: null,
            place: null,
            distance: null,
            late_minutes: 0,
            ends: "2026-01-12 16:00:00",
            received_in: null,
            received_out: null,
            corrected: false,
            verification: "none",
            rejection_reason: "",
            state: "open",
            ...day,
        },
        ticket: "ticket at 07:15",
        offline_minutes: 120,
        policy: { place: "flag", photo: "none" },
        next: { action: "check_in", opens: null, until: "2026-01-12 07:30:00" },
        windows: [],
        apels: values.apel ? [values.apel] : [],
        apel: null,
        log: null,
        contact: null,
        home: { registered: true, pending: false },
        waiting: { corrections: 0, requests: 0 },
        week: WEEK,
        ...values,
    };
}

const APEL = {
    id: 3,
    name: "Morning apel",
    hour_from: "07:30",
    hour_to: "08:00",
    meeting_url: "https://meet.example.com/apel",
    state: "open",
    joined_at: null,
    result: null,
};
const CONTACT = { id: 9, by: "Kepala Dinas", at: "2026-01-12 07:14:00", until: "2026-01-12 07:17:00" };
const IN = { check_in: "07:21", status: "present", status_label: "Present", place: "inside", distance: 12 };

beforeEach(() => mockDate("2026-01-11 22:15:00"));

function mockGeolocation(getCurrentPosition) {
    patchWithCleanup(browser, {
        navigator: { ...browser.navigator, geolocation: { getCurrentPosition } },
    });
}

/** a picture like that of a camera */
function pictureFile(width, height) {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").fillRect(0, 0, width / 2, height);
    return new Promise((resolve) =>
        canvas.toBlob((blob) => resolve(new File([blob], "photo.png", { type: "image/png" })))
    );
}

/** the head calls: it arrives over the bus */
async function ring() {
    MockServer.env["bus.bus"]._sendone(serverState.partnerId, "flexible_work.contact", CONTACT);
    await runAllTimers();
    await animationFrame();
    await animationFrame();
}

/** what a check told the server, but for the device and its clock */
function told({ params }) {
    const { kind, latitude, longitude, accuracy, photo, ticket } = params;
    return [kind, latitude, longitude, accuracy, photo, ticket];
}

async function openToday(...cards) {
    await openPage(...cards);
    expect.verifySteps(["get_my_day"]);
}

async function openPage(...cards) {
    onRpc("flexible.work.day", "get_my_day", () => {
        expect.step("get_my_day");
        return cards.length > 1 ? cards.shift() : cards[0];
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "flexible_work_today" });
}

test("the card says where, until when and why", async () => {
    await openToday(makeCard());
    expect(".o_fw_where .o_fw_tile").toHaveText("K");
    expect(".o_fw_where .o_fw_tile").toHaveClass("o_fw_tile_wfo");
    expect(".o_fw_mode_label").toHaveText("Work from office");
    expect(".o_fw_hours").toHaveText("07:30–16:00 WIT");
    expect(".o_fw_explanation").toHaveText("Monday is an office day by SE 800/84/2025.");
    expect(".o_fw_chain").toHaveCount(0);
    await contains(".o_fw_why").click();
    expect(queryAllTexts(".o_fw_chain li > span")).toEqual([
        "No holiday",
        "Monday: office\n(this decides)",
    ]);
    expect(".o_fw_applied").toHaveCount(1);
});

test("the card says for which other unit the day is worked, and by which letter", async () => {
    const assigned = "Assigned to Kecamatan Ternate Utara by letter 800/1/2026, until 01/30/2026.";
    await openToday(makeCard({ day: { assigned } }));
    expect(".o_fw_where .o_fw_assigned").toHaveText(assigned);
});

test("who works for the own unit reads nothing of assignments", async () => {
    await openToday(makeCard());
    expect(".o_fw_assigned").toHaveCount(0);
});

test("the window of the next step counts down by the server's clock", async () => {
    await openToday(makeCard());
    expect(".o_fw_next_button").toHaveText("Check in");
    expect(".o_fw_until").toHaveText(/Still on time: (15 min 0|14 min 5\d) s/);
    await advanceTime(60_000);
    expect(".o_fw_until").toHaveText(/Still on time: (14 min 0|13 min 5\d) s/);
});

test("when the window has passed the card is read again", async () => {
    const late = makeCard({ now: "2026-01-12 07:30:05" });
    await openToday(makeCard({ now: "2026-01-12 07:29:58" }), late);
    await advanceTime(14_000);
    await animationFrame();
    expect.verifySteps(["get_my_day"]);
    expect(".o_fw_until").toHaveText("The time has passed: check in now.");
});

test("a check-in sends the position and shows the new card", async () => {
    const found = new Deferred();
    mockGeolocation(async (resolve) => resolve(await found));
    onRpc("/flexible_work/check", async (request) => {
        expect.step(told(await request.json()));
        return makeCard({ day: IN, next: { action: "check_out", until: "2026-01-12 16:00:00" } });
    });
    await openToday(makeCard());
    await contains(".o_fw_next_button").click();
    expect(".o_fw_next_button").not.toBeEnabled();
    expect(".o_fw_next_button").toHaveText("Finding your location…");
    found.resolve({ coords: { latitude: 0.79, longitude: 127.38, accuracy: 9 } });
    await animationFrame();
    await animationFrame();
    expect.verifySteps([["in", 0.79, 127.38, 9, null, undefined]]);
    expect(".o_notification").toHaveText("Checked in at 07:21.");
    expect(queryAllTexts(".o_fw_status li")).toEqual([
        "In 07:21 WIT",
        "Inside the office area",
        "Waiting for verification",
    ]);
    expect(".o_fw_next_button").toHaveText("Check out");
});

test("a refused location is sent as unknown, with a word about it", async () => {
    mockGeolocation((resolve, reject) => reject({ code: 1 }));
    onRpc("/flexible_work/check", async (request) => {
        expect.step(told(await request.json()));
        return makeCard({ day: { ...IN, place: "unknown", distance: null }, next: { action: "done" } });
    });
    await openToday(makeCard());
    await contains(".o_fw_next_button").click();
    await animationFrame();
    expect.verifySteps([["in", null, null, null, null, undefined]]);
    expect(".o_notification").toHaveText(
        "Checked in at 07:21. Your location was not shared: the place is recorded as unknown."
    );
    expect(".o_fw_status [data-line=place]").toHaveText("Place unknown");
});

test("without a connection the tap is kept, and sent when there is one", async () => {
    mockGeolocation((resolve) => resolve({ coords: { latitude: 1, longitude: 2, accuracy: 3 } }));
    let reachable = false;
    onRpc("/flexible_work/check", async (request) => {
        const { params } = await request.json();
        // a slow machine takes some seconds for itself
        const isOfTheTap = params.elapsed >= 30_000 && params.elapsed < 40_000;
        expect.step([params.kind, params.ticket, isOfTheTap]);
        return reachable
            ? makeCard({ day: { ...IN, received_in: "07:40" }, next: { action: "check_out", until: null } })
            : new Response("", { status: 502 });
    });
    await openToday(makeCard());
    await advanceTime(30_000);
    await contains(".o_fw_next_button").click();
    await animationFrame();
    await animationFrame();
    expect.verifySteps([["in", undefined, false]]);
    expect(".o_fw_kept b").toHaveText("Check-in, 07:15 WIT");
    expect(".o_fw_kept").toHaveText(/Kept on this phone; it will be sent when there is network/);
    expect(".o_fw_next_button").toHaveText("Check out");
    reachable = true;
    await advanceTime(40_000);
    await animationFrame();
    await animationFrame();
    // by the time of the tap, not of the sending
    expect.verifySteps([["in", "ticket at 07:15", true]]);
    expect(".o_fw_kept").toHaveCount(0);
    expect(".o_fw_status [data-line=in]").toHaveText("In 07:21 WIT (kept, received at 07:40)");
});

test("what is kept survives the page, and is sent when it is opened again", async () => {
    const entry = { key: "in", kind: "in", at: "07:21", date: "2026-01-12", tappedAt: Date.now() - 60_000 };
    const kept = { ...entry, expiresAt: Date.now() + 60_000, ticket: "t", elapsed: 5, state: "kept", problem: "" };
    browser.localStorage.setItem(`flexible_work.kept.${user.userId}`, JSON.stringify([kept]));
    onRpc("/flexible_work/check", async (request) => {
        const { params } = await request.json();
        expect.step([params.kind, params.ticket, params.elapsed]);
        return makeCard({ day: IN, next: { action: "check_out", until: null } });
    });
    await openPage(makeCard());
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["get_my_day", ["in", "t", 5]]);
    expect(".o_fw_kept").toHaveCount(0);
    expect(".o_notification").toHaveText("There was network again: what you tapped at 07:21 has been sent.");
});

test("what was without network for too long leads to a correction", async () => {
    const entry = { key: "in", kind: "in", at: "07:21", date: "2026-01-12", tappedAt: Date.now() - 7_200_000 };
    const kept = { ...entry, expiresAt: Date.now() - 1, ticket: "t", elapsed: 5, state: "kept", problem: "" };
    browser.localStorage.setItem(`flexible_work.kept.${user.userId}`, JSON.stringify([kept]));
    onRpc("/flexible_work/check", () => expect.step("sent"));
    await openToday(makeCard());
    await animationFrame();
    expect.verifySteps([]);
    expect(".o_fw_kept").toHaveText(/is not accepted any more. Ask for a correction/);
    patchWithCleanup(getService("action"), { doAction: (action) => expect.step(action.context) });
    onRpc("flexible.work.correction", "search", () => []);
    await contains(".o_fw_kept .o_fw_correct").click();
    await animationFrame();
    expect.verifySteps([
        {
            default_employee_id: 7,
            default_date: "2026-01-12",
            default_kind: "network",
            default_check_in: "2026-01-11 20:15:00",
        },
    ]);
    await contains(".o_fw_kept .o_fw_dismiss").click();
    expect(".o_fw_kept").toHaveCount(0);
});

test("where nothing may come later, a lost network is said at once", async () => {
    mockGeolocation((resolve, reject) => reject({ code: 2 }));
    onRpc("/flexible_work/check", () => new Response("", { status: 502 }));
    await openToday(makeCard({ offline_minutes: 0 }));
    await contains(".o_fw_next_button").click();
    await animationFrame();
    await animationFrame();
    expect(".o_fw_kept").toHaveCount(0);
    expect(".o_fw_refusal span").toHaveText(
        "There is no network, and it could not be recorded. Try again, or ask for a correction."
    );
    expect(".o_fw_next_button").toHaveText("Check in");
});

test("where the circular records no place the phone is not asked for it", async () => {
    mockGeolocation(() => expect.step("asked"));
    onRpc("/flexible_work/check", async (request) => {
        expect.step(told(await request.json()));
        return makeCard({ day: { ...IN, place: "unknown" }, next: { action: "done", until: null } });
    });
    await openToday(makeCard({ policy: { place: "none", photo: "none" } }));
    await contains(".o_fw_next_button").click();
    await animationFrame();
    expect.verifySteps([["in", null, null, null, null, undefined]]);
    expect(".o_notification").toHaveText("Checked in at 07:21.");
});

test("who does not want to wait for the position goes on without", async () => {
    mockGeolocation(() => {});
    onRpc("/flexible_work/check", async (request) => {
        expect.step(told(await request.json()));
        return makeCard({ day: { ...IN, place: "unknown" }, next: { action: "done", until: null } });
    });
    await openToday(makeCard());
    await contains(".o_fw_next_button").click();
    expect(".o_fw_skip").toHaveCount(0);
    await advanceTime(3_500);
    await contains(".o_fw_skip").click();
    await animationFrame();
    expect.verifySteps([["in", null, null, null, null, undefined]]);
    expect(".o_notification").toHaveText(
        "Checked in at 07:21. Your location was not waited for: the place is recorded as unknown."
    );
});

test("before its window opens the check-in waits with a countdown", async () => {
    const next = { action: "check_in", opens: "2026-01-12 07:16:00", until: "2026-01-12 08:00:00" };
    await openToday(makeCard({ next }));
    expect(".o_fw_next_button").not.toBeEnabled();
    expect(".o_fw_until").toHaveText(/Opens in: (1 min 0|5\d) s/);
    await advanceTime(61_000);
    await animationFrame();
    expect(".o_fw_next_button").toBeEnabled();
    expect(".o_fw_until").toHaveText(/Still on time: 43 min/);
});

test("times of presence open by the clock, and one in between is a tap away", async () => {
    mockGeolocation((resolve, reject) => reject({ code: 1 }));
    const window = (id, kind, from, to, done_at = null) => ({
        id,
        kind,
        hour_from: from,
        hour_to: to,
        opens: `2026-01-12 ${from}:00`,
        closes: `2026-01-12 ${to}:00`,
        state: "coming",
        done_at,
    });
    const windows = [window(1, "in", "06:00", "07:10"), window(2, "middle", "07:16", "08:00"), window(3, "out", "15:00", "16:00")];
    const next = { action: "check_out", opens: null, until: "2026-01-12 16:00:00" };
    onRpc("/flexible_work/check", async (request) => {
        expect.step(told(await request.json())[0]);
        return makeCard({ day: IN, next, windows: [windows[0], { ...windows[1], done_at: "07:17" }, windows[2]] });
    });
    await openToday(makeCard({ day: IN, next, windows }));
    expect(queryAllTexts(".o_fw_window")).toEqual([
        "Check-in 06:00–07:10\nmissed",
        "In between 07:16–08:00\nto come",
        "Check-out 15:00–16:00\nto come",
    ]);
    await advanceTime(61_000);
    await animationFrame();
    await contains(".o_fw_window[data-window='2'] .o_fw_present").click();
    await animationFrame();
    expect.verifySteps(["presence"]);
    expect(".o_fw_window[data-window='2']").toHaveText("In between 07:16–08:00\n07:17");
});

test("the head's call is answered with one tap", async () => {
    onRpc("/flexible_work/contact/answer", async (request) => {
        expect.step((await request.json()).params);
        return makeCard();
    });
    const cards = [makeCard(), makeCard({ contact: CONTACT })];
    await openToday(...cards);
    expect(".o_fw_contact").toHaveCount(0);
    await ring();
    expect.verifySteps(["get_my_day"]);
    expect(".o_notification").toHaveCount(0);
    expect(".o_fw_contact b:first").toHaveText("Kepala Dinas is calling you");
    expect(".o_fw_contact").toHaveText(/Answer until 07:17 WIT: (2 min 0|1 min 5\d) s/);
    await contains(".o_fw_answer").click();
    expect.verifySteps([{ contact_id: 9 }]);
    expect(".o_fw_contact").toHaveCount(0);
});

test("on another screen the call is answered with one tap, too", async () => {
    onRpc("/flexible_work/contact/answer", async (request) => {
        expect.step((await request.json()).params);
        return makeCard();
    });
    await mountWithCleanup(WebClient);
    await ring();
    expect(".o_notification_content").toHaveText("Kepala Dinas is calling you. Answer until 07:17.");
    await contains(".o_notification_buttons button").click();
    await animationFrame();
    expect.verifySteps([{ contact_id: 9 }]);
    expect(".o_notification").toHaveText("Your answer is recorded.");
});

test("the report comes before the check-out, which stays possible", async () => {
    mockGeolocation((resolve, reject) => reject({ code: 2 }));
    onRpc("/flexible_work/check", async (request) => {
        expect.step(told(await request.json())[0]);
        return makeCard({ day: { ...IN, check_out: "16:01" }, next: { action: "done", until: null } });
    });
    const day = { ...IN, ends: "2026-01-12 07:00:00" };
    await openToday(makeCard({ day, next: { action: "report", until: "2026-01-12 23:59:00" } }));
    expect(".o_fw_next_button").toHaveText("Daily report");
    await contains(".o_fw_leave").click();
    await animationFrame();
    expect.verifySteps(["out"]);
});

test("the report is written line by line and sent, with one thumb", async () => {
    const lines = [{ id: 5, name: "Notulen", output: false }];
    onRpc("flexible.work.log.line", "search_read", () => lines);
    onRpc("flexible.work.log.line", "write", ({ args }) => {
        expect.step(["output", ...args]);
        return true;
    });
    onRpc("flexible.work.log", "write", ({ args }) => {
        expect.step(["write", ...args]);
        lines.push({ id: 6, name: "Surat", output: "2 surat" });
        return true;
    });
    onRpc("flexible.work.log", "action_report", ({ args }) => {
        expect.step(["report", ...args]);
        return true;
    });
    const log = { id: 4, state: "planned", planned: 1, reported: null, required: true, until: "2026-01-13 00:00:00" };
    const done = { ...log, state: "reported", reported: "15:50" };
    const next = { action: "report", until: log.until };
    await openToday(makeCard({ day: IN, log, next }), makeCard({ day: IN, log, next }), makeCard({ day: IN, log: done, next: { action: "check_out", until: null } }));
    await contains(".o_fw_next_button").click();
    expect(queryAllTexts(".o_fw_report_lines b")).toEqual(["Notulen"]);
    await contains(".o_fw_line_output").edit("1 notulen", { confirm: "blur" });
    await contains(".o_fw_activity").edit("Surat", { confirm: false });
    await contains(".o_fw_output").edit("2 surat", { confirm: false });
    await contains(".o_fw_add_line").click();
    await animationFrame();
    expect(queryAllTexts(".o_fw_report_lines b")).toEqual(["Notulen", "Surat"]);
    expect(".o_fw_activity").toHaveValue("");
    await contains(".o_fw_send_report").click();
    await animationFrame();
    expect.verifySteps([
        ["output", [5], { output: "1 notulen" }],
        ["write", [4], { line_ids: [[0, 0, { name: "Surat", output: "2 surat" }]] }],
        "get_my_day",
        ["report", [4]],
        "get_my_day",
    ]);
    expect(".o_dialog").toHaveCount(0);
    expect(".o_fw_status [data-line=report]").toHaveText("Daily report sent 15:50 WIT");
});

test("a report that is refused stays open with the words of the server", async () => {
    onRpc("flexible.work.log", "create", ({ args }) => {
        expect.step(args[0]);
        return [8];
    });
    onRpc("flexible.work.log.line", "search_read", () => [{ id: 1, name: "Rapat", output: "" }]);
    onRpc("flexible.work.log", "action_report", () => {
        throw makeServerError({ type: "UserError", message: "Say what came out of it." });
    });
    const log = { id: false, state: null, planned: 0, reported: null, required: true, until: "2026-01-13 00:00:00" };
    await openToday(makeCard({ day: IN, log, next: { action: "report", until: log.until } }));
    await contains(".o_fw_next_button").click();
    expect(".o_fw_send_report").not.toBeEnabled();
    await contains(".o_fw_activity").edit("Rapat", { confirm: false });
    await contains(".o_fw_send_report").click();
    await animationFrame();
    expect.verifySteps([
        [{ employee_id: 7, date: "2026-01-12", line_ids: [[0, 0, { name: "Rapat", output: "" }]] }],
        "get_my_day",
    ]);
    expect(".o_fw_report .o_fw_problem").toHaveText("Say what came out of it.");
});

test("a night shift is told by the date on which it began", async () => {
    await openToday(makeCard({ day: { date: "2026-01-11" } }));
    expect(".o_fw_last_night").toHaveText("The shift that began on Sunday, January 11");
});

test("somebody whose home is not registered is led to register it", async () => {
    const day = { mode: "wfh", letter: "R" };
    await openToday(makeCard({ day, home: { registered: false, pending: false } }));
    patchWithCleanup(getService("action"), { doAction: (action) => expect.step(action.res_model) });
    await contains(".o_fw_register_home").click();
    expect.verifySteps(["flexible.work.home.change"]);
});

test("what is one's own is one tap away", async () => {
    await openToday(makeCard({ waiting: { corrections: 2, requests: 0 } }));
    expect(queryAllTexts(".o_fw_link")).toEqual(["My requests", "My corrections\n2", "My reports", "My plan"]);
    patchWithCleanup(getService("action"), {
        doAction: (action) => {
            const model = action.res_model || action;
            expect.step(action.res_id ? `${model} ${action.res_id}` : model);
        },
    });
    for (const link of ["requests", "corrections", "reports", "plan"]) {
        await contains(`.o_fw_link[data-link=${link}]`).click();
    }
    onRpc("flexible.work.correction", "search", ({ args }) => {
        expect.step(args[0][1]);
        return [33];
    });
    await contains(".o_fw_ask_correction").click();
    await animationFrame();
    expect.verifySteps([
        "flexible_work_asn.flexible_work_request_my_action",
        "flexible.work.correction",
        "flexible_work_asn_attendance.flexible_work_log_action_mine",
        "flexible_work_asn.my_plan_action",
        ["date", "=", "2026-01-12"],
        // the one that is under way, not a second one
        "flexible.work.correction 33",
    ]);
});

test("the page says what it records and what it cannot prevent", async () => {
    await openToday(makeCard({ policy: { place: "none", photo: "none" } }));
    expect(".o_fw_about_text").toHaveCount(0);
    await contains(".o_fw_about_toggle").click();
    expect(".o_fw_about_text").toHaveText(/your phone is not asked for its location today/);
    expect(".o_fw_about_text").toHaveText(/false location by another app/);
});

test("a photo is asked for where the circular wants one, looked at, and sent with the tap", async () => {
    mockGeolocation((resolve, reject) => reject({ code: 2 }));
    onRpc("/flexible_work/check", async (request) => {
        expect.step(told(await request.json())[4].slice(0, 4));
        return makeCard({ day: IN, next: { action: "done", until: null } });
    });
    await openToday(makeCard({ policy: { place: "flag", photo: "required" } }));
    await contains(".o_fw_next_button").click();
    expect(".o_fw_photo_none").toHaveCount(0);
    expect(".o_fw_photo input").toHaveAttribute("capture", "user");
    await contains(".o_fw_photo input", { visible: false }).click();
    await setInputFiles([await pictureFile(1600, 1200)]);
    await waitFor(".o_fw_photo_preview");
    expect(".o_fw_photo_again").toHaveCount(1);
    await contains(".o_fw_photo_use").click();
    await animationFrame();
    await animationFrame();
    // the first bytes of every JPEG
    expect.verifySteps(["/9j/"]);
});

test("a photo that is only welcome may be left out, and closing the question records nothing", async () => {
    mockGeolocation((resolve, reject) => reject({ code: 2 }));
    onRpc("/flexible_work/check", async (request) => {
        expect.step(told(await request.json())[4]);
        return makeCard({ day: IN, next: { action: "done", until: null } });
    });
    await openToday(makeCard({ policy: { place: "flag", photo: "optional" } }));
    await contains(".o_fw_next_button").click();
    await contains(".modal-header .btn-close").click();
    await animationFrame();
    expect.verifySteps([]);
    expect(".o_fw_next_button").toBeEnabled();
    await contains(".o_fw_next_button").click();
    await contains(".o_fw_photo_none").click();
    await animationFrame();
    expect.verifySteps([null]);
});

test("what the server refuses is said in its own words", async () => {
    mockGeolocation((resolve, reject) => reject({ code: 2 }));
    onRpc("/flexible_work/check", () => {
        throw makeServerError({ type: "UserError", message: "The day is closed." });
    });
    await openToday(makeCard());
    await contains(".o_fw_next_button").click();
    await animationFrame();
    await animationFrame();
    expect(".o_fw_refusal span").toHaveText("The day is closed.");
    expect(".o_fw_next_button").toBeEnabled();
});

test("an apel is joined with the six digits of its leader", async () => {
    onRpc("/flexible_work/apel/join", async (request) => {
        const { params } = await request.json();
        expect.step(params);
        const apel = { ...APEL, joined_at: "07:33", result: "on_time" };
        return makeCard({ day: IN, apel, next: { action: "check_out", until: null } });
    });
    await openToday(
        makeCard({ day: IN, apel: APEL, next: { action: "join_apel", until: "2026-01-12 08:00:00" } })
    );
    expect(".o_fw_status [data-line=apel]").toHaveText("Morning apel: 07:30–08:00 WIT");
    await contains(".o_fw_next_button").click();
    expect(".o_fw_meeting").toHaveAttribute("href", "https://meet.example.com/apel");
    expect(".o_fw_code_input").toHaveAttribute("inputmode", "numeric");
    expect(".o_fw_code_input").toHaveAttribute("autocomplete", "one-time-code");
    expect(".o_fw_code_input").toBeFocused();
    expect(".o_fw_send").not.toBeEnabled();
    await edit("123 45");
    await animationFrame();
    expect(".o_fw_send").not.toBeEnabled();
    await edit("123 456");
    await animationFrame();
    await press("Enter");
    await animationFrame();
    await animationFrame();
    expect.verifySteps([{ apel_id: 3, code: "123456" }]);
    expect(".o_dialog").toHaveCount(0);
    expect(".o_fw_status [data-line=apel]").toHaveText("Morning apel: joined 07:33, on time");
});

test("a wrong code is said in the dialog, which stays", async () => {
    onRpc("/flexible_work/apel/join", () => {
        throw makeServerError({ type: "UserError", message: "Wrong code." });
    });
    await openToday(
        makeCard({ day: IN, apel: APEL, next: { action: "join_apel", until: "2026-01-12 08:00:00" } })
    );
    await contains(".o_fw_next_button").click();
    await contains(".o_fw_code_input").edit("000000", { confirm: false });
    await contains(".o_fw_send").click();
    await animationFrame();
    expect(".o_fw_problem").toHaveText("Wrong code.");
    expect(".o_fw_code_input").toHaveValue("000000");
    expect(".o_fw_send").toBeEnabled();
});

test("only a web address becomes a link to the meeting", async () => {
    const apel = { ...APEL, meeting_url: "javascript:alert(1)" };
    await openToday(makeCard({ day: IN, apel, next: { action: "join_apel", until: null } }));
    await contains(".o_fw_next_button").click();
    expect(".o_fw_code_input").toHaveCount(1);
    expect(".o_fw_meeting").toHaveCount(0);
});

test("checking out before the end of working hours asks first", async () => {
    mockGeolocation((resolve, reject) => reject({ code: 2 }));
    onRpc("/flexible_work/check", async (request) => {
        const { params } = await request.json();
        expect.step(params.kind);
        return makeCard({ day: { ...IN, check_out: "07:16" }, next: { action: "done", until: null } });
    });
    const next = { action: "check_out", until: "2026-01-12 16:00:00" };
    await openToday(makeCard({ day: IN, next }));
    await contains(".o_fw_next_button").click();
    expect(".modal-body").toHaveText("Your working hours end at 16:00. Leaving earlier is recorded.");
    await contains(".modal-footer .btn-secondary").click();
    expect.verifySteps([]);
    await contains(".o_fw_next_button").click();
    await contains(".modal-footer .btn-primary").click();
    await animationFrame();
    expect.verifySteps(["out"]);
    expect(".o_fw_done").toHaveText("Everything is done for today.\nCheck out again");
});

test("on a day of choice the person declares home or elsewhere", async () => {
    onRpc("flexible.work.declaration", "declare", ({ args }) => {
        expect.step(args);
        return true;
    });
    const home = { choice: true, mode: "wfh", letter: "R", mode_label: "Work from home" };
    const elsewhere = { choice: true, mode: "wfa", letter: "L", mode_label: "Work elsewhere" };
    await openToday(makeCard({ day: home }), makeCard({ day: elsewhere }));
    expect(".o_fw_choice .active").toHaveText("From home");
    await contains(".o_fw_choice [data-mode=wfa]").click();
    await animationFrame();
    expect.verifySteps([["2026-01-12", "wfa"], "get_my_day"]);
    expect(".o_fw_choice .active").toHaveText("From elsewhere");
    expect(".o_fw_where .o_fw_tile").toHaveText("L");
});

test("the week is seven letters, and a tap tells why", async () => {
    await openToday(makeCard());
    expect(queryAllTexts(".o_fw_week .o_fw_tile")).toEqual(["K", "R", "L", "KL", "–", "–", "C"]);
    await contains(".o_fw_week_day[data-date='2026-01-13']").click();
    expect(".o_fw_week_why").toHaveText("Tuesday, January 13: Home\nWhy Home on 2026-01-13");
    await contains(".o_fw_week_day[data-date='2026-01-13']").click();
    expect(".o_fw_week_why").toHaveCount(0);
});

test("a late check-in outside, a rejection and an apel missed are told in words", async () => {
    const day = {
        ...IN,
        letter: "TK",
        status: "absent",
        status_label: "Absent",
        place: "outside",
        distance: 1234,
        late_minutes: 12,
        verification: "rejected",
        rejection_reason: "Not in the ranks",
        state: "closed",
    };
    const apel = { ...APEL, state: "closed" };
    await openToday(makeCard({ day, apel, next: { action: "none", until: null } }));
    expect(queryAllTexts(".o_fw_status li")).toEqual([
        "In 07:21 WIT",
        "Outside the office area (1.2 km)",
        "12 minutes late",
        "Morning apel: not joined",
        "Rejected: Not in the ranks",
    ]);
    expect(".o_fw_status_label").toHaveText("Absent");
    expect(".o_fw_where .o_fw_tile").toHaveText("TK");
    expect(".o_fw_mode_label").toHaveText("Absent");
    expect(".o_fw_hours").toHaveText("Work from office · 07:30–16:00 WIT");
    expect(".o_fw_nothing").toHaveCount(1);
    expect(".o_fw_next_button").toHaveCount(0);
});

test("somebody without an employee is told whom to ask", async () => {
    const values = { employee: null, day: null, week: [], next: { action: "none", until: null } };
    await openToday(makeCard(values));
    expect(".o_fw_no_employee").toHaveCount(1);
    expect(".o_fw_next_button").toHaveCount(0);
});

test("somebody who is not employed today is told so", async () => {
    await openToday(makeCard({ day: null, next: { action: "none", until: null } }));
    expect(".o_fw_no_day").toHaveCount(1);
    expect(".o_fw_next_button").toHaveCount(0);
});

test("an apel that has not begun, or not been opened, is awaited and looked for", async () => {
    const draft = { ...APEL, state: "draft" };
    const next = { action: "check_out", until: "2026-01-12 16:00:00" };
    const at = (now, values) => makeCard({ day: IN, apel: draft, next, now, ...values });
    await openToday(
        at("2026-01-12 07:29:55"),
        at("2026-01-12 07:30:10"),
        at("2026-01-12 07:30:50", { apel: APEL, next: { action: "join_apel", until: null } })
    );
    expect(".o_fw_awaited").toHaveText(/Begins in: 5 s/);
    expect(".o_fw_next_button").toHaveClass("btn-secondary");
    await advanceTime(17_000);
    await animationFrame();
    expect.verifySteps(["get_my_day"]);
    expect(".o_fw_awaited").toHaveText(/The leader has not opened it yet/);
    await advanceTime(41_000);
    await animationFrame();
    expect.verifySteps(["get_my_day"]);
    expect(".o_fw_awaited").toHaveCount(0);
    expect(".o_fw_next_button").toHaveText("Join the apel");
});

test("a page that can't be read offers to try again", async () => {
    let reachable = false;
    onRpc("flexible.work.day", "get_my_day", () =>
        reachable ? makeCard() : new Response("", { status: 502 })
    );
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "flexible_work_today" });
    expect(".o_fw_where").toHaveCount(0);
    reachable = true;
    await contains(".alert .o_fw_reload").click();
    await animationFrame();
    expect(".o_fw_where").toHaveCount(1);
    expect(".alert-warning").toHaveCount(0);
});
