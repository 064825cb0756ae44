from datetime import date

from odoo import api, fields, models

from ..column_defaults import give_defaults
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

    flexible_effective_minutes_5 = fields.Integer(
        string="Effective minutes a year, five-day week",
        default=75000,
        help="Permen PANRB 1/2020: 1,250 hours. The older KEP/75/M.PAN/7/2004 has 72,000 minutes.",
    )
    flexible_effective_minutes_6 = fields.Integer(
        string="Effective minutes a year, six-day week", default=90000, help="Permen PANRB 1/2020: 1,500 hours."
    )
    flexible_workload_rounding = fields.Selection(
        [("half", "From half a person on"), ("up", "Always up")],
        string="Need of people is rounded",
        default="half",
        required=True,
    )
    flexible_travel_speed = fields.Integer(
        string="Travel speed (km/h)",
        default=30,
        help="For areas without a travel time: over the distance as the crow flies.",
    )

    flexible_setup_reminder = fields.Boolean(
        string="Reminder of the set-up",
        default=True,
        help="BKPSDM sees in the top bar what is still missing in the set-up checklist.",
    )
    flexible_unknown_need_keep_percent = fields.Float(
        string="Units without a known need keep (%)",
        default=50.0,
        help="Of their people, where a unit has neither services nor counters, and no number to keep is set on it.",
    )
    # As classes of EU are commonly told; the text of the regulation itself was not at hand.
    flexible_efficiency_a = fields.Float(string="Class A above", default=1.0, digits=(16, 2))
    flexible_efficiency_b = fields.Float(string="Class B from", default=0.9, digits=(16, 2))
    flexible_efficiency_c = fields.Float(string="Class C from", default=0.7, digits=(16, 2))
    flexible_efficiency_d = fields.Float(string="Class D from", default=0.5, digits=(16, 2))

    _unknown_need_percent = models.Constraint(
        "CHECK(flexible_unknown_need_keep_percent BETWEEN 0 AND 100)",
        "What units without a known need keep is a percentage from 0 to 100.",
    )
    _efficiency_ordered = models.Constraint(
        "CHECK(flexible_efficiency_a >= flexible_efficiency_b AND flexible_efficiency_b > flexible_efficiency_c"
        " AND flexible_efficiency_c > flexible_efficiency_d AND flexible_efficiency_d > 0)",
        "The classes of efficiency go down from A to D, each to more than 0.",
    )
    _effective_minutes_positive = models.Constraint(
        "CHECK(flexible_effective_minutes_5 > 0 AND flexible_effective_minutes_6 > 0)",
        "The effective minutes of a year are more than 0.",
    )
    _travel_speed_positive = models.Constraint(
        "CHECK(flexible_travel_speed > 0)", "The travel speed is more than 0 km/h."
    )
    _new_employee_months_positive = models.Constraint(
        "CHECK(flexible_new_employee_months >= 0)",
        "The months for which new employees stay on site cannot be negative.",
    )

    def init(self):
        super().init()
        give_defaults(self, "flexible_work_asn")

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
