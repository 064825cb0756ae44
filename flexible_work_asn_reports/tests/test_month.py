"""The month is counted as somebody would who leafs through all days, and then it is frozen."""

from collections import Counter
from datetime import date, datetime

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn_reports.figures import count, total
from odoo.addons.flexible_work_asn_reports.models.day_tallies import tallies
from odoo.addons.flexible_work_asn_reports.models.month_columns import COUNTED, SUMMED

from .common import upgrade
from .month_case import APRIL, DATES, FIRST, LAST, MonthCase, slow_count

COLUMNS = (*COUNTED, *SUMMED)


@tagged("-at_install", "post_install")
class TestMonth(MonthCase):
    def setUp(self):
        super().setUp()
        clock = freeze_time(APRIL)
        clock.start()
        self.addCleanup(clock.stop)

    def figures_of(self, row):
        return {name: row[name] for name in COLUMNS}

    def test_every_figure_of_every_person_equals_the_slow_count(self):
        self.random_month()
        month = self.counted_month()
        expected = slow_count(self.env, self.company)
        rows = {(row.employee_id.id, row.department_id.id or None): row for row in month.person_ids}
        self.assertEqual(rows.keys(), expected.keys())
        self.assertGreater(len(rows), 30, "some people were in two OPD")
        for key, counter in expected.items():
            self.assertEqual(self.figures_of(rows[key]), {name: int(counter[name]) for name in COLUMNS}, key)

    def test_lines_and_region_are_the_sums_of_their_people(self):
        self.random_month()
        month = self.counted_month()
        by_opd, people = {}, {}
        for (employee_id, opd_id), counter in slow_count(self.env, self.company).items():
            by_opd.setdefault(opd_id, Counter()).update(counter)
            people.setdefault(opd_id, set()).add(employee_id)
        lines = {line.department_id.id or None: line for line in month.sudo().line_ids}
        self.assertEqual(lines.keys(), by_opd.keys())
        for opd_id, line in lines.items():
            self.assertEqual(self.figures_of(line), {name: int(by_opd[opd_id][name]) for name in COLUMNS})
            self.assertEqual(line.people, len(people[opd_id]))
        whole = sum(by_opd.values(), Counter())
        self.assertEqual(self.figures_of(month), {name: int(whole[name]) for name in COLUMNS})
        self.assertEqual(month.people, len(set.union(*people.values())), "who was in two OPD counts once")
        self.assertEqual(month.percent, round(100 * whole["present"] / whole["obliged"], 2))

    def test_days_assigned_count_where_they_were_worked_and_are_said_where_the_post_is(self):
        self.random_month()
        month = self.counted_month()
        lent = Counter(
            day.home_opd_id.id
            for day in self.env["flexible.work.day"].search([("company_id", "=", self.company.id)])
            if day.home_opd_id and day.home_opd_id != day.opd_id and FIRST <= day.date <= LAST
        )
        lines = month.sudo().line_ids
        self.assertEqual({line.department_id.id: line.assigned_out for line in lines if line.assigned_out}, dict(lent))
        self.assertEqual(sum(lines.mapped("assigned_in")), sum(lent.values()))
        self.assertEqual((month.assigned_in, month.assigned_out), (sum(lent.values()),) * 2)

    def test_months_of_before_say_after_the_upgrade_which_days_were_assigned(self):
        self.random_month()
        month = self.counted_month().sudo()
        told = [(row, row.assigned_in) for row in (*month.person_ids, *month.line_ids, month)]
        lent = [(line, line.assigned_out) for line in month.line_ids]
        self.env.flush_all()
        for table in ("flexible_work_month", "flexible_work_month_line", "flexible_work_month_person"):
            self.env.cr.execute(f"UPDATE {table} SET assigned_in = NULL")
        self.env.cr.execute("UPDATE flexible_work_month_line SET assigned_out = NULL")
        upgrade(self.env.cr, "19.0.1.4.0")
        self.env.invalidate_all()
        self.assertEqual([(row, row.assigned_in) for row, _days in told], told)
        self.assertEqual([(line, line.assigned_out) for line, _days in lent], lent)

    def test_the_month_agrees_with_the_core_of_the_daily_report(self):
        self.random_month()
        month = self.counted_month()
        core = total(count(tally for _key, tally in tallies(self.env, self.company, FIRST, LAST)))
        for name in ("present", "obliged", "wfo", "wfh", "wfa", "other_office", "duty", "leave", "sick", "absent"):
            self.assertEqual(month[name], getattr(core, name), name)
        for name in ("off", "permit", "study", "late", "apel_expected", "apel_present", "structural_obliged"):
            self.assertEqual(month[name], getattr(core, name), name)

    def test_numbers_of_people_by_mode_and_kind(self):
        one, two, three = self.add_people(3)
        unit = {"opd_id": self.health.id, "department_id": self.health.id}
        other = {"opd_id": self.school.id, "department_id": self.school.id}
        self.add_month(
            [
                {"employee_id": one, "date": DATES[1], "mode": "wfh", **unit},
                {"employee_id": one, "date": DATES[2], "mode": "wfh", **other},
                {"employee_id": two, "date": DATES[1], "mode": "wfo", "asn_kind": "pppk", **unit},
                {"employee_id": three, "date": DATES[1], "status": "absent", "asn_kind": None, **unit},
            ]
        )
        month = self.counted_month()
        self.assertEqual(
            (month.people, month.pns, month.pppk, month.kind_unknown, month.people_wfh, month.people_wfo),
            (3, 1, 1, 1, 1, 1),
        )
        self.assertEqual((month.people_flexible, month.people_absent, month.wfh), (1, 1, 2))
        self.assertEqual(sorted(month.line_ids.mapped("people")), [1, 3])

    def test_the_unit_is_that_of_the_last_day(self):
        (one,) = self.add_people(1)
        bidang = self.env["hr.department"].create({"name": "Bidang", "parent_id": self.health.id})
        unit = {"employee_id": one, "opd_id": self.health.id}
        self.add_month(
            [
                {**unit, "date": DATES[1], "department_id": self.health.id, "asn_kind": "pppk"},
                {**unit, "date": DATES[2], "department_id": bidang.id, "asn_kind": "pns", "structural": True},
            ]
        )
        person = self.counted_month().person_ids
        self.assertEqual((person.unit_id, person.asn_kind, person.structural), (bidang, "pns", True))

    def test_open_days_are_left_out_and_keep_the_month_from_being_confirmed(self):
        (one,) = self.add_people(1)
        unit = {"employee_id": one, "opd_id": self.health.id, "department_id": self.health.id}
        self.add_month([{**unit, "date": DATES[1]}, {**unit, "date": DATES[2], "state": "open"}])
        month = self.counted_month()
        self.assertEqual((month.days, month.open_days), (1, 1))
        with self.assertRaisesRegex(UserError, "not closed yet"):
            month.action_confirm()
        self.assertEqual(month.state, "draft")

    def test_other_months_and_governments_are_not_counted(self):
        (one,) = self.add_people(1)
        unit = {"employee_id": one, "opd_id": self.health.id, "department_id": self.health.id}
        self.add_month([{**unit, "date": day} for day in (date(2026, 2, 28), FIRST, LAST, date(2026, 4, 1))])
        self.add_days(None, 3, company=self.new_company("Kota Galela"), day=FIRST, state="closed")
        self.assertEqual(self.counted_month().days, 2)

    def test_counting_again_follows_the_days(self):
        self.random_month(5)
        month = self.counted_month()
        before = month.present
        self.env.cr.execute(
            "UPDATE flexible_work_day SET status = 'present' WHERE company_id = %s AND status = 'absent'",
            [self.company.id],
        )
        absent = month.absent
        month.action_count()
        self.assertEqual((month.present, month.absent), (before + absent, 0))
        self.assertEqual(len(month.person_ids), len(slow_count(self.env, self.company)))

    def test_the_number_of_queries_does_not_grow_with_people(self):
        self.random_month(10, seed=1)
        month = self.counted_month().sudo()
        needed = self._queries_of(month._count)
        self.random_month(40, seed=2)
        self.env.invalidate_all()
        self.assertLessEqual(self._queries_of(month._count), needed)
        self.assertEqual(month.people, 50)

    def _queries_of(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    # ------------------------------------------------------------ warnings
    def warning(self, employee_id, day=DATES[10], state="issued", **values):
        warnings = self.env["flexible.work.warning"]
        return warnings.create(
            {"employee_id": employee_id, "date": day, "basis": "Tidak menjawab", "state": state, **values}
        )

    def test_letters_of_warning_count_once_with_the_last_opd_and_by_level(self):
        one, two = self.add_people(2)
        for employee_id in (one, two):
            for day, opd in ((DATES[1], self.health), (DATES[20], self.school)):
                self.add_month([{"employee_id": employee_id, "date": day, "opd_id": opd.id, "department_id": opd.id}])
        self.warning(one)
        self.warning(one, level="written")
        self.warning(one, state="proposed")
        self.warning(one, state="dropped")
        self.warning(two, day=date(2026, 4, 1))
        month = self.counted_month()
        rows = {(row.employee_id.id, row.department_id): row.warnings for row in month.person_ids if row.warnings}
        self.assertEqual(rows, {(one, self.school): 2})
        self.assertEqual(
            (month.warning_verbal, month.warning_written, month.warning_review, month.warning_proposed, month.warnings),
            (1, 1, 0, 1, 2),
        )

    def test_calls_count_by_how_they_ended(self):
        (one,) = self.add_people(1)
        self.add_month([{"employee_id": one, "date": FIRST}])
        self.env.cr.execute(
            "INSERT INTO flexible_work_contact (employee_id, company_id, date, kind, called_at, result)"
            " SELECT %s, %s, %s, 'call', '2026-03-02 00:00:00', result FROM unnest(%s) AS result",
            [one, self.company.id, FIRST, ["in_time", "in_time", "late", "no_answer", "excused", "waiting"]],
        )
        month = self.counted_month()
        self.assertEqual(
            (
                month.contact_total,
                month.contact_in_time,
                month.contact_late,
                month.contact_no_answer,
                month.contact_excused,
            ),
            (5, 2, 1, 1, 1),
        )
        self.assertIn("2 of 5 calls", month.obstacles)

    # ------------------------------------------------------------ the way of a month
    def test_a_confirmed_month_is_frozen(self):
        self.random_month(3)
        month = self.confirmed_month()
        self.env.cr.execute("UPDATE flexible_work_day SET status = 'absent' WHERE company_id = %s", [self.company.id])
        for change in (
            month.action_count,
            month.action_confirm,
            lambda: month.write({"obstacles": "?"}),
            lambda: month.sudo()._count(),
            month.unlink,
        ):
            with self.assertRaises(UserError):
                change()
        month.number = "800.1.11/3/BKPSDM"
        self.assertGreater(month.present, 0)

    def test_reopening_needs_a_reason_that_stays_readable(self):
        self.random_month(3)
        month = self.confirmed_month()
        action = month.action_reopen()
        wizard = self.env[action["res_model"]].with_user(self.bkpsdm).with_context(**action["context"])
        with self.assertRaisesRegex(UserError, "reason"):
            wizard.create({"reason": " "}).action_confirm()
        wizard.create({"reason": "A correction came in late"}).action_confirm()
        self.assertEqual((month.state, month.confirmed_by_id), ("draft", self.env["res.users"]))
        self.assertIn("A correction came in late", " ".join(month.message_ids.mapped("body")))
        month.action_count()

    def test_the_month_that_goes_on_can_be_counted_but_not_confirmed(self):
        self.random_month(2, dates=DATES[:10])
        with freeze_time(datetime(2026, 3, 30, 15, 30)):  # 00:30 WIT on 31 March
            month = self.counted_month()
            self.assertGreater(month.days, 0)
            with self.assertRaisesRegex(UserError, "not over yet"):
                month.action_confirm()

    def test_the_last_local_day_decides_when_a_month_is_over(self):
        """At 00:10 WIT on 1 April the UTC date is still 31 March."""
        self.random_month(2)
        with freeze_time(datetime(2026, 3, 31, 15, 10)):
            self.assertEqual(self.Month.with_user(self.bkpsdm).new({}).month, FIRST)
            self.assertEqual(self.confirmed_month().state, "confirmed")

    def test_a_month_without_days_is_not_confirmed(self):
        month = self.counted_month()
        with self.assertRaisesRegex(UserError, "nothing to confirm"):
            month.action_confirm()

    def test_any_day_stands_for_its_month_and_a_month_stands_once(self):
        month = self.Month.with_user(self.bkpsdm).create({"month": date(2026, 3, 17)})
        self.assertEqual(month.month, FIRST)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.cr.savepoint():
            self.Month.create({"month": date(2026, 3, 5)})

    def test_a_month_that_has_not_begun_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "has not begun"):
            self.Month.with_user(self.bkpsdm).create({"month": date(2026, 5, 1)})

    def test_figures_and_state_are_never_typed(self):
        month = self.Month.with_user(self.bkpsdm).create({"month": FIRST})
        for vals in ({"present": 5}, {"state": "confirmed"}, {"counted_at": APRIL}, {"sent_at": APRIL}):
            with self.assertRaises(AccessError):
                month.write(vals)
            with self.assertRaises(AccessError):
                self.Month.with_user(self.bkpsdm).create({"month": date(2026, 2, 1), **vals})

    def test_what_somebody_wrote_is_not_proposed_over(self):
        self.random_month(3)
        month = self.counted_month()
        self.assertIn("800.1.5/3349/SJ", month.basis)
        month.write({"obstacles": "Listrik padam", "addressee": "Gubernur Maluku Utara\ndi Sofifi"})
        month.action_count()
        self.assertEqual(month.obstacles, "Listrik padam")
        with freeze_time(datetime(2026, 5, 2)):
            after = self.Month.with_user(self.bkpsdm).create({"month": date(2026, 4, 1)})
        self.assertEqual(after.addressee, "Gubernur Maluku Utara\ndi Sofifi", "taken over from the month before")

    def test_the_row_of_a_person_stays_when_the_file_is_deleted(self):
        one = self.env["hr.employee"].create({"name": "Amin", "company_id": self.company.id})
        self.add_month([{"employee_id": one.id, "date": FIRST}])
        month = self.confirmed_month()
        name = month.person_ids.name
        one.unlink()
        self.env.invalidate_all()
        self.assertEqual((month.person_ids.name, bool(month.person_ids.employee_id)), (name, False))

    def test_percent_of_groups_is_of_all_their_days(self):
        one, two = self.add_people(2)
        unit = {"opd_id": self.health.id, "department_id": self.health.id}
        self.add_month([{"employee_id": one, "date": day, **unit} for day in DATES[:9]])
        self.add_month([{"employee_id": two, "date": FIRST, "status": "absent", **unit}])
        month = self.counted_month()
        people = self.env["flexible.work.month.person"]
        groups = people._read_group([("month_id", "=", month.id)], ["department_id"], ["percent:avg"])
        self.assertAlmostEqual(groups[0][1], 90.0)

    def test_tpp_sheets_of_the_month_are_one_click_away(self):
        self.random_month(3)
        month = self.counted_month()
        self.assertEqual(month.tpp_sheet_count, 0)
        action = month.action_make_tpp_sheets()
        sheets = self.env["flexible.work.tpp.sheet"].search(action["domain"])
        month.invalidate_recordset()
        self.assertTrue(sheets)
        self.assertEqual((month.tpp_sheet_count, sheets.mapped("date_from")), (len(sheets), [FIRST] * len(sheets)))
