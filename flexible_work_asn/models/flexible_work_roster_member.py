from odoo import api, fields, models

from .flexible_work_cycle import group_letter


class FlexibleWorkRosterMember(models.Model):
    """A person of a roster: in which group of the cycle, and whether he or she takes part."""

    _name = "flexible.work.roster.member"
    _description = "Member of a Roster"
    _inherit = ["flexible.work.kept.rights"]
    _order = "roster_id, offset, employee_id"

    roster_id = fields.Many2one("flexible.work.roster", required=True, index=True, ondelete="cascade")
    department_id = fields.Many2one(related="roster_id.department_id", store=True, index=True)
    company_id = fields.Many2one(related="roster_id.company_id", store=True, index=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade")
    offset = fields.Integer(
        string="Days ahead", help="By how many days this person's group is ahead in the cycle. 0: the first group."
    )
    group = fields.Char(compute="_compute_group", help="People with the same letter are on duty together.")

    _roster_employee_unique = models.Constraint(
        "UNIQUE(roster_id, employee_id)", "An employee is a member of a roster once."
    )

    @api.depends("offset", "roster_id.cycle_id.group_count", "roster_id.cycle_id.day_ids")
    def _compute_group(self):
        """A letter for the groups that the cycle has; a number of days for somebody set apart by hand."""
        for member in self:
            offsets = member.sudo().roster_id.cycle_id._offsets() if member.roster_id.cycle_id else ()
            if member.offset in offsets:
                member.group = group_letter(offsets.index(member.offset))
            else:
                member.group = f"+{member.offset}" if member.offset else "–"

    @api.constrains("employee_id", "roster_id")
    def _check_belongs(self):
        for roster, members in self.grouped("roster_id").items():
            roster._check_belong(members.employee_id.ids)
