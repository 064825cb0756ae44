from datetime import timedelta

from lxml import etree

from odoo.exceptions import UserError
from odoo.tools.safe_eval import safe_eval

from odoo.addons.flexible_work_asn.tests.common import THURSDAY, WEDNESDAY

from .common import ELSEWHERE, AttendanceCase

NUMBERS = ("present", "away", "pending", "to_decide")


class MorningCase(AttendanceCase):
    """Thursday morning at Diskominfo: the head is in the office, one works from home, one has not come in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.late_comer = cls._create_employee("Belum datang", cls.bidang)

    def setUp(self):
        super().setUp()
        self.open_day()
        self.check(self.head, "in", 7, 20)
        self.day = self.check(self.staff, "in", 7, 40)

    def numbers(self, role, domain=()):
        with self.local_time(9):
            return self.as_user(self.Day, role).get_morning_numbers(list(domain))

    def as_user(self, record, role):
        """The base class takes the user; here it is the role."""
        user = self.user[role]
        return record.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)

    def people(self, count):
        return self.env["hr.employee"].create(
            [
                {
                    "name": f"Pegawai {n}",
                    "company_id": self.company.id,
                    "department_id": self.bidang.id,
                    "position_level_id": self.position["pelaksana"].id,
                    "resource_calendar_id": self.calendar.id,
                    "date_version": "2025-01-01",
                }
                for n in range(count)
            ]
        )


class TestNumbers(MorningCase):
    def test_in_away_not_yet_in_and_to_decide(self):
        numbers = self.numbers("head")
        self.assertEqual([numbers[name] for name in NUMBERS], [2, 2, 1, 1])
        self.assertEqual((numbers["all"], numbers["late"]), (3, 1))

    def test_they_follow_a_decision(self):
        with self.local_time(9):
            self.as_user(self.day, "head").action_verify()
        self.assertEqual(self.numbers("head")["to_decide"], 0)

    def test_they_follow_the_search(self):
        self.assertEqual(self.numbers("bkpsdm")["all"], 5)
        self.assertEqual(self.numbers("bkpsdm", [("department_id", "=", self.bidang.id)])["all"], 2)
        self.assertEqual(self.numbers("bkpsdm", [("is_yesterday", "=", True)])["all"], 0)

    def test_each_counts_the_days_that_the_user_may_see(self):
        counts = {role: self.numbers(role)["all"] for role in self.user}
        self.assertEqual(
            counts,
            {
                "employee": 1,
                "head": 3,
                "other_head": 2,
                "operator": 3,
                "bkpsdm": 5,
                "executive": 0,
                "auditor": 5,
                "elsewhere": 0,
            },
        )

    def test_a_domain_shows_no_more(self):
        self.assertEqual(self.numbers("other_head", [("employee_id", "=", self.staff.id)])["all"], 0)

    def test_each_number_is_the_count_of_its_filter(self):
        self._make_everything_happen()
        arch = etree.fromstring(self.Day.get_view(view_type="search")["arch"])
        domains = {node.get("name"): node.get("domain") for node in arch.iter("filter") if node.get("domain")}
        with self.local_time(12):
            numbers = self.Day.get_morning_numbers([("date", "=", THURSDAY)])
            for name in set(numbers) - {"all", "waiting"}:
                domain = [("date", "=", THURSDAY), *safe_eval(domains[name], {"uid": self.env.uid})]
                self.assertEqual(numbers[name], self.Day.search_count(domain), name)
                self.assertTrue(numbers[name], name)

    def _make_everything_happen(self):
        """At least one day for each number."""
        self.circular.log_required = True
        others = [self._create_employee(f"Pegawai {n}", self.bidang) for n in range(4)]
        self.process(8)
        outside, rejected, missed, broken = (self.day_of(employee) for employee in others)
        self.Day.flush_model()
        for day, values in (
            (outside, {"status": "present", "place": "outside", "sent_later": True}),
            (rejected, {"status": "absent", "verification": "rejected"}),
            (missed, {"status": "present", "apel_afternoon_expected": True, "signal_count": 1}),
            (broken, {"problem": "Jam kerja tidak diketahui"}),
        ):
            day.write(values)
        self.env.flush_all()

    def test_they_take_the_same_queries_for_few_and_for_many(self):
        few = self._queries()
        self.people(40)
        self.process(8)
        self.assertGreater(self.numbers("head")["all"], 40)
        self.assertEqual(self._queries(), few)

    def _queries(self):
        head = self.as_user(self.Day, "head")
        with self.local_time(9):
            head.get_morning_numbers([])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            head.get_morning_numbers([])
        return self.cr.sql_log_count - before

    def test_yesterday_is_the_local_date_before(self):
        with self.local_time(7, 30):
            self.assertFalse(self.Day.search([("is_yesterday", "=", True)]))
        with self.local_time(7, 30, day=THURSDAY + timedelta(days=1)):
            self.assertIn(self.day, self.Day.search([("is_yesterday", "=", True)]))
            self.assertTrue(self.day.is_yesterday)
            self.assertFalse(self.day.is_today)

    def test_what_waits_for_the_head_and_nobody_else(self):
        correction = self.env["flexible.work.correction"].create(
            {"employee_id": self.staff.id, "date": THURSDAY, "reason": "Lupa"}
        )
        correction.sudo().state = "submitted"
        waiting = {role: {kind["name"]: kind["count"] for kind in self.numbers(role)["waiting"]} for role in self.user}
        self.assertEqual(waiting["head"], {"requests": 0, "corrections": 1, "reports": 0})
        self.assertEqual(waiting["other_head"]["corrections"], 0)
        for role in ("employee", "operator", "executive", "auditor"):
            self.assertEqual(waiting[role], {}, role)
        kind = next(kind for kind in self.numbers("head")["waiting"] if kind["count"])
        self.assertEqual(self.as_user(self.env[kind["model"]], "head").search(kind["domain"]), correction)


class TestToDecide(MorningCase):
    def to_decide(self):
        self.env.flush_all()
        found = self.Day.search([("date", "=", THURSDAY), ("is_to_decide", "=", True)])
        computed = self.Day.search([("date", "=", THURSDAY)]).filtered("is_to_decide")
        self.assertEqual(found, computed)
        return found.employee_id

    def test_away_is_to_decide_and_the_office_is_not(self):
        self.assertEqual(self.to_decide(), self.staff)

    def test_sent_later_is_to_decide(self):
        self.day_of(self.head).sent_later = True
        self.assertEqual(self.to_decide(), self.staff | self.head)

    def test_a_rejected_apel_is_to_decide(self):
        self.day_of(self.head).apel_afternoon = "rejected"
        self.assertEqual(self.to_decide(), self.staff | self.head)

    def test_not_at_the_place_is_to_decide(self):
        self.check(self.other_head, "in", 7, 30)
        self.dinkes.site_ids = self.site
        self.check(self.nurse, "in", 7, 30, at=(ELSEWHERE[0] + 0.1, ELSEWHERE[1]))
        self.assertEqual(self.to_decide(), self.staff | self.nurse)


class TestReport(MorningCase):
    def lacking(self):
        self.env.flush_all()
        found = self.Day.search([("is_report_missing", "=", True)])
        self.assertEqual(found, self.Day.search([]).filtered("is_report_missing"))
        return found.employee_id

    def test_where_no_report_is_asked_for_none_is_missing(self):
        self.assertFalse(self.lacking())

    def test_away_without_a_report(self):
        self.circular.log_required = True
        self.assertEqual(self.lacking(), self.staff)

    def test_a_report_that_was_handed_in_and_one_that_is_only_planned(self):
        self.circular.log_required = True
        log = self.env["flexible.work.log"].create({"employee_id": self.staff.id, "date": THURSDAY})
        log.sudo().write({"day_id": self.day.id})
        self.assertEqual(self.lacking(), self.staff)
        log.sudo().state = "reported"
        self.assertFalse(self.lacking())


class TestBulk(MorningCase):
    def many(self, count):
        people = self.people(count)
        self.process(8)
        self.env["hr.attendance"].create([{"employee_id": one.id, "check_in": self.utc(7, 20)} for one in people])
        return self.Day.search([("employee_id", "in", people.ids)])

    def queries(self, days, verification, reason=None):
        days = self.as_user(days, "head")
        days._check_can_decide()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        with self.local_time(9):
            days._decide(verification, reason)
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_a_hundred_and_fifty_days_take_the_queries_of_two(self):
        days = self.many(150)
        self.queries(days[:2], "verified")
        few = self.queries(days[2:4], "verified")
        self.assertEqual(self.queries(days[4:], "verified"), few)
        self.assertEqual(set(days.mapped("verification")), {"verified"})
        self.assertEqual(len(days.message_ids), 150)

    def test_what_was_before_is_said_of_each(self):
        days = self.many(2)
        self.queries(days[:1], "verified")
        self.queries(days, "rejected", "Tidak di tempat")
        notes = [day.message_ids[0].body for day in days]
        self.assertIn("Before: Present, Verified.", notes[0])
        self.assertIn("Before: Present, Not verified.", notes[1])
        for note in notes:
            self.assertIn("Now: Absent without explanation, Rejected. Reason: Tidak di tempat", note)

    def test_the_note_is_the_users_and_shown_as_one(self):
        self.queries(self.day, "verified")
        note = self.day.message_ids[0]
        self.assertEqual(
            (note.author_id, note.subtype_id), (self.head.user_id.partner_id, self.env.ref("mail.mt_note"))
        )
        self.assertEqual((note.model, note.record_name), ("flexible.work.day", self.day.display_name))

    def test_rejecting_many_with_one_who_is_not_in_asks_nothing(self):
        with self.assertRaisesRegex(UserError, "Belum datang has no presence"):
            self.as_user(self.day | self.day_of(self.late_comer), "head").action_reject()
        self.assertEqual(self.day.verification, "none")

    def test_taking_back_many_passes_over_the_undecided(self):
        with self.local_time(9):
            self.as_user(self.day, "head").action_verify()
            action = self.as_user(self.day | self.day_of(self.late_comer), "head").action_reset()
        self.assertEqual(action["context"]["default_day_ids"], self.day.ids)

    def test_nothing_to_take_back(self):
        with self.assertRaisesRegex(UserError, "Nothing has been decided"):
            self.as_user(self.day, "head").action_reset()


class TestWizard(MorningCase):
    def wizard(self, **values):
        return self.env["flexible.work.day.reject"].create({"day_ids": self.day.ids, "reason": "x", **values})

    def test_frequent_reasons_are_offered_and_can_be_changed(self):
        wizard = self.env["flexible.work.day.reject"].new({"day_ids": self.day.ids})
        wizard.frequent = wizard._selection_frequent()[0][0]
        wizard._onchange_frequent()
        self.assertEqual(wizard.reason, "Could not be reached during working hours")

    def test_the_regional_government_has_reasons_of_its_own(self):
        self.env.company.flexible_work_reject_reasons = "Tidak ikut apel\n\n Tidak berseragam "
        reasons = [key for key, _label in self.env["flexible.work.day.reject"]._selection_frequent()]
        self.assertEqual(reasons, ["Tidak ikut apel", "Tidak berseragam"])


class TestRoles(MorningCase):
    def test_head_and_bkpsdm_decide_and_nobody_else(self):
        with self.local_time(9):
            self.assertEqual(self._who(lambda day: day.action_verify(), self.day), ["head", "bkpsdm"])
            self.assertEqual(self._who(lambda day: day.action_reject(), self.day), ["head", "bkpsdm"])
            self.assertEqual(self._who(lambda day: day._decide("rejected", "Alasan"), self.day), ["head", "bkpsdm"])

    def test_who_may_decide_is_shown_the_buttons(self):
        seen = {role: self.as_user(self.day, role).can_decide for role in ("employee", "head", "operator", "bkpsdm")}
        self.assertEqual(seen, {"employee": False, "head": True, "operator": False, "bkpsdm": True})

    def test_yesterday_belongs_to_the_head_of_yesterday(self):
        self.open_day(WEDNESDAY)
        self.assertFalse(self.as_user(self.day_of(self.staff, WEDNESDAY), "other_head").exists().has_access("read"))
