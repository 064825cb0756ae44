import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";

const NUMBERS = [
    { name: "present", label: _t("In") },
    { name: "away", label: _t("Working away") },
    { name: "pending", label: _t("Not yet in") },
    { name: "to_decide", label: _t("To decide") },
];
const CHIPS = [
    { name: "outside", label: _t("Not at the place"), icon: "fa-map-marker" },
    { name: "late", label: _t("Late"), icon: "fa-clock-o" },
    { name: "sent_later", label: _t("Sent later"), icon: "fa-cloud-upload" },
    { name: "apel_missed", label: _t("Apel missed"), icon: "fa-bullhorn" },
    { name: "rejected", label: _t("Rejected"), icon: "fa-times" },
    { name: "absent", label: _t("Without explanation"), icon: "fa-question" },
    { name: "signals", label: _t("Signals"), icon: "fa-flag-o" },
    { name: "no_report", label: _t("No daily report"), icon: "fa-file-o" },
    { name: "problem", label: _t("Problems"), icon: "fa-exclamation-triangle" },
];
const WAITING = {
    elsewhere: { label: _t("Assigned elsewhere"), title: _t("People of your units who work for another unit") },
    requests: { label: _t("Requests"), title: _t("Requests that wait for your decision") },
    corrections: { label: _t("Corrections"), title: _t("Corrections that wait for your decision") },
    reports: { label: _t("Daily reports"), title: _t("Daily reports that wait for your decision") },
};

/**
 * The numbers above the days: what came in, who is away, who is not yet in, what is to decide. Each is a filter.
 * They are read again whenever the list is: after a search, and after an action.
 */
export class MorningNumbers extends Component {
    static template = "flexible_work_asn_attendance.MorningNumbers";
    static props = { list: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ numbers: null });
        onWillStart(() => this.load());
        onWillUpdateProps(() => {
            this.load();
        });
    }

    get searchModel() {
        return this.env.searchModel;
    }

    get numbers() {
        return NUMBERS.map((number) => this.withCount(number));
    }

    /** Only what there is; and the one that is chosen, so that it can be left. */
    get chips() {
        return CHIPS.map((chip) => this.withCount(chip)).filter((chip) => chip.count || chip.active);
    }

    get waiting() {
        const waiting = this.state.numbers?.waiting || [];
        return waiting.filter((kind) => kind.count).map((kind) => ({ ...kind, ...WAITING[kind.name] }));
    }

    get dates() {
        return [
            { name: "yesterday", label: _t("Yesterday"), active: this.searchModel.isFilterOn("yesterday") },
            { name: "today", label: _t("Today"), active: this.searchModel.isFilterOn("today") },
        ];
    }

    withCount(number) {
        return {
            ...number,
            count: this.state.numbers?.[number.name] ?? 0,
            active: this.searchModel.isFilterOn(number.name),
        };
    }

    async load() {
        const domain = this.searchModel.domainOfNumbers;
        this.state.numbers = await this.keepLast.add(
            this.orm.silent.call("flexible.work.day", "get_morning_numbers", [], { domain })
        );
    }

    openWaiting(kind) {
        this.action.doAction({
            type: "ir.actions.act_window",
            name: kind.title,
            res_model: kind.model,
            domain: kind.domain,
            mobile_view_mode: kind.name === "elsewhere" ? "kanban" : "list",
            views: [
                [false, "list"],
                ...(kind.name === "elsewhere" ? [[false, "kanban"]] : []),
                [false, "form"],
            ],
        });
    }
}
