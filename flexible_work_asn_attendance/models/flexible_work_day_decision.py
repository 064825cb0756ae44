from markupsafe import escape

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

REJECT_ACTION = "flexible_work_asn_attendance.flexible_work_day_reject_action"


class FlexibleWorkDay(models.Model):
    """The head verifies or rejects what the record says; the record of the decision stays readable."""

    _inherit = "flexible.work.day"

    @api.depends_context("uid")
    @api.depends("department_id.flexible_head_user_ids", "employee_id.user_id", "state")
    def _compute_can_decide(self):
        for day in self:
            day.can_decide = not day._why_not_decide()

    def _why_not_decide(self):
        """Why the user may not decide about this day; None when he or she may."""
        self.ensure_one()
        day, user = self.sudo(), self.env.user
        if day.employee_id.user_id == user:
            return self.env._("Nobody decides about the own day: it is for the head above or BKPSDM.")
        if user.has_group("flexible_work_asn.group_bkpsdm"):
            return None
        if user not in day.department_id.flexible_head_user_ids:
            return self.env._(
                "Only the head of %(unit)s, of a unit above it, or BKPSDM decides about the day of %(employee)s.",
                unit=day.department_id.name or "",
                employee=day.employee_id.name,
            )
        if day.state == "closed":
            return self.env._(
                "The day of %(employee)s is closed. Only BKPSDM can still decide about it.",
                employee=day.employee_id.name,
            )
        return None

    def _check_can_decide(self):
        """:raises AccessError: when the user may not decide about one of these days"""
        for day in self:
            reason = day._why_not_decide()
            if reason:
                raise AccessError(reason)

    def action_verify(self):
        """Verify the presence of these people; asks for a reason where a rejection is taken back.

        Of many, those without a presence to verify are passed over, and so are those about whom the user
        may not decide.

        :raises AccessError: when the user may not decide about any of them
        """
        if any(day.verification == "rejected" for day in self):
            return self._action_ask("verify")
        open_questions = self.filtered(lambda day: day.status == "present" and day.verification == "none")
        allowed = open_questions.filtered("can_decide")
        if not allowed:
            (open_questions or self)._check_can_decide()
        allowed._decide("verified")
        if allowed == self:
            return None
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._(
                    "%(verified)s verified; %(passed_over)s passed over, because there is no presence to verify, it is "
                    "verified already, or it is not for you to decide.",
                    verified=len(allowed),
                    passed_over=len(self - allowed),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_reject(self):
        """Ask why, then reject: the person counts as absent."""
        return self._action_ask("reject")

    def action_reset(self):
        """Ask why, then take the decision back."""
        return self._action_ask("reset")

    def _action_ask(self, decision):
        self._check_can_decide()
        action = self.env["ir.actions.act_window"]._for_xml_id(REJECT_ACTION)
        titles = {
            "verify": self.env._("Verify after all"),
            "reject": self.env._("Reject the presence"),
            "reset": self.env._("Take the decision back"),
        }
        return action | {
            "name": titles[decision],
            "context": {"default_day_ids": self.ids, "default_decision": decision},
        }

    @api.private
    def _decide(self, verification, reason=None):
        """Store a decision about these days, judge them again, and log what was there before.

        :param verification: verified, rejected, or none to take a decision back
        :param reason: required to reject, and to change a decision
        :raises AccessError: when the user may not decide
        :raises UserError: without a reason, or when there is no presence that could be rejected
        """
        self._check_can_decide()
        reason = (reason or "").strip()
        for day in self:
            changes = day.verification != "none" and day.verification != verification
            if not reason and (verification == "rejected" or changes):
                raise UserError(self.env._("Give a reason."))
            if verification != "none" and day.status != "present" and day.verification != "rejected":
                raise UserError(
                    self.env._(
                        "%(employee)s has no presence on %(date)s that could be verified or rejected.",
                        employee=day.sudo().employee_id.name,
                        date=fields.Date.to_string(day.date),
                    )
                )
        days = self.filtered(lambda day: day.verification != verification or verification == "rejected").sudo()
        before = {day.id: day._decision_words() for day in days}
        days.write(
            {
                "verification": verification,
                "verified_by_id": self.env.uid if verification != "none" else False,
                "verified_at": fields.Datetime.now() if verification != "none" else False,
                "rejection_reason": reason if verification == "rejected" else False,
            }
        )
        self.env["flexible.work.day"]._judge_days(days.ids, reopened=True)
        days._message_log_batch({day.id: day._decision_log(before[day.id], reason) for day in days})

    def _decision_words(self):
        labels = self._fields
        return self.env._(
            "%(status)s, %(verification)s",
            status=dict(labels["status"]._description_selection(self.env))[self.status],
            verification=dict(labels["verification"]._description_selection(self.env))[self.verification],
        )

    def _decision_log(self, before, reason):
        text = self.env._("Before: %(before)s. Now: %(now)s.", before=before, now=self._decision_words())
        because = self.env._("Reason: %s", reason) if reason else ""
        return escape(f"{text} {because}".strip())
