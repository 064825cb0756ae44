from odoo import fields, models


class FlexibleWorkWarning(models.Model):
    """A warning that the system proposes and a person issues as a letter, or drops with a reason."""

    _name = "flexible.work.warning"
    _description = "Warning"
    _inherit = ["flexible.work.employee.record", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"

    level = fields.Selection(
        [
            ("verbal", "Verbal warning"),
            ("written", "Written warning"),
            ("review", "Performance review and administrative sanction"),
        ],
        required=True,
        default="verbal",
        tracking=True,
    )
    basis = fields.Text(required=True, help="What happened, and the provision that it goes against.")
    state = fields.Selection(
        [("proposed", "Proposed"), ("issued", "Issued"), ("dropped", "Dropped")],
        default="proposed",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    contact_ids = fields.Many2many("flexible.work.contact", string="Contacts", readonly=True)
