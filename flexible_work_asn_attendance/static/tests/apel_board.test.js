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
import { BoardData } from "@flexible_work_asn_attendance/apel_board/board_data";

describe.current.tags("desktop");
defineMailModels();

function makeLine(values) {
    return {
        id: 7,
        name: "Siti",
        unit: "Bidang Sosial",
        attendance_id: 70,
        at: "07:30",
        result: "on_time",
        state: "joined",
        uniform: false,
        via: "code",
        reason: "",
        ...values,
    };
}

function makePulse(values) {
    return {
        now: "2026-01-12 07:31:00",
        zone: "WIT",
        state: "open",
        code: "123456",
        next_code: "777888",
        seconds_left: 20,
        closed_early: false,
        expected: 3,
        missing: 2,
        present: 1,
        late: 0,
        rejected: 0,
        ...values,
    };
}

function makeBoard(values) {
    return {
        ...makePulse(),
        id: 3,
        name: "Morning apel",
        unit: "Dinas Sosial",
        kind: "morning",
        audience: "away",
        hour_from: "07:30",
        hour_to: "08:00",
        meeting_url: "",
        leader: "Kepala Dinas",
        can_decide: true,
        absent: [
            { id: 8, name: "Abdul Gani", unit: "Sekretariat" },
            { id: 9, name: "Fatma Umar", unit: "Bidang Sosial" },
        ],
        joined: [makeLine()],
        pictures: [],
        ...values,
    };
}

/**
 * @param {Function} answer called with the number of the question for the whole board
 * @param {Function} [pulse] called with the number of the question for code and counters
 */
async function openBoard(answer, pulse = () => makePulse()) {
    const asked = { get_board: 0, get_code: 0 };
    onRpc("flexible.work.apel", "get_board", ({ args }) => {
        expect(args).toEqual([[3]]);
        expect.step("get_board");
        return answer(++asked.get_board);
    });
    onRpc("flexible.work.apel", "get_code", () => {
        expect.step("get_code");
        return pulse(++asked.get_code);
    });
    // the code in figures must do without the library that draws it
    patchWithCleanup(assets, { loadJS: () => Promise.reject(new Error("offline")) });
    await mountWithCleanup(WebClient);
    const bus = getService("bus_service");
    const listeners = {};
    patchWithCleanup(bus, {
        addChannel: (channel) => expect.step(`listen ${channel}`),
        deleteChannel: (channel) => expect.step(`leave ${channel}`),
        subscribe: (type, callback) => (listeners[type] = callback),
        unsubscribe: (type) => delete listeners[type],
    });
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "flexible_work_apel_board",
        context: { active_id: 3 },
    });
    expect.verifySteps(["listen flexible_work_apel_3", "get_board"]);
    return {
        listeners,
        async tell(message, kind = "presence") {
            listeners[`flexible_work_apel/${kind}`]({ apel_id: 3, ...message });
            await advanceTime(250);
            await animationFrame();
        },
    };
}

test("the code, the counter and who is missing are on the board", async () => {
    await openBoard(() => makeBoard());
    expect(".o_fw_code").toHaveText("123 456");
    expect(".o_fw_bar").toHaveAttribute("style", "width: 67%");
    expect(".o_fw_count").toHaveText("1 / 3");
    expect(queryAllTexts(".o_fw_missing li b")).toEqual(["Fatma Umar", "Abdul Gani"]);
    expect(queryAllTexts(".o_fw_joined li b")).toEqual(["Siti"]);
    expect(".o_fw_board_countdown").toHaveText("Closes by itself in 29 min 0 s");
});

test("whoever joins is told by the bus, and the server is not asked", async () => {
    const { tell } = await openBoard(() => makeBoard());
    await tell({ lines: [makeLine({ id: 8, name: "Abdul Gani", attendance_id: 80, at: "07:47", result: "late" })] });
    expect(".o_fw_count").toHaveText("2 / 3");
    expect(".o_fw_late b").toHaveCount(1);
    expect(queryAllTexts(".o_fw_missing li b")).toEqual(["Fatma Umar"]);
    expect.verifySteps([]);
});

test("the same line twice counts once, and one of another apel not at all", async () => {
    const { tell } = await openBoard(() => makeBoard());
    const line = makeLine({ id: 8, name: "Abdul Gani", attendance_id: 80 });
    await tell({ lines: [line] });
    await tell({ lines: [line] });
    await tell({ apel_id: 4, lines: [makeLine({ id: 9, attendance_id: 90 })] });
    expect(".o_fw_count").toHaveText("2 / 3");
});

test("a rejected person counts no longer", async () => {
    const { tell } = await openBoard(() => makeBoard());
    await tell({ lines: [makeLine({ state: "rejected", reason: "not seen" })] });
    expect(".o_fw_count").toHaveText("0 / 3");
    expect(queryAllTexts(".o_fw_rejected li b")).toEqual(["Siti"]);
});

test("with the new code the counters are compared; the same: nothing else is asked", async () => {
    await openBoard(
        () => makeBoard(),
        () => makePulse({ code: "654321", seconds_left: 30 })
    );
    await advanceTime(20_500);
    await animationFrame();
    expect.verifySteps(["get_code"]);
    expect(".o_fw_code").toHaveText("654 321");
});

test("a message that was lost is made up for", async () => {
    await openBoard(
        (asked) => (asked === 1 ? makeBoard() : makeBoard({ joined: [makeLine(), makeLine({ id: 8, attendance_id: 80 })] })),
        () => makePulse({ present: 2, missing: 1 })
    );
    await advanceTime(20_500);
    await animationFrame();
    expect.verifySteps(["get_code", "get_board"]);
    expect(".o_fw_count").toHaveText("2 / 3");
});

test("the next code is shown in time even if the server answers late", async () => {
    await openBoard(
        () => makeBoard({ seconds_left: 2 }),
        () => new Promise(() => {})
    );
    await advanceTime(3000);
    await animationFrame();
    expect.verifySteps(["get_code"]);
    expect(".o_fw_code").toHaveText("777 888");
});

test("a code that has run out is not shown any longer", async () => {
    await openBoard(
        () => makeBoard({ seconds_left: 2 }),
        () => new Promise(() => {})
    );
    await advanceTime(33_000);
    await animationFrame();
    expect.verifySteps(["get_code"]);
    expect(".o_fw_code").toHaveText("··· ···");
});

test("a lost connection is said, the board stays and asks on", async () => {
    await openBoard(
        () => makeBoard(),
        (asked) => (asked === 1 ? new Response("", { status: 502 }) : makePulse())
    );
    await advanceTime(20_500);
    await animationFrame();
    expect.verifySteps(["get_code"]);
    expect(".o_fw_offline").toHaveCount(1);
    expect(".o_fw_count").toHaveText("1 / 3");
    await advanceTime(5500);
    await animationFrame();
    expect.verifySteps(["get_code"]);
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

test("closing early is confirmed and said, and can be undone", async () => {
    let state = "open";
    onRpc("flexible.work.apel", "action_close", () => {
        expect.step("close");
        state = "closed";
        return true;
    });
    onRpc("flexible.work.apel", "action_reopen", () => {
        expect.step("reopen");
        state = "open";
        return true;
    });
    await openBoard(() => makeBoard({ state, closed_early: state === "closed", code: state === "open" && "123456" }));
    await contains(".o_fw_close").click();
    await contains(".modal-footer .btn-primary").click();
    await animationFrame();
    expect.verifySteps(["close", "get_board"]);
    expect(".o_fw_closed").toHaveText("The apel is closed\nClosed before its end. Nobody can join any more.");
    await advanceTime(40_000);
    expect.verifySteps([]);
    await contains(".o_fw_reopen").click();
    await animationFrame();
    expect.verifySteps(["reopen", "get_board"]);
    expect(".o_fw_code").toHaveCount(1);
});

test("it closes itself and says so", async () => {
    let state = "open";
    await openBoard(
        () => makeBoard({ now: "2026-01-12 07:59:55", state }),
        () => {
            state = "closed";
            return makePulse({ now: "2026-01-12 08:00:01", state });
        }
    );
    await advanceTime(7000);
    await animationFrame();
    expect.verifySteps(["get_code", "get_board"]);
    expect(".o_fw_closed").toHaveText("The apel is closed\nIt closed by itself at 08:00. Nobody can join any more.");
    expect(".o_fw_reopen").toHaveCount(0);
});

test("a name is found among many", async () => {
    const absent = Array.from({ length: 500 }, (_, number) => ({
        id: 100 + number,
        name: `Pegawai ${number}`,
        unit: "Sekretariat",
    }));
    await openBoard(() => makeBoard({ absent }));
    expect(".o_fw_missing li").toHaveCount(200);
    expect(".o_fw_missing > div:last").toHaveText("and 300 more");
    await contains(".o_fw_search input").edit("pegawai 499");
    expect(queryAllTexts(".o_fw_missing li b")).toEqual(["Pegawai 499"]);
});

test("a projector shows names alone; the leader marks uniforms with one tap", async () => {
    onRpc("flexible.work.apel", "set_uniform", ({ args }) => {
        expect.step(JSON.stringify(args));
        return true;
    });
    const { tell } = await openBoard(() => makeBoard());
    expect(".o_fw_uniform").toHaveCount(0);
    await contains(".o_fw_manage").click();
    await contains(".o_fw_uniform").click();
    expect.verifySteps(["[[3],[7],\"yes\"]"]);
    await tell({ lines: [makeLine({ uniform: "yes" })] });
    await contains(".o_fw_uniform:contains(In uniform)").click();
    expect.verifySteps(["[[3],[7],\"no\"]"]);
    expect(".o_fw_all_uniform").toHaveCount(0);
    await tell({ ids: [7], uniform: false });
    await contains(".o_fw_all_uniform").click();
    expect.verifySteps(["[[3],null,\"yes\"]"]);
});

test("somebody without a working telephone is noted with a reason", async () => {
    onRpc("flexible.work.apel", "note_presence", ({ args }) => {
        expect.step(JSON.stringify(args));
        return true;
    });
    await openBoard(() => makeBoard());
    await contains(".o_fw_manage").click();
    await contains(".o_fw_missing li:first .o_fw_note").click();
    expect(".o_fw_note_dialog .o_fw_send").not.toBeEnabled();
    await contains("#o_fw_reason").edit("telepon rusak");
    await contains("label[for=o_fw_late]").click();
    await contains(".o_fw_note_dialog .o_fw_send").click();
    expect.verifySteps(["[[3],9,\"telepon rusak\",\"late\"]"]);
    expect(".o_fw_note_dialog").toHaveCount(0);
});

test("all who came are verified at once", async () => {
    onRpc("flexible.work.apel.attendance", "action_verify", ({ args }) => {
        expect.step(`verify ${args}`);
        return false;
    });
    await openBoard(() => makeBoard());
    await contains(".o_fw_manage").click();
    await contains(".o_fw_verify_all").click();
    expect.verifySteps(["verify 70"]);
});

test("an operator notes uniforms and decides nothing", async () => {
    await openBoard(() => makeBoard({ can_decide: false }));
    await contains(".o_fw_manage").click();
    expect(".o_fw_uniform").toHaveCount(1);
    expect(".o_fw_decide, .o_fw_note, .o_fw_verify_all, .o_fw_pictures").toHaveCount(0);
});

test("the bus is left with the board", async () => {
    await openBoard(() => makeBoard());
    await getService("action").doAction(useTestClientAction());
    expect(".o_fw_apel_board").toHaveCount(0);
    expect.verifySteps(["leave flexible_work_apel_3"]);
    await advanceTime(60_000);
    expect.verifySteps([]);
});

test("the board counts as the server does", () => {
    const board = new BoardData(makeBoard());
    expect(board.agreesWith(makePulse())).toBe(true);
    board.hear({ lines: [makeLine({ id: 8, attendance_id: 80, result: "late" })] });
    expect(board.agreesWith(makePulse())).toBe(false);
    expect(board.agreesWith(makePulse({ present: 2, late: 1, missing: 1 }))).toBe(true);
    board.hear({ lines: [makeLine({ state: "rejected" })] });
    expect(board.agreesWith(makePulse({ present: 1, late: 1, missing: 1, rejected: 1 }))).toBe(true);
});
