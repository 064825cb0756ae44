import logging
from collections import defaultdict
from datetime import date, timedelta

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.bulk import update_changed

from ..judge import DisciplineDay, standing_of, tally_year

_logger = logging.getLogger(__name__)

#: a year is still counted for so many days after its end: its last days may be corrected
LOOK_BACK = timedelta(days=45)
COUNT_COLUMNS = (
    "date",
    "department_id",
    "asn_kind",
    "absent_days",
    "minutes",
    "converted_days",
    "total_days",
    "longest_run",
    "current_run",
    "days_left",
)


class FlexibleWorkDisciplineCase(models.Model):
    """Counting: the closed days of everybody in a few queries; only cases that change are touched one by one."""

    _inherit = "flexible.work.discipline.case"

    @api.model
    def _cron_count(self):
        """Count for every regional government what has closed; it may run as often as one likes.

        A regional government that fails does not hold up the others; the failure is raised at the end.
        """
        companies = self.env["res.company"].sudo().search([])  # pylint: disable=no-search-all
        self.env["ir.cron"]._commit_progress(remaining=len(companies))
        failure = None
        for company in companies:
            today = company._flexible_work_today()
            try:
                for year in sorted({today.year, (today - LOOK_BACK).year}):
                    self.sudo()._count_year(company, year, today)
                self.sudo().with_context(lang=self._language_of(company))._tell_overdue(company)
            except Exception as error:
                self.env.cr.rollback()
                _logger.exception("The cases of discipline of %s could not be counted", company.name)
                failure = error
            if not self.env["ir.cron"]._commit_progress(1):
                break
        if failure:
            raise failure

    @api.model
    @api.private
    def _count_year(self, company, year, today):
        """Bring the cases of one regional government and year up to what the closed days say.

        :param today: its local date: when a step is said to be reached, and from which the time to act runs
        :return: the cases that rose, fell, came near a step, or are new
        """
        steps = self.env["flexible.work.discipline.step"]._steps_of(company)
        if not steps:
            return self.browse()
        self.env.flush_all()
        self = self.with_context(lang=self._language_of(company))
        cases = {
            case.employee_id.id: case
            for case in self.with_context(active_test=False).search(
                [("company_id", "=", company.id), ("year", "=", year)]
            )
        }
        facts = steps._facts()
        people = set(cases) | set(self._people_to_count(company, year, facts))
        counted, new, standings, changed = [], [], {}, self.browse()
        found = self._days_of(company, year, people)
        for employee_id in sorted(people):
            days, last = found.get(employee_id, ((), None))
            tally = tally_year(days, year, company.flexible_work_minutes_of_day)
            standing = standings[employee_id] = standing_of(tally, facts)
            case = cases.get(employee_id)
            if case is None:
                if standing.reached or standing.near:
                    values = dict(zip(COUNT_COLUMNS, _counts(tally, standing, last, None), strict=True))
                    new.append({"employee_id": employee_id, "year": year, **values})
                continue
            counted.append((case, *_counts(tally, standing, last, case)))
            if (case.step_id.id, case.near_step_id.id) != _step_ids(standing) or (
                standing.reached and case.state in ("watch", "withdrawn")
            ):
                changed += case
        update_changed(
            self,
            COUNT_COLUMNS,
            [(case.id, *values) for case, *values in counted if tuple(values) != case._stored_counts()],
        )
        changed += self._create_silently(new)
        changed._move({case.id: standings[case.employee_id.id] for case in changed}, today)
        return changed

    def _create_silently(self, values_list):
        """New cases: what is noted on them says how they came about."""
        silent = {"tracking_disable": True, "mail_create_nosubscribe": True, "mail_create_nolog": True}
        # the unit of the day stands in the values: it is not computed once more
        return self.with_context(**silent).create(values_list).with_env(self.env)

    def _language_of(self, company):
        """The language in which the record is kept: that of the regional government, else Indonesian."""
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        return next((lang for lang in (company.partner_id.lang, "id_ID") if lang in installed), self.env.lang)

    def _people_to_count(self, company, year, steps):
        """Ids of those who may be at a step or near one; everybody else is passed over in the database.

        A run over New Year may be long with few days in the year: in January one absent day is enough to look.
        """
        lowest = max(1, min(step.days_from - step.notice_days for step in steps))
        minutes = company.flexible_work_minutes_of_day
        converted = (
            SQL("SUM(COALESCE(late_minutes, 0) + COALESCE(early_minutes, 0)) / %s", minutes) if minutes else SQL("0")
        )
        return [
            row[0]
            for row in self.env.execute_query(
                SQL(
                    """
                    SELECT employee_id FROM flexible_work_day
                     WHERE company_id = %s AND state = 'closed' AND date BETWEEN %s AND %s
                       AND (status = 'absent' OR late_minutes > 0 OR early_minutes > 0)
                  GROUP BY employee_id
                    HAVING COUNT(*) FILTER (WHERE status = 'absent') + %s >= %s
                        OR COUNT(*) FILTER (WHERE status = 'absent' AND date <= %s) > 0
                    """,
                    company.id,
                    date(year, 1, 1),
                    date(year, 12, 31),
                    converted,
                    lowest,
                    date(year, 1, 31),
                )
            )
        ]

    def _days_of(self, company, year, people):
        """{employee id: (days that count, in order, and the last one's date, unit and kind of ASN)}

        The unit is that of the post, also of days worked for another one: its heads are the superiors (PP 94/2021).
        """
        if not people:
            return {}
        days, last = defaultdict(list), {}
        for employee_id, day, status, minutes, department_id, asn_kind in self.env.execute_query(
            SQL(
                """
                SELECT employee_id, date, status, COALESCE(late_minutes, 0) + COALESCE(early_minutes, 0),
                       COALESCE(home_department_id, department_id), asn_kind
                  FROM flexible_work_day
                 WHERE company_id = %s AND employee_id = ANY(%s) AND state = 'closed' AND date BETWEEN %s AND %s
                   AND status IN ('absent', 'present', 'duty', 'study')
              ORDER BY employee_id, date
                """,
                company.id,
                list(people),
                date(year - 1, 11, 1),
                date(year, 12, 31),
            )
        ):
            days[employee_id].append(DisciplineDay(day, status, minutes))
            if day.year == year and (status == "absent" or minutes):
                last[employee_id] = (day, department_id, asn_kind)
        return {employee_id: (found, last.get(employee_id)) for employee_id, found in days.items()}

    def _stored_counts(self):
        values = [self[name] for name in COUNT_COLUMNS]
        values = [value.id if isinstance(value, models.BaseModel) else value for value in values]
        return tuple(None if value is False else value for value in values)


def _counts(tally, standing, last, case):
    """Values of COUNT_COLUMNS; where nothing is left to count, the case keeps its last day."""
    day, department_id, asn_kind = last or case._stored_counts()[:3]
    numbers = (
        tally.absent_days,
        tally.minutes,
        tally.converted_days,
        tally.total_days,
        tally.longest_run,
        tally.current_run,
        standing.days_left,
    )
    return (day, department_id, asn_kind, *numbers)


def _step_ids(standing):
    return tuple(step.key if step else False for step in (standing.reached, standing.near))
