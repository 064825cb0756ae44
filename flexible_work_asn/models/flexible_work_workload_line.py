from odoo import api, fields, models


class FlexibleWorkWorkloadLine(models.Model):
    """One kind of need of a unit: a competence within limits of grade; how many it takes, and how many are there."""

    _name = "flexible.work.workload.line"
    _description = "Need of a Unit"
    _order = "department_id, competence_id, id"

    workload_id = fields.Many2one("flexible.work.workload", required=True, index=True, ondelete="cascade")
    state = fields.Selection(related="workload_id.state")
    company_id = fields.Many2one(related="workload_id.company_id", store=True, index=True)
    department_id = fields.Many2one("hr.department", string="Unit", required=True, index=True, ondelete="cascade")
    competence_id = fields.Many2one("flexible.work.competence", readonly=True, ondelete="restrict")
    grade_min_id = fields.Many2one("flexible.work.grade", string="Grade at least", readonly=True)
    grade_max_id = fields.Many2one("flexible.work.grade", string="Grade at most", readonly=True)
    kind = fields.Char(string="Who is needed", compute="_compute_kind", help="Competence and limits of grade.")
    minutes = fields.Float(string="Workload (minutes a year)", readonly=True, digits=(16, 0))
    need = fields.Float(string="Need by workload", readonly=True, digits=(16, 2))
    counter_staff = fields.Integer(string="Needed by counters", readonly=True)
    needed = fields.Integer(readonly=True, help="By workload or by counters, whichever is more.")
    filled = fields.Integer(
        string="There", readonly=True, help="People of the unit who fill these needs; each of them fills one."
    )
    shortage = fields.Integer(readonly=True)

    @api.depends("competence_id.name", "grade_min_id.code", "grade_max_id.code")
    def _compute_kind(self):
        for line in self:
            name = line.sudo().competence_id.name or self.env._("Anybody")
            lowest, highest = line.grade_min_id.code, line.grade_max_id.code
            if lowest and highest:
                name = self.env._("%(name)s, %(lowest)s to %(highest)s", name=name, lowest=lowest, highest=highest)
            elif lowest:
                name = self.env._("%(name)s, from %(lowest)s", name=name, lowest=lowest)
            elif highest:
                name = self.env._("%(name)s, up to %(highest)s", name=name, highest=highest)
            line.kind = name

    @api.depends("department_id.name", "kind")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.sudo().department_id.name}: {line.kind}"
