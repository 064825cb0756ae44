from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, format_date

from ..bulk import ids_array
from ..placement.shares import Claim, apart_from, over_shares
from ..plan import WEEKDAYS


class FlexibleWorkAssignment(models.Model):
    """Nobody works at two places on one date, or gives more than the whole working time."""

    _inherit = "flexible.work.assignment"

    conflict = fields.Text(compute="_compute_conflict", help="What would keep this assignment from being approved.")

    @api.depends("employee_id", "department_to_id", "team_id", "date_from", "date_to", "share", "state", *WEEKDAYS)
    def _compute_conflict(self):
        """Said while it is entered, to those who decide about it, and refused when it is approved.

        A form that asks about somebody before it is saved tells others nothing.
        """
        for assignment in self:
            complete = assignment.employee_id and assignment.date_from and assignment.date_to
            asked = assignment.state == "draft" and complete and assignment.date_from <= assignment.date_to
            asked = asked and any(assignment._may_decide(side) for side in ("from", "to"))
            found = asked and assignment._conflicts(in_hand=True)
            assignment.conflict = found[0] if found else False

    @api.constrains("employee_id", "date_from", "date_to", "share", "team_id", "state", *WEEKDAYS)
    def _check_no_conflict(self):
        """:raises ValidationError: for a second place on one date, or more than 100 % of the working time"""
        approved = self.filtered(lambda assignment: assignment.state == "approved")
        found = approved._conflicts()
        if found:
            raise ValidationError("\n".join(found))

    def _conflicts(self, in_hand=False):
        """What stands against these assignments, in words; one query for all.

        :param in_hand: they are not saved as they are shown, or not approved yet
        """
        if not self:
            return []
        employees = self.sudo().employee_id._origin
        others = employees._flexible_work_claims(min(self.mapped("date_from")), max(self.mapped("date_to")))
        found = []
        for assignment in self.sudo():
            own = assignment._claim()
            claims = [
                part
                for claim in others.get(assignment.employee_id._origin.id, ())
                if claim.id != own.id
                for part in (apart_from(claim, own) if assignment._is_same_work(claim, in_hand) else [claim])
            ]
            words = assignment._two_places_words(own, claims) or assignment._over_words(own, claims)
            if words:
                found.append(words)
        return found

    def _claim(self):
        self.ensure_one()
        weekdays = frozenset(n for n, weekday in enumerate(WEEKDAYS) if self[weekday])
        return Claim(("assignment", self._origin.id), self.date_from, self.date_to, weekdays, self.share)

    def _is_same_work(self, claim, in_hand):
        """Whether a claim is the membership of the team that this assignment is for."""
        kind, record_id = claim.id
        if not in_hand or kind != "member" or not self.team_id:
            return False
        return self.env["flexible.work.team.member"].sudo().browse(record_id).team_id == self.team_id._origin

    def _two_places_words(self, own, claims):
        """Two assignments on one date, whatever the shares."""
        for claim in claims:
            places = [own._replace(percent=100), claim._replace(percent=100)]
            if claim.id[0] == "assignment" and over_shares(places):
                other = self.browse(claim.id[1])
                return self.env._(
                    "%(employee)s is already assigned to %(unit)s from %(first)s to %(last)s. End that first, or "
                    "choose other dates or weekdays.",
                    employee=other.employee_id.name,
                    unit=other.department_to_id.name,
                    first=format_date(self.env, other.date_from),
                    last=format_date(self.env, other.date_to),
                )
        return ""

    def _over_words(self, own, claims):
        over = over_shares([own, *claims])
        if not over:
            return ""
        return self.env._(
            "%(employee)s would give more than the whole working time: %(what)s. Lower a share, or choose other dates.",
            employee=self.employee_id.name,
            what=self.employee_id._flexible_work_over_words(over),
        )

    def _take_people(self):
        """Two approvals about the same person at once come one after the other, so that the second one sees the first:
        whoever is later is run again by Odoo.
        """
        people = self.sudo().employee_id
        if people:
            self.env.flush_all()
            self.env.execute_query(
                SQL("UPDATE hr_employee SET id = id WHERE id = ANY(%s::int4[]) RETURNING id", ids_array(people.ids))
            )

    # ------------------------------------------------------------ teams
    @api.model
    @api.private
    def _assign_member(self, member):
        """The draft of an assignment for a member of a team who works at the team's unit; none when that is the unit of
        the post. Whoever has released the member has released the person.

        Whoever calls has checked that the user may place this member.

        :param member: one ``flexible.work.team.member``
        """
        member = member.sudo()
        team = member.team_id
        giving = member.department_from_id or member.employee_id.department_id
        if giving == team.department_id:
            return self.browse()
        assignment = self.sudo().create(
            {
                "employee_id": member.employee_id.id,
                "department_from_id": giving.id,
                "department_to_id": team.department_id.id,
                "kind": "team",
                "team_id": team.id,
                "role": member.role,
                "task": team.task or team.name,
                "share": member.share,
                "date_from": member.date_from,
                "date_to": member.date_to,
                "letter_number": team.letter_number,
                "approved_from_by_id": member.released_by_id.id,
                "release_date": member.released_by_id and member.company_id._flexible_work_today(),
            }
        )
        return assignment.with_env(self.env)
