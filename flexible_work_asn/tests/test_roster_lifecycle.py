from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase

NEXT_TUESDAY = TUESDAY + timedelta(days=7)


@freeze_time("2026-01-11 22:30:00")  # 07:30 on Monday in Ternate
class TestRosterLifecycle(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular = cls._create_circular()
        cls._create_one_user_of_each_role()
        cls.roster = cls._create_roster(
            cls.diskominfo,
            [(cls.staff, TUESDAY, "wfh"), (cls.staff, WEDNESDAY, "wfo"), (cls.staff, NEXT_TUESDAY, "wfh")],
            approve=False,
        )

    def _as(self, role, record=None):
        return self.as_user(self.roster if record is None else record, role)

    def _who_calls(self, method):
        return self._who(lambda roster: getattr(roster, method)(), self.roster)

    # ------------------------------------------------------------ approving
    def test_only_the_head_and_bkpsdm_decide(self):
        self.assertEqual(self._who_calls("action_approve"), ["head", "bkpsdm"])
        self.roster.action_approve()
        for method in ("action_lock", "action_reopen"):
            self.assertEqual(self._who_calls(method), ["head", "bkpsdm"], method)

    def test_another_region_is_refused_without_a_word_about_the_unit(self):
        for action in ("action_approve", "action_reopen", "action_lock"):
            with self.subTest(action), self.assertRaises(AccessError) as refused:
                getattr(self.as_user(self.roster, "elsewhere"), action)()
            self.assertNotIn(self.roster.department_id.name, str(refused.exception))

    def test_the_operator_prepares(self):
        for method in ("action_fill", "action_next_period"):
            self.assertEqual(self._who_calls(method), ["head", "operator", "bkpsdm"], method)

    def test_who_divides_into_groups_and_who_changes_days_of_a_locked_roster(self):
        self.roster.cycle_id = self.env["flexible.work.cycle"].create({"name": "Selang", "day_ids": [(0, 0, {})] * 2})
        self.assertEqual(self._who_calls("action_deal_groups"), ["head", "operator", "bkpsdm"])
        self.roster.action_approve()
        self.roster.action_lock()
        allowed = []
        for role, user in self.user.items():
            try:
                with self.env.cr.savepoint():
                    self._as(role, self.env["flexible.work.roster.change.days"]).create(
                        {
                            "roster_id": self.roster.id,
                            "employee_ids": self.staff.ids,
                            "date_from": THURSDAY,
                            "date_to": THURSDAY,
                            "mode": "wfa" if role == "head" else "wfh",
                            "reason": "Sebab",
                        }
                    ).action_apply()
                    allowed.append(role)
            except AccessError:
                self.assertNotEqual(role, "bkpsdm", user.name)
        self.assertEqual(allowed, ["head", "bkpsdm"])

    def test_who_reads_the_list_of_changes(self):
        self.roster.action_approve()
        self.roster._change_lines([{"employee_id": self.staff.id, "date": TUESDAY, "mode": "wfo"}], "Sebab")
        readers = []
        for role in self.user:
            try:
                if self._as(role, self.env["flexible.work.roster.change"]).search([("roster_id", "=", self.roster.id)]):
                    readers.append(role)
            except AccessError:
                continue
        self.assertEqual(readers, ["head", "operator", "bkpsdm", "auditor"])

    def test_people_of_other_units_are_no_members(self):
        with self.assertRaisesRegex(ValidationError, "Perawat"):
            self.roster.member_ids = [(0, 0, {"employee_id": self.nurse.id})]

    def test_short_days_need_a_reason_that_is_kept(self):
        self.roster.onsite_min_count = 2
        self.assertEqual(self.roster.short_day_count, 3, "two Tuesdays at home; Thursday's own choice is home, too")
        action = self._as("head").action_approve()
        self.assertEqual((self.roster.state, action["res_model"]), ("draft", "flexible.work.roster.approve"))
        wizard = (
            self.env["flexible.work.roster.approve"]
            .with_user(self.user["head"])
            .create({"roster_id": self.roster.id, "reason": " Loket dijaga kecamatan. "})
        )
        self.assertIn("1 of 2", wizard.coverage_summary)
        wizard.action_confirm()
        self.assertEqual(
            (self.roster.state, self.roster.approved_by_id, self.roster.shortfall_reason),
            ("approved", self.user["head"], "Loket dijaga kecamatan."),
        )

    def test_an_operator_does_not_approve_by_way_of_the_reason(self):
        with self.assertRaises(AccessError):
            self.env["flexible.work.roster.approve"].with_user(self.user["operator"]).create(
                {"roster_id": self.roster.id, "reason": "Sebab"}
            )
        wizard = self.env["flexible.work.roster.approve"].with_user(self.user["other_head"])
        with self.assertRaises(AccessError):
            wizard.create({"roster_id": self.roster.id, "reason": "Sebab"}).action_confirm()

    def test_a_competence_that_is_missing_makes_a_day_short(self):
        counter = self.env["flexible.work.competence"].create({"name": "Loket", "company_id": self.company.id})
        self.staff.competence_ids = counter
        self.roster.requirement_ids = [(0, 0, {"competence_id": counter.id, "onsite_min_count": 1})]
        short = {finding.day: finding.subject for finding in self.roster._findings().short}
        self.assertEqual(short[TUESDAY], "Loket")
        self.assertNotIn(WEDNESDAY, short)

    def test_a_shift_with_too_few_people_makes_a_day_short(self):
        shift = self.env["flexible.work.shift"].create(
            {"name": "Pagi", "code": "P", "hour_from": 7, "hour_to": 14, "onsite_min_count": 2}
        )
        roster = self.env["flexible.work.roster"].create(
            {"department_id": self.dinkes.id, "date_from": MONDAY, "date_to": TUESDAY}
        )
        second = self._create_employee("Perawat 2", self.dinkes)
        roster._change_lines(
            [
                {"employee_id": nurse.id, "date": day, "shift_id": shift.id}
                for nurse, day in ((self.nurse, MONDAY), (second, MONDAY), (self.nurse, TUESDAY))
            ]
        )
        self.assertEqual(
            [(finding.day, finding.subject, finding.on_site, finding.needed) for finding in roster._findings().short],
            [(TUESDAY, "Pagi", 1, 2)],
        )

    def test_the_minimum_comes_from_the_unit_or_the_circular_whichever_is_more(self):
        self.diskominfo.write({"onsite_min_count": 3, "onsite_min_percent": 20})
        self.circular._write({"onsite_min_percent": 25})
        self.circular.invalidate_recordset()
        roster = self.env["flexible.work.roster"].create(
            {"department_id": self.diskominfo.id, "date_from": MONDAY, "date_to": TUESDAY}
        )
        self.assertEqual((roster.onsite_min_count, roster.onsite_min_percent), (3, 25))

    # ------------------------------------------------------------ weekly limit
    def _three_flexible_days(self):
        """Tuesday and Wednesday by the roster, and Thursday by the circular: Ternate's three days."""
        self.roster._change_lines([{"employee_id": self.staff.id, "date": WEDNESDAY, "mode": "wfh"}])

    def test_a_week_over_the_limit_is_shown_and_may_be_approved_where_the_circular_warns(self):
        self._three_flexible_days()
        self.assertEqual(self.roster.over_cap_count, 1)
        self.assertIn("3 flexible days, 2 allowed", self.roster.over_cap_summary)
        self.roster.action_approve()
        self.assertEqual(self.roster.state, "approved")

    def test_a_week_over_the_limit_is_refused_where_the_circular_enforces_it(self):
        self._three_flexible_days()
        self.env.cr.execute(
            "UPDATE flexible_work_circular SET flexible_days_policy = 'enforce' WHERE id = %s", [self.circular.id]
        )
        self.circular.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "Pegawai, week of"):
            self.roster.action_approve()
        self.assertEqual(self.roster.state, "draft")

    # ------------------------------------------------------------ reopening
    def test_reopening_keeps_the_days_that_were_worked(self):
        self.roster.action_approve()
        with freeze_time("2026-01-13 22:30:00"):  # Wednesday 07:30 in Ternate
            self.roster.action_reopen()
            self.assertEqual(self._decide(self.staff, TUESDAY).mode, "wfh", "worked, so it stays in force")
            self.assertEqual(self._decide(self.staff, NEXT_TUESDAY).mode, "wfo", "to come, so it waits")
            with self.assertRaisesRegex(UserError, "history"):
                self.roster.line_ids.filtered(lambda line: line.date == TUESDAY).mode = "wfo"
            with self.assertRaisesRegex(UserError, "history"):
                self.roster.unlink()
            self.roster.line_ids.filtered(lambda line: line.date == WEDNESDAY).mode = "wfa"
            self.roster.action_approve()
            self.assertEqual(self._decide(self.staff, WEDNESDAY).mode, "wfa")
        self.assertEqual(set(self.roster.line_ids.mapped("state")), {"approved"})

    def test_nobody_reopens_it_behind_the_back_of_the_history(self):
        self.roster.action_approve()
        self.env.flush_all()
        self.env.cr.precommit.run()
        with freeze_time("2026-01-13 22:30:00"):
            self._as("head").with_context(tracking_disable=True).action_reopen()
            self.env.flush_all()
            self.env.cr.precommit.run()
        told = self.roster.message_ids.filtered("tracking_value_ids")
        self.assertIn("state", told.tracking_value_ids.field_id.mapped("name"))
        self.assertEqual(told.author_id, self.user["head"].partner_id)

    def test_a_roster_whose_days_have_passed_is_not_reopened(self):
        self.roster.action_approve()
        with freeze_time("2026-02-01"), self.assertRaisesRegex(UserError, "nothing left"):
            self.roster.action_reopen()

    # ------------------------------------------------------------ locking
    def test_a_locked_roster_is_reported_to_bkpsdm(self):
        self.roster.action_approve()
        self._as("head").action_lock()
        self.assertEqual((self.roster.state, self.roster.locked_by_id), ("locked", self.user["head"]))
        self.assertTrue(self.roster.locked_at)
        report = self.roster.message_ids.filtered(lambda message: "reported" in (message.body or ""))
        self.assertIn(self.user["bkpsdm"].partner_id, report.notified_partner_ids)
        self.assertNotIn(self.user["other_head"].partner_id, report.notified_partner_ids)

    def test_a_locked_roster_counts_and_is_not_reopened(self):
        self.roster.action_approve()
        self.roster.action_lock()
        self.assertEqual(self._decide(self.staff, TUESDAY).mode, "wfh")
        with self.assertRaisesRegex(UserError, "reported"):
            self.roster.action_reopen()
        with self.assertRaises(UserError):
            self.roster.line_ids[0].mode = "wfo"

    def test_a_draft_is_not_locked(self):
        with self.assertRaisesRegex(UserError, "approve it first"):
            self.roster.action_lock()

    def test_a_roster_is_locked_by_itself_when_its_period_begins_by_the_local_date(self):
        self.roster.action_approve()
        cron = self.env.ref("flexible_work_asn.cron_lock_rosters")
        with freeze_time("2026-01-12 14:30:00"), self.enter_registry_test_mode():  # still Monday 23:30 in Ternate
            cron.method_direct_trigger()
        self.assertEqual(self.roster.state, "approved")
        with freeze_time("2026-01-12 15:30:00"), self.enter_registry_test_mode():  # Tuesday 00:30 there, Monday in UTC
            cron.method_direct_trigger()
        self.assertEqual(self.roster.state, "locked")
        self.assertFalse(self.roster.locked_by_id.share)

    def test_an_employee_sees_the_own_line_of_a_locked_roster(self):
        self.roster.action_approve()
        self.roster.action_lock()
        lines = self._as("employee", self.env["flexible.work.roster.line"]).search([])
        self.assertEqual(lines, self.roster.line_ids)

    def test_days_of_a_locked_roster_are_changed_with_a_reason(self):
        self.roster.action_approve()
        self.roster.action_lock()
        wizard = (
            self.env["flexible.work.roster.change.days"]
            .with_user(self.user["head"])
            .create(
                {
                    "roster_id": self.roster.id,
                    "employee_ids": self.staff.ids,
                    "date_from": TUESDAY,
                    "date_to": WEDNESDAY,
                    "mode": "wfo",
                    "reason": "Kunjungan gubernur",
                }
            )
        )
        self.assertEqual(wizard.allowed_employee_ids.ids, (self.head | self.staff).ids)
        wizard.action_apply()
        self.assertEqual(self._decide(self.staff, TUESDAY).mode, "wfo")
        self.assertEqual(self.roster.change_count, 1, "Wednesday was in the office already")
        self.assertEqual((self.roster.change_ids.before, self.roster.change_ids.after), ("Home (WFH)", "Office (WFO)"))

    def test_the_change_of_days_asks_for_what_is_missing(self):
        wizard = self.env["flexible.work.roster.change.days"].create(
            {
                "roster_id": self.roster.id,
                "employee_ids": self.staff.ids,
                "date_from": TUESDAY,
                "date_to": TUESDAY,
                "change": "shift",
                "reason": "Sebab",
            }
        )
        with self.assertRaisesRegex(UserError, "Choose the shift"):
            wizard.action_apply()

    # ------------------------------------------------------------ the next period
    def test_the_next_period_copies_settings_and_members(self):
        self.roster.write({"strategy": "manual", "onsite_min_count": 1, "no_consecutive_flexible": True})
        self.roster.member_ids = [(0, 0, {"employee_id": self.staff.id})]
        following = self.env["flexible.work.roster"].browse(self.roster.action_next_period()["res_id"])
        self.assertEqual((following.date_from, following.date_to), (date(2026, 1, 21), date(2026, 1, 28)))
        self.assertEqual(following.member_ids.employee_id, self.staff)
        self.assertTrue(following.no_consecutive_flexible)
        self.assertEqual((following.state, following.line_count), ("draft", 0))
        self.assertEqual(self.roster.action_next_period()["res_id"], following.id, "a second time opens the same")

    def test_a_whole_month_is_followed_by_the_next(self):
        for first, last, expected in (
            (date(2026, 1, 1), date(2026, 1, 31), (date(2026, 2, 1), date(2026, 2, 28))),
            (date(2026, 2, 1), date(2026, 2, 28), (date(2026, 3, 1), date(2026, 3, 31))),
            (date(2026, 11, 1), date(2026, 12, 31), (date(2027, 1, 1), date(2027, 2, 28))),
            (date(2026, 1, 5), date(2026, 1, 11), (date(2026, 1, 12), date(2026, 1, 18))),
        ):
            roster = self.env["flexible.work.roster"].new({"date_from": first, "date_to": last})
            self.assertEqual(roster._next_period(), expected)

    # ------------------------------------------------------------ round the clock
    def test_little_rest_between_two_shifts_is_shown(self):
        shifts = self.env["flexible.work.shift"].create(
            [
                {"name": "Siang", "code": "S", "hour_from": 15, "hour_to": 23},
                {"name": "Dini", "code": "D", "hour_from": 6, "hour_to": 13},
            ]
        )
        self.roster._change_lines(
            [
                {"employee_id": self.staff.id, "date": day, "shift_id": shift.id}
                for day, shift in ((WEDNESDAY, shifts[0]), (THURSDAY, shifts[1]))
            ]
        )
        self.assertEqual(self.roster.rest_count, 1)
        self.assertIn("7 hours between S and D", self.roster.rest_summary)

    def test_the_search_finds_a_roster_by_its_unit(self):
        found = self.env["flexible.work.roster"].search([("name", "ilike", "diskominfo")])
        self.assertEqual(found, self.roster)
