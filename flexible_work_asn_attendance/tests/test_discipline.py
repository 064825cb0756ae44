from contextlib import suppress
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import AttendanceCase

MONDAY = date(2026, 1, 12)
STATUS = {"A": "absent", "P": "present", "o": "off", "c": "leave"}


class DisciplineCase(AttendanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.Case = cls.env["flexible.work.discipline.case"].sudo()
        cls.verbal = cls.env.ref("flexible_work_asn_attendance.discipline_step_verbal")
        cls.written = cls.env.ref("flexible_work_asn_attendance.discipline_step_written")
        cls.ten = cls.env.ref("flexible_work_asn_attendance.discipline_step_ten")

    @classmethod
    def record(cls, employee, letters, first=MONDAY, **values):
        """Closed days of ``employee``, one after the other."""
        return cls.Day.sudo().create(
            [
                {
                    "employee_id": employee.id,
                    "date": first + timedelta(days=number),
                    "company_id": employee.company_id.id,
                    "department_id": employee.department_id.id,
                    "opd_id": employee.department_id.opd_id.id,
                    "tz": cls.zone,
                    "mode": "wfo" if letter in "APc" else False,
                    "status": STATUS[letter],
                    "state": "closed",
                    **values,
                }
                for number, letter in enumerate(letters)
            ]
        )

    def count(self, day=date(2026, 2, 2)):
        self.Case._count_year(self.company, day.year, day)
        self.env.flush_all()

    def case(self, employee=None):
        return self.Case.search([("employee_id", "=", (employee or self.staff).id)])

    def correct(self, days, status="leave"):
        """As an approved correction leaves a closed day."""
        self.env.flush_all()
        self.env.cr.execute("UPDATE flexible_work_day SET status = %s WHERE id = ANY(%s)", (status, days.ids))
        days.invalidate_recordset()

    def acts(self, case, kind="verbal", role="head", day=date(2026, 2, 3), **values):
        with self.local_time(9, day=day):
            wizard = self.as_user(self.env["flexible.work.discipline.record"], role)
            wizard.create({"case_id": case.id, "kind": kind, "done_on": day, **values}).action_confirm()

    def as_user(self, record, role):
        user = self.user[role]
        return record.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)

    def told(self, user):
        """Whom a message was addressed to since the test began."""
        return self.env["mail.message"].search_count(
            [("model", "=", self.Case._name), ("partner_ids", "in", user.partner_id.ids)]
        )


@tagged("post_install", "-at_install")
class TestDisciplineCase(DisciplineCase):
    def test_the_shipped_steps_are_those_of_the_regulation(self):
        """PP 94/2021: 3; 4 to 6; 7 to 10; 11, 14 and 17; 21, 25 and 28 days in a year; 10 in a row."""
        shipped = self.env["flexible.work.discipline.step"].search([("company_id", "=", False)], order="sequence")
        self.assertEqual(
            [(step.kind, step.days_from) for step in shipped],
            [("cumulative", days) for days in (3, 4, 7, 11, 14, 17, 21, 25, 28)] + [("in_a_row", 10)],
        )
        self.assertTrue(all(step.article.startswith("PP 94/2021 Pasal ") for step in shipped))
        self.assertFalse(any(shipped.mapped("article_checked")), "the region compares the numbers of the articles")

    def test_three_absent_days_raise_a_case_for_the_superior(self):
        """PP 94/2021: the first step."""
        self.record(self.staff, "AAA")
        self.count()
        case = self.case()
        self.assertEqual((case.state, case.step_id, case.absent_days), ("open", self.verbal, 3))
        self.assertEqual(case.department_id, self.bidang)
        self.assertEqual(case.deadline, date(2026, 2, 9))
        self.assertEqual(case.activity_ids.user_id, self.user["head"])
        self.assertTrue(self.told(self.user["employee"]))

    def test_two_absent_days_are_an_early_notice_to_person_and_superior(self):
        self.record(self.staff, "AA")
        self.count()
        case = self.case()
        self.assertEqual((case.state, case.near_step_id, case.days_left), ("watch", self.verbal, 1))
        self.assertTrue(self.told(self.user["employee"]) and self.told(self.user["head"]))
        self.assertFalse(case.activity_ids)

    def test_one_absent_day_is_nobodys_business(self):
        self.record(self.staff, "PAP")
        self.count()
        self.assertFalse(self.case())

    def test_open_days_do_not_count(self):
        self.record(self.staff, "AAA", state="open")
        self.count()
        self.assertFalse(self.case())

    def test_counting_again_changes_and_tells_nothing(self):
        self.record(self.staff, "AAA")
        self.count()
        case, told = self.case(), self.told(self.user["employee"])
        self.count(date(2026, 2, 5))
        self.assertEqual((case.raised_on, self.told(self.user["employee"])), (date(2026, 2, 2), told))
        self.assertEqual(len(case.activity_ids), 1)

    def test_the_case_rises_to_the_next_step_and_has_to_be_acted_on_again(self):
        self.record(self.staff, "AAA")
        self.count()
        self.acts(self.case())
        self.assertEqual(self.case().state, "acted")
        self.record(self.staff, "A", first=date(2026, 2, 4))
        self.count(date(2026, 2, 5))
        case = self.case()
        self.assertEqual((case.state, case.step_id, case.deadline), ("open", self.written, date(2026, 2, 12)))
        self.assertEqual(len(case.activity_ids), 1)

    def test_a_correction_lowers_the_case_or_withdraws_it(self):
        days = self.record(self.staff, "AAAA")
        self.count()
        self.assertEqual(self.case().step_id, self.written)
        self.correct(days[0])
        self.count()
        self.assertEqual((self.case().step_id, self.case().absent_days), (self.verbal, 3))
        self.assertIn("goes back", " ".join(self.case().message_ids.mapped("body")))
        self.correct(days[1])
        self.count()
        self.assertEqual((self.case().state, self.case().step_id.id), ("watch", False))
        self.correct(days[2:])
        self.count()
        self.assertEqual((self.case().state, self.case().total_days), ("withdrawn", 0))
        self.assertFalse(self.case().activity_ids)

    def test_what_was_done_for_a_graver_step_covers_a_lower_one(self):
        days = self.record(self.staff, "AAAA")
        self.count()
        self.acts(self.case(), "written")
        self.correct(days[0])
        self.count()
        self.assertEqual((self.case().step_id, self.case().state), (self.verbal, "acted"))

    def test_ten_in_a_row_over_weekends_and_leave_alarm_bkpsdm(self):
        """PP 94/2021: ten working days in a row."""
        self.record(self.staff, "AAAAAooAAAAcA")
        self.count()
        case = self.case()
        self.assertEqual((case.step_id, case.longest_run), (self.ten, 10))
        self.assertIn(self.user["bkpsdm"], case.activity_ids.user_id)

    def test_close_to_ten_in_a_row_bkpsdm_is_told(self):
        self.record(self.staff, "AAAAAooAA")
        self.count()
        self.assertEqual(self.case().near_step_id, self.env.ref("flexible_work_asn_attendance.discipline_step_ten"))
        self.assertTrue(self.told(self.user["bkpsdm"]))

    def test_minutes_make_days_where_the_region_says_so(self):
        self.record(self.staff, "PPPPP", late_minutes=200, early_minutes=70)
        self.count()
        self.assertEqual((self.case().converted_days, self.case().step_id), (3, self.verbal))
        self.company.flexible_work_minutes_of_day = 0
        self.count()
        self.assertEqual((self.case().converted_days, self.case().state), (0, "withdrawn"))

    def test_the_case_of_a_head_is_for_the_head_above(self):
        above = self._create_employee("Sekda", self._create_unit("Setda"), "jpt_pratama", user="sekda")
        self.diskominfo.parent_id = above.department_id
        above.department_id.manager_id = above
        self.record(self.head, "AAA")
        self.count()
        self.assertEqual(self.case(self.head).activity_ids.user_id, above.user_id)

    def test_without_any_head_bkpsdm_has_to_act(self):
        self.record(self.other_head, "AAA")
        self.count()
        self.assertEqual(self.case(self.other_head).activity_ids.user_id, self.user["bkpsdm"])

    def test_overdue_is_said_and_bkpsdm_told_once(self):
        self.record(self.staff, "AAA")
        self.count()
        case = self.case()
        for _twice in range(2):
            with self.local_time(9, day=date(2026, 2, 10)):
                self.assertTrue(case.is_overdue)
                self.assertEqual(self.as_user(self.Case, "head").search([("is_overdue", "=", True)]), case)
                self.Case._tell_overdue(self.company)
            case.invalidate_recordset()
        self.assertEqual(case.activity_ids.user_id, self.user["head"] | self.user["bkpsdm"])
        self.assertEqual(len(case.activity_ids), 2)

    def test_steps_of_its_own_take_the_place_of_those_shipped(self):
        self.as_user(self.env["flexible.work.discipline.step"], "bkpsdm").action_copy_shipped()
        own = self.env["flexible.work.discipline.step"].search([("company_id", "=", self.company.id)])
        self.assertEqual(len(own), 10)
        own.filtered(lambda step: step.days_from == 3).days_from = 2
        self.record(self.staff, "AA")
        self.count()
        self.assertEqual(self.case().step_id.company_id, self.company)
        with self.assertRaises(UserError):
            self.as_user(own, "bkpsdm").action_copy_shipped()

    def test_steps_in_the_wrong_order_are_refused(self):
        self.as_user(self.env["flexible.work.discipline.step"], "bkpsdm").action_copy_shipped()
        own = self.env["flexible.work.discipline.step"].search([("company_id", "=", self.company.id)])
        with self.assertRaises(ValidationError):
            own[0].days_from = 4
        with self.assertRaises(ValidationError):
            own[0].sequence = 45

    def test_shipped_steps_are_nobodys_to_change(self):
        with self.assertRaises(AccessError):
            self.as_user(self.verbal, "bkpsdm").days_from = 5

    def test_the_days_of_a_step_in_words(self):
        labels = {step: step.days_label for step in (self.verbal, self.written, self.ten)}
        self.assertEqual(list(labels.values()), ["3", "4–6", "10 in a row"])
        dismissal = self.env.ref("flexible_work_asn_attendance.discipline_step_dismissal")
        self.assertEqual(dismissal.days_label, "28 and more")

    def test_the_cron_counts_every_regional_government(self):
        self.record(self.staff, "AAA")
        with self.local_time(20, day=date(2026, 2, 2)), self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_attendance.cron_discipline").method_direct_trigger()
        self.assertEqual(self.case().state, "open")


@tagged("post_install", "-at_install")
class TestDuty(DisciplineCase):
    def setUp(self):
        super().setUp()
        self.record(self.staff, "AAA")
        self.count()
        self.one = self.case()

    def test_the_superior_records_what_was_done(self):
        """PP 94/2021: the superior who knows of a breach has to act."""
        self.acts(self.one, "verbal", note="Dipanggil dan ditegur", document="800/1")
        self.assertEqual(self.one.state, "acted")
        done = self.one.action_ids
        self.assertEqual((done.kind, done.recorded_by_id, done.document), ("verbal", self.user["head"], "800/1"))
        self.assertFalse(self.one.activity_ids)

    def test_the_person_is_told_in_neutral_words_what_was_recorded_and_taken_back(self):
        before = self.told(self.user["employee"])
        self.acts(self.one, "written")
        self.as_user(self.one.action_ids, "head")._cancel("Salah orang")
        self.assertEqual(self.told(self.user["employee"]), before + 2)
        taken_back, recorded = self.env["mail.message"].search(
            [("res_id", "=", self.one.id), ("partner_ids", "in", self.user["employee"].partner_id.ids)], limit=2
        )
        self.assertIn("Recorded on", recorded.body)
        self.assertIn("Written warning given", recorded.body)
        self.assertIn("Taken back on", taken_back.body)
        self.assertNotIn("Salah orang", taken_back.body)

    def test_a_summons_alone_does_not_fulfil_the_duty(self):
        self.acts(self.one, "summoned")
        self.assertEqual(self.one.state, "open")
        self.assertTrue(self.one.activity_ids)

    def test_that_nothing_is_done_needs_a_reason(self):
        with self.assertRaises(UserError):
            self.acts(self.one, "none")

    def test_nothing_is_recorded_ahead(self):
        with self.assertRaises(UserError), self.local_time(9, day=date(2026, 2, 3)):
            self.as_user(self.one, "head")._record("verbal", date(2026, 2, 4))

    def test_what_was_recorded_is_taken_back_with_a_reason_and_stays_readable(self):
        self.acts(self.one)
        done = self.one.action_ids
        self.as_user(done, "head")._cancel("Salah orang")
        self.assertEqual((self.one.state, done.cancelled, done.cancel_reason), ("open", True, "Salah orang"))
        self.assertTrue(self.one.activity_ids)

    def test_documents_are_read_by_who_may_read_the_case(self):
        file = self.as_user(self.env["ir.attachment"], "head").create({"name": "teguran.pdf", "raw": b"x"})
        self.acts(self.one, attachment_ids=[(6, 0, file.ids)])
        seen = [role for role in self.user if self.as_user(self.one.action_ids.attachment_ids, role).has_access("read")]
        self.assertEqual(seen, ["employee", "head", "bkpsdm", "auditor"])

    def test_a_file_of_somebody_else_is_not_taken_along(self):
        file = self.as_user(self.env["ir.attachment"], "bkpsdm").create({"name": "rahasia.pdf", "raw": b"x"})
        with self.local_time(9, day=date(2026, 2, 3)):
            theirs = self.as_user(file, "head")
            self.as_user(self.one, "head")._record("verbal", date(2026, 2, 3), attachments=theirs)
        self.assertFalse(self.one.action_ids.attachment_ids)

    def test_who_sees_a_case(self):
        mine = [("id", "=", self.one.id)]
        seen = [role for role in self.user if self.as_user(self.Case, role).sudo(False).search(mine)]
        self.assertEqual(seen, ["employee", "head", "bkpsdm", "auditor"])

    def test_grouping_and_names_show_no_more(self):
        for role in self.user:
            model = self.as_user(self.Case, role).sudo(False)
            expected = role in ("employee", "head", "bkpsdm", "auditor")
            self.assertEqual(bool(model.formatted_read_group([], ["step_id"], ["__count"])), expected, role)
            self.assertEqual(bool(model.name_search("Pegawai")), expected, role)

    def test_who_records(self):
        may = []
        for role in self.user:
            with suppress(AccessError), self.env.cr.savepoint(), self.local_time(9, day=date(2026, 2, 3)):
                self.as_user(self.one, role).sudo(False)._record("verbal", date(2026, 2, 3))
                may.append(role)
        self.assertEqual(may, ["head", "bkpsdm"])

    def test_nobody_writes_a_case_past_the_buttons(self):
        self.acts(self.one)
        for role in self.user:
            for record, values in ((self.one, {"state": "withdrawn"}), (self.one.action_ids, {"kind": "none"})):
                with self.assertRaises(AccessError, msg=role):
                    self.as_user(record, role).sudo(False).write(values)
            with self.assertRaises(AccessError, msg=role):
                self.as_user(self.Case, role).sudo(False).create({"employee_id": self.head.id, "year": 2026})

    def test_the_head_finds_the_case_on_the_persons_card_and_colleagues_do_not(self):
        counts = {
            role: self.as_user(self.env["hr.employee.public"].browse(self.staff.id), role).flexible_discipline_count
            for role in ("employee", "head", "other_head", "operator")
        }
        self.assertEqual(counts, {"employee": 1, "head": 1, "other_head": 0, "operator": 0})

    def test_a_head_who_has_moved_on_does_not_follow_the_case(self):
        self.assertFalse(self.one.message_partner_ids)

    def test_the_days_behind_the_case(self):
        action = self.as_user(self.one, "head").sudo(False).action_days()
        self.assertEqual(self.as_user(self.Day, "head").search_count(action["domain"]), 3)


@tagged("post_install", "-at_install")
class TestQueries(DisciplineCase):
    def queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.count(date(2026, 2, 3))
        return self.cr.sql_log_count - before

    def test_counting_takes_the_same_queries_for_few_and_for_many(self):
        people = [self._create_employee(f"Pegawai {n}", self.bidang) for n in range(14)]
        for person in people[:2]:
            self.record(person, "AAA")
        self.count()
        few = self.queries()
        for person in people[2:]:
            self.record(person, "AAA")
        self.count()
        self.assertEqual(len(self.Case.search([("company_id", "=", self.company.id)])), 14)
        self.assertLessEqual(self.queries(), few)
        self.assertLessEqual(few, 12)


@tagged("post_install", "-at_install")
class TestDisciplineQueries(DisciplineCase):
    def queries(self, people):
        for person in people:
            self.record(person, "AAA")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.count()
        return self.cr.sql_log_count - before

    def people(self, number):
        people = self.env["hr.employee"]
        for one in range(number):
            name = f"Orang {number} {one}"
            people += self._create_employee(name, self.bidang, user=name.lower().replace(" ", "_"))
        return people

    def test_new_cases_take_the_same_queries_for_few_and_for_many(self):
        few, many = self.people(2), self.people(30)
        self.queries(self.people(1))
        few_queries = self.queries(few)
        self.assertEqual(self.queries(many), few_queries)
        cases = self.Case.search([("employee_id", "in", many.ids)])
        self.assertEqual(set(cases.mapped("state")), {"open"})
        self.assertEqual(len(cases.activity_ids), 30)
        self.assertTrue(all(self.told(person.user_id) for person in many))

    def test_what_waits_in_the_queue_reaches_the_inbox(self):
        self.user["employee"].notification_type = "inbox"
        self.record(self.staff, "AAA")
        self.count()
        self.assertFalse(self.case().activity_ids.user_id.partner_id & self.case().message_partner_ids)
        self.env["mail.message.schedule"].sudo()._send_notifications_cron()
        reached = (
            self.env["mail.notification"]
            .sudo()
            .search([("mail_message_id.model", "=", self.Case._name), ("mail_message_id.res_id", "=", self.case().id)])
        )
        self.assertEqual(reached.res_partner_id, (self.user["employee"] | self.user["head"]).partner_id)
        self.assertFalse(self.env["mail.message.schedule"].search([]))
