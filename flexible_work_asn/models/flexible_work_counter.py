from odoo import api, fields, models
from odoo.exceptions import ValidationError


class FlexibleWorkCounter(models.Model):
    """A counter (loket) of a unit, and how many people it needs at least while it is open."""

    _name = "flexible.work.counter"
    _description = "Counter"
    _inherit = ["flexible.work.post", "flexible.work.trail"]
    _order = "department_id, sequence, name, id"

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    minimum_staff = fields.Integer(string="Staff at least", default=1, tracking=True)
    is_open = fields.Boolean(
        string="Open", default=True, tracking=True, help="A closed counter needs nobody until it opens again."
    )

    _name_unique = models.UniqueIndex(
        "(department_id, name) WHERE active", "The unit has a counter of this name already: change that one."
    )

    @api.constrains("minimum_staff")
    def _check_minimum_staff(self):
        for counter in self:
            if counter.minimum_staff < 0:
                raise ValidationError(self.env._("%s: the staff of a counter is 0 or more.", counter.display_name))
