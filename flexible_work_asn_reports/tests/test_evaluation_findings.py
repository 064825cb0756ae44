"""What follows from an evaluation: findings, follow-ups with an owner and a date, and the circular that supersedes."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.flexible_work_asn_reports.models.flexible_work_evaluation_followup import ACTIVITY

from .evaluation_common import EvaluationCase

APRIL = datetime(2026, 4, 2, 1, 0)  # 10:00 WIT


class FindingCase(EvaluationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular = cls.env["flexible.work.circular"].create(
            {
                "name": "Kerja fleksibel",
                "number": "800/84/2025",
                "date_issued": date(2025, 12, 29),
                "signatory_title": "Wali Kota Loloda",
                "date_from": date(2026, 1, 1),
                "company_id": cls.company.id,
                "rule_ids": [Command.create({"article": "angka 2", "thursday": "wfh"})],
            }
        )
        cls.circular.action_enact()
        cls.write_days(effect=-0.05)
        with freeze_time(APRIL):
            cls.done = cls.counted(circular_id=cls.circular.id)

    def follow_up(self, owner=None, until=date(2026, 4, 30)):
        return (
            self.env["flexible.work.evaluation.followup"]
            .with_user(self.bkpsdm)
            .create(
                {
                    "finding_id": self.done.finding_ids[0].id,
                    "name": "Pembinaan di OPD",
                    "user_id": (owner or self.head).id,
                    "date_deadline": until,
                }
            )
        )


@tagged("post_install", "-at_install")
@freeze_time(APRIL)
class TestFindings(FindingCase):
    def test_clear_differences_and_missing_figures_are_proposed(self):
        names = self.done.finding_ids.mapped("name")
        self.assertTrue(any("95" not in name and name.startswith("Present") for name in names), names)
        self.assertTrue(any("too few units have figures" in name for name in names), names)
        self.assertTrue(all(self.done.finding_ids.mapped("proposed")))

    def test_counting_anew_keeps_what_people_wrote_and_proposes_nothing_twice(self):
        number = len(self.done.finding_ids)
        edited = self.done.finding_ids[0]
        edited.name = "Kehadiran turun di unit yang bekerja fleksibel"
        own = self.env["flexible.work.evaluation.finding"].with_user(self.bkpsdm)
        own = own.create({"evaluation_id": self.done.id, "area": "service", "name": "Loket Dukcapil sepi pada Kamis"})
        self.done.action_count()
        self.assertEqual(len(self.done.finding_ids), number + 1)
        self.assertTrue(edited.exists() and own.exists())
        self.assertFalse(edited.proposed or own.proposed)

    def test_nobody_claims_that_a_finding_was_proposed(self):
        own = self.env["flexible.work.evaluation.finding"].with_user(self.bkpsdm)
        own = own.create(
            {"evaluation_id": self.done.id, "area": "service", "name": "x", "proposed": True, "proposal": "present"}
        )
        self.assertFalse(own.proposed or own.proposal)

    def test_officials_who_attend_less_than_others_are_a_finding(self):
        self.env.cr.execute(
            "UPDATE flexible_work_day SET status = 'absent' WHERE structural AND date > '2026-01-01'"
            " AND EXTRACT(DAY FROM date)::int % 3 = 0"
        )
        self.done.action_count()
        self.assertTrue(
            self.done.finding_ids.filtered(lambda one: one.name.startswith("Structural officials of flexible units"))
        )

    def test_what_is_final_is_frozen_until_it_is_reopened_with_a_reason(self):
        self.done.action_finish()
        finding = self.done.finding_ids[0]
        for change in (
            lambda: self.done.write({"conclusion": "x"}),
            lambda: self.done.action_count(),
            lambda: finding.write({"name": "x"}),
            lambda: finding.unlink(),
            lambda: finding.copy(),
            lambda: self.done.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "final|Final"):
                change()
        reason = self.env["flexible.work.reason"].with_user(self.bkpsdm)
        action = self.done.action_reopen()
        reason.with_context(**action["context"]).create({"reason": "Angka presensi dibetulkan"}).action_confirm()
        self.assertEqual(self.done.state, "counted")
        self.assertIn("Angka presensi dibetulkan", self.done.sudo().message_ids[0].body)

    # ------------------------------------------------------------ the circular that supersedes
    def test_one_click_makes_the_draft_that_supersedes(self):
        action = self.done.action_supersede()
        draft = self.env["flexible.work.circular"].browse(action["res_id"])
        self.assertEqual((draft.state, draft.supersedes_id), ("draft", self.circular))
        self.assertEqual(draft.rule_ids.mapped("thursday"), ["wfh"])
        self.assertEqual(self.done.superseding_circular_id, draft)
        self.assertIn("Present, of those obliged to attend", draft.message_ids[0].body)
        self.assertEqual(self.done.action_supersede()["res_id"], draft.id)

    def test_without_a_circular_the_click_says_what_is_missing(self):
        self.done.circular_id = False
        with self.assertRaisesRegex(UserError, "Say first which circular"):
            self.done.action_supersede()

    def test_a_draft_is_not_superseded_by_what_is_not_counted(self):
        with self.assertRaisesRegex(UserError, "Count the evaluation first"):
            self.evaluation(circular_id=self.circular.id).action_supersede()

    # ------------------------------------------------------------ the forms
    def test_choosing_the_circular_fills_in_both_periods(self):
        with Form(self.Evaluation.with_user(self.bkpsdm)) as form:
            form.circular_id = self.circular
            self.assertEqual((form.date_from, form.date_to), (date(2026, 1, 1), date(2026, 3, 31)))
            self.assertEqual((form.before_from, form.before_to), (date(2025, 10, 1), date(2025, 12, 31)))
        evaluation = form.save()
        self.assertEqual(evaluation.state, "draft")
        self.assertIn("January", evaluation.name)

    def test_follow_ups_are_entered_at_the_finding_of_a_final_evaluation_too(self):
        self.done.action_finish()
        action = self.done.finding_ids[0].with_user(self.bkpsdm).action_open()
        finding = self.env[action["res_model"]].with_user(self.bkpsdm).browse(action["res_id"])
        with Form(finding, "flexible_work_asn_reports.flexible_work_evaluation_finding_view_form") as form:
            with form.followup_ids.new() as line:
                line.name, line.user_id, line.date_deadline = "Pembinaan", self.head, date(2026, 4, 30)
        self.assertTrue(finding.followup_ids.sudo().activity_search([ACTIVITY]))

    def test_an_employee_who_owns_a_follow_up_finishes_it(self):
        followup = self.follow_up(self.plain)
        self.done.action_finish()
        action = followup.with_user(self.plain).action_finish()
        reason = self.env["flexible.work.reason"].with_user(self.plain).with_context(**action["context"])
        reason.create({"reason": "Sudah"}).action_confirm()
        self.assertEqual(followup.state, "done")

    # ------------------------------------------------------------ follow-ups
    def test_owners_are_told_when_the_evaluation_is_final(self):
        followup = self.follow_up()
        self.assertFalse(followup.activity_search([ACTIVITY]))
        self.done.action_finish()
        activity = followup.sudo().activity_search([ACTIVITY])
        self.assertEqual((activity.user_id, activity.date_deadline), (self.head, date(2026, 4, 30)))
        late = self.follow_up(self.operator)
        self.assertEqual(late.sudo().activity_search([ACTIVITY]).user_id, self.operator)

    def test_the_owner_says_what_came_of_it(self):
        followup = self.follow_up()
        self.done.action_finish()
        action = followup.with_user(self.head).action_finish()
        reason = self.env["flexible.work.reason"].with_user(self.head).with_context(**action["context"])
        reason.create({"reason": "Apel diperketat"}).action_confirm()
        self.assertEqual((followup.state, followup.result), ("done", "Apel diperketat"))
        self.assertFalse(followup.sudo().activity_search([ACTIVITY]))
        with self.assertRaisesRegex(UserError, "its state is Done"):
            followup.with_user(self.head)._drop("x")
        followup.with_user(self.bkpsdm)._reopen("Belum tuntas")
        self.assertEqual(followup.state, "open")
        self.assertTrue(followup.sudo().activity_search([ACTIVITY]))

    def test_another_owner_gets_the_activity(self):
        followup = self.follow_up()
        self.done.action_finish()
        followup.user_id = self.operator
        activity = followup.sudo().activity_search([ACTIVITY])
        self.assertEqual(activity.user_id, self.operator)

    def test_nobody_else_decides_about_a_follow_up(self):
        followup = self.follow_up()
        self.done.action_finish()
        for user in (self.operator, self.mayor, self.auditor, self.plain):
            with self.assertRaises(AccessError):
                followup.with_user(user).action_finish()
            with self.assertRaises(AccessError):
                followup.with_user(user)._finish("x")
        with self.assertRaises(AccessError):
            followup.with_user(self.head).write({"date_deadline": date(2027, 1, 1)})

    def test_state_is_written_by_buttons_only(self):
        with self.assertRaises(AccessError):
            self.follow_up().write({"state": "done"})
        with self.assertRaises(AccessError):
            self.done.write({"state": "final"})

    def test_owners_are_reminded_once_before_and_once_after_the_date(self):
        followup = self.follow_up()
        self.done.action_finish()
        told = []
        for day in (20, 26, 27, 28, 30):
            told += self._remind(followup, date(2026, 4, day))
        for day in (1, 2, 9):
            told += self._remind(followup, date(2026, 5, day))
        self.assertEqual([day for day, _people in told], [date(2026, 4, 27), date(2026, 5, 1)])
        self.assertEqual(told[0][1], self.head.partner_id)
        self.assertEqual(told[1][1] & (self.head | self.bkpsdm).partner_id, (self.head | self.bkpsdm).partner_id)

    def _remind(self, followup, day):
        before = followup.sudo().message_ids
        self.env["flexible.work.evaluation.followup"].sudo()._remind(self.company, day)
        return [(day, message.partner_ids) for message in followup.sudo().message_ids - before]

    def test_the_job_reminds_by_the_local_date(self):
        followup = self.follow_up(until=date(2026, 4, 6))
        self.done.action_finish()
        # 00:30 WIT of 3 April is 2 April in UTC
        with freeze_time(datetime(2026, 4, 2, 15, 30)), self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_reports.ir_cron_evaluation_followups").method_direct_trigger()
        self.assertEqual(followup.reminded_on, date(2026, 4, 3))
