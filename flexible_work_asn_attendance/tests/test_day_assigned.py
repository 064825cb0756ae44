from datetime import datetime, time, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.tests.common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY

from ..models.day_facts import ATTENDANCE_COLUMNS
from .assigned_case import HOST_OFFICE, AssignedCase
from .common import ELSEWHERE, NOWHERE, OFFICE

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


class TestPlaceOfTheAssigned(AssignedCase):
    """A check-in counts at the receiving unit, or at the place that the assignment names, and nowhere else."""

    def place(self, hour=7, at=NOWHERE, address=None, kind="in", mode="systray", day=THURSDAY):
        information = {"mode": mode, "ip_address": address}
        if at != NOWHERE:
            information |= {"latitude": at[0], "longitude": at[1]}
        with self.local_time(hour, day=day):
            self.staff.sudo()._flexible_work_check(kind, information, 10.0)
            self.env.flush_all()
        attendance = self.attendances(self.staff)[-1]
        return attendance[f"flexible_{kind}_place"]

    def assertJobChangesNothing(self):
        """One check is judged by its own day; the job, by the facts of many, finds nothing to change."""
        before = self.attendances(self.staff).read(list(ATTENDANCE_COLUMNS))
        self.Day.sudo()._judge_days(self.day_of(self.staff).ids)
        self.env.invalidate_all()
        self.assertEqual(self.attendances(self.staff).read(list(ATTENDANCE_COLUMNS)), before)

    def test_inside_at_the_office_of_the_receiving_unit(self):
        self.assign()
        self.assertEqual(self.place(at=HOST_OFFICE), "inside")
        self.assertJobChangesNothing()

    def test_outside_at_the_office_of_the_post(self):
        self.staff.flexible_site_ids = self.site
        self.assign()
        self.assertEqual(self.place(at=OFFICE), "outside")
        self.assertJobChangesNothing()

    def test_at_the_place_that_the_assignment_names(self):
        counter = self._create_site("Mal Pelayanan Publik", ELSEWHERE)
        self.assign(site_id=counter.id)
        self.assertEqual(self.place(at=ELSEWHERE), "inside")
        self.assertEqual(self.place(16, at=HOST_OFFICE, kind="out"), "outside")
        self.assertJobChangesNothing()

    def test_by_the_network_of_the_assigned_place(self):
        self.host_site.networks = "103.10.20.0/24"
        self.site.networks = "10.9.0.0/16"
        self.assign()
        self.assertEqual(self.place(address="103.10.20.7", at=OFFICE), "inside")
        self.assertEqual(self.place(16, address="10.9.1.1", kind="out"), "unknown")

    def test_a_circular_that_refuses_outside_asks_for_the_assigned_place(self):
        self.circular.place_policy = "block"
        self.assign(site_id=self._create_site("Mal Pelayanan Publik", ELSEWHERE).id)
        with self.assertRaisesRegex(UserError, "from the nearest place where you may check in"):
            self.place(at=HOST_OFFICE)
        self.assertEqual(self.place(at=ELSEWHERE), "inside")

    def test_the_kiosk_of_the_receiving_unit_counts_and_that_of_the_post_does_not(self):
        self.host_site.networks = "103.10.20.0/24"
        self.site.networks = "10.9.0.0/16"
        self.assign()
        self.assertEqual(self.place(mode="kiosk", address="103.10.20.7"), "inside")
        self.assertEqual(self.place(16, mode="kiosk", address="10.9.1.1", kind="out"), "unknown")

    def test_a_check_in_of_before_is_judged_anew_when_the_assignment_comes_or_ends(self):
        self.open_day()
        self.assertEqual(self.place(at=HOST_OFFICE), "unknown", "the plan says home, and none is registered")
        with self.local_time(8):
            assignment = self.assign(first=MONDAY)
        self.assertEqual((self.day_of(self.staff).place, self.day_of(self.staff).status), ("inside", "present"))
        with self.local_time(9):
            assignment._end_early("Tugas selesai")
        self.assertEqual((self.day_of(self.staff).place, self.day_of(self.staff).mode), ("unknown", "wfh"))

    def test_on_another_weekday_the_office_of_the_post_counts(self):
        self.assign(first=MONDAY, monday=False)
        self.assertEqual(self.place(at=OFFICE, day=MONDAY), "inside")
        self.assertEqual(self.place(at=HOST_OFFICE, day=TUESDAY), "inside")


class TestMorningInEachZone(AssignedCase):
    """At 07:30 local time the UTC date is the day before: the assignment begins on the local one."""

    def test_the_first_morning_of_the_assignment(self):
        self.assign(first=WEDNESDAY)
        for zone, utc in (("Asia/Jakarta", 0.5), ("Asia/Makassar", -0.5), ("Asia/Jayapura", -1.5)):
            with self.subTest(zone=zone), self.env.cr.savepoint() as savepoint:
                self.calendar.tz = zone
                moment = datetime.combine(WEDNESDAY, time()) + timedelta(hours=utc)
                with freeze_time(moment):
                    self.staff.sudo()._flexible_work_check("in", {"mode": "systray"}, 10.0)
                day = self.day_of(self.staff, WEDNESDAY)
                self.assertEqual((day.department_id, day.late_minutes), (self.kecamatan, 0))
                savepoint.rollback()
            self.env.invalidate_all()


class TestLoad(AssignedCase):
    """At 07:30 a check-in of somebody assigned costs what that of everybody costs."""

    def queries(self, employee, at):
        information = {"mode": "systray", "latitude": at[0], "longitude": at[1]}
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        with self.local_time(7, 20):
            employee.sudo()._flexible_work_check("in", information)
            self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_a_check_in_takes_no_query_more(self):
        counter = self._create_site("Mal Pelayanan Publik", ELSEWHERE)
        assigned = self._create_employee("Petugas loket", self.bidang)
        self.assign(site_id=counter.id)
        self.assign(assigned)
        self.open_day()
        # asked once for all check-ins
        self.env["flexible.work.shift"]._latest_night_end()
        ordinary = self.queries(self.head, OFFICE)
        self.assertLessEqual(self.queries(assigned, HOST_OFFICE), ordinary)
        self.assertLessEqual(self.queries(self.staff, ELSEWHERE), ordinary)
        self.assertEqual([self.day_of(one).place for one in (assigned, self.staff)], ["inside", "inside"])

    def test_moving_many_days_takes_the_queries_of_few(self):
        people = [self._create_employee(f"Pegawai {n}", self.bidang) for n in range(12)]
        self.open_day()

        def moved(some):
            assignments = self.env["flexible.work.assignment"]
            for employee in some:
                assignments |= assignments.create(
                    {
                        "employee_id": employee.id,
                        "department_to_id": self.kecamatan.id,
                        "date_from": THURSDAY,
                        "date_to": THURSDAY,
                        "letter_number": "800/1/2026",
                    }
                )
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE flexible_work_assignment SET state = 'approved' WHERE id = ANY(%s)", [assignments.ids]
            )
            self.env.invalidate_all()
            employees = self.env["hr.employee"].browse([one.id for one in some])
            before = self.cr.sql_log_count
            with self.local_time(9):
                employees._flexible_work_facts_changed(THURSDAY, THURSDAY)
                self.env.flush_all()
            return self.cr.sql_log_count - before

        few, many = moved(people[:2]), moved(people[2:])
        self.assertLessEqual(many, few)
        self.assertEqual({self.day_of(one).department_id for one in people}, {self.kecamatan})
