import { describe, expect, test } from "@odoo/hoot";
import { press, queryAll, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

import { makeReader, showCell, visibleRows } from "@flexible_work_asn/simulation/figures";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

const FIGURES = "headcount onsite to_roster wfh wfa other_office leave duty off needed short short_worst".split(" ");
const OFFICE = [4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const HOME = [4, 1, 0, 2, 0, 0, 1, 0, 0, 2, 1, 1];
const ASKED = [4, 1, 3, 0, 0, 0, 0, 0, 0, 2, 0, 1];
const OFF = [4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0];

function makeUnit(id, name, parentId, level, values = {}) {
    const now = [OFFICE, OFFICE, OFF];
    return { id, name, parent_id: parentId, level, is_opd: level === 1, now, draft: now, changed: [0, 0, 0], ...values };
}

function makeAnswer(values = {}) {
    const draft = [HOME, ASKED, OFF];
    return {
        circular_id: 3,
        dates: ["2026-01-15", "2026-01-13", "2026-01-17"],
        off: ["2026-01-17"],
        holidays: {},
        figures: FIGURES,
        units: [
            makeUnit(false, "Pemerintah Kota Ternate", false, 0, { draft, changed: [2, 0, 0] }),
            makeUnit(1, "Diskominfo", false, 1, { draft, changed: [2, 0, 0] }),
            makeUnit(2, "Bidang Informatika", 1, 2, { draft, changed: [2, 0, 0] }),
            makeUnit(3, "Dinas Kesehatan", false, 1),
        ],
        cap: 2,
        over_cap: [
            {
                unit_id: 2,
                employees: [{ id: 7, name: "Siti" }],
                weeks: [{ monday: "2026-01-12", certain: ["2026-01-15"], to_roster: ["2026-01-13", "2026-01-14"] }],
            },
        ],
        over_cap_now: [],
        uncovered: [{ unit_id: 2, date: "2026-01-15", certain: true, now: false }],
        findings: [
            {
                code: "uncovered",
                severity: "severe",
                article: "Perpres 21/2023 Pasal 7",
                text: "Nobody on site.",
                unit_ids: [2],
                rule_ids: [],
                dates: ["2026-01-15"],
                people: 0,
                state: "open",
                reason: "",
            },
            {
                code: "clash_region",
                severity: "warning",
                article: "SE lain",
                text: "SE lain says otherwise.",
                unit_ids: [],
                rule_ids: [],
                dates: [],
                people: 0,
                state: "open",
                reason: "",
            },
        ],
        hours: [{ kind: "schedule", name: "Lima hari", hours: 35, due: 37.5, people: 4, flexible_people: 2 }],
        ...values,
    };
}

/** @param {Function} answer what the server says to a simulation */
async function openSimulation(answer = () => makeAnswer()) {
    onRpc("flexible.work.circular", "read", () => [
        { id: 3, display_name: "800/84/2025 – Kerja fleksibel", number: "800/84/2025", state: "draft", date_from: "2026-01-13", date_to: false },
    ]);
    onRpc("flexible.work.circular", "simulate", ({ args, kwargs }) => {
        expect.step([args[0][0], kwargs.date_from, kwargs.date_to].join(" "));
        return answer();
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "flexible_work_simulation",
        context: { active_id: 3 },
    });
    await animationFrame();
}

const names = () => queryAllTexts("tbody .o_fw_sim_name");
const cellTexts = (row) => queryAllTexts(`td[data-row="${row}"] .o_fw_sim_half`).map((text) => text.replace(/\s+/g, " "));

test("a draft is simulated for a month from its first day, and shown beside the rules in force", async () => {
    await openSimulation();
    expect.verifySteps(["3 2026-01-13 2026-02-12"]);
    expect(names()).toEqual(["Pemerintah Kota Ternate", "Diskominfo", "Dinas Kesehatan"]);
    expect(cellTexts(1)).toEqual(["4", "1 ▼1", "4", "1 ▽1", "", ""]);
    expect(queryAll("td.o_fw_sim_different")).toHaveLength(4);
    expect("td[data-row='1'][data-column='0']").toHaveAttribute("aria-label", /on site 1 of 4, flexible 2.*1 missing/s);
});

test("sub-units are opened, searched, and those without a change left out", async () => {
    await openSimulation();
    await contains(".o_fw_sim_name button[aria-label=Diskominfo]").click();
    expect(names()).toEqual(["Pemerintah Kota Ternate", "Diskominfo", "Bidang Informatika", "Dinas Kesehatan"]);
    await contains("#o_fw_sim_changed_units").click();
    expect(names()).toEqual(["Pemerintah Kota Ternate", "Diskominfo", "Bidang Informatika"]);
    await contains(".o_fw_sim_tools input[type=search]").edit("kesehatan", { confirm: false });
    expect(names()).toEqual([]);
    expect(".o_fw_sim_scroll").toHaveText(/No unit matches/);
    expect.verifySteps(["3 2026-01-13 2026-02-12"]);
});

test("other figures and one side alone", async () => {
    await openSimulation();
    await contains("[data-metric=flexible]").click();
    expect(cellTexts(1).slice(0, 2)).toEqual(["0", "2"]);
    await contains("[data-metric=short]").click();
    expect(cellTexts(1)[1]).toBe("1 ▼1");
    await contains("[data-side=now]").click();
    expect("td[data-row='1'] .o_fw_sim_draft:first").not.toBeVisible();
    expect.verifySteps(["3 2026-01-13 2026-02-12"]);
});

test("arrow keys go from cell to cell, and Enter tells the people and why", async () => {
    onRpc("flexible.work.circular", "simulation_people", ({ args, kwargs }) => {
        expect.step(`${args[0][0]} ${kwargs.date} ${kwargs.department_id}`);
        return {
            count: 2,
            changed: 1,
            people: [
                {
                    id: 7,
                    name: "Siti",
                    unit: "Bidang Informatika",
                    changed: true,
                    now: { letter: "K", to_roster: false, text: "Office (WFO)." },
                    draft: { letter: "R", to_roster: false, text: "Home (WFH) on Thursday." },
                },
                {
                    id: 8,
                    name: "Amir",
                    unit: "Diskominfo",
                    changed: false,
                    now: { letter: "K", to_roster: false, text: "Office (WFO)." },
                    draft: { letter: "K", to_roster: false, text: "Office (WFO)." },
                },
            ],
        };
    });
    await openSimulation();
    queryOne("td[data-row='0'][data-column='0']").focus();
    await press("ArrowDown");
    await press("ArrowRight");
    expect("td[data-row='1'][data-column='1']").toBeFocused();
    await press("ArrowLeft");
    await press("Enter");
    await animationFrame();
    await animationFrame();
    expect(queryAllTexts(".o_fw_sim_people strong")).toEqual(["Siti", "Amir"]);
    expect(queryAllTexts(".o_fw_sim_people li:first-child .o_fw_tile")).toEqual(["K", "R"]);
    await contains("#o_fw_sim_changed").click();
    expect(queryAllTexts(".o_fw_sim_people strong")).toEqual(["Siti"]);
    expect.verifySteps(["3 2026-01-13 2026-02-12", "3 2026-01-15 1"]);
});

test("findings, people over the limit, uncovered units, clashes and hours", async () => {
    await openSimulation();
    expect(queryAllTexts(".o_fw_sim_finding strong")).toEqual(["Perpres 21/2023 Pasal 7", "SE lain"]);
    await contains("[data-tab=cap]").click();
    expect(".o_fw_sim_persons tbody tr").toHaveText(/Siti.*1 possible.*by roster/s);
    await contains("[data-tab=uncovered]").click();
    expect("[role=tabpanel]").toHaveText(/Bidang Informatika/);
    await contains("[data-tab=clashes]").click();
    expect(queryAllTexts(".o_fw_sim_finding strong")).toEqual(["SE lain"]);
    await contains("[data-tab=hours]").click();
    expect("[role=tabpanel]").toHaveText(/Lima hari.*35.*37\.5.*too short/s);
    expect(queryAllTexts(".o_fw_sim_bad b")).toEqual(["1", "1"]);
    expect.verifySteps(["3 2026-01-13 2026-02-12"]);
});

test("it says that it computes, and what went wrong", async () => {
    const later = new Deferred();
    await openSimulation(() => later);
    expect(".o_fw_sim_busy").toHaveText(/Simulating every employee/);
    later.reject(makeServerError({ message: "Nothing to simulate." }));
    await animationFrame();
    await animationFrame();
    expect("[role=alert]").toHaveText(/Nothing to simulate\./);
    expect(".o_fw_sim_busy").toHaveCount(0);
    await contains("[role=alert] button").click();
    expect.verifySteps(["3 2026-01-13 2026-02-12", "3 2026-01-13 2026-02-12"]);
});

test("a region without employees says what to do", async () => {
    await openSimulation(() => makeAnswer({ units: [{ ...makeUnit(false, "Ternate", false, 0), now: [], draft: [], changed: [0, 0, 0] }], over_cap: [], uncovered: [] }));
    expect(".o_nocontent_help").toHaveText(/Nobody works on these dates/);
    expect.verifySteps(["3 2026-01-13 2026-02-12"]);
});

test("a figure has its mark and its step of colour", () => {
    const read = makeReader(FIGURES);
    expect(showCell(read(ASKED), "flexible")).toEqual({ main: "0", mark: "+3", className: "o_fw_sim_flexible o_fw_sim_step_0" });
    expect(showCell(read(HOME), "short").className).toBe("o_fw_sim_short o_fw_sim_step_5");
    expect(showCell(read(OFF), "onsite").main).toBe("");
    expect(showCell(read(OFFICE), "onsite").className).toBe("o_fw_sim_onsite o_fw_sim_step_5");
});

test("hundreds of units: only those in sight are drawn", async () => {
    const units = [...Array(400).keys()].map((number) => makeUnit(number + 1, `Unit ${number + 1}`, false, 1));
    await openSimulation(() => makeAnswer({ units: [makeUnit(false, "Ternate", false, 0), ...units] }));
    expect(queryAll("tbody tr:not(.o_fw_sim_space)").length).toBeLessThan(60);
    queryOne("td[data-row='0'][data-column='0']").focus();
    for (let page = 0; page < 3; page++) {
        await press("PageDown");
        await animationFrame();
        await animationFrame();
    }
    expect(document.activeElement.dataset.row).not.toBe("0");
    expect(visibleRows(units, { open: new Set(), search: "unit 399" })).toHaveLength(1);
    expect.verifySteps(["3 2026-01-13 2026-02-12"]);
});
