import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { longDay, parseDay } from "../core/dates";
import { explainError } from "../core/errors";
import { ModeTile } from "../core/mode_tile";
import { CalendarFeedDialog } from "../calendar_feed/calendar_feed_dialog";
import { askForAnotherPlace, openWhy } from "../why/why_dialog";

/** days that the keys move the focus by */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/**
 * *Rencana kerja*: a person's plan as a month calendar, one's own unless it was opened from an employee.
 * One day is chosen; below the month stand its hours, the reason, and the way to another place.
 */
export class MyPlan extends Component {
    static template = "flexible_work_asn.MyPlan";
    static components = { Layout, ModeTile };
    static props = { ...standardActionServiceProps };
    static displayName = _t("My Plan");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.grid = useRef("grid");
        this.state = useState({ plan: null, date: "", problem: "", busy: false });
        const { active_id, active_model } = this.props.action.context;
        // after a reload the address holds the employee, but no longer the model
        this.employeeId = (!active_model || active_model.startsWith("hr.employee")) && active_id;
        this.focusSoon = false;
        onWillStart(() => this.load());
        useEffect(
            () => {
                if (this.focusSoon) {
                    this.grid.el?.querySelector(`[data-date='${this.state.date}']`)?.focus();
                    this.focusSoon = false;
                }
            },
            () => [this.state.date, this.state.plan]
        );
    }

    // ------------------------------------------------------------------ reading

    /**
     * @param {string|false} month "YYYY-MM"; without it, the month of today
     * @param {string} date the day to choose in it; without it today, or the first day of the month
     */
    async load(month = false, date = "") {
        this.state.busy = true;
        try {
            const args = [month, this.employeeId || false];
            const plan = await this.orm.call("hr.employee", "get_flexible_work_month", args);
            this.state.plan = plan;
            const first = `${plan.month}-01`;
            this.state.date = date || (plan.today.startsWith(plan.month) ? plan.today : first);
            this.state.problem = "";
        } catch (error) {
            this.state.problem = explainError(error);
        } finally {
            this.state.busy = false;
        }
    }

    get plan() {
        return this.state.plan;
    }

    get monthText() {
        return parseDay(`${this.plan.month}-01`).toLocaleString({ month: "long", year: "numeric" });
    }

    get weekdays() {
        return this.plan.days.slice(0, 7).map(({ date }) => ({
            short: parseDay(date).toLocaleString({ weekday: "short" }),
            long: parseDay(date).toLocaleString({ weekday: "long" }),
        }));
    }

    get weeks() {
        const { days } = this.plan;
        return Array.from({ length: days.length / 7 }, (_, n) => days.slice(n * 7, n * 7 + 7));
    }

    get chosen() {
        return this.plan.days.find(({ date }) => date === this.state.date);
    }

    get chosenText() {
        return longDay(this.chosen.date);
    }

    /** What the letters of this month mean, and how many days each has. */
    get legend() {
        const found = new Map();
        for (const { date, letter, label } of this.plan.days) {
            if (date.startsWith(this.plan.month)) {
                const entry = found.get(letter) || { letter, label, count: 0 };
                entry.count++;
                found.set(letter, entry);
            }
        }
        return [...found.values()].sort((a, b) => b.count - a.count);
    }

    dayOfMonth(date) {
        return parseDay(date).day;
    }

    /** @returns {string} all that is to be said of a day, for those who do not see the letter */
    wordsOf(day) {
        return [longDay(day.date), day.holiday || day.label, day.hours].filter(Boolean).join(", ");
    }

    isOutside(date) {
        return !date.startsWith(this.plan.month);
    }

    // ------------------------------------------------------------------ acting

    /** @param {number} months */
    turn(months) {
        const month = parseDay(`${this.plan.month}-01`).plus({ months });
        return this.load(month.toFormat("yyyy-MM"));
    }

    showToday() {
        return this.load();
    }

    choose(date) {
        this.state.date = date;
    }

    /** Arrows move by a day or a week, Home and End within the week, Page Up and Page Down by a month. */
    onKeydown(ev) {
        const here = parseDay(this.state.date);
        let there;
        if (ev.key in STEPS) {
            there = here.plus({ days: STEPS[ev.key] });
        } else if (ev.key === "Home") {
            there = here.startOf("week");
        } else if (ev.key === "End") {
            there = here.startOf("week").plus({ days: 6 });
        } else if (ev.key === "PageUp" || ev.key === "PageDown") {
            there = here.plus({ months: ev.key === "PageUp" ? -1 : 1 });
        } else {
            return;
        }
        ev.preventDefault();
        this.focusSoon = true;
        const date = there.toISODate();
        const month = date.slice(0, 7);
        if (month !== this.plan.month && !this.plan.days.some((day) => day.date === date)) {
            return this.load(month, date);
        }
        this.choose(date);
    }

    why() {
        openWhy(this.env, this.plan.employee.id, this.state.date);
    }

    subscribe() {
        this.dialog.add(CalendarFeedDialog, {});
    }

    ask() {
        this.action.doAction(askForAnotherPlace(this.state.date));
    }
}

registry.category("actions").add("flexible_work_my_plan", MyPlan);
