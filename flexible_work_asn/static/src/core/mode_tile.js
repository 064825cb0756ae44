import { Component } from "@odoo/owl";

const KIND_BY_LETTER = {
    K: "wfo",
    R: "wfh",
    L: "wfa",
    KL: "other_office",
    DL: "duty",
    TB: "duty",
    C: "leave",
    S: "leave",
    I: "leave",
    TK: "absent",
};

/**
 * The letter code of a mode or a status on its colour. The letter carries the meaning (the colour only
 * helps), and the full word must stand beside it or in `label`.
 */
export class ModeTile extends Component {
    static template = "flexible_work_asn.ModeTile";
    static props = {
        letter: { type: [String, { value: false }, { value: null }], optional: true },
        label: { type: String, optional: true },
        large: { type: Boolean, optional: true },
    };

    get kind() {
        return KIND_BY_LETTER[this.props.letter] || "off";
    }

    get letter() {
        return this.kind === "off" ? "–" : this.props.letter;
    }
}
