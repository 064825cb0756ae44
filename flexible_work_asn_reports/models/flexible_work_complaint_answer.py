from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import split_every

from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

BKPSDM = "flexible_work_asn.group_bkpsdm"
ANSWER = "flexible_work_asn_reports.mail_activity_complaint_answer"
OVERDUE = "flexible_work_asn_reports.mail_activity_complaint_overdue"
#: complaints about which BKPSDM is told in one go
PORTION = 100
#: days of a complaint or an answer whose kind is asked again, because day rows are opened or sent later
KIND_ASKED_AGAIN = 7

ACTIONS["reopen_complaint"] = ("flexible.work.complaint", "_reopen")


class FlexibleWorkComplaint(models.Model):
    """Answering complaints: who is to do it, until when, and who is told when it is late."""

    _inherit = "flexible.work.complaint"

    @api.model_create_multi
    def create(self, vals_list):
        complaints = super().create(vals_list)
        complaints.sudo()._schedule_answer()
        return complaints

    def write(self, vals):
        result = super().write(vals)
        if {"department_id", "received_at"} & vals.keys():
            waiting = self.sudo().filtered(lambda complaint: complaint.state == "received")
            waiting.activity_unlink([ANSWER])
            waiting._schedule_answer()
        return result

    def _schedule_answer(self):
        """One activity for each user who is nearest to answer: the head of the unit, else BKPSDM."""
        for complaint in self.filtered(lambda complaint: complaint.state == "received"):
            users = complaint.department_id._flexible_deciding_users()
            for user in users or complaint.company_id._flexible_bkpsdm_users():
                complaint.activity_schedule(
                    ANSWER, date_deadline=complaint.due_date, user_id=user.id, summary=complaint.name
                )

    # ------------------------------------------------------------ who may
    @api.depends("department_id.flexible_head_user_ids")
    @api.depends_context("uid")
    def _compute_can_close(self):
        user = self.env.user
        for complaint in self:
            heads = complaint.sudo().department_id.flexible_head_user_ids
            complaint.can_close = user in heads or user.has_group(BKPSDM)

    def _check_can_close(self):
        self.check_access("write")
        if not all(complaint.can_close for complaint in self):
            raise AccessError(self.env._("The head of the unit and BKPSDM settle complaints and open them again."))

    # ------------------------------------------------------------ the way of a complaint
    def action_answer(self):
        """The citizen has been answered: now, or at the time entered.

        :raises AccessError: for all but the staff of the unit and BKPSDM
        :raises UserError: without the text of the answer
        """
        self.check_access("write")
        self._check_state("received")
        for complaint in self:
            if not (complaint.answer or "").strip():
                raise UserError(
                    self.env._("%s: write what the citizen was answered, then press the button.", complaint.name)
                )
            complaint.sudo().write({"state": "answered", "answered_at": complaint.answered_at or fields.Datetime.now()})
        self.sudo().activity_unlink([ANSWER, OVERDUE])

    def action_close(self):
        """Nothing is left to be done about it. For the head of the unit and BKPSDM."""
        self._check_can_close()
        self._check_state("answered")
        self.sudo().write({"state": "closed"})

    def action_reopen(self):
        """Ask why, then take the answer back."""
        self._check_can_close()
        self._check_state("answered", "closed")
        return self.env["flexible.work.reason"]._ask(self, "reopen_complaint", self.env._("Open again"))

    @api.private
    def _reopen(self, reason):
        """Received again, with the written ``reason``; the earlier answer and its time stay in the history."""
        self._check_can_close()
        self._check_state("answered", "closed")
        for complaint in self.sudo():
            complaint.write({"state": "received", "answered_at": False, "reminded_on": False})
            complaint._message_log(
                body=self.env._("Opened again. Reason: %s", reason), author_id=self.env.user.partner_id.id
            )
            complaint._schedule_answer()

    # ------------------------------------------------------------ the server's own
    @api.model
    def _cron_complaints(self):
        """Tell BKPSDM once about each overdue complaint, and ask again what kind of day the last dates were."""
        companies = self.env["res.company"].sudo().search([])  # pylint: disable=no-search-all
        self._ask_kinds_again(companies)
        overdue = self.sudo().search(self._overdue_domain(companies) & Domain("reminded_on", "=", False))
        self.env["ir.cron"]._commit_progress(remaining=len(overdue))
        for portion in split_every(PORTION, overdue.ids):
            self.sudo().browse(portion)._tell_overdue()
            if not self.env["ir.cron"]._commit_progress(len(portion)):
                break

    def _tell_overdue(self):
        for complaint in self:
            today = complaint.company_id._flexible_work_today()
            for user in complaint.company_id._flexible_bkpsdm_users():
                complaint.activity_schedule(OVERDUE, date_deadline=today, user_id=user.id, summary=complaint.name)
            complaint.reminded_on = today

    @api.model
    def _ask_kinds_again(self, companies):
        """Days are opened in the morning and sent later by offline devices: a complaint may have been there first."""
        for model in (self.env["flexible.work.complaint"], self.env["flexible.work.survey.answer"]):
            recent = Domain.OR(
                Domain("company_id", "=", company.id)
                & Domain("date", ">=", fields.Date.subtract(company._flexible_work_today(), days=KIND_ASKED_AGAIN))
                for company in companies
            )
            records = model.sudo().search(recent & Domain("day_kind", "=", False))
            self.env.add_to_compute(model._fields["day_kind"], records)
            records.flush_recordset(["day_kind"])
