/**
 * A range as text, the way spreadsheets put it on the clipboard: letters, columns by tabs, rows by lines.
 *
 * @param {string[][]} codes
 * @param {Map<string, {letter: string}>} paints
 * @returns {string}
 */
export function toText(codes, paints) {
    return codes.map((row) => row.map((code) => paints.get(code)?.letter ?? "").join("\t")).join("\n");
}

/**
 * @param {string} text of a range, also one copied out of a spreadsheet
 * @param {Map<string, {letter: string, code: string}>} paints
 * @returns {(string|null)[][]} codes; null where the text is no letter that the grid knows: that cell stays
 */
export function fromText(text, paints) {
    const byLetter = new Map();
    for (const { letter, code } of paints.values()) {
        // a mode wins over a shift of the same letter
        byLetter.has(letter.toUpperCase()) || byLetter.set(letter.toUpperCase(), code);
    }
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n");
    return lines.map((line) =>
        line.split("\t").map((word) => {
            const letter = word.trim().toUpperCase();
            return letter ? byLetter.get(letter) ?? null : "";
        })
    );
}
