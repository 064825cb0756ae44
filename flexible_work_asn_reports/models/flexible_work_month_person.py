from odoo import api, fields, models


class FlexibleWorkMonthPerson(models.Model):
    """The month of one person in one OPD: numbers of days.

    Whoever changed the OPD within the month has a row for each. Name, NIP, unit and kind of ASN are those of the last
    day there. The person reads the own row once BKPSDM has confirmed the month.
    """

    _name = "flexible.work.month.person"
    _description = "Month of an Employee"
    _inherit = ["flexible.work.month.days"]
    _order = "month desc, department_id, name, id"
    _rec_name = "name"

    month_id = fields.Many2one(
        "flexible.work.month", string="Recapitulation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    month = fields.Date(related="month_id.month", store=True, index=True)
    company_id = fields.Many2one(related="month_id.company_id", store=True)
    # the row stays when the person's file is deleted: a confirmed month is history
    employee_id = fields.Many2one("hr.employee", readonly=True, index=True, ondelete="set null")
    department_id = fields.Many2one("hr.department", string="OPD", readonly=True, index=True, ondelete="restrict")
    unit_id = fields.Many2one("hr.department", readonly=True, index=True, ondelete="restrict")
    name = fields.Char(required=True, readonly=True)
    nip = fields.Char(string="NIP", readonly=True)
    asn_kind = fields.Selection(
        [("pns", "PNS"), ("pppk", "PPPK"), ("pppk_pw", "PPPK paruh waktu")], string="Kind of ASN", readonly=True
    )
    structural = fields.Boolean(string="Structural official", readonly=True)

    _person_unique = models.UniqueIndex(
        "(month_id, employee_id, COALESCE(department_id, 0))", "A person stands once on the month of an OPD."
    )

    @api.depends("name", "month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for person in self:
            # sudo: who reads the own row need not read the month of everybody
            person.display_name = f"{person.name}, {person.sudo().month_id._month_label()}"

    def action_days(self):
        """The days of the month, one by one."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_discipline_days_action"
        )
        person = self.sudo()
        first, last = person.month_id._span()
        return action | {
            "name": self.display_name,
            "domain": [
                ("employee_id", "=", person.employee_id.id),
                ("date", ">=", fields.Date.to_string(first)),
                ("date", "<=", fields.Date.to_string(last)),
            ],
        }
