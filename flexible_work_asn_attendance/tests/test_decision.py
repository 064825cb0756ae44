from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.tests.common import THURSDAY

from .common import AttendanceCase


class TestDecision(AttendanceCase):
    def setUp(self):
        super().setUp()
        self.open_day()
        self.day = self.check(self.staff, "in", 7, 30)
        self.bkpsdm = self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")

    def decide(self, verification, reason=None, user=None, day=None):
        with self.local_time(9):
            self.as_user(day or self.day, user or self.head.user_id)._decide(verification, reason)

    def log(self):
        return " ".join(self.day.sudo().message_ids.mapped("body"))

    def test_the_head_verifies(self):
        with self.local_time(9):
            self.as_user(self.day, self.head.user_id).action_verify()
        self.assertEqual((self.day.verification, self.day.status), ("verified", "present"))
        self.assertEqual((self.day.verified_by_id, self.day.verified_at), (self.head.user_id, self.utc(9)))

    def test_the_head_rejects_with_a_reason_and_the_person_is_absent(self):
        self.decide("rejected", "Tidak menjawab dua panggilan")
        self.assertEqual((self.day.status, self.day.verification), ("absent", "rejected"))
        self.assertEqual(self.day.rejection_reason, "Tidak menjawab dua panggilan")

    def test_what_was_before_stays_readable(self):
        self.decide("rejected", "Tidak menjawab <b>dua</b> panggilan")
        self.assertIn("Before: Present, Not verified. Now: Absent without explanation, Rejected.", self.log())
        self.assertIn("Tidak menjawab &lt;b&gt;dua&lt;/b&gt; panggilan", self.log())

    def test_not_without_a_reason(self):
        with self.assertRaises(UserError):
            self.decide("rejected", " ")
        self.assertEqual(self.day.status, "present")

    def test_a_rejection_is_taken_back_with_a_reason(self):
        self.decide("rejected", "Tidak menjawab")
        with self.assertRaises(UserError):
            self.decide("verified")
        self.decide("verified", "Ada di rapat")
        self.assertEqual((self.day.status, self.day.verification), ("present", "verified"))
        self.assertFalse(self.day.rejection_reason)
        self.assertIn("Tidak menjawab", self.log())
        self.assertIn("Ada di rapat", self.log())

    def test_a_decision_is_taken_back_altogether(self):
        self.decide("verified")
        self.decide("none", "Salah orang")
        self.assertEqual((self.day.verification, self.day.verified_by_id.id), ("none", False))

    def test_the_wizard_asks_for_the_reason_of_many(self):
        days = self.day | self.check(self._create_employee("Lain", self.bidang), "in", 7, 35)
        with self.local_time(9):
            action = self.as_user(days, self.head.user_id).action_reject()
            wizard = self.env[action["res_model"]].with_user(self.head.user_id).with_context(**action["context"])
            wizard.create({"reason": "Tidak di tempat"}).action_confirm()
        self.assertEqual(days.mapped("status"), ["absent", "absent"])

    def test_verifying_a_rejected_day_asks_for_a_reason(self):
        self.decide("rejected", "Tidak menjawab")
        action = self.as_user(self.day, self.head.user_id).action_verify()
        self.assertEqual(action["context"]["default_decision"], "verify")

    def test_who_has_not_come_in_is_neither_verified_nor_rejected(self):
        for verification in ("verified", "rejected"):
            with self.assertRaisesRegex(UserError, "no presence"):
                self.decide(verification, "Alasan", user=self.bkpsdm, day=self.day_of(self.nurse))

    def test_leave_is_not_rejected(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY)
        with self.assertRaisesRegex(UserError, "no presence"):
            self.decide("rejected", "Alasan")

    def test_verifying_many_passes_over_what_is_not_to_decide(self):
        own = self.check(self.head, "in", 7, 30)
        pending = self.day_of(self._late_comer())
        days = self.day | own | pending
        with self.local_time(9):
            action = self.as_user(days, self.head.user_id).action_verify()
        self.assertEqual(days.mapped("verification"), ["verified", "none", "none"])
        self.assertIn("1 verified; 2 passed over", action["params"]["message"])

    def _late_comer(self):
        employee = self._create_employee("Belum datang", self.bidang)
        self.process(8)
        return employee

    def test_nobody_decides_about_the_own_day(self):
        own = self.check(self.head, "in", 7, 30)
        self.assertFalse(self.as_user(own, self.head.user_id).can_decide)
        with self.assertRaisesRegex(AccessError, "himself or herself"):
            self.decide("verified", day=own)

    def test_the_head_above_decides_about_a_head(self):
        secretariat = self._create_unit("Sekretariat Daerah")
        secretary = self._create_employee("Sekda", secretariat, "jpt_pratama", user="sekda")
        secretary.user_id.group_ids |= self.env.ref("flexible_work_asn.group_head")
        secretariat.manager_id = secretary
        self.diskominfo.parent_id = secretariat
        own = self.check(self.head, "in", 7, 30)
        self.decide("verified", user=secretary.user_id, day=own)
        self.assertEqual(own.verification, "verified")

    def test_other_heads_do_not_decide(self):
        other = self._create_user("lain", "flexible_work_asn.group_head")
        with self.assertRaises(AccessError):
            self.decide("verified", user=other)

    def test_operators_do_not_decide(self):
        operator = self._create_user("operator", "flexible_work_asn.group_operator")
        self.diskominfo.flexible_operator_ids = operator
        self.env.flush_all()
        self.assertTrue(self.as_user(self.Day, operator).search([("id", "=", self.day.id)]))
        with self.assertRaises(AccessError):
            self.decide("verified", user=operator)

    def test_a_closed_day_is_decided_by_bkpsdm_alone(self):
        self.process(18)
        with self.assertRaisesRegex(AccessError, "closed"):
            self.decide("rejected", "Tidak menjawab")
        self.decide("rejected", "Tidak menjawab", user=self.bkpsdm)
        self.assertEqual((self.day.status, self.day.state), ("absent", "closed"))

    def test_a_decision_about_a_closed_day_leaves_the_facts(self):
        self.process(18)
        self.site.radius = 1
        facts = self.day.read(["check_in", "place", "distance", "mode", "explanation"])
        self.decide("rejected", "Tidak menjawab", user=self.bkpsdm)
        self.assertEqual(self.day.read(["check_in", "place", "distance", "mode", "explanation"]), facts)

    def test_to_decide_are_those_away_and_those_not_at_the_place(self):
        self.check(self.head, "in", 7, 30, at=(0.81, 127.40))
        self.check(self.nurse, "in", 7, 30)
        found = self.Day.search([("is_to_decide", "=", True)]).employee_id
        self.assertEqual(found, self.staff | self.head)
        self.assertEqual(self.Day.search([]).filtered("is_to_decide").employee_id, found)
        self.assertEqual(self.Day.search([("is_to_decide", "=", False)]).employee_id, self.nurse)

    def test_today_is_the_local_date(self):
        with self.local_time(7, 30):
            self.assertIn(self.day, self.Day.search([("is_today", "=", True)]))
            self.assertTrue(self.day.is_today)
