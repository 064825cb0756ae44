from odoo import fields, models


class ReportPaperformat(models.Model):
    """A format of paper that has a twin for regional governments whose letters are on F4."""

    _inherit = "report.paperformat"

    flexible_work_f4_id = fields.Many2one(
        "report.paperformat",
        string="On F4",
        help="Taken instead where the settings of the regional government say F4 (215 × 330 mm).",
    )
