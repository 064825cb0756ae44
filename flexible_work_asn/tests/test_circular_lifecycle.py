from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MONDAY, THURSDAY, FlexibleWorkCase

#: Wednesday, 14 January 2026, 10:00 in Ternate
NOW = datetime(2026, 1, 14, 1, 0)
NEXT_MONDAY = date(2026, 1, 19)
NEXT_THURSDAY = date(2026, 1, 22)
PDF = b"JVBERi0xLjQKJQ=="
OTHER_PDF = b"JVBERi0xLjcKJQ=="


class LifecycleCase(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.circular = cls._create_circular()

    def new_version(self, date_from=NEXT_MONDAY, **values):
        """The draft that supersedes the circular: everybody at home on Thursdays no longer, but in the office."""
        draft = self.env["flexible.work.circular"].browse(self.circular.action_new_version()["res_id"])
        draft.write({"number": "800/9/2026", "date_issued": NOW.date(), "date_from": date_from, **values})
        draft.rule_ids.thursday = "wfo"
        return draft


class TestEnacting(LifecycleCase):
    def test_all_that_is_missing_is_said_at_once(self):
        draft = self._create_circular(
            enact=False,
            number=False,
            date_issued=False,
            signatory_title=False,
            to_check="Pasal 3",
            rules=[{"monday": "wfo", "article": "angka 9", "to_check": True}],
        )
        with self.assertRaisesRegex(UserError, r"(?s)Number, Date Issued, Signatory Title.*To be checked.*angka 9"):
            draft.action_enact()
        self.assertEqual(draft.state, "draft")

    def test_without_provisions_a_circular_is_not_enacted(self):
        draft = self._create_circular(enact=False)
        draft.rule_ids.unlink()
        with self.assertRaisesRegex(UserError, "Provisions"):
            draft.action_enact()

    def test_what_is_checked_can_be_enacted_and_the_question_stays_in_the_history(self):
        draft = self._create_circular(enact=False, to_check="Batas dua hari?")
        draft.action_all_checked()
        draft.action_enact()
        self.assertEqual((draft.state, draft.to_check), ("enacted", False))
        self.assertIn("Batas dua hari?", " ".join(draft.message_ids.mapped("body")))

    def test_every_part_of_the_text_is_fixed(self):
        changes = {
            "flexible_days_max": 3,
            "flexible_days_policy": "enforce",
            "onsite_min_percent": 25.0,
            "request_days_before": 5,
            "request_approver": "bkpsdm",
            "parent_id": self.env.ref("flexible_work_asn.central_se_panrb_3_2026").id,
            "onsite_position_level_ids": [Command.clear()],
            "issuer": "central",
            "is_template": True,
            "company_id": False,
        }
        for name, value in changes.items():
            with self.subTest(field=name), self.assertRaises(UserError):
                self.circular.write({name: value})

    def test_the_notice_and_the_signed_pdf_may_follow(self):
        self.circular.write(
            {"public_notice": "<p>Layanan tetap buka</p>", "document": PDF, "document_filename": "se.pdf"}
        )
        self.assertEqual(self.circular.document_filename, "se.pdf")

    def test_a_replaced_pdf_stays_in_the_history(self):
        self.circular.write({"document": PDF, "document_filename": "se.pdf"})
        self.circular.document = OTHER_PDF
        kept = self.circular.message_ids.attachment_ids
        self.assertEqual((kept.name, kept.datas), ("se.pdf", PDF))

    def test_a_picture_is_no_signed_pdf(self):
        with self.assertRaisesRegex(ValidationError, "PDF"):
            self.circular.document = b"iVBORw0KGgo="

    def test_the_state_is_not_written_past_the_buttons(self):
        bkpsdm = self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        as_bkpsdm = self.circular.with_user(bkpsdm)
        for values in ({"state": "draft"}, {"revoked_from": THURSDAY}, {"superseded_from": THURSDAY}):
            with self.subTest(values=values), self.assertRaises(UserError):
                as_bkpsdm.write(values)
        with self.assertRaises(UserError):
            as_bkpsdm.create({"name": "Siap", "date_from": MONDAY, "company_id": self.company.id, "state": "enacted"})

    def test_bkpsdm_enacts_by_the_button(self):
        bkpsdm = self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        draft = self._create_circular(enact=False).with_user(bkpsdm)
        draft.action_enact()
        self.assertEqual(draft.state, "enacted")

    def test_an_employee_does_not_enact(self):
        draft = self._create_circular(enact=False)
        for step in ("action_enact", "action_back_to_draft", "action_new_version", "action_all_checked"):
            with self.subTest(step=step), self.assertRaises(AccessError):
                getattr(draft.with_user(self.staff.user_id), step)()


class TestBackToDraft(LifecycleCase):
    def test_an_enactment_by_mistake_is_undone_before_it_comes_into_force(self):
        coming = self._create_circular(date_from=NEXT_MONDAY)
        coming.action_back_to_draft()
        coming.name = "Diperbaiki"
        self.assertEqual(coming.state, "draft")

    def test_what_has_come_into_force_stays(self):
        with self.assertRaisesRegex(UserError, "came into force"):
            self.circular.action_back_to_draft()

    def test_it_has_come_into_force_with_the_local_day(self):
        """At 23:30 UTC on Sunday it is Monday morning in Ternate."""
        coming = self._create_circular(date_from=NEXT_MONDAY)
        with freeze_time(datetime(2026, 1, 18, 23, 30)), self.assertRaises(UserError):
            coming.action_back_to_draft()

    def test_the_version_that_it_superseded_is_in_force_again(self):
        version = self.new_version()
        version.action_enact()
        version.action_back_to_draft()
        self.assertEqual((self.circular.state, self.circular.last_date), ("enacted", False))
        self.assertEqual(self._decide(self.staff, NEXT_THURSDAY).circular_id, self.circular.id)


class TestSuperseding(LifecycleCase):
    def test_a_new_version_is_a_draft_with_the_same_text(self):
        draft = self.env["flexible.work.circular"].browse(self.circular.action_new_version()["res_id"])
        self.assertEqual((draft.state, draft.supersedes_id, draft.number), ("draft", self.circular, False))
        self.assertEqual(draft.rule_ids.summary, self.circular.rule_ids.summary)
        self.assertEqual(self.circular.state, "enacted")

    def test_there_is_one_draft_of_a_new_version(self):
        self.assertEqual(self.circular.action_new_version()["res_id"], self.circular.action_new_version()["res_id"])

    def test_the_old_version_ends_on_the_day_before(self):
        self.new_version().action_enact()
        self.assertEqual(
            (self.circular.state, self.circular._last_date(), self.circular.validity),
            ("superseded", date(2026, 1, 18), "in_force"),
        )

    def test_past_days_stay_judged_by_the_old_version(self):
        version = self.new_version()
        version.action_enact()
        self.assertEqual(
            (self._decide(self.staff, THURSDAY).mode, self._decide(self.staff, THURSDAY).circular_id),
            ("wfh", self.circular.id),
        )
        self.assertEqual(
            (self._decide(self.staff, NEXT_THURSDAY).mode, self._decide(self.staff, NEXT_THURSDAY).circular_id),
            ("wfo", version.id),
        )

    def test_both_versions_lead_to_each_other(self):
        version = self.new_version()
        version.action_enact()
        self.assertEqual(version.action_open_older()["res_id"], self.circular.id)
        self.assertEqual(self.circular.action_open_newer()["res_id"], version.id)
        self.assertEqual(self.circular.superseded_by_id, version)

    def test_an_employee_does_not_see_that_a_new_version_is_being_written(self):
        self.new_version()
        self.assertEqual(self.circular.with_user(self.staff.user_id).newer_count, 0)

    def test_a_version_cannot_begin_before_the_one_it_supersedes(self):
        with self.assertRaisesRegex(UserError, "after"):
            self.new_version(date_from=MONDAY).action_enact()
        self.assertEqual(self.circular.state, "enacted")

    def test_a_circular_revoked_meanwhile_is_not_superseded(self):
        version = self.new_version()
        self.circular._revoke(THURSDAY, "Dicabut")
        with self.assertRaisesRegex(UserError, "no longer in force"):
            version.action_enact()

    def test_provisions_of_the_past_are_left_out_of_a_new_version(self):
        dated = self._create_circular(
            rules=[
                {"thursday": "wfh"},
                {"monday": "wfa", "date_from": MONDAY, "date_to": MONDAY},
                {"friday": "wfa", "date_from": MONDAY},
            ]
        )
        draft = self.env["flexible.work.circular"].browse(dated.action_new_version()["res_id"])
        self.assertEqual(draft.rule_ids.mapped("friday"), [False, "wfa"])
        self.assertEqual(draft.rule_ids[1].date_from, draft.date_from)


class TestEnding(LifecycleCase):
    def cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn.cron_end_circulars").method_direct_trigger()
        self.env.invalidate_all()

    def test_a_circular_ends_by_itself_after_its_last_local_day(self):
        until_wednesday = self._create_circular(date_to=NOW.date())
        with freeze_time(datetime(2026, 1, 14, 14, 59)):
            self.cron()
            self.assertEqual(until_wednesday.state, "enacted")
        with freeze_time(datetime(2026, 1, 14, 15, 1)):
            self.cron()
            self.assertEqual(until_wednesday.state, "ended")
        self.assertEqual(self.circular.state, "enacted")

    def test_an_ended_circular_still_answers_for_its_days(self):
        ended = self._create_circular(date_to=MONDAY, rules=[{"monday": "wfa"}])
        self.cron()
        decision = self._decide(self.staff, MONDAY)
        self.assertEqual((ended.state, decision.mode, decision.circular_id), ("ended", "wfa", ended.id))

    def test_revoking_after_its_last_day_makes_no_sense(self):
        dated = self._create_circular(date_to=date(2026, 1, 30))
        with self.assertRaisesRegex(ValidationError, "ends by itself"):
            dated._revoke(date(2026, 2, 2), "Dicabut")

    def test_an_employee_does_not_revoke(self):
        with self.assertRaises(AccessError):
            self.circular.with_user(self.staff.user_id)._revoke(THURSDAY, "Dicabut")


class TestValidity(LifecycleCase):
    def found(self, validity):
        mine = [("company_id", "=", self.company.id), ("validity", "=", validity)]
        return self.env["flexible.work.circular"].search(mine)

    def test_circulars_are_found_by_whether_they_are_in_force_today(self):
        coming = self._create_circular(date_from=NEXT_MONDAY)
        past = self._create_circular(date_to=MONDAY)
        self._create_circular(enact=False)
        self.assertEqual(self.found("in_force"), self.circular)
        self.assertEqual(self.found("coming"), coming)
        self.assertEqual(self.found("past"), past)

    def test_what_the_screen_shows_is_what_the_filter_finds(self):
        self._create_circular(date_from=NEXT_MONDAY)
        self._create_circular(date_to=MONDAY)
        self._create_circular(date_from=NEXT_MONDAY)._revoke(NEXT_MONDAY, "Batal")
        everything = self.env["flexible.work.circular"].search([("company_id", "=", self.company.id)])
        for validity in ("coming", "in_force", "past"):
            shown = [circular.id for circular in everything if circular.validity == validity]
            self.assertEqual(shown, self.found(validity).ids)

    def test_today_is_the_local_day(self):
        coming = self._create_circular(date_from=NOW.date() + timedelta(days=1))
        with freeze_time(datetime(2026, 1, 14, 15, 30)):
            self.env.invalidate_all()
            self.assertEqual(coming.validity, "in_force")
            self.assertIn(coming, self.found("in_force"))
