from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tools import config

from .common import FlexibleWorkCase

#: 10:00 in Ternate
WEDNESDAY_MORNING = datetime(2026, 1, 14, 1, 0)


@freeze_time(WEDNESDAY_MORNING)
class TestSetup(FlexibleWorkCase):
    """Each check of the checklist in each of its states, by real records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.setup = cls.env["flexible.work.setup"]

    def _read(self):
        return {
            check["key"]: check for section in self.setup.get_checklist()["sections"] for check in section["checks"]
        }

    def _state(self, key):
        return self._read()[key]["state"]

    # ------------------------------------------------------------ the region
    def test_the_zone_is_one_of_indonesia(self):
        self.assertEqual(self._state("zone"), "done")
        self.calendar.tz = "Europe/Brussels"
        check = self._read()["zone"]
        self.assertEqual(check["state"], "missing")
        self.assertIn("Europe/Brussels", check["found"])
        self.assertEqual(
            (check["action"]["res_model"], check["action"]["res_id"]), ("resource.calendar", self.calendar.id)
        )

    def test_a_week_has_the_hours_of_the_rule(self):
        self.assertEqual(self._state("hours"), "done")
        self.calendar.flexible_ramadan = True
        self.assertEqual(self._state("hours"), "warning", "32.5 in Ramadan")
        self.calendar.attendance_ids.unlink()
        self.assertEqual(self._state("hours"), "missing")

    def test_the_break_is_no_working_time(self):
        self.calendar.attendance_ids = [
            (0, 0, {"name": "x", "dayofweek": "0", "hour_from": 12, "hour_to": 13, "day_period": "lunch"})
        ]
        self.assertEqual(self._state("hours"), "done")

    def test_holidays_of_the_year_and_late_in_the_year_of_the_next(self):
        self.env["resource.calendar.leaves"].search([("resource_id", "=", False)]).unlink()
        self.assertEqual(self._state("holidays"), "missing")
        # New Year's Day of Ternate begins on 31 December in UTC, and ends in the year that it belongs to
        self._create_holiday(date(2026, 1, 1))
        self.assertEqual(self._state("holidays"), "done")
        with freeze_time(datetime(2026, 11, 2, 1, 0)):
            self.assertEqual(self._state("holidays"), "warning")
            self._create_holiday(date(2027, 1, 1))
            self.assertEqual(self._state("holidays"), "done")

    # ------------------------------------------------------------ units and people
    def test_units_belong_to_opd(self):
        self.assertEqual(self._state("opds"), "done")
        stray = self._create_unit("Nowhere")
        check = self._read()["opds"]
        self.assertEqual(check["state"], "warning")
        self.assertIn(stray, self.env["hr.department"].search(check["action"]["domain"]))
        (self.diskominfo | self.dinkes).is_opd = False
        self.assertEqual(self._state("opds"), "missing")

    def test_heads_can_log_in(self):
        self.assertEqual(self._state("heads"), "done")
        self.dinkes.manager_id = self.nurse
        check = self._read()["heads"]
        self.assertEqual(check["state"], "warning")
        self.assertEqual(self.env["hr.department"].search(check["action"]["domain"]), self.dinkes)
        self.diskominfo.manager_id = False
        self.assertEqual(self._state("heads"), "missing")

    def test_services_stay_on_site(self):
        self.assertEqual(self._state("exempt"), "done")
        self.dinkes.service_category_id = False
        self.assertEqual(self._state("exempt"), "missing")

    def test_sites_have_a_position_or_a_network(self):
        self.assertEqual(self._state("sites"), "missing")
        site = self.env["hr.work.location"].create(
            {"name": "Kantor", "company_id": self.company.id, "address_id": self.company.partner_id.id}
        )
        self.diskominfo.site_ids = site
        self.assertEqual(self._state("sites"), "missing", "without a position it is no place")
        site.write({"latitude": 0.79, "longitude": 127.38, "is_located": True})
        check = self._read()["sites"]
        self.assertEqual(check["state"], "warning")
        self.assertEqual(self.env["hr.department"].search(check["action"]["domain"]), self.dinkes)
        self.dinkes.site_ids = self.env["hr.work.location"].create(
            {
                "name": "Puskesmas",
                "company_id": self.company.id,
                "address_id": self.company.partner_id.id,
                "networks": "103.10.20.0/24",
            }
        )
        self.assertEqual(self._state("sites"), "done")

    def test_a_site_of_the_unit_above_is_enough(self):
        top = self._create_unit("Pemkot")
        (self.diskominfo | self.dinkes).parent_id = top
        top.site_ids = self.env["hr.work.location"].create(
            {
                "name": "Balai Kota",
                "company_id": self.company.id,
                "address_id": self.company.partner_id.id,
                "is_located": True,
                "latitude": 0.79,
                "longitude": 127.38,
            }
        )
        self.assertEqual(self._state("sites"), "done")

    def test_employees_have_unit_nip_position_and_account(self):
        cases = {
            "placed": ("department_id", self.diskominfo.id),
            "levels": ("position_level_id", self.position["pelaksana"].id),
        }
        for key, (field, value) in cases.items():
            with self.subTest(key):
                self.assertEqual(self._state(key), "done")
                self.nurse[field] = False
                check = self._read()[key]
                self.assertEqual(check["state"], "warning")
                self.assertEqual(self.env["hr.employee"].search(check["action"]["domain"]), self.nurse)
                self.nurse[field] = value
        self.assertEqual(self._state("nip"), "missing")
        self.nurse.nip = "199001012015031001"
        self.assertEqual(self._state("nip"), "warning")
        self.assertEqual(self._state("accounts"), "warning")
        self.nurse.user_id = self._create_user("perawat")
        self.assertEqual(self._state("accounts"), "done")

    def test_roles_are_given(self):
        self.assertEqual(self._state("roles"), "done")
        self.user["executive"].active = False
        check = self._read()["roles"]
        self.assertEqual(check["state"], "warning")
        self.assertIn("head of the region", check["found"])
        self.user["bkpsdm"].active = False
        self.assertEqual(self._state("roles"), "missing")

    # ------------------------------------------------------------ rules
    def test_a_circular_is_in_force(self):
        self.assertEqual(self._state("circular"), "missing")
        self._create_circular(enact=False)
        check = self._read()["circular"]
        self.assertEqual((check["state"], check["found"]), ("missing", "1 drafts, none enacted."))
        circular = self._create_circular(number="2", date_from=date(2026, 1, 19))
        self.assertEqual(self._state("circular"), "warning", "from Monday on")
        circular = self._create_circular(number="3")
        check = self._read()["circular"]
        self.assertEqual(check["state"], "done")
        self.assertIn(circular.display_name, check["found"])

    def test_the_circular_of_another_region_is_none(self):
        tidore = self.user["elsewhere"].company_id
        self._create_circular(company_id=tidore.id)
        self.assertEqual(self._state("circular"), "missing")

    def test_kinds_of_time_off_have_their_letters(self):
        self.env["hr.leave.type"].search([]).active = False
        self.assertEqual(self._state("leave_kinds"), "missing")
        create = self.env["hr.leave.type"].create
        for name, status in (("Sakit", "sick"), ("Izin", "permit")):
            create({"name": name, "asn_status": status, "requires_allocation": False, "company_id": self.company.id})
        check = self._read()["leave_kinds"]
        self.assertEqual(check["state"], "warning")
        self.assertIn("Duty elsewhere", check["found"])
        create(
            {"name": "Dinas luar", "asn_status": "duty", "requires_allocation": False, "company_id": self.company.id}
        )
        self.assertEqual(self._state("leave_kinds"), "done")

    def test_new_employees(self):
        self.assertEqual(self._state("new_employees"), "optional")
        self.company.flexible_new_employee_months = 12
        self.assertEqual(self._state("new_employees"), "done")

    # ------------------------------------------------------------ server
    def test_mail_has_a_server_and_a_sender(self):
        self.env["ir.mail_server"].search([]).active = False
        with patch.dict(config.options, {"smtp_server": "localhost", "smtp_port": 25}):
            self.assertEqual(self._state("mail"), "missing")
        self.company.email = False
        with patch.dict(config.options, {"smtp_server": "mail.example", "smtp_port": 587}):
            self.assertEqual(self._state("mail"), "warning")
            self.company.email = "pemkot@ternate.example"
            self.assertEqual(self._state("mail"), "done")

    def test_the_address_is_https(self):
        for url, state in (
            ("https://kerja.ternate.example", "done"),
            ("http://kerja.ternate.example", "missing"),
            ("http://127.0.0.1:8069", "warning"),
        ):
            with self.subTest(url):
                self.env["ir.config_parameter"].set_param("web.base.url", url)
                self.assertEqual(self._state("https"), state)

    def test_behind_a_proxy_its_mode_is_set(self):
        cases = (
            ("https://kerja.ternate.example", False, "missing"),
            ("https://kerja.ternate.example", True, "done"),
            ("http://kerja.ternate.example", False, "optional"),
        )
        for url, mode, state in cases:
            with self.subTest(url, mode=mode), patch.dict(config.options, {"proxy_mode": mode}):
                self.env["ir.config_parameter"].set_param("web.base.url", url)
                self.assertEqual(self._state("proxy"), state)

    def test_processes(self):
        for workers, state in ((0, "warning"), (4, "done")):
            with self.subTest(workers), patch.dict(config.options, {"workers": workers}):
                self.assertEqual(self._state("workers"), state)

    def test_planned_actions_run(self):
        ids = self.env["ir.model.data"].search(
            [("model", "=", "ir.cron"), ("module", "=like", "flexible\\_work\\_asn%")]
        )
        crons = self.env["ir.cron"].with_context(active_test=False).browse(ids.mapped("res_id"))
        crons.write({"active": True, "nextcall": fields.Datetime.now() + timedelta(hours=1)})
        self.assertEqual(self._state("crons"), "done")
        crons[0].active = False
        check = self._read()["crons"]
        self.assertEqual(check["state"], "warning")
        self.assertIn(crons[0].cron_name, check["found"])
        crons[1].nextcall = fields.Datetime.now() - timedelta(hours=2)
        self.assertEqual(self._state("crons"), "missing")

    def test_the_solver_may_be_missing(self):
        where = "odoo.addons.flexible_work_asn.models.flexible_work_setup_server.find_spec"
        with patch(where, lambda name: None if name == "highspy" else object()):
            check = self._read()["solver"]
        self.assertEqual(check["state"], "optional")
        self.assertIn("highspy", check["found"])
        with patch(where, lambda name: object()):
            self.assertEqual(self._state("solver"), "done")

    # ------------------------------------------------------------ who, and how dear
    def test_only_bkpsdm_and_administrators_read_it(self):
        for role in ("employee", "head", "operator", "executive", "auditor"):
            with self.subTest(role):
                setup = self.as_user(self.setup, role)
                for ask in (setup.get_checklist, lambda setup=setup: setup.set_reminder(False)):
                    with self.assertRaises(AccessError):
                        ask()
                self.assertEqual(setup.count_missing(), 0)
        self.assertTrue(self.company.flexible_setup_reminder)

    def test_what_the_it_team_settles_has_no_button_for_bkpsdm(self):
        for section in self.as_user(self.setup, "bkpsdm").get_checklist()["sections"]:
            for check in section["checks"]:
                with self.subTest(check["key"]):
                    self.assertFalse(check["by"] == "it" and check["action"])
        self.assertTrue(self._read()["crons"]["action"])

    def test_every_action_exists_and_says_why(self):
        for key, check in self._read().items():
            with self.subTest(key):
                self.assertTrue(check["title"] and check["found"] and check["why"])
                action = check["action"]
                if isinstance(action, str):
                    self.env["ir.actions.act_window"]._for_xml_id(action)
                elif action:
                    self.env[action["res_model"]].search_count(action.get("domain", []))

    def test_the_reminder_counts_what_is_missing_until_it_is_put_off(self):
        setup = self.as_user(self.setup, "bkpsdm")
        answer = setup.get_checklist()
        self.assertTrue(answer["counts"]["missing"])
        self.assertEqual(setup.count_missing(), answer["counts"]["missing"])
        setup.set_reminder(False)
        self.assertEqual(setup.count_missing(), 0)
        self.assertFalse(setup.get_checklist()["reminder"])

    def test_it_looks_at_the_current_company_alone(self):
        answer = self.as_user(self.setup, "elsewhere").get_checklist()
        self.assertEqual(answer["company"], "Pemerintah Kota Tidore Kepulauan")
        found = {check["key"]: check["found"] for section in answer["sections"] for check in section["checks"]}
        self.assertEqual(found["opds"], "0 OPD, 0 units.")
        self.assertEqual(found["placed"], "0 of 0 employees have none.")

    def test_as_many_queries_for_many_units_as_for_few(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.as_user(self.setup, "bkpsdm").get_checklist()
            return self.env.cr.sql_log_count - before

        site = {"name": "Kantor", "company_id": self.company.id, "address_id": self.company.partner_id.id}
        self.diskominfo.site_ids = self.env["hr.work.location"].create(site)
        count()
        few = count()

        units = [self._create_unit(f"Dinas {n}", is_opd=True) for n in range(30)]
        for n, unit in enumerate(units):
            unit.manager_id = self._create_employee(f"Kepala {n}", unit)
            unit.site_ids = self.env["hr.work.location"].create(
                {"name": f"{n}", "company_id": self.company.id, "address_id": self.company.partner_id.id}
            )
        self.assertEqual(count(), few)
