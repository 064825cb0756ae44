from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL, format_date

from ..bulk import ids_array
from ..placement.shares import Claim, apart_from


class HrEmployee(models.Model):
    """What claims a person's working time: assignments in force and memberships of teams."""

    _inherit = "hr.employee"

    @api.private
    def _flexible_work_claims(self, date_from, date_to):
        """``{employee id: [Claim, …]}`` that touch the local dates, in one query; people without any are left out.

        The id of a claim is ``("assignment", id)`` or ``("member", id)``. Whoever is assigned to the team of which he
        or she is a member is claimed once on the days of the assignment, with the greater share; on its other days the
        membership counts as it is.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT a.employee_id, 'assignment', a.id, a.date_from, a.date_to, a.share, a.team_id,
                       ARRAY[a.monday, a.tuesday, a.wednesday, a.thursday, a.friday, a.saturday, a.sunday]
                  FROM flexible_work_assignment a
                 WHERE a.state = 'approved' AND a.employee_id = ANY(%(people)s::int4[])
                   AND a.date_from <= %(last)s AND a.date_to >= %(first)s
             UNION ALL
                SELECT m.employee_id, 'member', m.id, m.date_from, m.date_to, m.share, m.team_id, NULL
                  FROM flexible_work_team_member m
                 WHERE m.state = 'active' AND m.employee_id = ANY(%(people)s::int4[])
                   AND m.date_from <= %(last)s AND m.date_to >= %(first)s
              ORDER BY 1, 2, 3
                """,
                people=ids_array(self.ids),
                first=date_from,
                last=date_to,
            )
        )
        claims, for_team = defaultdict(list), defaultdict(list)
        # assignments come before memberships
        for employee_id, kind, record_id, first, last, percent, team_id, on_weekday in rows:
            weekdays = frozenset(n for n, on in enumerate(on_weekday) if on) if on_weekday else None
            parts = [Claim((kind, record_id), first, last, weekdays, percent)]
            if team_id and kind == "assignment":
                for_team[employee_id, team_id] += parts
            elif team_id:
                parts = self._flexible_work_apart_from(parts, for_team[employee_id, team_id])
            claims[employee_id] += parts
        return {employee_id: those for employee_id, those in claims.items() if those}

    @api.model
    @api.private
    def _flexible_work_apart_from(self, claims, others):
        """What ``claims`` ask for beside ``others``, which are the same work."""
        for other in others:
            claims = [part for claim in claims for part in apart_from(claim, other)]
        return claims

    @api.private
    def _flexible_work_over_words(self, over):
        """What claims the working time on the date of ``over`` (see ``placement/shares.py``), in words, or a claim that
        is not saved yet.

        :return: ``Kecamatan Ternate Selatan 60 %, Team of the archive 50 % = 110 % on 12 January 2026``
        """
        parts, this_one = [], self.env._("this assignment")
        for claim in over.claims:
            kind, record_id = claim.id
            if kind == "assignment":
                unit = self.env["flexible.work.assignment"].sudo().browse(record_id or ()).department_to_id
                name = unit.with_context(hierarchical_naming=False).display_name if unit else ""
            else:
                name = self.env["flexible.work.team.member"].sudo().browse(record_id or ()).team_id.name
            parts.append(f"{name or this_one} {claim.percent} %")
        return self.env._(
            "%(parts)s = %(total)s %% on %(date)s",
            parts=", ".join(parts),
            total=over.percent,
            date=format_date(self.env, over.date),
        )
