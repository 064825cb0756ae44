"""What the monthly sheets are made of, loaded in a fixed number of queries whatever the headcount."""

from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

from odoo.tools import SQL

from odoo.addons.flexible_work_asn.plan import FLEXIBLE_MODES

from ..judge import STATUS_KINDS, TppDay, judge_tpp_month

CENT = Decimal("0.01")
#: columns of the line that the database fills: closed days that are counted (a condition), or summed (a number)
SUMS = {
    "obliged_days": "d.status <> 'off'",
    "wfo_days": "d.status = 'present' AND d.mode = 'wfo'",
    "wfh_days": "d.status = 'present' AND d.mode = 'wfh'",
    "wfa_days": "d.status = 'present' AND d.mode = 'wfa'",
    "other_office_days": "d.status = 'present' AND d.mode = 'other_office'",
    "duty_days": "d.status = 'duty'",
    "leave_days": "d.status = 'leave'",
    "sick_days": "d.status = 'sick'",
    "permit_days": "d.status = 'permit'",
    "study_days": "d.status = 'study'",
    "absent_days": "d.status = 'absent'",
    "late_times": "d.late_minutes > 0",
    "late_minutes": "d.late_minutes",
    "early_times": "d.early_minutes > 0",
    "early_minutes": "d.early_minutes",
    "missing_clocks": "CASE d.missing WHEN 'both' THEN 2 WHEN 'in' THEN 1 WHEN 'out' THEN 1 ELSE 0 END",
    "corrected_days": "d.corrected",
}
SUMMED = frozenset({"late_minutes", "early_minutes", "missing_clocks"})
#: counted from the days on which something happened
EVENT_COUNTS = ("apel_missed", "presence_missed", "reports_missing")
EVENT = """
    d.status = ANY(%s) OR d.late_minutes > 0 OR d.early_minutes > 0 OR d.missing IS NOT NULL
    OR d.apel_expected AND d.apel_morning IN ('none', 'rejected')
    OR d.apel_afternoon_expected AND d.apel_afternoon IN ('none', 'rejected')
    OR d.presence_missed > 0 OR d.id = ANY(%s)
"""


class TppFacts:
    """The days of one regional government between two local dates, judged by the tables in force.

    :param employee_ids: only these people; None: everybody
    """

    def __init__(self, env, company, date_from, date_to, employee_ids=None):
        self.env, self.company = env(su=True), company
        self.date_from, self.date_to = date_from, date_to
        self.which = SQL("d.company_id = %s AND d.date BETWEEN %s AND %s", company.id, date_from, date_to)
        if employee_ids is not None:
            self.which = SQL("%s AND d.employee_id = ANY(%s)", self.which, list(employee_ids))
        env.flush_all()
        tables = self.env["flexible.work.tpp.scheme"]._tables(company, date_from, date_to)
        self._tables = tables
        self.counts = self._load_counts()
        self.leaves = self._load_leaves()
        self.events = self._load_events()

    def _table_on(self, day):
        return next((table for first, last, table in self._tables if first <= day and (not last or day <= last)), None)

    def _load_counts(self):
        """{employee id: (unit and OPD of the post on the last day, {column: number})}

        An assignment leaves the post, and the allowance paid for it, where they are (Permen PANRB 7/2022).
        """
        sums = SQL(", ").join(
            SQL("COALESCE(SUM(%s) FILTER (WHERE d.state = 'closed'), 0)", SQL(sql))
            if name in SUMMED
            else SQL("COUNT(*) FILTER (WHERE d.state = 'closed' AND %s)", SQL(sql))
            for name, sql in SUMS.items()
        )
        without = SQL("TRUE")
        for first, last, _table in self._tables:
            without = SQL("%s AND NOT (d.date >= %s AND d.date <= %s)", without, first, last or self.date_to)
        found = {}
        for employee_id, unit, opd, _person, _day, opened, undecided, no_table, *numbers in self.env.execute_query(
            SQL(
                """
                -- the last day is looked up afterwards: sorting the days for it would take longer than counting them
                SELECT last.employee_id, COALESCE(last.home_department_id, last.department_id),
                       CASE WHEN last.home_department_id IS NULL THEN last.opd_id ELSE last.home_opd_id END, counted.*
                  FROM (SELECT d.employee_id AS person, MAX(d.date) AS day,
                               COUNT(*) FILTER (WHERE d.state = 'open'),
                               COUNT(*) FILTER (WHERE d.status = 'present' AND d.verification = 'none'
                                                      AND (d.mode = ANY(%s) OR d.place = 'outside')),
                               COUNT(*) FILTER (WHERE %s AND d.state = 'closed' AND d.status <> 'off'), %s
                          FROM flexible_work_day d
                         WHERE %s
                      GROUP BY d.employee_id) AS counted
                  JOIN flexible_work_day last ON last.employee_id = counted.person AND last.date = counted.day
                """,
                sorted(FLEXIBLE_MODES),
                without,
                sums,
                self.which,
            )
        ):
            columns = {"open_days": opened, "undecided_days": undecided, "days_without_table": no_table}
            found[employee_id] = (unit, opd, columns | dict(zip(SUMS, map(int, numbers), strict=True)))
        return found

    def _load_leaves(self):
        """{employee id: {kind of leave: days}}"""
        found = defaultdict(dict)
        lang = self.env.lang or "en_US"
        for employee_id, name, number in self.env.execute_query(
            SQL(
                """
                SELECT d.employee_id, COALESCE(t.name->>%s, t.name->>'en_US'), COUNT(DISTINCT d.date)
                  FROM flexible_work_day d
                  JOIN hr_leave l ON l.employee_id = d.employee_id AND l.state = 'validate'
                                 AND d.date BETWEEN l.request_date_from AND l.request_date_to
                  JOIN hr_leave_type t ON t.id = l.holiday_status_id AND t.asn_status = 'leave'
                 WHERE d.state = 'closed' AND d.status = 'leave' AND %s
              GROUP BY 1, 2 ORDER BY 1, 2
                """,
                lang,
                self.which,
            )
        ):
            found[employee_id][name] = number
        return found

    def _load_events(self):
        """{employee id: [(day id, TppDay)]} of closed days on which something happened that may be cut."""
        reports = self._missing_reports()
        joint, paths = self._joint_apel()
        found = defaultdict(list)
        for row in self.env.execute_query(
            SQL(
                """
                SELECT d.employee_id, d.id, d.date, d.status, d.late_minutes, d.early_minutes, d.missing,
                       d.apel_expected AND d.apel_morning IN ('none', 'rejected'),
                       d.apel_afternoon_expected AND d.apel_afternoon IN ('none', 'rejected'),
                       d.department_id, d.presence_missed
                  FROM flexible_work_day d
                 WHERE d.state = 'closed' AND %s AND (%s)
              ORDER BY d.employee_id, d.date
                """,
                self.which,
                SQL(EVENT, list(STATUS_KINDS), list(reports)),
            )
        ):
            employee_id, day_id, day, status, late, early, missing, morning, afternoon, unit, presence = row
            apel = ()
            if morning:
                held = joint.get(day, ())
                jointly = None in held or any(one in held for one in paths.get(unit, ()))
                apel += ("missed_apel_joint" if jointly else "missed_apel_morning",)
            if afternoon:
                apel += ("missed_apel_afternoon",)
            present = status == "present"
            facts = TppDay(
                date=day,
                status=status,
                late=late or 0,
                early=early or 0,
                missing=missing,
                missed_apel=apel if present else (),
                missed_presence=(presence or 0) if present else 0,
                missing_report=present and day_id in reports,
                table=self._table_on(day),
            )
            found[employee_id].append((day_id, facts))
        return found

    def _missing_reports(self):
        """Ids of the days on which a daily report was asked for and is missing."""
        days = self.env["flexible.work.day"].search(
            [
                ("company_id", "=", self.company.id),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
                ("state", "=", "closed"),
                ("is_report_missing", "=", True),
            ]
        )
        return set(days.ids)

    def _joint_apel(self):
        """{date: units of the joint apel held; None stands for all}, and the units from the root down by unit."""
        held = defaultdict(set)
        for day, unit in self.env.execute_query(
            SQL(
                "SELECT date, department_id FROM flexible_work_apel"
                " WHERE kind = 'joint' AND state <> 'draft' AND company_id = %s AND date BETWEEN %s AND %s",
                self.company.id,
                self.date_from,
                self.date_to,
            )
        ):
            held[day].add(unit)
        if not held:
            return held, {}
        rows = self.env.execute_query(SQL("SELECT id, parent_path FROM hr_department"))
        return held, {unit: [int(part) for part in (path or "").split("/") if part] for unit, path in rows}

    # ------------------------------------------------------------ the answer
    def month_of(self, employee_id):
        """(values of the line, reasons as tuples of REASON_COLUMNS without the line) of one person."""
        _unit, _opd, values = self.counts[employee_id]
        events = self.events.get(employee_id, ())
        month = judge_tpp_month(day for _id, day in events)
        ids = {day.date: day_id for day_id, day in events}
        bands = Counter(reason.code for reason in month.reasons if reason.code and not reason.forgiven)
        values = {
            **values,
            "apel_missed": sum(len(day.missed_apel) for _id, day in events),
            "presence_missed": sum(day.missed_presence for _id, day in events),
            "reports_missing": sum(day.missing_report for _id, day in events),
            "leave_kinds": ", ".join(f"{name}: {days}" for name, days in self.leaves.get(employee_id, {}).items())
            or None,
            "band_counts": dict(sorted(bands.items())),
            "percent": rounded(month.percent),
            "percent_tpp": rounded(month.tpp_percent),
        }
        return values, [_reason_row(reason, ids) for reason in month.reasons]


def rounded(percent):
    """Half up to two decimals, as on paper."""
    return float(percent.quantize(CENT, ROUND_HALF_UP))


def _reason_row(reason, ids):
    return (
        ids.get(reason.date),
        reason.date,
        reason.kind,
        reason.code or None,
        reason.minutes,
        reason.times,
        float(reason.percent),
        float(round(reason.tpp_percent, 4)),
        reason.forgiven,
        None,
    )
