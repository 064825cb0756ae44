import { Component, markRaw, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { METRICS } from "./figures";
import { explainProblem } from "./problem";
import { SimulationGrid } from "./simulation_grid";
import { SimulationPeopleDialog } from "./simulation_people_dialog";
import { SimulationTabs } from "./simulation_tabs";

const MODEL = "flexible.work.circular";
/** days that are shown when nothing else is asked: a month */
const SHOWN_DAYS = 31;
/** as the server allows them */
const MOST_DAYS = 92;

/**
 * What a circular would do, before it is signed: the heat map of units × dates beside the rules in force, and
 * what the law says about it. Opened from the circular's form.
 */
export class Simulation extends Component {
    static template = "flexible_work_asn.Simulation";
    static components = { DateTimeInput, Layout, SimulationGrid, SimulationTabs };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Simulation");

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.ui = useService("ui");
        this.metrics = METRICS;
        this.state = useState({
            circular: null,
            data: null,
            problem: "",
            seconds: 0,
            isBusy: false,
            isExporting: false,
            dateFrom: null,
            dateTo: null,
            metric: "onsite",
            side: this.ui.isSmall ? "draft" : "both",
            search: "",
            changedOnly: false,
            tab: "findings",
        });
        onMounted(() => this.start());
        onWillUnmount(() => {
            this.isGone = true;
            browser.clearInterval(this.clock);
        });
    }

    get circularId() {
        const { context, params } = this.props.action;
        return params?.active_id || context?.active_id || this.props.resId;
    }

    // ------------------------------------------------------------------ loading
    async start() {
        this.state.problem = "";
        try {
            const fields = ["display_name", "number", "state", "date_from", "date_to"];
            const [circular] = await this.orm.read(MODEL, [this.circularId], fields);
            if (!circular) {
                this.state.problem = _t("Open the simulation from the form of a circular.");
                return;
            }
            this.state.circular = circular;
            this.state.dateFrom = this.firstDate(circular);
            this.state.dateTo = this.lastDate(circular);
            this.env.config.setDisplayName?.(_t("Simulation of %s", circular.number || circular.display_name));
        } catch (error) {
            this.state.problem = explainProblem(error);
            return;
        }
        await this.simulate();
    }

    /** A draft is looked at from its first day on, a circular in force from today on. */
    firstDate(circular) {
        const first = deserializeDate(circular.date_from);
        const today = luxon.DateTime.local().startOf("day");
        return circular.state === "draft" || first > today ? first : today;
    }

    lastDate(circular) {
        const month = this.state.dateFrom.plus({ days: SHOWN_DAYS - 1 });
        const last = circular.date_to && deserializeDate(circular.date_to);
        return last && last < month && last >= this.state.dateFrom ? last : month;
    }

    async simulate() {
        if (this.rangeProblem) {
            return;
        }
        this.state.problem = "";
        this.state.isBusy = true;
        this.state.seconds = 0;
        browser.clearInterval(this.clock);
        this.clock = browser.setInterval(() => this.state.seconds++, 1000);
        const asked = (this.asked = {});
        try {
            const data = await this.orm.silent.call(MODEL, "simulate", [[this.circularId]], this.range);
            // whoever has changed the dates meanwhile waits for the later answer
            if (asked === this.asked && !this.isGone) {
                // so many figures that never change by themselves: nothing has to watch them
                this.state.data = markRaw(data);
            }
        } catch (error) {
            if (asked === this.asked && !this.isGone) {
                this.state.problem = explainProblem(error);
            }
        }
        if (asked === this.asked) {
            browser.clearInterval(this.clock);
            this.state.isBusy = false;
        }
    }

    get range() {
        return { date_from: serializeDate(this.state.dateFrom), date_to: serializeDate(this.state.dateTo) };
    }

    get rangeProblem() {
        const { dateFrom, dateTo } = this.state;
        if (!dateFrom || !dateTo) {
            return _t("Give the first and the last date.");
        }
        const days = dateTo.diff(dateFrom, "days").days + 1;
        if (days < 1) {
            return _t("The last date lies before the first.");
        }
        return days > MOST_DAYS ? _t("At most %s days can be simulated at once.", MOST_DAYS) : "";
    }

    setDate(name, value) {
        this.state[name] = value || null;
        this.simulate();
    }

    // ------------------------------------------------------------------ showing
    get isEmpty() {
        return !this.state.data.units[0].draft.length;
    }

    get busyText() {
        return _t("Simulating every employee on every date… %s s", this.state.seconds);
    }

    /** names of the two sides, for the legend and the toggle */
    get sides() {
        const isDraft = this.state.circular?.state === "draft";
        return {
            both: _t("Side by side"),
            now: isDraft ? _t("Rules in force") : _t("Without this circular"),
            draft: _t("This circular"),
        };
    }

    get sideKeys() {
        return this.ui.isSmall ? ["now", "draft"] : ["both", "now", "draft"];
    }

    get pairText() {
        return _t("left: %(now)s; right: %(draft)s", this.sides);
    }

    get stepsText() {
        return _t("%s: few to all", this.metrics[this.state.metric].label);
    }

    get summary() {
        const { findings, over_cap, uncovered, units, cap } = this.state.data;
        const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
        let certain = 0;
        let possible = 0;
        for (const group of over_cap) {
            const isCertain = group.weeks.some((week) => week.certain.length > cap);
            isCertain ? (certain += group.employees.length) : (possible += group.employees.length);
        }
        const sure = uncovered.filter((gap) => gap.certain);
        return [
            { key: "severe", value: count("severe"), label: _t("severe findings"), tab: "findings", isBad: true },
            { key: "warning", value: count("warning"), label: _t("warnings"), tab: "findings" },
            {
                key: "cap",
                value: possible ? `${formatInteger(certain)} + ${formatInteger(possible)}` : formatInteger(certain),
                label: possible ? _t("people over %s days, sure + possible", cap) : _t("people over %s days a week", cap),
                tab: "cap",
                isBad: certain > 0,
            },
            {
                key: "uncovered",
                value: new Set(sure.map((gap) => gap.unit_id)).size,
                label: _t("units uncovered"),
                tab: "uncovered",
                isBad: true,
            },
            {
                key: "changed",
                value: formatInteger(units[0].changed.reduce((sum, people) => sum + people, 0)),
                label: _t("person-days that change"),
                tab: "",
            },
        ];
    }

    openTab(name) {
        if (name) {
            this.state.tab = name;
            document.querySelector(".o_fw_sim_tabs")?.scrollIntoView({ behavior: "smooth", block: "start" });
        }
    }

    openCell(unit, date) {
        this.dialog.add(SimulationPeopleDialog, { circularId: this.circularId, unit, date });
    }

    async export() {
        this.state.isExporting = true;
        try {
            await download({ url: `/flexible_work/circular/${this.circularId}/simulation.xlsx`, data: this.range });
            this.notification.add(_t("The workbook is in your downloads."), { type: "success" });
        } catch (error) {
            this.notification.add(explainProblem(error), { type: "danger" });
        } finally {
            this.state.isExporting = false;
        }
    }
}

registry.category("actions").add("flexible_work_simulation", Simulation);
