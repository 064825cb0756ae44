from collections import Counter
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError

ONE_DAY = timedelta(days=1)
ACTIVITY = "flexible_work_asn.mail_activity_assignment"


class FlexibleWorkAssignment(models.Model):
    """How an assignment comes into force and ends: both sides decide, one by one or many at once."""

    _inherit = "flexible.work.assignment"

    # ------------------------------------------------------------ both sides
    def action_release(self):
        """The unit of the post releases; BKPSDM does it with a reason when it stands in for the head."""
        return self._action_decide("from", "release_assignment", self.env._("Release in place of the head"))

    def action_accept(self):
        """The receiving unit accepts; BKPSDM does it with a reason when it stands in for the head."""
        return self._action_decide("to", "accept_assignment", self.env._("Accept in place of the head"))

    def _action_decide(self, side, action, title):
        """:raises UserError: when none of these waits for this side"""
        self._check_may_decide(side)
        name = _approver(side)
        waiting = self.filtered(lambda assignment: assignment.state == "draft" and not assignment[name])
        if not waiting:
            raise UserError(self.env._("None of these waits for this approval: it has been given, or they are over."))
        if any(self.env.user not in assignment._unit(side).flexible_head_user_ids for assignment in waiting):
            return self.env["flexible.work.reason"]._ask(waiting, action, title)
        waiting._approve_side(side)
        return None

    def action_refuse(self):
        """Ask why, then refuse: either side does, as long as not both have approved."""
        self._check_may_decide("from", "to")
        return self.env["flexible.work.reason"]._ask(self, "refuse_assignment", self.env._("Refuse the assignment"))

    def action_reset_draft(self):
        """Take a refusal back: both sides are asked again.

        :raises UserError: for anything that was not refused
        """
        self._check_may_decide("from", "to")
        self._check_state_is("refused")
        self.sudo().write(
            {
                "state": "draft",
                "approved_from_by_id": False,
                "approved_to_by_id": False,
                "release_date": False,
                "acceptance_date": False,
                "decision_reason": False,
            }
        )
        self._update_activities()
        for assignment in self:
            assignment._tell(self.env._("The refusal is taken back: both sides are asked again."))

    @api.private
    def _release(self, reason):
        self._approve_side("from", reason)

    @api.private
    def _accept(self, reason):
        self._approve_side("to", reason)

    @api.private
    def _approve_side(self, side, reason=""):
        """One side approves; with both it is in force, and its letters are due.

        :raises AccessError: when the user does not speak for that side
        :raises UserError: when it is no draft, or both agree and the letter number is missing
        :raises ValidationError: when the person would have two places on one date, or give more than the whole time
        """
        self._check_may_decide(side)
        self._check_state_is("draft")
        self._check_post()
        self._take_people()
        other = _approver("to" if side == "from" else "from")
        approved = self.filtered(other)
        for assignment in approved:
            if not (assignment.letter_number or "").strip():
                raise UserError(
                    self.env._(
                        "%s: enter the number of the letter first: without it nothing is approved.",
                        assignment.display_name,
                    )
                )
        for company, those in self.sudo().grouped("company_id").items():
            values = {
                _approver(side): self.env.uid,
                "release_date" if side == "from" else "acceptance_date": company._flexible_work_today(),
            }
            those.write(values | ({"decision_reason": reason} if reason else {}))
        approved.sudo().write({"state": "approved"})
        for assignment in approved.filtered(lambda assignment: not assignment.letter_date):
            assignment.sudo().letter_date = assignment._local_today()
        self._update_activities()
        for assignment in approved:
            assignment._tell(self.env._("Approved by both sides."))
            assignment._tell_facts_changed(assignment.date_from, assignment.date_to)
        approved._request_letters()

    def _check_state_is(self, state):
        """:raises UserError: when one of these is in another state"""
        names = dict(self._fields["state"]._description_selection(self.env))
        for assignment in self:
            if assignment.state != state:
                raise UserError(
                    self.env._(
                        "%(assignment)s: this cannot be done any more, its state is %(state)s.",
                        assignment=assignment.display_name,
                        state=names[assignment.state],
                    )
                )

    @api.private
    def _refuse(self, reason):
        """Refuse drafts: the person stays in the unit of the post.

        :raises UserError: when it is no draft any more
        """
        self._check_may_decide("from", "to")
        self._check_state_is("draft")
        self.sudo().write({"state": "refused", "decision_reason": reason})
        self._update_activities()
        for assignment in self:
            assignment._tell(self.env._("Refused: %s", reason))

    # ------------------------------------------------------------ ending
    def action_cancel(self):
        """Ask why, then cancel: it never takes effect."""
        self._check_may_decide("from", "to")
        return self.env["flexible.work.reason"]._ask(self, "cancel_assignment", self.env._("Cancel the assignment"))

    def action_end_early(self):
        """Ask why, then end it: yesterday was its last day."""
        self._check_may_decide("from", "to")
        return self.env["flexible.work.reason"]._ask(self, "end_assignment", self.env._("End the assignment early"))

    @api.private
    def _cancel(self, reason):
        """Cancel drafts, and approved assignments that have not begun.

        :raises UserError: when it has begun: then it is ended early
        """
        self._check_may_decide("from", "to")
        for assignment in self:
            approved = assignment.state == "approved"
            if assignment.state not in ("draft", "approved"):
                raise UserError(self.env._("%s is over already.", assignment.display_name))
            if approved and assignment.date_from < assignment._local_today():
                raise UserError(
                    self.env._("%s has begun: what was worked stays. End it early instead.", assignment.display_name)
                )
            assignment.sudo().write({"state": "cancelled", "decision_reason": reason})
            assignment._update_activities()
            assignment._tell(self.env._("Cancelled: %s", reason))
            if approved:
                assignment._tell_facts_changed(assignment.date_from, assignment.date_to)

    @api.private
    def _end_early(self, reason):
        """End approved assignments that have begun: yesterday was the last day.

        :raises UserError: when it has not begun, or is over
        """
        self._check_may_decide("from", "to")
        for assignment in self:
            today, last = assignment._local_today(), assignment.date_to
            if assignment.state != "approved" or assignment.date_from >= today or last < today:
                raise UserError(
                    self.env._("Only an approved assignment that has begun and is not over can be ended early.")
                )
            assignment.sudo().write({"date_to": today - ONE_DAY, "decision_reason": reason})
            assignment._tell(self.env._("Ended early: %s", reason))
            assignment._tell_facts_changed(today, last)

    def _local_today(self):
        return self.sudo().company_id._flexible_work_today()

    # ------------------------------------------------------------ who acts, who is told
    @api.private
    def _update_activities(self):
        """One activity for each nearest head of a side that has not approved yet.

        A head who has many to approve at once, of a proposal accepted as a whole, is told of them by one message.
        """
        self.sudo().activity_unlink([ACTIVITY])
        open_ones = self.sudo().filtered(lambda assignment: assignment.state == "draft")
        agency = {company: company._flexible_bkpsdm_users() for company in open_ones.company_id}
        rows = [(one, user) for one in open_ones for user in one._asked(agency[one.company_id])]
        asked = Counter(user for _assignment, user in rows)
        kind = self.env.ref(ACTIVITY)
        activities = self.env["mail.activity"].sudo()
        for quiet in (False, True):
            activities.with_context(mail_activity_quick_update=quiet, mail_create_nosubscribe=quiet).create(
                [
                    {
                        "activity_type_id": kind.id,
                        "automated": True,
                        "date_deadline": assignment._local_today(),
                        "res_model_id": self.env["ir.model"]._get_id(self._name),
                        "res_id": assignment.id,
                        "user_id": user.id,
                    }
                    for assignment, user in rows
                    if (asked[user] > 1) == quiet
                ]
            )
        for user, number in asked.items():
            if number > 1 and user != self.env.user:
                self._tell_many_wait(user.with_context(lang=user.lang), number)

    def _asked(self, agency):
        """The nearest head of each side that has not approved; ``agency`` for a side that has none with an account."""
        without = self.employee_id.user_id
        sides = (("from", self.approved_from_by_id), ("to", self.approved_to_by_id))
        open_units = [self._unit(side) for side, approved in sides if not approved]
        return self.env["res.users"].union(*(unit._flexible_deciding_users(without) or agency for unit in open_units))

    def _tell_many_wait(self, user, number):
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=user.partner_id.ids,
            subject=user.env._("Assignments that wait for your approval: %s", number),
            body=user.env._("You find them under Placement > Assignments, and among your activities."),
            author_id=self.env.user.partner_id.id,
        )

    def _tell(self, message):
        """Tell the person, the heads of both sides and BKPSDM."""
        assignment = self.sudo()
        users = assignment.employee_id.user_id | assignment.company_id._flexible_bkpsdm_users()
        for side in ("from", "to"):
            users |= self._unit(side)._flexible_deciding_users()
        assignment.message_post(
            body=message,
            author_id=self.env.user.partner_id.id,
            partner_ids=(users - self.env.user).partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )

    def _tell_facts_changed(self, date_from, date_to):
        self.sudo().employee_id._flexible_work_facts_changed(date_from, date_to)


def _approver(side):
    """The field that says who has approved for a side."""
    return "approved_from_by_id" if side == "from" else "approved_to_by_id"
