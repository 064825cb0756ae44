import { Component, onMounted, onPatched, useExternalListener, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { GridCoverage } from "./grid_coverage";
import { moveByKey, TypedCode } from "./grid_keys";
import { useGridPointer } from "./grid_pointer";
import { GridRow } from "./grid_row";
import { fromText, toText } from "./grid_text";

/**
 * The table of people and days: selection, keyboard, clipboard and painting. All listeners stand on the table; the
 * selection is drawn over the cells, so that moving it renders nothing.
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
        useExternalListener(window, "resize", () => this.drawSelection());
        onMounted(() => {
            this.showToday();
            this.drawSelection();
        });
        onPatched(() => this.drawSelection());
    }

    // ------------------------------------------------------------------ what is shown

    get paints() {
        return this.props.model.paints;
    }

    groupName(row) {
        return this.props.groupNames.get(row.group) || "";
    }

    get label() {
        return _t("Roster: people and days. Arrow keys move, letters fill in, Enter opens the choices.");
    }

    weekTitle(week) {
        return week.flexible_max
            ? _t("Flexible days in week %(number)s, at most %(max)s", { number: week.number, max: week.flexible_max })
            : _t("Flexible days in week %s", week.number);
    }

    /** the first view begins at today, with the days before it a scroll away */
    showToday() {
        const today = this.scrollRef.el.querySelector("th.o_fw_today_column");
        const name = this.scrollRef.el.querySelector(".o_fw_corner");
        if (today && today.offsetLeft + today.offsetWidth > this.scrollRef.el.clientWidth) {
            this.scrollRef.el.scrollLeft = today.offsetLeft - name.offsetWidth - today.offsetWidth;
        }
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
        const first = this.cellElement({ row: top, column: left });
        const last = this.cellElement({ row: bottom, column: right });
        const active = this.cellElement(this.selection.active);
        this.place(this.rangeRef.el, first, last);
        this.place(this.cursorRef.el, active, active);
        if (active) {
            this.tableRef.el.setAttribute("aria-activedescendant", active.id);
        } else {
            this.tableRef.el.removeAttribute("aria-activedescendant");
        }
    }

    place(element, first, last) {
        element.classList.toggle("d-none", !first || !last);
        if (first && last) {
            Object.assign(element.style, {
                left: `${first.offsetLeft}px`,
                top: `${first.offsetTop}px`,
                width: `${last.offsetLeft + last.offsetWidth - first.offsetLeft}px`,
                height: `${last.offsetTop + last.offsetHeight - first.offsetTop}px`,
            });
        }
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

    openPalette(focus) {
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
            this.cellElement(to)?.scrollIntoView({ block: "nearest", inline: "nearest" });
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
