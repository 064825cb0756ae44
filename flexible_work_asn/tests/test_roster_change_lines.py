from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase

FRIDAY = date(2026, 1, 16)


def line(employee, day, mode=False, shift=None):
    return {"employee_id": employee.id, "date": day, "mode": mode, "shift_id": shift.id if shift else False}


@freeze_time("2026-01-11 22:30:00")  # 07:30 on Monday in Ternate, and still Sunday in UTC
class TestChangeLines(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()
        cls.shift = {
            code: cls.env["flexible.work.shift"].create(
                {"name": code, "code": code, "hour_from": start, "hour_to": end, "is_off": off}
            )
            for code, start, end, off in (
                ("P", 7, 14, False),
                ("M", 21, 7, False),
                ("D", 6, 12, False),
                ("-", 0, 0, True),
            )
        }
        cls.roster = cls._roster()

    @classmethod
    def _roster(cls, **values):
        return cls.env["flexible.work.roster"].create(
            {"department_id": cls.diskominfo.id, "date_from": MONDAY, "date_to": FRIDAY, **values}
        )

    def _lines(self, roster=None):
        return {
            (line.employee_id, line.date): line.shift_id.code or line.mode for line in (roster or self.roster).line_ids
        }

    def _approve(self):
        self.roster._change_lines([line(self.staff, TUESDAY, "wfh"), line(self.staff, WEDNESDAY, "wfo")])
        self.roster.action_approve()

    # ------------------------------------------------------------ drafts
    def test_a_draft_gets_changes_and_loses_lines_in_one_go(self):
        self.roster._change_lines([line(self.staff, TUESDAY, "wfh"), line(self.staff, WEDNESDAY, "wfh")])
        self.assertEqual(self._lines(), {(self.staff, TUESDAY): "wfh", (self.staff, WEDNESDAY): "wfh"})
        self.roster._change_lines(
            [line(self.staff, TUESDAY), line(self.staff, WEDNESDAY, "wfo"), line(self.staff, THURSDAY, "wfa")]
        )
        self.assertEqual(self._lines(), {(self.staff, WEDNESDAY): "wfo", (self.staff, THURSDAY): "wfa"})
        self.assertFalse(self.roster.change_ids, "drafts need no reason and keep no log")

    def test_dates_may_come_as_text(self):
        self.roster._change_lines([{"employee_id": self.staff.id, "date": "2026-01-13", "mode": "wfh"}])
        self.assertEqual(self._lines(), {(self.staff, TUESDAY): "wfh"})

    def test_a_shift_brings_its_mode_and_a_free_one_has_none(self):
        self.roster._change_lines(
            [line(self.staff, TUESDAY, shift=self.shift["P"]), line(self.staff, WEDNESDAY, "wfo", self.shift["-"])]
        )
        self.assertEqual(self.roster.line_ids.sorted("date").mapped("mode"), ["wfo", False])

    def test_one_bad_change_changes_nothing(self):
        for bad, message in (
            (line(self.nurse, TUESDAY, "wfh"), "Perawat"),
            (line(self.staff, date(2026, 1, 19), "wfh"), "period"),
            (line(self.staff, TUESDAY, "wfh"), "two changes"),
            (line(self.staff, THURSDAY, "nowhere"), "nowhere"),
        ):
            with self.assertRaisesRegex(UserError, message):
                self.roster._change_lines([line(self.staff, TUESDAY, "wfh"), bad])
            self.assertFalse(self._lines())

    def test_days_before_the_local_today_are_pinned(self):
        with freeze_time("2026-01-12 22:30:00"):  # Tuesday 07:30 in Ternate
            with self.assertRaisesRegex(UserError, "history"):
                self.roster._change_lines([line(self.staff, MONDAY, "wfo")])
            self.roster._change_lines([line(self.staff, TUESDAY, "wfo")])

    def test_a_shift_of_another_unit_is_refused(self):
        self.shift["P"].department_id = self.dinkes
        with self.assertRaisesRegex(UserError, "not a shift of"):
            self.roster._change_lines([line(self.staff, TUESDAY, shift=self.shift["P"])])

    def test_a_night_and_the_morning_before_its_end_are_refused(self):
        with self.assertRaisesRegex(UserError, "two duties at once"), self.env.cr.savepoint():
            self.roster._change_lines(
                [line(self.staff, TUESDAY, shift=self.shift["M"]), line(self.staff, WEDNESDAY, shift=self.shift["D"])]
            )
        self.assertFalse(self._lines())
        self.roster._change_lines(
            [line(self.staff, TUESDAY, shift=self.shift["M"]), line(self.staff, WEDNESDAY, shift=self.shift["P"])]
        )

    def test_the_night_of_the_roster_before_counts(self):
        before = self._roster(department_id=self.bidang.id, date_from=MONDAY, date_to=MONDAY)
        before._change_lines([line(self.staff, MONDAY, shift=self.shift["M"])])
        before.action_approve()
        self.roster.date_from = TUESDAY
        with self.assertRaisesRegex(UserError, "two duties at once"):
            self.roster._change_lines([line(self.staff, TUESDAY, shift=self.shift["D"])])

    # ------------------------------------------------------------ in force
    def test_once_in_force_a_reason_is_needed(self):
        self._approve()
        for reason in (None, "  "):
            with self.assertRaisesRegex(UserError, "say why"):
                self.roster._change_lines([line(self.staff, TUESDAY, "wfo")], reason)

    def test_a_change_in_force_is_kept_with_before_after_and_reason(self):
        self._approve()
        log = self.roster.with_user(self.head.user_id)._change_lines(
            [line(self.staff, TUESDAY, "wfo"), line(self.staff, WEDNESDAY, "wfo")], "Tamu dari provinsi"
        )
        self.assertEqual(len(log), 1, "Wednesday was so already")
        self.assertEqual((log.mode_before, log.mode_after, log.reason), ("wfh", "wfo", "Tamu dari provinsi"))
        self.assertEqual(log.create_uid, self.head.user_id)
        self.assertIn("Tamu dari provinsi", self.roster.message_ids[0].body)
        self.assertEqual(self.roster.message_ids[0].author_id, self.head.user_id.partner_id)

    def test_who_is_concerned_by_a_change_is_told_without_the_reason(self):
        self._approve()
        self.roster.with_user(self.head.user_id)._change_lines([line(self.staff, TUESDAY, "wfo")], "Rekan sakit")
        told = self.env["mail.message"].search([("notified_partner_ids", "in", self.staff.user_id.partner_id.ids)])
        self.assertIn("changed for you", told.body)
        self.assertNotIn("sakit", told.body)

    def test_changed_lines_of_a_roster_in_force_count_at_once(self):
        self._approve()
        self.assertEqual(self._decide(self.staff, TUESDAY).mode, "wfh")
        self.roster._change_lines([line(self.staff, TUESDAY, "wfo"), line(self.staff, WEDNESDAY, "wfh")], "Tukar")
        self.assertEqual(self._decide(self.staff, TUESDAY).mode, "wfo")
        self.assertEqual(self._decide(self.staff, WEDNESDAY).mode, "wfh")

    def test_the_log_of_changes_is_nobodys_to_rewrite(self):
        self._approve()
        self._create_one_user_of_each_role()
        log = self.roster._change_lines([line(self.staff, TUESDAY, "wfo")], "Tukar")
        for role in ("head", "operator", "bkpsdm", "auditor"):
            with self.assertRaises(AccessError):
                log.with_user(self.user[role]).write({"reason": "lain"})

    def test_who_changes_a_draft_and_who_a_roster_in_force(self):
        self._create_one_user_of_each_role()
        allowed = {"draft": [], "approved": []}
        for state in allowed:
            if state == "approved":
                self._approve()
            for role, user in self.user.items():
                try:
                    with self.env.cr.savepoint():
                        self.roster.with_user(user)._change_lines([line(self.staff, THURSDAY, "wfa")], "Sebab")
                        allowed[state].append(role)
                        self.roster._change_lines([line(self.staff, THURSDAY)], "Kembali")
                except AccessError:
                    continue
        self.assertEqual(allowed, {"draft": ["head", "operator", "bkpsdm"], "approved": ["head", "bkpsdm"]})

    def test_a_person_in_two_rosters_in_force_is_refused(self):
        self._approve()
        other = self._roster(department_id=self.bidang.id)
        other._change_lines([line(self.staff, THURSDAY, "wfo")])
        other.action_approve()
        with self.assertRaisesRegex(ValidationError, "Pegawai"):
            other._change_lines([line(self.staff, TUESDAY, "wfo")], "Tukar")

    # ------------------------------------------------------------ who takes part
    def test_without_members_everybody_of_the_unit_takes_part(self):
        self.assertEqual(self.roster._members(), self.head | self.staff)
        self.env["flexible.work.roster.member"].create({"roster_id": self.roster.id, "employee_id": self.staff.id})
        self.assertEqual(self.roster._members(), self.staff)

    def test_who_moves_to_the_unit_within_the_period_takes_part(self):
        self.nurse.create_version({"date_version": THURSDAY, "department_id": self.bidang.id})
        self.assertIn(self.nurse, self.roster._members())
        self.assertNotIn(self.nurse, self._roster(date_to=WEDNESDAY)._members())

    def test_a_draft_can_be_asked_as_if_it_were_approved(self):
        self.roster._change_lines([line(self.staff, TUESDAY, "wfh")])
        self.assertEqual(self._decide(self.staff, TUESDAY).mode, "wfo")
        self.assertEqual(self.roster._decisions_as_approved()[self.staff.id, TUESDAY].mode, "wfh")
