from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.flexible_work_asn.asked import found


class DailyReport(http.Controller):
    @http.route("/flexible_work/report/<int:report_id>/xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def xlsx(self, report_id):
        """The workbook of a report that is not sent yet, from the figures of now."""
        report = found(request.env, "flexible.work.report", report_id)
        if not report:
            raise request.not_found()
        return request.make_response(
            report._xlsx(),
            headers=[
                ("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("Content-Disposition", content_disposition(report.xlsx_name)),
            ],
        )
