import { Component, onMounted, onPatched, onWillRender, useExternalListener, useRef } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { hasTouch } from "@web/core/browser/feature_detection";
import { _t } from "@web/core/l10n/translation";
import { useVirtualGrid } from "@web/core/virtual_grid_hook";
import { GridCoverage } from "./grid_coverage";
import { moveByKey, TypedCode } from "./grid_keys";
import { useGridPointer } from "./grid_pointer";
import { GridRow } from "./grid_row";
import { fromText, toText } from "./grid_text";

/** rows kept above and below those that are seen, as a part of the window's height */
const BUFFER = 0.2;
/** the rows in the document change in steps, so that not every row scrolled renders again */
const STEP = 8;

/**
 * The table of people and days: selection, keyboard, clipboard and painting. All listeners stand on the table; the
 * selection is drawn over the cells, so that moving it renders nothing. Only the rows around those that are seen are
 * in the document: with all of them, every change of the page would cost as much as the whole table.
 */
export class GridTable extends Component {
    static template = "flexible_work_asn.GridTable";
    static components = { GridCoverage, GridRow };
    static props = {
        model: Object,
        version: Number,
        rows: Array,
        days: Array,
        weeks: Array,
        groupNames: Map,
        brush: { type: [String, { value: null }] },
        selection: Object,
        onChange: Function, // (targets, code)
        onPaste: Function, // (changes)
        onPalette: Function, // (element, focus)
        onEscape: Function,
        onMove: Function,
        onWhy: Function,
    };

    setup() {
        this.scrollRef = useRef("scroll");
        this.tableRef = useRef("table");
        this.cursorRef = useRef("cursor");
        this.rangeRef = useRef("range");
        this.selection = this.props.selection;
        // fingers need larger cells
        this.rowHeight = hasTouch() ? 40 : 30;
        this.cellWidth = hasTouch() ? 40 : 30;
        this.virtual = useVirtualGrid({
            scrollableRef: this.scrollRef,
            bufferCoef: BUFFER,
            onChange: () => this.bounds.join() !== this.drawn && this.render(),
        });
        this.typed = new TypedCode();
        useGridPointer({
            scrollRef: this.scrollRef,
            cellAt: (x, y) => this.cellAt(x, y),
            onStart: (at, extend) => this.startRange(at, extend),
            onDraw: (at) => this.select(at, true),
            onEnd: (at, isRange) => this.endRange(isRange),
        });
        for (const name of ["copy", "cut", "paste"]) {
            useExternalListener(document, name, (ev) => this.onClipboard(ev));
        }
        useExternalListener(window, "resize", () => {
            this.measure();
            this.drawSelection();
        });
        onWillRender(() => {
            if (this.rowCount !== this.props.rows.length) {
                this.rowCount = this.props.rows.length;
                this.virtual.setRowsHeights(new Array(this.rowCount).fill(this.rowHeight));
            }
        });
        onMounted(() => {
            this.measure();
            this.showToday();
            this.drawSelection();
        });
        onPatched(() => this.drawSelection());
    }

    // ------------------------------------------------------------------ what is shown

    get paints() {
        return this.props.model.paints;
    }

    /** first and last row in the document */
    get bounds() {
        const [first, last] = this.virtual.rowsIndexes;
        const until = Math.ceil((last + 1) / STEP) * STEP - 1;
        return [Math.floor(first / STEP) * STEP, Math.min(this.props.rows.length - 1, until)];
    }

    /** the rows in the document, and the heights of those above and below them */
    get shown() {
        const [first, last] = this.bounds;
        this.drawn = this.bounds.join();
        return {
            rows: this.props.rows.slice(first, last + 1).map((row, n) => ({ row, position: first + n })),
            above: first * this.rowHeight,
            below: (this.props.rows.length - 1 - last) * this.rowHeight,
        };
    }

    get style() {
        const { days, weeks } = this.props;
        return (
            `--fw-days: ${days.length}; --fw-weeks: ${weeks.length};` +
            ` --fw-row: ${this.rowHeight}px; --fw-cell: ${this.cellWidth}px`
        );
    }

    groupName(row) {
        return this.props.groupNames.get(row.group) || "";
    }

    /** beside the name there is room for a figure */
    groupNumber(row) {
        return [...this.props.groupNames.keys()].indexOf(row.group) + 1;
    }

    get label() {
        return _t("Roster: people and days. Arrow keys move, letters fill in, Enter opens the choices.");
    }

    weekTitle(week) {
        return week.flexible_max
            ? _t("Flexible days in week %(number)s, at most %(max)s", { number: week.number, max: week.flexible_max })
            : _t("Flexible days in week %s", week.number);
    }

    /** Sizes of what stands around the cells; read once, because reading makes the browser lay out the page. */
    measure() {
        const { el } = this.scrollRef;
        this.name = el.querySelector(".o_fw_corner").offsetWidth;
        this.head = el.querySelector("thead").offsetHeight;
        this.foot = el.querySelector("tfoot").offsetHeight;
    }

    /** the first view begins at today, with the days before it a scroll away */
    showToday() {
        const column = this.props.days.findIndex((day) => day.isToday);
        if (column > 0 && this.name + (column + 7) * this.cellWidth > this.scrollRef.el.clientWidth) {
            this.scrollRef.el.scrollLeft = (column - 1) * this.cellWidth;
        }
    }

    /** Scroll so that a cell is seen, clear of the head, the names and the coverage. */
    reveal({ row, column }) {
        const { el } = this.scrollRef;
        const top = row * this.rowHeight;
        const left = column * this.cellWidth;
        el.scrollTop = Math.max(
            Math.min(el.scrollTop, top),
            top + this.rowHeight - (el.clientHeight - this.head - this.foot)
        );
        el.scrollLeft = Math.max(Math.min(el.scrollLeft, left), left + this.cellWidth - (el.clientWidth - this.name));
    }

    // ------------------------------------------------------------------ selection

    cellElement({ row, column }) {
        const record = this.props.rows[row];
        const day = this.props.days[column];
        return record && day && document.getElementById(`fw_${record.id}_${day.index}`);
    }

    cellAt(x, y) {
        const cell = document.elementFromPoint(x, y)?.closest("td.o_fw_cell");
        if (!cell || !this.tableRef.el.contains(cell)) {
            return null;
        }
        const index = Number(cell.dataset.index);
        return {
            row: Number(cell.parentElement.dataset.position),
            column: this.props.days.findIndex((day) => day.index === index),
        };
    }

    select(at, extend = false) {
        this.selection.active = at;
        if (!extend) {
            this.selection.anchor = at;
        }
        this.typed.forget();
        this.drawSelection();
        this.props.onMove();
    }

    /** first and last row and column of the selection, within what is shown */
    get range() {
        const { active, anchor } = this.selection;
        const clamp = (value, size) => Math.max(0, Math.min(size - 1, value));
        const rows = [active.row, anchor.row].map((row) => clamp(row, this.props.rows.length)).sort((a, b) => a - b);
        const columns = [active.column, anchor.column]
            .map((column) => clamp(column, this.props.days.length))
            .sort((a, b) => a - b);
        return { top: rows[0], bottom: rows[1], left: columns[0], right: columns[1] };
    }

    get targets() {
        const { top, bottom, left, right } = this.range;
        const days = this.props.days.slice(left, right + 1);
        return this.props.rows
            .slice(top, bottom + 1)
            .flatMap((row) => days.map((day) => ({ rowId: row.id, index: day.index })));
    }

    drawSelection() {
        const { top, bottom, left, right } = this.range;
        const { row, column } = this.selection.active;
        this.place(this.rangeRef.el, top, left, bottom, right);
        this.place(this.cursorRef.el, row, column, row, column);
        const active = this.cellElement(this.selection.active);
        if (active) {
            this.tableRef.el.setAttribute("aria-activedescendant", active.id);
        } else {
            this.tableRef.el.removeAttribute("aria-activedescendant");
        }
    }

    place(element, top, left, bottom, right) {
        Object.assign(element.style, {
            transform: `translate(${this.name + left * this.cellWidth}px, ${this.head + top * this.rowHeight}px)`,
            width: `${(right - left + 1) * this.cellWidth}px`,
            height: `${(bottom - top + 1) * this.rowHeight}px`,
        });
    }

    // ------------------------------------------------------------------ pointer

    startRange(at, extend) {
        this.tableRef.el.focus({ preventScroll: true });
        this.select(at, extend);
    }

    endRange(isRange) {
        if (this.props.brush !== null) {
            this.props.onChange(this.targets, this.props.brush);
        } else if (this.props.model.canEdit || !isRange) {
            this.openPalette(false);
        }
    }

    async openPalette(focus) {
        if (!this.cellElement(this.selection.active)) {
            this.reveal(this.selection.active);
            await new Promise((resolve) => browser.setTimeout(resolve, 50));
        }
        const element = this.cellElement(this.selection.active);
        if (element) {
            this.props.onPalette(element, focus);
        }
    }

    /** the words of a cell, for whoever rests the mouse on it */
    onPointerOver(ev) {
        const cell = ev.target.closest("td.o_fw_cell");
        if (cell && ev.pointerType === "mouse") {
            cell.dataset.tooltip = cell.getAttribute("aria-label");
        }
    }

    // ------------------------------------------------------------------ keyboard

    onKeydown(ev) {
        const at = this.selection.active;
        const to = moveByKey(ev, at, { rows: this.props.rows.length, columns: this.props.days.length });
        if (to) {
            ev.preventDefault();
            this.select(to, ev.shiftKey);
            this.reveal(to);
        } else if (ev.ctrlKey || ev.metaKey) {
            this.onControlKey(ev);
        } else {
            this.onPlainKey(ev);
        }
    }

    onControlKey(ev) {
        const key = ev.key.toLowerCase();
        const model = this.props.model;
        const actions = {
            z: () => (ev.shiftKey ? model.redo() : model.undo()),
            y: () => model.redo(),
            a: () => this.selectAll(),
        };
        if (key in actions) {
            ev.preventDefault();
            actions[key]();
        }
    }

    onPlainKey(ev) {
        const actions = {
            Enter: () => this.openPalette(true),
            " ": () => this.openPalette(true),
            F2: () => this.openPalette(true),
            Delete: () => this.props.onChange(this.targets, ""),
            Backspace: () => this.props.onChange(this.targets, ""),
            "?": () => this.props.onWhy(),
            Escape: () => {
                this.selection.anchor = this.selection.active;
                this.drawSelection();
                this.props.onEscape();
            },
        };
        if (ev.key in actions) {
            ev.preventDefault();
            actions[ev.key]();
        } else if (ev.key.length === 1 && !ev.altKey) {
            ev.preventDefault();
            const code = this.typed.type(ev.key, Date.now(), this.paints.values());
            if (code !== null) {
                this.props.onChange(this.targets, code);
            }
        }
    }

    selectAll() {
        this.selection.anchor = { row: 0, column: 0 };
        this.select({ row: this.props.rows.length - 1, column: this.props.days.length - 1 }, true);
    }

    // ------------------------------------------------------------------ clipboard

    onClipboard(ev) {
        if (document.activeElement !== this.tableRef.el) {
            return;
        }
        ev.preventDefault();
        if (ev.type === "paste") {
            this.paste(ev.clipboardData.getData("text/plain"));
            return;
        }
        const { top, bottom, left, right } = this.range;
        const days = this.props.days.slice(left, right + 1);
        const rows = this.props.rows.slice(top, bottom + 1);
        const codes = rows.map((row) => days.map((day) => row.cells[day.index].code));
        ev.clipboardData.setData("text/plain", toText(codes, this.paints));
        if (ev.type === "cut") {
            this.props.onChange(this.targets, "");
        }
    }

    /** From the upper left cell of the selection on; what is smaller than the selection is repeated over it. */
    paste(text) {
        const codes = fromText(text, this.paints);
        const { top, bottom, left, right } = this.range;
        const height = Math.max(codes.length, bottom - top + 1);
        const width = Math.max(codes[0].length, right - left + 1);
        const changes = [];
        for (const [down, row] of this.props.rows.slice(top, top + height).entries()) {
            for (const [along, day] of this.props.days.slice(left, left + width).entries()) {
                const line = codes[down % codes.length];
                const code = line[along % line.length];
                if (code !== null) {
                    changes.push({ rowId: row.id, index: day.index, code });
                }
            }
        }
        this.props.onPaste(changes);
    }
}
