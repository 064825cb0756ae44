import re
from calendar import monthrange
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..asked import a_text, an_id, asks
from ..local_time import to_local, zone_label

ONE_DAY = timedelta(days=1)


class HrEmployee(models.Model):
    """The plan of one person as a month calendar."""

    _inherit = "hr.employee"

    can_see_flexible_plan = fields.Boolean(
        string="The plan may be seen", compute="_compute_can_see_flexible_plan", help="By whoever looks."
    )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("user_id", "department_id", "company_id")
    def _compute_can_see_flexible_plan(self):
        seen = self._origin._flexible_work_visible()
        for employee in self:
            employee.can_see_flexible_plan = employee._origin in seen

    @api.model
    @api.readonly
    @asks(month=a_text, employee_id=an_id)
    def get_flexible_work_month(self, month=False, employee_id=False):
        """The plan of a month in letters and words, in whole weeks from Monday to Sunday.

        :param month: ``YYYY-MM``; without it, the month of the local today
        :param employee_id: whose plan; without it, one's own
        :return: ``{employee: {id, name, unit} or None, own, today, zone, month, days: [day, …]}``; a day has
            ``date``, ``mode``, ``letter``, ``label``, ``hours``, ``source``, ``explanation``, ``holiday`` (its
            name) and ``can_request``. ``days`` is empty for users without an employee.
        :raises UserError: when ``month`` is no month
        :raises AccessError: when the user may not see the plan of the employee
        """
        employee = self.browse(employee_id) if employee_id else self.env.user.employee_id
        employee._check_flexible_work_access()
        employee = employee.sudo()
        tz = employee._flexible_work_tz_batch()[employee.id] if employee else self.env.company._flexible_work_tz()
        today = to_local(fields.Datetime.now(), tz).date()
        first = _first_of_month(month) if month else today.replace(day=1)
        if not first:
            raise UserError(self.env._("Say which month, as YYYY-MM."))
        shown = {
            "employee": None,
            "own": employee.user_id == self.env.user,
            "today": fields.Date.to_string(today),
            "zone": zone_label(tz),
            "month": f"{first:%Y-%m}",
            "days": [],
        }
        if not employee:
            return shown
        shown["employee"] = {"id": employee.id, "name": employee.name, "unit": employee.department_id.name or ""}
        shown["days"] = employee.with_user(self.env.user)._flexible_work_month_days(first)
        return shown

    def _flexible_work_month_days(self, first):
        """The cards of all days of the weeks in which the month of ``first`` lies; access is checked by the caller."""
        last = first.replace(day=monthrange(first.year, first.month)[1])
        monday, sunday = first - first.weekday() * ONE_DAY, last + (6 - last.weekday()) * ONE_DAY
        decisions = self._flexible_work_decisions(monday, sunday)
        zone = self._flexible_work_zone()
        days = []
        for n in range((sunday - monday).days + 1):
            day = monday + n * ONE_DAY
            decision = decisions.get((self.id, day))
            card = self._flexible_work_day_card(day, decision, zone)
            days.append({**card, "can_request": bool(decision) and self._why_can_request(day, decision)})
        return days

    def action_flexible_work_plan(self):
        """Open the plan of this employee as a calendar: where, and why."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("flexible_work_asn.my_plan_action")
        return {
            **action,
            "name": self.env._("Plan of %s", self.name),
            "context": {"active_model": "hr.employee", "active_id": self.id, "active_ids": self.ids},
        }


def _first_of_month(month):
    """The first date of ``YYYY-MM``, or None when it is no month."""
    found = isinstance(month, str) and re.fullmatch(r"(\d{4})-(\d{2})", month)
    try:
        return found and date(int(found[1]), int(found[2]), 1) or None
    except ValueError:
        return None
