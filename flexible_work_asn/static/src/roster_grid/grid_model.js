import { browser } from "@web/core/browser/browser";
import { explainError, isConnectionError } from "../core/errors";
import { countCoverage, isAllowed, makeCell, makePaints } from "./grid_cells";

/** changes are sent together, this long after the last one */
export const SAVE_AFTER = 800;
/** without a connection it is tried again after so long, and at once when the browser says that it is back */
export const RETRY_AFTER = 10_000;
const UNDO_MAX = 200;
const ONE_DAY = 86_400_000;

/**
 * What the grid shows and what is still to be saved.
 *
 * Changes show at once and are kept in `pending` until the server has taken them; one request runs at a time, and what
 * is changed meanwhile goes with the next. What the server refuses is rolled back, the whole batch of it.
 */
export class GridModel {
    /**
     * @param {object} answer of `grid_data`
     * @param {object} options
     * @param {(changes: object[], reason?: string) => Promise<object>} options.save
     * @param {() => void} options.onChange something is to be drawn again
     * @param {(message: string) => void} options.onRefused the server refused a batch; its cells are as before
     */
    constructor(answer, { save, onChange, onRefused }) {
        Object.assign(this, { save, onChange, onRefused });
        /** @type {Map<string, string>} "employee:day" -> code */
        this.pending = new Map();
        this.undone = [];
        this.done = [];
        /** "saved", "unsaved", "saving" or "offline" */
        this.status = "saved";
        this.compared = null;
        this.reset(answer);
    }

    // ------------------------------------------------------------------ reading

    /** Show another answer of `grid_data` in place of all that is here. */
    reset(answer) {
        this.rows = [];
        this.byId = new Map();
        this.take(answer);
    }

    /** Take the head, the coverage and those rows that an answer holds. */
    take(answer) {
        Object.assign(this, {
            roster: answer.roster,
            rights: answer.rights,
            weeks: answer.weeks,
            requirements: answer.requirements,
            coverage: answer.coverage,
            paints: makePaints(answer.shifts),
        });
        const start = Date.parse(`${this.roster.date_from}T00:00:00Z`);
        this.days = Array.from({ length: this.roster.days }, (_, index) =>
            new Date(start + index * ONE_DAY).toISOString().slice(0, 10)
        );
        for (const row of answer.rows) {
            this.takeRow(row, answer.kinds);
        }
        this.offDays = new Set(
            [...this.days.keys()].filter((index) => this.rows.every((row) => row.base[index].source === "holiday"))
        );
    }

    takeRow(fresh, kinds) {
        let row = this.byId.get(fresh.id);
        if (!row) {
            row = { version: 0, pending: new Map() };
            this.byId.set(fresh.id, row);
            this.rows.push(row);
        }
        Object.assign(row, fresh, {
            base: fresh.base.map((kind) => kinds[kind]),
            plan: Object.fromEntries(Object.entries(fresh.plan).map(([index, kind]) => [index, kinds[kind]])),
            pinned: new Set(fresh.pinned),
        });
        this.refresh(row);
    }

    /** Make the cells of a row again; without `indexes` all of them. */
    refresh(row, indexes) {
        row.cells = row.cells && indexes ? row.cells : new Array(this.days.length);
        for (const index of indexes || this.days.keys()) {
            row.cells[index] = makeCell(row, index, this.paints);
        }
        row.version++;
    }

    get canEdit() {
        return this.rights.edit && !this.compared;
    }

    get canUndo() {
        return this.canEdit && this.done.length > 0;
    }

    get canRedo() {
        return this.canEdit && this.undone.length > 0;
    }

    /** in force: what is changed waits until somebody says why */
    get awaitsReason() {
        return this.rights.reason && this.pending.size > 0;
    }

    isPast(index) {
        return this.days[index] < this.roster.today;
    }

    /** @returns {{onSite, expected, needed, short}} of a requirement (by its index) on a day */
    coverageOf(requirementIndex, index) {
        if (this.rows.some((row) => row.pending.has(index))) {
            return countCoverage(this.rows, index, this.requirements[requirementIndex]);
        }
        const [onSite, expected, needed] = this.coverage[requirementIndex][index];
        return { onSite, expected, needed, short: Math.max(0, needed - onSite) };
    }

    /** @returns {number[]} the days from today on on which somebody is missing */
    get shortDays() {
        return [...this.days.keys()].filter(
            (index) => !this.isPast(index) && this.requirements.some((_, n) => this.coverageOf(n, index).short)
        );
    }

    // ------------------------------------------------------------------ changing

    /**
     * @param {{rowId: number, index: number, code: string}[]} changes
     * @returns {{changed: number, refused: number}} cells that changed, and those that the roster cannot decide
     */
    change(changes) {
        const step = [];
        let refused = 0;
        for (const { rowId, index, code } of this.canEdit ? changes : []) {
            const row = this.byId.get(rowId);
            const before = row.cells[index].code;
            if (!isAllowed(row.base[index], code)) {
                // clearing a range passes over the days that are not the roster's
                refused += code ? 1 : 0;
            } else if (before !== code) {
                step.push({ rowId, index, before, after: code });
            }
        }
        if (step.length) {
            this.done.push(step);
            this.done.splice(0, this.done.length - UNDO_MAX);
            this.undone = [];
            this.put(step.map(({ rowId, index, after }) => ({ rowId, index, code: after })));
        }
        return { changed: step.length, refused };
    }

    undo() {
        this.travel(this.done, this.undone, "before");
    }

    redo() {
        this.travel(this.undone, this.done, "after");
    }

    travel(from, to, side) {
        if (!this.canEdit || !from.length) {
            return;
        }
        const step = from.pop();
        to.push(step);
        const allowed = step.filter((cell) => isAllowed(this.byId.get(cell.rowId).base[cell.index], cell[side]));
        this.put(allowed.map((cell) => ({ rowId: cell.rowId, index: cell.index, code: cell[side] })));
    }

    put(cells) {
        const touched = new Map();
        for (const { rowId, index, code } of cells) {
            const row = this.byId.get(rowId);
            row.pending.set(index, code);
            this.pending.set(`${rowId}:${index}`, code);
            touched.set(row, [...(touched.get(row) || []), index]);
        }
        for (const [row, indexes] of touched) {
            this.refresh(row, indexes);
        }
        this.status = this.status === "saving" ? "saving" : "unsaved";
        this.schedule(SAVE_AFTER);
        this.onChange();
    }

    // ------------------------------------------------------------------ saving

    schedule(delay) {
        browser.clearTimeout(this.timer);
        if (!this.rights.reason) {
            this.timer = browser.setTimeout(() => this.flush(), delay);
        }
    }

    /**
     * Save what is pending, and what is changed while it is being saved.
     *
     * @param {string} [reason] needed once the roster is in force
     * @returns {Promise<boolean>} whether everything is saved now
     */
    async flush(reason) {
        browser.clearTimeout(this.timer);
        while (this.running) {
            await this.running;
        }
        if (!this.pending.size) {
            return true;
        }
        if (this.rights.reason && !reason) {
            return false;
        }
        this.running = this.send(new Map(this.pending), reason);
        let sent;
        try {
            sent = await this.running;
        } finally {
            this.running = null;
        }
        return sent && this.pending.size && !this.rights.reason ? this.flush() : sent;
    }

    async send(batch, reason) {
        this.status = "saving";
        this.onChange();
        const changes = [...batch].map(([key, code]) => {
            const [rowId, index] = key.split(":").map(Number);
            const shift = code.startsWith("s");
            return {
                employee_id: rowId,
                date: this.days[index],
                mode: shift ? false : code || false,
                shift_id: shift ? Number(code.slice(1)) : false,
            };
        });
        try {
            const answer = await this.save(changes, reason);
            this.settle(batch);
            this.take(answer);
            this.status = this.pending.size ? "unsaved" : "saved";
            return true;
        } catch (error) {
            this.fail(batch, error);
            return false;
        } finally {
            this.onChange();
        }
    }

    fail(batch, error) {
        if (isConnectionError(error)) {
            this.status = "offline";
            this.schedule(RETRY_AFTER);
            return;
        }
        this.rollBack(batch);
        // throws again what is not meant for people
        this.onRefused(explainError(error));
    }

    /** Cells of a batch that were not changed again meanwhile are no longer pending. */
    settle(batch) {
        const touched = new Set();
        for (const [key, code] of batch) {
            if (this.pending.get(key) === code) {
                const [rowId, index] = key.split(":").map(Number);
                this.pending.delete(key);
                this.byId.get(rowId).pending.delete(index);
                touched.add(this.byId.get(rowId));
            }
        }
        touched.forEach((row) => this.refresh(row));
    }

    /** The cells are as the server has them, and undo does not speak of them any more. */
    rollBack(batch) {
        this.settle(batch);
        const forget = (steps) =>
            steps
                .map((step) => step.filter((cell) => !batch.has(`${cell.rowId}:${cell.index}`)))
                .filter((step) => step.length);
        this.done = forget(this.done);
        this.undone = forget(this.undone);
        this.status = this.pending.size ? "unsaved" : "saved";
        if (this.pending.size) {
            this.schedule(SAVE_AFTER);
        }
    }

    /** Give up everything that is not saved. */
    discard() {
        browser.clearTimeout(this.timer);
        this.rollBack(new Map(this.pending));
        this.onChange();
    }

    stop() {
        browser.clearTimeout(this.timer);
    }

    // ------------------------------------------------------------------ comparing

    /**
     * Show a proposal beside what is there: the cells that differ are marked until it is kept or discarded.
     *
     * @returns {number} how many differ
     */
    compare(answer) {
        const before = { rows: this.rows, byId: this.byId, coverage: this.coverage };
        const shortBefore = this.shortDays.length;
        this.reset(answer);
        let changed = 0;
        for (const row of this.rows) {
            const old = before.byId.get(row.id);
            row.cells.forEach((cell, index) => {
                cell.before = old && old.cells[index].code !== cell.code ? old.cells[index] : null;
                changed += cell.before ? 1 : 0;
            });
        }
        const after = { rows: this.rows, byId: this.byId, coverage: this.coverage };
        this.compared = { before, after, changed, shortBefore, shortAfter: this.shortDays.length, side: "after" };
        this.onChange();
        return changed;
    }

    /** @param {"before"|"after"} side */
    showSide(side) {
        this.compared.side = side;
        Object.assign(this, this.compared[side]);
        this.onChange();
    }

    discardProposal() {
        this.showSide("before");
        this.compared = null;
        this.onChange();
    }

    /** The proposal was generated for good: what it changed can be undone like any other change. */
    keepProposal(answer) {
        const { before } = this.compared;
        this.compared = null;
        this.reset(answer);
        const step = this.rows.flatMap((row) =>
            row.cells.flatMap((cell, index) => {
                const old = before.byId.get(row.id)?.cells[index].code ?? "";
                return old === cell.code ? [] : [{ rowId: row.id, index, before: old, after: cell.code }];
            })
        );
        if (step.length) {
            this.done.push(step);
            this.undone = [];
        }
        this.onChange();
    }
}
