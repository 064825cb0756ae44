from odoo import fields, models


class FlexibleWorkCounter(models.Model):
    """A counter (loket) of a unit, and how many people it needs at least while it is open."""

    _name = "flexible.work.counter"
    _description = "Counter"
    _inherit = ["flexible.work.post", "mail.thread"]
    _order = "department_id, sequence, name, id"

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    minimum_staff = fields.Integer(string="Staff at least", default=1, tracking=True)
    is_open = fields.Boolean(string="Open", default=True, tracking=True)
