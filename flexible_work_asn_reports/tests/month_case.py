"""A month of a small region, written straight into the table of days, and a slow count of it in plain Python."""

import random
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from odoo.tools import SQL

from .common import ReportCase

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
#: 08:00 WIT on 3 April, when the month is over
APRIL = datetime(2026, 4, 2, 23, 0)
DATES = [FIRST + timedelta(days=number) for number in range(31)]
MODES = ("wfo", "wfh", "wfa", "other_office")
FREE = ("off", "duty", "leave", "sick", "permit", "study")
KINDS = ("ct", "cb", "cs", "cm", "cap", "cber", "cltn", None)


class MonthCase(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Month = cls.env["flexible.work.month"].with_company(cls.company)
        circulars = cls.env["flexible.work.circular"].create(
            [
                {"name": f"Edaran {asked}", "company_id": cls.company.id, "date_from": FIRST, "log_required": asked}
                for asked in (True, False)
            ]
        )
        cls.asking, cls.silent = circulars

    @classmethod
    def add_people(cls, number, opd=None, **values):
        """Employees, each with a name and a NIP of its own; the ORM makes one of them."""
        cls.env.flush_all()
        template = cls.env["hr.employee"].create({"name": "Pegawai", "company_id": cls.company.id})
        cls.env.flush_all()
        ids = cls._copies_of(template, number)
        cls.env.cr.execute(
            "UPDATE hr_employee SET name = 'Pegawai ' || id, nip = lpad(id::text, 18, '0') WHERE id = ANY(%s)", [ids]
        )
        cls.env.invalidate_all()
        return ids

    @classmethod
    def add_month(cls, rows):
        """Write day rows: dicts with employee_id, date, opd and whatever differs from a day in the office."""
        defaults = {
            "tz": "Asia/Jayapura",
            "status": "present",
            "mode": "wfo",
            "asn_kind": "pns",
            "structural": False,
            "late_minutes": 0,
            "early_minutes": 0,
            "missing": None,
            "check_in": None,
            "place": None,
            "apel_expected": False,
            "apel_morning": "none",
            "apel_afternoon_expected": False,
            "apel_afternoon": "none",
            "presence_expected": 0,
            "presence_met": 0,
            "presence_missed": 0,
            "leave_status": None,
            "leave_kind": None,
            "corrected": False,
            "verification": "none",
            "state": "closed",
            "opd_id": None,
            "department_id": None,
            "home_opd_id": None,
            "home_department_id": None,
            "circular_id": None,
        }
        names = ["employee_id", "company_id", "date", *defaults]
        values = [tuple({"company_id": cls.company.id, **defaults, **row}[name] for name in names) for row in rows]
        cls.env.flush_all()
        cls.env.execute_query(
            SQL(
                "INSERT INTO flexible_work_day (%s) VALUES %s RETURNING id",
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(SQL("%s", value) for value in values),
            )
        )
        cls.env.invalidate_all()

    @classmethod
    def random_month(cls, people=30, seed=3, dates=DATES):
        """Everything that a day can say, on every day of the month; some people change the OPD, some have none."""
        draw, posts = random.Random(seed), random.Random(seed + 1)
        ids = cls.add_people(people)
        rows = []
        for employee_id in ids:
            before, after = draw.choice([*cls.opds, None]), draw.choice([*cls.opds, None])
            moves = draw.choice([LAST, LAST, date(2026, 3, draw.randint(2, 30))])
            kind, structural = draw.choice(["pns", "pppk", "pppk_pw", None]), draw.random() < 0.2
            for day in dates:
                opd = before if day <= moves else after
                home = posts.choice([*[None] * 9, *cls.opds])
                rows.append(
                    cls.random_day(draw)
                    | {
                        "employee_id": employee_id,
                        "date": day,
                        "opd_id": opd and opd.id,
                        "department_id": opd and opd.id,
                        "home_opd_id": home and home.id,
                        "home_department_id": home and home.id,
                        "asn_kind": kind,
                        "structural": structural,
                    }
                )
        cls.add_month(rows)
        cls.add_logs(draw, ids)
        return ids

    @classmethod
    def random_day(cls, draw):
        status = draw.choice(["present"] * 14 + ["absent", "absent", *FREE])
        present = status == "present"
        return {
            "status": status,
            "mode": draw.choice([*MODES, None]) if present else draw.choice(["wfo", None]),
            "late_minutes": draw.choice([0, 0, 0, None, 1, 45]) if present else 0,
            "early_minutes": draw.choice([0, 0, None, 12]) if present else 0,
            "missing": draw.choice([None, None, None, "in", "out", "both"]) if present else None,
            "check_in": draw.choice([None, datetime(2026, 3, 1, 22, 0)]),
            "place": draw.choice([None, "inside", "outside", "unknown"]),
            "apel_expected": draw.choice([True, False, None]),
            "apel_morning": draw.choice(["none", "on_time", "on_time", "late", "rejected"]),
            "apel_afternoon_expected": draw.choice([True, False, None]),
            "apel_afternoon": draw.choice(["none", "on_time", "late", "rejected"]),
            "presence_expected": draw.choice([0, 3, None]),
            "presence_met": draw.choice([0, 2]),
            "presence_missed": draw.choice([0, 1, None]),
            "leave_status": status if status in FREE[1:] else None,
            "leave_kind": draw.choice(KINDS) if status == "leave" else None,
            "corrected": draw.choice([True, False, None]),
            "verification": draw.choice(["none", "verified", "rejected"]),
            "circular_id": draw.choice([cls.asking.id, cls.silent.id, None]),
            "state": "closed",
        }

    @classmethod
    def add_logs(cls, draw, employee_ids):
        """A daily report for about half of the days away, handed in or still planned."""
        days = cls.env["flexible.work.day"].search(
            [("employee_id", "in", employee_ids), ("mode", "in", ("wfh", "wfa"))]
        )
        values = [
            (day.employee_id.id, day.company_id.id, day.id, day.date, draw.choice(["planned", "reported", "approved"]))
            for day in days
            if draw.random() < 0.5
        ]
        cls.env.execute_query(
            SQL(
                "INSERT INTO flexible_work_log (employee_id, company_id, day_id, date, state) VALUES %s RETURNING id",
                SQL(", ").join(SQL("%s", value) for value in values),
            )
        )
        cls.env.invalidate_all()

    @classmethod
    def counted_month(cls):
        month = cls.Month.with_user(cls.bkpsdm).create({"month": FIRST})
        month.action_count()
        return month

    @classmethod
    def confirmed_month(cls):
        month = cls.counted_month()
        month.action_confirm()
        return month


def slow_count(env, company):
    """{(employee id, OPD id or None): Counter} of the closed days of March 2026, one record after the other.

    Written from docs/day.md and the circulars, not from the product's SQL.
    """
    found = defaultdict(Counter)
    handed_in = {
        log.day_id.id
        for log in env["flexible.work.log"].search([("state", "in", ("reported", "approved", "returned"))])
    }
    days = env["flexible.work.day"].search(
        [("company_id", "=", company.id), ("date", ">=", FIRST), ("date", "<=", LAST), ("state", "=", "closed")]
    )
    for day in days:
        count = found[day.employee_id.id, day.opd_id.id or None]
        _count_status(count, day)
        if day.status == "present":
            _count_presence(count, day, handed_in)
        _count_apel(count, day.apel_expected, day.apel_morning, "apel")
        _count_apel(count, day.apel_afternoon_expected, day.apel_afternoon, "apel_afternoon")
        count["missing_in"] += day.missing in ("in", "both")
        count["missing_out"] += day.missing in ("out", "both")
        for name in ("presence_expected", "presence_met", "presence_missed"):
            count[name] += day[name]
        count["corrected"] += day.corrected
        count["rejected"] += day.verification == "rejected"
        count["assigned_in"] += bool(day.home_department_id) and day.home_opd_id != day.opd_id
    return found


def _count_status(count, day):
    count["days"] += 1
    if day.status in FREE:
        count[day.status] += 1
        if day.status == "leave":
            count[f"leave_{day.leave_kind or 'other'}"] += 1
        return
    count["obliged"] += 1
    if day.structural:
        count["structural_obliged"] += 1
        count[f"structural_{day.status}"] += 1
    count[day.status] += 1


def _count_presence(count, day, handed_in):
    count[day.mode or "wfo"] += 1
    late = day.late_minutes > 0 or (not day.check_in and day.apel_morning == "late")
    count["late"] += late
    count["structural_late"] += late and day.structural
    count["late_minutes"] += day.late_minutes
    count["early"] += day.early_minutes > 0
    count["early_minutes"] += day.early_minutes
    count["outside"] += day.place == "outside"
    away = day.mode in ("wfh", "wfa", "other_office")
    count["undecided"] += day.verification == "none" and (away or day.place == "outside")
    count["report_handed_in"] += day.id in handed_in
    asked = day.mode in ("wfh", "wfa") and day.circular_id.log_required
    count["report_missing"] += asked and day.id not in handed_in


def _count_apel(count, expected, result, name):
    if expected:
        count[f"{name}_expected"] += 1
        count[f"{name}_present"] += result in ("on_time", "late")
        count[f"{name}_late"] += result == "late"
        count[f"{name}_rejected"] += result == "rejected"
        count[f"{name}_missed"] += result in ("none", "rejected")
