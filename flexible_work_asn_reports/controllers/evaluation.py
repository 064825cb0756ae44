from odoo import http
from odoo.http import content_disposition, request


class Evaluation(http.Controller):
    @http.route(
        "/flexible_work/evaluation/<int:evaluation_id>/xlsx", type="http", auth="user", methods=["GET"], readonly=True
    )
    def xlsx(self, evaluation_id):
        """The workbook of an evaluation that the user may read; who may not is told no more than that."""
        evaluation = request.env["flexible.work.evaluation"].browse(evaluation_id).exists()
        if not evaluation or not evaluation.has_access("read"):
            raise request.not_found()
        return request.make_response(
            evaluation._xlsx(),
            headers=[
                ("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("Content-Disposition", content_disposition(f"{evaluation.file_name}.xlsx")),
            ],
        )
