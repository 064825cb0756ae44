from odoo import api, models
from odoo.tools import format_date


class HrEmployee(models.Model):
    """An assignment in one sentence, for pages, kiosks and calendars."""

    _inherit = "hr.employee"

    @api.private
    def _flexible_work_assigned(self, assignment_ids):
        """``{assignment id: sentence}``: for which unit, by which letter, until when; in the environment's language.

        The letter is the surat tugas of both units (Permendagri 1/2023 Pasal 44).
        """
        # sudo: whoever sees the day of somebody may know by which letter it is worked elsewhere
        assignments = self.env["flexible.work.assignment"].sudo().browse({*assignment_ids} - {None, False})
        return {
            assignment.id: self.env._(
                "Assigned to %(unit)s by letter %(letter)s, until %(last)s.",
                unit=assignment.department_to_id.name,
                letter=assignment.letter_number,
                last=format_date(self.env, assignment.date_to),
            )
            for assignment in assignments
        }
