from odoo import fields, models

GROUPS = "hr.group_hr_user,flexible_work_asn.group_bkpsdm"


class HrVersion(models.Model):
    """What may change in a career, and must be read as it was on the date that is judged."""

    _inherit = "hr.version"

    asn_kind = fields.Selection(
        [("pns", "PNS"), ("pppk", "PPPK"), ("pppk_pw", "PPPK paruh waktu")],
        string="Kind of ASN",
        default="pns",
        groups=GROUPS,
        tracking=True,
    )
    position_level_id = fields.Many2one("flexible.work.position.level", groups=GROUPS, tracking=True)
    grade_id = fields.Many2one("flexible.work.grade", groups=GROUPS, tracking=True)
