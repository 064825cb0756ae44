from odoo.exceptions import UserError

from odoo.addons.flexible_work_asn.tests.common import HOLIDAY, THURSDAY

from .test_apel import ApelCase


class TestCard(ApelCase):
    def my(self, hour, minute=0, user=None):
        return self.card(user or self.staff.user_id, hour, minute)

    def test_before_the_day_is_opened_the_plan_is_shown(self):
        card = self.my(7)
        self.assertEqual(card["employee"], {"id": self.staff.id, "name": "Pegawai", "unit": "Bidang Informatika"})
        day = card["day"]
        self.assertEqual((day["id"], day["mode"], day["letter"], day["status"]), (False, "wfh", "R", "pending"))
        self.assertEqual((day["hour_from"], day["hour_to"], day["choice"]), ("07:30", "16:00", True))
        self.assertEqual(card["next"], {"action": "check_in", "opens": None, "until": "2026-01-15 07:30:00"})
        self.assertFalse(self.day_of(self.staff), "Reading writes nothing")

    def test_it_says_why(self):
        day = self.my(7)["day"]
        self.assertIn("800/84/2025", day["explanation"])
        self.assertEqual(sum(step["applied"] for step in day["chain"]), 1)

    def test_the_week_as_letters(self):
        self._create_holiday(HOLIDAY)
        week = self.my(7)["week"]
        self.assertEqual([day["date"] for day in week], [f"2026-01-{n}" for n in range(15, 22)])
        self.assertEqual([day["letter"] for day in week], ["R", "-", "-", "-", "K", "K", "K"])
        self.assertEqual(week[1]["source"], "holiday")
        self.assertIn("Isra Mikraj", week[1]["explanation"])

    def test_one_step_after_the_other(self):
        self.open_day()
        steps = [self.my(7, 10)["next"]["action"]]
        self.check(self.staff, "in", 7, 20)
        steps.append(self.my(7, 21)["next"]["action"])
        self.open_apel(minute=25)
        steps.append(self.my(7, 35)["next"]["action"])
        self.join(self.staff, 7, 40)
        steps.append(self.my(7, 41)["next"]["action"])
        self.check(self.staff, "out", 16)
        steps.append(self.my(16, 1)["next"]["action"])
        self.assertEqual(steps, ["check_in", "check_out", "join_apel", "check_out", "done"])

    def test_the_apel_with_its_window(self):
        self.open_day()
        self.check(self.staff, "in", 7, 20)
        self.open_apel()
        card = self.my(7, 35)
        self.assertEqual(card["next"], {"action": "join_apel", "opens": None, "until": "2026-01-15 08:00:00"})
        apel = card["apel"]
        self.assertEqual((apel["hour_from"], apel["hour_to"], apel["state"]), ("07:30", "08:00", "open"))
        self.assertEqual((apel["joined_at"], apel["result"]), (None, None))
        self.join(self.staff, 7, 50)
        apel = self.my(7, 51)["apel"]
        self.assertEqual((apel["joined_at"], apel["result"]), ("07:50", "late"))

    def test_who_is_in_the_office_has_no_apel(self):
        self.open_day()
        self.assertIsNone(self.my(7, 35, user=self.head.user_id)["apel"])

    def test_on_leave_there_is_nothing_to_do(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY)
        card = self.my(7)
        self.assertEqual((card["day"]["letter"], card["next"]["action"]), ("C", "none"))

    def test_a_closed_day_asks_for_nothing(self):
        self.open_day()
        self.process(18)
        card = self.my(18, 10)
        self.assertEqual((card["day"]["letter"], card["next"]["action"]), ("TK", "none"))

    def test_the_place_and_the_rejection_are_shown(self):
        self.open_day()
        self.check(self.staff, "in", 7, 40, at=(0.79, 127.38))
        self.as_user(self.day_of(self.staff), self.head.user_id)._decide("rejected", "Tidak menjawab")
        day = self.my(9)["day"]
        self.assertEqual((day["place"], day["check_in"], day["verification"]), ("unknown", "07:40", "rejected"))
        self.assertEqual((day["rejection_reason"], day["letter"]), ("Tidak menjawab", "TK"))

    def test_a_user_without_employee(self):
        card = self.my(7, user=self._create_user("tamu"))
        self.assertEqual((card["employee"], card["day"], card["week"]), (None, None, []))
        self.assertEqual(card["next"]["action"], "none")

    def test_somebody_who_has_left(self):
        self.staff.version_id.write({"contract_date_start": "2025-01-01", "contract_date_end": "2026-01-10"})
        card = self.my(7)
        self.assertEqual((card["day"], card["next"]["action"]), (None, "none"))

    def test_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.env["ir.module.module"]._load_module_terms(["flexible_work_asn_attendance"], ["id_ID"])
        self.open_day()
        with self.local_time(7):
            card = self.Day.with_user(self.staff.user_id).with_context(lang="id_ID").get_my_day()
        self.assertEqual(card["day"]["status_label"], "Belum hadir")

    def test_somebody_not_employed_cannot_join(self):
        self.staff.version_id.write({"contract_date_start": "2025-01-01", "contract_date_end": "2026-01-10"})
        self.open_apel()
        with self.assertRaises(UserError):
            self.join(self.staff, 7, 40)
