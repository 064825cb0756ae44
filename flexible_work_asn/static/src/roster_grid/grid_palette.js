import { Component, onMounted, useRef } from "@odoo/owl";

/** The choices for the selected cells: modes, shifts, none; and why the day is as it is. */
export class GridPalette extends Component {
    static template = "flexible_work_asn.GridPalette";
    static props = {
        title: String,
        subtitle: { type: String, optional: true },
        note: { type: String, optional: true },
        paints: Array, // [{code, letter, label, mode, shift, current}]
        canClear: Boolean,
        focus: Boolean,
        onPick: Function,
        isPinned: Boolean,
        onPin: { type: Function, optional: true },
        onWhy: { type: Function, optional: true },
        close: { type: Function, optional: true },
    };

    setup() {
        this.root = useRef("root");
        onMounted(() => this.props.focus && this.root.el.querySelector("button")?.focus());
    }

    pick(code) {
        this.props.close?.();
        this.props.onPick(code);
    }

    pin() {
        this.props.close?.();
        this.props.onPin();
    }

    why() {
        this.props.close?.();
        this.props.onWhy();
    }

    /** arrows walk through the choices, as in a menu */
    onKeydown(ev) {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[ev.key];
        const buttons = [...this.root.el.querySelectorAll("button")];
        if (step && buttons.length) {
            ev.preventDefault();
            const at = buttons.indexOf(document.activeElement);
            buttons[(at + step + buttons.length) % buttons.length].focus();
        }
    }
}
