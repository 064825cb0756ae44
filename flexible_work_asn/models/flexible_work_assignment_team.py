from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError

ONE_DAY = timedelta(days=1)
#: what both sides of a membership agreed to; weekdays, hours and place of work are for the assignment to say
OF_MEMBERSHIP = frozenset(
    {
        "employee_id",
        "department_from_id",
        "department_to_id",
        "kind",
        "team_id",
        "share",
        "date_from",
        "date_to",
    }
)


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
        # whoever ends the assignment has been checked, and need not read the members of the team
        for member in self._memberships("active"):
            member._tell_both(self.env._("The assignment to the unit of the team ends, and the membership: %s", reason))
            member._end_with_team(member._last_day_before_today(), reason)

    # ------------------------------------------------------------ what stays with the membership
    def _compute_can(self):
        super()._compute_can()
        ended = self.filtered("can_reset")._memberships("ended").assignment_id
        self.filtered(lambda assignment: assignment.id in ended.ids).can_reset = False

    def _memberships(self, *states):
        """Memberships whose place of work these are, in superuser mode."""
        members = self.env["flexible.work.team.member"].sudo()
        return members.search([("assignment_id", "in", self.ids), ("state", "in", states)])

    def write(self, vals):
        if not self.env.su and OF_MEMBERSHIP & vals.keys():
            self._check_apart(
                "active", self.env._("end the membership, and name the person anew with other terms"), vals
            )
        return super().write(vals)

    def action_reset_draft(self):
        """Take a refusal back, unless a membership has ended with it: it is not brought back by one side alone.

        :raises UserError: when the person is to be named anew in the team
        """
        self._check_may_decide("from", "to")
        self._check_apart("ended", self.env._("it has ended with the refusal; name the person anew in the team"))
        return super().action_reset_draft()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_membership(self):
        self._check_apart("active", self.env._("refuse the assignment, which ends the membership with a reason"))

    def _check_apart(self, state, instead, vals=None):
        """:raises UserError: when a membership in this ``state`` belongs to one of these and is not to be changed so"""
        for member in self._memberships(state):
            assignment = member.assignment_id
            if vals is not None and not assignment._changes(vals):
                continue
            raise UserError(
                self.env._(
                    "%(assignment)s belongs to the membership of %(team)s: %(instead)s.",
                    assignment=assignment.display_name,
                    team=member.team_id.name,
                    instead=instead,
                )
            )

    def _changes(self, vals):
        """Whether ``vals`` say something else about the terms of the membership; in superuser mode."""
        self.ensure_one()
        return any(
            field.convert_to_cache(vals[name], self) != field.convert_to_cache(self[name], self)
            for name, field in self._fields.items()
            if name in OF_MEMBERSHIP & vals.keys()
        )
