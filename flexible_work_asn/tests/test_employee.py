from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.tests import users
from odoo.tools import SQL, mute_logger

from odoo.addons.flexible_work_asn.models.hr_employee import ZONE_OF_ONE

from .common import FlexibleWorkCase


class TestEmployee(FlexibleWorkCase):
    def test_a_nip_has_18_digits_and_begins_with_the_date_of_birth(self):
        self.staff.nip = "198703152010012003"
        for wrong in ("19870315201001200", "19871315201001200X", "198713152010012003", "abc"):
            with self.subTest(nip=wrong), self.assertRaises(ValidationError):
                self.staff.nip = wrong

    @mute_logger("odoo.sql_db")
    def test_a_nip_belongs_to_one_person(self):
        self.staff.nip = "198703152010012003"
        with self.assertRaises(UniqueViolation):
            self.nurse.nip = "198703152010012003"
            self.env.flush_all()

    def test_a_home_on_the_equator_is_a_home(self):
        self.staff.write({"home_located": True, "home_latitude": 0.0, "home_longitude": 127.4})
        self.assertTrue(self.staff.home_located)

    def test_a_home_off_the_earth_is_refused(self):
        with self.assertRaises(ValidationError):
            self.staff.home_latitude = 91

    def test_a_site_off_the_earth_is_refused(self):
        site = self.env["hr.work.location"].create(
            {"name": "Kantor", "location_type": "office", "address_id": self.company.partner_id.id}
        )
        with self.assertRaises(ValidationError):
            site.longitude = 181

    def test_the_zone_is_that_of_the_schedule_then_the_persons(self):
        """Asked of many people and of one, which are different statements, it is the same."""

        def zone():
            zones = self.staff._flexible_work_tz_batch()
            query = SQL("SELECT %s FROM hr_employee e WHERE e.id = %s", ZONE_OF_ONE, self.staff.id)
            self.assertEqual(self.env.execute_query(query), [(zones[self.staff.id],)])
            return zones[self.staff.id]

        self.staff.tz = "Asia/Makassar"
        self.assertEqual(zone(), "Asia/Jayapura")
        self.staff.resource_calendar_id = False
        self.assertEqual(zone(), "Asia/Makassar")

    @users("pegawai")
    def test_a_plain_user_still_opens_colleagues(self):
        colleague = self.env["hr.employee.public"].browse(self.nurse.id)
        self.assertEqual(colleague.name, "Perawat")
        self.assertEqual(self.env["hr.employee"].browse(self.nurse.id).name, "Perawat")
