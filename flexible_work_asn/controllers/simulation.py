from odoo import http
from odoo.http import content_disposition, request

from ..asked import found


class CircularSimulation(http.Controller):
    @http.route(
        "/flexible_work/circular/<int:circular_id>/simulation.xlsx",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        readonly=True,
    )
    def simulation_xlsx(self, circular_id, date_from=None, date_to=None, token=None):
        """The workbook of a simulation; who may have it, and for which dates, ``simulate`` decides.

        :param token: what the web client sends along with every download
        """
        circular = found(request.env, "flexible.work.circular", circular_id)
        if not circular:
            raise request.not_found()
        content = circular._simulation_xlsx(date_from, date_to)
        name = request.env._(
            "Simulation %(number)s %(first)s.xlsx", number=(circular.number or str(circular.id)), first=date_from
        )
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("Content-Disposition", content_disposition(name.replace("/", "-"))),
            ],
        )
