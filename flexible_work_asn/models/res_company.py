from datetime import date

from odoo import api, fields, models

from ..local_time import to_local


class ResCompany(models.Model):
    _inherit = "res.company"

    flexible_new_employee_months = fields.Integer(
        string="New employees stay on site (months)",
        help="Permen PANRB 4/2025 Pasal 25 bars new employees and names no length. 0: only by a statement.",
    )
    flexible_mode_visibility = fields.Selection(
        [
            ("opd", "Colleagues of the same OPD"),
            ("all", "Everybody of the regional government"),
            ("staff", "Only heads, operators and BKPSDM"),
        ],
        string="Today's place of work is seen by",
        default="opd",
        required=True,
        help="Where somebody works today, on employee cards and in the presence icon; never why. Heads and operators "
        "see it for their units, BKPSDM, auditors and executives for all.",
    )

    _new_employee_months_positive = models.Constraint(
        "CHECK(flexible_new_employee_months >= 0)",
        "The months for which new employees stay on site cannot be negative.",
    )

    @api.private
    def _flexible_work_tz(self):
        """Name of the zone of the regional government: that of its working schedule."""
        self.ensure_one()
        return self.sudo().resource_calendar_id.tz or self.sudo().partner_id.tz or "UTC"

    @api.private
    def _flexible_work_today(self, now=None) -> date:
        """The local date. ``now`` is a naive UTC time; without it, the server's clock."""
        return to_local(now or fields.Datetime.now(), self._flexible_work_tz()).date()

    @api.private
    def _flexible_bkpsdm_users(self):
        """The users of BKPSDM, who decide and are told; administrators where there are none."""
        self.ensure_one()
        users = self.env["res.users"].sudo()
        group = self.env.ref("flexible_work_asn.group_bkpsdm")
        own = [("company_ids", "in", self.ids), ("share", "=", False)]
        return users.search([*own, ("group_ids", "in", group.ids)]) or users.search(
            [*own, ("all_group_ids", "in", group.ids)]
        )

    def write(self, vals):
        result = super().write(vals)
        if "flexible_new_employee_months" in vals:
            for company in self:
                self.env["flexible.work.circular"].sudo()._facts_changed(company._flexible_work_today())
        return result
