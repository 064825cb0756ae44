import { Component, onMounted, onWillUnmount, useEffect, useExternalListener, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { formatInteger } from "@web/views/fields/formatters";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { explainError } from "../core/errors";
import { HEIGHT, placeTiles, TILE, WIDTH } from "./layout";
import { NeedChart } from "./need_chart";
import { WhatIf } from "./what_if";

const MODEL = "flexible.work.workload";
/** the server is asked when nobody has typed for so long */
const ASK_AFTER = 350;

/**
 * Need and strength of all units: where people are missing, who could give some, which placements are proposed, and what
 * another volume or a closed counter would do.
 */
export class WorkloadMap extends Component {
    static template = "flexible_work_asn.WorkloadMap";
    static components = { Layout, NeedChart, WhatIf };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Need and strength");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.keepLast = new KeepLast();
        this.keepLastAnswer = new KeepLast();
        this.formatInteger = formatInteger;
        this.size = { width: WIDTH, height: HEIGHT, tile: TILE };
        this.state = useState({
            data: null,
            problem: "",
            isBusy: false,
            isOffline: browser.navigator.onLine === false,
            unitId: null,
            facts: null,
            supposed: {},
            answer: [],
        });
        this.unitRef = useRef("unit");
        // on a phone what a unit needs stands above the list
        useEffect(
            (unitId) => {
                if (unitId) {
                    this.unitRef.el?.scrollIntoView({ block: "nearest" });
                }
            },
            () => [this.state.facts && this.state.unitId]
        );
        this.ask = useDebounced(() => this.askWhatIf(), ASK_AFTER);
        useExternalListener(window, "offline", () => (this.state.isOffline = true));
        useExternalListener(window, "online", () => {
            this.state.isOffline = false;
            this.load(this.state.data?.workload?.id);
        });
        onMounted(() => this.load(this.props.action?.params?.workload_id));
        onWillUnmount(() => (this.isGone = true));
    }

    // ------------------------------------------------------------------ reading

    async load(workloadId) {
        await this.answered(async () => {
            const data = await this.keepLast.add(this.orm.silent.call(MODEL, "get_overview", [workloadId || false]));
            Object.assign(this.state, { data, unitId: null, facts: null, supposed: {}, answer: [] });
        });
    }

    async open(unitId) {
        this.state.unitId = unitId;
        this.state.facts = null;
        await this.answered(async () => {
            const facts = await this.orm.silent.call(MODEL, "get_unit", [this.workload.id, unitId]);
            if (this.state.unitId === unitId) {
                this.state.facts = facts;
            }
        });
    }

    close() {
        this.state.unitId = null;
        this.state.facts = null;
    }

    suppose(key, number) {
        if (number === null) {
            delete this.state.supposed[key];
        } else {
            this.state.supposed[key] = number;
        }
        this.ask();
    }

    forget() {
        this.state.supposed = {};
        this.state.answer = [];
        this.state.problem = "";
    }

    async askWhatIf() {
        if (this.isGone) {
            return;
        }
        if (!this.isSupposed) {
            this.state.answer = [];
            return;
        }
        await this.answered(async () => {
            const request = this.orm.silent.call(MODEL, "what_if", [this.workload.id, this.changes]);
            this.state.answer = await this.keepLastAnswer.add(request);
        });
    }

    async answered(read) {
        this.state.isBusy = true;
        try {
            await read();
            this.state.problem = "";
        } catch (error) {
            this.state.problem = explainError(error);
        } finally {
            this.state.isBusy = false;
        }
    }

    // ------------------------------------------------------------------ what is shown

    get workload() {
        return this.state.data?.workload;
    }

    get isSupposed() {
        return Object.keys(this.state.supposed).length > 0;
    }

    get changes() {
        return Object.entries(this.state.supposed).map(([key, number]) => {
            const [kind, id] = key.split("_");
            return kind === "service"
                ? { service_id: Number(id), volume: number }
                : { counter_id: Number(id), minimum_staff: Math.round(number) };
        });
    }

    /** Units that need somebody or take part in a move, short ones first; and all the others. */
    get units() {
        const after = Object.fromEntries(this.state.answer.map((row) => [row.id, row.after]));
        const units = this.state.data.units.map((unit) => ({ ...unit, after: after[unit.id] ?? unit.shortage }));
        return units.sort((one, other) => other.after - one.after || other.surplus - one.surplus);
    }

    get needing() {
        return this.units.filter(({ needed }) => needed);
    }

    get onMap() {
        const moving = new Set(this.state.data.moves.flatMap((move) => [move.from, move.to]));
        return this.units.filter(({ id, needed, position }) => position && (needed || moving.has(id)));
    }

    get tiles() {
        const places = placeTiles(this.onMap);
        return this.onMap.map((unit) => ({ ...unit, ...places.get(unit.id) }));
    }

    get arrows() {
        const places = new Map(this.tiles.map((tile) => [tile.id, tile]));
        return this.state.data.moves
            .filter((move) => places.has(move.from) && places.has(move.to))
            .map((move) => {
                const [one, other] = [places.get(move.from), places.get(move.to)];
                return { ...move, x1: one.x, y1: one.y, x2: other.x, y2: other.y };
            });
    }

    get unit() {
        return this.units.find(({ id }) => id === this.state.unitId);
    }

    get totalsText() {
        const { needed, filled, shortage, surplus } = this.workload;
        const numbers = { needed, filled, shortage, surplus };
        for (const name of Object.keys(numbers)) {
            numbers[name] = formatInteger(numbers[name]);
        }
        return _t("Needed %(needed)s, there %(filled)s, short of %(shortage)s; others could give %(surplus)s.", numbers);
    }

    get shortageAfter() {
        return this.state.answer.reduce((sum, row) => sum + row.after - row.before, this.workload.shortage);
    }

    /** Never the colour alone. */
    word(unit) {
        if (unit.after) {
            return _t("short of %s", formatInteger(unit.after));
        }
        if (unit.surplus) {
            return _t("could give %s", formatInteger(unit.surplus));
        }
        return _t("enough");
    }

    kind(unit) {
        return unit.after ? "short" : unit.surplus ? "spare" : "enough";
    }

    competenceText(row) {
        return row.competences
            .map(({ name, before, after }) => `${name || _t("Anybody")}: ${before} → ${after}`)
            .join("; ");
    }

    // ------------------------------------------------------------------ going on

    async keep() {
        await this.answered(async () => {
            const id = await this.orm.call(MODEL, "keep_scenario", [this.workload.id, this.changes]);
            await this.openRecord(id);
        });
    }

    openRecord(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async propose() {
        const action = await this.orm.call(MODEL, "action_propose", [[this.workload.id]]);
        await this.action.doAction({ ...action, views: [[false, "form"]] });
    }

    createAnalysis() {
        return this.action.doAction("flexible_work_asn.flexible_work_workload_action");
    }
}

registry.category("actions").add("flexible_work_workload_map", WorkloadMap);
