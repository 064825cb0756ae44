from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.flexible_work_asn.asked import found

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Month(http.Controller):
    @http.route(
        "/flexible_work/month/<int:month_id>/<string:kind>/xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def xlsx(self, month_id, kind):
        """A workbook of a month: report, apel or people; who may have it, the month decides."""
        month = found(request.env, "flexible.work.month", month_id)
        if not month or kind not in ("report", "apel", "people"):
            raise request.not_found()
        content = month._workbook(kind)
        name = month._file_name(kind, "xlsx")
        return request.make_response(
            content, headers=[("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))]
        )
