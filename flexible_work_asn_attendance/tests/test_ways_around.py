"""Ways around the buttons and the rules that somebody could try who speaks to the server without the screens."""

import base64
from datetime import date

from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.tests.common import THURSDAY

from .common import ELSEWHERE, AttendanceCase
from .test_access_log import PrivacyCase
from .test_correction import CorrectionCase
from .test_discipline import DisciplineCase
from .test_home_change import HomeCase
from .test_log import DONE

PAPER = base64.b64encode(b"Surat keterangan")


class TestEvidence(CorrectionCase):
    def _evidence(self, correction):
        """A file that the employee uploads to an own correction."""
        files = self.as_user(self.env["ir.attachment"], self.staff.user_id)
        file = files.create({"name": "surat.pdf", "datas": PAPER})
        correction.evidence_ids = file
        return file

    def test_evidence_that_was_handed_in_is_neither_replaced_nor_deleted(self):
        correction = self.ask(submit=False)
        file = self._evidence(correction)
        file.name = "surat dokter.pdf"
        correction.action_submit()
        for role in ("employee", "bkpsdm"):
            with self.assertRaises(AccessError):
                self.by(file, role).write({"datas": base64.b64encode(b"Surat lain")})
            with self.assertRaises(AccessError):
                self.by(file, role).unlink()

    def test_evidence_is_read_by_the_readers_of_the_correction_alone(self):
        correction = self.ask(submit=False)
        file = self._evidence(correction)
        correction.action_submit()
        readers = self._who(lambda seen: seen.read(["datas"]), file)
        self.assertEqual(readers, self._who(lambda seen: seen.read(["reason"]), correction))
        self.assertEqual(readers, ["employee", "head", "operator", "bkpsdm", "auditor"])


class TestHomeOfOthers(HomeCase):
    def test_evidence_of_a_home_that_was_handed_in_stays(self):
        change = self.ask(submit=False)
        file = self.as_user(self.env["ir.attachment"], "employee").create({"name": "ktp.pdf", "datas": PAPER})
        change.evidence_ids = file
        change.action_submit()
        for role in ("employee", "bkpsdm"):
            with self.assertRaises(AccessError):
                self.as_user(file, role).unlink()

    def test_bkpsdm_of_another_government_withdraws_nothing(self):
        change = self.ask()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.as_user(change, "elsewhere").action_withdraw()
        self.assertEqual(change.state, "submitted")


class TestDefaults(AttendanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()

    def setUp(self):
        super().setUp()
        self.open_day()

    def _with_defaults(self, model, role, **defaults):
        return self.as_user(self.env[model], role).with_context(**{f"default_{k}": v for k, v in defaults.items()})

    def test_nobody_notes_a_call_as_if_the_system_had_made_it_or_somebody_else(self):
        contacts = self._with_defaults(
            "flexible.work.contact",
            "operator",
            called_by_id=self.head.user_id.id,
            excused=True,
        )
        with self.local_time(10):
            contact = contacts.create({"employee_id": self.staff.id})
        self.assertEqual((contact.kind, contact.called_by_id), ("call", self.user["operator"]))
        self.assertFalse(contact.excused)
        with self.local_time(10), self._refused(AccessError, "with its button"):
            contacts.with_context(default_kind="app").create({"employee_id": self.staff.id})

    def test_a_warning_is_not_issued_by_what_the_context_says(self):
        warnings = self._with_defaults(
            "flexible.work.warning",
            "head",
            state="issued",
            issued_by_id=self.user["bkpsdm"].id,
            acknowledged_at="2026-01-15 01:00:00",
        )
        with self.local_time(10):
            warning = warnings.create({"employee_id": self.staff.id, "date": THURSDAY, "basis": "Tidak merespons"})
        self.assertEqual(warning.state, "proposed")
        self.assertFalse(warning.issued_by_id)
        self.assertFalse(warning.acknowledged_at)

    def test_a_report_is_not_decided_by_what_the_context_says(self):
        logs = self._with_defaults(
            "flexible.work.log", "employee", state="approved", decided_by_id=self.head.user_id.id, reported_late=True
        )
        with self.local_time(7):
            log = logs.create({"date": THURSDAY, "line_ids": [(0, 0, DONE)]})
        self.assertEqual((log.state, log.reported_late), ("planned", False))
        self.assertFalse(log.decided_by_id)

    def test_a_table_of_deductions_is_not_put_in_force_by_what_the_context_says(self):
        tables = self._with_defaults("flexible.work.tpp.scheme", "bkpsdm", state="in_force")
        with self.assertRaises(AccessError):
            tables.create({"name": "Tabel", "legal_basis": "Perwali", "date_from": THURSDAY})

    def test_a_correction_and_a_home_begin_as_drafts(self):
        with self.local_time(10):
            correction = self._with_defaults(
                "flexible.work.correction", "employee", state="approved", stated_at="2026-01-15 01:00:00"
            ).create({"date": THURSDAY, "reason": "Lupa"})
            home = self._with_defaults("flexible.work.home.change", "employee", state="approved", direct=True).create(
                {"address": "Jalan Baru", "latitude": ELSEWHERE[0], "longitude": ELSEWHERE[1], "reason": "Pindah"}
            )
        self.assertEqual((correction.state, home.state, home.direct), ("draft", "draft", False))
        self.assertFalse(correction.stated_at)


class TestPlansOfOthers(AttendanceCase):
    def test_the_form_of_a_report_does_not_tell_the_plan_of_somebody_else(self):
        self._create_one_user_of_each_role()
        self._create_leave(self.staff, THURSDAY, THURSDAY, "sick")
        self.open_day()
        spec = {"mode": {}, "letter": {}, "local_report_until": {}, "department_id": {}, "day_id": {}}
        logs = self.as_user(self.env["flexible.work.log"], "other_head")
        day = self.day_of(self.staff)
        values = {"employee_id": self.staff.id, "date": str(THURSDAY)}
        told = logs.onchange(dict(values), ["employee_id", "date"], spec)["value"]
        self.assertFalse(told.get("mode"))
        self.assertFalse(told.get("letter"))
        with self._refused(AccessError, "not yours to read"):
            logs.onchange({**values, "day_id": day.id}, ["employee_id", "date"], spec)


class TestHistory(AttendanceCase):
    def test_closed_days_do_not_go_with_their_employee(self):
        self._create_one_user_of_each_role()
        self.open_day()
        day = self.day_of(self.staff)
        day.sudo().write({"state": "closed"})
        self.user["bkpsdm"].group_ids |= self.env.ref("hr.group_hr_manager")
        with self._refused(UserError, "Archive the employee"):
            self.as_user(self.staff, "bkpsdm").unlink()
        self.assertTrue(day.exists())
        self.as_user(self.staff, "bkpsdm").active = False
        self.assertEqual(day.employee_id, self.staff)


class TestApelOfOthers(AttendanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.apel = cls.env["flexible.work.apel"].create(
            {"department_id": cls.diskominfo.id, "company_id": cls.company.id, "date": THURSDAY}
        )

    def test_an_operator_does_not_move_an_apel_to_people_of_others(self):
        for unit in (self.dinkes, self.dinkes.browse()):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.as_user(self.apel, "operator").write({"department_id": unit.id})
        self.as_user(self.apel, "operator").write({"department_id": self.bidang.id})

    def test_an_operator_does_not_become_the_one_who_decides(self):
        operator = self._create_employee("Operator", self.bidang)
        operator.user_id = self.user["operator"]
        with self._refused(AccessError, "head"):
            self.as_user(self.apel, "operator").write({"leader_id": operator.id})
        with self._refused(AccessError, "head"), self.env.cr.savepoint():
            self.as_user(self.env["flexible.work.apel"], "operator").create(
                {
                    "department_id": self.bidang.id,
                    "company_id": self.company.id,
                    "date": THURSDAY,
                    "leader_id": operator.id,
                }
            )
        self.as_user(self.apel, "operator").write({"leader_id": self.staff.id})
        self.as_user(self.apel, "head").write({"leader_id": operator.id})
        self.assertTrue(self.as_user(self.apel, "operator")._decides(), "named by the head, the operator leads")


class TestDisciplineOfOthers(DisciplineCase):
    def _case_with_action(self):
        self.record(self.staff, "AAA")
        self.count()
        self.acts(self.case())
        return self.case()

    def test_the_window_of_a_case_tells_nothing_about_people_of_others(self):
        case = self._case_with_action()
        windows = self.as_user(self.env["flexible.work.discipline.record"], "other_head")
        values = {"case_id": case.id, "kind": "verbal", "done_on": date(2026, 2, 3)}
        self.env.flush_all()
        self.env.invalidate_all()
        with self._refused(AccessError, "not yours to read"):
            windows.onchange(dict(values), ["case_id"], {"explanation": {}})
        window = windows.create(values)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(window.read(["explanation"])[0]["explanation"])
        with self.assertRaises(AccessError):
            window.read(["decided_by"])
        with self.assertRaises(AccessError):
            window.action_confirm()
        own = self.as_user(windows, "head").create(values)
        self.assertIn("3 working days", own.explanation)

    def test_asking_to_take_a_record_back_tells_nothing_to_others(self):
        action = self._case_with_action().action_ids
        self.env.flush_all()
        for role in ("other_head", "operator", "executive", "elsewhere", "auditor", "employee"):
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                self.as_user(action, role).action_cancel()
        self.assertTrue(self.as_user(action, "head").action_cancel())


class TestExportOfReports(AttendanceCase):
    def test_reports_are_exported_from_the_list_as_any_record(self):
        self._create_one_user_of_each_role()
        self.head.user_id.group_ids |= self.env.ref("base.group_allow_export")
        self.open_day()
        with self.local_time(7):
            log = self.as_user(self.env["flexible.work.log"], "employee").create(
                {"date": THURSDAY, "line_ids": [(0, 0, DONE)]}
            )
        exported = self.as_user(log, "head").export_data(["date", "line_ids/name"])
        self.assertEqual(exported["datas"], [[THURSDAY, DONE["name"]]])


class TestAccessLogIsNotAvoided(PrivacyCase):
    """Comparing is reading: whoever asks often enough knows where somebody was."""

    def _guesses(self):
        attendance = self.by(self.attendance, "bkpsdm")
        employees = attendance.env["hr.employee"]
        group = ["employee_id.home_latitude"]
        return {
            "domain": lambda: attendance.search([("in_latitude", ">", 0.5)]),
            "count": lambda: attendance.search_count([("in_ip_address", "like", "10.")]),
            "order": lambda: attendance.search([], order="in_latitude"),
            "through another model": lambda: employees.search([("attendance_ids.in_latitude", ">", 0.5)]),
            "home": lambda: employees.search([("home_latitude", ">", 0.5)]),
            "home of who came": lambda: attendance.search([("employee_id.home_latitude", ">", 0.5)]),
            "group": lambda: attendance.formatted_read_group([], ["in_latitude"], ["__count"]),
            "group through another model": lambda: attendance.formatted_read_group([], group, ["__count"]),
            "grouping sets": lambda: attendance.formatted_read_grouping_sets([], [["in_ip_address"]], ["__count"]),
            "having": lambda: attendance.formatted_read_group(
                [], ["employee_id"], ["__count"], having=[("in_latitude:max", ">", 0.5)]
            ),
            "presence": lambda: attendance.env["flexible.work.presence"].search([("latitude", ">", 0.5)]),
            "address": lambda: attendance.env["flexible.work.home.change"].search([("address", "like", "Jalan")]),
        }

    def test_nobody_asks_for_comparisons_of_positions(self):
        for way, guess in self._guesses().items():
            with self.subTest(way), self.assertRaises(UserError), self.env.cr.savepoint():
                guess()

    def test_a_copy_is_a_reading(self):
        data = self.by(self.attendance, "bkpsdm").copy_data()[0]
        self.assertFalse({"in_latitude", "in_ip_address", "flexible_in_photo"} & data.keys())
        self.assertFalse(self.lines())
        home = self.env["flexible.work.home.change"].create(
            {"employee_id": self.staff.id, "date": THURSDAY, "address": "Jalan Baru", "reason": "Pindah"}
        )
        self.by(home, "bkpsdm").copy_data()
        self.assertEqual(self.lines().what, "home")
