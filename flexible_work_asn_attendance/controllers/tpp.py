from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.flexible_work_asn.asked import found


class TppSheet(http.Controller):
    @http.route("/flexible_work/tpp/<int:sheet_id>/xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def xlsx(self, sheet_id):
        """The workbook of a monthly sheet; who may have it, the sheet decides."""
        sheet = found(request.env, "flexible.work.tpp.sheet", sheet_id)
        if not sheet:
            raise request.not_found()
        content = sheet._xlsx()
        name = f"TPP {sheet.display_name}.xlsx".replace("/", "-")
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
