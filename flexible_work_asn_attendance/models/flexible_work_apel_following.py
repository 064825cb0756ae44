from collections import Counter, defaultdict
from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.service.model import retrying
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.bulk import insert_new, update_changed

from ..judge import new_secret, takes_part
from .flexible_work_apel_schedule import family_of

#: the coming days are looked through up to here for the next one with an apel: no row of holidays is longer
COMING_DAYS = 14
#: what a session has from the schedule, and follows until it is opened
FOLLOWING_COLUMNS = (
    "kind",
    "audience",
    "schedule_id",
    "hour_from",
    "hour_late",
    "hour_to",
    "meeting_url",
    "leader_id",
    "name",
)


class FlexibleWorkApel(models.Model):
    """Sessions are made from the schedules in force and from the plan, and follow both until they are opened."""

    _inherit = "flexible.work.apel"

    @api.model
    @api.private
    def _follow_soon(self):
        """Have today's and the coming sessions made again within the minute."""
        for xmlid in ("cron_process_days", "cron_coming_apel"):
            self.env.ref(f"flexible_work_asn_attendance.{xmlid}").sudo()._trigger()

    @api.model
    @api.private
    def _follow_today(self, company, now):
        """Make the sessions of the local date, from the days as they are written; the day's cron calls it.

        It may run as often as one likes, also by two workers at once. Nobody expected, a holiday or a suspended day:
        no session. What was opened or entered by hand stays.
        """
        today = company._flexible_work_today(now)
        schedules = self._schedules_on(company, today)
        drafts = self._sessions_by_key(company, [today])
        if not schedules and not drafts:
            return
        groups = Counter()
        if schedules:
            rows = self.env.execute_query(
                SQL(
                    "SELECT department_id, mode, shift_id IS NOT NULL OR part_leave IS NOT NULL, hour_from, hour_to,"
                    " count(*) FROM flexible_work_day WHERE company_id = %s AND date = %s"
                    " AND mode IS NOT NULL AND leave_status IS NULL GROUP BY 1, 2, 3, 4, 5",
                    company.id,
                    today,
                )
            )
            groups.update({tuple(row[:-1]): row[-1] for row in rows})
        self._bring_in_line(company, today, self._wanted(company, schedules, groups), drafts)

    @api.model
    def _cron_coming_apel(self):
        """Every hour: make the sessions of the next day with an apel, so that its leaders can prepare it, and delete
        screenshots whose time is over."""
        companies = self.env["res.company"].sudo().search([])  # pylint: disable=no-search-all
        self.env["ir.cron"]._commit_progress(remaining=len(companies))
        for company in companies:
            retrying(partial(self.sudo()._follow_coming, company), self.env)
            self.env["flexible.work.apel.screenshot"].sudo()._purge(company)
            if not self.env["ir.cron"]._commit_progress(1):
                break

    @api.model
    @api.private
    def _follow_coming(self, company, now=None):
        """Make the sessions of the next local date after today on which an apel is held, as planned now."""
        today = company._flexible_work_today(now or fields.Datetime.now())
        coming = [today + timedelta(days=number) for number in range(1, COMING_DAYS + 1)]
        drafts = defaultdict(dict)
        for (day, *key), session in self._sessions_by_key(company, coming, dated=True).items():
            drafts[day][tuple(key)] = session
        employees = None
        found = False
        for day in coming:
            schedules = [] if found else self._schedules_on(company, day)
            wanted = {}
            if schedules:
                employees = employees or self.env["hr.employee"].sudo().search([("company_id", "=", company.id)])
                wanted = self._wanted(company, schedules, self._planned_groups(employees, day))
            if wanted or drafts[day]:
                self._bring_in_line(company, day, wanted, drafts[day])
            found = found or bool(wanted)

    def _planned_groups(self, employees, day):
        """How many work in which unit, mode and hours on a day that has not been opened yet."""
        return Counter(
            (one.department_id, one.mode, bool(one.shift_id or one.part_leave), one.hour_from, one.hour_to)
            for one in employees._flexible_work_decisions(day, day).values()
            if one.mode and not one.leave_status
        )

    # ------------------------------------------------------------ what is scheduled
    def _schedules_on(self, company, day):
        """The lines in force on the local date ``day``; none while apel are suspended.

        Of several circulars a dated one comes before one that is open-ended, then the later one, as for provisions.
        """
        circulars = self.env["flexible.work.circular"]._binding_between(company, day, day)
        for suspended in circulars.apel_suspension_ids:
            if suspended.date_from <= day <= suspended.date_to:
                return []
        circulars = circulars.sorted(
            lambda one: (bool(one.date_to), one.date_issued or one.date_from, one.id), reverse=True
        )
        return [
            line for circular in circulars for line in circular.apel_schedule_ids if day.weekday() in line._weekdays()
        ]

    def _wanted(self, company, schedules, groups):
        """{(unit or None, family): line} of sessions at which somebody is expected.

        :param groups: {(unit, mode, whether hours are the person's own, hour_from, hour_to): people at work}
        """
        if not schedules:
            return {}
        tree = self._unit_tree()
        working = {group[0] for group in groups}
        held, general = {}, set()
        # lines that name units are exceptions from those for all
        for line in sorted(schedules, key=lambda line: not line.department_ids):
            family = family_of(line.kind)
            if not line.department_ids:
                if family in general:
                    continue
                general.add(family)
            for unit in self._units_of(line, tree, working):
                held.setdefault((unit, family), line)
        expected = set()
        for unit, *facts in groups:
            expected |= self._nearest(held, tree[unit][0] if unit in tree else (), facts)
        return {key: held[key] for key in expected}

    def _nearest(self, held, path, facts):
        """Of each family the session nearest to a unit at which its people are expected."""
        found = {}
        for unit in (*reversed(path), None):
            for family in ("morning", "afternoon"):
                line = held.get((unit, family))
                if line and family not in found and takes_part(line.audience, line.hour_from, line.hour_to, *facts):
                    found[family] = (unit, family)
        return set(found.values())

    def _unit_tree(self):
        """{unit: (ids from the root down to it, its OPD)}; a unit without an OPD belongs to the topmost above it."""
        rows = self.env.execute_query(SQL("SELECT id, parent_path, opd_id FROM hr_department"))
        tree = {}
        for unit, parent_path, opd in rows:
            path = tuple(int(part) for part in (parent_path or "").split("/") if part)
            tree[unit] = (path, opd or (path[0] if path else unit))
        return tree

    def _units_of(self, line, tree, working):
        """The units that hold a session by ``line``; None stands for the whole region."""
        if line.scope == "region":
            return {None}
        named = set(line.department_ids.ids)
        if line.scope == "unit":
            return named
        opds = {tree[unit][1] for unit in working if unit in tree}
        return {opd for opd in opds if not named or not named.isdisjoint(tree[opd][0])}

    # ------------------------------------------------------------ what there is
    def _sessions_by_key(self, company, days, dated=False):
        """{(unit or None, family): session} of these dates, the date before them with ``dated``."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT id, date, department_id, state, by_hand, leader_by_hand, %s FROM flexible_work_apel"
                # of a morning and a joint one the one that stays: nothing is made beside it
                " WHERE company_id = %s AND date = ANY(%s) ORDER BY state = 'draft' AND NOT by_hand, id",
                SQL(", ").join(SQL.identifier(name) for name in FOLLOWING_COLUMNS),
                company.id,
                days,
            )
        )
        names = ("id", "date", "department_id", "state", "by_hand", "leader_by_hand", *FOLLOWING_COLUMNS)
        found = {}
        for row in rows:
            session = dict(zip(names, row, strict=True))
            key = (session["department_id"], family_of(session["kind"]))
            found.setdefault((session["date"], *key) if dated else key, session)
        return found

    def _bring_in_line(self, company, day, wanted, sessions):
        follows = {key: one for key, one in sessions.items() if one["state"] == "draft" and not one["by_hand"]}
        gone = [one["id"] for key, one in follows.items() if key not in wanted]
        new = {key: line for key, line in wanted.items() if key not in sessions}
        leaders = self._leaders([key[0] for key in wanted], day)
        names = self._names(company, wanted)
        rows, changed = [], []
        for key, line in wanted.items():
            values = [
                *(line.kind, line.audience, line.id, line.hour_from, line.hour_late, line.hour_to),
                *(line.meeting_url or None, leaders.get(key[0]), names[key]),
            ]
            if key in new:
                rows.append((company.id, key[0], day, "draft", new_secret(), False, False, *values))
            elif key in follows:
                session = follows[key]
                if session["leader_by_hand"]:
                    values[FOLLOWING_COLUMNS.index("leader_id")] = session["leader_id"]
                if values != [session[name] for name in FOLLOWING_COLUMNS]:
                    changed.append((session["id"], *values))
        self.sudo().browse(gone).unlink()
        update_changed(self, FOLLOWING_COLUMNS, changed)
        columns = ("company_id", "department_id", "date", "state", "secret", "by_hand", "leader_by_hand")
        insert_new(self, (*columns, *FOLLOWING_COLUMNS), rows, unique=None)

    def _leaders(self, unit_ids, day):
        """{unit: employee} who leads on ``day``: its head or acting head (Plh, Plt), else that of the unit above."""
        leaders = {}
        for unit in self.env["hr.department"].sudo().browse([unit_id for unit_id in unit_ids if unit_id]):
            above = unit
            while above and unit.id not in leaders:
                leader = above._acting_head(day)[0]
                if leader:
                    leaders[unit.id] = leader.id
                above = above.parent_id
        return leaders

    def _names(self, company, wanted):
        """Names of the sessions in the language of the regional government."""
        language = company.partner_id.lang or self.env.lang
        records = self.with_context(lang=language)
        units = records.env["hr.department"].sudo().browse({key[0] for key in wanted if key[0]})
        unit_names = {unit.id: unit.name for unit in units}
        return {key: records._name_for(line.kind, unit_names.get(key[0], company.name)) for key, line in wanted.items()}
