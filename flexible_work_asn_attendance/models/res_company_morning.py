from odoo import api, fields, models

from ..judge import SignalLimits


class ResCompany(models.Model):
    """What the head's morning is set by: reasons, reminders, and from where on a signal is shown."""

    _inherit = "res.company"

    flexible_work_reject_reasons = fields.Text(
        string="Frequent reasons",
        translate=True,
        help="Offered to whoever rejects a presence, one on each line. Empty: those of the system.",
    )
    flexible_work_remind_minutes = fields.Integer(
        string="Reminder before the limit",
        help="So many minutes before the limit, who has not come in is reminded, and the head is told who it is. Once "
        "a day for each person. 0: nobody is reminded.",
    )
    flexible_work_remind_before = fields.Selection(
        [("late", "Before one is late"), ("close", "Before the day closes")],
        string="Limit of the reminder",
        default="close",
        required=True,
        help="Late: the start of work with what is forgiven. Closes: from then on one counts as absent without "
        "explanation (TK).",
    )
    flexible_work_signal_days = fields.Integer(
        string="Dates looked at together",
        default=14,
        help="For signals about what repeats. No longer than positions are kept.",
    )
    flexible_work_signal_identical = fields.Integer(
        string="Identical coordinates on",
        default=3,
        help="Dates with the same coordinates, to 7 decimals. A real phone gives slightly different ones each time; "
        "1,329 people were found so in Cirebon in January 2026. 0: no such signal.",
    )
    flexible_work_signal_speed = fields.Integer(
        string="Impossible travel above",
        default=300,
        help="km/h between two check-ins that are more than 2 km apart, granting the phones all their doubt. 0: no "
        "such signal.",
    )
    flexible_work_signal_accuracy = fields.Integer(
        string="Poor accuracy above",
        default=1000,
        help="Metres of doubt, on three dates. A computer knows its place worse than a phone. 0: no such signal.",
    )
    flexible_work_signal_device = fields.Integer(
        string="One device for",
        default=2,
        help="So many people or more on one date, by the page on their own phone or computer. A kiosk makes no such "
        "signal; a desk that people share does. 0: no such signal.",
    )
    flexible_work_signal_clock = fields.Integer(
        string="Clock of the device off by more than",
        default=10,
        help="Minutes. It counts for nothing, but a clock that was set on purpose may. 0: no such signal.",
    )
    flexible_work_signal_offline = fields.Integer(
        string="Sent later on", default=3, help="Dates with a check-in that was sent later. 0: no such signal."
    )

    _remind_minutes_positive = models.Constraint(
        "CHECK(flexible_work_remind_minutes >= 0)", "The minutes before the limit cannot be negative."
    )
    _signal_limits_positive = models.Constraint(
        "CHECK(flexible_work_signal_days > 0 AND LEAST(flexible_work_signal_identical, flexible_work_signal_speed,"
        " flexible_work_signal_accuracy, flexible_work_signal_device, flexible_work_signal_clock,"
        " flexible_work_signal_offline) >= 0 AND flexible_work_signal_identical <> 1"
        " AND flexible_work_signal_device <> 1)",
        "Limits of signals cannot be negative; one date, or one person with a device, is no signal.",
    )

    @api.private
    def _flexible_work_signal_limits(self):
        """The limits of this regional government as the pure core takes them."""
        self.ensure_one()
        return SignalLimits(
            window=self.flexible_work_signal_days,
            identical_dates=self.flexible_work_signal_identical,
            speed=self.flexible_work_signal_speed,
            accuracy=self.flexible_work_signal_accuracy,
            device_people=self.flexible_work_signal_device,
            clock=self.flexible_work_signal_clock * 60,
            offline_dates=self.flexible_work_signal_offline,
        )

    @api.private
    def _flexible_work_reasons(self):
        """Reasons to choose from when a presence is rejected, in the user's language."""
        self.ensure_one()
        own = [line.strip() for line in (self.flexible_work_reject_reasons or "").splitlines() if line.strip()]
        return own or [
            self.env._("Could not be reached during working hours"),
            self.env._("Was not at the place of work"),
            self.env._("Was not in the line at the apel"),
            self.env._("No work was reported"),
            self.env._("Somebody else checked in for him or her"),
        ]


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    flexible_work_reject_reasons = fields.Text(related="company_id.flexible_work_reject_reasons", readonly=False)
    flexible_work_remind_minutes = fields.Integer(related="company_id.flexible_work_remind_minutes", readonly=False)
    flexible_work_remind_before = fields.Selection(related="company_id.flexible_work_remind_before", readonly=False)
    flexible_work_signal_days = fields.Integer(related="company_id.flexible_work_signal_days", readonly=False)
    flexible_work_signal_identical = fields.Integer(related="company_id.flexible_work_signal_identical", readonly=False)
    flexible_work_signal_speed = fields.Integer(related="company_id.flexible_work_signal_speed", readonly=False)
    flexible_work_signal_accuracy = fields.Integer(related="company_id.flexible_work_signal_accuracy", readonly=False)
    flexible_work_signal_device = fields.Integer(related="company_id.flexible_work_signal_device", readonly=False)
    flexible_work_signal_clock = fields.Integer(related="company_id.flexible_work_signal_clock", readonly=False)
    flexible_work_signal_offline = fields.Integer(related="company_id.flexible_work_signal_offline", readonly=False)
