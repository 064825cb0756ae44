import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("flexible_work_my_plan", {
    steps: () => [
        {
            content: "the month of today, seven days wide on a phone",
            trigger: ".o_fw_month_day[data-date='2026-01-12'][aria-current=date]",
        },
        {
            content: "the holiday has its name",
            trigger: ".o_fw_month_day[data-date='2026-01-16']",
            run: "click",
        },
        {
            trigger: ".o_fw_chosen_label:contains(Isra Mikraj)",
        },
        {
            content: "a day at home, by the roster",
            trigger: ".o_fw_month_day[data-date='2026-01-13'] .o_fw_tile:contains(R)",
            run: "click",
        },
        {
            trigger: ".o_fw_chosen_hours:contains(07:30–16:00 WIT)",
        },
        {
            content: "why?",
            trigger: ".o_fw_open_why",
            run: "click",
        },
        {
            trigger: ".o_fw_why_chain .o_fw_why_applied:contains(Roster)",
        },
        {
            content: "whom to ask",
            trigger: ".o_fw_why_decides:contains(Kepala Diskominfo)",
        },
        {
            content: "another place is asked for on a form that knows the day",
            trigger: ".o_fw_why_ask",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=date_from]:contains(13)",
        },
        {
            content: "back to the plan",
            trigger: "body",
            run: () => window.history.back(),
        },
        {
            trigger: ".o_fw_subscribe",
            run: "click",
        },
        {
            trigger: ".o_fw_feed_create",
            run: "click",
        },
        {
            trigger: ".o_fw_feed_url:value(/flexible_work/calendar/)",
        },
        {
            trigger: ".o_fw_feed_revoke",
            run: "click",
        },
        {
            trigger: ".o_fw_feed_dialog [role=status]:contains(revoked)",
        },
    ],
});
