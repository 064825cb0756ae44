from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.tests.common import THURSDAY

from .test_log import DONE, LogCase
from .test_warning import WarningCase

READERS = ["employee", "head", "operator", "bkpsdm", "auditor"]
DECIDERS = ["head", "bkpsdm"]


class AccessCase(LogCase, WarningCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()

    def seen(self, record, role):
        return self.as_user(record, self.user[role])

    def readers(self, record):
        return [
            role
            for role in self.user
            if self.as_user(self.env[record._name], self.user[role]).search([("id", "=", record.id)])
        ]

    def allowed(self, record, act):
        """The roles for which ``act`` is not refused for want of rights; each time it is undone."""
        roles = []
        for role in self.user:
            with self.env.cr.savepoint() as savepoint:
                try:
                    act(self.seen(record, role))
                    self.env.flush_all()
                    roles.append(role)
                except AccessError:
                    self.env.invalidate_all()
                except UserError:
                    roles.append(role)
                savepoint.rollback()
            self.env.invalidate_all()
        return roles


class TestLogAccess(AccessCase):
    def setUp(self):
        super().setUp()
        self.log = self.write_log()

    def test_a_report_is_read_by_the_person_the_units_staff_bkpsdm_and_auditors(self):
        self.assertEqual(self.readers(self.log), READERS)
        self.assertEqual(self.readers(self.log.line_ids), READERS)

    def test_a_file_of_it_is_read_by_the_same_people(self):
        file = self.as_user(self.env["ir.attachment"], self.staff.user_id).create({"name": "a.txt", "raw": b"rahasia"})
        self.log.evidence_ids = file
        self.assertEqual(self.allowed(file.sudo(False), lambda seen: seen.read(["raw"])), READERS)

    def test_grouping_and_searching_by_name_show_no_more(self):
        for role, user in self.user.items():
            logs = self.as_user(self.Log, user)
            groups = logs.formatted_read_group([("date", "=", THURSDAY)], ["employee_id"], ["__count"])
            found = logs.name_search("Pegawai")
            self.assertEqual((bool(groups), bool(found)), (role in READERS,) * 2, role)

    def test_the_person_alone_writes_and_reports(self):
        self.assertEqual(
            self.allowed(self.log, lambda log: log.write({"line_ids": [(0, 0, dict(DONE))]})), ["employee"]
        )
        self.assertEqual(self.allowed(self.log.line_ids, lambda line: line.write({"output": "x"})), ["employee"])
        self.assertEqual(self.allowed(self.log, lambda log: log.action_report()), ["employee"])
        self.assertEqual(self.allowed(self.log, lambda log: log.unlink()), ["employee"])

    def test_nobody_writes_a_report_for_somebody_else(self):
        other = self.log.copy_data()[0] | {"date": THURSDAY.replace(day=8)}
        for role in self.user:
            if role != "employee":
                with self.assertRaises(AccessError, msg=role), self.env.cr.savepoint():
                    self.as_user(self.Log, self.user[role]).create(dict(other))

    def test_the_heads_and_bkpsdm_decide(self):
        self.report(self.log)
        self.assertEqual(self.allowed(self.log, lambda log: log.action_approve()), DECIDERS)
        self.assertEqual(self.allowed(self.log, lambda log: log.action_return()), DECIDERS)
        self.assertEqual(self.allowed(self.log, lambda log: log._return("x")), DECIDERS)
        self.as_head(self.log).action_approve()
        self.assertEqual(self.allowed(self.log, lambda log: log.action_undo()), DECIDERS)

    def test_the_window_for_reasons_decides_only_where_the_user_may(self):
        self.report(self.log)
        for role in ("employee", "other_head", "operator", "executive", "auditor", "elsewhere"):
            window = self.as_user(self.env["flexible.work.reason"], self.user[role])
            with self.assertRaises(AccessError, msg=role), self.env.cr.savepoint():
                window.create({"decision": "return_log", "record_ids": self.log.ids, "reason": "x"}).action_confirm()
        self.assertEqual(self.log.state, "reported")

    def test_who_sees_who_has_not_reported(self):
        self.check(self.staff, "in", 7, 30)
        day = self.day_of(self.staff)
        missing = [("id", "=", day.id), ("is_report_missing", "=", True)]
        self.assertEqual(
            [role for role in self.user if self.as_user(self.Day, self.user[role]).search(missing)], READERS
        )

    def test_columns_of_the_export_are_set_by_bkpsdm(self):
        column = self.env["flexible.work.log.column"].create({"content": "nip", "company_id": self.company.id})
        self.assertEqual(self.allowed(column, lambda one: one.write({"heading": "NIP"})), ["bkpsdm"])

    def test_internal_steps_are_not_callable_from_outside(self):
        for model, names in {
            "flexible.work.log": ("_approve", "_return", "_undo", "_decided", "_logs_xlsx", "_cron_remind", "_card"),
            "flexible.work.contact": ("_call", "_answer", "_excuse", "_settle_now", "_cron_settle", "_card"),
            "flexible.work.warning": ("_propose_for", "_drop", "_reopen"),
        }.items():
            for name in names:
                self.assertTrue(hasattr(self.env[model], name), f"{model}.{name}")


class TestContactAccess(AccessCase):
    def setUp(self):
        super().setUp()
        self.contact = self.note((9, 0))

    def test_a_contact_is_read_by_the_person_the_units_staff_bkpsdm_and_auditors(self):
        self.assertEqual(self.readers(self.contact), READERS)

    def test_heads_operators_and_bkpsdm_call(self):
        with self.local_time(10):
            self.assertEqual(
                self.allowed(self.day_of(self.staff), lambda day: day.action_contact()), ["head", "operator", "bkpsdm"]
            )

    def test_the_button_to_call_is_shown_to_them_alone(self):
        days = self.day_of(self.staff) | self.day_of(self.head)
        for role in READERS:
            may = role in ("head", "operator", "bkpsdm")
            shown = self.seen(self.day_of(self.staff), role).read(["can_call", "log_count", "contact_count"])[0]
            self.assertEqual((shown["can_call"], shown["contact_count"]), (may, 1), role)
        self.assertEqual(self.seen(days, "bkpsdm").mapped("can_call"), [True, False], "not for people in the office")

    def test_heads_operators_and_bkpsdm_note_calls(self):
        def note(seen):
            self.note((10, 0), user=seen.env.user)

        self.assertEqual(self.allowed(self.contact, note), ["head", "operator", "bkpsdm"])

    def test_heads_and_bkpsdm_excuse(self):
        self.assertEqual(self.allowed(self.contact, lambda one: one.action_excuse()), DECIDERS)
        self.assertEqual(self.allowed(self.contact, lambda one: one._excuse("x")), DECIDERS)

    def test_the_note_alone_is_changed_and_by_whoever_calls(self):
        self.assertEqual(
            self.allowed(self.contact, lambda one: one.write({"note": "x"})), ["head", "operator", "bkpsdm"]
        )
        self.assertEqual(self.allowed(self.contact, lambda one: one.write({"result": "in_time"})), [])
        self.assertEqual(self.allowed(self.contact, lambda one: one.unlink()), [])

    def test_an_operator_cannot_excuse_or_change_what_is_noted_about_himself(self):
        operator = self._create_employee("Operator", self.bidang)
        operator.user_id = self.user["operator"]
        self.process(8)
        own = self.note((9, 0), employee=operator)
        with self.assertRaises(AccessError):
            self.seen(own, "operator").note = "x"
        with self.assertRaises(AccessError):
            self.seen(own, "operator").action_excuse()
        with self.assertRaises(AccessError):
            self.seen(own, "operator").action_answered()
        with self.assertRaises(AccessError):
            self.note((10, 0), (10, 1), user=self.user["operator"], employee=operator)


class TestWarningAccess(AccessCase):
    def setUp(self):
        super().setUp()
        self.warning = self.miss_two()

    def test_a_proposal_is_seen_by_those_who_decide_and_auditors_alone(self):
        self.assertEqual(self.readers(self.warning), ["head", "bkpsdm", "auditor"])
        self.issue(self.warning)
        self.assertEqual(self.readers(self.warning), ["employee", "head", "bkpsdm", "auditor"])

    def test_the_contacts_do_not_tell_the_person_of_a_proposal(self):
        contact = self.seen(self.warning.contact_ids[0], "employee")
        self.assertNotIn("warning_ids", contact.read()[0])
        with self.assertRaises(AccessError):
            contact.read(["warning_ids"])

    def test_heads_and_bkpsdm_decide(self):
        self.warning.write({"number": "1", "letter_date": THURSDAY, "place": "Ternate"})
        for act in (
            lambda one: one.action_issue(),
            lambda one: one.action_drop(),
            lambda one: one._drop("x"),
            lambda one: one.write({"level": "written"}),
        ):
            self.assertEqual(self.allowed(self.warning, act), DECIDERS)
        self.assertEqual(self.allowed(self.warning, lambda one: one.unlink()), [])

    def test_a_head_sees_no_proposal_about_himself(self):
        own = self.Warning.create({"employee_id": self.head.id, "date": THURSDAY, "basis": "x"})
        self.assertEqual(self.readers(own), ["bkpsdm", "auditor"])

    def test_an_operator_who_heads_another_unit_does_not_see_them(self):
        self.diskominfo.flexible_operator_ids |= self.user["other_head"]
        self.env.flush_all()
        self.assertNotIn("other_head", self.readers(self.warning))

    def test_the_employee_changes_nothing_in_an_issued_letter(self):
        self.issue(self.warning)
        seen = self.seen(self.warning, "employee")
        for act in (
            lambda: seen.write({"basis": "x"}),
            lambda: seen.action_drop(),
            lambda: seen.action_propose_revocation(),
        ):
            with self.assertRaises(AccessError):
                act()
