from odoo import fields, models

from odoo.addons.flexible_work_asn.column_defaults import give_defaults


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
    flexible_work_offline_minutes = fields.Integer(
        string="Check-ins without network",
        default=120,
        help="Minutes for which a phone without network may keep a check-in and send it later; it counts at the time "
        "of the tap and is flagged with both times. 0: not accepted.",
    )
    flexible_work_correction_days = fields.Integer(
        string="Corrections within",
        default=3,
        help="Working days after a day in which it may be asked for.",
    )
    flexible_work_correction_approver = fields.Selection(
        [("head", "Head of the unit"), ("bkpsdm", "BKPSDM, after the superior's statement")],
        string="Corrections decided by",
        default="head",
        required=True,
    )
    flexible_work_correction_evidence = fields.Selection(
        [("none", "Not required"), ("absence", "For an absence that is explained"), ("all", "For every correction")],
        string="Evidence of a correction",
        default="absence",
        required=True,
    )
    flexible_work_log_hours = fields.Integer(
        string="Daily reports decided within",
        default=24,
        help="Hours after the end of the day of the report. 0: without a limit.",
    )
    flexible_work_log_hour = fields.Float(
        string="Daily reports due at",
        default=24.0,
        help="Local hour of the day of the report; a shift over midnight is reported by its end. Later ones are "
        "marked as late, never refused.",
    )
    flexible_work_log_evidence = fields.Boolean(
        string="Daily reports need evidence",
        help="A report without a file or a link as evidence cannot be approved, as in Wonosobo.",
    )
    flexible_work_warning_months = fields.Integer(
        string="Repetition counts for",
        default=12,
        help="Months for which a warning that was issued makes the next proposal a step higher. 0: it does not.",
    )
    flexible_work_position_days = fields.Integer(
        string="Positions kept for",
        default=90,
        help="Days after which coordinates, addresses of the network and devices of check-ins are deleted; whether "
        "they were inside stays.",
    )
    flexible_work_position_older = fields.Boolean(
        string="Also of check-ins from before",
        help="Check-ins that were in Odoo before these addons keep their positions, unless this is set. UU 27/2022 "
        "asks the same of them: personal data is deleted when its time is over (Pasal 16), or when the person asks "
        "(Pasal 8). What is deleted does not come back.",
    )
    flexible_work_photo_days = fields.Integer(
        string="Photos kept for", default=30, help="Days after which photos of check-ins are deleted."
    )
    flexible_work_minutes_of_day = fields.Integer(
        string="Late minutes that make one day absent",
        default=450,
        help="Minutes late and early are added up; so many make one day (7.5 hours under PP 53/2010; whether "
        "PP 94/2021 keeps it is for the region to say). 0: they are not converted.",
    )
    flexible_work_privacy_notice = fields.Html(
        string="Notice on personal data", translate=True, help="Shown to every employee beside one's own data."
    )
    flexible_work_data_officer = fields.Char(
        string="Contact for personal data",
        help="Whom employees ask about their data: office, telephone or e-mail of the official for data protection.",
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
    _offline_minutes_positive = models.Constraint(
        "CHECK(flexible_work_offline_minutes >= 0)", "The minutes without network cannot be negative."
    )
    _kept_days_positive = models.Constraint(
        "CHECK(flexible_work_position_days > 0 AND flexible_work_photo_days > 0)",
        "Positions and photos are kept for at least one day.",
    )
    _limits_positive = models.Constraint(
        "CHECK(LEAST(flexible_work_correction_days, flexible_work_log_hours, flexible_work_minutes_of_day) >= 0)",
        "Limits cannot be negative.",
    )
    _log_hour_in_day = models.Constraint(
        "CHECK(flexible_work_log_hour > 0 AND flexible_work_log_hour <= 24)",
        "The hour at which daily reports are due lies between 00:00 and 24:00.",
    )
    _warning_months_positive = models.Constraint(
        "CHECK(flexible_work_warning_months >= 0)", "The months for which repetition counts cannot be negative."
    )

    def init(self):
        super().init()
        give_defaults(self, "flexible_work_asn_attendance")
