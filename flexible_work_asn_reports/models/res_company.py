from odoo import fields, models

from odoo.addons.flexible_work_asn.column_defaults import give_defaults


class ResCompany(models.Model):
    """What BKPSDM settles once about the daily report: to whom, until when, and who signs."""

    _inherit = "res.company"

    flexible_work_report_recipient_ids = fields.Many2many(
        "res.partner",
        "res_company_flexible_work_report_recipient_rel",
        string="Recipients of the daily report",
        help="They receive the daily report by mail, each in his or her own language.",
    )
    flexible_work_report_cutoff = fields.Float(
        string="Cut-off hour of the daily report",
        default=9.0,
        help="Local time. An OPD that submits later is marked as late on the report.",
    )
    flexible_work_report_auto = fields.Boolean(
        string="Open the daily report by itself",
        default=True,
        help="The report of today is opened as soon as today's days are.",
    )
    flexible_work_report_office = fields.Char(
        string="Reporting office",
        translate=True,
        default="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        help="Printed in the letterhead below the name of the regional government.",
    )
    flexible_work_report_address = fields.Text(
        string="Address in the letterhead", help="One line per line. Empty: address, phone and mail of the company."
    )
    flexible_work_report_signatory_id = fields.Many2one(
        "hr.employee",
        string="Signatory of the daily report",
        domain="[('company_id', '=', id)]",
        groups="hr.group_hr_user,flexible_work_asn.group_bkpsdm",
        help="Usually the head of BKPSDM. Name, rank and NIP are printed as Permendagri 1/2023, article 44, asks.",
    )
    flexible_work_report_signatory_title = fields.Char(
        string="Title of the signatory", help="As printed above the signature. Empty: the job title of the employee."
    )
    flexible_work_report_signatory_name = fields.Char(
        string="Name as printed",
        help="Where it differs from that of the employee: a regional head signs without NIP and rank, and whoever acts"
        " for one also without degrees. Empty: the name of the employee.",
    )
    flexible_work_report_remind_minutes = fields.Integer(
        string="Reminder before the cut-off hour",
        default=30,
        help="So many minutes before it, heads and operators of OPD that have not submitted are reminded. "
        "0: nobody is.",
    )
    flexible_work_report_send = fields.Selection(
        [("hand", "By hand"), ("verified", "At the set hour, once verified")],
        string="Sending of the daily report",
        default="hand",
        required=True,
        help="Nothing is sent that BKPSDM has not verified: BKPSDM is told when the hour comes and it is not.",
    )
    flexible_work_report_send_hour = fields.Float(
        string="Hour of sending", default=9.5, help="Local time of the regional government."
    )
    flexible_work_report_tries = fields.Integer(
        string="Attempts per recipient", default=3, help="A mail that was refused is tried again so often in all."
    )
    flexible_work_report_retry_minutes = fields.Integer(string="Minutes between attempts", default=15)
    flexible_work_report_paper = fields.Selection(
        [("a4", "A4"), ("f4", "F4 (215 × 330 mm)")], string="Paper of reports", default="a4", required=True
    )
    flexible_work_report_signatory_kind = fields.Selection(
        [("official", "Official: name, rank and NIP"), ("head", "Regional head, deputy or Sekda: name only")],
        string="Signature block",
        default="official",
        required=True,
        help="Permendagri 1/2023, article 44.",
    )
    flexible_work_report_lowest = fields.Integer(
        string="OPD in the list of lowest",
        default=5,
        help="And in the list of highest attendance. 0: nobody is listed.",
    )
    flexible_work_month_day = fields.Integer(
        string="Monthly recap until day",
        default=5,
        help="Of the next month; BKPSDM is reminded before (Katingan: day 5).",
    )
    flexible_work_month_recipient_ids = fields.Many2many(
        "res.partner",
        "res_company_flexible_work_month_recipient_rel",
        string="Recipients of the monthly report",
        help="The regional head, the governor or the ministry.",
    )
    flexible_work_complaint_days = fields.Integer(
        string="Complaints answered within (working days)",
        default=5,
        help="A later answer is marked. Set it as your SOP says.",
    )
    flexible_work_survey_open = fields.Boolean(
        string="Survey of satisfaction open", default=True, help="Citizens answer by the QR code of a service."
    )
    flexible_work_survey_minimum = fields.Integer(
        string="Answers needed for an index",
        default=5,
        required=True,
        help="With fewer answers about a service in a month no index is shown: whoever served so few citizens could "
        "tell who answered what, and so few say little. At least 3.",
    )
    flexible_work_public_page = fields.Boolean(
        string="Public page of services",
        default=True,
        help="Shown to everybody, without login. Nothing personal is on it.",
    )
    flexible_work_public_complaint = fields.Text(
        string="How to complain (public page)",
        translate=True,
        help="For services and units that name no channel of their own.",
    )

    _flexible_work_survey_minimum_range = models.Constraint(
        "CHECK (flexible_work_survey_minimum >= 3)", "An index of fewer than 3 answers would tell single ones."
    )
    _flexible_work_complaint_days_range = models.Constraint(
        "CHECK (flexible_work_complaint_days >= 0)", "Working days until the answer cannot be negative."
    )
    _flexible_work_month_day_range = models.Constraint(
        "CHECK (flexible_work_month_day BETWEEN 1 AND 28)",
        "The monthly recap is due on a day of the next month, from 1 to 28.",
    )
    _flexible_work_report_lowest_range = models.Constraint(
        "CHECK (flexible_work_report_lowest BETWEEN 0 AND 50)",
        "The lists of lowest and highest attendance name 0 to 50 OPD.",
    )
    _flexible_work_report_cutoff_range = models.Constraint(
        "CHECK (flexible_work_report_cutoff >= 0 AND flexible_work_report_cutoff < 24)",
        "The cut-off hour lies between 00:00 and 24:00.",
    )
    _flexible_work_report_remind_range = models.Constraint(
        "CHECK (flexible_work_report_remind_minutes BETWEEN 0 AND 720)",
        "The reminder comes up to 12 hours (720 minutes) before the cut-off hour; 0: nobody is reminded.",
    )
    _flexible_work_report_send_hour_range = models.Constraint(
        "CHECK (flexible_work_report_send_hour >= 0 AND flexible_work_report_send_hour < 24)",
        "The hour of sending lies between 00:00 and 24:00.",
    )
    _flexible_work_report_tries_range = models.Constraint(
        "CHECK (flexible_work_report_tries BETWEEN 1 AND 20 AND flexible_work_report_retry_minutes BETWEEN 1 AND 1440)",
        "A mail is tried 1 to 20 times, at intervals of 1 minute to a day.",
    )

    def init(self):
        super().init()
        give_defaults(self, "flexible_work_asn_reports")
