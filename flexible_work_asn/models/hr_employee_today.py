from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain

from ..local_time import to_local
from ..plan import MODES
from ..selections import MODE_SELECTION

#: where somebody works today, as colleagues may know it: whoever is away does not say why
MODE_TODAY_SELECTION = [*MODE_SELECTION, ("off", "Off or away")]
#: they see everybody's mode, whatever the regional government lets colleagues see
SEES_EVERYBODY = (
    "flexible_work_asn.group_bkpsdm",
    "flexible_work_asn.group_auditor",
    "flexible_work_asn.group_executive",
    "hr.group_hr_user",
)


class HrEmployee(models.Model):
    """Today's mode on cards, in lists and in the presence icon. It tells where, never why."""

    _inherit = "hr.employee"

    flexible_mode_today = fields.Selection(
        MODE_TODAY_SELECTION,
        string="Works today",
        compute="_compute_flexible_mode_today",
        search="_search_flexible_mode_today",
        help="By the plan of the local date. Empty for people whose place the regional government keeps from you.",
    )
    hr_icon_display = fields.Selection(
        selection_add=[
            ("presence_wfo", "Office (WFO)"),
            ("presence_wfh", "Home (WFH)"),
            ("presence_wfa", "Elsewhere (WFA)"),
            ("presence_other_office", "Other office"),
        ]
    )

    @api.depends_context("uid")
    def _compute_flexible_mode_today(self):
        modes = self._origin._flexible_work_modes_today()
        for employee in self:
            employee.flexible_mode_today = modes.get(employee._origin.id, False)

    @api.model
    def _search_flexible_mode_today(self, operator, value):
        """Resolved through the plan of everybody whom the user may see."""
        if operator != "in":
            return NotImplemented
        people = self.sudo().search([("company_id", "in", self.env.companies.ids)])
        modes = people.with_env(self.env)._flexible_work_modes_today()
        if False in value:
            return Domain("id", "not in", [id_ for id_, mode in modes.items() if mode not in value])
        return Domain("id", "in", [id_ for id_, mode in modes.items() if mode in value])

    @api.private
    def _flexible_work_modes_today(self):
        """{employee id: mode or ``off``} on each one's local date, for those whose mode the user may see."""
        seen = self._flexible_mode_visible()
        if not seen:
            return {}
        now = fields.Datetime.now()
        today = {id_: to_local(now, tz).date() for id_, tz in seen._flexible_work_tz_batch().items()}
        # two neighbouring dates at most, wherever the offices lie
        decisions = seen._flexible_work_decisions(min(today.values()), max(today.values()))
        return {id_: decisions[id_, day].mode or "off" for id_, day in today.items() if (id_, day) in decisions}

    @api.private
    def _flexible_mode_visible(self):
        """Those of these employees whose mode of today the user may know.

        The setting of the regional government counts for colleagues; a person, the staff of the unit, BKPSDM,
        auditors and executives see it in any case. That holds in sudo, too: cards are read in sudo for the user.
        """
        user = self.env.user
        people = self.sudo()
        if self.env.uid == SUPERUSER_ID:
            return people
        people = people.filtered(lambda one: one.company_id in user.company_ids)
        if any(user.has_group(group) for group in SEES_EVERYBODY):
            return people
        own_opd = user.sudo().employee_ids.department_id.opd_id

        def is_seen(one):
            visibility = one.company_id.flexible_mode_visibility
            return (
                visibility == "all"
                or one.user_id == user
                or (visibility == "opd" and one.department_id.opd_id & own_opd)
                or user in one.department_id.flexible_staff_user_ids
            )

        return people.filtered(is_seen)

    @api.depends("flexible_mode_today")
    @api.depends_context("uid")
    def _compute_presence_icon(self):
        """Where somebody works today, unless he or she is away; the colour goes on telling the presence."""
        super()._compute_presence_icon()
        for employee in self:
            if employee.active and not employee.is_absent and employee.flexible_mode_today in MODES:
                employee.hr_icon_display = f"presence_{employee.flexible_mode_today}"
                employee.show_hr_icon_display = True

    def _get_store_avatar_card_fields(self, target):
        return [*super()._get_store_avatar_card_fields(target), "flexible_mode_today"]
