from datetime import timedelta

from odoo import api, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL, format_date

from ..placement.shares import Claim, over_shares

ONE_DAY = timedelta(days=1)
ACTIVITY = "flexible_work_asn.mail_activity_team_member"


class FlexibleWorkTeamMember(models.Model):
    """Both sides decide about a member; shares of working time never go above 100 %."""

    _inherit = "flexible.work.team.member"

    # ------------------------------------------------------------ both sides
    def action_release(self):
        """The unit of the post releases; BKPSDM does it with a reason when it stands in for the head."""
        self._check_may_decide("from")
        own = self.filtered(lambda member: self.env.user in member.sudo().department_from_id.flexible_head_user_ids)
        own._approve_side("released_by_id")
        if self - own:
            title = self.env._("Release in place of the head")
            return self.env["flexible.work.reason"]._ask(self - own, "release_member", title)
        return None

    def action_accept(self):
        """The team accepts: its leader, the head of its unit, or BKPSDM."""
        self._check_may_decide("team")
        self._approve_side("accepted_by_id")

    @api.private
    def _release(self, reason):
        self._check_may_decide("from")
        self._approve_side("released_by_id", reason)

    @api.private
    def _check_may_decide(self, *sides):
        """:raises AccessError: when the user speaks for none of these sides"""
        self.check_access("read")
        others = self.filtered(lambda member: not any(member._may_decide(side) for side in sides))
        if others:
            first = others[0].sudo()
            words = self.env._(
                "The head of %(unit)s releases, the leader of %(team)s or the head of its unit accepts; nobody "
                "decides about himself or herself.",
                unit=first.department_from_id.name,
                team=first.team_id.name,
            )
            raise AccessError(self._add_left_out(words, others))

    def _approve_side(self, name, reason=""):
        self._check_state("waiting")
        for member in self:
            values = {name: self.env.uid}
            if reason:
                values["decision_reason"] = reason
            member.sudo().write(values)
        self.sudo()._activate_agreed()
        self._update_activities()

    @api.private
    def _activate_agreed(self):
        """Those whom both sides agree to are members once the team is at work; in superuser mode.

        :raises ValidationError: when somebody would give more than 100 % of the working time
        """
        for member in self:
            agreed = member.state == "waiting" and member.released_by_id and member.accepted_by_id
            if not agreed or member.team_id.state != "active":
                continue
            # two decisions about one person at once come one after the other: Odoo runs the later one again
            self.env.execute_query(
                SQL("UPDATE hr_employee SET id = id WHERE id = %s RETURNING id", member.employee_id.id)
            )
            words = member._over_words()
            if words:
                raise ValidationError(words)
            member.state = "active"
            if member.place == "host":
                member.assignment_id = self.env["flexible.work.assignment"]._assign_member(member)
            member._tell_both(self.env._("Both sides agree: member from %s.", format_date(self.env, member.date_from)))
        self._update_activities()

    def action_refuse(self):
        """Ask why, then refuse."""
        self._check_may_decide("from", "team")
        return self.env["flexible.work.reason"]._ask(self, "refuse_member", self.env._("Refuse"))

    @api.private
    def _refuse(self, reason):
        """Refuse people who wait; they may be named or propose themselves again."""
        self._check_may_decide("from", "team")
        self._check_state("waiting")
        for member in self:
            member.sudo().write({"state": "refused", "decision_reason": reason})
            member._update_activities()
            member._tell_both(self.env._("Refused: %s", reason))

    def action_withdraw(self):
        """The person takes the own proposal back while it waits; whoever named somebody takes that back."""
        self.check_access("read")
        self._check_state("waiting")
        for member in self:
            if not member._may_withdraw():
                raise AccessError(self.env._("This is withdrawn by whoever proposed it."))
            member.sudo().write({"state": "withdrawn"})
            member._update_activities()

    # ------------------------------------------------------------ ending
    def action_end(self):
        """Ask why, then end the membership: the person leaves, or one of the sides ends it."""
        self.check_access("read")
        title = self.env._("Leave the team") if all(m._is_own() for m in self) else self.env._("End the membership")
        return self.env["flexible.work.reason"]._ask(self, "end_member", title)

    @api.private
    def _end(self, reason):
        """End memberships: yesterday was the last day; one that has not begun never does.

        :raises AccessError: for those who are neither the person nor on one of the sides
        """
        self.check_access("read")
        self._check_state("active")
        others = self.filtered(lambda member: not member._may_end())
        if others:
            words = self.env._("A membership is ended by the person and by both sides.")
            raise AccessError(self._add_left_out(words, others))
        for member in self:
            member._tell_both(self.env._("The membership ends: %s", reason))
            member.sudo()._end_with_team(member._last_day_before_today(), reason)

    def _last_day_before_today(self):
        return self.sudo().company_id._flexible_work_today() - ONE_DAY

    @api.private
    def _end_with_team(self, last, reason):
        """End memberships after the local date ``last``, with their assignments; in superuser mode."""
        for member in self:
            if member.state == "waiting":
                member.write({"state": "refused", "decision_reason": reason})
            elif member.state == "active":
                day = max(member.date_from, min(member.date_to, last))
                member.write({"state": "ended", "date_to": day, "decision_reason": reason})
                member._end_assignment(reason)
        self._update_activities()

    def _end_assignment(self, reason):
        assignment, today = self.assignment_id, self.company_id._flexible_work_today()
        if assignment.state == "draft" or (assignment.state == "approved" and assignment.date_from >= today):
            assignment._cancel(reason)
        elif assignment.state == "approved" and assignment.date_to >= today:
            assignment._end_early(reason)

    @api.private
    def _continue_to(self, date_to):
        """Ask for this member again, from the day after the last one to the local date ``date_to``."""
        self.ensure_one()
        # sudo: the one who extends the team has been checked; the unit of the post releases anew
        follow = self.sudo().create(
            {
                "team_id": self.team_id.id,
                "employee_id": self.employee_id.id,
                "role": self.role,
                "share": self.share,
                "place": self.place,
                "date_from": self.date_to + ONE_DAY,
                "date_to": date_to,
            }
        )
        follow.write({"accepted_by_id": self.env.uid, "origin": self.origin})
        follow._update_activities()
        return follow.with_env(self.env)

    # ------------------------------------------------------------ shares
    def _load_claims(self):
        """What else claims the people of these members in their dates, ``{employee id: [Claim, …]}``, in one query;
        with the names that :meth:`_over_words` says.
        """
        members = self.sudo()
        if not members:
            return {}
        people = members.employee_id._origin
        claims = people._flexible_work_claims(min(members.mapped("date_from")), max(members.mapped("date_to")))
        ids = [claim.id for group in claims.values() for claim in group]
        assignments = self.env["flexible.work.assignment"].sudo().browse(n for kind, n in ids if kind == "assignment")
        others = self.sudo().browse(n for kind, n in ids if kind == "member")
        # read together here, found in the cache one by one
        (assignments.team_id | others.team_id).mapped("name")
        assignments.department_to_id.mapped("name")
        return claims

    def _over_words(self, claims=None):
        """Who gives how much to what on the first date above 100 %, in words; empty when it never is.

        The assignment of a member to the unit of the team is the same work as the membership: on its days the greater
        share counts.

        :param claims: of :meth:`_load_claims`, for many members at once
        """
        member = self.sudo()
        employee = member.employee_id._origin
        own = Claim(("member", member._origin.id), member.date_from, member.date_to, None, member.share or 0)
        assignments = employee.env["flexible.work.assignment"]
        if claims is None:
            claims = member._load_claims()
        others = [
            claim
            for claim in claims.get(employee.id, ())
            if claim.id != own.id and claim.date_from <= member.date_to and claim.date_to >= member.date_from
        ]
        same = [
            claim
            for claim in others
            if claim.id[0] == "assignment" and assignments.browse(claim.id[1]).team_id == member.team_id._origin
        ]
        over = over_shares([*employee._flexible_work_apart_from([own], same), *others])
        if not over:
            return ""
        return self.env._(
            "%(person)s would give more than the whole working time: %(what)s. Lower a share, choose other dates, or "
            "end one of them first.",
            person=employee.name,
            what=employee._flexible_work_over_words(over),
        )

    # ------------------------------------------------------------ who acts, who is told
    @api.private
    def _update_activities(self):
        """One activity for each nearest head of the post, and for the leader, as long as their word is missing."""
        for member in self.sudo():
            member.activity_unlink([ACTIVITY])
            if member.state != "waiting" or member.team_id.state not in ("draft", "active"):
                continue
            person, unit = member.employee_id.user_id, member.department_from_id
            bkpsdm = member.company_id._flexible_bkpsdm_users
            waiting = self.env["res.users"]
            if not member.released_by_id:
                waiting |= (unit._flexible_deciding_users(person) if unit else waiting) or bkpsdm()
            if not member.accepted_by_id:
                leader = member.team_id.leader_id.user_id - person
                waiting |= leader or member.team_id.department_id._flexible_deciding_users(person) or bkpsdm()
            today = member.company_id._flexible_work_today()
            for user in waiting:
                member.activity_schedule(ACTIVITY, user_id=user.id, date_deadline=today)

    def _tell_both(self, message):
        """Tell the person, the leader and the nearest heads of both units."""
        for member in self:
            full = member.sudo()
            users = (full.employee_id | full.team_id.leader_id).user_id
            for unit in full.department_from_id | full.team_id.department_id:
                users |= unit._flexible_deciding_users()
            member._tell(message, people=users)
