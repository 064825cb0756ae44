"""What only reads, and so may be asked of a replica: methods that screens and other programs call, and addresses.

``tests/test_reading.py`` holds the list against the running addons: a new method or address is on it, or it writes.
"""

#: model: public methods of the addons that read
METHODS = {
    "flexible.work.apel": {"get_board", "get_code"},
    "flexible.work.calendar.token": {"get_my_feed"},
    "flexible.work.circular": {"simulate", "simulation_people"},
    "flexible.work.dashboard": {"get_today"},
    "flexible.work.day": {"get_morning_numbers", "get_my_day"},
    "flexible.work.roster": {"compare_strategies", "grid_data", "grid_rosters"},
    "flexible.work.setup": {"count_missing", "get_checklist"},
    "flexible.work.wish": {"get_unusual_days"},
    "flexible.work.workload": {"get_overview", "get_unit", "what_if"},
    "hr.employee": {"flexible_work_my_data", "flexible_work_plan", "flexible_work_why", "get_flexible_work_month"},
}
#: those that change something, besides the ``action_...`` of buttons and Odoo's own methods
WRITING_METHODS = {
    "flexible.work.apel": {"add_pictures", "note_presence", "set_uniform"},
    "flexible.work.calendar.token": {"create_my_feed", "revoke_my_feed"},
    "flexible.work.declaration": {"declare"},
    "flexible.work.roster": {"grid_generate", "grid_pin", "grid_write"},
    "flexible.work.setup": {"set_reminder"},
    "flexible.work.workload": {"keep_scenario"},
}
#: addresses that read; of a calendar program only if its last visit needs not be noted, of Odoo's printing our papers
ROUTES = {
    "/flexible_work/circular/<int:circular_id>/simulation.xlsx",
    "/flexible_work/contributions.xlsx",
    "/flexible_work/data",
    "/flexible_work/data/<int:employee_id>",
    "/flexible_work/evaluation/<int:evaluation_id>/xlsx",
    "/flexible_work/import_template/<string:name>.<any(xlsx, csv):kind>",
    "/flexible_work/logs.xlsx",
    "/flexible_work/month/<int:month_id>/<string:kind>/xlsx",
    "/flexible_work/my_data/photo/<int:attendance_id>/<any('in','out'):direction>",
    "/flexible_work/report/<int:report_id>/xlsx",
    "/flexible_work/tpp/<int:sheet_id>/xlsx",
    "/flexible_work/verify",
    "/flexible_work/verify/<string:token>",
    "/flexible_work/workload/<int:workload_id>/xlsx",
    "/layanan",
    "/layanan/<int:company_id>/lambang",
    "/layanan/<string:slug>",
    "/layanan/u/<string:token>",
    "/survei/<string:token>",
    "/survei/<string:token>/kirim",
    "/survei/<string:token>/terima-kasih",
}
ROUTES_THAT_DECIDE = {"/flexible_work/calendar/<string:secret>.ics", "/report/download"}
WRITING_ROUTES = {
    "/flexible_work/apel/join",
    "/flexible_work/check",
    "/flexible_work/contact/answer",
    "/hr_attendance/attendance_barcode_scanned",
    # Odoo's own list of people at the kiosk: unmarked by Odoo
    "/hr_attendance/employees_infos",
    "/hr_attendance/manual_selection",
    "/survei/<string:token>/kirim",
}
