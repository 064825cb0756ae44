from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from .common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase

#: 07:30 in Ternate, where the UTC date is still Monday
TUESDAY_MORNING = "2026-01-12 22:30:00"


@freeze_time(TUESDAY_MORNING)
class TestDelegation(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()
        cls.secretary = cls._create_employee("Sekretaris", cls.diskominfo, "administrator", user="sekretaris")

    def _delegate(self, first=TUESDAY, last=WEDNESDAY, user=None, **values):
        model = self.env["flexible.work.delegation"]
        return (model.with_user(user) if user else model).create(
            {
                "department_id": self.diskominfo.id,
                "employee_id": self.secretary.id,
                "date_from": first,
                "date_to": last,
                **values,
            }
        )

    def _heads(self):
        return self.bidang.flexible_head_user_ids

    def test_the_acting_head_decides_from_the_first_local_day(self):
        delegation = self._delegate()
        self.assertTrue(delegation.in_force, "in Ternate it is Tuesday already")
        self.assertIn(self.secretary.user_id, self._heads())
        self.assertIn(self.head.user_id, self._heads(), "the head keeps deciding")
        roster = self._create_roster(self.bidang, [(self.staff, WEDNESDAY, "wfh")], approve=False)
        roster.with_user(self.secretary.user_id).action_approve()
        self.assertEqual(roster.approved_by_id, self.secretary.user_id)

    def test_the_evening_before_it_does_not_hold_yet(self):
        with freeze_time("2026-01-12 14:59:00"):  # 23:59 in Ternate
            delegation = self._delegate()
            self.assertFalse(delegation.in_force)
            self.assertNotIn(self.secretary.user_id, self._heads())
        with freeze_time("2026-01-12 15:01:00"):  # 00:01
            self._run_cron("ir_cron_delegation")
        self.assertTrue(delegation.in_force)
        self.assertIn(self.secretary.user_id, self._heads())

    def test_it_ends_at_local_midnight_of_the_last_day(self):
        delegation = self._delegate()
        with freeze_time("2026-01-14 14:59:00"):
            self._run_cron("ir_cron_delegation")
            self.assertTrue(delegation.in_force)
        with freeze_time("2026-01-14 15:01:00"):
            self._run_cron("ir_cron_delegation")
        self.assertEqual((delegation.in_force, delegation.state), (False, "ended"))
        self.assertNotIn(self.secretary.user_id, self._heads())

    def test_in_jakarta_it_begins_two_hours_later(self):
        self.calendar.tz = "Asia/Jakarta"
        with freeze_time("2026-01-12 16:59:00"):
            delegation = self._delegate()
            self.assertFalse(delegation.in_force)
        with freeze_time("2026-01-12 17:01:00"):
            self._run_cron("ir_cron_delegation")
        self.assertTrue(delegation.in_force)

    def test_the_menus_of_a_head_come_and_go_with_it(self):
        self.assertFalse(self.secretary.user_id.has_group("flexible_work_asn.group_head"))
        delegation = self._delegate()
        self.assertTrue(self.secretary.user_id.has_group("flexible_work_asn.group_head"))
        delegation._end("Kepala kembali")
        self.assertFalse(self.secretary.user_id.has_group("flexible_work_asn.group_head"))

    def test_whoever_is_a_head_anyway_stays_one(self):
        self.dinkes.manager_id = self.nurse
        self.nurse.user_id = self._create_user("kadinkes", "flexible_work_asn.group_head")
        delegation = self._delegate(employee_id=self.nurse.id)
        delegation._end("Kepala kembali")
        self.assertTrue(self.nurse.user_id.has_group("flexible_work_asn.group_head"))

    def test_rights_reach_the_unit_and_those_below_only(self):
        self._delegate()
        self.assertNotIn(self.secretary.user_id, self.dinkes.flexible_head_user_ids)

    def test_two_acting_heads_at_once_are_refused(self):
        self._delegate(TUESDAY, WEDNESDAY)
        with self._refused(ValidationError, "already acts as head"):
            self._delegate(WEDNESDAY, THURSDAY, employee_id=self.staff.id)
        self._delegate(THURSDAY, THURSDAY, employee_id=self.staff.id)

    def test_after_an_early_end_another_one_may_begin(self):
        self._delegate(TUESDAY, THURSDAY)._end("Sakit")
        self.assertTrue(self._delegate(TUESDAY, THURSDAY, employee_id=self.staff.id).in_force)

    def test_without_an_account_nobody_acts(self):
        with self._refused(ValidationError, "no user account"):
            self._delegate(employee_id=self.nurse.id)

    def test_a_head_delegates_the_own_unit_only(self):
        self._create_one_user_of_each_role()
        self.assertTrue(self._delegate(user=self.user["head"]))
        for role in ("other_head", "employee", "operator", "executive", "auditor", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._delegate(THURSDAY, THURSDAY, user=self.user[role])
        self.assertTrue(self._delegate(THURSDAY, THURSDAY, user=self.user["bkpsdm"]))

    def test_an_acting_head_cannot_pass_it_on_or_prolong_it(self):
        delegation = self._delegate(TUESDAY, WEDNESDAY)
        acting = self.secretary.user_id
        with self._refused(AccessError, "cannot pass that on"):
            self._delegate(THURSDAY, THURSDAY, user=acting, employee_id=self.staff.id)
        with self._refused(AccessError, "cannot pass that on"):
            delegation.with_user(acting).date_to = THURSDAY
        with self.assertRaises(AccessError):
            delegation.with_user(acting)._end("saja")

    def test_nobody_puts_it_in_force_by_hand(self):
        delegation = self._delegate(WEDNESDAY, THURSDAY)
        with self.assertRaises(AccessError):
            delegation.with_user(self.head.user_id).in_force = True
        with self.assertRaises(AccessError):
            self._delegate(user=self.head.user_id, in_force=True)
        with self.assertRaises(AccessError):
            self.env["flexible.work.delegation"].with_user(self.head.user_id).with_context(
                default_state="in_force"
            ).create(
                {
                    "department_id": self.bidang.id,
                    "employee_id": self.secretary.id,
                    "date_from": WEDNESDAY,
                    "date_to": WEDNESDAY,
                }
            )

    def test_what_was_in_force_is_not_rewritten(self):
        delegation = self._delegate(TUESDAY, WEDNESDAY).with_user(self.head.user_id)
        with self._refused(UserError, "has begun"):
            delegation.date_from = WEDNESDAY
        with self._refused(UserError, "has begun"):
            delegation.employee_id = self.staff
        with self._refused(UserError, "End early"):
            delegation.date_to = date(2026, 1, 1)
        delegation.date_to = THURSDAY
        self.assertEqual(delegation._last_day(), THURSDAY)
        with self.assertRaises(UserError):
            delegation.sudo().unlink()

    def test_it_ends_early_at_once_with_a_reason(self):
        delegation = self._delegate(TUESDAY, THURSDAY)
        action = delegation.with_user(self.head.user_id).action_end()
        wizard = self.env["flexible.work.reason"].with_user(self.head.user_id).with_context(**action["context"])
        wizard.create({"reason": "Kepala kembali"}).action_confirm()
        self.assertEqual((delegation.state, delegation.ended_on), ("ended", MONDAY))
        self.assertEqual(delegation.end_reason, "Kepala kembali")
        self.assertNotIn(self.secretary.user_id, self._heads())

    def test_the_acting_head_has_it_on_the_list_of_things_to_do(self):
        delegation = self._delegate(TUESDAY, THURSDAY)
        self.assertEqual(delegation.activity_ids.user_id, self.secretary.user_id)
        self.assertTrue(delegation.with_user(self.secretary.user_id).display_name)
        delegation._end("Kepala kembali")
        self.assertFalse(delegation.activity_ids)

    def test_a_head_finds_the_own_unit_filled_in(self):
        self.bidang.manager_id = self.head
        model = self.env["flexible.work.delegation"].with_user(self.head.user_id)
        self.assertEqual(model.default_get(["department_id"]), {"department_id": self.diskominfo.id})
        self.assertEqual(
            model.with_user(self.secretary.user_id).default_get(["department_id"]).get("department_id"), False
        )

    def test_who_signs_on_a_date(self):
        self._delegate(TUESDAY, WEDNESDAY, kind="plt")
        self.assertEqual(self.diskominfo._acting_head(WEDNESDAY), (self.secretary, "Plt"))
        self.assertEqual(self.diskominfo._acting_head(THURSDAY), (self.head, False))
        self.assertEqual(self.dinkes._acting_head(THURSDAY), (self.env["hr.employee"], False))

    def test_who_reads_a_delegation(self):
        self._create_one_user_of_each_role()
        delegation = self._delegate()
        seen = [
            role
            for role, user in self.user.items()
            if delegation.with_user(user).with_context(allowed_company_ids=user.company_ids.ids).has_access("read")
        ]
        self.assertEqual(seen, ["head", "operator", "bkpsdm", "auditor"])
