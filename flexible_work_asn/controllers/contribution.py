from odoo import http
from odoo.http import content_disposition, request

from ..asked import number_of
from ..local_time import parse_day


class Contributions(http.Controller):
    @http.route("/flexible_work/contributions.xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def contributions_xlsx(self, date_from=None, date_to=None, team_id=None):
        """Submitted contribution notes of a period that the user may read, for e-Kinerja and the appraiser.

        :param date_from, date_to: ISO dates; notes that touch the period are in it
        :param team_id: of one team only
        """
        first, last = parse_day(date_from), parse_day(date_to)
        team = number_of(team_id) if team_id else None
        if not (first and last) or bool(team_id) != bool(team):
            raise request.not_found()
        content = request.env["flexible.work.contribution"]._xlsx(first, last, team)
        name = request.env._("Contributions %(first)s %(last)s.xlsx", first=first, last=last)
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
