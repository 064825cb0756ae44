"""The proof: a city like Ternate, four weeks from Monday 12 January 2026, against a reading of the article alone.

5,000 people in about sixty OPD. The plan of everybody and every day, what the days came to after simulated check-ins
and apel, and every cell of the daily page as PDF and as workbook equal ``tests.ternate_reference``.
"""

import calendar
from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged

from .account_reference import LEAVE_KINDS, Account
from .bulk import stale_values
from .daily_page import COLUMNS, read_list, read_pdf, read_workbook
from .morning import ENDS, LATE_AFTER, OPENS, apel_unit, at, simulate, until
from .morning_load import load_joined, load_morning
from .population import END, START, make_city
from .population_load import load_city, to_utc, utc
from .ternate_reference import Reference, percent

PEOPLE = 5000
FIRST_THURSDAY = date(2026, 1, 15)
HOLIDAY = date(2026, 1, 16)
THIRD_TUESDAY = date(2026, 1, 27)
JOINT_LEAVE = date(2026, 2, 16)
# Every kecamatan needs so many percent of its people at the counter, every puskesmas and kelurahan so many.
NEEDED = {"district": 85.0, "village": 90.0, "health": 80.0}
# So many people check in, join and check out by themselves; what the others did are rows.
LIVE = {FIRST_THURSDAY: 250, HOLIDAY: 40, THIRD_TUESDAY: 100}

SHOWN = 8  # differences that a failure names


@tagged("post_install", "-at_install")
class TestTernate(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.city = make_city(PEOPLE)
        for person in cls.city.people:
            person.archived = person.archived and person.departed < FIRST_THURSDAY
        cls.people = {person.key: person for person in cls.city.people}
        cls.reference = Reference(cls.city)
        cls.loaded = load_city(cls.env, cls.city)
        cls.env = cls.loaded.env
        cls.company = cls.loaded.company
        cls.key_of = {employee: key for key, employee in cls.loaded.employees.items()}
        cls.needed = {key: NEEDED[unit.category] for key, unit in cls.city.units.items() if unit.category in NEEDED}
        for key, percents in cls.needed.items():
            cls.env["hr.department"].browse(cls.loaded.departments[key]).onsite_min_percent = percents
        cls.officer = new_test_user(
            cls.env,
            "bkpsdm.ternate",
            groups="base.group_user,flexible_work_asn.group_bkpsdm",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def assertSame(self, expected, found, what):
        """Two dicts are equal; a failure says how many entries differ and shows some."""
        different = [
            f"{key}: expected {expected.get(key)}, found {found.get(key)}"
            for key in sorted(expected.keys() | found.keys(), key=str)
            if expected.get(key) != found.get(key)
        ]
        self.assertFalse(
            different, f"{len(different)} of {len(expected)} {what} differ:\n" + "\n".join(different[:SHOWN])
        )

    # ------------------------------------------------------------ the city itself
    def test_the_orm_finds_nothing_to_recompute_in_the_loaded_city(self):
        moved = [self.loaded.employees[person.key] for person in self.city.people if len(person.versions) > 1]
        employees = self.env["hr.employee"].browse(
            [*list(self.key_of)[:30], *list(self.key_of)[2000:2030], *moved[:30]]
        )
        leaves = self.env["hr.leave"].search([("employee_id", "in", list(self.key_of))], limit=40)
        for records in (
            employees,
            employees.version_ids,
            employees.resource_id,
            employees.work_contact_id,
            leaves.with_context(leave_skip_state_check=True, leave_skip_date_check=True),
            self.env["hr.department"].browse(self.loaded.departments.values()),
        ):
            self.assertFalse(stale_values(records), f"{records._name} is not as the ORM would have stored it")
        for employee in employees:
            person = self.people[self.key_of[employee.id]]
            self.assertEqual(employee.department_id.id, self.loaded.departments[person.versions[-1].unit])
            self.assertEqual(employee.nip, person.nip)

    # ------------------------------------------------------------ the plan
    def test_the_plan_of_everybody_on_every_day_is_what_the_article_says(self):
        self._compare_plan(START, END)

    def test_joint_leave_and_the_days_around_it_are_what_the_decree_says(self):
        self._compare_plan(JOINT_LEAVE - timedelta(days=1), JOINT_LEAVE + timedelta(days=2))

    def test_before_the_circular_everybody_works_in_the_office(self):
        self._compare_plan(START - timedelta(days=7), START - timedelta(days=1))

    def _compare_plan(self, first, last):
        decisions = self.loaded.all_employees()._flexible_work_decisions(first, last)
        levels = {level.id: code for code, level in self.loaded.levels.items()}
        units = {department: key for key, department in self.loaded.departments.items()}
        found = {
            (self.key_of[employee], day): (
                decision.mode,
                decision.leave_status,
                units[decision.department_id],
                decision.asn_kind,
                levels[decision.position_level_id],
                *((decision.hour_from, decision.hour_to) if decision.mode else (None, None)),
            )
            for (employee, day), decision in decisions.items()
        }
        expected = {}
        for person in self.city.people:
            for number in range((last - first).days + 1):
                day = first + timedelta(days=number)
                planned = self.reference.day(person, day)
                if planned is not None:
                    expected[person.key, day] = (
                        planned.mode,
                        planned.leave,
                        planned.unit,
                        planned.kind,
                        planned.level,
                        planned.start,
                        planned.end,
                    )
        self.assertGreater(len(expected), PEOPLE * 0.98 * ((last - first).days + 1))
        self.assertSame(expected, found, "days")

    # ------------------------------------------------------------ the days and their report
    def test_first_thursday_at_nine_while_the_day_is_open(self):
        day = FIRST_THURSDAY
        morning = {key: until(events, at(day, 9.0)) for key, events in self._morning(day).items()}
        self._play(day, morning)
        self._process(day, 9.0)
        self._compare_days(day, morning, closed=False)
        self._compare_report(day, morning, closed=False)

    def test_third_tuesday_after_it_has_closed(self):
        day = THIRD_TUESDAY
        morning = self._morning(day)
        self._play(day, morning)
        self._process(day + timedelta(days=1), 1.0)  # the squads around the clock end at midnight
        self._compare_days(day, morning, closed=True)
        self._compare_report(day, morning, closed=True)

    def test_on_the_holiday_nobody_is_obliged_and_nobody_absent(self):
        day = HOLIDAY
        morning = self._morning(day)
        self._play(day, morning)
        self._process(day + timedelta(days=1), 1.0)  # the squads around the clock end at midnight
        self._compare_days(day, morning, closed=True)
        self._compare_report(day, morning, closed=True)

    def _morning(self, day):
        return simulate(self.city, self.reference, day)

    def _process(self, day, hour):
        """What the cron does at that local hour."""
        self.env["flexible.work.day"].sudo()._process_company(self.company, now=utc(day, hour))

    def _play(self, day, morning):
        """Let the morning happen: the day opens, some hundred people act by themselves, the rest are rows."""
        self.assertEqual(utc(day, 7.5).date(), day - timedelta(days=1), "at 07:30 WIT it is yesterday in UTC")
        self._process(day, 0.25)
        live = [key for key, events in sorted(morning.items()) if len(events.visits) == 1 or events.apel]
        live = set(live[:: max(len(live) // LIVE[day], 1)])
        load_morning(self.loaded, day, {key: events for key, events in morning.items() if key not in live})
        apel = self.env["flexible.work.apel"].create(
            [
                {
                    "department_id": self.loaded.departments[unit],
                    "company_id": self.company.id,
                    "date": day,
                    "hour_from": OPENS,
                    "hour_late": LATE_AFTER,
                    "hour_to": ENDS,
                }
                for unit in sorted({apel_unit(self.city, unit) for unit in self.city.units if unit != "kota"} - {None})
            ]
        )
        with freeze_time(utc(day, OPENS)) as clock:
            for one in apel:
                one.with_user(self.officer).action_open()
            apel_of = {one.department_id.id: one for one in apel}
            load_joined(self.loaded, day, {key: morning[key] for key in morning if key not in live}, apel_of)
            self._live(day, {key: morning[key] for key in live}, apel_of, clock)
            self._process(day, 9.0)
            self._reject(day, morning)

    def _live(self, day, morning, apel_of, clock):
        """Real check-ins, check-outs and joins, each at its own moment and in their order."""
        moments = []
        for key, events in morning.items():
            for came, left in events.visits:
                moments += [(came, "toggle", key)] + ([(left, "toggle", key)] if left else [])
            if events.apel:
                moments.append((events.apel, "join", key))
        for moment, what, key in sorted(moments):
            clock.move_to(to_utc(moment))
            employee = self.env["hr.employee"].browse(self.loaded.employees[key])
            if what == "toggle":
                position = morning[key].position
                employee._attendance_action_change(
                    {
                        "mode": "systray",
                        "browser": "chrome",
                        "ip_address": "127.0.0.1",
                        "latitude": position and position[0],
                        "longitude": position and position[1],
                    }
                )
            else:
                unit = apel_unit(self.city, self.reference.day(self.people[key], day).unit)
                apel = apel_of[self.loaded.departments[unit]]
                apel._join(employee, self._code(apel))
        clock.move_to(utc(day, 9.0))

    def _code(self, apel):
        """The code on the leader's board at this moment."""
        from odoo.addons.flexible_work_asn_attendance.judge import code_at

        return code_at(apel.sudo().secret, calendar.timegm(datetime.now().timetuple()))  # noqa: DTZ005 (frozen, UTC)

    def _reject(self, day, morning):
        """The head's decisions; here BKPSDM's, which may decide about everybody."""
        rejected = [self.loaded.employees[key] for key, events in morning.items() if events.rejected]
        self.env["flexible.work.day"].with_user(self.officer).search(
            [("employee_id", "in", rejected), ("date", "=", day)]
        )._decide("rejected", "Not at the place")
        absent = [self.loaded.employees[key] for key, events in morning.items() if events.apel_rejected]
        self.env["flexible.work.apel.attendance"].with_user(self.officer).search(
            [("employee_id", "in", absent), ("apel_id.date", "=", day), ("apel_id.company_id", "=", self.company.id)]
        )._decide("rejected", "No picture")

    def _compare_days(self, day, morning, closed):
        days = self.env["flexible.work.day"].search([("company_id", "=", self.company.id), ("date", "=", day)])
        found = {
            self.key_of[row.employee_id.id]: (
                row.status,
                row.late_minutes,
                row.early_minutes,
                row.apel_morning,
                row.apel_expected,
                row.place or None,
            )
            for row in days
        }
        expected = {}
        for person in self.city.people:
            planned = self.reference.day(person, day)
            if planned is not None:
                events = morning[person.key]
                judged = self.reference.judge(planned, events, day, closed)
                expected[person.key] = (
                    judged.status,
                    judged.late,
                    judged.early,
                    judged.apel,
                    judged.apel_expected,
                    self.reference.place(person, planned, events),
                )
        state = "closed" if closed else "open"
        self.assertFalse(
            days.filtered(lambda row: row.state != state).mapped("display_name")[:SHOWN], f"all are {state}"
        )
        self.assertSame(expected, found, "judged days")

    def _compare_report(self, day, morning, closed):
        report = self.env["flexible.work.report"].create({"date": day, "company_id": self.company.id})
        report.action_count()
        expected = self._expected_table(day, morning, closed)
        self.assertGreater(len(expected), 55, "about sixty OPD report")
        workbook = report.sudo()._xlsx()
        self.assertSame(expected, read_workbook(workbook), "cells of the workbook")
        content = report.sudo().with_context(force_report_rendering=True)._pdf()
        self.assertTrue(content, "there is a PDF engine on PATH")
        self.assertSame(expected, read_pdf(content, [name for name, _column in expected]), "cells of the PDF")
        account = Account(self.reference, day, morning, closed)
        self._compare_apart(report.sudo(), account)
        self._compare_sheets(workbook, account)

    def _compare_apart(self, report, account):
        """Structural officials and leave by kind, on the line of each OPD and in the total."""
        columns = {f"structural_{name}": name for name in ("headcount", "obliged", "present", "wfo", "late", "absent")}
        self._compare_columns(report, account.structural(), columns, "figures of structural officials")
        columns = {f"leave_{kind}": kind for kind in (*LEAVE_KINDS, "other")}
        self._compare_columns(report, account.leave_kinds(), columns, "figures of leave by kind")
        self._compare_lists(report, account)

    def _compare_lists(self, report, account):
        """Who is absent without notice, who was not where the duty binds to, which counters were short of people."""
        missing = report.person_ids.filtered(lambda person: person.kind in ("absent", "pending"))
        self.assertEqual(self._named(missing), account.absent(), "the list of TK")
        self.assertEqual(self._named(report.person_ids - missing), account.breaches(), "bound to the office, not there")
        short = {one.name: (one.needed, one.on_site) for one in report.shortfall_ids}
        self.assertSame(account.shortfalls(self.needed), short, "units short of people")
        if report.date != HOLIDAY:
            self.assertTrue(missing and report.person_ids - missing and short, "each list has something to compare")

    def _compare_sheets(self, workbook, account):
        """The sheets of the lists, cell by cell."""
        for name, people in (("absent", account.absent()), ("breach", account.breaches())):
            found = {(row[1], row[2].replace(" ", ""), row[0]) for row in read_list(workbook, name)}
            self.assertEqual(found, people, f"sheet of {name}")
        rows = {row[1]: row[2:4] for row in read_list(workbook, "shortfall")}
        self.assertSame(account.shortfalls(self.needed), rows, "cells of units short of people")
        structural = account.structural()
        expected = {
            opd.name: tuple(
                structural.get(key, {}).get(name, 0)
                for name in ("headcount", "obliged", "present", "wfo", "late", "absent")
            )
            for key, opd in self.city.units.items()
            if opd.is_opd
        }
        rows = {row[0]: row[1:7] for row in read_list(workbook, "structural")}
        self.assertSame(expected, rows, "cells of structural officials")
        ranking = [(row[0], row[2] - row[1]) for row in read_list(workbook, "ranking")]
        self.assertEqual(ranking, [(name, lacking) for _share, lacking, name in account.shares()], "lowest to highest")

    def _named(self, people):
        return {(person.name, person.nip, person.line_id.name) for person in people}

    def _compare_columns(self, report, reference, columns, what):
        lines = {line.name: line for line in report.line_ids} | {"TOTAL": report}
        found = {(name, field): line[field] for name, line in lines.items() for field in columns if line[field]}
        expected = {
            (self.city.units[opd].name if opd else "TOTAL", field): counted[name]
            for opd, counted in reference.items()
            for field, name in columns.items()
            if counted[name]
        }
        self.assertSame(expected, found, what)

    def _expected_table(self, day, morning, closed):
        """{(name of the OPD, column): figure} of the whole page; the total stands under TOTAL."""
        table = {}
        for opd, figures in self.reference.report(day, morning, closed).items():
            name = self.city.units[opd].name if opd else "TOTAL"
            for column in COLUMNS:
                table[name, column] = figures[column]
            table[name, "percent"] = percent(figures["present"], figures["obliged"])
        return table
