from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.flexible_work_asn.local_time import at_hour, to_local

from ..judge import end_of_work
from .flexible_work_contact import NOTED_WITHIN

#: SE Mendagri 800.1.5/3349/SJ, where no circular of the region says otherwise
DEFAULT_MINUTES = 5
BUS_TYPE = "flexible_work.contact"


class FlexibleWorkContact(models.Model):
    """Calling, answering, and what the clock says about it."""

    _inherit = "flexible.work.contact"

    # ------------------------------------------------------------ may it be made
    @api.model
    def _values_of_day(self, employee, called_at):
        """The day to which a call at ``called_at`` (naive UTC) belongs, and the limit that its circular sets.

        :raises UserError: when ``employee`` is not working away at that time: other mode, leave, break, off hours
        """
        tz = employee._flexible_work_tz_batch()[employee.id]
        local = to_local(called_at, tz)
        day = self._day_at(employee, local)
        reason = day._why_not_call(local) if day else self.env._("%s does not work on that day.", employee.name)
        if reason:
            raise UserError(reason)
        circular = day.circular_id or self.env["flexible.work.circular"]._in_force_on(day.company_id, day.date)
        minutes = circular.answer_minutes or DEFAULT_MINUTES
        return {
            "date": day.date,
            "day_id": day.id,
            "answer_minutes": minutes,
            "answer_until": called_at + timedelta(minutes=minutes),
        }

    def _day_at(self, employee, local):
        """The day at work at a local time: yesterday's night shift, or that of the date."""
        Day = self.env["flexible.work.day"]
        yesterday = Day._day_of(employee, local.date() - timedelta(days=1))
        if yesterday.mode and local < end_of_work(yesterday.date, yesterday.hour_from, yesterday.hour_to):
            return yesterday
        return Day._day_of(employee, local.date(), opening=True)

    # ------------------------------------------------------------ the clock
    def _result_at(self, now):
        """The result by the server's clock at ``now`` (naive UTC)."""
        self.ensure_one()
        if self.excused:
            return "excused"
        if self.answered_at:
            return "in_time" if self.answered_at <= self.answer_until else "late"
        return "waiting" if now <= self.answer_until else "no_answer"

    @api.private
    def _settle_now(self):
        """Write the result of these contacts as of now, and have the ladder proposed for what is settled."""
        now = fields.Datetime.now()
        for contact in self:
            result = contact._result_at(now)
            if contact.result != result:
                contact.result = result
            if result == "waiting":
                cron = self.env.ref("flexible_work_asn_attendance.cron_settle_contacts")
                cron._trigger(contact.answer_until + timedelta(seconds=1))
        self.env["flexible.work.warning"]._propose_for(self.employee_id, self.mapped("date"))

    @api.model
    def _cron_settle(self):
        """Contacts whose time to answer is over have no answer, and may give reason for a proposal."""
        over = self.sudo().search([("result", "=", "waiting"), ("answer_until", "<", fields.Datetime.now())])
        self.env["ir.cron"]._commit_progress(remaining=len(over))
        # in one go for each person, because the contacts of a day are judged together
        for contacts in over.grouped("employee_id").values():
            contacts._settle_now()
            if not self.env["ir.cron"]._commit_progress(len(contacts)):
                break

    def _is_of_today(self, now, tz):
        """Whether its working day is still on at ``now``: a call of yesterday is not answered today."""
        self.ensure_one()
        day = self.day_id
        ends = at_hour(self.date, 24)
        if day.mode:
            ends = max(ends, end_of_work(day.date, day.hour_from, day.hour_to))
        return to_local(now, tz) <= ends

    # ------------------------------------------------------------ calling
    @api.model
    @api.private
    def _call(self, employee):
        """Call ``employee`` through this system: it stands on the page *Hari Ini* at once, and in the inbox.

        :raises AccessError: for people of other units
        :raises UserError: without an account, while a call waits for its answer, or as `_why_not_call` says
        """
        self._check_may_call(employee, employee.sudo()._flexible_work_unit_today())
        user = employee.sudo().user_id
        if not user:
            raise UserError(self.env._("%s has no account here. Telephone, and note the call.", employee.sudo().name))
        earlier = self.sudo().search([("employee_id", "=", employee.id), ("result", "=", "waiting")])
        earlier._settle_now()
        waiting = earlier.filtered(lambda one: one.result == "waiting")
        if waiting:
            raise UserError(
                self.env._(
                    "%(user)s called %(employee)s at %(time)s already. Wait for the answer until %(until)s.",
                    user=waiting.called_by_id.name,
                    employee=employee.sudo().name,
                    time=waiting.local_called_at,
                    until=waiting.local_answer_until,
                )
            )
        contact = self.sudo().create([{"employee_id": employee.id, "kind": "app", "called_by_id": self.env.uid}])
        contact._notify_called(user)
        return contact

    def _notify_called(self, user):
        contact = self.with_context(lang=user.lang)
        user.partner_id._bus_send(BUS_TYPE, self._card(self.employee_id))
        contact.message_notify(
            partner_ids=user.partner_id.ids,
            author_id=self.called_by_id.partner_id.id,
            subject=contact.env._("%s is calling you", self.called_by_id.name),
            body=contact.env._("Answer on the page Today until %s: one tap is enough.", contact.local_answer_until),
        )

    # ------------------------------------------------------------ answering
    @api.private
    def _answer(self, employee):
        """Record that ``employee`` answers now, by the server's clock; answering again changes nothing.

        :raises UserError: for a call that was not made to ``employee``
        """
        contact = self.sudo().exists()
        if not contact or contact.employee_id != employee or contact.kind != "app":
            raise UserError(self.env._("This call was not for you, or does not exist any more."))
        if contact.answered_at:
            return
        contact.answered_at = fields.Datetime.now()
        contact._settle_now()
        caller = contact.called_by_id
        caller.partner_id._bus_send(
            "simple_notification",
            {
                "type": "success" if contact.result == "in_time" else "warning",
                "message": contact.with_context(lang=caller.lang).env._(
                    "%(employee)s answered after %(minutes)s minutes.",
                    employee=employee.name,
                    minutes=f"{contact.minutes:.1f}",
                ),
            },
        )

    def action_answered(self):
        """The person called back or answered the message just now: noted by the server's clock.

        :raises UserError: for calls through this system, which the person answers, and for what was answered
        """
        self._check_may_contact()
        for contact in self.sudo():
            if contact.kind == "app":
                raise UserError(self.env._("A call through this system is answered by the person alone."))
            if contact.answered_at:
                raise UserError(self.env._("%s was answered already.", contact.display_name))
            if contact.called_at < fields.Datetime.now() - NOTED_WITHIN:
                raise UserError(
                    self.env._("%s is too long ago. If there was a reason, excuse it.", contact.display_name)
                )
            contact.answered_at = fields.Datetime.now()
        self.sudo()._settle_now()
