from odoo import fields, models


class FlexibleWorkPlacementMove(models.Model):
    """One person who is proposed for another unit, and why this one."""

    _name = "flexible.work.placement.move"
    _description = "Proposed Placement"
    _order = "placement_id, department_to_id, id"
    _check_company_auto = True

    placement_id = fields.Many2one("flexible.work.placement", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="placement_id.company_id", store=True, index=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, readonly=True, ondelete="cascade")
    department_from_id = fields.Many2one(
        "hr.department", string="Unit of the post", required=True, readonly=True, index=True
    )
    department_to_id = fields.Many2one(
        "hr.department", string="Receiving unit", required=True, readonly=True, index=True
    )
    line_id = fields.Many2one("flexible.work.workload.line", string="Need", readonly=True, ondelete="set null")
    competence_id = fields.Many2one("flexible.work.competence", readonly=True)
    travel_before = fields.Integer(
        string="Travel now (minutes)",
        readonly=True,
        groups="hr.group_hr_user,flexible_work_asn.group_bkpsdm",
    )
    travel_after = fields.Integer(
        string="Travel then (minutes)",
        readonly=True,
        groups="hr.group_hr_user,flexible_work_asn.group_bkpsdm",
    )
    facts = fields.Json(readonly=True, help="Technical: why this person, as the solver says it.")
    state = fields.Selection(
        [("proposed", "Proposed"), ("accepted", "Accepted"), ("rejected", "Rejected")],
        default="proposed",
        required=True,
        readonly=True,
        index=True,
    )
    rejection_reason = fields.Text(readonly=True)
    assignment_id = fields.Many2one("flexible.work.assignment", readonly=True, ondelete="set null", index=True)
