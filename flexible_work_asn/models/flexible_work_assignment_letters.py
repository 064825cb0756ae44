import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

RELEASE, ACCEPTANCE, ORDER = "release", "acceptance", "order"
#: the reports, in the order in which the letters are written
REPORTS = {
    RELEASE: "flexible_work_asn.action_report_assignment_release",
    ACCEPTANCE: "flexible_work_asn.action_report_assignment_acceptance",
    ORDER: "flexible_work_asn.action_report_assignment_order",
}


class FlexibleWorkAssignment(models.Model):
    """The letters of an assignment: consent to release, consent to accept, and the surat tugas.

    They are written by a job right after the approval and added to the chatter, so that a printer that fails never
    keeps an assignment from being approved. The buttons print them at any time.
    """

    _inherit = "flexible.work.assignment"

    letters_due = fields.Boolean(readonly=True, copy=False, help="Technical: the job is to write the letters.")

    def action_print_release(self):
        """The surat persetujuan melepas as PDF.

        :raises UserError: when the unit of the post has not released yet, or nobody can sign
        """
        return self._action_print(RELEASE)

    def action_print_acceptance(self):
        """The surat persetujuan menerima as PDF.

        :raises UserError: when the receiving unit has not accepted yet, or nobody can sign
        """
        return self._action_print(ACCEPTANCE)

    def action_print_order(self):
        """The surat tugas as PDF.

        :raises UserError: when it is not approved, or nobody can sign
        """
        return self._action_print(ORDER)

    def _action_print(self, letter):
        self.check_access("read")
        self._check_letter(letter)
        return self.env.ref(REPORTS[letter]).report_action(self)

    @api.private
    def _check_letter(self, letter):
        """:raises UserError: when a letter cannot be printed yet; it says what is missing."""
        for assignment in self.sudo():
            ready, missing = {
                RELEASE: (assignment.approved_from_by_id, self.env._("The unit of the post has not released yet.")),
                ACCEPTANCE: (assignment.approved_to_by_id, self.env._("The receiving unit has not accepted yet.")),
                ORDER: (assignment.state == "approved", self.env._("It is not approved by both sides.")),
            }[letter]
            if not ready or assignment.state in ("refused", "cancelled"):
                raise UserError(
                    self.env._(
                        "This letter of %(assignment)s cannot be printed: %(missing)s",
                        assignment=assignment.display_name,
                        missing=missing if not ready else self.env._("It is refused or cancelled."),
                    )
                )
            for side in _sides(letter):
                if not assignment._letter_signatory(side)[0]:
                    raise UserError(
                        self.env._(
                            "Nobody can sign: %s has no head. Enter the manager of the unit, or who acts for him or "
                            "her.",
                            assignment._letter_office(side).name,
                        )
                    )

    def _letter_office(self, side):
        """The perangkat daerah that writes for a side, in superuser mode."""
        unit = self._unit(side)
        return unit.opd_id or unit

    def _letter_day(self, side):
        """The local date of the letter of a side."""
        day = self.release_date if side == "from" else self.acceptance_date
        return day or self._local_today()

    def _letter_signatory(self, side):
        """``(employee, title)`` who signs for a side: the head of its OPD on that date or who acts for him or her, and
        where BKPSDM has decided in place of the head, the one who did.

        In superuser mode.
        """
        self.ensure_one()
        office = self._letter_office(side)
        user = self.approved_from_by_id if side == "from" else self.approved_to_by_id
        if (
            user
            and user not in self._unit(side).flexible_head_user_ids
            and user.has_group("flexible_work_asn.group_bkpsdm")
        ):
            employee = user.employee_ids.filtered(lambda one: one.company_id == self.company_id)[:1]
            if employee:
                return employee, employee.job_title or self.env._("BKPSDM")
        signatory, acting = office._acting_head(self._letter_day(side))
        post = office.manager_id.job_title or self.env._("Head of %s", office.name)
        return signatory, f"{acting}. {post}" if acting else post

    # ------------------------------------------------------------ written by a job
    def _request_letters(self):
        """Have the letters of these written, right after this transaction."""
        if self:
            self.sudo().letters_due = True
            self.env.ref("flexible_work_asn.cron_assignment_letters").sudo()._trigger()

    @api.private
    def _cron_write_letters(self):
        """Write the letters of all assignments that are due; one that cannot be written says why in its chatter."""
        due = self.search([("letters_due", "=", True)], order="id")
        self.env["ir.cron"]._commit_progress(remaining=len(due))
        for assignment in due:
            assignment._write_letters()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _write_letters(self):
        """Add the letters to the chatter of one assignment; in superuser mode."""
        self.ensure_one()
        self.letters_due = False
        if self.state != "approved":
            return
        try:
            with self.env.cr.savepoint():
                files = [self._letter_file(letter) for letter in REPORTS]
        except UserError as error:
            self.message_post(body=self.env._("The letters could not be written: %s", error.args[0]))
            return
        self.message_post(body=self.env._("The letters of this assignment."), attachments=files)

    def _letter_file(self, letter):
        """(name, content) of a letter as PDF."""
        self._check_letter(letter)
        report = self.env.ref(REPORTS[letter])
        language = self.company_id.partner_id.lang or self.env.lang
        content, _kind = report._render_qweb_pdf(report.report_name, self.ids)
        name = report.with_context(lang=language).name
        return f"{name} {self.employee_id.name}.pdf".replace("/", "-"), content


def _sides(letter):
    """Who signs a letter: the surat tugas both, the unit of the post first."""
    return {RELEASE: ("from",), ACCEPTANCE: ("to",), ORDER: ("from", "to")}[letter]
