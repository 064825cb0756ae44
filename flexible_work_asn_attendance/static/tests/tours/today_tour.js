import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("flexible_work_today", {
    steps: () => [
        {
            content: "the card says where to work today",
            trigger: ".o_fw_where .o_fw_tile:contains(R)",
        },
        {
            content: "and why",
            trigger: ".o_fw_why",
            run: "click",
        },
        {
            trigger: ".o_fw_chain .o_fw_applied",
        },
        {
            content: "check in; the browser gives no position",
            trigger: ".o_fw_next_button[data-action=check_in]",
            run: "click",
        },
        {
            content: "it is recorded all the same",
            trigger: ".o_fw_status [data-line=in]:contains(07:20)",
        },
        {
            trigger: ".o_fw_status [data-line=place]:contains(unknown)",
        },
        {
            content: "the apel begins in ten minutes",
            trigger: ".o_fw_awaited .o_fw_countdown:contains(10 min)",
        },
        {
            content: "going home now is asked about",
            trigger: ".o_fw_next_button[data-action=check_out]",
            run: "click",
        },
        {
            trigger: ".modal-body:contains(16:00)",
        },
        {
            trigger: ".modal-footer .btn-secondary",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_fw_next_button[data-action=check_out]",
        },
    ],
});

registry.category("web_tour.tours").add("flexible_work_join_apel", {
    steps: () => [
        {
            content: "the leader's QR code was scanned: the page joins by itself",
            trigger: "body:not(:has(.modal)) .o_fw_status [data-line=apel]:contains(07:35)",
        },
        {
            trigger: ".o_fw_next_button[data-action=check_out]",
        },
    ],
});
