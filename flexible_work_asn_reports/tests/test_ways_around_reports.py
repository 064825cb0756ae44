"""Ways around the buttons and the rules of the account that somebody could try who speaks to the server without the
screens, with or without a login."""

import base64
from contextlib import suppress
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.sql_db import db_connect
from odoo.tests import HttpCase, tagged

from odoo.addons.flexible_work_asn import throttle

from ..figures.survey import ELEMENTS
from .common import DAY, ReportCase
from .month_case import APRIL
from .services_common import NINE, ServicesCase
from .test_evaluation_access import RoleCase

FORGED = base64.b64encode(b"%PDF-1.7 forged")


@tagged("-at_install", "post_install")
class TestReportIsNotTyped(ReportCase):
    def test_a_report_is_not_sent_by_what_the_context_says(self):
        reports = self.Report.with_user(self.bkpsdm).with_context(
            default_state="sent",
            default_headcount=100,
            default_present=100,
            default_verified_by_id=self.mayor.id,
            default_token="guessed",
            default_fingerprint="0" * 64,
            default_pdf_file=FORGED,
        )
        report = reports.create({"date": DAY})
        self.assertEqual((report.state, report.headcount, report.present), ("collecting", 0, 0))
        self.assertFalse(report.verified_by_id or report.token or report.fingerprint or report.pdf_file)
        self.assertIsNone(self.Report._confirmation("guessed"))

    def test_neither_import_nor_copy_types_a_figure(self):
        self.add_days(self.health, 2)
        report = self.counted_report()
        result = self.Report.with_user(self.bkpsdm).load(["date", "present"], [["2026-01-20", "9"]])
        self.assertFalse(result["ids"])
        with self.assertRaises(AccessError):
            report.copy({"date": date(2026, 1, 20), "present": 9})

    def test_a_report_is_not_moved_to_another_regional_government(self):
        other = self.new_company("Kota Galela")
        report = self.Report.with_user(self.bkpsdm).create({"date": DAY})
        with self.assertRaises(AccessError):
            report.write({"company_id": other.id})

    def test_lines_and_people_are_not_taken_over_through_the_line(self):
        self.add_days(self.health, 1, status="absent")
        self.add_days(self.school, 1, status="absent")
        report = self.counted_report()
        other = self.line_of(report, self.school).sudo().person_ids
        line = self.line_of(report, self.health, self.head)
        own = line.person_ids
        for command in (
            (4, other.id),
            (1, other.id, {"reason": "Sakit"}),
            (2, other.id),
            (2, own.id),
            (6, 0, other.ids),
            (1, own.id, {"name": "Orang lain"}),
            (0, 0, {"report_id": report.id, "name": "Orang lain", "kind": "absent"}),
        ):
            with self.subTest(command=command), self.assertRaises(UserError), self.env.cr.savepoint():
                line.write({"person_ids": [command]})
                self.env.flush_all()

    def test_why_an_opd_took_its_line_back_is_not_read_by_other_opd(self):
        self.add_days(self.health)
        self.add_days(self.school)
        report = self.counted_report()
        line = self.line_of(report, self.school)
        line.action_submit(reason="Kepala sakit")
        line.action_withdraw(reason="Pegawai A ternyata sakit")
        bodies = "".join(report.with_user(self.head).message_ids.mapped("body"))
        self.assertIn("Dinas Pendidikan", bodies)
        self.assertNotIn("sakit", bodies)
        self.assertIn("Pegawai A ternyata sakit", "".join(line.message_ids.mapped("body")))

    def test_the_dialog_for_reasons_tells_nothing_about_reports_of_others(self):
        self.add_days(self.health)
        report = self.counted_report()
        stranger = self.new_user("stranger", "group_bkpsdm", self.new_company("Kota Galela"))
        dialog = self.env["flexible.work.report.reason"].with_user(stranger)
        values = {"report_id": report.id, "method": "action_verify", "reason": "?"}
        self.env.flush_all()
        self.env.invalidate_all()
        with suppress(AccessError):
            self.assertFalse(dialog.create(values).missing_names)
        with self.assertRaises(AccessError):
            dialog.create(values).action_confirm()


@tagged("-at_install", "post_install")
class TestFilesOfReports(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_days(cls.health, 2)
        cls.report = cls.verified_report()
        cls.report.sudo().write({"pdf_file": base64.b64encode(b"%PDF-1.7 made"), "token": "t", "fingerprint": "f"})
        cls.file = (
            cls.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", cls.report._name), ("res_id", "=", cls.report.id), ("res_field", "!=", False)])
        )

    def test_nobody_replaces_the_file_that_was_made(self):
        self.assertEqual(len(self.file), 1)
        for user in (self.bkpsdm, self.operator, self.mayor, self.auditor):
            file = self.file.with_user(user)
            for act in (lambda file=file: file.write({"datas": FORGED}), file.unlink):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    act()
        self.assertEqual(base64.b64decode(self.report.pdf_file), b"%PDF-1.7 made")

    def test_nobody_puts_a_file_in_the_place_of_one_that_is_made(self):
        place = {"res_model": self.report._name, "res_id": self.report.id, "res_field": "xlsx_file"}
        files = self.env["ir.attachment"].with_user(self.bkpsdm)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            files.create({"name": "x", "datas": FORGED, **place})
        own = files.create({"name": "x", "datas": FORGED})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            own.write(place)
        self.env.invalidate_all()
        self.assertFalse(self.report.xlsx_file)

    def test_the_talk_about_a_report_has_its_files_still(self):
        place = {"res_model": self.report._name, "res_id": self.report.id}
        file = self.env["ir.attachment"].with_user(self.bkpsdm).create({"name": "nota.pdf", "datas": FORGED, **place})
        self.report.with_user(self.bkpsdm).message_post(body="Nota", attachment_ids=file.ids)
        self.assertTrue(file.with_user(self.head).read(["datas"]))
        file.unlink()

    def test_the_file_is_not_read_through_its_attachment(self):
        for user in (self.operator, self.head, self.mayor, self.plain):
            with self.assertRaises(AccessError):
                self.file.with_user(user).read(["datas"])
        self.assertTrue(self.file.with_user(self.auditor).read(["datas"]))

    def test_whoever_cannot_read_the_report_does_not_speak_on_it(self):
        stranger = self.new_user("stranger", "group_bkpsdm", self.new_company("Kota Galela"))
        for user in (self.plain, self.mayor, stranger):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.report.with_user(user).message_post(body="?")
            self.assertFalse(self.report.with_user(user).message_subscribe(partner_ids=user.partner_id.ids))
            self.assertNotIn(user.partner_id, self.report.sudo().message_partner_ids)


@tagged("-at_install", "post_install")
class TestServicesOfOthers(ServicesCase):
    def test_the_form_of_the_ledger_does_not_tell_the_bills_of_others(self):
        ledger = self.env["flexible.work.ledger"]
        for month in ("2025-01-01", "2025-12-01"):
            ledger.create(
                {"department_id": self.dinkes.id, "month": month, "kind": "water", "amount": 500, "quantity": 5}
            )
        self.env.flush_all()
        spec = {name: {} for name in ("amount_before", "amount_last_year", "quantity_before", "has_before")}
        values = {"department_id": self.dinkes.id, "month": "2026-01-01", "kind": "water"}
        with self.at(NINE):
            for role, amount in {"head": 0, "operator": 0, "elsewhere": 0, "other_head": 500, "bkpsdm": 500}.items():
                self.env.invalidate_all()
                told = self.as_role(ledger, role).onchange(values, list(values), spec)["value"]
                self.assertEqual(told.get("amount_before") or 0, amount, role)
                self.assertEqual(told.get("amount_last_year") or 0, amount, role)

    def test_the_ledger_of_a_unit_is_kept_by_its_own_regional_government(self):
        unit = self.env["hr.department"].create(
            {"name": "Dinas Tidore", "company_id": self.user["elsewhere"].company_id.id}
        )
        values = {"department_id": unit.id, "company_id": self.company.id, "month": "2025-12-01", "kind": "fuel"}
        for extra in ({}, {"company_id": unit.company_id.id}):
            with self.assertRaises(UserError):  # which an AccessError and a ValidationError are
                self.as_role(self.env["flexible.work.ledger"], "bkpsdm").create({**values, **extra})

    def test_a_complaint_is_not_moved_to_another_regional_government(self):
        shared = self.env["hr.department"].create({"name": "Unit bersama", "company_id": False})
        with self.at(NINE):
            complaint = self.as_role(self.env["flexible.work.complaint"], "bkpsdm").create(
                {"name": "Antrean", "department_id": shared.id}
            )
            with self.assertRaises(AccessError):
                complaint.write({"company_id": self.user["elsewhere"].company_id.id})

    def test_a_complaint_is_not_answered_by_what_the_context_says(self):
        complaints = self.as_role(self.env["flexible.work.complaint"], "operator").with_context(
            default_state="closed", default_answered_late=False, default_reminded_on="2026-01-15"
        )
        with self.at(NINE):
            complaint = complaints.create({"name": "Antrean", "department_id": self.bidang.id})
        self.assertEqual((complaint.state, complaint.reminded_on), ("received", False))

    def test_nobody_chooses_the_address_of_a_service(self):
        service = self.as_role(self.service, "head")
        with self.assertRaises(AccessError):
            service.write({"token": "ktp"})
        with self.assertRaises(AccessError):
            service.create({"name": "Loket", "department_id": self.bidang.id, "token": "ktp"})
        made = service.with_context(default_token="ktp").create({"name": "Loket", "department_id": self.bidang.id})
        self.assertGreaterEqual(len(made.token), 12)
        old = self.service.token
        service.action_new_address()
        self.assertNotEqual(self.service.token, old)

    def test_the_poster_is_of_services_that_one_may_read(self):
        with self.assertRaises(AccessError):
            self.as_role(self.service, "elsewhere")._poster()
        self.assertTrue(self.as_role(self.service, "employee")._poster())

    def test_hours_of_others_are_not_taken_over_through_the_service(self):
        other = self.env["flexible.work.public.service"].create(
            {
                "name": "Puskesmas",
                "department_id": self.dinkes.id,
                "hours_ids": [(0, 0, {"weekday": "0", "hour_from": 8, "hour_to": 15})],
            }
        )
        hours = other.hours_ids
        service = self.as_role(self.service, "head")
        for command in ((4, hours.id), (1, hours.id, {"hour_to": 9}), (2, hours.id), (6, 0, hours.ids)):
            with self.subTest(command=command), self.assertRaises(AccessError), self.env.cr.savepoint():
                service.write({"hours_ids": [command]})
                self.env.flush_all()
        with self.assertRaises(AccessError):
            service.write({"department_id": self.dinkes.id})


@tagged("-at_install", "post_install")
class TestAnswersStayAnonymous(ServicesCase):
    def _answer(self, number, service=None):
        with self.at(NINE):
            for _answer in range(number):
                self.env["flexible.work.survey.answer"]._record(service or self.service, dict.fromkeys(ELEMENTS, 4))

    def test_the_index_does_not_tell_which_answer_came_first(self):
        other = self.env["flexible.work.public.service"].create({"name": "Loket 2", "department_id": self.bidang.id})
        self._answer(1)
        self._answer(1, other)
        answers = self.env["flexible.work.survey.answer"].search([("company_id", "=", self.company.id)])
        results = self.env["flexible.work.survey.result"].search([("company_id", "=", self.company.id)])
        self.assertEqual(len(results), 2)
        self.assertFalse(set(results.ids) & set(answers.ids))
        before = results.ids
        self._answer(1)
        results.invalidate_model()
        self.assertEqual(results.search([("company_id", "=", self.company.id)]).ids, before)
        self.assertEqual(results.browse(before).read(["answers"])[0]["id"], before[0])

    def test_nothing_of_an_answer_is_told_by_charts_orders_and_domains(self):
        self._answer(1)
        results = self.as_role(self.env["flexible.work.survey.result"], "bkpsdm")
        domain = [("company_id", "=", self.company.id)]
        self.assertFalse(results.search([*domain, ("skm", ">", 0)]))
        self.assertFalse(results.search([*domain, ("u1", "in", [1, 2, 3, 4])]))
        ((skm, first),) = results._read_group(domain, [], ["skm:avg", "u1:avg"])
        self.assertFalse(skm or first)
        for guess in (
            lambda: results._read_group(domain, [], ["u1_sum:sum"]),
            lambda: results.search([("u1_sum", ">", 1)]),
            lambda: results.search(domain, order="u1_sum"),
            lambda: results._read_group(domain, [], ["u1:max"]),
        ):
            with self.assertRaises(ValueError):
                guess()

    def test_answers_and_receipts_bear_no_time_and_no_author(self):
        for model in ("flexible.work.survey.answer", "flexible.work.survey.receipt"):
            columns = self.env[model]._fields
            self.assertFalse({"create_date", "create_uid", "write_date", "write_uid"} & columns.keys())
            for role in self.user.values():
                for operation in ("read", "write", "create", "unlink"):
                    self.assertFalse(self.env[model].with_user(role).has_access(operation))


@tagged("post_install", "-at_install")
@freeze_time(APRIL)
class TestEvaluationOfOthers(RoleCase):
    def _window(self, user, **values):
        followups = self.env["flexible.work.evaluation.followup"].with_user(user)
        followups = followups.with_context(allowed_company_ids=user.company_ids.ids)
        self.env.flush_all()
        self.env.invalidate_all()
        return followups.onchange(values, list(values), {"finding_name": {}})["value"].get("finding_name")

    def test_the_form_of_a_follow_up_does_not_tell_findings_before_they_are_final(self):
        finding = self.done.finding_ids[0]
        for role in ("employee", "operator", "head", "executive", "elsewhere"):
            with suppress(AccessError):
                self.assertFalse(self._window(self.roles[role], finding_id=finding.id), role)
        self.assertEqual(self._window(self.bkpsdm, finding_id=finding.id), finding.name)

    def test_nothing_is_moved_to_another_regional_government(self):
        other = self.roles["elsewhere"].company_id
        theirs = self.env["flexible.work.evaluation"].create(
            {
                "company_id": other.id,
                "date_from": self.done.date_from,
                "date_to": self.done.date_to,
                "before_from": self.done.before_from,
                "before_to": self.done.before_to,
            }
        )
        their_finding = self.env["flexible.work.evaluation.finding"].create(
            {"evaluation_id": theirs.id, "area": "service", "name": "x"}
        )
        done = self.done.with_user(self.bkpsdm)
        for act in (
            lambda: done.write({"company_id": other.id}),
            lambda: done.finding_ids[0].write({"evaluation_id": theirs.id}),
            lambda: self.followup.with_user(self.bkpsdm).write({"finding_id": their_finding.id}),
            lambda: done.write({"finding_ids": [(4, their_finding.id)]}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                act()
                self.env.flush_all()


@tagged("-at_install", "post_install")
class TestPublicAddresses(HttpCase, ServicesCase):
    def setUp(self):
        super().setUp()
        self.company.write({"flexible_work_public_page": True, "flexible_work_survey_open": True})
        for name in ("survey_sent", "survey_misses", "verify_reads", "verify_misses"):
            self.env.registry.__dict__.pop(f"_flexible_work_{name}", None)

    def test_addresses_that_cannot_be_are_not_found(self):
        for path in (
            "/layanan/u/%00",
            f"/layanan/u/{self.service.token}%00",
            "/layanan/u/" + "x" * 4000,
            "/layanan/x-99999999999999999999",
            "/layanan/99999999999999999999/lambang",
            "/survei/%00",
            "/survei/%ED%A0%80",
            "/flexible_work/verify/%00",
            "/flexible_work/verify/" + "x" * 4000,
        ):
            with self.subTest(path[:40]):
                self.assertEqual(self.url_open(path).status_code, 404)

    def test_forms_that_no_browser_sends_are_refused(self):
        path = f"/survei/{self.service.token}/kirim"
        ticket = self.env["flexible.work.survey.receipt"]._issue(self.service)
        scores = dict.fromkeys(ELEMENTS, "4")
        for data in (
            {**scores, "ticket": "a.1.é"},
            {**scores, "ticket": "a.²." + "0" * 64},
            {**scores, "ticket": ticket[:-1]},
            {**scores, "ticket": "x" * 100_000},
            {**scores, "ticket": ticket, "u1": "5"},
            {**scores, "ticket": ticket, "u1": "4 OR 1=1"},
        ):
            self.assertEqual(self.url_open(path, data=data).status_code, 422)
        files = {"ticket": ("t", b"x"), **dict.fromkeys(ELEMENTS, ("s", b"4"))}
        self.assertEqual(self.url_open(path, files=files).status_code, 422)
        self.assertFalse(self.env["flexible.work.survey.answer"].search([("company_id", "=", self.company.id)]))

    def test_public_addresses_take_no_other_method_and_leave_no_cookie(self):
        for path in ("/layanan", f"/layanan/u/{self.service.token}", f"/survei/{self.service.token}"):
            with self.subTest(path):
                self.assertEqual(self.opener.post(self.base_url() + path).status_code, 405)
                answer = self.opener.head(self.base_url() + path)
                self.assertEqual(answer.status_code, 200)
                self.assertFalse(answer.content)
                self.assertNotIn("Set-Cookie", answer.headers)
                self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])

    def test_what_is_written_for_the_public_is_text(self):
        evil = '"><script>alert(1)</script>'
        self.service.write(
            {"name": evil, "address": evil, "phone": f"0921 {evil}", "complaint": evil, "vulnerable": evil}
        )
        for path in (self.company._public_path(), f"/layanan/u/{self.service.token}", f"/survei/{self.service.token}"):
            page = self.url_open(path).text
            self.assertNotIn("<script>alert", page)
            self.assertIn("&lt;script&gt;", page)
        self.assertNotIn("<script>", self.url_open("/layanan", params={"q": evil, "lang": evil}).text)

    def test_a_page_is_never_that_of_another_regional_government_or_language(self):
        other = self.user["elsewhere"].company_id
        other.flexible_work_public_page = True
        unit = self.env["hr.department"].create({"name": "Dinas Tidore", "company_id": other.id})
        self.env["flexible.work.public.service"].create({"name": "Loket Tidore", "department_id": unit.id})
        self.env["res.lang"]._activate_lang("id_ID")
        tags = set()
        for company, own, foreign in (
            (self.company, "Loket Informatika", "Loket Tidore"),
            (other, "Loket Tidore", "Loket Informatika"),
        ):
            for language in ("id", "en"):
                answer = self.url_open(company._public_path(), headers={"Accept-Language": language})
                self.assertIn(own, answer.text)
                self.assertNotIn(foreign, answer.text)
                self.assertEqual(answer.headers["Content-Language"], language)
                self.assertIn("Accept-Language", answer.headers["Vary"])
                tags.add(answer.headers["ETag"])
        self.assertEqual(len(tags), 4)

    def test_a_page_follows_a_unit_that_all_regional_governments_share(self):
        shared = self.env["hr.department"].create({"name": "Unit bersama", "company_id": False})
        self.service.department_id = shared
        path = f"/layanan/u/{self.service.token}"
        self.assertIn("Unit bersama", self.url_open(path).text)
        shared.name = "Unit baru"
        self.assertIn("Unit baru", self.url_open(path).text)

    def test_a_switched_off_page_tells_nothing(self):
        self.company.flexible_work_public_page = False
        for path in (self.company._public_path(), f"/layanan/u/{self.service.token}"):
            answer = self.url_open(path)
            self.assertEqual(answer.status_code, 404)
            self.assertNotIn("Loket Informatika", answer.text)
        self.assertEqual(self.url_open(f"/layanan/{self.company.id}/lambang").status_code, 404)

    def test_who_asks_is_not_kept(self):
        throttle.forget_all(self.env)
        self.assertEqual(self.url_open("/flexible_work/verify/unknown").status_code, 404)
        self.assertEqual(self.url_open("/survei/unknown").status_code, 404)
        with db_connect(self.env.cr.dbname).cursor() as cursor:
            cursor.execute("SELECT key FROM flexible_work_attempt")
            self.assertEqual([len(key) for (key,) in cursor.fetchall()], [32, 32, 32])

    def test_addresses_of_the_staff_are_closed_to_the_public(self):
        for path in (
            "/flexible_work/report/1/xlsx",
            "/flexible_work/month/1/report/xlsx",
            "/flexible_work/evaluation/1/xlsx",
            "/report/pdf/flexible_work_asn_reports.daily_report/1",
        ):
            answer = self.url_open(path, allow_redirects=False)
            self.assertIn(answer.status_code, (302, 303, 403), path)
            self.assertFalse(answer.content.startswith((b"PK", b"%PDF")))
