from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.flexible_work_asn.asked import found

from .month import XLSX


class Workload(http.Controller):
    @http.route(
        "/flexible_work/workload/<int:workload_id>/xlsx", type="http", auth="user", methods=["GET"], readonly=True
    )
    def xlsx(self, workload_id):
        """The workbook of a workload analysis that the user may read; who may not is told no more than that."""
        workload = found(request.env, "flexible.work.workload", workload_id)
        if not workload or not workload.has_access("read"):
            raise request.not_found()
        return request.make_response(
            workload._account_xlsx(),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{workload._account_file_name()}.xlsx")),
            ],
        )
