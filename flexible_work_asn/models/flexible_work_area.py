from odoo import api, fields, models


class FlexibleWorkArea(models.Model):
    """An area of residence (kecamatan, kelurahan, an island, the far side of a closed bridge), so that a circular can
    speak for those who live there."""

    _name = "flexible.work.area"
    _description = "Area of Residence"
    _order = "name"
    _check_company_auto = True

    name = fields.Char(required=True)
    code = fields.Char()
    company_id = fields.Many2one(
        "res.company", index=True, string="Regional government", default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)
    is_located = fields.Boolean(
        string="Has a position",
        help="Said apart from the figures, because 0.0 is a real latitude for regions on the equator.",
    )
    latitude = fields.Float(digits=(10, 7), help="Of its middle. Decimal degrees, north positive.")
    longitude = fields.Float(digits=(10, 7), help="Of its middle. Decimal degrees, east positive.")

    _name_unique = models.UniqueIndex("(name, company_id)", "There is an area of this name already.")

    employee_count = fields.Integer(string="People", compute="_compute_employee_count")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_employee_count(self):
        """Of those whose data the user may read; nothing for others."""
        counts = {}
        if self.env.user.has_group("hr.group_hr_user"):
            employees = self.env["hr.employee"]
            counts = dict(
                employees._read_group([("residence_area_id", "in", self.ids)], ["residence_area_id"], ["__count"])
            )
        for area in self:
            area.employee_count = counts.get(area, 0)

    def action_employees(self):
        """The people who live in this area."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "hr.employee",
            "view_mode": "list,form",
            "name": self.name,
            "domain": [("residence_area_id", "=", self.id)],
        }
