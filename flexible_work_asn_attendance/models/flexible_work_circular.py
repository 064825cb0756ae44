from odoo import api, fields, models


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
        string="Unanswered calls until a warning",
        default=2,
        help="SE Mendagri 800.1.5/3349/SJ: two, on one day. A verbal warning is proposed then.",
    )
    message_warns = fields.Boolean(
        string="One unanswered message is enough",
        default=True,
        help="SE Mendagri 800.1.5/3349/SJ: no answer in time, without a reason, calls for a written warning. Off: a "
        "message counts as a call.",
    )

    _answer_minutes_positive = models.Constraint(
        "CHECK(answer_minutes > 0 AND calls_max > 0)",
        "Minutes to answer and unanswered calls until a warning are at least one.",
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

    @api.model
    @api.private
    def _in_force_on(self, company, date):
        """The circular (sudo) that speaks for ``company`` on ``date`` where the day names none; maybe empty.

        A dated one before an open-ended one, then the later issued, as in the plan.
        """
        found = self._binding_between(company, date, date)
        return found.sorted(lambda one: (bool(one.date_to), one.date_issued or date.min, one.id), reverse=True)[:1]
