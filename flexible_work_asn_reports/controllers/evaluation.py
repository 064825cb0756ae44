from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.flexible_work_asn.asked import found


class Evaluation(http.Controller):
    @http.route(
        "/flexible_work/evaluation/<int:evaluation_id>/xlsx", type="http", auth="user", methods=["GET"], readonly=True
    )
    def xlsx(self, evaluation_id):
        """The workbook of an evaluation that the user may read; who may not is told no more than that."""
        evaluation = found(request.env, "flexible.work.evaluation", evaluation_id)
        if not evaluation or not evaluation.has_access("read"):
            raise request.not_found()
        return request.make_response(
            evaluation._xlsx(),
            headers=[
                ("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("Content-Disposition", content_disposition(f"{evaluation.file_name}.xlsx")),
            ],
        )
