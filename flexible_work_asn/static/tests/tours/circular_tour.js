import { registry } from "@web/core/registry";

const openProvision = ".o_field_widget[name=rule_ids] .o_data_row:contains(angka 3) .o_data_cell[name=summary]";

registry.category("web_tour.tours").add("flexible_work_circular", {
    steps: () => [
        {
            content: "begin with what another city has enacted",
            trigger: "button[name=action_start_from_template]",
            run: "click",
        },
        {
            trigger: ".o_kanban_record:contains(800/84/2025):contains(Tue, Wed: by roster)",
            run: "click",
        },
        {
            trigger: ".o_form_view button[name=action_use_template]",
            run: "click",
        },
        {
            content: "the copy is a draft without the number of the other city",
            trigger: ".o_form_view .o_arrow_button_current:contains(Draft)",
        },
        {
            trigger: ".o_field_widget[name=number] input:value(/^$/)",
            run: "edit 800/1/2027",
        },
        {
            trigger: ".o_field_widget[name=signatory_title] input",
            run: "edit Wali Kota Tidore",
        },
        {
            content: "the date of the document is today's",
            trigger: ".o_field_widget[name=date_issued] input, .o_field_widget[name=date_issued] button",
            run: "click",
        },
        {
            trigger: ".o_datetime_picker .o_today",
            run: "click",
        },
        {
            content: "adapt the provision about Thursday",
            trigger: openProvision,
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=thursday] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(/^WFH$/)",
            run: "click",
        },
        {
            trigger: ".modal .o_form_button_save, .modal footer .btn-primary",
            run: "click",
        },
        {
            content: "its words follow",
            trigger: "body:not(:has(.modal)) .o_data_row:contains(angka 3) .o_data_cell[name=summary]:contains(/Thu: home$/)",
        },
        {
            content: "enacting is refused as long as something is marked to be checked",
            trigger: "button[name=action_enact]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: ".modal:contains(Still to be checked) .modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) button[name=action_all_checked]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "what it would do, before it is signed",
            trigger: "body:not(:has(.modal)):not(:has(button[name=action_all_checked])) button[name=action_simulate]",
            run: "click",
        },
        {
            trigger: ".o_fw_sim_summary",
        },
        {
            trigger: ".breadcrumb-item:last a",
            run: "click",
        },
        {
            trigger: "button[name=action_enact]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "the text is fixed, and the circular can be revoked or superseded",
            trigger: "body:not(:has(.modal)) .o_form_view button[name=action_new_version]",
        },
        {
            trigger: ".o_form_view .o_arrow_button_current:contains(Enacted)",
        },
        {
            trigger: ".o_field_widget[name=number].o_readonly_modifier:contains(800/1/2027)",
        },
    ],
});
