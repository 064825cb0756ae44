from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.flexible_work_asn.local_time import parse_day


class FlexibleWorkLogController(http.Controller):
    """Daily reports as a workbook."""

    @http.route("/flexible_work/logs.xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def logs_xlsx(self, date_from, date_to, department_id="", employee_id="", approved=""):
        """The reports that the user may read, in the columns of e-Kinerja; 404 for dates that are none.

        :param department_id: of this unit and its sub-units; ``employee_id``: of one person
        """
        first, last = parse_day(date_from), parse_day(date_to)
        if not first or not last or not all(text.isdigit() for text in (department_id, employee_id) if text):
            raise request.not_found()
        # sudo for the name of a unit or person in the title; which reports, the record rules decide
        department = request.env["hr.department"].sudo().browse(int(department_id or 0)).exists()
        employee = request.env["hr.employee"].sudo().browse(int(employee_id or 0)).exists()
        logs = request.env["flexible.work.log"]
        logs.check_access("read")
        content = logs._logs_xlsx(first, last, department, employee, bool(approved))
        name = request.env._("Daily reports %(first)s.xlsx", first=date_from)
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("Content-Disposition", content_disposition(name.replace("/", "-"))),
                ("Cache-Control", "private, no-store"),
            ],
        )
