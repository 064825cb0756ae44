from contextlib import suppress
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .test_discipline import DisciplineCase

JANUARY = date(2026, 1, 5)
#: a day on which January is over
FEBRUARY = date(2026, 2, 3)


class TppCase(DisciplineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Sheet = cls.env["flexible.work.tpp.sheet"].sudo()
        cls.scheme = cls._create_scheme()

    @classmethod
    def _create_scheme(cls, enact=True, lines=None, **values):
        bands = [(1, 30, 0.5), (31, 60, 1), (61, 90, 1.5), (91, 0, 2)]
        lines = lines or [
            {"kind": "absent", "percent": 4},
            *(
                {"kind": kind, "code": f"{code}{n}", "minutes_from": first, "minutes_to": last, "percent": percent}
                for kind, code in (("late", "TL"), ("early", "PSW"))
                for n, (first, last, percent) in enumerate(bands, 1)
            ),
        ]
        scheme = cls.env["flexible.work.tpp.scheme"].create(
            {
                "name": "Pemotongan TPP 2026",
                "legal_basis": "Perwali 5/2026",
                "company_id": cls.company.id,
                "date_from": date(2026, 1, 1),
                "line_ids": [Command.create(line) for line in lines],
                **values,
            }
        )
        if enact:
            scheme.action_enact()
        return scheme

    def make(self, day=JANUARY):
        with self.local_time(9, day=FEBRUARY):
            return self.Sheet._make_month(self.company, day)

    def line(self, employee=None, month=date(2026, 1, 1)):
        return self.env["flexible.work.tpp.line"].search(
            [("employee_id", "=", (employee or self.staff).id), ("date_from", "=", month)]
        )

    def confirm(self, sheet, day=FEBRUARY):
        with self.local_time(9, day=day):
            self.as_user(sheet, "bkpsdm").sudo(False).action_confirm()

    def later(self, days, status="leave"):
        """As a correction leaves the days a day after the sheet was confirmed."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE flexible_work_day SET status = %s, write_date = '2026-02-20' WHERE id = ANY(%s)", (status, days.ids)
        )
        days.invalidate_recordset()


@tagged("post_install", "-at_install")
class TestTppSheet(TppCase):
    def test_each_opd_has_a_sheet_and_each_person_a_line(self):
        self.record(self.staff, "PPP")
        self.record(self.head, "PPP")
        self.record(self.nurse, "PAP")
        sheets = self.make()
        self.assertEqual(sheets.mapped("department_id"), self.diskominfo | self.dinkes)
        sizes = {sheet.department_id: sheet.line_count for sheet in sheets}
        self.assertEqual(sizes, {self.diskominfo: 2, self.dinkes: 1})
        self.assertEqual((self.line(self.nurse).absent_days, self.line(self.nurse).percent), (1, 4.0))

    def test_the_line_counts_the_days_and_says_why(self):
        self.record(self.staff, "AP")
        self.record(self.staff, "PP", first=date(2026, 1, 20), late_minutes=45, early_minutes=5)
        self.record(self.staff, "co", first=date(2026, 1, 24))
        self.make()
        line = self.line()
        self.assertEqual((line.obliged_days, line.wfo_days, line.leave_days, line.absent_days), (5, 3, 1, 1))
        self.assertEqual((line.late_minutes, line.early_minutes, line.bands), (90, 10, "PSW1 2×, TL2 2×"))
        self.assertEqual((line.percent, line.percent_tpp, line.total_tpp), (7.0, 2.8, 2.8))
        self.assertEqual(line.reason_ids.mapped("kind"), ["absent", "late", "early", "late", "early"])
        self.assertEqual(sum(line.reason_ids.mapped("percent")), 7.0)
        self.assertEqual(line.reason_ids[0].day_id.date, date(2026, 1, 12))

    def test_a_missing_clock_counts_as_over_ninety_minutes(self):
        self.record(self.staff, "P", missing="out")
        self.make()
        self.assertEqual((self.line().missing_clocks, self.line().percent), (1, 2.0))

    def test_missed_presences_in_between_are_those_that_the_day_says(self):
        self.scheme._back_to_draft("Keliru")
        self.scheme.line_ids = [Command.create({"kind": "missed_presence", "percent": 0.25})]
        self.scheme.action_enact()
        # five windows; check-in and check-out were missed, too, and are cut as late and early alone
        self.record(self.staff, "P", presence_expected=5, presence_met=1, presence_missed=2, late_minutes=45)
        self.record(self.staff, "P", first=date(2026, 1, 13), presence_expected=3, presence_met=1, late_minutes=45)
        self.record(self.staff, "A", first=date(2026, 1, 14), presence_expected=3)
        self.make()
        line = self.line()
        self.assertEqual((line.presence_missed, line.percent), (2, 6.5))
        self.assertEqual(line.reason_ids.mapped("kind"), ["late", "missed_presence", "late", "absent"])
        self.assertEqual(line.reason_ids[1].times, 2)

    def test_a_missed_joint_apel_is_told_apart(self):
        self.scheme.action_back_to_draft()
        self.scheme._back_to_draft("Keliru")
        self.scheme.line_ids = [Command.create({"kind": "missed_apel_joint", "percent": 1.5})]
        self.scheme.action_enact()
        self.env["flexible.work.apel"].create(
            {"company_id": self.company.id, "date": date(2026, 1, 14), "kind": "joint", "name": "Apel gabungan"}
        ).sudo().state = "closed"
        self.record(self.staff, "PP", first=date(2026, 1, 13), apel_expected=True, apel_morning="none")
        self.make()
        self.assertEqual(self.line().apel_missed, 2)
        self.assertEqual(self.line().reason_ids.mapped("kind"), ["missed_apel_joint"])

    def test_open_days_are_said_and_not_counted(self):
        self.record(self.staff, "AA", state="open")
        sheet = self.make()
        self.assertEqual((sheet.open_days, self.line().absent_days, self.line().percent), (2, 0, 0.0))
        with self.assertRaises(UserError):
            self.confirm(sheet)

    def test_a_month_that_goes_on_is_not_confirmed(self):
        self.record(self.staff, "P")
        with self.assertRaises(UserError):
            self.confirm(self.make(), day=date(2026, 1, 31))

    def test_who_moves_within_the_month_is_on_one_sheet_with_the_whole_month(self):
        self.record(self.staff, "A", department_id=self.dinkes.id, opd_id=self.dinkes.id)
        self.record(self.staff, "AP", first=date(2026, 1, 19))
        self.make()
        self.assertEqual((self.line().sheet_id.department_id, self.line().absent_days), (self.diskominfo, 2))

    def test_people_without_an_opd_are_left_out_by_nobody(self):
        self.record(self.staff, "A", opd_id=False)
        self.make()
        self.assertEqual(self.line().sheet_id.display_name, "Without OPD, January 2026")

    def test_making_again_follows_the_days(self):
        days = self.record(self.staff, "AA")
        self.make()
        self.correct(days[0])
        self.make()
        self.assertEqual((self.line().absent_days, len(self.line().reason_ids)), (1, 1))
        self.assertEqual(len(self.line()), 1)

    def test_each_day_goes_by_the_table_in_force_on_it(self):
        self._create_scheme(date_from=date(2026, 1, 15), lines=[{"kind": "absent", "percent": 3}])
        self.assertEqual(self.scheme.date_to, date(2026, 1, 14))
        self.record(self.staff, "A", first=date(2026, 1, 14))
        self.record(self.staff, "A", first=date(2026, 1, 15))
        self.make()
        self.assertEqual(self.line().percent, 7.0)

    def test_days_without_a_table_are_said_and_cost_nothing(self):
        self.scheme._back_to_draft("Keliru")
        self.record(self.staff, "AA")
        sheet = self.make()
        self.assertEqual((self.line().percent, sheet.days_without_table), (0.0, 2))

    def test_the_head_checks_and_bkpsdm_confirms(self):
        self.record(self.staff, "A")
        sheet = self.make()
        with self.local_time(9, day=FEBRUARY):
            self.as_user(sheet, "head").sudo(False).action_check()
        self.assertEqual((sheet.state, sheet.checked_by_id), ("checked", self.user["head"]))
        self.confirm(sheet)
        self.assertEqual((sheet.state, self.line().state), ("confirmed", "confirmed"))

    def test_what_has_changed_since_the_heads_check_is_said_when_bkpsdm_confirms(self):
        days = self.record(self.staff, "AA")
        sheet = self.make()
        with self.local_time(9, day=FEBRUARY):
            self.as_user(sheet, "head").sudo(False).action_check()
        self.correct(days[0])
        self.make()
        self.assertEqual(self.line().absent_days, 2, "as the head has checked it")
        self.confirm(sheet)
        self.assertEqual(self.line().absent_days, 1)
        self.assertIn("figures of 1 people have changed", " ".join(sheet.message_ids.mapped("body")))

    def test_a_confirmed_sheet_is_frozen_and_says_that_it_differs(self):
        days = self.record(self.staff, "AA")
        sheet = self.make()
        self.confirm(sheet)
        self.later(days[0])
        self.make()
        self.assertEqual((self.line().absent_days, self.line().total_tpp), (2, 3.2))
        self.assertEqual((self.line().difference_tpp, sheet.differing_count), (-1.6, 1))
        self.assertEqual(self.Sheet.search([("differing_count", ">", 0)]), sheet)

    def test_the_next_sheet_takes_the_difference_up(self):
        days = self.record(self.staff, "AA")
        self.record(self.staff, "A", first=date(2026, 2, 2))
        january = self.make()
        self.confirm(january)
        self.later(days[0])
        february = self.make(date(2026, 2, 1))
        line = self.line(month=date(2026, 2, 1))
        self.assertEqual((line.percent_tpp, line.amendment_tpp, line.total_tpp), (1.6, -1.6, 0.0))
        self.assertEqual(line.reason_ids.mapped("kind"), ["amendment", "absent"])
        self.confirm(february, day=date(2026, 3, 2))
        self.assertEqual((self.line().settled_tpp, self.line().pending_tpp), (-1.6, 0.0))
        with self.assertRaises(UserError):
            self.as_user(january, "bkpsdm").sudo(False)._reopen("Terlambat")
        # nothing is taken up twice
        march = self.make(date(2026, 3, 1))
        self.assertFalse(march)

    def test_reopening_needs_a_reason_and_counts_anew(self):
        days = self.record(self.staff, "AA")
        sheet = self.make()
        self.confirm(sheet)
        self.later(days[0])
        with self.local_time(9, day=FEBRUARY):
            action = self.as_user(sheet, "bkpsdm").sudo(False).action_reopen()
            wizard = self.as_user(self.env["flexible.work.reason"], "bkpsdm").with_context(**action["context"])
            wizard.create({"reason": "Surat keterangan menyusul"}).action_confirm()
        self.assertEqual((sheet.state, self.line().absent_days, self.line().pending_tpp), ("draft", 1, 0.0))
        self.assertIn("Surat keterangan menyusul", " ".join(sheet.message_ids.mapped("body")))

    def test_reopening_gives_back_what_it_had_taken_up(self):
        days = self.record(self.staff, "AA")
        self.record(self.staff, "P", first=date(2026, 2, 2))
        self.confirm(self.make())
        self.later(days[0])
        february = self.make(date(2026, 2, 1))
        self.confirm(february, day=date(2026, 3, 2))
        with self.local_time(9, day=date(2026, 3, 2)):
            self.as_user(february, "bkpsdm").sudo(False)._reopen("Salah bulan")
        self.assertEqual(self.line().pending_tpp, -1.6)
        self.assertEqual(self.line(month=date(2026, 2, 1)).amendment_tpp, -1.6)

    def test_the_wizard_makes_the_sheets_of_all_opd(self):
        self.record(self.staff, "A")
        self.record(self.nurse, "P")
        with self.local_time(9, day=FEBRUARY):
            wizard = self.as_user(self.env["flexible.work.tpp.make"], "bkpsdm").create({})
            self.assertEqual(wizard.date, date(2026, 1, 31))
            action = wizard.action_confirm()
        self.assertEqual(len(self.Sheet.search(action["domain"])), 2)


@tagged("post_install", "-at_install")
class TestTppScheme(TppCase):
    def test_bands_that_overlap_are_refused(self):
        draft = self._create_scheme(enact=False)
        with self.assertRaises(ValidationError):
            draft.line_ids.filtered(lambda line: line.code == "TL2").minutes_from = 30

    def test_a_hole_between_bands_is_said_and_keeps_the_table_from_being_put_in_force(self):
        draft = self._create_scheme(enact=False, date_from=date(2026, 6, 1))
        draft.line_ids.filtered(lambda line: line.code == "TL2").minutes_from = 35
        self.assertIn("31 to 34", draft.warnings)
        with self.assertRaises(UserError):
            draft.action_enact()

    def test_bands_without_an_end_are_asked_for(self):
        draft = self._create_scheme(enact=False)
        draft.line_ids.filtered(lambda line: line.code == "PSW4").minutes_to = 120
        with self.assertRaises(UserError):
            draft.action_enact()

    def test_a_table_in_force_is_not_changed(self):
        with self.assertRaises(UserError):
            self.scheme.cap_day = 5
        with self.assertRaises(UserError):
            self.scheme.line_ids[0].percent = 5
        with self.assertRaises(UserError):
            self.scheme.unlink()

    def test_a_new_version_is_a_draft_with_the_same_deductions_and_ends_the_old_one(self):
        with self.local_time(9, day=FEBRUARY):
            action = self.scheme.action_new_version()
        version = self.scheme.browse(action["res_id"])
        self.assertEqual((version.state, version.date_from, len(version.line_ids)), ("draft", date(2026, 3, 1), 9))
        self.assertFalse(self.scheme.date_to)
        version.action_enact()
        self.assertEqual(self.scheme.date_to, date(2026, 2, 28))

    def test_no_version_for_a_month_that_is_confirmed(self):
        self.record(self.staff, "A")
        self.confirm(self.make())
        with self.assertRaises(UserError):
            self._create_scheme(date_from=date(2026, 1, 15))
        with self.assertRaises(UserError):
            self.scheme._back_to_draft("Keliru")

    def test_a_table_without_its_regulation_is_not_put_in_force(self):
        with self.assertRaises(UserError):
            self._create_scheme(legal_basis=False, date_from=date(2027, 1, 1))

    def test_shipped_tables_are_drafts(self):
        for name in ("bands", "day"):
            shipped = self.env.ref(f"flexible_work_asn_attendance.tpp_scheme_template_{name}")
            self.assertEqual(shipped.state, "draft")

    def test_every_regional_government_begins_with_a_template_of_its_own(self):
        schemes = self.env["flexible.work.tpp.scheme"]
        with self.local_time(9, day=FEBRUARY):
            action = self.as_user(schemes, "bkpsdm").action_from_template()
        draft = schemes.browse(action["res_id"])
        self.assertEqual((draft.company_id, draft.state, len(draft.line_ids)), (self.company, "draft", 9))
        for role in ("employee", "head", "operator", "auditor"):
            with self.assertRaises(AccessError, msg=role):
                self.as_user(schemes, role).action_from_template()

    def test_nobody_puts_a_table_in_force_past_its_checks(self):
        draft = self.as_user(self._create_scheme(enact=False), "bkpsdm")
        with self.assertRaises(AccessError):
            draft.state = "in_force"
        with self.assertRaises(AccessError):
            draft.create({"name": "x", "state": "in_force", "date_from": "2027-01-01"})


@tagged("post_install", "-at_install")
class TestTppAccess(TppCase):
    def setUp(self):
        super().setUp()
        self.record(self.staff, "A")
        self.record(self.nurse, "A")
        self.sheet = self.make().filtered(lambda sheet: sheet.department_id == self.diskominfo)

    def who(self, act):
        may = []
        for role in self.user:
            with (
                suppress(AccessError),
                self.env.cr.savepoint() as savepoint,
                self.local_time(9, day=FEBRUARY),
            ):
                act(self.as_user(self.sheet, role).sudo(False))
                may.append(role)
                savepoint.rollback()
            self.env.invalidate_all()
        return may

    def sees(self, record):
        """The roles that find it; those without any right on the model are refused outright."""
        seen = []
        for role in self.user:
            with suppress(AccessError):
                if self.as_user(self.env[record._name], role).sudo(False).search([("id", "in", record.ids)]):
                    seen.append(role)
        return seen

    def test_who_sees_the_sheet_the_line_and_its_reasons(self):
        self.assertEqual(self.sees(self.sheet), ["head", "bkpsdm", "auditor"])
        self.assertEqual(self.sees(self.line()), ["employee", "head", "bkpsdm", "auditor"])
        self.assertEqual(self.sees(self.line().reason_ids), ["employee", "head", "bkpsdm", "auditor"])

    def test_who_checks_confirms_and_reopens(self):
        self.assertEqual(self.who(lambda sheet: sheet.action_check()), ["head", "bkpsdm"])
        self.assertEqual(self.who(lambda sheet: sheet.action_confirm()), ["bkpsdm"])
        self.confirm(self.sheet)
        self.assertEqual(self.who(lambda sheet: sheet._reopen("x")), ["bkpsdm"])

    def test_nobody_writes_past_the_buttons(self):
        for role in self.user:
            for record, values in (
                (self.sheet, {"state": "confirmed"}),
                (self.line(), {"total_tpp": 0}),
                (self.line().reason_ids, {"percent": 0}),
            ):
                with self.assertRaises(AccessError, msg=role):
                    self.as_user(record, role).sudo(False).write(values)

    def test_who_changes_tables(self):
        draft = self._create_scheme(enact=False)
        may = [role for role in self.user if self.as_user(draft, role).has_access("write")]
        self.assertEqual(may, ["bkpsdm"])

    def test_the_person_reads_the_line_and_why(self):
        line = self.as_user(self.line(), "employee").sudo(False)
        self.assertEqual(line.read(["total_tpp", "state"])[0]["total_tpp"], 1.6)
        self.assertEqual(line.reason_ids.read(["kind", "date"])[0]["kind"], "absent")
        self.assertIn("January 2026", line.display_name)

    def test_the_wizard_is_for_bkpsdm(self):
        for role in ("employee", "head", "operator", "auditor", "executive"):
            with self.assertRaises(AccessError, msg=role):
                self.as_user(self.env["flexible.work.tpp.make"], role).create({}).action_confirm()


@tagged("post_install", "-at_install")
class TestTppQueries(TppCase):
    def queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.make()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_making_takes_the_same_queries_for_few_and_for_many(self):
        people = [self._create_employee(f"Pegawai {n}", self.bidang) for n in range(14)]
        for person in people[:2]:
            self.record(person, "AP", late_minutes=3)
        self.make()
        few = self.queries()
        for person in people[2:]:
            self.record(person, "AP", late_minutes=3)
        many = self.queries()
        self.assertEqual(self.Sheet.search([("company_id", "=", self.company.id)]).line_count, 14)
        self.assertLessEqual(many, few + 2, "one statement inserts the new lines, and one their reasons")
        self.assertLessEqual(self.queries(), few)
