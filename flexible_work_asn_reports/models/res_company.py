from odoo import fields, models


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

    _flexible_work_report_cutoff_range = models.Constraint(
        "CHECK (flexible_work_report_cutoff >= 0 AND flexible_work_report_cutoff < 24)",
        "The cut-off hour lies between 00:00 and 24:00.",
    )
