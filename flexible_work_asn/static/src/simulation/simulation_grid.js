import { Component, onPatched, onWillUpdateProps, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { describeCell, differs, makeReader, showCell, visibleRows } from "./figures";

/** height of a row in pixels, as in the style sheet: only the rows in sight are drawn */
export const ROW_HEIGHT = 38;
/** rows drawn above and below what is in sight */
const OVERSCAN = 8;
/** rows drawn before the height of the screen is known */
const FIRST_ROWS = 30;

/**
 * The heat map: units × dates, each cell with the rules in force on its left and the circular on its right.
 *
 * Only the rows in sight are in the page, so that hundreds of units scroll as smoothly as ten. Arrow keys move
 * from cell to cell, Enter opens the people behind one.
 */
export class SimulationGrid extends Component {
    static template = "flexible_work_asn.SimulationGrid";
    static props = {
        data: Object,
        metric: String,
        side: String,
        search: String,
        changedOnly: Boolean,
        openCell: Function,
    };

    setup() {
        this.scroll = useRef("scroll");
        this.state = useState({ first: 0, last: FIRST_ROWS, open: this.unitsAboveOpd(this.props.data) });
        this.cells = new Map();
        this.columns = this.makeColumns(this.props.data);
        onWillUpdateProps((next) => {
            if (next.data !== this.props.data) {
                this.columns = this.makeColumns(next.data);
            }
            if (next.data !== this.props.data || next.metric !== this.props.metric) {
                this.cells.clear();
            }
        });
        onPatched(() => this.focusPending());
    }

    /** At first every OPD is in sight, and none of its sub-units. */
    unitsAboveOpd(data) {
        const above = new Map(data.units.map((unit) => [unit.id, unit.parent_id]));
        const open = new Set();
        for (const unit of data.units.filter((one) => one.is_opd)) {
            for (let up = unit.parent_id; up; up = above.get(up)) {
                open.add(up);
            }
        }
        return open;
    }

    makeColumns(data) {
        const off = new Set(data.off);
        return data.dates.map((text, number) => {
            const date = deserializeDate(text);
            return {
                text,
                number,
                weekday: date.toFormat("ccc"),
                day: date.day,
                month: number === 0 || date.day === 1 ? date.toFormat("LLL") : "",
                isOff: off.has(text),
                isMonday: date.weekday === 1,
                title: [formatDate(date), date.toFormat("cccc"), data.holidays[text]].filter(Boolean).join(" · "),
            };
        });
    }

    // ------------------------------------------------------------------ rows
    get rows() {
        const { data, search, changedOnly } = this.props;
        return visibleRows(data.units, { open: this.state.open, search, changedOnly });
    }

    /** Rows to draw, and the empty space above and below them. */
    get drawn() {
        const rows = this.rows;
        const first = Math.max(0, Math.min(this.state.first, rows.length - 1));
        const last = Math.min(rows.length, this.state.last);
        return {
            rows: rows.slice(first, last).map((unit, offset) => ({ unit, number: first + offset })),
            above: first * ROW_HEIGHT,
            below: Math.max(0, (rows.length - last) * ROW_HEIGHT),
            count: rows.length,
        };
    }

    get parents() {
        if (this.parentsOf !== this.props.data) {
            this.parentsOf = this.props.data;
            this.parentIds = new Set(this.props.data.units.map((unit) => unit.parent_id).filter(Boolean));
        }
        return this.parentIds;
    }

    isParent(unit) {
        return this.parents.has(unit.id);
    }

    isOpen(unit) {
        return this.state.open.has(unit.id);
    }

    toggle(unit) {
        const open = new Set(this.state.open);
        if (!open.delete(unit.id)) {
            open.add(unit.id);
        }
        this.state.open = open;
    }

    openAll() {
        this.state.open = new Set(this.parents);
    }

    closeAll() {
        this.state.open = new Set();
    }

    get allOpen() {
        return this.parents.size > 0 && this.state.open.size >= this.parents.size;
    }

    toggleAll() {
        this.allOpen ? this.closeAll() : this.openAll();
    }

    get toggleAllLabel() {
        return this.allOpen ? _t("Close all units") : _t("Open all units");
    }

    /** What the cells of a unit show, worked out when the row is first drawn. */
    cellsOf(unit) {
        if (!this.cells.has(unit.id)) {
            const read = makeReader(this.props.data.figures);
            this.cells.set(
                unit.id,
                this.columns.map((column, number) => {
                    const now = read(unit.now[number]);
                    const draft = read(unit.draft[number]);
                    const different = Boolean(unit.changed[number]) || differs(now, draft);
                    return {
                        column,
                        now: showCell(now, this.props.metric),
                        draft: showCell(draft, this.props.metric),
                        different,
                        label: this.label(unit, column, now, draft, unit.changed[number]),
                    };
                })
            );
        }
        return this.cells.get(unit.id);
    }

    label(unit, column, now, draft, changed) {
        const lines = [`${unit.name}, ${column.title}`];
        if (!now.working && !draft.working) {
            lines.push(describeCell(now));
        } else {
            lines.push(_t("Rules in force: %s", describeCell(now)), _t("This circular: %s", describeCell(draft)));
            if (changed) {
                lines.push(_t("%s people work elsewhere than now", changed));
            }
        }
        return lines.join("\n");
    }

    // ------------------------------------------------------------------ scrolling and keys
    onScroll() {
        if (!this.frame) {
            this.frame = browser.requestAnimationFrame(() => {
                this.frame = null;
                this.look();
            });
        }
    }

    look() {
        const box = this.scroll.el;
        if (!box) {
            return;
        }
        const first = Math.max(0, Math.floor(box.scrollTop / ROW_HEIGHT) - OVERSCAN);
        const last = Math.ceil((box.scrollTop + box.clientHeight) / ROW_HEIGHT) + OVERSCAN;
        // drawn again only when what is drawn would run out
        const middle = Math.floor(OVERSCAN / 2);
        if (first + middle < this.state.first || last - middle > this.state.last || !this.state.first !== !first) {
            this.state.first = first;
            this.state.last = last;
        }
    }

    onClick(ev) {
        const cell = ev.target.closest("td[data-row]");
        if (cell) {
            this.open(Number(cell.dataset.row), Number(cell.dataset.column));
        }
    }

    open(row, column) {
        this.props.openCell(this.rows[row], this.columns[column].text);
    }

    onKeydown(ev) {
        const cell = ev.target.closest("td[data-row]");
        if (!cell) {
            return;
        }
        let row = Number(cell.dataset.row);
        let column = Number(cell.dataset.column);
        const page = Math.max(1, Math.floor(this.scroll.el.clientHeight / ROW_HEIGHT) - 2);
        const moves = {
            ArrowUp: () => row--,
            ArrowDown: () => row++,
            ArrowLeft: () => column--,
            ArrowRight: () => column++,
            PageUp: () => (row -= page),
            PageDown: () => (row += page),
            Home: () => (column = 0),
            End: () => (column = this.columns.length - 1),
        };
        if (ev.key === "Enter" || ev.key === " ") {
            ev.preventDefault();
            this.open(row, column);
        } else if (ev.key in moves) {
            ev.preventDefault();
            moves[ev.key]();
            row = Math.max(0, Math.min(this.rows.length - 1, row));
            column = Math.max(0, Math.min(this.columns.length - 1, column));
            this.focus(row, column);
        }
    }

    focus(row, column) {
        const box = this.scroll.el;
        const top = row * ROW_HEIGHT;
        const head = box.querySelector("thead").offsetHeight;
        if (top < box.scrollTop) {
            box.scrollTop = top;
        } else if (top + ROW_HEIGHT + head > box.scrollTop + box.clientHeight) {
            box.scrollTop = top + ROW_HEIGHT + head - box.clientHeight;
        }
        this.pending = { row, column };
        if (!this.focusPending()) {
            this.look();
        }
    }

    focusPending() {
        const wanted = this.pending;
        const cell =
            wanted && this.scroll.el?.querySelector(`td[data-row="${wanted.row}"][data-column="${wanted.column}"]`);
        if (cell) {
            this.pending = null;
            cell.focus();
        }
        return Boolean(cell);
    }
}
