from datetime import timedelta

from odoo import api, models

ONE_DAY = timedelta(days=1)


class FlexibleWorkAssignment(models.Model):
    """The assignment of a member who works at the unit of the team: without it the membership is not what both sides
    agreed to, and ends. The leader may name the person anew, at the own unit.
    """

    _inherit = "flexible.work.assignment"

    @api.private
    def _refuse(self, reason):
        super()._refuse(reason)
        self._end_memberships(reason)

    @api.private
    def _cancel(self, reason):
        super()._cancel(reason)
        self._end_memberships(reason)

    @api.private
    def _end_early(self, reason):
        super()._end_early(reason)
        self._end_memberships(reason)

    def _end_memberships(self, reason):
        # sudo: whoever ends the assignment has been checked, and need not read the members of the team
        members = self.env["flexible.work.team.member"].sudo()
        for member in members.search([("assignment_id", "in", self.ids), ("state", "=", "active")]):
            member._tell_both(self.env._("The assignment to the unit of the team ends, and the membership: %s", reason))
            member._end_with_team(member._last_day_before_today(), reason)
