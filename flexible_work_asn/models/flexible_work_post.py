from odoo import fields, models


class FlexibleWorkPost(models.AbstractModel):
    """Work of a unit that asks for somebody who can do it: a service, or a counter."""

    _name = "flexible.work.post"
    _description = "Work that Asks for Somebody"
    _check_company_auto = True

    department_id = fields.Many2one(
        "hr.department", string="Unit", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="department_id.company_id", store=True, index=True)
    competence_id = fields.Many2one(
        "flexible.work.competence",
        check_company=True,
        ondelete="restrict",
        help="Who can do it. Empty: whoever is there.",
    )
    grade_min_id = fields.Many2one("flexible.work.grade", string="Grade at least", ondelete="restrict")
    grade_max_id = fields.Many2one("flexible.work.grade", string="Grade at most", ondelete="restrict")
