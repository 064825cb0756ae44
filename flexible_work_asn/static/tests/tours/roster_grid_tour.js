import { registry } from "@web/core/registry";

const SAVED = ".o_fw_status[data-status=saved]";

/** a press of the mouse on a cell, which listens for pointers and not for clicks */
function point({ anchor }) {
    const { x, y } = anchor.getBoundingClientRect();
    const at = { bubbles: true, clientX: x + 5, clientY: y + 5, isPrimary: true, pointerId: 1, pointerType: "mouse" };
    anchor.dispatchEvent(new PointerEvent("pointerdown", at));
    anchor.dispatchEvent(new PointerEvent("pointerup", at));
}

registry.category("web_tour.tours").add("flexible_work_roster_grid", {
    steps: () => [
        {
            content: "from the roster's form to its month grid",
            trigger: "button[name=action_open_grid]",
            run: "click",
        },
        {
            content: "nothing is rostered yet: Tuesday of the first member of staff is open",
            trigger: "tr:contains(Pegawai) td[data-index='1'].o_fw_look_open",
        },
        {
            content: "generate, look at the proposal, keep it",
            trigger: ".o_fw_generate",
            run: "click",
        },
        {
            trigger: ".o_fw_changed",
        },
        {
            trigger: ".o_fw_keep",
            run: "click",
        },
        {
            trigger: "body:not(:has(.o_fw_compared)) tr:contains(Pegawai) td[data-index='1'].o_fw_look_line.o_fw_mode_wfo",
        },
        {
            content: "choose Tuesday by a click, and home among the choices",
            trigger: "tr:contains(Pegawai) td[data-index='1']",
            run: point,
        },
        {
            trigger: ".o_fw_palette [data-code=wfh]",
            run: "click",
        },
        {
            trigger: "tr:contains(Pegawai) td[data-index='1'].o_fw_look_line.o_fw_mode_wfh",
        },
        {
            trigger: SAVED,
        },
        {
            content: "the next day by a letter",
            trigger: ".o_fw_table",
            run: "press ArrowRight",
        },
        {
            trigger: ".o_fw_table",
            run: "press l",
        },
        {
            trigger: "tr:contains(Pegawai) td[data-index='2'].o_fw_mode_wfa",
        },
        {
            content: "no, that was too much",
            trigger: ".o_fw_undo:enabled",
            run: "click",
        },
        {
            trigger: "tr:contains(Pegawai) td[data-index='2'].o_fw_mode_wfo",
        },
        {
            content: "why is Friday as it is?",
            trigger: "tr:contains(Pegawai) td[data-index='4']",
            run: point,
        },
        {
            trigger: ".o_fw_palette .o_fw_ask_why",
            run: "click",
        },
        {
            trigger: ".o_fw_why_dialog .o_fw_why_sentence:contains(800/84/2025)",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: SAVED,
        },
        {
            content: "the head approves",
            trigger: ".o_fw_approve",
            run: "click",
        },
        {
            trigger: ".o_fw_state[data-state=approved]",
        },
        {
            content: "in force: a change waits for its reason",
            trigger: "tr:contains(Pegawai) td[data-index='1']",
            run: point,
        },
        {
            trigger: ".o_fw_palette [data-code=wfa]",
            run: "click",
        },
        {
            trigger: ".o_fw_save_reason",
            run: "click",
        },
        {
            trigger: ".modal .o_fw_reason",
            run: "edit Bertugas di kelurahan",
        },
        {
            trigger: ".modal .o_fw_reason_save:enabled",
            run: "click",
        },
        {
            trigger: SAVED,
        },
        {
            content: "back by the breadcrumb to the roster",
            trigger: ".o_breadcrumb .o_back_button a",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_arrow_button_current:contains(Approved)",
        },
    ],
});
