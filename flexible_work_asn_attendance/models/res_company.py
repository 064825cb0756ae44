from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    flexible_work_close_hour = fields.Float(
        string="Day closes at",
        default=18.0,
        help="Local hour. Whoever is expected and has not come in by then is absent without explanation (TK), "
        "and the day becomes history.",
    )
    flexible_work_late_tolerance = fields.Integer(
        string="Tolerance for coming late",
        help="Minutes after the start of work that are forgiven. Whoever comes later is late by all of them.",
    )
    flexible_work_home_radius = fields.Integer(
        string="Radius around the registered home",
        default=200,
        help="Metres around the registered home in which a check-in from home counts as inside.",
    )
    flexible_work_opened_on = fields.Date(
        string="Days opened up to",
        readonly=True,
        copy=False,
        help="The last local date for which the day of every employee has been opened.",
    )

    _close_hour_in_day = models.Constraint(
        "CHECK(flexible_work_close_hour > 0 AND flexible_work_close_hour <= 24)",
        "The hour on which a day closes lies between 00:00 and 24:00.",
    )
    _late_tolerance_positive = models.Constraint(
        "CHECK(flexible_work_late_tolerance >= 0)", "The tolerance for coming late cannot be negative."
    )
    _home_radius_positive = models.Constraint(
        "CHECK(flexible_work_home_radius > 0)", "The radius around the home must be larger than 0 m."
    )
