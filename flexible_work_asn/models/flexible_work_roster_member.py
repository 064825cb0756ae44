from odoo import fields, models


class FlexibleWorkRosterMember(models.Model):
    """A person of a roster: in which group of the cycle, and whether he or she takes part."""

    _name = "flexible.work.roster.member"
    _description = "Member of a Roster"
    _order = "roster_id, offset, employee_id"

    roster_id = fields.Many2one("flexible.work.roster", required=True, index=True, ondelete="cascade")
    department_id = fields.Many2one(related="roster_id.department_id", store=True, index=True)
    company_id = fields.Many2one(related="roster_id.company_id", store=True, index=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade")
    offset = fields.Integer(help="By how many days this person's group is ahead in the cycle.")

    _roster_employee_unique = models.Constraint(
        "UNIQUE(roster_id, employee_id)", "An employee is a member of a roster once."
    )
