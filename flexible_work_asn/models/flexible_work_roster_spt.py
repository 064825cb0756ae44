from odoo import api, fields, models
from odoo.exceptions import UserError


class FlexibleWorkRoster(models.Model):
    """What the surat perintah tugas of a roster needs: number, date, legal basis, and who signs."""

    _inherit = "flexible.work.roster"

    spt_number = fields.Char(string="Number of the SPT", copy=False, tracking=True, help="As 800.1.11.1/145/2026.")
    spt_date = fields.Date(string="Date of the SPT", copy=False, tracking=True)
    spt_basis = fields.Text(
        string="Legal basis of the SPT", help="One line per line. Empty: the circulars in force and what they rest on."
    )

    def action_print_spt(self):
        """The surat perintah tugas as PDF.

        :raises UserError: when the roster is not in force, or number, date or signatory are missing
        """
        self.check_access("read")
        self._check_spt()
        return self.env.ref("flexible_work_asn.action_report_roster_spt").report_action(self)

    def _spt_signatory(self):
        """``(employee, title)``: the head of the OPD on the date of the letter, or who acts for him or her (Plh, Plt).

        In superuser mode. Kab. Serang and Bengkulu: the head of the OPD orders by an SPT who works where.
        """
        self.ensure_one()
        unit = self.department_id.opd_id or self.department_id
        day = self.spt_date or self.company_id._flexible_work_today()
        signatory, acting = unit._acting_head(day)
        post = unit.manager_id.job_title or self.env._("Head of %s", unit.name)
        return signatory, f"{acting}. {post}" if acting else post

    @api.onchange("spt_number")
    def _onchange_spt_number(self):
        """The letter is dated the day on which it gets its number, unless said otherwise."""
        if self.spt_number and not self.spt_date:
            self.spt_date = self.sudo().company_id._flexible_work_today()

    @api.private
    def _check_spt(self):
        """:raises UserError: when a letter cannot be printed yet; it says what is missing."""
        for roster in self:
            if roster.state == "draft":
                raise UserError(
                    self.env._("%s is a draft. Approve it, then print the surat perintah tugas.", roster.display_name)
                )
            missing = [
                roster._fields[name]._description_string(self.env)
                for name in ("spt_number", "spt_date")
                if not roster[name]
            ]
            if missing:
                raise UserError(
                    self.env._(
                        "The surat perintah tugas of %(roster)s cannot be printed yet. Fill in: %(fields)s.",
                        roster=roster.display_name,
                        fields=", ".join(missing),
                    )
                )
            if not roster.sudo()._spt_signatory()[0]:
                raise UserError(
                    self.env._(
                        "Nobody can sign: %s has no head. Enter the manager of the unit, or who acts for him or her.",
                        roster.sudo().department_id.name,
                    )
                )
