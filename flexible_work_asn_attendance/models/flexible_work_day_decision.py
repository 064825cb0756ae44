from markupsafe import escape

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.mail import generate_tracking_message_id

from odoo.addons.flexible_work_asn.bulk import insert_new, update_changed

from .flexible_work_employee_record import BKPSDM

REJECT_ACTION = "flexible_work_asn_attendance.flexible_work_day_reject_action"
SIGNALS_ACTION = "flexible_work_asn_attendance.flexible_work_signal_action"
DECISION_COLUMNS = ("verification", "verified_by_id", "verified_at", "rejection_reason")
#: of a note in the chatter, as Odoo writes it; see NOTE_VALUES for the last but one
NOTE_COLUMNS = (
    "model",
    "res_id",
    "body",
    "message_id",
    "author_id",
    "email_from",
    "subtype_id",
    "message_type",
    "is_internal",
    "date",
)
NOTE_VALUES = ("notification", True)


class FlexibleWorkDay(models.Model):
    """The head verifies or rejects what the record says; the record of the decision stays readable."""

    _inherit = "flexible.work.day"

    @api.depends("employee_id.user_id", "department_id.flexible_head_user_ids", "state")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        return super()._compute_can_decide()

    def _why_not_decide(self):
        """Why the user may not decide about this day; None when he or she may. A closed one is for BKPSDM alone."""
        reason = super()._why_not_decide()
        if reason or self.state == "open" or self.env.user.has_group(BKPSDM):
            return reason
        return self.env._(
            "The day of %(employee)s is closed. Only BKPSDM can still decide about it.",
            employee=self.sudo().employee_id.name,
        )

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
        """Ask why, then reject: these people count as absent.

        :raises AccessError: when the user may not decide about one of them
        :raises UserError: when one of them has no presence that could be rejected
        """
        self._check_can_decide()
        self._check_presence()
        return self._action_ask("reject")

    def action_reset(self):
        """Ask why, then take the decision back; of many, those without a decision are passed over.

        :raises AccessError: when the user may not decide about one of them
        :raises UserError: when nothing has been decided about any of them
        """
        decided = self.filtered(lambda day: day.verification != "none")
        if not decided:
            raise UserError(self.env._("Nothing has been decided about these days yet."))
        return decided._action_ask("reset")

    def action_open_signals(self):
        """The signals about check-ins of this day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(SIGNALS_ACTION)
        return action | {"domain": [("day_id", "=", self.id)], "context": {}}

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

    def _check_presence(self):
        """:raises UserError: when one of these days has no presence that could be verified or rejected"""
        for day in self:
            if day.status != "present" and day.verification != "rejected":
                raise UserError(
                    self.env._(
                        "%(employee)s has no presence on %(date)s that could be verified or rejected.",
                        employee=day.sudo().employee_id.name,
                        date=fields.Date.to_string(day.date),
                    )
                )

    @api.private
    def _decide(self, verification, reason=None):
        """Store a decision about these days, judge them again, and log what was there before.

        A thousand days take as many queries as one.

        :param verification: verified, rejected, or none to take a decision back
        :param reason: required to reject, and to change a decision
        :raises AccessError: when the user may not decide
        :raises UserError: without a reason, or when there is no presence that could be rejected
        """
        self._check_can_decide()
        reason = (reason or "").strip()
        changes = any(day.verification not in ("none", verification) for day in self)
        if not reason and (verification == "rejected" or changes):
            raise UserError(self.env._("Give a reason."))
        if verification != "none":
            self._check_presence()
        days = self.filtered(lambda day: day.verification != verification or verification == "rejected").sudo()
        before = {day.id: (day.status, day.verification) for day in days}
        decided = verification != "none"
        values = (
            verification,
            self.env.uid if decided else None,
            fields.Datetime.now() if decided else None,
            reason if verification == "rejected" else None,
        )
        self.env.flush_all()
        update_changed(days, DECISION_COLUMNS, [(id_, *values) for id_ in days.ids])
        self.env["flexible.work.day"]._judge_days(days.ids, reopened=True)
        days._log_decision(before, reason)

    def _log_decision(self, before, reason):
        """A note on each of these days: what was there before, what is there now, and why.

        Written in one statement, because Odoo would take a query for each hundred of them.

        :param before: {day id: (status, verification)}
        """
        author, email = self.env.user.partner_id, self.env.user.email_formatted
        note = self.env.ref("mail.mt_note").id
        words = {}
        rows = []
        for day in self:
            key = (before[day.id], (day.status, day.verification))
            if key not in words:
                words[key] = escape(self._decision_note(*key, reason))
            message_id = generate_tracking_message_id(f"{day.id}-{self._name}")
            rows.append((self._name, day.id, words[key], message_id, author.id, email, note, *NOTE_VALUES))
        messages = self.env["mail.message"].sudo()
        insert_new(messages, NOTE_COLUMNS, [(*row, self.env.cr.now()) for row in rows], unique=("id",))
        self.invalidate_recordset(["message_ids"])

    def _decision_note(self, before, now, reason):
        text = self.env._(
            "Before: %(before)s. Now: %(now)s.", before=self._decision_words(*before), now=self._decision_words(*now)
        )
        because = self.env._("Reason: %s", reason) if reason else ""
        return f"{text} {because}".strip()

    def _decision_words(self, status, verification):
        labels = self._fields
        return self.env._(
            "%(status)s, %(verification)s",
            status=dict(labels["status"]._description_selection(self.env))[status],
            verification=dict(labels["verification"]._description_selection(self.env))[verification],
        )
