import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("flexible_work_apel_board", {
    steps: () => [
        {
            content: "the leader opens the apel",
            trigger: ".o_form_view button[name=action_open]",
            run: "click",
        },
        {
            content: "the code is shown",
            trigger: ".o_fw_apel_board .o_fw_code:contains(/^\\d{3} \\d{3}$/)",
        },
        {
            content: "and who is missing",
            trigger: ".o_fw_missing li:contains(Pegawai)",
        },
        {
            trigger: ".o_fw_close",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "it is closed, and says so",
            trigger: ".o_fw_closed",
        },
    ],
});
