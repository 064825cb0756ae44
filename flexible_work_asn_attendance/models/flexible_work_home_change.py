from odoo import fields, models

HOME_GROUPS = "flexible_work_asn.group_bkpsdm"


class FlexibleWorkHomeChange(models.Model):
    """A request to register another home, decided by BKPSDM.

    Home is the domicile recorded in personnel data (Permen PANRB 4/2025 Pasal 12); presence from home is judged by
    it, so that nobody moves it alone.
    """

    _name = "flexible.work.home.change"
    _description = "Change of the Registered Home"
    _inherit = ["flexible.work.employee.record", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"

    address = fields.Char(required=True)
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    located = fields.Boolean(string="Has a position")
    reason = fields.Text(required=True)
    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Submitted"), ("approved", "Approved"), ("refused", "Refused")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
