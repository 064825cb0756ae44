"""What units need on site on a date, and who has come, in a fixed number of queries."""

from odoo.tools import SQL

from odoo.addons.flexible_work_asn.plan import Requirement

from ..figures import EVERYBODY, Need, Presence, roll_up

#: somebody whose working day it is; time off and duty elsewhere do not change that
EXPECTED = SQL("COUNT(*) FILTER (WHERE d.status <> 'off')")
#: present in the office, and not certainly elsewhere
ON_SITE = SQL(
    "COUNT(*) FILTER (WHERE d.status = 'present' AND COALESCE(d.mode, 'wfo') = 'wfo'"
    " AND d.place IS DISTINCT FROM 'outside')"
)


class CoverageFacts:
    """Minima of units, of the circulars in force (for each OPD as a whole) and of the rosters in force, on one date.

    :ivar needs: list of `Need`; units are ids, or ("roster", id) for a roster of named members
    :ivar presences: {(unit, group): Presence}, sub-units included
    :ivar units: {key of a need's unit: department}
    """

    def __init__(self, env, company, date):
        """``env`` in superuser mode, in the language of the document; ``date`` is local."""
        self.env, self.company, self.date = env, company, date
        self.units, self.needs = {}, []
        self.competences = {}
        self._load_departments()
        self._load_rosters()
        self.presences = self._load_presences() if self.needs else {}

    def _load_departments(self):
        departments = self.env["hr.department"].search_fetch(
            [("company_id", "in", [self.company.id, False])],
            ["parent_path", "is_opd", "opd_id", "parent_id", "onsite_min_count", "onsite_min_percent"],
        )
        circulars = self.env["flexible.work.circular"]._binding_between(self.company, self.date, self.date)
        by_circular = max(circulars.mapped("onsite_min_percent"), default=0.0)
        self._paths = {unit.id: [int(part) for part in unit.parent_path.split("/") if part] for unit in departments}
        for unit in departments:
            self.units[unit.id] = unit
            whole = unit.is_opd or not (unit.opd_id or unit.parent_id)
            self._ask(unit.id, unit.onsite_min_count, max(unit.onsite_min_percent, by_circular if whole else 0.0))

    def _load_rosters(self):
        rosters = self.env["flexible.work.roster"].search_fetch(
            [
                ("company_id", "=", self.company.id),
                ("state", "in", ("approved", "locked")),
                ("date_from", "<=", self.date),
                ("date_to", ">=", self.date),
            ],
            ["department_id", "onsite_min_count", "onsite_min_percent", "member_ids", "requirement_ids"],
        )
        self._with_members = []
        for roster in rosters:
            unit = roster.department_id
            key = unit.id
            if roster.member_ids:
                key = ("roster", roster.id)
                self.units[key] = unit
                self._with_members.append(roster.id)
            self._ask(key, roster.onsite_min_count, roster.onsite_min_percent)
            for requirement in roster.requirement_ids:
                competence = requirement.competence_id
                self.competences[competence.id] = competence.name
                self._ask(unit.id, requirement.onsite_min_count, group=competence.id)

    def _ask(self, key, count, percent=0.0, group=EVERYBODY):
        if count or percent:
            self.needs.append(Need(key, Requirement(count or 0, percent or 0.0).needed, group))

    # ------------------------------------------------------------ who has come
    def _load_presences(self):
        found = {(unit, EVERYBODY): people for unit, people in self._presences(SQL("d.department_id"))}
        if self.competences:
            rel = SQL(
                "JOIN flexible_work_competence_hr_employee_rel r ON r.hr_employee_id = d.employee_id"
                " AND r.flexible_work_competence_id = ANY(%s)",
                list(self.competences),
            )
            found |= dict(self._presences(SQL("d.department_id, r.flexible_work_competence_id"), rel))
        sums = roll_up(found, self._paths)
        if self._with_members:
            rel = SQL(
                "JOIN flexible_work_roster_member m ON m.employee_id = d.employee_id AND m.roster_id = ANY(%s)",
                self._with_members,
            )
            sums |= {
                (("roster", roster), EVERYBODY): people for roster, people in self._presences(SQL("m.roster_id"), rel)
            }
        return sums

    def _presences(self, keys, joined=None):
        """Pairs ``(key, Presence)``; the key is a tuple where there are several."""
        rows = self.env.execute_query(
            SQL(
                "SELECT %s, %s, %s FROM flexible_work_day d %s WHERE d.company_id = %s AND d.date = %s GROUP BY %s",
                EXPECTED,
                ON_SITE,
                keys,
                joined or SQL(),
                self.company.id,
                self.date,
                keys,
            )
        )
        return [(row[2] if len(row) == 3 else row[2:], Presence(*row[:2])) for row in rows]
