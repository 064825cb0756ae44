from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn.tests.common import THURSDAY, WEDNESDAY

from .common import AttendanceCase

DONE = {"name": "Menyusun renja", "target": "1 draf", "output": "Draf renja bab II", "quantity": 1, "unit": "dokumen"}


class LogCase(AttendanceCase):
    """Thursday: Pegawai works from home, and the circular asks for a daily report."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular.sudo().log_required = True
        cls.Log = cls.env["flexible.work.log"]

    def setUp(self):
        super().setUp()
        self.open_day()

    def write_log(self, lines=(DONE,), hour=7, day=THURSDAY, user=None, at=None, **values):
        """A report begun by ``user`` (Pegawai) at a local hour of the day, or of the day ``at``."""
        user = user or self.staff.user_id
        with self.local_time(hour, day=at or day):
            return self.as_user(self.Log, user).create(
                {"date": day, "line_ids": [(0, 0, dict(line)) for line in lines], **values}
            )

    def report(self, log, hour=15.5, day=THURSDAY):
        with self.local_time(hour, day=day):
            log.action_report()
        return log

    def as_head(self, log):
        return self.as_user(log, self.head.user_id)

    def give_reason(self, action, reason="Alasan", user=None):
        wizard = self.env[action["res_model"]].with_user(user or self.head.user_id).with_context(**action["context"])
        wizard.create({"reason": reason}).action_confirm()


class TestLog(LogCase):
    # ------------------------------------------------------------ planning
    def test_a_plan_of_the_evening_before_or_the_morning_is_ahead_of_work(self):
        evening = self.write_log(at=WEDNESDAY, hour=20)
        self.assertTrue(evening.planned_ahead)
        self.assertFalse(evening.sudo().day_id.mode and evening.state != "planned")
        evening.unlink()
        self.assertTrue(self.write_log(hour=7.4).planned_ahead)

    def test_a_plan_after_work_began_is_not_ahead(self):
        self.assertFalse(self.write_log(hour=9).planned_ahead)

    def test_it_knows_the_place_of_work_before_the_day_is_open(self):
        log = self.write_log(at=WEDNESDAY, hour=20, day=THURSDAY + timedelta(7))
        self.assertFalse(log.day_id)
        self.assertEqual((log.mode, log.letter), ("wfh", "R"))

    def test_there_is_one_report_a_day(self):
        self.write_log()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.write_log()

    def test_the_form_begins_with_oneself_and_today(self):
        with self.local_time(7):
            form = Form(self.as_user(self.Log, self.staff.user_id))
            self.assertEqual((form.employee_id.id, form.date), (self.staff.id, THURSDAY))

    def test_as_last_time_takes_over_the_plan_and_not_what_came_out(self):
        self.write_log(at=WEDNESDAY, day=WEDNESDAY)
        log = self.write_log(lines=())
        log.action_copy_last()
        self.assertEqual((log.line_ids.name, log.line_ids.target), ("Menyusun renja", "1 draf"))
        self.assertEqual((log.line_ids.output, log.line_ids.quantity), (False, 0))

    def test_there_may_be_nothing_to_copy(self):
        with self.assertRaisesRegex(UserError, "no earlier report"):
            self.write_log(lines=()).action_copy_last()

    def test_any_earlier_report_can_be_copied_from(self):
        earlier = self.write_log(at=WEDNESDAY, day=WEDNESDAY)
        with self.local_time(7):
            form = Form(self.as_user(self.Log, self.staff.user_id))
            form.copy_from_id = earlier
            log = form.save()
        self.assertEqual(log.line_ids.mapped("name"), ["Menyusun renja"])

    # ------------------------------------------------------------ reporting
    def test_it_is_reported_in_time_until_midnight_local_time(self):
        log = self.report(self.write_log(), hour=23.9)
        self.assertEqual((log.state, log.reported_late), ("reported", False))
        self.assertEqual(log.reported_at, self.utc(23.9))

    def test_too_late_is_marked_and_not_refused(self):
        log = self.report(self.write_log(), hour=0.1, day=THURSDAY + timedelta(1))
        self.assertEqual((log.state, log.reported_late), ("reported", True))

    def test_the_hour_is_a_setting(self):
        self.company.flexible_work_log_hour = 17
        self.assertTrue(self.report(self.write_log(), hour=17.1).reported_late)

    def test_a_night_shift_is_in_time_until_its_end(self):
        log = self.write_log()
        self.day_of(self.staff)._write({"hour_from": 22.0, "hour_to": 6.0})
        self.env.invalidate_all()
        self.assertFalse(self.report(log, hour=5.9, day=THURSDAY + timedelta(1)).reported_late)

    def test_the_day_to_come_cannot_be_reported(self):
        log = self.write_log(at=WEDNESDAY, hour=20)
        with self.assertRaisesRegex(UserError, "has not begun"):
            self.report(log, hour=20, day=WEDNESDAY)

    def test_it_says_what_came_out_of_each_activity(self):
        log = self.write_log(lines=(DONE, {"name": "Rapat"}))
        with self.assertRaisesRegex(UserError, "what came out.*Rapat"):
            self.report(log)
        self.assertEqual(log.state, "planned")
        empty = self.write_log(lines=(), day=WEDNESDAY, at=WEDNESDAY)
        with self.assertRaisesRegex(UserError, "Enter what you did"):
            self.report(empty)

    def test_bad_hours_and_links_are_refused(self):
        for values, words in (
            ({"hour_from": 10, "hour_to": 9}, "ends before it begins"),
            ({"evidence_url": "javascript:alert(1)"}, "begins with https"),
        ):
            with self.assertRaisesRegex(ValidationError, words), self.env.cr.savepoint():
                self.write_log(lines=(DONE | values,))

    def test_somebody_in_the_office_may_report_as_well(self):
        log = self.report(self.write_log(user=self.head.user_id))
        self.assertEqual((log.letter, log.state), ("K", "reported"))

    # ------------------------------------------------------------ locked
    def test_it_is_changed_while_it_is_planned(self):
        log = self.write_log()
        log.line_ids.output = "Draf bab II dan III"
        log.write({"line_ids": [(0, 0, {"name": "Rapat", "output": "Notulen"})]})
        self.assertEqual(len(log.line_ids), 2)

    def test_reported_it_is_taken_back_before_it_is_changed(self):
        log = self.report(self.write_log())
        for act in (
            lambda: log.write({"line_ids": [(0, 0, {"name": "Lain"})]}),
            lambda: log.line_ids.write({"output": "Lain"}),
            lambda: log.line_ids.unlink(),
            lambda: self.as_user(self.env["flexible.work.log.line"], self.staff.user_id).create(
                {"log_id": log.id, "name": "Lain"}
            ),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():  # AccessError is one
                act()
        log.action_take_back()
        log.line_ids.output = "Lain"
        self.report(log, hour=1, day=THURSDAY + timedelta(1))
        self.assertTrue(log.reported_late, "handed in again too late")

    def test_approved_it_stays_as_it_is(self):
        log = self.report(self.write_log())
        self.as_head(log).action_approve()
        with self.assertRaisesRegex(UserError, "approved and stays"):
            log.write({"line_ids": [(0, 0, {"name": "Lain"})]})
        with self.assertRaisesRegex(UserError, "Only a plan is deleted"), self.env.cr.savepoint():
            log.sudo().unlink()
        with self.assertRaises(UserError):
            log.action_take_back()

    def test_files_of_an_approved_report_cannot_be_exchanged(self):
        log = self.write_log()
        file = self.as_user(self.env["ir.attachment"], self.staff.user_id).create({"name": "a.txt", "raw": b"a"})
        log.evidence_ids = file
        self.assertEqual((file.res_model, file.res_id), (log._name, log.id))
        self.report(log)
        self.as_head(log).action_approve()
        with self.assertRaises(AccessError):
            file.raw = b"b"
        with self.assertRaises(AccessError):
            file.unlink()

    def test_buttons_alone_change_the_state(self):
        log = self.write_log()
        for values in ({"state": "approved"}, {"reported_late": False}, {"decided_by_id": self.staff.user_id.id}):
            with self.assertRaises(AccessError):
                log.write(values)
        with self.assertRaises(AccessError):
            self.write_log(state="approved", day=WEDNESDAY, at=WEDNESDAY)

    # ------------------------------------------------------------ the card
    def test_the_card_says_what_is_asked_and_until_when(self):
        card = self.Log._card(self.day_of(self.staff))
        self.assertEqual(
            card,
            {
                "id": False,
                "state": None,
                "planned": 0,
                "reported": None,
                "required": True,
                "until": "2026-01-16 00:00:00",
                "reason": "",
            },
        )
        log = self.report(self.write_log(), hour=15.5)
        card = self.Log._card(self.day_of(self.staff))
        self.assertEqual((card["id"], card["planned"], card["reported"]), (log.id, 1, "15:30"))

    def test_the_card_says_why_it_came_back(self):
        log = self.report(self.write_log())
        self.give_reason(self.as_head(log).action_return(), "Lampirkan notulen")
        card = self.Log._card(self.day_of(self.staff))
        self.assertEqual((card["state"], card["reported"], card["reason"]), ("returned", None, "Lampirkan notulen"))

    def test_nobody_in_the_office_is_asked(self):
        self.assertIsNone(self.Log._card(self.day_of(self.head)))

    def test_the_circular_may_ask_for_none(self):
        self.circular.sudo().log_required = False
        self.assertFalse(self.Log._card(self.day_of(self.staff))["required"])

    def test_the_card_takes_a_fixed_number_of_queries(self):
        self.report(self.write_log(lines=[DONE] * 5))
        day = self.day_of(self.staff)
        # what the card of the day has read before
        day.mapped("circular_id.log_required")
        day.mapped("company_id.flexible_work_log_hour")
        self.env["flexible.work.log"].invalidate_model()
        with self.assertQueryCount(3):
            self.Log._card(day)

    def test_the_report_of_today_opens_or_begins(self):
        with self.local_time(8):
            mine = self.as_user(self.Log, self.staff.user_id)
            self.assertEqual(mine.action_open_mine()["context"], {"default_date": "2026-01-15"})
            log = self.write_log()
            self.assertEqual(mine.action_open_mine()["res_id"], log.id)

    # ------------------------------------------------------------ who has not reported
    def missing(self):
        return self.Day.sudo().search([("is_report_missing", "=", True), ("date", "=", THURSDAY)]).employee_id

    def test_missing_is_a_report_of_somebody_present_away(self):
        self.assertFalse(self.missing(), "nobody is in yet")
        self.check(self.staff, "in", 7, 30)
        self.check(self.head, "in", 7, 30)
        self.assertEqual(self.missing(), self.staff)
        self.assertEqual(self.day_of(self.staff).is_report_missing, True)
        self.assertEqual(self.day_of(self.head).is_report_missing, False)

    def test_a_plan_is_no_report(self):
        self.check(self.staff, "in", 7, 30)
        log = self.write_log()
        self.assertEqual(self.missing(), self.staff)
        self.report(log)
        self.assertFalse(self.missing())
        self.give_reason(self.as_head(log).action_return())
        self.assertFalse(self.missing(), "it was handed in, and is at its employee's again")

    def test_none_is_missing_where_the_circular_asks_for_none(self):
        self.check(self.staff, "in", 7, 30)
        self.circular.sudo().log_required = False
        self.assertFalse(self.missing())

    def test_a_day_that_no_circular_decided_is_under_the_one_in_force(self):
        self.check(self.staff, "in", 7, 30)
        self.day_of(self.staff).sudo()._write({"circular_id": None})
        self.env.invalidate_all()
        self.assertEqual(self.missing(), self.staff)
        self.assertTrue(self.Log._card(self.day_of(self.staff))["required"])

    def test_a_report_of_the_evening_before_finds_its_day_when_it_is_handed_in(self):
        log = self.write_log(at=WEDNESDAY, hour=20, day=THURSDAY + timedelta(7))
        self.assertFalse(log.day_id)
        self.report(log, day=THURSDAY + timedelta(7))
        self.assertEqual(log.sudo().day_id, self.day_of(self.staff, THURSDAY + timedelta(7)))
        self.assertEqual(log.sudo().day_id.with_user(self.head.user_id).log_count, 1)
