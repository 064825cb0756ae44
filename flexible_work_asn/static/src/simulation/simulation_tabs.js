import { Component, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

/** codes of findings about other circulars and central rules */
const CLASHES = new Set(["clash_region", "central_looser", "central_stricter", "central_adds_days", "beyond_central"]);
/** people listed before the reader asks for more */
const PEOPLE_STEP = 50;

const SEVERITIES = {
    severe: { label: _t("Severe"), className: "text-bg-danger", icon: "fa-times-circle" },
    warning: { label: _t("Warning"), className: "text-bg-warning", icon: "fa-exclamation-triangle" },
    info: { label: _t("Information"), className: "text-bg-info", icon: "fa-info-circle" },
};

/** What the simulation has found, in five lists. */
export class SimulationTabs extends Component {
    static template = "flexible_work_asn.SimulationTabs";
    static props = { data: Object, tab: String, setTab: Function, openCell: Function };

    setup() {
        this.severities = SEVERITIES;
        this.state = useState({ shown: PEOPLE_STEP, search: "", certainOnly: false });
    }

    get units() {
        if (this.unitsOf !== this.props.data) {
            this.unitsOf = this.props.data;
            this.unitsById = new Map(this.props.data.units.map((unit) => [unit.id, unit]));
        }
        return this.unitsById;
    }

    get tabs() {
        const { findings, hours } = this.props.data;
        return [
            { name: "findings", label: _t("Findings"), count: findings.length },
            { name: "cap", label: _t("Over the limit"), count: this.people.length },
            { name: "uncovered", label: _t("Uncovered units"), count: this.uncovered.length },
            { name: "clashes", label: _t("Clashes"), count: this.clashes.length },
            { name: "hours", label: _t("Weekly hours"), count: hours.length },
        ];
    }

    /** Arrow keys go through the tabs, as in every list of tabs. */
    onTabKeydown(ev) {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[ev.key];
        if (step) {
            ev.preventDefault();
            const names = this.tabs.map((tab) => tab.name);
            const next = names[(names.indexOf(this.props.tab) + step + names.length) % names.length];
            this.props.setTab(next);
            ev.currentTarget.querySelector(`[data-tab=${next}]`).focus();
        }
    }

    get clashes() {
        return this.props.data.findings.filter((finding) => CLASHES.has(finding.code));
    }

    get findings() {
        return this.props.tab === "clashes" ? this.clashes : this.props.data.findings;
    }

    datesText(dates) {
        if (dates.length > 4) {
            const [first, last] = [dates[0], dates[dates.length - 1]].map((date) => formatDate(deserializeDate(date)));
            return _t("%(first)s to %(last)s, %(count)s dates", { first, last, count: dates.length });
        }
        return dates.map((date) => formatDate(deserializeDate(date))).join(", ");
    }

    reasonText(finding) {
        return _t("Reason: %s", finding.reason);
    }

    // ------------------------------------------------------------------ people over the limit
    /** One entry a person: those who are over the limit for sure first. */
    get people() {
        if (this.peopleOf !== this.props.data) {
            this.peopleOf = this.props.data;
            const { over_cap, cap } = this.props.data;
            this.allPeople = over_cap.flatMap((group) => {
                const certain = group.weeks.filter((week) => week.certain.length > cap).length;
                const unit = this.units.get(group.unit_id)?.name || "";
                return group.employees.map((person) => ({ ...person, unit, weeks: group.weeks, certain }));
            });
            this.allPeople.sort((one, other) => other.certain - one.certain || one.name.localeCompare(other.name));
        }
        return this.allPeople;
    }

    get matchingPeople() {
        const wanted = this.state.search.trim().toLowerCase();
        return this.people.filter(
            (person) =>
                (person.certain || !this.state.certainOnly) &&
                (!wanted || `${person.name} ${person.unit}`.toLowerCase().includes(wanted))
        );
    }

    weekText(week) {
        const days = (dates) => dates.map((date) => deserializeDate(date).toFormat("ccc d LLL")).join(", ");
        const parts = week.certain.length ? [days(week.certain)] : [];
        if (week.to_roster.length) {
            parts.push(_t("by roster %s", days(week.to_roster)));
        }
        return parts.join("; ");
    }

    get capText() {
        return _t(
            "Permen PANRB 4/2025 Pasal 13(1): at most %s flexible days per person and week. Days left to the head are possible ones: the roster decides.",
            this.props.data.cap
        );
    }

    sureText(person) {
        return _t("%s sure", person.certain);
    }

    possibleText(person) {
        return _t("%s possible", person.weeks.length - person.certain);
    }

    moreText(count) {
        return _t("Show more (%s)", count - this.state.shown);
    }

    showMore() {
        this.state.shown += PEOPLE_STEP;
    }

    // ------------------------------------------------------------------ uncovered units
    get uncovered() {
        const byUnit = new Map();
        for (const gap of this.props.data.uncovered) {
            if (!byUnit.has(gap.unit_id)) {
                byUnit.set(gap.unit_id, { unit: this.units.get(gap.unit_id), gaps: [] });
            }
            byUnit.get(gap.unit_id).gaps.push(gap);
        }
        return [...byUnit.values()].filter((entry) => entry.unit);
    }

    gapText(gap) {
        const date = deserializeDate(gap.date).toFormat("ccc d LLL");
        const notes = [];
        if (!gap.certain) {
            notes.push(_t("only if rosters send everybody away"));
        }
        if (gap.now) {
            notes.push(_t("without this circular, too"));
        }
        return notes.length ? `${date} (${notes.join(", ")})` : date;
    }

    // ------------------------------------------------------------------ weekly hours
    get hours() {
        const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
        return this.props.data.hours.map((line, index) => ({
            ...line,
            index,
            kindText: line.kind === "cycle" ? _t("Cycle of shifts") : _t("Working schedule"),
            hoursText: number.format(line.hours),
            dueText: number.format(line.due),
            isShort: line.hours < line.due - 1 / 60,
            isMore: line.hours > line.due + 1 / 60,
        }));
    }
}
