from odoo import fields, models


class FlexibleWorkMonthLine(models.Model):
    """The month of one OPD: sums of person-days, and numbers of people."""

    _name = "flexible.work.month.line"
    _description = "Month of an OPD"
    _inherit = ["flexible.work.month.totals"]
    _order = "month desc, month_id, is_opd desc, sequence, name, id"
    _rec_name = "name"

    month_id = fields.Many2one(
        "flexible.work.month", string="Recapitulation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    month = fields.Date(related="month_id.month", store=True, index=True)
    company_id = fields.Many2one(related="month_id.company_id", store=True, index=True)
    state = fields.Selection(related="month_id.state")
    department_id = fields.Many2one("hr.department", string="OPD", readonly=True, index=True, ondelete="restrict")
    is_opd = fields.Boolean(readonly=True)
    name = fields.Char(string="OPD on the report", required=True, readonly=True)
    sequence = fields.Integer(readonly=True)

    _opd_unique = models.UniqueIndex("(month_id, COALESCE(department_id, 0))", "An OPD stands once on a month.")

    def action_people(self):
        """The people of this OPD, one row each."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_reports.flexible_work_month_person_action"
        )
        return action | {
            "name": f"{self.name}, {self.sudo().month_id._month_label()}",
            "domain": [("month_id", "=", self.sudo().month_id.id), ("department_id", "=", self.department_id.id)],
            "context": {},
        }
