import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { manuallyDispatchProgrammaticEvent, press, queryAll, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred, mockDate } from "@odoo/hoot-mock";
import { contains, getService, makeServerError, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { SAVE_AFTER } from "@flexible_work_asn/roster_grid/grid_model";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

// Monday to Sunday; Tuesday and Wednesday are left to the head, Thursday is at home by the circular
const KINDS = {
    office: { mode: "wfo", letter: "K", label: "Office (WFO)", source: "rule", leave: false, allow: "shift", flexible: false, why: "Office on Monday." },
    open: { mode: "wfo", letter: "K", label: "Office (WFO)", source: "default", leave: false, allow: "mode", flexible: false, why: "Left to the head." },
    home: { mode: "wfh", letter: "R", label: "Home (WFH)", source: "rule", leave: false, allow: "shift", flexible: true, why: "Home on Thursday." },
    off: { mode: false, letter: "", label: "Day off", source: "holiday", leave: false, allow: "shift", flexible: false, why: "Not a working day." },
    leave: { mode: false, letter: "C", label: "Leave", source: "leave", leave: "leave", allow: "", flexible: false, why: "On approved time off." },
    past: { mode: "wfo", letter: "K", label: "Office (WFO)", source: "rule", leave: false, allow: "", flexible: false, why: "Office on Monday." },
    cap: { mode: "wfo", letter: "K", label: "Office (WFO)", source: "cap", leave: false, allow: "mode", flexible: false, why: "Over the weekly limit." },
};
const NAMES = Object.keys(KINDS);
const WEEK = ["past", "open", "open", "home", "office", "off", "off"];

function makeRow(id, name, values = {}) {
    const { base = WEEK, ...others } = values;
    return {
        id, name, job: "Staff", unit: "Bidang A", unit_id: 1, group: 0, competences: [], lines: {}, pinned: [], plan: {}, outside: {},
        base: base.map((kind) => NAMES.indexOf(kind)),
        ...others,
    };
}

const PEOPLE = () => [
    makeRow(1, "Aminah"),
    makeRow(2, "Budi", { unit: "Bidang B", unit_id: 2 }),
    makeRow(3, "Citra", { base: ["past", "leave", "open", "home", "office", "off", "off"] }),
];

/** the coverage as the server counts it: rows with a mode at the office */
function cover(rows, count) {
    return Array.from({ length: 7 }, (_, index) => {
        const modes = rows.map((row) => row.lines[index] ?? KINDS[NAMES[row.base[index]]].mode);
        const leaves = rows.map((row) => KINDS[NAMES[row.base[index]]].leave);
        const expected = rows.filter((_row, n) => modes[n] || leaves[n]).length;
        return [modes.filter((mode, n) => mode === "wfo" && !leaves[n]).length, expected, expected ? count : 0];
    });
}

function makeAnswer({ rows = PEOPLE(), roster = {}, rights = {}, count = 2, ...values } = {}) {
    return {
        roster: {
            id: 7, name: "Diskominfo, January", unit: "Diskominfo", state: "draft", state_name: "Draft", strategy: "manual",
            date_from: "2026-01-12", date_to: "2026-01-18", days: 7, today: "2026-01-13", ...roster,
        },
        rights: { edit: true, decide: true, reason: false, ...rights },
        shifts: [{ id: 5, code: "P", name: "Pagi 07:00–14:00", mode: "wfo", is_off: false, usual: true }],
        weeks: [{ number: 3, first: 0, last: 6, flexible_max: 2 }],
        requirements: [{ competence_id: false, shift_id: false, name: "", count, percent: 0 }],
        kinds: Object.values(KINDS),
        rows,
        coverage: [cover(rows, count)],
        ...values,
    };
}

/** the server: keeps the lines, answers with the rows that were changed */
function serve(answer) {
    onRpc("flexible.work.roster", "grid_rosters", () => [{ id: 7, name: "Diskominfo, January", state: "Draft" }]);
    onRpc("flexible.work.roster", "grid_data", () => structuredClone(answer));
    onRpc("flexible.work.roster", "grid_write", ({ args: [, changes, reason] }) => {
        expect.step([changes.map(({ employee_id, date, mode, shift_id }) => `${employee_id} ${date.slice(8)} ${mode || (shift_id ? `s${shift_id}` : "-")}`), reason]);
        for (const { employee_id, date, mode, shift_id } of changes) {
            const row = answer.rows.find((one) => one.id === employee_id);
            row.lines[Number(date.slice(8)) - 12] = mode || (shift_id ? `s${shift_id}` : "");
        }
        const ids = new Set(changes.map((change) => change.employee_id));
        return structuredClone({
            ...answer,
            rows: answer.rows.filter((row) => ids.has(row.id)),
            coverage: [cover(answer.rows, answer.requirements[0].count)],
        });
    });
}

beforeEach(() => mockDate("2026-01-12 22:30:00"));

async function openGrid(answer = makeAnswer()) {
    serve(answer);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "flexible_work_asn.roster_grid" });
    queryOne(".o_fw_table").focus();
    return answer;
}

const cell = (employee, index) => `#fw_${employee}_${index}`;
const letters = (employee) => queryAllTexts(`[data-id='${employee}'] .o_fw_cell`);

async function saved() {
    await advanceTime(SAVE_AFTER);
    await animationFrame();
    await animationFrame();
}

/** from the today's column, where the cursor stands at first, to a cell */
async function goTo(row, column) {
    await press("Home");
    await press(["Control", "ArrowUp"]);
    for (let n = 0; n < row; n++) {
        await press("ArrowDown");
    }
    for (let n = 0; n < column; n++) {
        await press("ArrowRight");
    }
}

async function type(...keys) {
    for (const key of keys) {
        await press(key);
    }
    await animationFrame();
}

async function drag(from, to, pointer = {}) {
    const at = (selector) => {
        const { x, y, width, height } = queryOne(selector).getBoundingClientRect();
        return { clientX: x + width / 2, clientY: y + height / 2, button: 0, isPrimary: true, pointerId: 1, pointerType: "mouse", ...pointer };
    };
    await manuallyDispatchProgrammaticEvent(queryOne(from), "pointerdown", at(from));
    if (pointer.pointerType === "touch") {
        await advanceTime(400);
    }
    await manuallyDispatchProgrammaticEvent(window, "pointermove", at(to));
    await manuallyDispatchProgrammaticEvent(window, "pointerup", at(to));
    await animationFrame();
}

// ---------------------------------------------------------------------- what is shown

test("each day shows its letter, and how it came about by its look", async () => {
    await openGrid();
    expect(letters(1)).toEqual(["K", "K", "K", "R", "K", "", ""]);
    expect(letters(3)).toEqual(["K", "C", "K", "R", "K", "", ""]);
    expect(cell(1, 1)).toHaveClass(["o_fw_look_open", "o_fw_mode_wfo"]);
    expect(cell(1, 3)).toHaveClass(["o_fw_look_fixed", "o_fw_mode_wfh"]);
    expect(cell(3, 1)).toHaveClass(["o_fw_look_leave", "o_fw_mode_leave"]);
    expect(cell(1, 5)).toHaveClass("o_fw_look_off");
    expect(cell(1, 0)).toHaveClass("o_fw_past");
    expect("th.o_fw_day[data-index='1']").toHaveClass("o_fw_today_column");
    expect("th.o_fw_day[data-index='5']").toHaveClass("o_fw_off_day");
});

test("each cell is named for screen readers, and says whether it can be changed", async () => {
    await openGrid();
    expect(".o_fw_table").toHaveAttribute("role", "grid");
    expect(cell(1, 3)).toHaveAttribute("aria-label", "Thu, Jan 15: Home (WFH)");
    expect(cell(3, 1)).toHaveAttribute("aria-readonly", "true");
    expect(queryOne(cell(1, 1)).hasAttribute("aria-readonly")).toBe(false);
    expect(".o_fw_table").toHaveAttribute("aria-activedescendant", "fw_1_1");
});

test("under each day: on site of those needed, red where short", async () => {
    await openGrid(makeAnswer({ count: 3 }));
    expect(queryAllTexts(".o_fw_cover")).toEqual(["3\n/3", "2\n/3", "3\n/3", "0\n/3", "3\n/3", "", ""]);
    expect(queryAll(".o_fw_short").map((element) => element.dataset.index)).toEqual(["1", "3"]);
    expect(".o_fw_cover[data-index='1']").toHaveAttribute("aria-label", "Tue, Jan 13: 2 of 3 on site, 3 needed, 1 missing");
});

test("beside each person: flexible days used of those allowed, red when over", async () => {
    await openGrid();
    expect("[data-id='1'] .o_fw_week").toHaveText("1/2");
    await goTo(0, 1);
    await press(["Shift", "ArrowRight"]);
    await type("r");
    expect("[data-id='1'] .o_fw_week").toHaveText("3/2");
    expect("[data-id='1'] .o_fw_week").toHaveClass("o_fw_over");
});

test("a line that something higher overrules shows what holds, and is marked", async () => {
    const rows = PEOPLE();
    rows[0].lines = { 1: "wfh" };
    rows[0].plan = { 1: NAMES.indexOf("cap") };
    await openGrid(makeAnswer({ rows }));
    expect(cell(1, 1)).toHaveText("K");
    expect(cell(1, 1)).toHaveClass("o_fw_overruled");
    expect(cell(1, 1)).toHaveAttribute("aria-label", "Tue, Jan 13: Office (WFO), the roster says Home (WFH)");
});

// ---------------------------------------------------------------------- changing

test("a letter fills the cell, shows at once, and is saved a moment later", async () => {
    await openGrid();
    await type("r");
    expect(cell(1, 1)).toHaveText("R");
    expect(".o_fw_cover[data-index='1']").toHaveText("1\n/2");
    expect(".o_fw_status").toHaveAttribute("data-status", "unsaved");
    expect.verifySteps([]);
    await saved();
    expect.verifySteps([[["1 13 wfh"], false]]);
    expect(".o_fw_status").toHaveAttribute("data-status", "saved");
    expect(cell(1, 1)).toHaveClass(["o_fw_look_line", "o_fw_mode_wfh"]);
});

test("K and L typed together are KL, apart they are two letters", async () => {
    await openGrid();
    await type("k", "l");
    expect(cell(1, 1)).toHaveText("KL");
    await advanceTime(SAVE_AFTER);
    await type("l");
    expect(cell(1, 1)).toHaveText("L");
    await saved();
    expect.verifySteps([[["1 13 other_office"], false], [["1 13 wfa"], false]]);
});

test("shift with the arrows selects a range that one letter fills; leave stays", async () => {
    await openGrid();
    await goTo(0, 1);
    await press(["Shift", "ArrowRight"]);
    await press(["Shift", "ArrowDown"]);
    await press(["Shift", "ArrowDown"]);
    await type("r");
    expect(letters(1).slice(1, 3)).toEqual(["R", "R"]);
    expect(letters(2).slice(1, 3)).toEqual(["R", "R"]);
    expect(letters(3).slice(1, 3)).toEqual(["C", "R"]);
    await saved();
    expect.verifySteps([[["1 13 wfh", "1 14 wfh", "2 13 wfh", "2 14 wfh", "3 14 wfh"], false]]);
});

test("Home, End and Control lead to the edges", async () => {
    await openGrid();
    await press("End");
    expect(".o_fw_table").toHaveAttribute("aria-activedescendant", "fw_1_6");
    await press(["Control", "End"]);
    expect(".o_fw_table").toHaveAttribute("aria-activedescendant", "fw_3_6");
    await press("Home");
    expect(".o_fw_table").toHaveAttribute("aria-activedescendant", "fw_3_0");
    await press("PageUp");
    expect(".o_fw_table").toHaveAttribute("aria-activedescendant", "fw_1_0");
});

test("what the circular does not leave to the head is not painted over, and it says why", async () => {
    await openGrid();
    await goTo(0, 4);
    await type("r");
    expect(cell(1, 4)).toHaveText("K");
    expect(".o_notification").toHaveText("This day is not the roster's to decide: Office on Monday.");
    await saved();
    expect.verifySteps([]);
});

test("a shift makes a working day of a Sunday", async () => {
    await openGrid();
    await goTo(0, 6);
    await type("p");
    expect(cell(1, 6)).toHaveText("P");
    expect(cell(1, 6)).toHaveClass("o_fw_mode_wfo");
    expect(".o_fw_cover[data-index='6']").toHaveText("1\n/2");
    await saved();
    expect.verifySteps([[["1 18 s5"], false]]);
});

test("past days stay as they are", async () => {
    await openGrid();
    await goTo(0, 0);
    await type("r");
    expect(cell(1, 0)).toHaveText("K");
    expect(".o_notification").toHaveText("Past days are history and stay as they are.");
});

test("a range is painted by dragging with the brush", async () => {
    await openGrid();
    await contains("[data-brush=wfa]").click();
    await drag(cell(1, 1), cell(2, 2));
    expect(letters(1).slice(1, 3)).toEqual(["L", "L"]);
    expect(letters(2).slice(1, 3)).toEqual(["L", "L"]);
    await saved();
    expect.verifySteps([[["1 13 wfa", "1 14 wfa", "2 13 wfa", "2 14 wfa"], false]]);
});

test("a finger paints after a long press; a stroke scrolls and paints nothing", async () => {
    await openGrid();
    await contains("[data-brush=wfh]").click();
    const at = { pointerType: "touch", isPrimary: true, pointerId: 1, button: 0 };
    await manuallyDispatchProgrammaticEvent(queryOne(cell(1, 1)), "pointerdown", { ...at, clientX: 1, clientY: 1 });
    await manuallyDispatchProgrammaticEvent(window, "pointercancel", at);
    await advanceTime(SAVE_AFTER);
    expect(letters(1)[1]).toBe("K");
    await drag(cell(1, 1), cell(1, 2), { pointerType: "touch" });
    expect(letters(1).slice(1, 3)).toEqual(["R", "R"]);
    await saved();
    expect.verifySteps([[["1 13 wfh", "1 14 wfh"], false]]);
});

test("a click opens the choices of that day", async () => {
    await openGrid();
    await drag(cell(2, 1), cell(2, 1));
    expect(queryAll(".o_fw_palette .o_fw_paint").map((button) => button.dataset.code)).toEqual(["wfo", "wfh", "wfa", "other_office", "s5"]);
    await contains(".o_fw_palette [data-code=wfh]").click();
    expect(cell(2, 1)).toHaveText("R");
    expect(".o_fw_palette").toHaveCount(0);
    expect(".o_fw_table").toBeFocused();
    await saved();
    expect.verifySteps([[["2 13 wfh"], false]]);
    await drag(cell(2, 3), cell(2, 3));
    expect(queryAll(".o_fw_palette .o_fw_paint").map((button) => button.dataset.code)).toEqual(["s5"]);
});

test("Delete clears, undo and redo go back and forth, also after saving", async () => {
    await openGrid();
    await type("r");
    await saved();
    await type("Delete");
    expect(cell(1, 1)).toHaveClass("o_fw_look_open");
    await saved();
    await press(["Control", "z"]);
    await animationFrame();
    expect(cell(1, 1)).toHaveText("R");
    await press(["Control", "z"]);
    await animationFrame();
    expect(cell(1, 1)).toHaveClass("o_fw_look_open");
    expect(".o_fw_undo").not.toBeEnabled();
    await press(["Control", "y"]);
    await animationFrame();
    expect(cell(1, 1)).toHaveText("R");
    await saved();
    expect.verifySteps([[["1 13 wfh"], false], [["1 13 -"], false], [["1 13 wfh"], false]]);
});

test("a range is copied as text and pasted, as with a spreadsheet", async () => {
    await openGrid();
    await goTo(0, 1);
    await type("r");
    const clipboardData = new DataTransfer();
    await manuallyDispatchProgrammaticEvent(document, "copy", { clipboardData });
    expect(clipboardData.getData("text/plain")).toBe("R");
    const table = new DataTransfer();
    table.setData("text/plain", "L\tK\nx\tR\n");
    await goTo(1, 1);
    await manuallyDispatchProgrammaticEvent(document, "paste", { clipboardData: table });
    await animationFrame();
    expect(letters(2).slice(1, 3)).toEqual(["L", "K"]);
    expect(letters(3).slice(1, 3)).toEqual(["C", "R"]);
    await saved();
    expect.verifySteps([[["1 13 wfh", "2 13 wfa", "2 14 wfo", "3 14 wfh"], false]]);
});

// ---------------------------------------------------------------------- filters

test("people are found by name, position and unit; days by shortage", async () => {
    await openGrid(makeAnswer({ count: 3 }));
    await contains(".o_fw_filter_text").edit("budi", { instantly: true });
    expect(queryAllTexts(".o_fw_name_text")).toEqual(["Budi"]);
    await contains(".o_fw_filter_text").edit("", { instantly: true });
    await contains(".o_fw_filter_unit").select("1");
    expect(queryAllTexts(".o_fw_name_text")).toEqual(["Aminah", "Citra"]);
    await contains(".o_fw_only_short").click();
    expect(queryAll("th.o_fw_day").map((head) => head.dataset.index)).toEqual(["1", "3"]);
    await contains(".o_fw_filter_text").edit("nobody", { instantly: true });
    expect(".o_fw_no_match").toHaveText("Nobody matches the filters.");
});

test("a letter typed in filtered rows reaches the person that is seen", async () => {
    await openGrid();
    await contains(".o_fw_filter_text").edit("budi", { instantly: true });
    queryOne(".o_fw_table").focus();
    await goTo(0, 2);
    await type("r");
    await saved();
    expect.verifySteps([[["2 14 wfh"], false]]);
});

test("of many people only those around the view are in the document; the keyboard reaches all", async () => {
    const rows = Array.from({ length: 150 }, (_, n) => makeRow(n + 1, `Person ${n + 1}`));
    await openGrid(makeAnswer({ rows }));
    expect(queryAll(".o_fw_row").length).toBeLessThan(80);
    expect(cell(150, 1)).toHaveCount(0);
    await press(["Control", "End"]);
    await animationFrame();
    await animationFrame();
    expect(".o_fw_table").toHaveAttribute("aria-activedescendant", "fw_150_6");
    expect(".o_fw_row:last").toHaveAttribute("aria-rowindex", "151");
    await type("p");
    await saved();
    expect.verifySteps([[["150 18 s5"], false]]);
});

// ---------------------------------------------------------------------- saving

test("a refusal rolls the whole batch back and says what the server said", async () => {
    await openGrid();
    onRpc("flexible.work.roster", "grid_write", () => {
        throw makeServerError({ type: "UserError", message: "Two duties at once." });
    });
    await goTo(0, 1);
    await press(["Shift", "ArrowRight"]);
    await type("r");
    expect(letters(1).slice(1, 3)).toEqual(["R", "R"]);
    await saved();
    expect(letters(1).slice(1, 3)).toEqual(["K", "K"]);
    expect(".o_notification").toHaveText(/Two duties at once\./);
    expect(".o_fw_undo").not.toBeEnabled();
    expect(".o_fw_status").toHaveAttribute("data-status", "saved");
});

test("what is changed while a batch is under way goes with the next one", async () => {
    const answer = await openGrid();
    const first = new Deferred();
    let calls = 0;
    onRpc("flexible.work.roster", "grid_write", async ({ args: [, changes] }) => {
        expect.step(changes.map(({ date, mode }) => `${date.slice(8)} ${mode}`));
        await (calls++ ? null : first);
        const rows = structuredClone(answer.rows.slice(0, 1));
        rows[0].lines = calls > 1 && changes.length === 2 ? { 1: "wfa", 2: "wfh" } : { 1: "wfh" };
        return { ...structuredClone(answer), rows };
    });
    await goTo(0, 1);
    await type("r");
    await saved();
    expect.verifySteps([["13 wfh"]]);
    await advanceTime(SAVE_AFTER);
    await type("l");
    await press("ArrowRight");
    await type("r");
    await saved();
    expect.verifySteps([], { message: "one request at a time" });
    first.resolve();
    await animationFrame();
    await animationFrame();
    expect(letters(1).slice(1, 3)).toEqual(["L", "R"]);
    await saved();
    expect.verifySteps([["13 wfa", "14 wfh"]]);
    expect(letters(1).slice(1, 3)).toEqual(["L", "R"]);
});

test("without a connection the changes are kept, and saved when it is back", async () => {
    await openGrid();
    let isBack = false;
    onRpc("flexible.work.roster", "grid_write", () => {
        if (!isBack) {
            return new Response("", { status: 502 });
        }
    });
    await type("r");
    await saved();
    expect(".o_fw_status").toHaveAttribute("data-status", "offline");
    expect(cell(1, 1)).toHaveText("R");
    expect.verifySteps([]);
    isBack = true;
    await contains(".o_fw_retry").click();
    await animationFrame();
    await animationFrame();
    expect.verifySteps([[["1 13 wfh"], false]]);
    expect(".o_fw_status").toHaveAttribute("data-status", "saved");
});

test("in force, changes wait until the reason is said, once for all of them", async () => {
    await openGrid(makeAnswer({ roster: { state: "approved", state_name: "Approved" }, rights: { reason: true } }));
    await goTo(0, 1);
    await type("r");
    await press("ArrowRight");
    await type("r");
    await advanceTime(SAVE_AFTER * 3);
    expect.verifySteps([]);
    await contains(".o_fw_save_reason").click();
    expect(".modal .form-label").toHaveText("Reason (changed days: 2)");
    expect(".o_fw_reason_save").not.toBeEnabled();
    await contains(".o_fw_reason").edit("The counter is empty", { instantly: true, confirm: false });
    await contains(".o_fw_reason_save").click();
    await animationFrame();
    await animationFrame();
    expect.verifySteps([[["1 13 wfh", "1 14 wfh"], "The counter is empty"]]);
    expect(".o_fw_save_reason").toHaveCount(0);
});

test("in force, changes can be discarded before they are saved", async () => {
    await openGrid(makeAnswer({ rights: { reason: true } }));
    await type("r");
    await contains(".o_fw_discard").click();
    expect(cell(1, 1)).toHaveText("K");
    expect(".o_fw_discard").toHaveCount(0);
});

test("who may only read has no brushes, and typing changes nothing", async () => {
    await openGrid(makeAnswer({ rights: { edit: false, decide: false } }));
    expect(".o_fw_brush").toHaveCount(0);
    expect(".o_fw_approve").toHaveCount(0);
    await type("r");
    expect(cell(1, 1)).toHaveText("K");
});

// ---------------------------------------------------------------------- generating

test("a proposal is compared with what was there, and kept or discarded", async () => {
    const answer = await openGrid();
    onRpc("flexible.work.roster", "grid_generate", ({ kwargs }) => {
        expect.step(kwargs.keep ? "keep" : "propose");
        const rows = structuredClone(answer.rows);
        rows[0].lines = { 1: "wfh" };
        return { ...structuredClone(answer), rows, message: "Optimal." };
    });
    await contains(".o_fw_generate").click();
    await animationFrame();
    expect.verifySteps(["propose"]);
    expect(cell(1, 1)).toHaveText("R");
    expect(cell(1, 1)).toHaveClass("o_fw_changed");
    expect(".o_fw_compared span").toHaveText(/Proposal: 1 days change.*Optimal\./);
    await contains(".o_fw_show_before").click();
    expect(cell(1, 1)).toHaveText("K");
    await contains(".o_fw_discard_proposal").click();
    expect(cell(1, 1)).toHaveText("K");
    expect(".o_fw_compared").toHaveCount(0);
    await contains(".o_fw_generate").click();
    await animationFrame();
    await contains(".o_fw_keep").click();
    await animationFrame();
    expect.verifySteps(["propose", "keep"]);
    expect(cell(1, 1)).toHaveText("R");
    expect(".o_fw_undo").toBeEnabled();
});

test("a line is pinned among the choices, and marked", async () => {
    const rows = PEOPLE();
    rows[0].lines = { 1: "wfh" };
    const answer = await openGrid(makeAnswer({ rows }));
    onRpc("flexible.work.roster", "grid_pin", ({ args: [, cells, pinned] }) => {
        expect.step([cells, pinned]);
        answer.rows[0].pinned = pinned ? [1] : [];
        return { ...structuredClone(answer), rows: structuredClone(answer.rows.slice(0, 1)) };
    });
    await drag(cell(1, 2), cell(1, 2));
    expect(".o_fw_pin").toHaveCount(0);
    await drag(cell(1, 1), cell(1, 1));
    await contains(".o_fw_pin").click();
    await animationFrame();
    expect.verifySteps([[[{ employee_id: 1, date: "2026-01-13" }], true]]);
    expect(cell(1, 1)).toHaveClass("o_fw_pinned");
    expect(cell(1, 1)).toHaveAttribute("aria-label", "Tue, Jan 13: Home (WFH), pinned");
});

test("without a roster it says how to begin", async () => {
    onRpc("flexible.work.roster", "grid_rosters", () => []);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "flexible_work_asn.roster_grid" });
    expect(".o_view_nocontent_smiling_face").toHaveText("No roster yet");
    expect(".o_fw_new_roster").toHaveCount(1);
});

test("a roster that may not be read says so", async () => {
    onRpc("flexible.work.roster", "grid_rosters", () => {
        throw makeServerError({ type: "AccessError", message: "Not your unit." });
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "flexible_work_asn.roster_grid" });
    expect(".o_fw_problem span").toHaveText("Not your unit.");
});
