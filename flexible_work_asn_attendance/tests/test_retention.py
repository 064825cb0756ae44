from datetime import timedelta

from odoo.tests import freeze_time

from odoo.addons.flexible_work_asn.tests.common import HOLIDAY, THURSDAY

from .common import OFFICE
from .test_access_log import PHOTO, PrivacyCase


class TestRetention(PrivacyCase):
    """Positions are kept for 10 days, photos for 3; the check-in was on Thursday."""

    def setUp(self):
        super().setUp()
        self.company.flexible_work_position_days = 10
        self.company.flexible_work_photo_days = 3

    def purge(self, days, hour=0, minute=30):
        """What the nightly job does so many days after the check-in, local time."""
        with freeze_time(self.utc(hour, minute, day=THURSDAY + timedelta(days=days))):
            self.env["flexible.work.retention"]._purge_company(self.company)

    def files(self):
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [("res_model", "=", "hr.attendance"), ("res_id", "in", self.attendance.ids), ("res_field", "!=", 0)]
            )
        )

    def test_positions_and_devices_go_after_their_time_and_the_judgement_stays(self):
        """UU 27/2022: kept for a set time."""
        self.attendance.write({"flexible_in_place": "inside", "flexible_in_distance": 12})
        day = self.day.read(["place", "distance", "late_minutes", "status"])
        self.purge(10)
        self.assertTrue(self.attendance.in_latitude, "the tenth day is kept")
        self.purge(11)
        for name in ("in_latitude", "in_longitude", "in_ip_address", "in_browser", "flexible_in_device"):
            self.assertFalse(self.attendance[name], name)
        self.assertFalse(self.attendance.flexible_in_accuracy)
        self.assertEqual((self.attendance.flexible_in_place, self.attendance.flexible_in_distance), ("inside", 12))
        self.assertEqual(self.day.read(["place", "distance", "late_minutes", "status"]), day)

    def test_the_local_date_counts_not_that_of_utc(self):
        self.purge(10, 23, 59)
        self.assertTrue(self.attendance.in_latitude)
        # 00:01 in Ternate is still yesterday in UTC
        self.purge(11, 0, 1)
        self.assertFalse(self.attendance.in_latitude)

    def test_photos_go_with_their_files(self):
        self.assertEqual(len(self.files()), 1)
        self.purge(3)
        self.assertEqual(len(self.files()), 1)
        self.purge(4)
        self.assertFalse(self.files())
        self.attendance.invalidate_recordset()
        self.assertFalse(self.attendance.flexible_in_photo)
        self.assertTrue(self.attendance.in_latitude, "positions have their own time")

    def test_a_day_judged_again_afterwards_keeps_its_place(self):
        self.staff.write({"home_latitude": OFFICE[0], "home_longitude": OFFICE[1], "home_located": True})
        self.day._judge_days(self.day.ids, reopened=True)
        before = (self.attendance.flexible_in_place, self.attendance.flexible_in_distance)
        self.assertNotEqual(before[0], "unknown")
        self.purge(11)
        self.day._judge_days(self.day.ids, reopened=True)
        self.attendance.invalidate_recordset()
        self.assertEqual((self.attendance.flexible_in_place, self.attendance.flexible_in_distance), before)

    def test_presences_in_between_too(self):
        presence = self.env["flexible.work.presence"].create(
            {
                "employee_id": self.staff.id,
                "date": THURSDAY,
                "day_id": self.day.id,
                "at": self.utc(12),
                "place": "inside",
                "distance": 5,
                "located": True,
                "latitude": OFFICE[0],
                "longitude": OFFICE[1],
                "accuracy": 9.0,
                "ip_address": "10.1.2.3",
                "device": "abc",
                "photo": PHOTO,
            }
        )
        self.purge(11)
        presence.invalidate_recordset()
        self.assertFalse(any(presence[n] for n in ("latitude", "longitude", "accuracy", "ip_address", "device")))
        self.assertFalse(presence.photo)
        self.assertEqual((presence.place, presence.distance), ("inside", 5))

    def test_each_government_has_its_own_time(self):
        tidore = self.user["elsewhere"].company_id
        tidore.flexible_work_position_days = 365
        other = self.env["hr.employee"].create({"name": "Pegawai Tidore", "company_id": tidore.id})
        kept = self.env["hr.attendance"].create(
            {"employee_id": other.id, "check_in": self.utc(7), "in_latitude": 0.6, "in_longitude": 127.4}
        )
        with freeze_time(self.utc(1, day=THURSDAY + timedelta(days=30))), self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_attendance.cron_purge").method_direct_trigger()
        (kept | self.attendance).invalidate_recordset()
        self.assertTrue(kept.in_latitude)
        self.assertFalse(self.attendance.in_latitude)

    def before(self):
        """The check-in was there before this addon: nothing writes to rows that exist when it is installed."""
        self.env["hr.attendance"].flush_model()
        self.env.cr.execute("UPDATE hr_attendance SET flexible_purged = NULL WHERE id = %s", [self.attendance.id])
        self.attendance.invalidate_recordset()

    def test_what_was_recorded_before_the_addon_is_left_alone(self):
        self.before()
        self.purge(400)
        self.assertTrue(self.attendance.in_latitude)
        self.assertTrue(self.attendance.in_browser)

    def test_unless_the_region_says_so(self):
        """UU 27/2022 Pasal 8 and UU 27/2022 Pasal 16: deleted on request, and when its time is over."""
        self.before()
        self.company.flexible_work_position_older = True
        self.purge(10)
        self.assertTrue(self.attendance.in_latitude, "its time is the same")
        self.purge(11)
        self.assertFalse(self.attendance.in_latitude)
        self.assertTrue(self.attendance.flexible_purged)

    def test_a_position_of_ours_on_a_check_in_from_before_goes(self):
        """Somebody was checked in while the addon was installed, and checked out with it."""
        self.attendance.check_out = False
        self.before()
        with self.local_time(16):
            self.staff.sudo()._flexible_work_check("out", {"latitude": OFFICE[0], "longitude": OFFICE[1]}, 9.0)
        self.assertTrue(self.attendance.out_latitude)
        self.purge(11)
        self.assertFalse(self.attendance.out_latitude)

    def test_a_position_that_was_imported_goes_like_any_other(self):
        """It came while the addon was installed, by neither phone nor kiosk."""
        names = ["employee_id/.id", "check_in", "check_out", "in_latitude", "in_longitude"]
        day = str(THURSDAY - timedelta(days=1))
        row = [str(self.staff.id), f"{day} 00:00:00", f"{day} 08:00:00", "0.79", "127.38"]
        imported = self.env["hr.attendance"].browse(self.env["hr.attendance"].load(names, [row])["ids"])
        self.purge(9)
        self.assertTrue(imported.in_latitude)
        self.purge(10)
        self.assertFalse(imported.in_latitude)

    def test_a_second_run_changes_nothing(self):
        self.purge(11)
        retention = self.env["flexible.work.retention"]
        with freeze_time(self.utc(1, day=THURSDAY + timedelta(days=11))):
            for purge in (retention._purge_attendances, retention._purge_presences, retention._purge_photos):
                self.assertEqual(purge(self.company), 0)

    def test_queries_do_not_grow_with_the_people(self):
        retention = self.env["flexible.work.retention"]

        def queries(count):
            people = self.env["hr.employee"].create(
                [{"name": f"Rekan {count} {n}", "company_id": self.company.id} for n in range(count)]
            )
            self.env["hr.attendance"].create(
                [{"employee_id": one.id, "check_in": self.utc(7), "in_latitude": 0.6} for one in people]
            )
            self.env.flush_all()
            with freeze_time(self.utc(1, day=THURSDAY + timedelta(days=20))):
                before = self.env.cr.sql_log_count
                self.assertGreaterEqual(retention._purge_attendances(self.company), count)
                return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(2), queries(40))

    def test_nothing_of_it_is_kept_in_the_history_of_changes(self):
        values = self.env["mail.tracking.value"].sudo().search([("field_id.model", "=", "hr.attendance")])
        self.assertFalse(set(values.field_id.mapped("name")) & set(self.attendance._flexible_sensitive()))
        self.assertFalse(
            [n for n in self.attendance._flexible_sensitive() if getattr(self.attendance._fields[n], "tracking", None)]
        )

    def test_today_is_never_touched(self):
        with freeze_time(self.utc(12, day=HOLIDAY)):
            self.env["flexible.work.retention"]._purge_company(self.company)
        self.assertTrue(self.attendance.in_latitude)
