from odoo.exceptions import AccessError, UserError
from odoo.tests import users

from .common import HOLIDAY, MONDAY, SATURDAY, THURSDAY, TUESDAY, FlexibleWorkCase


class TestWhy(FlexibleWorkCase):
    """The answer to *Why?* as people read it; the reasons themselves are tested with the plan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular = cls._create_circular()
        cls.roster = cls._create_roster(cls.bidang, [(cls.staff, TUESDAY, "wfh")])
        cls._create_one_user_of_each_role()

    def _why(self, day, employee=None, user="employee"):
        user = self.user[user]
        env = self.env(user=user, context={"allowed_company_ids": user.company_ids.ids})
        return env["hr.employee"].browse((employee or self.staff).id).flexible_work_why(str(day))

    def _papers(self, *args, **kwargs):
        return [(paper["model"], paper["name"]) for paper in self._why(*args, **kwargs)["documents"]]

    def test_the_answer_shows_letter_words_and_hours(self):
        answer = self._why(THURSDAY)
        self.assertEqual((answer["letter"], answer["label"]), ("R", "Home (WFH)"))
        self.assertEqual(answer["hours"], "07:30–16:00 WIT")
        self.assertEqual(answer["employee"], {"id": self.staff.id, "name": "Pegawai"})

    def test_one_level_decides_and_each_level_has_a_name_in_words(self):
        chain = self._why(TUESDAY)["chain"]
        self.assertEqual([step["name"] for step in chain if step["applied"]], ["Roster"])
        self.assertTrue(all(step["name"] and step["text"] for step in chain))

    def test_the_circular_is_linked_with_its_article(self):
        self.assertEqual(self._papers(THURSDAY), [("flexible.work.circular", "800/84/2025 – Kerja fleksibel, angka 2")])

    def test_the_roster_is_linked_for_those_who_may_read_it(self):
        def linked(role):
            return "flexible.work.roster" in [model for model, _name in self._papers(TUESDAY, user=role)]

        self.assertEqual([role for role in ("employee", "head", "operator", "bkpsdm") if linked(role)][:1], ["head"])
        self.assertTrue(linked("operator") and linked("bkpsdm"))

    def test_time_off_is_linked_for_the_person(self):
        leave = self._create_leave(self.staff, THURSDAY, THURSDAY, "sick")
        self.assertEqual(self._why(THURSDAY)["letter"], "S")
        (paper,) = self._why(THURSDAY)["documents"]
        self.assertEqual((paper["model"], paper["id"]), ("hr.leave", leave.id))

    def test_a_holiday_has_no_hours_and_bkpsdm_is_asked(self):
        self._create_holiday(HOLIDAY)
        answer = self._why(HOLIDAY)
        self.assertEqual((answer["letter"], answer["label"], answer["hours"]), ("-", "Day off", ""))
        self.assertIn("BKPSDM", answer["decides"])

    def test_the_head_of_the_unit_is_named(self):
        self.assertIn("Kepala Diskominfo", self._why(TUESDAY)["decides"])

    def test_nobody_is_sent_to_himself(self):
        self.assertNotIn("Kepala Diskominfo", self._why(MONDAY, employee=self.head, user="head")["decides"])

    def test_an_acting_head_is_named_as_such(self):
        acting = self._create_employee("Plh Kepala", self.diskominfo, "administrator", user="plh")
        self.env["flexible.work.delegation"].create(
            {
                "department_id": self.diskominfo.id,
                "employee_id": acting.id,
                "date_from": self.company._flexible_work_today(),
                "date_to": self.company._flexible_work_today(),
                "letter_number": "821/1/2026",
            }
        )
        self.assertIn("Plh Kepala (Plh)", self._why(TUESDAY)["decides"])

    def test_bkpsdm_is_asked_where_the_circular_says_so(self):
        self.env.cr.execute(
            "UPDATE flexible_work_circular SET request_approver = 'bkpsdm' WHERE id = %s", [self.circular.id]
        )
        self.circular.invalidate_recordset(["request_approver"])
        self.assertIn("BKPSDM decides", self._why(MONDAY)["decides"])

    def test_only_oneself_and_only_for_coming_working_days_can_another_place_be_asked(self):
        self.assertFalse(self._why(TUESDAY)["can_request"], "the day is past")
        today = self.company._flexible_work_today()
        coming = next(day for n in range(1, 8) if (day := today + n * self._one_day()).weekday() == MONDAY.weekday())
        self.assertTrue(self._why(coming)["can_request"])
        self.assertFalse(self._why(coming, user="head")["can_request"])
        self.assertFalse(self._why(coming + 5 * self._one_day())["can_request"], "nobody works on Saturday")

    def test_a_date_without_employment_says_so(self):
        self.staff.version_id.departure_date = TUESDAY
        answer = self._why(SATURDAY)
        self.assertEqual((answer["mode"], answer["chain"], answer["documents"]), (False, [], []))
        self.assertIn("not employed", answer["explanation"])

    @users("pegawai")
    def test_what_is_no_date_is_refused(self):
        for wrong in ("someday", "", None, "2026-13-01"):
            with self.subTest(date=wrong), self.assertRaises(UserError):
                self.staff.with_user(self.env.user).flexible_work_why(wrong)

    def test_the_answer_is_for_the_person_the_own_opd_bkpsdm_and_auditors(self):
        allowed = []
        for role in self.user:
            try:
                self._why(TUESDAY, user=role)
            except AccessError:
                continue
            allowed.append(role)
        self.assertEqual(allowed, ["employee", "head", "operator", "bkpsdm", "auditor"])
