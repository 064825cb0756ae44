"""*Region today*: what stands on the page of the region, of an OPD and of one's own units, and who sees which."""

import json
from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import DAY, ReportCase

#: 07:30, 08:45 and 09:30 in Ternate; in UTC the first is still Wednesday
HALF_PAST_SEVEN = datetime(2026, 1, 14, 22, 30)
QUARTER_TO_NINE = datetime(2026, 1, 14, 23, 45)
HALF_PAST_NINE = datetime(2026, 1, 15, 0, 30)
SUNDAY = date(2026, 1, 18)
WEDNESDAY = DAY - timedelta(days=1)


class DashboardCase(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_head = cls.new_user("head_of_schools", "group_head")
        manager = cls.env["hr.employee"].create(
            {"name": "Head of Schools", "company_id": cls.company.id, "user_id": cls.other_head.id}
        )
        cls.school.manager_id = manager
        cls.clinic, cls.ward = cls.env["hr.department"].create(
            [
                {"name": name, "company_id": cls.company.id, "parent_id": cls.health.id}
                for name in ("Puskesmas Moti", "Bidang Pelayanan")
            ]
        )

    def setUp(self):
        super().setUp()
        self.clock = self.enterContext(freeze_time(HALF_PAST_NINE))

    def page(self, user, unit=None):
        dashboard = self.env["flexible.work.dashboard"].with_user(user).with_company(user.company_id)
        page = dashboard.with_context(allowed_company_ids=user.company_ids.ids).get_today(unit and unit.id)
        json.dumps(page)  # it goes through the web client
        return page

    def names(self, lines):
        return [line["name"] for line in lines]

    @classmethod
    def add_unit_days(cls, unit, number, **values):
        cls.add_days(cls.health, number, department_id=unit.id, **values)


@tagged("-at_install", "post_install")
class TestFigures(DashboardCase):
    def test_the_number_is_present_of_those_obliged_by_mode(self):
        self.add_days(self.health, 4)
        self.add_days(self.school, 3, mode="wfh")
        self.add_days(self.school, 1, status="pending")
        self.add_days(self.finance, 2, status="absent")
        self.add_days(self.finance, 5, status="leave", mode=None)
        figures = self.page(self.mayor)["figures"]
        expected = {"headcount": 15, "obliged": 10, "present": 7, "percent": 70.0, "wfo": 4, "wfh": 3, "absent": 3}
        self.assertEqual({name: figures[name] for name in expected}, expected)
        self.assertEqual((figures["pending"], figures["leave"]), (1, 5))

    def test_date_and_hour_are_those_of_the_region(self):
        """At 07:30 in Ternate the UTC date is still yesterday, and the mayor's own zone says nothing."""
        self.clock.move_to(HALF_PAST_SEVEN)
        self.add_days(self.health, 2)
        page = self.page(self.mayor)
        self.assertEqual((page["date"], page["clock"]), ("2026-01-15", "07:30 WIT"))
        self.assertEqual(page["figures"]["headcount"], 2)

    def test_the_page_of_the_region_lists_every_opd_and_those_without(self):
        self.add_days(self.school, 3)
        self.add_days(self.health, 2)
        self.add_days(None, 1)
        page = self.page(self.mayor)
        self.assertEqual((page["kind"], page["title"]), ("region", "Kota Loloda"))
        self.assertEqual(self.names(page["units"]), ["Dinas Kesehatan", "Dinas Pendidikan", "Without OPD"])
        self.assertEqual(sum(line["headcount"] for line in page["units"]), page["figures"]["headcount"])

    def test_the_lowest_are_five_opd_and_the_worst_comes_first(self):
        opds = self.env["hr.department"].create(
            [{"name": f"Dinas {number}", "is_opd": True, "company_id": self.company.id} for number in range(7)]
        )
        for number, opd in enumerate(opds):
            self.add_days(opd, 2 + number)
            self.add_days(opd, 1, status="absent")
        self.add_days(None, 9, status="absent")
        page = self.page(self.mayor)
        lowest = [page["units"][at]["name"] for at in page["lowest"]]
        self.assertEqual(lowest, ["Dinas 0", "Dinas 1", "Dinas 2", "Dinas 3", "Dinas 4"])

    def test_a_unit_has_its_own_figures_and_its_sub_units(self):
        self.add_days(self.health, 1)
        self.add_unit_days(self.clinic, 3)
        self.add_unit_days(self.ward, 1, status="absent")
        self.add_days(self.school, 8)
        page = self.page(self.mayor, self.health)
        self.assertEqual((page["kind"], page["title"], page["figures"]["headcount"]), ("unit", "Dinas Kesehatan", 5))
        self.assertEqual(
            [(line["name"], line["present"], line["obliged"]) for line in page["units"]],
            [("Bidang Pelayanan", 0, 1), ("Puskesmas Moti", 3, 3), ("Directly in the unit", 1, 1)],
        )
        clinic = self.page(self.mayor, self.clinic)
        self.assertEqual((clinic["figures"]["present"], clinic["units"]), (3, []))
        self.assertEqual(clinic["unit"], {"id": self.clinic.id, "opd": "Dinas Kesehatan"})

    def test_people_far_below_count_with_the_sub_unit_that_they_are_under(self):
        below = self.env["hr.department"].create(
            {"name": "Pustu Tafamutu", "company_id": self.company.id, "parent_id": self.clinic.id}
        )
        self.add_unit_days(self.clinic, 1)
        self.add_unit_days(below, 2)
        self.assertEqual(
            [(line["name"], line["headcount"]) for line in self.page(self.mayor, self.health)["units"]],
            [("Puskesmas Moti", 3)],
        )

    def test_a_region_without_days_says_so_with_zeros(self):
        page = self.page(self.mayor)
        self.assertEqual((page["figures"]["headcount"], page["figures"]["percent"]), (0, None))
        self.assertEqual((page["units"], page["lowest"], page["reporting"]), ([], [], False))
        self.assertEqual(len(page["trend"]), 30)

    def test_as_many_queries_for_ninety_opd_as_for_three(self):
        few, many = self.count_queries(3, 40), self.count_queries(90, 3000)
        self.assertEqual(few, many)

    def count_queries(self, opds, people):
        company = self.new_company(f"Kota {opds}")
        units = self.env["hr.department"].create(
            [{"name": f"Dinas {number}", "is_opd": True, "company_id": company.id} for number in range(opds)]
        )
        self.add_rows(self.random_rows(units, people), company)
        report = self.env["flexible.work.report"].with_company(company).create({"date": DAY, "company_id": company.id})
        report.action_count()
        bkpsdm = self.new_user(f"bkpsdm_{opds}", "group_bkpsdm", company=company)
        self.page(bkpsdm)  # warm
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.page(bkpsdm)
        return self.env.cr.sql_log_count - before


@tagged("-at_install", "post_install")
class TestTrend(DashboardCase):
    def test_thirty_dates_end_with_today(self):
        self.add_days(self.health, 1)
        dates = [point["date"] for point in self.page(self.mayor)["trend"]]
        self.assertEqual((len(dates), dates[0], dates[-1]), (30, "2025-12-17", "2026-01-15"))

    def test_each_day_has_its_own_share(self):
        self.add_days(self.health, 3, day=WEDNESDAY)
        self.add_days(self.school, 1, day=WEDNESDAY, status="absent")
        self.add_days(self.health, 4)
        *_before, yesterday, today = self.page(self.mayor)["trend"]
        self.assertEqual((yesterday["present"], yesterday["obliged"], yesterday["percent"]), (3, 4, 75.0))
        self.assertEqual(today["percent"], 100.0)

    def test_days_older_than_thirty_are_not_read(self):
        self.add_days(self.health, 1, day=DAY - timedelta(days=30), status="absent")
        self.assertFalse(any(point["obliged"] for point in self.page(self.mayor)["trend"]))

    def test_compared_with_the_last_working_day_and_the_same_day_last_week(self):
        self.clock.move_to(datetime(2026, 1, 19, 0, 30))  # Monday
        self.add_days(self.health, 4, day=DAY)
        self.add_days(self.health, 9, day=SUNDAY, status="off", mode=None)
        self.add_days(self.health, 1, day=SUNDAY)  # the night shift
        self.add_days(self.health, 2, day=date(2026, 1, 12))
        compared = self.page(self.mayor)["compared"]
        self.assertEqual([point["date"] for point in compared], ["2026-01-15", "2026-01-12"])

    def test_the_trend_of_a_unit_is_its_own(self):
        self.add_days(self.health, 3, day=WEDNESDAY)
        self.add_days(self.school, 5, day=WEDNESDAY)
        self.assertEqual(self.page(self.mayor, self.health)["trend"][-2]["present"], 3)

    def test_a_holiday_is_no_working_day(self):
        self.add_days(self.health, 5, status="off", mode=None)
        page = self.page(self.mayor)
        self.assertFalse(page["is_working_day"])
        self.assertFalse(page["reporting"])


@tagged("-at_install", "post_install")
class TestReporting(DashboardCase):
    def setUp(self):
        super().setUp()
        self.add_days(self.health, 2)
        self.add_days(self.school, 2)

    def submit(self, report):
        """At a quarter to nine: the clock of a transaction does not move with the test's."""
        line = self.line_of(report, self.health, self.head)
        line.action_submit()
        line.sudo().submitted_at = QUARTER_TO_NINE

    def test_before_the_report_is_opened_all_opd_with_people_are_missing(self):
        reporting = self.page(self.mayor)["reporting"]
        self.assertEqual((reporting["state"], reporting["expected"], reporting["submitted"]), ("none", 2, 0))
        self.assertEqual(self.names(reporting["missing"]), ["Dinas Kesehatan", "Dinas Pendidikan"])

    def test_who_has_submitted_is_not_missing(self):
        self.clock.move_to(QUARTER_TO_NINE)
        report = self.counted_report()
        self.submit(report)
        reporting = self.page(self.mayor)["reporting"]
        self.assertEqual((reporting["submitted"], reporting["late"]), (1, 0))
        self.assertEqual(self.names(reporting["missing"]), ["Dinas Pendidikan"])
        self.assertEqual((reporting["deadline"], reporting["is_over"]), ("09:00 WIT", False))

    def test_the_cut_off_hour_passes(self):
        self.counted_report()
        self.assertTrue(self.page(self.mayor)["reporting"]["is_over"])

    def test_the_page_of_an_opd_says_when_it_has_submitted(self):
        self.clock.move_to(QUARTER_TO_NINE)
        report = self.counted_report()
        self.assertEqual(self.page(self.head)["reporting"]["lines"][0]["state"], "collecting")
        self.submit(report)
        reporting = self.page(self.head)["reporting"]
        self.assertEqual(
            [(line["name"], line["state"], line["submitted"]) for line in reporting["lines"]],
            [("Dinas Kesehatan", "submitted", "08:45 WIT")],
        )
        self.assertEqual(reporting["action"]["res_id"], self.line_of(report, self.health).id)

    def test_what_the_report_found_is_told_in_numbers(self):
        report = self.counted_report()
        self.line_of(report, self.health).sudo().write({"breach_count": 3, "shortfall_count": 1})
        reporting = self.page(self.mayor)["reporting"]
        self.assertEqual((reporting["breaches"], reporting["shortfalls"]), (3, 1))

    def test_a_part_of_an_opd_has_no_report_of_its_own(self):
        self.add_unit_days(self.clinic, 1)
        self.assertFalse(self.page(self.mayor, self.clinic)["reporting"])

    def test_the_mayor_opens_the_report_once_it_was_sent(self):
        report = self.verified_report()
        self.assertFalse(self.page(self.mayor)["reporting"]["action"])
        report.sudo().state = "sent"
        self.assertEqual(self.page(self.mayor)["reporting"]["action"]["res_id"], report.id)


@tagged("-at_install", "post_install")
class TestAttention(DashboardCase):
    def setUp(self):
        super().setUp()
        self.add_days(self.health, 2)
        self.add_days(self.school, 2, mode="wfh")

    def keys(self, user, unit=None):
        return {item["key"]: item["count"] for item in self.page(user, unit)["attention"]}

    def test_bkpsdm_is_told_who_is_not_in_after_the_cut_off_hour(self):
        self.counted_report()
        self.assertEqual(self.keys(self.bkpsdm), {"overdue": 2})
        self.clock.move_to(QUARTER_TO_NINE)
        self.assertEqual(self.keys(self.bkpsdm), {})

    def test_bkpsdm_is_led_from_step_to_step(self):
        report = self.counted_report()
        for opd in (self.health, self.school):
            self.line_of(report, opd).action_submit(reason="No network")
        self.assertEqual(list(self.keys(self.bkpsdm)), ["verify"])
        report.action_verify()
        self.assertEqual(list(self.keys(self.bkpsdm)), ["send"])
        report.sudo().recipient_ids = self.mayor.partner_id
        self.env["flexible.work.report.delivery"].create(
            {
                "report_id": report.id,
                "partner_id": self.mayor.partner_id.id,
                "state": "failed",
                "error": "The server refused it",
            }
        )
        self.assertEqual(list(self.keys(self.bkpsdm)), ["not_sent"])
        report.sudo().write({"state": "sent"})
        self.assertEqual(self.keys(self.bkpsdm), {})

    def test_bkpsdm_sees_days_that_nobody_could_judge_and_reports_never_sent(self):
        self.clock.move_to(QUARTER_TO_NINE)
        self.add_days(self.health, 1, day=WEDNESDAY)
        self.Report.create({"date": WEDNESDAY}).action_count()
        days = self.env["flexible.work.day"].search([("company_id", "=", self.company.id), ("date", "=", DAY)])
        days[0].problem = "The zone of the working schedule is unknown"
        self.assertEqual(self.keys(self.bkpsdm), {"unsent": 1, "problem": 1})

    def test_each_opens_the_list_that_it_counts(self):
        self.clock.move_to(QUARTER_TO_NINE)
        days = self.env["flexible.work.day"].search([("company_id", "=", self.company.id)])
        days[0].problem = "The zone of the working schedule is unknown"
        (item,) = self.page(self.bkpsdm)["attention"]
        records = self.env[item["action"]["res_model"]].with_user(self.bkpsdm)
        self.assertEqual(records.search_count(item["action"]["domain"]), item["count"])

    def test_a_head_sees_what_waits_for_his_decision(self):
        self.assertEqual(self.keys(self.other_head), {"to_decide": 2})
        self.assertEqual(self.keys(self.head), {})

    def test_nobody_else_is_told_to_act(self):
        self.counted_report()
        for user in (self.mayor, self.auditor, self.operator):
            self.assertEqual(self.keys(user), {})
        self.assertEqual(self.keys(self.bkpsdm, self.health), {})


@tagged("-at_install", "post_install")
class TestAccess(DashboardCase):
    def setUp(self):
        super().setUp()
        self.add_days(self.health, 2)
        self.add_unit_days(self.clinic, 1)
        self.add_days(self.school, 4)

    def test_mayor_bkpsdm_and_auditor_see_the_region(self):
        for user in (self.mayor, self.bkpsdm, self.auditor):
            page = self.page(user)
            self.assertEqual((page["kind"], page["figures"]["headcount"]), ("region", 7))
            self.assertEqual(self.page(user, self.school)["figures"]["headcount"], 4)

    def test_head_and_operator_see_their_own_units_only(self):
        for user in (self.head, self.operator):
            page = self.page(user)
            self.assertEqual((page["kind"], page["title"]), ("unit", "Dinas Kesehatan"))
            self.assertEqual((page["figures"]["headcount"], page["trend"][-1]["obliged"]), (3, 3))
            self.assertEqual(self.page(user, self.clinic)["figures"]["headcount"], 1)
            with self.assertRaises(AccessError):
                self.page(user, self.school)
            self.assertNotIn("Dinas Pendidikan", json.dumps(page))

    def test_who_acts_for_two_opd_sees_both_as_a_list(self):
        self.school.manager_id = self.health.manager_id
        page = self.page(self.head)
        self.assertEqual((page["kind"], page["title"], page["figures"]["headcount"]), ("units", "My units", 7))
        self.assertEqual(self.names(page["units"]), ["Dinas Kesehatan", "Dinas Pendidikan"])
        self.assertEqual(page["reporting"]["expected"], 2)

    def test_a_head_without_a_unit_sees_an_empty_page(self):
        idle = self.new_user("idle_head", "group_head")
        page = self.page(idle)
        self.assertEqual((page["figures"]["headcount"], page["units"]), (0, []))

    def test_employees_get_an_access_error_and_no_menu(self):
        for unit in (None, self.health):
            with self.assertRaises(AccessError):
                self.page(self.plain, unit)
        menu = self.env.ref("flexible_work_asn_reports.menu_region_today")
        self.assertNotIn(menu.id, self.env["ir.ui.menu"].with_user(self.plain)._visible_menu_ids())
        for user in (self.head, self.operator, self.mayor, self.auditor, self.bkpsdm):
            self.assertIn(menu.id, self.env["ir.ui.menu"].with_user(user)._visible_menu_ids())

    def test_another_regional_government_sees_nothing_of_it(self):
        other = self.new_company("Kota Galela")
        for role in ("group_bkpsdm", "group_executive", "group_auditor", "group_head"):
            stranger = self.new_user(f"stranger_{role}", role, company=other)
            self.assertEqual(self.page(stranger)["figures"]["headcount"], 0)
            with self.assertRaises(AccessError):
                self.page(stranger, self.health)

    def test_a_unit_that_does_not_exist_answers_as_one_of_others(self):
        gone = self.env["hr.department"].create({"name": "Dihapus", "company_id": self.company.id})
        unit = self.env["hr.department"].browse(gone.id)
        gone.unlink()
        for user in (self.mayor, self.head):
            with self.assertRaises(AccessError):
                self.page(user, unit)
        for nonsense in ("1", [self.health.id], {"id": 1}, -1):
            with self.assertRaises(UserError):
                self.env["flexible.work.dashboard"].with_user(self.mayor).get_today(nonsense)

    def test_nothing_on_the_page_is_about_a_person(self):
        """The mayor reads sums: no name, no position, no reason, and no list of days to open."""
        self.env["hr.employee"].search([("company_id", "=", self.company.id)]).name = "Siti Rahmawati"
        page = self.page(self.mayor)
        self.assertNotIn("Siti", json.dumps(page))
        self.assertFalse(page["days_action"])
        keys = set(_keys(page))
        self.assertFalse(keys & {"employee_id", "employee", "latitude", "longitude", "nip", "check_in", "place"})

    def test_days_are_opened_by_those_who_may_read_them(self):
        for user, count in ((self.head, 3), (self.operator, 3), (self.auditor, 7), (self.bkpsdm, 7)):
            action = self.page(user)["days_action"]
            self.assertEqual(self.env["flexible.work.day"].with_user(user).search_count(action["domain"]), count)


def _keys(value):
    """All keys in a nested answer."""
    if isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from _keys(each)
    elif isinstance(value, list):
        for each in value:
            yield from _keys(each)
