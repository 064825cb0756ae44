from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.local_time import at_hour, zone_label

from ..judge import COUNTED_BY_APEL, takes_part
from .flexible_work_apel_schedule import family_of

AWAY = SQL("(%s)", SQL(", ").join(SQL("%s", mode) for mode in sorted(COUNTED_BY_APEL)))
#: apel p with its unit pu, day d with its unit u: who is expected, as `takes_part` and `_expects` say for one person
EXPECTED = SQL(
    """
      FROM flexible_work_apel p
 LEFT JOIN hr_department pu ON pu.id = p.department_id
      JOIN flexible_work_day d ON d.company_id = p.company_id AND d.date = p.date
       AND d.mode IS NOT NULL AND d.leave_status IS NULL AND (p.audience = 'all' OR d.mode IN %s)
       AND ((d.shift_id IS NULL AND d.part_leave IS NULL) OR d.hour_from IS NULL OR d.hour_to IS NULL OR (
            d.hour_from <= p.hour_to
            AND d.hour_to + CASE WHEN d.hour_to <= d.hour_from THEN 24 ELSE 0 END >= p.hour_from))
 LEFT JOIN hr_department u ON u.id = d.department_id
     WHERE (p.department_id IS NULL OR u.parent_path LIKE pu.parent_path || '%%')
       -- whoever has an apel of a nearer unit, that was held, is expected there
       AND NOT EXISTS (
            SELECT FROM flexible_work_apel n JOIN hr_department nu ON nu.id = n.department_id
             WHERE n.company_id = p.company_id AND n.date = p.date AND n.state <> 'draft'
               AND (n.kind = 'afternoon') = (p.kind = 'afternoon')
               AND (p.department_id IS NULL OR length(nu.parent_path) > length(pu.parent_path))
               AND u.parent_path LIKE nu.parent_path || '%%'
               AND (n.audience = 'all' OR d.mode IN %s))
    """,
    AWAY,
    AWAY,
)


class FlexibleWorkApel(models.Model):
    """Who is expected at an apel, who came, and how many."""

    _inherit = "flexible.work.apel"

    expected_count = fields.Integer(string="Expected", compute="_compute_counts")
    present_count = fields.Integer(string="Present", compute="_compute_counts")
    late_count = fields.Integer(string="Late", compute="_compute_counts")
    missing_count = fields.Integer(string="Not in", compute="_compute_counts")
    rejected_count = fields.Integer(string="Rejected", compute="_compute_counts")
    present_percent = fields.Float(string="Present (%)", compute="_compute_counts")

    is_today = fields.Boolean(string="Today", compute="_compute_is_today", search="_search_is_today")
    is_not_held = fields.Boolean(string="Not held", compute="_compute_is_today", search="_search_is_not_held")
    can_reopen = fields.Boolean(compute="_compute_can_reopen")
    zone = fields.Char(compute="_compute_zone")

    @api.depends("date", "company_id", "state")
    def _compute_is_today(self):
        today = {company: company._flexible_work_today() for company in self.company_id}
        for apel in self:
            apel.is_today = bool(apel.company_id) and apel.date == today[apel.company_id]
            apel.is_not_held = bool(apel.company_id and apel.date) and (
                apel.state == "draft" and apel.date < today[apel.company_id]
            )

    def _search_is_today(self, operator, value):
        """The local date of each regional government, not the UTC date nor that of the viewer's zone."""
        return self._search_dates(operator, value, "=", Domain.TRUE)

    def _search_is_not_held(self, operator, value):
        """Nobody opened it on its day: nobody could join, and nobody is blamed for it."""
        return self._search_dates(operator, value, "<", Domain("state", "=", "draft"))

    def _search_dates(self, operator, value, comparison, domain):
        if operator != "in":
            return NotImplemented
        found = domain & Domain.OR(
            Domain("company_id", "=", company.id) & Domain("date", comparison, company._flexible_work_today())
            for company in self.env.companies
        )
        return found if True in value else ~found

    @api.depends("state", "date", "hour_to")
    def _compute_can_reopen(self):
        for apel in self:
            now = apel._local_now() if apel.company_id else None
            apel.can_reopen = (
                apel.state == "closed" and apel.date == now.date() and now <= at_hour(apel.date, apel.hour_to)
            )

    @api.depends("company_id")
    def _compute_zone(self):
        for apel in self:
            apel.zone = zone_label(apel._tz()) if apel.company_id else ""

    @api.depends("department_id", "company_id", "date", "audience", "attendance_ids.state", "attendance_ids.result")
    def _compute_counts(self):
        """Two queries for all of them."""
        counts = self._count()
        for apel in self:
            one = counts[apel.id]
            apel.expected_count = one["expected"]
            apel.present_count = one["present"]
            apel.late_count = one["late"]
            apel.missing_count = one["missing"]
            apel.rejected_count = one["rejected"]
            whole = one["present"] + one["rejected"] + one["missing"]
            apel.present_percent = 100 * one["present"] / whole if whole else 0

    def _count(self):
        """{id: {expected, missing, present, late, rejected}}; who came without being expected is present, too."""
        self.env.flush_all()
        counts = {id_: dict.fromkeys(("expected", "missing", "present", "late", "rejected"), 0) for id_ in self._ids}
        ids = [id_ for id_ in self._ids if isinstance(id_, int)]
        for id_, expected, missing in self.env.execute_query(
            SQL(
                "SELECT q.id, count(*), count(*) FILTER (WHERE t.id IS NULL)"
                " FROM (SELECT p.id, d.employee_id %s AND p.id = ANY(%s)) q"
                " LEFT JOIN flexible_work_apel_attendance t ON t.apel_id = q.id AND t.employee_id = q.employee_id"
                " GROUP BY q.id",
                EXPECTED,
                ids,
            )
        ):
            counts[id_] |= {"expected": expected, "missing": missing}
        for id_, present, late, rejected in self.env.execute_query(
            SQL(
                "SELECT apel_id, count(*) FILTER (WHERE state <> 'rejected'),"
                " count(*) FILTER (WHERE state <> 'rejected' AND result = 'late'),"
                " count(*) FILTER (WHERE state = 'rejected')"
                " FROM flexible_work_apel_attendance WHERE apel_id = ANY(%s) GROUP BY apel_id",
                ids,
            )
        ):
            counts[id_] |= {"present": present, "late": late, "rejected": rejected}
        return counts

    def _expected_days(self):
        """The days (sudo) of those who are expected."""
        self.ensure_one()
        self.env.flush_all()
        rows = self.env.execute_query(SQL("SELECT d.id %s AND p.id = %s ORDER BY d.id", EXPECTED, self.id))
        # sudo: whoever leads the apel sees the names of those expected
        return self.env["flexible.work.day"].sudo().browse([row[0] for row in rows])

    @api.private
    def _missing_employee_ids(self):
        """Ids of those who are expected and have not come."""
        self.ensure_one()
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT d.employee_id %s AND p.id = %s AND NOT EXISTS ("
                "SELECT FROM flexible_work_apel_attendance t WHERE t.apel_id = p.id AND t.employee_id = d.employee_id)",
                EXPECTED,
                self.id,
            )
        )
        return [row[0] for row in rows]

    @api.private
    def _expects(self, day):
        """Whether the person of ``day`` is expected at this apel, or may join it in place of one of a nearer unit."""
        self.ensure_one()
        unit_path = (day.department_id.parent_path or "").split("/")
        return bool(
            day.date == self.date
            and day.company_id == self.company_id
            and not day.leave_status
            and (not self.department_id or str(self.department_id.id) in unit_path)
            and takes_part(
                self.audience,
                self.hour_from,
                self.hour_to,
                day.mode or None,
                bool(day.shift_id or day.part_leave),
                day.hour_from,
                day.hour_to,
            )
        )

    @api.private
    def _for_day(self, day):
        """The apel that the person of ``day`` is expected at (sudo), in the order of their hours.

        One in the morning (or the joint one) and one in the afternoon at most: that of the nearest unit, unless only
        that of a unit above was opened.
        """
        # of the own units alone: on the way of everybody's page in the morning there may be one for each of sixty OPD
        path = [False, *(int(part) for part in (day.department_id.parent_path or "").split("/") if part)]
        held = self.sudo().search_fetch(
            [("company_id", "=", day.company_id.id), ("date", "=", day.date), ("department_id", "in", path)]
        )
        nearest = {}
        for apel in held.sorted(lambda apel: (apel.state != "draft", path.index(apel.department_id.id))):
            if apel._expects(day):
                nearest[family_of(apel.kind)] = apel
        return held.browse([apel.id for apel in nearest.values()]).sorted("hour_from")

    @api.private
    def _presence_of(self, employee):
        """The presence of one person at these apel, without reading that of the others."""
        return (
            self.env["flexible.work.apel.attendance"]
            .sudo()
            .search_fetch([("apel_id", "in", self.ids), ("employee_id", "=", employee.id)])
        )

    # ------------------------------------------------------------ smart buttons
    def action_show_present(self):
        """Those who joined and were not rejected."""
        name = self.env._("Present")
        return self._show_presence(name, [("state", "!=", "rejected")])

    def action_show_late(self):
        """Those who joined late."""
        name = self.env._("Late")
        return self._show_presence(name, [("state", "!=", "rejected"), ("result", "=", "late")])

    def _show_presence(self, name, domain):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_apel_attendance_action"
        )
        return action | {
            "name": f"{name}: {self.name}",
            "domain": [("apel_id", "=", self.id), *domain],
            "context": {},
        }

    def action_show_missing(self):
        """The days of those who are expected and have not come."""
        self.ensure_one()
        self._check_leads()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_day_action_all"
        )
        return action | {
            "name": self.env._("Not in: %s", self.name),
            "domain": [
                ("date", "=", fields.Date.to_string(self.date)),
                ("employee_id", "in", self._missing_employee_ids()),
            ],
            "context": {},
        }
