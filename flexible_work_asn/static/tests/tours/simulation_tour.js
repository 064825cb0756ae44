import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("flexible_work_simulation", {
    steps: () => [
        {
            content: "BKPSDM simulates the draft",
            trigger: ".o_form_view button[name=action_simulate]",
            run: "click",
        },
        {
            content: "the unit that changes is there",
            trigger: ".o_fw_sim_name:contains(Diskominfo) button",
            run: "click",
        },
        {
            content: "its sub-unit on the first Thursday",
            trigger: "tr:has(th:contains(Bidang Informatika)) td[data-column='3']",
            run: "click",
        },
        {
            content: "who it is, from where to where, and why",
            trigger: ".modal .o_fw_sim_people li:contains(Pegawai):contains(on Thursday)",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "what the law says, with its article",
            trigger: ".o_fw_sim_finding[data-code=cap_certain]:contains(Pasal 13)",
        },
        {
            trigger: "[data-tab=cap]",
            run: "click",
        },
        {
            content: "the person over the limit",
            trigger: ".o_fw_sim_persons tr:contains(Pegawai):contains(sure)",
        },
        {
            content: "the workbook",
            trigger: ".o_fw_sim_export",
            run: "click",
        },
        {
            trigger: ".o_notification:contains(in your downloads)",
        },
        {
            content: "back to the circular",
            trigger: ".o_breadcrumb .o_back_button a, .breadcrumb-item:last a",
            run: "click",
        },
        {
            content: "enacting asks why, as the findings are severe",
            trigger: ".o_form_view button[name=action_enact]",
            run: "click",
        },
        {
            content: "the form asks once more",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "the severe findings are listed",
            trigger: ".modal .o_field_widget[name=finding_ids] td:contains(Pasal 13)",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit Giliran diatur dua hari",
        },
        {
            trigger: ".modal button[name=action_enact]",
            run: "click",
        },
        {
            content: "it is in force",
            trigger: ".o_form_view .o_arrow_button_current:contains(Enacted)",
        },
    ],
});
