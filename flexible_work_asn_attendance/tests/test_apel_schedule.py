from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn.tests.common import HOLIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY

from .common import AttendanceCase

NEVER = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), False)
#: Thursday of the next week: by the circular everybody but officials works away
NEXT_THURSDAY = THURSDAY + timedelta(days=7)


class ScheduleCase(AttendanceCase):
    def schedule(self, *weekdays, circular=None, **values):
        days = {**NEVER, **dict.fromkeys(weekdays or ("thursday",), True)}
        return self.env["flexible.work.apel.schedule"].create(
            {"circular_id": (circular or self.circular).id, **days, **values}
        )

    def sessions(self, day=THURSDAY):
        self.env.invalidate_all()
        return self.env["flexible.work.apel"].search(
            [("company_id", "=", self.company.id), ("date", "=", day)], order="hour_from, id"
        )

    def coming(self, hour, day=THURSDAY):
        with self.local_time(hour, day=day):
            self.env["flexible.work.apel"].sudo()._follow_coming(self.company)

    def suspend(self, first, last, circular=None):
        return self.env["flexible.work.apel.suspension"].create(
            {"circular_id": (circular or self.circular).id, "date_from": first, "date_to": last, "name": "Ramadan"}
        )


class TestScheduleIsChecked(ScheduleCase):
    def refused(self, words):
        return self._refused(ValidationError, words)

    def test_one_apel_of_a_kind_per_day(self):
        self.schedule("monday", "tuesday")
        with self.refused("Two apel of the same kind are scheduled for the same unit on Tuesday: “Morning apel"):
            self.schedule("tuesday", "wednesday", hour_from=8, hour_late=8.25, hour_to=9)

    def test_not_two_for_the_same_unit(self):
        self.schedule(scope="unit", department_ids=self.bidang.ids)
        with self.refused("Two apel of the same kind"):
            self.schedule(scope="unit", department_ids=(self.bidang | self.dinkes).ids)

    def test_a_joint_apel_takes_the_place_of_the_morning_one(self):
        self.schedule("wednesday")
        with self.refused("On Wednesday a joint apel takes the place of the morning apel"):
            self.schedule("wednesday", kind="joint", scope="region", audience="all")

    def test_morning_and_afternoon_on_one_day(self):
        self.schedule("monday")
        self.schedule("monday", kind="afternoon", hour_from=15.5, hour_late=15.75, hour_to=16)

    def test_a_named_unit_may_have_an_hour_of_its_own(self):
        self.schedule()
        self.schedule(department_ids=self.diskominfo.ids, hour_from=7, hour_late=7.25, hour_to=7.5)

    def test_at_least_one_weekday(self):
        with self.refused("on which weekdays"):
            self.schedule(thursday=False)

    def test_units_are_named_where_they_hold_it(self):
        with self.refused("Name the units"):
            self.schedule(scope="unit")
        with self.refused("no OPD"):
            self.schedule(scope="opd", department_ids=self.bidang.ids)
        with self.refused("leave the units empty"):
            self.schedule(scope="region", department_ids=self.bidang.ids)

    def test_units_of_another_government_are_refused(self):
        tidore = self.env["res.company"].create({"name": "Tidore"})
        foreign = self.env["hr.department"].create({"name": "Dinas Tidore", "company_id": tidore.id, "is_opd": True})
        with self.refused("does not belong to"):
            self.schedule(department_ids=foreign.ids)

    def test_the_meeting_link_is_a_web_address(self):
        for wrong in ("javascript:alert(1)", "zoom.us/j/1", "https://", "ftp://meet.example.org", "http://[1"):
            with self.subTest(wrong), self.refused("is no web address"):
                self.schedule(meeting_url=wrong)
        for right in ("https://zoom.us/j/1", "http://meet.ternatekota.go.id/apel", "https://8x8.vc/a?b=c"):
            self.schedule(meeting_url=right).unlink()

    def test_hours_are_in_order(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.schedule(hour_from=8, hour_late=7.5, hour_to=9)

    def test_bkpsdm_changes_it_while_the_circular_is_in_force_and_the_circular_says_so(self):
        self._create_one_user_of_each_role()
        schedule = self.schedule()
        allowed = []
        for role in self.user:
            try:
                self.as_user(schedule, self.user[role]).write({"hour_to": 8.25})
                allowed.append(role)
            except AccessError:
                continue
        self.assertEqual(allowed, ["bkpsdm"])
        self.assertIn("Schedule of apel changed: Morning apel", "".join(self.circular.message_ids.mapped("body")))

    def test_a_new_version_of_the_circular_keeps_the_schedule(self):
        self.schedule()
        self.suspend(MONDAY, TUESDAY)
        version = self.circular._copy_as_new_version()
        self.assertEqual((len(version.apel_schedule_ids), len(version.apel_suspension_ids)), (1, 1))


class TestSessionsAreMade(ScheduleCase):
    def test_for_each_opd_with_people_away(self):
        self.schedule(meeting_url="https://meet.example.org/apel")
        self.open_day()
        session = self.sessions()
        self.assertEqual(session.department_id, self.diskominfo)
        self.assertEqual(
            (session.name, session.hour_from, session.hour_to, session.state, session.meeting_url, session.by_hand),
            ("Morning apel Diskominfo", 7.5, 8.0, "draft", "https://meet.example.org/apel", False),
        )
        self.assertEqual((session.leader_id, session.expected_count), (self.head, 1))
        self.assertTrue(session.sudo().secret)

    def test_again_and_again_makes_nothing_new(self):
        self.schedule()
        self.open_day()
        first = self.sessions()
        self.process(1)
        self.assertEqual(self.sessions(), first)

    def test_everybody_on_duty_includes_exempt_units(self):
        self.schedule(audience="all")
        self.open_day()
        self.assertEqual(self.sessions().department_id, self.diskominfo | self.dinkes)

    def test_one_for_the_whole_region(self):
        self.schedule(kind="joint", scope="region", audience="all")
        self.open_day()
        session = self.sessions()
        self.assertEqual((session.name, session.department_id.id), ("Joint apel Pemerintah Kota Ternate", False))
        self.assertEqual(session.expected_count, 3)
        self.assertFalse(session.leader_id)

    def test_one_for_a_named_unit(self):
        self.schedule(scope="unit", department_ids=self.bidang.ids)
        self.open_day()
        self.assertEqual(self.sessions().department_id, self.bidang)
        self.assertEqual(self.sessions().leader_id, self.head, "the bureau has no head: that of the unit above")

    def test_a_named_unit_goes_before_the_line_for_all(self):
        self.schedule(audience="all")
        self.schedule(audience="all", department_ids=self.dinkes.ids, hour_from=7, hour_late=7.25, hour_to=7.5)
        self.open_day()
        hours = {one.department_id: one.hour_from for one in self.sessions()}
        self.assertEqual(hours, {self.diskominfo: 7.5, self.dinkes: 7.0})

    def test_morning_and_afternoon(self):
        self.schedule()
        self.schedule(kind="afternoon", hour_from=15.5, hour_late=15.75, hour_to=16)
        self.open_day()
        self.assertEqual(self.sessions().mapped("name"), ["Morning apel Diskominfo", "Afternoon apel Diskominfo"])
        self.assertEqual(self.env["flexible.work.apel"]._for_day(self.day_of(self.staff)), self.sessions())

    def test_none_on_other_weekdays(self):
        self.schedule("friday")
        self.open_day()
        self.assertFalse(self.sessions())

    def test_none_where_nobody_is_expected(self):
        self.schedule("monday")
        self.open_day(MONDAY)
        self.assertFalse(self.sessions(MONDAY))

    def test_none_on_a_holiday(self):
        self._create_holiday(HOLIDAY)
        self.schedule("friday", audience="all")
        self.open_day(HOLIDAY)
        self.assertFalse(self.sessions(HOLIDAY))

    def test_none_while_suspended(self):
        self.schedule()
        self.suspend(WEDNESDAY, THURSDAY)
        self.open_day()
        self.assertFalse(self.sessions())

    def test_none_of_a_draft_circular(self):
        draft = self._create_circular(enact=False, number="2")
        self.schedule(circular=draft)
        self.open_day()
        self.assertFalse(self.sessions())

    def test_a_dated_circular_comes_before_one_that_is_open_ended(self):
        self.schedule()
        dated = self._create_circular(number="Nataru", date_to=THURSDAY)
        self.schedule(circular=dated, hour_from=9, hour_late=9.25, hour_to=9.5)
        self.open_day()
        self.assertEqual(self.sessions().mapped("hour_from"), [9.0])

    def test_a_dated_circular_may_suspend_all(self):
        self.schedule()
        self.suspend(THURSDAY, THURSDAY, self._create_circular(number="Ramadan", date_to=THURSDAY))
        self.open_day()
        self.assertFalse(self.sessions())

    def test_the_acting_head_leads(self):
        acting = self._create_employee("Plh Kepala", self.diskominfo, user="plh")
        with self.local_time(0, 1):
            self.env["flexible.work.delegation"].create(
                {
                    "department_id": self.diskominfo.id,
                    "employee_id": acting.id,
                    "date_from": THURSDAY,
                    "date_to": THURSDAY,
                }
            )
        self.schedule()
        self.open_day()
        self.assertEqual(self.sessions().leader_id, acting)

    def test_a_night_shift_has_no_morning_apel(self):
        apel = self.env["flexible.work.apel"].create(
            {"company_id": self.company.id, "department_id": self.dinkes.id, "date": THURSDAY, "audience": "all"}
        )
        self.open_day()
        self.assertEqual(apel.expected_count, 1)
        night = self.env["flexible.work.shift"].create(
            {"name": "Malam", "code": "M", "mode": "wfo", "hour_from": 22, "hour_to": 6, "company_id": self.company.id}
        )
        day = self.day_of(self.nurse)
        day.sudo().write({"shift_id": night.id, "hour_from": 22, "hour_to": 6})
        self.env.invalidate_all()
        self.assertEqual((apel.expected_count, apel._expects(day)), (0, False))


class TestSessionsFollow(ScheduleCase):
    def setUp(self):
        super().setUp()
        self.line = self.schedule()
        self.open_day()
        self.session = self.sessions()

    def test_a_changed_schedule(self):
        self.line.write({"hour_from": 7.75, "hour_late": 8, "hour_to": 8.5, "audience": "all"})
        self.process(1)
        changed = self.sessions().filtered(lambda one: one.department_id == self.diskominfo)
        self.assertEqual(changed, self.session)
        self.assertEqual((changed.hour_from, changed.hour_to, changed.audience), (7.75, 8.5, "all"))

    def test_a_joint_one_instead(self):
        self.line.write({"kind": "joint", "audience": "all", "scope": "region"})
        self.process(1)
        self.assertEqual(self.sessions().mapped("kind"), ["joint"])
        self.assertFalse(self.session.exists())

    def test_a_schedule_that_is_gone(self):
        self.line.unlink()
        self.process(1)
        self.assertFalse(self.sessions())

    def test_a_suspension(self):
        self.suspend(THURSDAY, THURSDAY)
        self.process(1)
        self.assertFalse(self.sessions())

    def test_a_changed_plan(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY)
        self.process(1)
        self.assertFalse(self.sessions())

    def test_what_was_opened_stays(self):
        with self.local_time(7, 20):
            self.as_user(self.session, self.head.user_id).action_open()
        self.line.write({"hour_from": 9, "hour_late": 9, "hour_to": 10})
        self.suspend(THURSDAY, THURSDAY)
        self.process(7, 25)
        self.assertEqual((self.sessions(), self.session.hour_from), (self.session, 7.5))

    def test_what_was_moved_by_hand_stays(self):
        self.as_user(self.session, self.head.user_id).write({"hour_from": 7.25})
        self.line.write({"hour_from": 9, "hour_late": 9, "hour_to": 10})
        self.process(1)
        self.assertEqual((self.sessions(), self.session.hour_from), (self.session, 7.25))
        self.line.unlink()
        self.process(2)
        self.assertTrue(self.session.exists())

    def test_a_leader_who_was_named_stays_while_hours_follow(self):
        self.as_user(self.session, self.head.user_id).write({"leader_id": self.staff.id})
        self.line.hour_to = 8.5
        self.process(1)
        self.assertEqual((self.session.leader_id, self.session.hour_to), (self.staff, 8.5))
        notified = self.env["mail.message"].search(
            [("model", "=", self.session._name), ("res_id", "=", self.session.id)]
        )
        self.assertIn("You lead “Morning apel Diskominfo”", "".join(notified.mapped("body")))

    def test_nothing_is_made_beside_one_entered_by_hand(self):
        self.session.unlink()
        own = self.env["flexible.work.apel"].create(
            {"company_id": self.company.id, "department_id": self.diskominfo.id, "date": THURSDAY, "hour_from": 7}
        )
        self.process(1)
        self.assertEqual((self.sessions(), own.hour_from, own.by_hand), (own, 7.0, True))

    def test_no_morning_one_is_entered_beside_a_joint_one(self):
        with self._refused(UserError, "a joint apel takes the place of the morning apel"):
            self.env["flexible.work.apel"].create(
                {
                    "company_id": self.company.id,
                    "department_id": self.diskominfo.id,
                    "date": THURSDAY,
                    "kind": "joint",
                }
            )


class TestComingSessions(ScheduleCase):
    def test_the_next_day_with_an_apel_is_prepared(self):
        self.schedule()
        self.coming(9)
        self.assertEqual(self.sessions(NEXT_THURSDAY).mapped("department_id"), self.diskominfo)
        self.assertFalse(self.sessions(THURSDAY), "today's are made by the day's cron")

    def test_a_holiday_is_passed_over(self):
        self._create_holiday(NEXT_THURSDAY)
        self.schedule()
        self.coming(9)
        self.assertFalse(self.sessions(NEXT_THURSDAY))
        self.assertTrue(self.sessions(NEXT_THURSDAY + timedelta(days=7)))

    def test_a_holiday_that_is_announced_later_takes_it_away(self):
        self.schedule()
        self.coming(9)
        self._create_holiday(NEXT_THURSDAY)
        self.coming(10)
        self.assertFalse(self.sessions(NEXT_THURSDAY))

    def test_the_cron_goes_through_all_regional_governments(self):
        self.schedule()
        with self.local_time(9), self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_attendance.cron_coming_apel").method_direct_trigger()
        self.assertTrue(self.sessions(NEXT_THURSDAY))

    def test_the_leader_is_who_acts_on_that_day(self):
        acting = self._create_employee("Plh Kepala", self.diskominfo, user="plh")
        with self.local_time(9):
            self.env["flexible.work.delegation"].create(
                {
                    "department_id": self.diskominfo.id,
                    "employee_id": acting.id,
                    "date_from": NEXT_THURSDAY,
                    "date_to": NEXT_THURSDAY,
                }
            )
        self.schedule()
        self.coming(9)
        self.assertEqual(self.sessions(NEXT_THURSDAY).leader_id, acting)


class TestManyUnits(ScheduleCase):
    """Sixty OPD: a fixed number of queries."""

    def units(self, count, start=0):
        units = self.env["hr.department"].create(
            [
                {"name": f"Dinas {number}", "company_id": self.company.id, "is_opd": True}
                for number in range(start, start + count)
            ]
        )
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Pegawai {unit.name}",
                    "company_id": self.company.id,
                    "department_id": unit.id,
                    "resource_calendar_id": self.calendar.id,
                    "position_level_id": self.position["pelaksana"].id,
                    "date_version": date(2025, 1, 1),
                }
                for unit in units
            ]
        )
        for unit, person in zip(units, people, strict=True):
            unit.manager_id = person
        return units

    def queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        with self.local_time(1):
            self.env["flexible.work.apel"].sudo()._follow_today(self.company, self.utc(1))
        return self.cr.sql_log_count - before

    def test_sixty_opd_take_the_same_queries_as_three(self):
        line = self.schedule()
        self.units(3)
        self.open_day()
        self.sessions().unlink()
        few = self.queries()
        self.units(57, start=3)
        self.process(0, 30)
        self.sessions().unlink()
        many = self.queries()
        self.assertEqual(len(self.sessions()), 61)
        self.assertLessEqual(many, few)
        line.hour_to = 8.5
        changed = self.queries()
        self.assertEqual(set(self.sessions().mapped("hour_to")), {8.5})
        self.assertLessEqual(changed, few)
        self.assertEqual(len(self.sessions().filtered("leader_id")), 61)
