from odoo import api, fields, models

GROUPS = "hr.group_hr_user,flexible_work_asn.group_bkpsdm"
#: a mark in the context that no client can send: the plan is told of what is written in the end
QUIET = object()
#: on what of a version the plan depends
PLAN_FIELDS = {
    "active",
    "asn_kind",
    "contract_date_end",
    "contract_date_start",
    "date_version",
    "department_id",
    "departure_date",
    "employee_id",
    "position_level_id",
    "resource_calendar_id",
}


class HrVersion(models.Model):
    """What may change in a career, and must be read as it was on the date that is judged."""

    _inherit = "hr.version"

    asn_kind = fields.Selection(
        [("pns", "PNS"), ("pppk", "PPPK"), ("pppk_pw", "PPPK paruh waktu")],
        string="Kind of ASN",
        default="pns",
        groups=GROUPS,
        tracking=True,
    )
    position_level_id = fields.Many2one("flexible.work.position.level", groups=GROUPS, tracking=True)
    grade_id = fields.Many2one("flexible.work.grade", groups=GROUPS, tracking=True)

    @api.constrains("sex", "asn_kind")
    def _check_nip(self):
        """The NIP of the person agrees with the version in force."""
        self.sudo().employee_id.filtered(lambda employee: employee.version_id in self)._check_nip()

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        # the first version of a new employee changes no day that there is
        later = versions.filtered(lambda version: len(version.employee_id.version_ids) > 1)
        later._flexible_work_plan_changed(later.mapped("date_version"))
        return versions

    def write(self, vals):
        if not PLAN_FIELDS & vals.keys():
            return super().write(vals)
        before = self.mapped("date_version")
        result = super().write(vals)
        self._flexible_work_plan_changed(before + self.mapped("date_version"))
        return result

    def unlink(self):
        before = self.mapped("date_version")
        result = super().unlink()
        self._flexible_work_plan_changed(before)
        return result

    def _flexible_work_plan_changed(self, dates):
        """Have the open days resolved again soon: not here, where an employee may be half made."""
        if any(dates) and self.env.context.get("flexible_work_plan_quiet") is not QUIET:
            self.env["flexible.work.circular"].sudo()._facts_changed(min(filter(None, dates)))
