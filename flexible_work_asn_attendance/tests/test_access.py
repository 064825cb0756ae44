from odoo.exceptions import AccessError

from odoo.addons.flexible_work_asn.tests.common import THURSDAY

from .test_apel import ApelCase


class TestAccess(ApelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()

    def setUp(self):
        super().setUp()
        self.open_day()
        self.open_apel()
        self.join(self.staff, 7, 40)
        self.day = self.day_of(self.staff)

    def who_sees(self, record, domain=None):
        seen = []
        for name, user in self.user.items():
            model = self.as_user(self.env[record._name], user)
            if model.search(domain or [("id", "=", record.id)]):
                seen.append(name)
        return seen

    def test_a_day_is_seen_by_the_person_the_units_staff_bkpsdm_and_auditors(self):
        self.assertEqual(self.who_sees(self.day), ["employee", "head", "operator", "bkpsdm", "auditor"])

    def test_grouping_shows_no_more(self):
        for name, count in {"employee": 1, "head": 2, "other_head": 2, "executive": 0, "elsewhere": 0}.items():
            model = self.as_user(self.Day, self.user[name])
            groups = model.formatted_read_group([("date", "=", THURSDAY)], ["employee_id"], ["__count"])
            self.assertEqual(sum(group["__count"] for group in groups), count, name)

    def test_searching_by_name_shows_no_more(self):
        found = {name: bool(self.as_user(self.Day, user).name_search("Pegawai")) for name, user in self.user.items()}
        self.assertEqual([name for name in found if found[name]], ["employee", "head", "operator", "bkpsdm", "auditor"])

    def test_nobody_writes_days_past_the_buttons(self):
        for name, user in self.user.items():
            for values in ({"status": "present"}, {"verification": "verified"}):
                with self.assertRaises(AccessError, msg=name):
                    self.as_user(self.day, user).write(values)
            with self.assertRaises(AccessError, msg=name):
                self.as_user(self.Day, user).create({"employee_id": self.staff.id, "date": "2026-02-01"})

    def test_the_helpers_are_not_callable_from_outside(self):
        for model, names in {
            "flexible.work.day": ("_judge_days", "_process_company", "_decide", "_cron_process_days"),
            "flexible.work.apel": ("_join", "_card"),
            "flexible.work.apel.attendance": ("_decide",),
            "hr.employee": ("_flexible_work_check",),
        }.items():
            for name in names:
                self.assertTrue(name.startswith("_"), f"{model}.{name}")

    def test_an_apel_is_seen_by_its_leader_the_units_staff_bkpsdm_and_auditors(self):
        self.assertEqual(self.who_sees(self.apel), ["head", "operator", "bkpsdm", "auditor"])

    def test_presence_at_an_apel_is_seen_by_the_person_as_well(self):
        joined = self.apel.attendance_ids
        self.assertEqual(self.who_sees(joined), ["employee", "head", "operator", "bkpsdm", "auditor"])

    def test_apel_are_scheduled_for_own_units_only(self):
        for name, unit, allowed in (
            ("head", self.bidang, True),
            ("operator", self.bidang, True),
            ("head", self.dinkes, False),
            ("head", None, False),
            ("bkpsdm", self.dinkes, True),
            ("employee", self.bidang, False),
            ("auditor", self.bidang, False),
        ):
            values = {"company_id": self.company.id, "department_id": unit and unit.id, "date": "2026-01-22"}
            model = self.as_user(self.env["flexible.work.apel"], self.user[name])
            with self.subTest(name=name, unit=unit and unit.name), self.env.cr.savepoint() as savepoint:
                if allowed:
                    model.create(values)
                else:
                    with self.assertRaises(AccessError):
                        model.create(values)
                savepoint.rollback()

    def test_the_wizard_decides_only_where_the_user_may(self):
        wizard = self.as_user(self.env["flexible.work.day.reject"], self.user["other_head"])
        with self.assertRaises(AccessError):
            wizard.create({"day_ids": self.day.ids, "decision": "reject", "reason": "x"}).action_confirm()

    def test_plain_users_still_open_employees(self):
        employee = self.as_user(self.env["hr.employee.public"].browse(self.nurse.id), self.user["employee"])
        self.assertEqual(employee.read(["name"])[0]["name"], "Perawat")

    def test_coordinates_of_others_are_not_readable_by_heads(self):
        self.check(self.staff, "in", 7, 50, at=(0.79, 127.38))
        attendance = self.attendances(self.staff)
        for name in ("head", "operator", "executive"):
            with self.assertRaises(AccessError, msg=name):
                self.as_user(attendance, self.user[name]).read(["in_latitude"])
        self.assertTrue(self.as_user(attendance, self.user["bkpsdm"]).read(["in_latitude"])[0]["in_latitude"])
