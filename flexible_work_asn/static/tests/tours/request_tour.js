import { registry } from "@web/core/registry";
import { inputFiles } from "@web/../tests/utils";

const tours = registry.category("web_tour.tours");
const state = (name) => `.o_statusbar_status .o_arrow_button_current:contains(${name})`;

tours.add("flexible_work_request_ask", {
    steps: () => [
        {
            content: "the day that is asked for",
            trigger: ".o_field_widget[name=date_from] input",
            run: "edit 01/19/2026 && press Tab",
        },
        {
            content: "what would change is shown at once",
            trigger: ".o_fw_effect .o_fw_tile_wfh",
        },
        {
            trigger: ".o_field_widget[name=reason] textarea",
            run: "edit Menunggu teknisi",
        },
        {
            trigger: "button[name=action_submit]",
            run: "click",
        },
        {
            content: "without work plan and evidence it is not complete, and the message says so",
            trigger: ".modal-body:contains(Work Plan, Evidence)",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_field_widget[name=work_plan] textarea",
            run: "edit 12 arsip dideskripsikan",
        },
        {
            trigger: ".o_field_widget[name=evidence_ids] .o_file_input",
            run: async () => {
                const file = new File(["surat"], "surat.txt", { type: "text/plain" });
                await inputFiles(".o_field_widget[name=evidence_ids] .o_input_file", [file]);
            },
        },
        {
            trigger: ".o_field_widget[name=evidence_ids] .o_attachment:contains(surat.txt)",
        },
        {
            trigger: "button[name=action_submit]",
            run: "click",
        },
        {
            trigger: state("Submitted"),
        },
        {
            content: "it can be withdrawn, and not changed",
            trigger: "body:not(:has(.o_field_widget[name=reason] textarea)) button[name=action_withdraw]",
        },
    ],
});

tours.add("flexible_work_request_approve", {
    steps: () => [
        {
            content: "the card on the phone says who, which day, and where",
            trigger: ".o_kanban_record:contains(Pegawai):contains(Home (WFH)):contains(Menunggu teknisi)",
        },
        {
            trigger: ".o_kanban_record button[name=action_approve]",
            run: "click",
        },
        {
            content: "nothing is left to decide",
            trigger: ".o_view_nocontent:contains(Nothing waits for your decision)",
        },
    ],
});

tours.add("flexible_work_request_refuse", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(Pegawai) .o_data_cell[name=date_from]",
            run: "click",
        },
        {
            trigger: ".o_form_view button[name=action_refuse]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit Ada pemeriksaan",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .alert:contains(Ada pemeriksaan)",
        },
    ],
});

tours.add("flexible_work_swap_ask", {
    steps: () => [
        {
            trigger: ".o_field_widget[name=kind] .o_radio_input[data-value=swap]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=date_from] input",
            run: "edit 01/20/2026 && press Tab",
        },
        {
            trigger: ".o_field_widget[name=swap_date] input",
            run: "edit 01/21/2026 && press Tab",
        },
        {
            content: "colleagues with a turn on that day are offered",
            trigger: ".o_field_widget[name=swap_employee_id] input",
            run: "edit Rekan",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Rekan)",
            run: "click",
        },
        {
            content: "both people, both days: now and then",
            trigger: ".o_fw_effect tr:contains(Rekan) .o_fw_tile_wfh",
        },
        {
            trigger: ".o_field_widget[name=reason] textarea",
            run: "edit Anak ke dokter",
        },
        {
            trigger: "button[name=action_submit]",
            run: "click",
        },
        {
            trigger: state("Colleague asked"),
        },
    ],
});

tours.add("flexible_work_swap_agree", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(Pegawai) .o_data_cell[name=date_from]",
            run: "click",
        },
        {
            trigger: "button[name=action_accept]",
            run: "click",
        },
        {
            trigger: state("Submitted"),
        },
    ],
});
