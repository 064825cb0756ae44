from .common import AttendanceCase


class TestSetupAttendance(AttendanceCase):
    """The checks of presence in each of their states."""

    def _check(self, key):
        sections = self.env["flexible.work.setup"].get_checklist()["sections"]
        return next(check for section in sections for check in section["checks"] if check["key"] == key)

    def _state(self, key):
        return self._check(key)["state"]

    def test_somebody_is_named_for_personal_data(self):
        self.assertEqual(self._state("notice"), "missing")
        self.company.flexible_work_data_officer = "Diskominfo, (0921) 000-0000"
        self.assertEqual(self._state("notice"), "done")

    def test_a_day_closes_after_work(self):
        self.company.flexible_work_close_hour = 18
        self.assertEqual(self._state("closing"), "done")
        self.company.flexible_work_close_hour = 15.5
        check = self._check("closing")
        self.assertEqual(check["state"], "warning")
        self.assertIn("15:30", check["found"])

    def test_the_circular_schedules_apel(self):
        circular = self.env["flexible.work.circular"].search([("company_id", "=", self.company.id)])
        circular.apel_schedule_ids.sudo().unlink()
        self.assertEqual(self._state("apel"), "optional")
        today = self.company._flexible_work_today()
        circular = self._create_circular(enact=False, number="apel", date_from=today)
        circular.apel_schedule_ids = [(0, 0, {"kind": "morning"})]
        self.assertEqual(self._state("apel"), "optional", "a draft schedules nothing")
        circular.action_enact()
        self.assertEqual(self._state("apel"), "done")

    def test_homes_are_needed_where_places_are_judged(self):
        people = self.env["hr.employee"].search([("company_id", "=", self.company.id)])
        people.home_located = False
        circular = self._create_circular(number="homes", date_from=self.company._flexible_work_today())
        self.assertEqual(circular.place_policy, "flag")
        self.assertEqual(self._state("homes"), "warning")
        people.write({"home_located": True, "home_latitude": 0.79, "home_longitude": 127.38})
        self.assertEqual(self._state("homes"), "done")
        people[0].home_located = False
        self.env["flexible.work.circular"].search([("company_id", "=", self.company.id)]).write(
            {"place_policy": "none"}
        )
        self.assertEqual(self._state("homes"), "optional")

    def test_the_kiosk_knows_people_by_pin_or_badge(self):
        people = self.env["hr.employee"].search([("company_id", "=", self.company.id)])
        people.write({"pin": False, "barcode": False})
        self.assertEqual(self._state("kiosk"), "optional")
        people[0].pin = "2468"
        self.assertEqual(self._state("kiosk"), "warning")
        for number, person in enumerate(people):
            person.barcode = f"FW{number}"
        self.assertEqual(self._state("kiosk"), "done")
