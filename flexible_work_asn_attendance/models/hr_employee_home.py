from odoo import api, fields, models

from odoo.addons.flexible_work_asn.models.hr_version import GROUPS

from .flexible_work_home_change import DECIDED, HOME_FIELDS


class HrEmployee(models.Model):
    """The registered home, with every change of it."""

    _inherit = "hr.employee"

    home_address = fields.Char(
        string="Registered address",
        groups=GROUPS,
        help="The domicile from which work at home is done (Permen PANRB 4/2025 Pasal 12).",
    )
    home_change_ids = fields.One2many(
        "flexible.work.home.change", "employee_id", string="Changes of the home", groups=GROUPS
    )
    home_change_count = fields.Integer(compute="_compute_home_change_count", groups=GROUPS)

    @api.depends("home_change_ids")
    def _compute_home_change_count(self):
        counts = dict(
            self.env["flexible.work.home.change"]._read_group(
                [("employee_id", "in", self.ids)], ["employee_id"], ["__count"]
            )
        )
        for employee in self:
            employee.home_change_count = counts.get(employee, 0)

    def write(self, vals):
        """What is changed in the personnel data directly is kept as a change, with the home from before."""
        if self.env.context.get("flexible_home_change") is DECIDED or not HOME_FIELDS.keys() & vals.keys():
            return super().write(vals)
        before = {employee: employee._home() for employee in self.sudo()}
        result = super().write(vals)
        changes = self.env["flexible.work.home.change"].sudo()
        for employee, home in before.items():
            if employee._home() != home:
                changes.create(employee._direct_change(home))
        return result

    def _home(self):
        """``{field here: value}`` of the registered home."""
        return {name: self[name] for name in HOME_FIELDS}

    def _direct_change(self, before):
        return {
            "employee_id": self.id,
            "date": self._flexible_work_today_batch()[self.id],
            "state": "approved",
            "direct": True,
            "reason": self.env._("Changed in the personnel data."),
            "decided_by_id": self.env.uid,
            "decided_at": fields.Datetime.now(),
            **{mine: self[theirs] or (theirs == "home_address" and "-") for theirs, mine in HOME_FIELDS.items()},
            **{f"previous_{HOME_FIELDS[name]}": value for name, value in before.items()},
        }

    def action_home_changes(self):
        """Open the changes of this person's home."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_home_change_action"
        )
        return action | {"domain": [("employee_id", "=", self.id)], "context": {"default_employee_id": self.id}}
