import { Component, onMounted, onWillUnmount, useExternalListener, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { longDay } from "@flexible_work_asn/core/dates";
import { answered, explainError, isConnectionError } from "@flexible_work_asn_attendance/core/errors";
import { Reporting } from "./reporting";
import { ShareBar } from "./share_bar";
import { percentText, weekDay } from "./shares";
import { TrendChart } from "./trend_chart";
import { UnitList } from "./unit_list";

const ACTION = "flexible_work_asn_reports.region_today_action";
/** a page left open longer than this is read again when somebody comes back to it */
const STALE_AFTER = 60_000;
/** a page that stays in sight is read again so often, and a little later, so that not all ask at once */
const READ_AGAIN_AFTER = 300_000;
const SPREAD = 30_000;

/**
 * *Region today*: who is present of those obliged, which OPD have not reported, which are lowest, and thirty days as
 * one line. Each unit has the same page. There is nothing to configure.
 */
export class RegionToday extends Component {
    static template = "flexible_work_asn_reports.RegionToday";
    static components = { Layout, Reporting, ShareBar, TrendChart, UnitList };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Region Today");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.percentText = percentText;
        this.formatInteger = formatInteger;
        const known = this.props.state?.data || null;
        this.state = useState({
            data: known,
            showsUnits: this.props.state?.showsUnits || false,
            problem: "",
            isBusy: false,
            isOffline: browser.navigator.onLine === false,
        });
        useSetupAction({
            rootRef: useRef("root"),
            getLocalState: () => ({ data: this.state.data, showsUnits: this.state.showsUnits }),
        });
        useExternalListener(document, "visibilitychange", () => this.onComeBack());
        useExternalListener(window, "offline", () => (this.state.isOffline = true));
        useExternalListener(window, "online", () => {
            this.state.isOffline = false;
            this.load();
        });
        onMounted(() => {
            this.setName();
            this.load();
            this.timer = browser.setInterval(() => this.readAgain(), READ_AGAIN_AFTER + Math.random() * SPREAD);
        });
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    // ------------------------------------------------------------------ reading

    async load() {
        this.state.isBusy = true;
        try {
            const request = answered(this.orm.silent.call("flexible.work.dashboard", "get_today", [this.props.resId || false]));
            this.state.data = await this.keepLast.add(request);
            this.state.problem = "";
            this.readAt = Date.now();
            this.setName();
        } catch (error) {
            this.state.problem = this.data && isConnectionError(error) ? _t("No answer from the server.") : explainError(error);
        } finally {
            this.state.isBusy = false;
        }
    }

    /** Whoever comes back to the page sees the figures of now. */
    onComeBack() {
        if (Date.now() - (this.readAt || 0) > STALE_AFTER) {
            this.readAgain();
        }
    }

    readAgain() {
        if (document.visibilityState === "visible" && !this.state.isBusy && !this.state.isOffline) {
            this.load();
        }
    }

    setName() {
        if (this.data?.kind === "unit" && this.props.resId) {
            this.env.config.setDisplayName?.(this.data.title);
        }
    }

    // ------------------------------------------------------------------ what is shown

    get data() {
        return this.state.data;
    }

    get figures() {
        return this.data.figures;
    }

    get dateText() {
        return longDay(this.data.date);
    }

    get isEmpty() {
        return !this.figures.headcount;
    }

    get hasHistory() {
        return this.data.trend.some(({ working }) => working);
    }

    /** Before anybody has come, the lowest are all. */
    get lowest() {
        if (!this.figures.present) {
            return [];
        }
        return this.data.lowest.map((at) => this.data.units[at]);
    }

    get countText() {
        return _t("%(present)s of %(obliged)s obliged to attend", {
            present: formatInteger(this.figures.present),
            obliged: formatInteger(this.figures.obliged),
        });
    }

    get compared() {
        return this.data.compared.map(({ date, percent }) => `${weekDay(date)}: ${percentText(percent)}`);
    }

    get unitsTitle() {
        const { kind, units } = this.data;
        return kind === "region" ? _t("All OPD (%s)", units.length) : _t("Units (%s)", units.length);
    }

    /** Facts beside the number, where there are people whom they are about. */
    get facts() {
        const { apel_expected, apel_present, late, structural_obliged, structural_present } = this.figures;
        const { assigned_in, assigned_out } = this.figures;
        const share = (part, whole) => `${formatInteger(part)} / ${formatInteger(whole)}`;
        const facts = [{ key: "late", label: _t("Late"), value: formatInteger(late) }];
        if (apel_expected) {
            facts.push({ key: "apel", label: _t("Apel"), value: share(apel_present, apel_expected) });
        }
        if (structural_obliged) {
            const value = share(structural_present, structural_obliged);
            facts.push({ key: "structural", label: _t("Structural officials"), value });
        }
        if (assigned_in || assigned_out) {
            const value = `${formatInteger(assigned_in || 0)} / ${formatInteger(assigned_out || 0)}`;
            facts.push({ key: "assigned", label: _t("Assigned in / out"), value });
        }
        return facts;
    }

    // ------------------------------------------------------------------ other screens

    openUnit(unitId) {
        return this.action.doAction(ACTION, { props: { resId: unitId } });
    }

    openAction(action) {
        return this.action.doAction(action);
    }
}

registry.category("actions").add("flexible_work_region_today", RegionToday);
