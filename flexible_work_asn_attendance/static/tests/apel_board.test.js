import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
    useTestClientAction,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

import { assets } from "@web/core/assets";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

function makeBoard(values) {
    return {
        id: 3,
        name: "Morning apel",
        unit: "Dinas Sosial",
        zone: "WIT",
        now: "2026-01-12 07:31:00",
        hour_from: "07:30",
        hour_to: "08:00",
        state: "open",
        code: "123456",
        seconds_left: 20,
        expected: 3,
        present: 1,
        late: 0,
        missing: [
            { id: 8, name: "Abdul Gani", unit: "Sekretariat" },
            { id: 9, name: "Fatma Umar", unit: "Bidang Sosial" },
        ],
        joined: [{ id: 7, name: "Siti", unit: "Bidang Sosial", at: "07:30", result: "on_time", state: "joined" }],
        ...values,
    };
}

/** @param {Function} answer called with the number of the question */
async function openBoard(answer) {
    let asked = 0;
    onRpc("flexible.work.apel", "get_board", ({ args }) => {
        expect(args).toEqual([[3]]);
        expect.step("get_board");
        return answer(++asked);
    });
    // the code in figures must do without the library that draws it
    patchWithCleanup(assets, { loadJS: () => Promise.reject(new Error("offline")) });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "flexible_work_apel_board",
        context: { active_id: 3 },
    });
    expect.verifySteps(["get_board"]);
}

test("the code, the counter and who is missing are on the board", async () => {
    await openBoard(() => makeBoard());
    expect(".o_fw_code").toHaveText("123 456");
    expect(".o_fw_bar").toHaveAttribute("style", "width: 67%");
    expect(".o_fw_count").toHaveText("1 / 3");
    expect(queryAllTexts(".o_fw_missing li b")).toEqual(["Abdul Gani", "Fatma Umar"]);
    expect(queryAllTexts(".o_fw_joined li b")).toEqual(["Siti"]);
});

test("the board asks every three seconds and follows what it is told", async () => {
    await openBoard((asked) =>
        asked === 1 ? makeBoard() : makeBoard({ present: 2, code: "654321", missing: [] })
    );
    await advanceTime(3000);
    expect.verifySteps(["get_board"]);
    await animationFrame();
    expect(".o_fw_count").toHaveText("2 / 3");
    expect(".o_fw_code").toHaveText("654 321");
});

test("a code that has run out is not shown any longer", async () => {
    await openBoard((asked) => (asked === 1 ? makeBoard({ seconds_left: 2 }) : new Promise(() => {})));
    await advanceTime(2500);
    await animationFrame();
    expect(".o_fw_code").toHaveText("··· ···");
});

test("a lost connection is said, the board stays and asks on", async () => {
    await openBoard((asked) => (asked === 2 ? new Response("", { status: 502 }) : makeBoard()));
    await advanceTime(3000);
    await animationFrame();
    expect.verifySteps(["get_board"]);
    expect(".o_fw_offline").toHaveCount(1);
    expect(".o_fw_count").toHaveText("1 / 3");
    await advanceTime(3000);
    await animationFrame();
    expect.verifySteps(["get_board"]);
    expect(".o_fw_offline").toHaveCount(0);
});

test("it is opened with one tap", async () => {
    let state = "draft";
    onRpc("flexible.work.apel", "action_open", ({ args }) => {
        expect.step(`open ${args}`);
        state = "open";
        return true;
    });
    await openBoard(() => makeBoard({ state }));
    expect(".o_fw_code").toHaveCount(0);
    await contains(".o_fw_open").click();
    await animationFrame();
    expect.verifySteps(["open 3", "get_board"]);
    expect(".o_fw_code").toHaveCount(1);
});

test("closing is confirmed, is said, and ends the questions", async () => {
    let state = "open";
    onRpc("flexible.work.apel", "action_close", () => {
        expect.step("close");
        state = "closed";
        return true;
    });
    await openBoard(() => makeBoard({ state, code: state === "open" && "123456" }));
    await contains(".o_fw_close").click();
    await contains(".modal-footer .btn-primary").click();
    await animationFrame();
    expect.verifySteps(["close", "get_board"]);
    expect(".o_fw_closed").toHaveText("The apel is closed\nNobody can join any more.");
    await advanceTime(10_000);
    expect.verifySteps([]);
});

test("the questions end when the board is left", async () => {
    await openBoard(() => makeBoard());
    await getService("action").doAction(useTestClientAction());
    expect(".o_fw_apel_board").toHaveCount(0);
    await advanceTime(10_000);
    expect.verifySteps([]);
});
