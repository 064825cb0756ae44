import logging
from datetime import timedelta
from functools import partial
from operator import itemgetter

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, retrying
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.bulk import insert_new, update_changed
from odoo.addons.flexible_work_asn.local_time import is_zone, to_local

from ..judge import DayFacts, judge_day
from .flexible_work_day_judging import reason_of

_logger = logging.getLogger(__name__)

#: key of the lock that a worker holds on a regional government
LOCK = 0x464C4558
#: so many people are told apart whose plan fails; of more, their neighbours wait with them for the next run
FAILURES_MAX = 30
#: after a stop of the server so many days are opened afterwards
CATCH_UP_DAYS = 7
#: what is copied from the plan, and follows it while the day is open
PLAN_COLUMNS = (
    "department_id",
    "opd_id",
    "assignment_id",
    "home_department_id",
    "home_opd_id",
    "asn_kind",
    "position_level_id",
    "structural",
    "mode",
    "source",
    "circular_id",
    "explanation",
    "hour_from",
    "hour_to",
    "hours_tolerance",
    "part_leave",
    "shift_id",
    "segments",
    "leave_status",
    "planned_leave_kind",
    "choice",
)
OPENING_COLUMNS = (
    "employee_id",
    "date",
    "company_id",
    "tz",
    *PLAN_COLUMNS,
    "problem",
    "status",
    "leave_kind",
    "late_minutes",
    "early_minutes",
    "apel_expected",
    "apel_morning",
    "apel_afternoon_expected",
    "apel_afternoon",
    "sent_later",
    "corrected",
    "presence_expected",
    "presence_met",
    "presence_missed",
    "signal_count",
    "verification",
    "state",
)
LEAVE_KIND = PLAN_COLUMNS.index("planned_leave_kind")
UNIT, ASSIGNMENT = PLAN_COLUMNS.index("department_id"), PLAN_COLUMNS.index("assignment_id")
#: as judged before anything has happened
OPENING_VALUES = (0, 0, False, "none", False, "none", False, False, 0, 0, 0, 0, "none", "open")


class FlexibleWorkDay(models.Model):
    """A day opens with the local date, follows the plan while it is open, and closes at its hour."""

    _inherit = "flexible.work.day"

    @api.model
    def _cron_process_days(self):
        """Open, resolve again, judge and close the days of every regional government that are due.

        It may run as often as one likes: what is done already is left alone. A regional government
        that fails does not hold up the others; the failure is raised at the end.
        """
        companies = self.env["res.company"].sudo().search([])  # pylint: disable=no-search-all
        self.env["ir.cron"]._commit_progress(remaining=len(companies))
        failure = None
        for company in companies:
            try:
                # somebody may check in meanwhile and change the same day: then once more
                retrying(partial(self.sudo()._process_company_alone, company), self.env)
            except Exception as error:
                self.env.cr.rollback()
                _logger.exception("The days of %s could not be processed", company.name)
                failure = error
            if not self.env["ir.cron"]._commit_progress(1):
                break
        if failure:
            raise failure

    def _process_company_alone(self, company):
        """Process a regional government, unless another worker is at it at this very moment."""
        if self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK, company.id))[0][0]:
            self._process_company(company)

    @api.model
    @api.private
    def _process_company(self, company, now=None):
        """All that is due for one regional government at ``now`` (naive UTC; the server's clock)."""
        now = now or fields.Datetime.now()
        self.env["flexible.work.apel"]._close_over(company, now)
        employees = self.env["hr.employee"].sudo().search([("company_id", "=", company.id)])
        zones, unknown = self._known_zones(employees, company)
        dates = self._dates_to_open(company, zones, now)
        self._take_back_tomorrow(company, dates)
        wanted = {(employee_id, day) for employee_id, tz in zones.items() for day in dates[tz]}
        problems = {key: unknown[key[0]] for key in wanted if key[0] in unknown} if unknown else {}
        replanned = self._sync_with_plan(employees, wanted, zones=zones, company=company, problems=problems)
        self.env["flexible.work.apel"]._follow_today(company, now)
        # all of them, so that what was written past the ORM is found, too
        self._judge_open(company, now, problems, replanned)
        opened_on = min((max(days) for days in dates.values()), default=None)
        if opened_on and (not company.flexible_work_opened_on or company.flexible_work_opened_on < opened_on):
            company.flexible_work_opened_on = opened_on

    def _known_zones(self, employees, company):
        """``({employee id: zone}, {employee id: reason})``: whose zone is unknown lives by that of the government."""
        zones = employees._flexible_work_tz_batch()
        wrong = {tz for tz in set(zones.values()) if not is_zone(tz)}
        if not wrong:
            return zones, {}
        own = company._flexible_work_tz()
        own = own if is_zone(own) else "UTC"
        unknown = {
            employee_id: self.env._("There is no zone “%s”: correct the working schedule of the employee.", tz)
            for employee_id, tz in zones.items()
            if tz in wrong
        }
        return zones | dict.fromkeys(unknown, own), unknown

    def _take_back_tomorrow(self, company, dates):
        """The server's clock ran a day ahead and is right again: what it closed and opened too early is taken back.

        Days of today are open again, and those whose hour has come are closed in this same run. A day of the future
        on which nothing has happened is removed.
        """
        today = max((max(days) for days in dates.values()), default=None)
        if not today or not company.flexible_work_opened_on or company.flexible_work_opened_on <= today:
            return
        _logger.warning(
            "The clock was ahead: days of %s were opened up to %s", company.name, company.flexible_work_opened_on
        )
        first = min(max(days) for days in dates.values())
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE flexible_work_day SET state = 'open' WHERE company_id = %s AND date >= %s AND state = 'closed'",
            (company.id, first),
        )
        self.env.cr.execute("SELECT id FROM flexible_work_day WHERE company_id = %s AND date > %s", (company.id, today))
        self._drop_unemployed([row[0] for row in self.env.cr.fetchall()])
        company.flexible_work_opened_on = first
        self.env.invalidate_all()

    def _dates_to_open(self, company, zones, now):
        """{zone: local dates} that have begun and may not have been opened yet."""
        last_opened = company.flexible_work_opened_on
        dates = {}
        for tz in set(zones.values()):
            today = to_local(now, tz).date()
            first = last_opened + timedelta(days=1) if last_opened else today
            first = min(max(first, today - timedelta(days=CATCH_UP_DAYS)), today)
            dates[tz] = [first + timedelta(days=n) for n in range((today - first).days + 1)]
        return dates

    @api.model
    @api.private
    def _open_for(self, keys):
        """Open the days of ``keys`` (employee id, local date), for somebody who acts before they are open."""
        employees = self.env["hr.employee"].browse({employee_id for employee_id, _day in keys})
        self._sync_with_plan(employees, set(keys))

    @api.model
    @api.private
    def _resolve_again(self, employees, date_from, date_to):
        """Let the open days of ``employees`` in a range of local dates follow the plan of now."""
        self.env.flush_all()
        days = self._load_plan_rows(
            SQL("employee_id = ANY(%s) AND date BETWEEN %s AND %s", list(employees.ids), date_from, date_to)
        )
        if days:
            problems = {}
            changed = self._sync_with_plan(employees, set(), stored=days, problems=problems)
            self._judge_days(changed)
            update_changed(self, ("problem",), [(days[key][0], reason) for key, reason in problems.items()])

    def _sync_with_plan(self, employees, wanted, zones=None, company=None, stored=None, problems=None):
        """Insert the days of ``wanted`` that are missing and update the open ones that differ.

        :param wanted: keys (employee id, local date) that must have a day
        :param zones: {employee id: zone}, if known already
        :param company: follow the plan for all of its open days, else for those of ``wanted``
        :param stored: the open days as `_load_plan_rows` gives them, if known already
        :param problems: {key: reason}, to which those are added whose plan cannot be made; they get a day all the
            same, or keep the plan that they have
        :return: ids of the days that are new or have changed
        """
        self.env.flush_all()
        problems = {} if problems is None else problems
        if stored is None:
            where = (
                SQL("company_id = %s", company.id)
                if company
                else SQL("employee_id = ANY(%s) AND date = ANY(%s)", list(employees.ids), [d for _e, d in wanted])
            )
            stored = self._load_plan_rows(where)
        dates = {day for _employee_id, day in (*wanted, *stored)}
        if not dates:
            return []
        # an open day may belong to somebody who has been archived since
        employees = employees.browse({*employees.ids, *(employee_id for employee_id, _day in stored)})
        keys = wanted | stored.keys()
        plan, failed = self._plans(employees, (min(dates), max(dates)), keys)
        if failed:
            problems.update({key: failed[key[0]] for key in keys if key[0] in failed})
            plan |= self._unplanned({key for key in wanted if key[0] in failed and key not in stored})
        changed = [
            (day_id, *plan[key]) for key, (day_id, values) in stored.items() if key in plan and values != plan[key]
        ]
        update_changed(self, PLAN_COLUMNS, changed)
        self._drop_unemployed([stored[key][0] for key in stored if key not in plan and key not in problems])
        missing = {key: plan[key] for key in wanted if key in plan and key not in stored}
        # of a whole government the problems are written when its days are judged, where they are told as new ones
        inserted = self._insert_days(missing, zones, {} if company else problems, company)
        moved = {key for key, (_id, values) in stored.items() if key in plan and values[UNIT] != plan[key][UNIT]}
        # what was planned the evening before knows no more than the unit of the post
        self._take_along(moved | {key for key, values in missing.items() if values[ASSIGNMENT]})
        return [row[0] for row in changed] + inserted

    def _plans(self, employees, span, keys):
        """``({key: values of PLAN_COLUMNS}, {employee id: reason})``: one bad employee never stops the batch.

        Where the plan fails it is made for either half, down to the one for whom it fails.

        :param span: first and last local date
        """
        plan, failed = {}, {}
        waiting = [employees]
        while waiting:
            some = waiting.pop()
            try:
                with self.env.cr.savepoint(flush=False):
                    decisions = some.sudo()._flexible_work_decisions(*span)
                    plan |= self._plan_values(some, decisions, keys)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Exception as error:
                if len(some) == 1 or len(failed) >= FAILURES_MAX:
                    _logger.exception("The plan of employees %s cannot be made", some.ids[:FAILURES_MAX])
                    failed |= dict.fromkeys(some.ids, reason_of(error))
                else:
                    half = len(some) // 2
                    waiting += [some[:half], some[half:]]
        return plan, failed

    def _unplanned(self, keys):
        """{key: values of PLAN_COLUMNS} for people whose plan cannot be made: no more than the unit they are of."""
        units = {
            employee.id: (employee.department_id.id or None, employee.department_id.opd_id.id or None)
            for employee in self.env["hr.employee"].sudo().browse({employee_id for employee_id, _day in keys})
        }
        blank = dict.fromkeys(PLAN_COLUMNS) | {"hours_tolerance": 0}
        rows = {}
        for key in keys:
            unit, opd = units[key[0]]
            rows[key] = tuple((blank | {"department_id": unit, "opd_id": opd}).values())
        return rows

    def _load_plan_rows(self, where):
        """{(employee id, date): (id, plan)} of the open days."""
        rows = self.env.execute_query(
            SQL(
                "SELECT employee_id, date, id, %s FROM flexible_work_day WHERE state = 'open' AND %s",
                SQL(", ").join(SQL.identifier(name) for name in PLAN_COLUMNS),
                where,
            )
        )
        return {(row[0], row[1]): (row[2], tuple(row[3:])) for row in rows}

    def _plan_values(self, employees, decisions, keys):
        """{key: values of PLAN_COLUMNS}; whoever shares a decision shares the values."""
        decisions = {key: decisions[key] for key in keys if key in decisions}
        language = self._explanation_language(employees)
        sentences = employees.sudo().with_context(lang=language)._flexible_work_explain(decisions)
        opd = dict(self.env.execute_query(SQL("SELECT id, opd_id FROM hr_department")))
        structural = dict(
            self.env.execute_query(SQL("SELECT id, COALESCE(structural, FALSE) FROM flexible_work_position_level"))
        )
        shared = {}
        plan = {}
        for key, decision in decisions.items():
            values = shared.get(id(decision))
            if values is None:
                values = shared[id(decision)] = (
                    decision.department_id,
                    opd.get(decision.department_id),
                    decision.assignment_id,
                    decision.home_department_id,
                    opd.get(decision.home_department_id),
                    decision.asn_kind,
                    decision.position_level_id,
                    structural.get(decision.position_level_id, False),
                    decision.mode,
                    decision.source,
                    decision.circular_id,
                    sentences[key],
                    decision.hour_from,
                    decision.hour_to,
                    decision.hours_tolerance,
                    decision.part_leave,
                    decision.shift_id,
                    _written(decision.segments),
                    decision.leave_status,
                    decision.leave_kind,
                    decision.choice,
                )
            plan[key] = values
        return plan

    def _explanation_language(self, employees):
        """The language in which the record is kept: that of the regional government, else Indonesian."""
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        for language in (employees[:1].with_prefetch().sudo().company_id.partner_id.lang, "id_ID"):
            if language in installed:
                return language
        return self.env.lang

    def _insert_days(self, plan, zones, problems, company=None):
        if not plan:
            return []
        ids = list({employee_id for employee_id, _day in plan})
        zones = zones or self.env["hr.employee"].browse(ids)._flexible_work_tz_batch()
        if company:
            companies = dict.fromkeys(ids, company.id)
        else:
            companies = dict(
                self.env.execute_query(SQL("SELECT id, company_id FROM hr_employee WHERE id = ANY(%s)", ids))
            )
        status = {
            id_: _first_status(values) for id_, values in {id(values): values for values in plan.values()}.items()
        }
        rows = [
            (
                key[0],
                key[1],
                companies[key[0]],
                zones[key[0]],
                *values,
                problems.get(key),
                status[id(values)],
                values[LEAVE_KIND],
            )
            + OPENING_VALUES
            for key, values in sorted(plan.items(), key=itemgetter(0))
        ]
        return insert_new(self, OPENING_COLUMNS, rows, unique=("employee_id", "date"), by_server=True)

    def _drop_unemployed(self, day_ids):
        """Remove open days on which the employee turns out not to be employed, unless something happened."""
        if day_ids:
            self.env.execute_query(
                SQL(
                    "DELETE FROM flexible_work_day WHERE id = ANY(%s) AND check_in IS NULL"
                    " AND apel_morning = 'none' AND verification = 'none' RETURNING id",
                    day_ids,
                )
            )
            self.browse(day_ids).invalidate_recordset(flush=False)


def _written(segments):
    """The parts of a day with several modes as they are stored; None for an ordinary day."""
    return ",".join(f"{part.mode} {part.hour_from:g} {part.hour_to:g}" for part in segments) or None


def _first_status(plan_values):
    plan = dict(zip(PLAN_COLUMNS, plan_values, strict=True))
    facts = DayFacts(
        date=None, mode=plan["mode"], leave_status=plan["leave_status"], planned=plan["source"] is not None
    )
    return judge_day(facts).status
