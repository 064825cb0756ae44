from odoo import api, fields, models
from odoo.exceptions import ValidationError


class FlexibleWorkAssignment(models.Model):
    """Penugasan: an employee works for another unit for a period, individually or in a team (Permen PANRB 7/2022).

    While it is approved by both sides, the plan asks the receiving unit instead of the unit of the post.
    """

    _name = "flexible.work.assignment"
    _description = "Assignment to Another Unit"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, check_company=True, tracking=True, ondelete="cascade"
    )
    department_from_id = fields.Many2one(
        "hr.department",
        string="Unit of the post",
        compute="_compute_department_from_id",
        store=True,
        readonly=False,
        required=True,
        index=True,
        check_company=True,
    )
    department_to_id = fields.Many2one(
        "hr.department", string="Receiving unit", required=True, index=True, check_company=True, tracking=True
    )
    kind = fields.Selection(
        [("individual", "Individually"), ("team", "In a team")], default="individual", required=True, tracking=True
    )
    role = fields.Char()
    task = fields.Text()
    date_from = fields.Date(required=True, tracking=True, string="From")
    date_to = fields.Date(required=True, tracking=True, string="Last day")
    letter_number = fields.Char(tracking=True)
    letter = fields.Binary(attachment=True, copy=False)
    letter_filename = fields.Char(copy=False)
    approved_from_by_id = fields.Many2one("res.users", string="Released by", readonly=True, copy=False, tracking=True)
    approved_to_by_id = fields.Many2one("res.users", string="Accepted by", readonly=True, copy=False, tracking=True)
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("cancelled", "Cancelled")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")

    @api.depends("employee_id")
    def _compute_department_from_id(self):
        for assignment in self:
            assignment.department_from_id = assignment.sudo().employee_id.department_id

    @api.constrains("department_from_id", "department_to_id")
    def _check_other_unit(self):
        for assignment in self:
            if assignment.department_from_id == assignment.department_to_id:
                raise ValidationError(
                    self.env._("The receiving unit is the unit of the post: no assignment is needed.")
                )
