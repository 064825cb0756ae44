/** letters typed one after the other within this time belong together: K and L are KL */
const TOGETHER = 700;
const PAGE_ROWS = 10;

/**
 * Where the cursor goes with a key.
 *
 * @param {KeyboardEvent} ev
 * @param {{row: number, column: number}} at
 * @param {{rows: number, columns: number}} size
 * @returns {{row: number, column: number}|null} null: the key does not move
 */
export function moveByKey(ev, at, size) {
    const far = ev.ctrlKey || ev.metaKey;
    const moves = {
        ArrowUp: () => ({ row: far ? 0 : at.row - 1 }),
        ArrowDown: () => ({ row: far ? size.rows - 1 : at.row + 1 }),
        ArrowLeft: () => ({ column: far ? 0 : at.column - 1 }),
        ArrowRight: () => ({ column: far ? size.columns - 1 : at.column + 1 }),
        Home: () => ({ column: 0, ...(far && { row: 0 }) }),
        End: () => ({ column: size.columns - 1, ...(far && { row: size.rows - 1 }) }),
        PageUp: () => ({ row: at.row - PAGE_ROWS }),
        PageDown: () => ({ row: at.row + PAGE_ROWS }),
    };
    if (!(ev.key in moves)) {
        return null;
    }
    const to = { ...at, ...moves[ev.key]() };
    return {
        row: Math.max(0, Math.min(size.rows - 1, to.row)),
        column: Math.max(0, Math.min(size.columns - 1, to.column)),
    };
}

/** Letters typed in the grid, put together to the codes of modes and shifts. */
export class TypedCode {
    constructor() {
        this.forget();
    }

    forget() {
        this.typed = "";
        this.at = 0;
    }

    /**
     * @param {string} key one character
     * @param {number} now milliseconds
     * @param {Iterable<{letter: string, code: string}>} paints modes first: they win over a shift of the same letter
     * @returns {string|null} the code that was typed, null when the letters mean nothing (yet)
     */
    type(key, now, paints) {
        const before = now - this.at < TOGETHER ? this.typed : "";
        const all = [...paints];
        for (const text of [before + key.toUpperCase(), key.toUpperCase()]) {
            const found = all.find((paint) => paint.letter.toUpperCase() === text);
            if (found || all.some((paint) => paint.letter.toUpperCase().startsWith(text))) {
                this.typed = text;
                this.at = now;
                return found ? found.code : null;
            }
        }
        this.forget();
        return null;
    }
}
