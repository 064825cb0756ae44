from odoo import api, fields, models

READERS = (
    "flexible_work_asn.group_operator,flexible_work_asn.group_bkpsdm,"
    "flexible_work_asn.group_auditor,flexible_work_asn.group_executive"
)


class HrDepartment(models.Model):
    """What a unit needs, as its form shows it: services, counters, and the last confirmed analysis."""

    _inherit = "hr.department"

    flexible_service_count = fields.Integer(string="Services", compute="_compute_flexible_posts", groups=READERS)
    flexible_counter_count = fields.Integer(string="Counters", compute="_compute_flexible_posts", groups=READERS)
    flexible_need_id = fields.Many2one(
        "flexible.work.workload.unit", string="Last analysis", compute="_compute_flexible_need_id", groups=READERS
    )
    flexible_needed = fields.Integer(string="Needed", compute="_compute_flexible_need_id", groups=READERS)
    flexible_filled = fields.Integer(string="There", compute="_compute_flexible_need_id", groups=READERS)
    flexible_shortage = fields.Integer(string="Shortage", compute="_compute_flexible_need_id", groups=READERS)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_flexible_posts(self):
        """Those that the user may read."""
        for model, name in (
            ("flexible.work.service", "flexible_service_count"),
            ("flexible.work.counter", "flexible_counter_count"),
        ):
            counts = dict(
                self.env[model]._read_group([("department_id", "in", self.ids)], ["department_id"], ["__count"])
            )
            for department in self:
                department[name] = counts.get(department, 0)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_flexible_need_id(self):
        """Of the confirmed analysis of the latest date, scenarios left out."""
        units = self.env["flexible.work.workload.unit"].search(
            [
                ("department_id", "in", self.ids),
                ("workload_id.state", "=", "confirmed"),
                ("workload_id.scenario_of_id", "=", False),
            ]
        )
        latest = {}
        for unit in units.sorted(lambda unit: (unit.sudo().workload_id.date, unit.workload_id.id)):
            latest[unit.department_id] = unit
        for department in self:
            unit = latest.get(department, units.browse())
            department.flexible_need_id = unit
            department.flexible_needed = unit.needed
            department.flexible_filled = unit.filled
            department.flexible_shortage = unit.shortage

    def action_flexible_services(self):
        """The services of this unit."""
        return self._open_flexible_posts("flexible_work_asn.flexible_work_service_action")

    def action_flexible_counters(self):
        """The counters of this unit."""
        return self._open_flexible_posts("flexible_work_asn.flexible_work_counter_action")

    def _open_flexible_posts(self, action):
        self.ensure_one()
        return self.env["ir.actions.act_window"]._for_xml_id(action) | {
            "domain": [("department_id", "=", self.id)],
            "context": {"default_department_id": self.id},
        }

    def action_flexible_need(self):
        """Need and strength of this unit in all analyses that the user may read, by kind."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_workload_line_action")
        return action | {
            "domain": [("department_id", "=", self.id)],
            "context": {"search_default_group_workload": 1},
        }
