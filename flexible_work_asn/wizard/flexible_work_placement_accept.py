from odoo import api, fields, models


class FlexibleWorkPlacementAccept(models.TransientModel):
    """Accepting one placement or several together: what goes into their assignments."""

    _name = "flexible.work.placement.accept"
    _description = "Accept Placements"
    _check_company_auto = True

    move_ids = fields.Many2many("flexible.work.placement.move", required=True, readonly=True)
    company_id = fields.Many2one(related="move_ids.company_id")
    count = fields.Integer(compute="_compute_units")
    department_to_id = fields.Many2one(
        "hr.department", compute="_compute_units", help="The receiving unit, if there is one of all."
    )
    letter_number = fields.Char(
        string="Number of the surat tugas",
        help="May be entered on the assignment later; without it the units cannot approve.",
    )
    role = fields.Char()
    task = fields.Text(help="Empty: for each the service for which he or she is needed.")
    calendar_id = fields.Many2one(
        "resource.calendar", string="Working hours there", check_company=True, help="Empty: the person's own."
    )
    site_id = fields.Many2one(
        "hr.work.location",
        string="Place",
        check_company=True,
        help="Where the person checks in. Empty: the sites of the receiving unit.",
    )

    @api.depends("move_ids")
    def _compute_units(self):
        for wizard in self:
            units = wizard.move_ids.department_to_id
            wizard.count = len(wizard.move_ids)
            wizard.department_to_id = units if len(units) == 1 else False

    def action_accept(self):
        """Accept the moves and open their assignments, which both units approve; the moves check who may."""
        self.ensure_one()
        values = {"calendar_id": self.calendar_id.id}
        for name in ("letter_number", "role", "task"):
            if (self[name] or "").strip():
                values[name] = self[name].strip()
        if self.department_to_id and self.site_id:
            values["site_id"] = self.site_id.id
        made = self.move_ids._accept(**values)
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_assignment_action")
        return action | {"domain": [("id", "in", made.ids)], "context": {}}
