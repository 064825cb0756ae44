from ast import literal_eval
from datetime import date

from odoo.exceptions import AccessError

from odoo.addons.flexible_work_asn.tests.common import THURSDAY, TUESDAY, WEDNESDAY

from .assigned_case import HOST_OFFICE, AssignedCase

FEBRUARY = date(2026, 2, 3)
SENTENCE = "Assigned to Kecamatan Ternate Utara by letter 800/1/2026, until 01/15/2026."


class TestWhatIsSaid(AssignedCase):
    def test_the_card_says_for_whom_and_by_which_letter(self):
        self.assign()
        for opened in (False, True):
            if opened:
                self.open_day()
            with self.subTest(opened=opened):
                self.assertEqual(self.card(self.staff.user_id, 7)["day"]["assigned"], SENTENCE)
        self.assertEqual(self.card(self.head.user_id, 7)["day"]["assigned"], "")

    def test_the_kiosk_says_it_too(self):
        self.assign()
        self.check(self.staff, "in", 7, 20, at=HOST_OFFICE)
        with self.local_time(7, 21):
            self.assertEqual(self.staff._flexible_work_kiosk_plan()["assigned"], SENTENCE)

    def test_the_calendar_names_letter_and_place(self):
        self.assign(first=WEDNESDAY)
        with self.local_time(7, day=TUESDAY):
            feed = self.staff._flexible_work_calendar().replace("\r\n ", "")
        self.assertIn("Kantor Kecamatan", feed)
        self.assertEqual(feed.count("by letter 800/1/2026"), 2, "on the two days of the assignment")

    def test_the_receiving_unit_asks_why_on_days_of_the_assignment_also_afterwards(self):
        self.assign(first=WEDNESDAY, last=WEDNESDAY)
        staff = self.as_user(self.staff, "host_head")
        with self.local_time(9, day=THURSDAY):
            self.assertEqual(staff.flexible_work_why("2026-01-14")["source"], "unit")
            with self.assertRaises(AccessError):
                staff.flexible_work_why("2026-01-15")
            with self.assertRaises(AccessError):
                self.as_user(self.staff, "other_head").flexible_work_why("2026-01-14")


class TestThisMorning(AssignedCase):
    """Each person is counted once: by the unit where the day is worked."""

    def numbers(self, role):
        domain = self.env.ref("flexible_work_asn_attendance.flexible_work_day_action_morning").domain
        with self.local_time(9):
            found = self.as_user(self.Day, role).get_morning_numbers([("date", "=", THURSDAY), *literal_eval(domain)])
        waiting = {kind["name"]: kind for kind in found["waiting"]}
        return found["all"], found["present"], waiting.get("elsewhere", {})

    def test_the_receiving_unit_counts_and_the_unit_of_the_post_reads(self):
        before = {role: self.numbers_of_all(role) for role in ("head", "host_head")}
        self.assign()
        self.check(self.staff, "in", 7, 20, at=HOST_OFFICE)
        counted, present, elsewhere = self.numbers("head")
        self.assertEqual((counted, present, elsewhere["count"]), (before["head"] - 1, 0, 1))
        shown = self.as_user(self.Day, "head").search(elsewhere["domain"])
        self.assertEqual(shown, self.as_user(self.day_of(self.staff), "head"))
        self.assertTrue(shown.is_elsewhere)
        counted, present, elsewhere = self.numbers("host_head")
        self.assertEqual((counted, present, elsewhere), (before["host_head"] + 1, 1, {}))
        self.assertFalse(self.as_user(self.day_of(self.staff), "host_head").is_elsewhere)

    def numbers_of_all(self, role):
        self.open_day()
        return self.numbers(role)[0]

    def test_bkpsdm_counts_everybody(self):
        self.open_day()
        everybody = self.numbers("bkpsdm")[0]
        with self.local_time(8):
            self.assign()
        self.assertEqual(self.numbers("bkpsdm"), (everybody, 0, {}))

    def test_the_heads_search_for_those_who_came_and_those_who_went(self):
        self.assign()
        self.open_day()
        day = self.day_of(self.staff)
        for role, domain in (
            ("head", [("is_elsewhere", "=", True)]),
            ("host_head", [("assignment_id", "!=", False), ("is_elsewhere", "=", False)]),
        ):
            with self.subTest(role=role):
                self.assertEqual(self.as_user(self.Day, role).search(domain).ids, day.ids)


class TestApelOfTheAssigned(AssignedCase):
    def expected(self, unit):
        apel = self.env["flexible.work.apel"].create(
            {"department_id": unit.id, "company_id": self.company.id, "date": THURSDAY, "audience": "all"}
        )
        return apel._expected_days().employee_id

    def test_the_receiving_unit_expects_them_and_the_unit_of_the_post_does_not(self):
        self.assign()
        self.open_day()
        self.assertIn(self.staff, self.expected(self.kecamatan))
        self.assertNotIn(self.staff, self.expected(self.diskominfo))


class TestGoesAlong(AssignedCase):
    """What was kept of a day is for the unit that counts it now."""

    def units(self):
        found = {}
        for name in ("log", "correction", "contact", "presence"):
            records = self.env[f"flexible.work.{name}"].sudo().search([("employee_id", "=", self.staff.id)])
            found[name] = records.department_id
        return found

    def keep_everything(self):
        self.open_day()
        values = {"employee_id": self.staff.id, "date": THURSDAY}
        with self.local_time(8):
            self.env["flexible.work.log"].sudo().create({**values, "line_ids": [(0, 0, {"name": "Menyusun renja"})]})
            correction = self.env["flexible.work.correction"].create(
                {**values, "reason": "Lupa", "check_in": self.utc(7, 30)}
            )
            self.as_user(correction, "employee").action_submit()
            self.as_user(self.day_of(self.staff), "head").action_contact()
            self.env["flexible.work.presence"].sudo().create({**values, "at": self.utc(8)})
        return correction

    def test_an_assignment_of_this_morning_takes_them_along(self):
        self.keep_everything()
        self.assertEqual(set(self.units().values()), {self.bidang})
        with self.local_time(9):
            self.assign()
        self.assertEqual(set(self.units().values()), {self.kecamatan})

    def test_they_come_back_when_it_ends(self):
        self.keep_everything()
        with self.local_time(9):
            assignment = self.assign()
            assignment._cancel("Salah orang")
        self.assertEqual(set(self.units().values()), {self.bidang})

    def test_the_new_head_is_asked_about_a_correction(self):
        correction = self.keep_everything()
        self.assertEqual(correction.sudo().activity_ids.user_id, self.head.user_id)
        with self.local_time(9):
            self.assign()
        self.assertEqual(correction.sudo().activity_ids.user_id, self.camat.user_id)
        with self.assertRaises(AccessError):
            self.as_user(correction, "head").check_access("read")

    def test_a_report_planned_the_evening_before_is_for_the_receiving_unit(self):
        self.assign()
        with self.local_time(17, day=WEDNESDAY):
            self.env["flexible.work.log"].sudo().create({"employee_id": self.staff.id, "date": THURSDAY})
        self.assertEqual(self.units()["log"], self.bidang)
        self.open_day()
        self.assertEqual(self.units()["log"], self.kecamatan)

    def test_the_receiving_unit_calls_and_the_unit_of_the_post_does_not(self):
        self.kecamatan.flexible_exempt = "included"  # on Thursdays from home, as everybody
        self.assign()
        self.open_day()
        with self.local_time(9):
            with self.assertRaises(AccessError):
                self.as_user(self.day_of(self.staff), "head").action_contact()
            self.as_user(self.day_of(self.staff), "host_head").action_contact()
        self.assertEqual(self.units()["contact"], self.kecamatan)


class TestPostStays(AssignedCase):
    """An assignment leaves the post where it is: pay and discipline are with the unit of the post."""

    def record_absence(self):
        self.assign(first=TUESDAY, thursday=True)
        for day in (TUESDAY, WEDNESDAY, THURSDAY):
            self.open_day(day)
            self.process(23, 59, day=day)

    def test_the_month_is_paid_by_the_sheet_of_the_opd_of_the_post(self):
        self.record_absence()
        with self.local_time(9, day=FEBRUARY):
            self.env["flexible.work.tpp.sheet"].sudo()._make_month(self.company, TUESDAY)
        line = self.env["flexible.work.tpp.line"].sudo().search([("employee_id", "=", self.staff.id)])
        self.assertEqual((line.department_id, line.sheet_id.department_id), (self.bidang, self.diskominfo))
        self.assertEqual(line.absent_days, 3)

    def test_a_case_of_discipline_is_with_the_superiors_of_the_post(self):
        self.record_absence()
        self.env["flexible.work.discipline.case"].sudo()._count_year(self.company, 2026, FEBRUARY)
        case = self.env["flexible.work.discipline.case"].sudo().search([("employee_id", "=", self.staff.id)])
        self.assertEqual((case.department_id, case.absent_days), (self.bidang, 3))
