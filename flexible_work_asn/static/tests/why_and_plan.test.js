import { describe, expect, test } from "@odoo/hoot";
import { press, queryAllAttributes, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

import { openWhy } from "@flexible_work_asn/why/why_dialog";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

const ANSWER = {
    employee: { id: 7, name: "Siti Rahmawati" },
    date: "2026-01-15",
    mode: "wfh",
    letter: "R",
    label: "Home (WFH)",
    hours: "07:30–16:00 WIT",
    source: "rule",
    holiday: false,
    explanation: "Home (WFH) on Thursday, by Circular 800/84/2025 angka 2.",
    chain: [
        { level: "holiday", name: "Day off", applied: false, text: "It is a working day." },
        { level: "rule", name: "Circular", applied: true, text: "Home (WFH) on Thursday." },
    ],
    documents: [{ model: "flexible.work.circular", id: 3, name: "800/84/2025, angka 2", icon: "fa-gavel" }],
    decides: "Another place can be requested; the head of the unit decides: Ibrahim.",
    can_request: true,
};

/** January 2026 of somebody at home on Thursdays, with a holiday on the 16th */
function makeMonth(month = "2026-01") {
    const days = [];
    const { DateTime } = luxon;
    const first = DateTime.fromISO(`${month}-01`, { zone: "utc" });
    const last = first.endOf("month").endOf("week");
    for (let day = first.startOf("week"); day <= last; day = day.plus({ days: 1 })) {
        const date = day.toISODate();
        const holiday = date === "2026-01-16" ? "Isra Mikraj" : false;
        const free = day.weekday > 5 || holiday;
        const home = day.weekday === 4;
        days.push({
            date,
            holiday,
            mode: free ? false : home ? "wfh" : "wfo",
            letter: free ? "-" : home ? "R" : "K",
            label: free ? "Day off" : home ? "Home (WFH)" : "Office (WFO)",
            hours: free ? "" : "07:30–16:00 WIT",
            source: free ? "holiday" : "rule",
            explanation: `Why ${date}`,
            can_request: !free && date >= "2026-01-12",
        });
    }
    return {
        employee: { id: 7, name: "Siti Rahmawati", unit: "Bidang Informatika" },
        own: true,
        today: "2026-01-12",
        zone: "WIT",
        month,
        days,
    };
}

/** Ask why somebody works at home on a Thursday. */
async function ask() {
    openWhy({ services: { dialog: getService("dialog") } }, 7, "2026-01-15");
    await animationFrame();
}

async function openPlan(context = {}) {
    onRpc("hr.employee", "get_flexible_work_month", ({ args: [month, employeeId] }) => {
        expect.step(`${month || "today"} of ${employeeId || "me"}`);
        return makeMonth(month || "2026-01");
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "flexible_work_my_plan", context });
    await animationFrame();
}

const chosenDay = () => queryAllAttributes(".o_fw_month_day.o_fw_chosen", "data-date");

test("why: the answer, each step in words, and who decides", async () => {
    onRpc("hr.employee", "flexible_work_why", ({ args }) => {
        expect.step(JSON.stringify(args));
        return ANSWER;
    });
    await mountWithCleanup(WebClient);
    await ask();
    expect.verifySteps(['[[7],"2026-01-15"]']);
    expect(".modal-title").toHaveText("Why? Thursday, January 15, 2026");
    expect(".o_fw_why_dialog .o_fw_tile").toHaveText("R");
    expect(".o_fw_why_label").toHaveText("Home (WFH)");
    expect(".o_fw_why_hours").toHaveText("07:30–16:00 WIT");
    expect(queryAllTexts(".o_fw_why_chain li").map((text) => text.replace(/\s+/g, " "))).toEqual([
        "Day off Does not decide It is a working day.",
        "Circular Decides Home (WFH) on Thursday.",
    ]);
    expect(".o_fw_why_applied .fa-check-circle").toHaveCount(1);
    expect(".o_fw_why_decides").toHaveText(/the head of the unit decides: Ibrahim/);
});

test("why: a paper opens, and another place is asked for with the day filled in", async () => {
    onRpc("hr.employee", "flexible_work_why", () => ANSWER);
    mockService("action", {
        doAction: (action) =>
            expect.step(`${action.res_model} ${action.res_id || action.context.default_date_from}`),
    });
    await mountWithCleanup(WebClient);
    await ask();
    await contains(".o_fw_why_papers button").click();
    expect(".o_fw_why_dialog").toHaveCount(0);
    await ask();
    await contains(".o_fw_why_ask").click();
    expect.verifySteps(["flexible.work.circular 3", "flexible.work.request 2026-01-15"]);
});

test("why: a refusal is told in the dialog", async () => {
    onRpc("hr.employee", "flexible_work_why", () => {
        throw makeServerError({ type: "AccessError", message: "You may see your own plan." });
    });
    await mountWithCleanup(WebClient);
    await ask();
    expect(".o_fw_why_dialog .alert").toHaveText("You may see your own plan.");
    expect(".o_fw_why_ask").toHaveCount(0);
});

test("my plan: letters of the month, today chosen, the holiday named", async () => {
    await openPlan();
    expect.verifySteps(["today of me"]);
    expect(".o_fw_month_text").toHaveText("January 2026");
    expect(".o_fw_month_day").toHaveCount(35);
    expect(chosenDay()).toEqual(["2026-01-12"]);
    expect(".o_fw_month_day[data-date='2026-01-12']").toHaveAttribute("aria-current", "date");
    expect(".o_fw_month_day[data-date='2026-01-16']").toHaveAttribute(
        "aria-label",
        "Friday, January 16, 2026, Isra Mikraj"
    );
    await contains(".o_fw_month_day[data-date='2026-01-15']").click();
    expect(".o_fw_chosen_label").toHaveText("Home (WFH)");
    expect(".o_fw_chosen_hours").toHaveText("07:30–16:00 WIT");
    expect(".o_fw_chosen_day .o_fw_explanation").toHaveText("Why 2026-01-15");
    expect(".o_fw_ask").toHaveCount(1);
    await contains(".o_fw_month_day[data-date='2026-01-16']").click();
    expect(".o_fw_chosen_label").toHaveText("Isra Mikraj");
    expect(".o_fw_ask").toHaveCount(0);
    expect(queryAllTexts(".o_fw_legend li").map((text) => text.replace(/\s+/g, " "))).toEqual([
        "K Office (WFO) 16 days",
        "– Day off 10 days",
        "R Home (WFH) 5 days",
    ]);
});

test("my plan: the keys move through days, weeks and months, and only one day takes the focus", async () => {
    await openPlan();
    await contains(".o_fw_month_day[data-date='2026-01-12']").focus();
    await press("ArrowRight");
    await animationFrame();
    expect(chosenDay()).toEqual(["2026-01-13"]);
    expect(".o_fw_month_day[data-date='2026-01-13']").toBeFocused();
    await press("ArrowDown");
    await press("End");
    await animationFrame();
    expect(chosenDay()).toEqual(["2026-01-25"]);
    await press("PageDown");
    await animationFrame();
    expect(chosenDay()).toEqual(["2026-02-25"]);
    expect(".o_fw_month_day[data-date='2026-02-25']").toBeFocused();
    expect(".o_fw_month_day[tabindex='0']").toHaveCount(1);
    expect.verifySteps(["today of me", "2026-02 of me"]);
});

test("my plan: months are turned, and today is one tap away", async () => {
    await openPlan();
    await contains(".o_fw_next_month").click();
    expect(".o_fw_month_text").toHaveText("February 2026");
    expect(chosenDay()).toEqual(["2026-02-01"]);
    await contains(".o_fw_to_today").click();
    expect(chosenDay()).toEqual(["2026-01-12"]);
    await contains(".o_fw_previous").click();
    expect(".o_fw_month_text").toHaveText("December 2025");
    expect.verifySteps(["today of me", "2026-02 of me", "today of me", "2025-12 of me"]);
});

test("my plan: opened from an employee it is that person's", async () => {
    await openPlan({ active_model: "hr.employee", active_id: 7 });
    expect.verifySteps(["today of 7"]);
});

test("my plan: an id of another model is nobody's plan", async () => {
    await openPlan({ active_model: "res.partner", active_id: 7 });
    expect.verifySteps(["today of me"]);
});
