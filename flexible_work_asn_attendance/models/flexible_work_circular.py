from odoo import fields, models


class FlexibleWorkCircular(models.Model):
    """What the circular says about presence: place, photo, windows, apel, daily report and contact."""

    _inherit = "flexible.work.circular"

    place_policy = fields.Selection(
        [
            ("block", "Refuse a check-in from outside"),
            ("flag", "Flag a check-in from outside"),
            ("none", "Record no place"),
        ],
        string="Place of check-in",
        default="flag",
        required=True,
        tracking=True,
    )
    photo_policy = fields.Selection(
        [("none", "No photo"), ("optional", "Photo if the employee likes"), ("required", "Photo at each presence")],
        string="Photo",
        default="none",
        required=True,
        tracking=True,
        help="Deleted after the time that is set. No face is recognised.",
    )
    presence_window_ids = fields.One2many(
        "flexible.work.presence.window", "circular_id", string="Windows of presence", copy=True
    )
    apel_schedule_ids = fields.One2many(
        "flexible.work.apel.schedule", "circular_id", string="Schedule of apel", copy=True
    )
    apel_suspension_ids = fields.One2many(
        "flexible.work.apel.suspension", "circular_id", string="Apel suspended", copy=True
    )
    log_required = fields.Boolean(
        string="Daily report", tracking=True, help="Whoever works from home or elsewhere reports the day's work."
    )
    answer_minutes = fields.Integer(
        string="Answer within (minutes)", default=5, help="SE Mendagri 800.1.5/3349/SJ: less than five minutes."
    )
    calls_max = fields.Integer(
        string="Unanswered calls until a warning", default=2, help="SE Mendagri 800.1.5/3349/SJ: two."
    )

    def _facts_changed(self, date_from):
        """Have the open days resolved again soon: a circular may change those of everybody."""
        result = super()._facts_changed(date_from)
        self.env.ref("flexible_work_asn_attendance.cron_process_days").sudo()._trigger()
        return result

    def _days_judged_from(self, date_from):
        """Closed days are history: a circular is not revoked or superseded behind them."""
        if super()._days_judged_from(date_from):
            return True
        closed = self.env["flexible.work.day"].sudo()
        return bool(
            closed.search_count(
                [("company_id", "=", self.company_id.id), ("date", ">=", date_from), ("state", "=", "closed")], limit=1
            )
        )
