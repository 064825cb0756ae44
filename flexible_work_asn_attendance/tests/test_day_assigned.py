from datetime import timedelta

from odoo.exceptions import AccessError

from odoo.addons.flexible_work_asn.tests.common import MONDAY, THURSDAY, WEDNESDAY

from .assigned_case import AssignedCase

ONE_DAY = timedelta(days=1)


class TestDayAssigned(AssignedCase):
    def where(self, employee=None, day=THURSDAY):
        """Which unit counts the person, which has the post, and by which assignment."""
        row = self.day_of(employee or self.staff, day)
        return row.department_id, row.opd_id, row.home_department_id, row.home_opd_id, row.assignment_id

    def at_home_unit(self):
        nothing = self.kecamatan.browse()
        return self.bidang, self.diskominfo, nothing, nothing, self.env["flexible.work.assignment"]

    def at_host(self, assignment):
        return self.kecamatan, self.kecamatan, self.bidang, self.diskominfo, assignment

    def test_the_day_says_for_whom_it_is_worked_and_from_where(self):
        assignment = self.assign()
        self.open_day()
        self.assertEqual(self.where(), self.at_host(assignment))
        self.assertEqual(self.where(self.nurse)[2:4], (self.kecamatan.browse(), self.kecamatan.browse()))

    def test_on_the_weekdays_of_the_assignment_alone(self):
        assignment = self.assign(first=WEDNESDAY, wednesday=False)
        for day in (WEDNESDAY, THURSDAY):
            self.open_day(day)
        self.assertEqual(self.where(day=WEDNESDAY), self.at_home_unit())
        self.assertEqual(self.where(), self.at_host(assignment))

    def test_an_open_day_follows_an_assignment_of_this_morning(self):
        self.open_day()
        with self.local_time(8):
            assignment = self.assign()
        self.assertEqual(self.where(), self.at_host(assignment))

    def test_an_open_day_follows_one_that_ends_or_is_cancelled(self):
        ended = self.assign(first=MONDAY)
        cancelled = self.assign(self.nurse)
        self.open_day()
        with self.local_time(9):
            ended._end_early("Tugas selesai")
            cancelled._cancel("Salah orang")
        self.assertEqual(self.where(), self.at_home_unit())
        self.assertEqual(self.where(self.nurse)[2], self.kecamatan.browse())

    def test_a_closed_day_stays_with_the_unit_that_counted_it(self):
        assignment = self.assign(last=THURSDAY + ONE_DAY)
        self.open_day()
        self.process(23, 59)
        tomorrow = THURSDAY + ONE_DAY
        self.open_day(tomorrow)
        with self.local_time(9, day=tomorrow):
            assignment._end_early("Tugas selesai")
        self.assertEqual((self.day_of(self.staff).state, self.where()), ("closed", self.at_host(assignment)))
        self.assertEqual(self.where(day=tomorrow), self.at_home_unit())

    def test_the_first_check_in_opens_the_day_at_the_receiving_unit(self):
        assignment = self.assign()
        self.check(self.staff, "in", 7, 20)
        self.assertEqual(self.where(), self.at_host(assignment))

    # ------------------------------------------------------------ who reads, who decides
    def test_both_units_read_the_day(self):
        self.assign()
        self.open_day()
        self.assertEqual(
            self._who(lambda day: day.search_count([("id", "=", day.id)]), self.day_of(self.staff)),
            ["employee", "head", "operator", "bkpsdm", "auditor", "host_head"],
        )

    def test_the_unit_of_the_post_does_not_read_days_of_others_at_the_host(self):
        self.open_day()
        seen = self.as_user(self.Day, "head").search([("date", "=", THURSDAY)])
        self.assertNotIn(self.kecamatan, seen.sudo().department_id)

    def test_the_head_of_the_receiving_unit_decides_alone(self):
        self.assign()
        self.open_day()
        self.check(self.staff, "in", 7, 20)
        day = self.day_of(self.staff)
        with self.local_time(10):
            self.assertFalse(self.as_user(day, "head").can_decide)
            with self.assertRaises(AccessError):
                self.as_user(day, "head").action_verify()
            self.as_user(day, "host_head").action_verify()
        self.assertEqual((day.verification, day.verified_by_id), ("verified", self.camat.user_id))
