from odoo import api, fields, models


class FlexibleWorkCompetence(models.Model):
    """A group of people who can do the same work (counter, laboratory, driver): rosters keep enough of each on site."""

    _name = "flexible.work.competence"
    _description = "Competence"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", index=True, string="Regional government", default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)
    employee_ids = fields.Many2many(
        "hr.employee",
        "flexible_work_competence_hr_employee_rel",
        "flexible_work_competence_id",
        "hr_employee_id",
        string="Employees",
        groups="hr.group_hr_user,flexible_work_asn.group_bkpsdm",
        help="Who can do this work.",
    )
    employee_count = fields.Integer(compute="_compute_employee_count", string="People")

    _name_unique = models.UniqueIndex("(name, company_id)", "There is a competence of this name already.")

    @api.depends("employee_ids")
    def _compute_employee_count(self):
        for competence in self:
            # sudo: how many there are may be known to whoever asks for them in a roster
            competence.employee_count = len(competence.sudo().employee_ids)
