import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame, Deferred, mockDate } from "@odoo/hoot-mock";
import {
    allowTranslations,
    contains,
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
    preloadBundle,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

import { colorOf } from "@flexible_work_asn_reports/graph/mode_graph";
import { excusedOf, lineOf, lineText, partsOf, percentText } from "@flexible_work_asn_reports/dashboard/shares";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();
preloadBundle("web.chartjs_lib");

const CLIENT_ACTION = { type: "ir.actions.client", tag: "flexible_work_region_today", id: 77, name: "Region Today" };

/** everybody in the office, unless told otherwise */
function makeFigures(values = {}) {
    const zeros = "wfo wfh wfa other_office absent pending duty leave sick permit study off late apel_expected apel_present structural_obliged structural_present";
    const figures = { ...Object.fromEntries(zeros.split(" ").map((name) => [name, 0])), ...values };
    const sum = (names) => names.split(" ").reduce((total, name) => total + figures[name], 0);
    figures.present = sum("wfo wfh wfa other_office");
    figures.obliged = figures.present + figures.absent;
    figures.headcount = figures.obliged + sum("duty leave sick permit study off");
    figures.percent = figures.obliged ? Math.round((10000 * figures.present) / figures.obliged) / 100 : null;
    return figures;
}

function makePoint(date, percent, values = {}) {
    return { date, percent, present: percent, obliged: percent === null ? 0 : 100, working: percent !== null, ...values };
}

function makeUnit(id, name, present, obliged, pending = 0) {
    const percent = obliged ? (100 * present) / obliged : null;
    return { id, name, headcount: obliged, obliged, present, absent: obliged - present, pending, percent };
}

function makePage({ figures = { wfo: 60, wfh: 30, wfa: 4, absent: 6, pending: 4, duty: 2, off: 1, late: 3 }, ...values } = {}) {
    return {
        kind: "region",
        title: "Kota Ternate",
        unit: false,
        date: "2026-01-15",
        clock: "08:40 WIT",
        figures: makeFigures(figures),
        is_working_day: true,
        compared: [makePoint("2026-01-14", 95.5), makePoint("2026-01-08", 96.25)],
        units: [makeUnit(1, "Dinas Kesehatan", 40, 40), makeUnit(2, "Dinas Sosial", 54, 60, 4)],
        lowest: [1],
        trend: [makePoint("2026-01-13", 97), makePoint("2026-01-14", 95.5), makePoint("2026-01-15", 94)],
        reporting: {
            state: "collecting",
            expected: 2,
            submitted: 1,
            late: 0,
            breaches: 0,
            shortfalls: 0,
            missing: [{ id: 2, name: "Dinas Sosial", state: "collecting", is_late: false, submitted: "" }],
            lines: [],
            deadline: "09:00 WIT",
            is_over: false,
            action: false,
        },
        attention: [],
        days_action: false,
        ...values,
    };
}

async function openPage(answer = () => makePage(), options = {}) {
    onRpc("flexible.work.dashboard", "get_today", ({ args }) => {
        expect.step(`read ${args[0]}`);
        return answer(args[0]);
    });
    onRpc("/web/action/load", () => ({ ...CLIENT_ACTION }));
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ ...CLIENT_ACTION }, options);
    await animationFrame();
    await animationFrame();
}

beforeEach(() => mockDate("2026-01-14 23:40:00"));

test("one number, the bar by mode, and those who need not attend", async () => {
    await openPage();
    expect(".o_fw_percent").toHaveText("94.00 %");
    expect(".o_fw_count").toHaveText("94 of 100 obliged to attend");
    expect(queryAllTexts(".o_fw_compared span")).toEqual(["Wed, Jan 14: 95.50 %", "Thu, Jan 8: 96.25 %"]);
    expect(queryAllTexts(".o_fw_legend li")).toEqual(["K\n60\nWFO", "R\n30\nWFH", "L\n4\nWFA", "…\n4\nNot yet in", "TK\n2\nWithout notice"]);
    expect(queryOne(".o_fw_share_bar").getAttribute("aria-label")).toMatch(/WFO: 60, WFH: 30/);
    expect(".o_fw_excused").toHaveText(/Not obliged: 3.*DL 2.*Off 1/s);
    expect(".o_fw_fact_late dd").toHaveText("3");
    expect(".o_fw_fact_apel").toHaveCount(0);
    expect.verifySteps(["read false"]);
});

test("who has not reported, who is lowest; a tap opens the page of the unit, and back the first one", async () => {
    await openPage((unit) => (unit ? makePage({ kind: "unit", title: "Dinas Sosial", unit: { id: 2, opd: false }, reporting: false, units: [], lowest: [] }) : makePage()));
    expect(".o_fw_reporting").toHaveText(/1 of 2 OPD have reported.*Cut-off hour: 09:00 WIT.*Dinas Sosial/s);
    expect(queryAllTexts(".o_fw_lowest .o_fw_unit_count")).toEqual(["54 of 60, 4 not yet in"]);
    await contains(".o_fw_missing_opd").click();
    await animationFrame();
    expect(".o_fw_title").toHaveText("Dinas Sosial");
    expect(".o_breadcrumb").toHaveText(/Region Today.*Dinas Sosial/s);
    await contains(".o_breadcrumb .breadcrumb-item a, .o_back_button").click();
    await animationFrame();
    expect(".o_fw_title").toHaveText("Kota Ternate");
    expect.verifySteps(["read false", "read 2", "read false"]);
});

test("many who have not reported are one line that opens", async () => {
    const missing = [..."ABCDE"].map((name, at) => ({ id: at + 1, name: `Dinas ${name}`, state: at ? "collecting" : "prepared" }));
    await openPage(() => makePage({ reporting: { ...makePage().reporting, missing, expected: 9, submitted: 4, is_over: true, late: 1, breaches: 3, shortfalls: 2 } }));
    expect(".o_fw_missing").toHaveCount(0);
    expect(".o_fw_names").toHaveText("Not in: Dinas A, Dinas B, Dinas C, Dinas D, Dinas E");
    expect(".o_fw_reporting").toHaveText(/it has passed · 1 submitted late/);
    expect(queryAllTexts(".o_fw_finding")).toEqual(["Units short of people on site: 2", "Bound to the office, not there: 3"]);
    await contains(".o_fw_missing_toggle").click();
    expect(queryAllTexts(".o_fw_missing_opd .o_fw_row_text")).toHaveLength(5);
    expect(".o_fw_missing .badge").toHaveText("Prepared");
    expect.verifySteps(["read false"]);
});

test("before anybody has come or reported nobody is named", async () => {
    const reporting = { ...makePage().reporting, submitted: 0 };
    await openPage(() => makePage({ figures: { absent: 100, pending: 100 }, reporting }));
    expect(".o_fw_percent").toHaveText("0.00 %");
    expect(".o_fw_lowest").toHaveCount(0);
    expect(".o_fw_missing_opd, .o_fw_missing_toggle").toHaveCount(0);
    expect.verifySteps(["read false"]);
});

test("the page of an OPD says whether it has reported", async () => {
    const lines = [{ id: 2, name: "Dinas Sosial", state: "submitted", is_late: false, submitted: "08:20 WIT" }];
    const reporting = { ...makePage().reporting, missing: [], lines, action: { type: "ir.actions.act_window" } };
    await openPage(() => makePage({ kind: "unit", unit: { id: 2, opd: false }, reporting }), { props: { resId: 2 } });
    expect(".o_fw_reporting h2").toHaveText("The daily report was submitted at 08:20 WIT");
    expect(".o_fw_report").toHaveCount(1);
    expect.verifySteps(["read 2"]);
});

test("what needs action stands first, and opens its list", async () => {
    const action = { type: "ir.actions.client", tag: "flexible_work_region_today", context: {}, params: {} };
    await openPage(() =>
        makePage({ attention: [{ key: "overdue", text: "OPD not in after the cut-off hour", count: 2, level: "danger", action }, { key: "send", text: "Send the report", count: null, level: "info", action }] })
    );
    expect(queryAllTexts(".o_fw_attention_item")).toEqual(["OPD not in after the cut-off hour\n2", "Send the report"]);
    await contains("[data-key=overdue]").click();
    await animationFrame();
    expect.verifySteps(["read false", "read false"]);
});

test("all units are one tap away", async () => {
    await openPage();
    expect(".o_fw_units .o_fw_unit").toHaveCount(0);
    await contains(".o_fw_units_toggle").click();
    expect(queryAllTexts(".o_fw_units .o_fw_unit_name")).toEqual(["Dinas Kesehatan", "Dinas Sosial"]);
    expect.verifySteps(["read false"]);
});

test("while it is counted a shape of the page is shown", async () => {
    const later = new Deferred();
    await openPage(() => later);
    expect(".o_fw_loading").toHaveText(/Counting the days of today/);
    later.resolve(makePage());
    await animationFrame();
    await animationFrame();
    expect(".o_fw_loading").toHaveCount(0);
    expect(".o_fw_percent").toHaveText("94.00 %");
    expect.verifySteps(["read false"]);
});

test("what went wrong is said, and can be tried again", async () => {
    let isWell = false;
    await openPage(() => {
        if (!isWell) {
            throw makeServerError({ type: "AccessError", message: "The figures are for heads." });
        }
        return makePage();
    });
    expect(".o_fw_unread").toHaveText(/The figures are for heads\./);
    isWell = true;
    await contains(".o_fw_reload").click();
    await animationFrame();
    expect(".o_fw_unread").toHaveCount(0);
    expect(".o_fw_percent").toHaveCount(1);
    expect.verifySteps(["read false", "read false"]);
});

test("without network the last figures stay, with their hour; with network they are read again", async () => {
    await openPage();
    window.dispatchEvent(new Event("offline"));
    await animationFrame();
    expect(".o_fw_offline").toHaveText("No network. The figures are those of 08:40 WIT.");
    expect(".o_fw_percent").toHaveCount(1);
    window.dispatchEvent(new Event("online"));
    await animationFrame();
    await animationFrame();
    expect(".o_fw_offline").toHaveCount(0);
    expect.verifySteps(["read false", "read false"]);
});

test("a region without days says how they open", async () => {
    await openPage(() => makePage({ figures: {}, units: [], lowest: [], trend: [makePoint("2026-01-15", null)], reporting: false, compared: [] }));
    expect(".o_fw_empty").toHaveText(/No day is open yet/);
    expect(".o_fw_now, .o_fw_trend, .o_fw_lowest, .o_fw_units").toHaveCount(0);
    expect.verifySteps(["read false"]);
});

test("a day off says that it is one", async () => {
    await openPage(() => makePage({ figures: { wfo: 3, off: 40 }, is_working_day: false, reporting: false }));
    expect(".o_fw_day_off").toHaveText("Most people have a day off today.");
    expect(".o_fw_reporting").toHaveCount(0);
    expect.verifySteps(["read false"]);
});

// ---------------------------------------------------------------- the arithmetic of the bar and the line

test("the parts of the bar are all of those obliged, and who is not yet in is not absent", () => {
    const figures = makeFigures({ wfo: 50, wfh: 25, absent: 25, pending: 20 });
    const parts = partsOf(figures);
    expect(parts.map(({ key, count, share }) => [key, count, share])).toEqual([
        ["wfo", 50, 50],
        ["wfh", 25, 25],
        ["pending", 20, 20],
        ["absent", 5, 5],
    ]);
    expect(parts.map(({ hasRoom }) => hasRoom)).toEqual([true, true, true, false]);
    expect(partsOf(makeFigures())).toEqual([]);
});

test("only kinds of absence that somebody has are named", () => {
    expect(excusedOf(makeFigures({ leave: 3, study: 1 })).map(({ letter, count }) => [letter, count])).toEqual([
        ["C", 3],
        ["TB", 1],
    ]);
});

test("a share has two digits, and nobody obliged is a dash", () => {
    expect(percentText(96.4286)).toBe("96.43\u00a0%");
    expect(percentText(0)).toBe("0.00\u00a0%");
    expect(percentText(null)).toBe("—");
});

test("the line leaves out days off, and its axis begins below the lowest point", () => {
    const trend = [makePoint("2026-01-09", 91), makePoint("2026-01-10", null), makePoint("2026-01-12", 97)];
    expect(lineOf(trend).values).toEqual([91, null, 97]);
    expect(lineOf(trend).labels[0]).toBe("Jan 9");
    expect(lineOf(trend).min).toBe(90);
    expect(lineOf([makePoint("2026-01-12", 4)]).min).toBe(0);
    expect(lineOf([makePoint("2026-01-12", null)]).min).toBe(95);
});

test("a morning joins the line once it comes near the other days", () => {
    const before = [makePoint("2026-01-13", 95), makePoint("2026-01-14", 90)];
    expect(lineOf([...before, makePoint("2026-01-15", 12)], true).values).toEqual([95, 90, null]);
    expect(lineOf([...before, makePoint("2026-01-15", 82)], true).values).toEqual([95, 90, 82]);
    expect(lineOf([...before, makePoint("2026-01-15", 12)], false).values).toEqual([95, 90, 12]);
});

test("the line is said in words", () => {
    allowTranslations();
    const trend = [makePoint("2026-01-13", 97), makePoint("2026-01-14", null), makePoint("2026-01-15", 91)];
    expect(`${lineText(trend)}`).toBe(
        "Present of those obliged on 2 working days: lowest 91.00\u00a0% on Jan 15, highest 97.00\u00a0% on Jan 13, last 91.00\u00a0%."
    );
    expect(lineText([makePoint("2026-01-14", null)])).toBe("");
});

test("a graph has the colours of the tiles, whatever the language and the other groups", () => {
    const fields = {
        mode: { selection: [["wfo", "Dari kantor (WFO)"], ["wfh", "Dari rumah (WFH)"]] },
        status: { selection: [["present", "Hadir"], ["absent", "Tanpa keterangan"]] },
    };
    expect(colorOf("Dari rumah (WFH)", fields, ["date", "mode"])).toBe("#15803d");
    expect(colorOf("Dinas Sosial / Tanpa keterangan", fields, ["opd_id", "status"])).toBe("#b91c1c");
    expect(colorOf("Hadir", fields, ["date", "opd_id"])).toBe(undefined);
    expect(colorOf("Count", fields, ["mode"])).toBe(undefined);
});
