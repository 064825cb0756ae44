from odoo import api, fields, models


class FlexibleWorkWorkloadUnit(models.Model):
    """One unit of a workload analysis, frozen with it."""

    _name = "flexible.work.workload.unit"
    _description = "Unit of a Workload Analysis"
    _order = "shortage desc, department_id"

    workload_id = fields.Many2one("flexible.work.workload", required=True, index=True, ondelete="cascade")
    state = fields.Selection(related="workload_id.state")
    date = fields.Date(related="workload_id.date")
    company_id = fields.Many2one(related="workload_id.company_id", store=True, index=True)
    department_id = fields.Many2one("hr.department", string="Unit", required=True, index=True, ondelete="cascade")
    area_id = fields.Many2one("flexible.work.area", readonly=True)
    working_days = fields.Selection(
        [("5", "Five days"), ("6", "Six days")], string="Week", readonly=True, help="Of most of its people."
    )
    effective_minutes = fields.Integer(string="Effective minutes a year", readonly=True, help="Of one person.")
    headcount = fields.Integer(string="People", readonly=True, help="Officials included, long leave not.")
    structural = fields.Integer(string="Of them officials", readonly=True, help="They lead, and fill no need.")
    on_leave = fields.Integer(string="On long leave", readonly=True, help="On each of 30 days from the date on.")
    minimum = fields.Integer(string="Own minimum", readonly=True, help="Fewer people than these it never gives away.")
    minutes = fields.Float(string="Workload (minutes a year)", readonly=True, digits=(16, 0))
    need = fields.Float(string="Need by workload", readonly=True, digits=(16, 2))
    needed = fields.Integer(readonly=True)
    filled = fields.Integer(string="There", readonly=True, help="People who fill a need of the unit.")
    shortage = fields.Integer(readonly=True)
    surplus = fields.Integer(readonly=True, help="People beyond the need and the own minimum.")
    shortage_before = fields.Integer(
        string="Shortage without the changes", readonly=True, help="In the analysis that the scenario varies."
    )
    efficiency = fields.Float(
        readonly=True, digits=(16, 2), aggregator=False, help="Workload by the time of the people there (EU)."
    )
    efficiency_class = fields.Char(string="Class", readonly=True, help="From A, above full use, to E.")

    @api.depends("department_id.display_name")
    def _compute_display_name(self):
        for unit in self:
            unit.display_name = unit.sudo().department_id.display_name

    def action_needs(self):
        """The needs of this unit by kind."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_workload_line_action")
        return action | {
            "name": self.display_name,
            "domain": [("workload_id", "=", self.workload_id.id), ("department_id", "=", self.department_id.id)],
            "context": {},
        }
