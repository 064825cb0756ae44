from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.flexible_work_asn.asked import found, number_of
from odoo.addons.flexible_work_asn.local_time import parse_day


class FlexibleWorkLogController(http.Controller):
    """Daily reports as a workbook."""

    @http.route("/flexible_work/logs.xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def logs_xlsx(self, date_from=None, date_to=None, department_id="", employee_id="", approved=""):
        """The reports that the user may read, in the columns of e-Kinerja; 404 for dates that are none.

        :param department_id: of this unit and its sub-units; ``employee_id``: of one person
        """
        first, last = parse_day(date_from), parse_day(date_to)
        if not first or not last or not all(number_of(text) for text in (department_id, employee_id) if text):
            raise request.not_found()
        # sudo for the name of a unit or person in the title; which reports, the record rules decide
        env = request.env(su=True)
        department = found(env, "hr.department", department_id)
        employee = found(env, "hr.employee", employee_id)
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
