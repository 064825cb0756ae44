from odoo import api, fields, models


class FlexibleWorkCycle(models.Model):
    """A pattern of days that repeats (2-2-3; morning, afternoon, night, free), counted from an anchor date.

    Where a group stands on a date is arithmetic: ``(date - anchor_date + offset) modulo length``. So a roster of any
    period goes on where the one before it ended.
    """

    _name = "flexible.work.cycle"
    _description = "Roster Cycle"
    _order = "name"
    _check_company_auto = True

    name = fields.Char(required=True)
    anchor_date = fields.Date(required=True, help="The date on which a group with offset 0 stands on the first day.")
    day_ids = fields.One2many("flexible.work.cycle.day", "cycle_id", string="Days of the pattern", copy=True)
    day_count = fields.Integer(compute="_compute_day_count", string="Days")
    group_count = fields.Integer(
        string="Groups", default=2, required=True, help="The people are divided into so many groups, spread evenly."
    )
    department_id = fields.Many2one(
        "hr.department", string="Unit", index=True, check_company=True, help="Empty: for all units."
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company, string="Regional government"
    )
    active = fields.Boolean(default=True)

    _some_group = models.Constraint("CHECK(group_count >= 1)", "A cycle has at least one group.")

    @api.depends("day_ids")
    def _compute_day_count(self):
        for cycle in self:
            cycle.day_count = len(cycle.day_ids)
