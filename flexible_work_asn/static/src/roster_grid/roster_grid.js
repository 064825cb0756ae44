import { Component, onWillStart, onWillUnmount, reactive, useExternalListener, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { usePopover } from "@web/core/popover/popover_hook";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { explainError } from "../core/errors";
import { openWhy } from "../why/why_dialog";
import { isAllowed } from "./grid_cells";
import { makeDays } from "./grid_days";
import { GridModel } from "./grid_model";
import { GridPalette } from "./grid_palette";
import { GridStatus } from "./grid_status";
import { GridTable } from "./grid_table";
import { GridToolbar } from "./grid_toolbar";
import { ReasonDialog } from "./reason_dialog";

const MODEL = "flexible.work.roster";

/**
 * The month grid of a roster: people × days like a spreadsheet. It shows what the server says about every day, changes
 * the lines that are the head's to decide, and saves them in batches.
 */
export class RosterGrid extends Component {
    static template = "flexible_work_asn.RosterGrid";
    static components = { Dropdown, DropdownItem, GridStatus, GridTable, GridToolbar, Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Month Grid");
    // the same as in the action's record: the breadcrumbs of an address are made from it
    static path = "petak-giliran";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.paletteOptions = { position: "bottom-start", arrow: false, animation: false, setActiveElement: false };
        this.palette = usePopover(GridPalette, this.paletteOptions);
        this.state = useState({ version: 0, rosterId: this.rosterIdOfUrl, rosters: [], problem: "", busy: "", brush: null });
        this.filter = useState({ text: "", unitId: 0, group: "", onlyShort: false });
        this.selection = reactive({ active: { row: 0, column: 0 }, anchor: { row: 0, column: 0 } });
        useSetupAction({ beforeLeave: () => this.beforeLeave(), beforeUnload: (ev) => this.beforeUnload(ev) });
        useExternalListener(window, "online", () => this.model?.status === "offline" && this.model.flush());
        onWillStart(() => this.start());
        onWillUnmount(() => this.model?.stop());
    }

    // ------------------------------------------------------------------ reading

    get rosterIdOfUrl() {
        const { context, params } = this.props.action;
        return this.props.resId || params?.resId || params?.active_id || context?.active_id || 0;
    }

    async start() {
        await this.guarded("loading", async () => {
            this.state.rosters = await this.orm.call(MODEL, "grid_rosters", []);
            this.state.rosterId ||= this.state.rosters[0]?.id || 0;
            await this.load();
        });
    }

    async load() {
        if (!this.state.rosterId) {
            return;
        }
        const answer = await this.orm.call(MODEL, "grid_data", [[this.state.rosterId]]);
        this.model?.stop();
        this.model = new GridModel(answer, {
            save: (changes, reason) => this.orm.silent.call(MODEL, "grid_write", [[answer.roster.id], changes, reason || false]),
            onChange: () => this.state.version++,
            onRefused: (message) => this.notification.add(_t("Not saved, the days are as before: %s", message), { type: "danger", sticky: true }),
        });
        this.days = makeDays(this.model);
        const today = this.days.findIndex((day) => day.isToday);
        this.select(0, Math.max(0, today));
        // below its own form the crumb before says which roster it is
        const isBelowForm = answer.roster.id === this.props.action.context?.active_id;
        this.env.config.setDisplayName(isBelowForm ? _t("Month Grid") : answer.roster.name);
        if (!isBelowForm) {
            this.props.updateActionState?.({ resId: answer.roster.id });
        }
        this.state.version++;
    }

    select(row, column) {
        this.selection.active = { row, column };
        this.selection.anchor = { row, column };
    }

    // ------------------------------------------------------------------ what is shown

    get rows() {
        const words = this.filter.text.trim().toLowerCase();
        const { unitId, group } = this.filter;
        return this.model.rows.filter(
            (row) =>
                (!words || `${row.name} ${row.job}`.toLowerCase().includes(words)) &&
                (!unitId || row.unit_id === unitId) &&
                (group === "" || row.group === Number(group))
        );
    }

    get visibleDays() {
        if (!this.filter.onlyShort) {
            return this.days;
        }
        const short = new Set(this.model.shortDays);
        return this.days.filter((day) => short.has(day.index));
    }

    get weeks() {
        return this.model.weeks.map((week, position) => ({ ...week, position }));
    }

    get units() {
        return [...new Map(this.model.rows.map((row) => [row.unit_id, row.unit])).entries()].map(([id, name]) => ({ id, name }));
    }

    /** offsets of the cycle as numbers of groups; none where everybody stands alike */
    get groupNames() {
        const offsets = [...new Set(this.model.rows.map((row) => row.group))].sort((a, b) => a - b);
        return new Map(offsets.length > 1 ? offsets.map((offset, n) => [offset, _t("Group %s", n + 1)]) : []);
    }

    get isNothingLeftToHead() {
        return (
            this.model.canEdit &&
            ![...this.model.paints.values()].some((paint) => paint.shift) &&
            !this.model.rows.some((row) => row.base.some((kind) => kind.allow === "mode"))
        );
    }

    get canGenerate() {
        return this.model.canEdit && this.model.roster.state === "draft";
    }

    /** an order to work somewhere is printed once it is in force */
    get canPrint() {
        return this.model.roster.state !== "draft";
    }

    get canApprove() {
        return this.model.rights.decide && this.model.roster.state === "draft" && !this.model.compared;
    }

    get comparedText() {
        const { changed, shortBefore, shortAfter } = this.model.compared;
        return _t("Proposal: %(changed)s days change; days with too few on site: %(before)s before, %(after)s after.", {
            changed, before: shortBefore, after: shortAfter,
        });
    }

    // ------------------------------------------------------------------ changing

    change(targets, code) {
        this.changeAll(targets.map((target) => ({ ...target, code })));
    }

    changeAll(changes) {
        this.palette.close();
        const { changed, refused } = this.model.change(changes);
        if (refused && !changed) {
            this.notification.add(this.refusal(changes), { type: "warning" });
        }
    }

    /** why none of the days took what was painted, in the words of the first */
    refusal(changes) {
        const { rowId, index } = changes[0];
        if (!this.model.rights.edit) {
            return _t("You can look at this roster, but not change it.");
        }
        if (this.model.compared) {
            return _t("Keep or discard the proposal first.");
        }
        if (this.model.isPast(index)) {
            return _t("Past days are history and stay as they are.");
        }
        return _t("This day is not the roster's to decide: %s", this.model.byId.get(rowId).base[index].why);
    }

    openPalette(element, focus) {
        const { row, day, cell } = this.current;
        const base = row.base[day.index];
        // opened by the mouse it leaves the keyboard to the table: a letter may still be typed
        this.paletteOptions.setActiveElement = focus;
        const paints = this.model.canEdit ? [...this.model.paints.values()].filter(({ code }) => isAllowed(base, code)) : [];
        this.palette.open(element, {
            title: `${row.name}, ${day.title}`,
            subtitle: cell.label,
            note: cell.look === "line" ? undefined : cell.note,
            paints: paints.map((paint) => ({ ...paint, current: paint.code === cell.code })),
            canClear: this.model.canEdit && Boolean(base.allow && cell.code),
            focus,
            isPinned: cell.pinned,
            onPin: this.canGenerate && cell.code ? () => this.pin(!cell.pinned) : undefined,
            onPick: (code) => {
                this.change(this.selectedTargets(), code);
                this.focusTable();
            },
            onWhy: () => this.why(),
        });
    }

    /** the keyboard goes on where it was: the choices took it with them when they closed */
    focusTable() {
        this.root.el?.querySelector(".o_fw_table")?.focus({ preventScroll: true });
    }

    get current() {
        const row = this.rows[this.selection.active.row];
        const day = this.visibleDays[this.selection.active.column];
        return { row, day, cell: row?.cells[day?.index] };
    }

    selectedTargets() {
        const { active, anchor } = this.selection;
        const [top, bottom] = [active.row, anchor.row].sort((a, b) => a - b);
        const [left, right] = [active.column, anchor.column].sort((a, b) => a - b);
        const days = this.visibleDays.slice(left, right + 1);
        return this.rows.slice(top, bottom + 1).flatMap((row) => days.map((day) => ({ rowId: row.id, index: day.index })));
    }

    why() {
        const { row, day } = this.current;
        if (row && day) {
            openWhy(this.env, row.id, day.date);
        }
    }

    /** Pinned lines stay when the roster is generated again. */
    pin(pinned) {
        const { roster, days } = this.model;
        const cells = this.selectedTargets().map(({ rowId, index }) => ({ employee_id: rowId, date: days[index] }));
        return this.guarded("pinning", async () => {
            if (await this.model.flush()) {
                this.model.take(await this.orm.call(MODEL, "grid_pin", [[roster.id], cells, pinned]));
                this.model.onChange();
            }
            this.focusTable();
        });
    }

    setBrush(code) {
        this.palette.close();
        this.state.brush = code;
    }

    saveWithReason() {
        this.dialog.add(ReasonDialog, {
            count: this.model.pending.size,
            onSave: (reason) => this.model.flush(reason),
        });
    }

    // ------------------------------------------------------------------ generating, approving, printing

    generate() {
        return this.guarded("generating", async () => {
            if (await this.model.flush()) {
                this.message = "";
                const answer = await this.orm.call(MODEL, "grid_generate", [[this.state.rosterId]]);
                this.message = answer.message;
                if (!this.model.compare(answer)) {
                    this.model.discardProposal();
                    const nothing = _t("Generating would change nothing: every day that the strategy fills has its line.");
                    this.notification.add(answer.message || nothing, { type: "info" });
                }
            }
        });
    }

    keep() {
        return this.guarded("generating", async () => {
            this.model.keepProposal(await this.orm.call(MODEL, "grid_generate", [[this.state.rosterId]], { keep: true }));
        });
    }

    /** The roster checks itself, and asks for a reason where days are short. */
    async approve() {
        if (await this.model.flush()) {
            await this.run("action_approve");
        }
    }

    async print() {
        if (await this.model.flush()) {
            await this.run("action_print_spt");
        }
    }

    openForm() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: this.state.rosterId,
            views: [[false, "form"]],
        });
    }

    newRoster() {
        this.action.doAction({ type: "ir.actions.act_window", res_model: MODEL, views: [[false, "form"]] });
    }

    /** A button of the roster, as on its form; then all is read again. */
    run(method) {
        return this.guarded(method, async () => {
            await this.action.doActionButton({
                type: "object",
                name: method,
                resModel: MODEL,
                resId: this.state.rosterId,
                context: user.context, // messages and errors in the language of the user
                onClose: () => this.reload(),
            });
            await this.load();
        });
    }

    reload() {
        return this.guarded("loading", () => this.load());
    }

    async openRoster(id) {
        if (await this.beforeLeave()) {
            this.state.rosterId = id;
            this.filter.onlyShort = false;
            Object.assign(this.filter, { text: "", unitId: 0, group: "" });
            await this.reload();
        }
    }

    /** One thing at a time; what the server refuses is said in its own words. */
    async guarded(busy, work) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = busy;
        this.state.problem = "";
        try {
            await work();
        } catch (error) {
            const message = explainError(error);
            if (this.model) {
                this.notification.add(message, { type: "danger" });
            } else {
                this.state.problem = message;
            }
        } finally {
            this.state.busy = "";
        }
    }

    // ------------------------------------------------------------------ leaving

    /** @returns {Promise<boolean>} whether nothing is lost by leaving */
    async beforeLeave() {
        if (!this.model || (await this.model.flush())) {
            return true;
        }
        return new Promise((resolve) => {
            this.dialog.add(
                ConfirmationDialog,
                {
                    title: _t("Leave without saving?"),
                    body: _t("Changed days that are not saved: %s", this.model.pending.size),
                    confirmLabel: _t("Leave the page"),
                    confirm: () => {
                        this.model.discard();
                        resolve(true);
                    },
                    cancelLabel: _t("Stay on the page"),
                    cancel: () => resolve(false),
                },
                { onClose: () => resolve(false) }
            );
        });
    }

    beforeUnload(ev) {
        if (this.model?.pending.size) {
            this.model.flush();
            ev.preventDefault();
            ev.returnValue = "";
        }
    }
}

registry.category("actions").add("flexible_work_asn.roster_grid", RosterGrid);
