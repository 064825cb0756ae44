from odoo import fields, models


class FlexibleWorkRosterRequirement(models.Model):
    """How many people of a competence must be on site on every working day of a roster."""

    _name = "flexible.work.roster.requirement"
    _description = "Coverage of a Competence"
    _inherit = ["flexible.work.kept.rights"]
    _order = "roster_id, competence_id"
    _check_company_auto = True

    roster_id = fields.Many2one("flexible.work.roster", required=True, index=True, ondelete="cascade")
    department_id = fields.Many2one(related="roster_id.department_id", store=True, index=True)
    company_id = fields.Many2one(related="roster_id.company_id", store=True, index=True)
    competence_id = fields.Many2one("flexible.work.competence", required=True, check_company=True, ondelete="restrict")
    onsite_min_count = fields.Integer(string="At least on site", default=1)

    _roster_competence_unique = models.Constraint(
        "UNIQUE(roster_id, competence_id)", "A competence has one line in a roster."
    )
    _count_positive = models.Constraint("CHECK(onsite_min_count >= 0)", "The number on site is not negative.")
