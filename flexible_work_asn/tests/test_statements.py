from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase

#: Wednesday, 14 January 2026, 10:00 in Ternate
NOW = datetime(2026, 1, 14, 1, 0)
NEXT_THURSDAY = date(2026, 1, 22)


class StatementCase(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls._create_circular()
        cls._create_one_user_of_each_role()

    def state(self, kind="discipline", user=None, **values):
        subject = {} if {"employee_id", "department_id", "position_level_id"} & values.keys() else self.subject(kind)
        statements = self.env["flexible.work.exemption"]
        if user:
            statements = statements.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
        return statements.create(
            {
                "kind": kind,
                "date_from": THURSDAY,
                "reason": "Surat keputusan",
                "company_id": self.company.id,
                **subject,
                **values,
            }
        )

    def subject(self, kind):
        return {
            "unit": {"department_id": self.bidang.id},
            "position": {"position_level_id": self.position["pelaksana"].id},
        }.get(kind, {"employee_id": self.staff.id})

    def who_reads(self, statement):
        self.env.flush_all()
        return [
            role
            for role, user in self.user.items()
            if self.env["flexible.work.exemption"]
            .with_user(user)
            .with_context(allowed_company_ids=user.company_ids.ids)
            .search([("id", "=", statement.id)])
        ]

    def who_may(self, act):
        allowed = []
        for role, user in self.user.items():
            try:
                with self.env.cr.savepoint():
                    act(user)
                    self.env.flush_all()
                    allowed.append(role)
            except AccessError:
                self.env.invalidate_all()
        return allowed


class TestWhoReadsStatements(StatementCase):
    def test_discipline_is_read_by_bkpsdm_the_heads_auditors_and_the_person(self):
        self.assertEqual(self.who_reads(self.state()), ["employee", "head", "bkpsdm", "auditor"])

    def test_a_statement_about_a_unit_is_read_by_its_heads(self):
        self.assertEqual(self.who_reads(self.state("unit")), ["head", "bkpsdm", "auditor"])

    def test_a_colleague_reads_nothing_about_others(self):
        colleague = self._create_employee("Rekan", self.bidang, user="rekan")
        statement = self.state()
        self.assertFalse(statement.with_user(colleague.user_id).search([("id", "=", statement.id)]))
        with self.assertRaises(AccessError):
            statement.with_user(colleague.user_id).read(["kind"])

    def test_counting_by_kind_tells_operators_and_executives_nothing(self):
        self.state()
        for role in ("operator", "executive", "elsewhere", "other_head"):
            with self.subTest(role=role):
                user = self.user[role]
                statements = self.env["flexible.work.exemption"].with_user(user)
                statements = statements.with_context(allowed_company_ids=user.company_ids.ids)
                self.assertFalse(statements._read_group([], ["kind"], ["__count"]))

    def test_a_head_who_left_reads_them_no_longer(self):
        statement = self.state()
        self.diskominfo.manager_id = self.other_head
        self.assertEqual(self.who_reads(statement), ["employee", "other_head", "bkpsdm", "auditor"])

    def test_the_name_and_the_effect_do_not_tell_why(self):
        statement = self.state(document_number="800/12")
        words = f"{statement.display_name} {statement.effect}".lower()
        self.assertIn("800/12", words)
        self.assertIn("works in the office, by decision of bkpsdm", words)
        self.assertNotIn("disciplin", words)
        self.assertNotIn("surat keputusan", words)


class TestWhoMakesStatements(StatementCase):
    def test_bkpsdm_states_everything(self):
        for kind in ("discipline", "new_employee", "revoked", "recall", "position", "unit", "special"):
            with self.subTest(kind=kind):
                self.assertTrue(self.state(kind, user=self.user["bkpsdm"]))

    def test_discipline_is_stated_by_bkpsdm_alone(self):
        self.assertEqual(self.who_may(lambda user: self.state(user=user)), ["bkpsdm"])

    def test_the_head_recalls_and_withdraws_in_the_own_units(self):
        for kind in ("recall", "revoked"):
            with self.subTest(kind=kind):
                self.assertEqual(self.who_may(lambda user, kind=kind: self.state(kind, user=user)), ["head", "bkpsdm"])

    def test_everybody_is_recalled_by_bkpsdm_alone(self):
        self.assertEqual(self.who_may(lambda user: self.state("recall", user=user, employee_id=False)), ["bkpsdm"])

    def test_a_head_changes_no_statement_of_bkpsdm(self):
        statement = self.state("new_employee")
        self.assertEqual(
            self.who_may(lambda user: statement.with_user(user).write({"document_number": "9"})), ["bkpsdm"]
        )

    def test_ending_is_for_those_who_may_state(self):
        ends = self.who_may(lambda user: self.state(date_from=TUESDAY).with_user(user).action_end())
        self.assertEqual(ends, ["bkpsdm"])

    def test_a_head_cannot_make_discipline_of_a_recall(self):
        recall = self.state("recall", user=self.user["head"])
        with self.assertRaises(AccessError):
            recall.kind = "discipline"


class TestTheSubject(StatementCase):
    def test_every_kind_has_its_own_subject(self):
        for kind, subject in (
            ("discipline", {"department_id": self.bidang.id}),
            ("unit", {"employee_id": self.staff.id}),
            ("position", {"department_id": self.bidang.id}),
            ("recall", {"position_level_id": self.position["pelaksana"].id}),
            ("special", {"employee_id": False}),
        ):
            with self.subTest(kind=kind), self.assertRaisesRegex(ValidationError, "about whom"):
                self.state(kind, **subject)

    def test_only_units_and_positions_are_allowed_to_work_flexibly(self):
        with self.assertRaisesRegex(ValidationError, "allowed"):
            self.state("discipline", allows_flexible=True)

    def test_only_a_recall_has_an_hour(self):
        with self.assertRaisesRegex(ValidationError, "recall"):
            self.state("revoked", hour_from=13.0)

    def test_changing_the_kind_empties_what_it_does_not_have(self):
        statement = self.env["flexible.work.exemption"].new(
            {"kind": "unit", "employee_id": self.staff.id, "hour_from": 13.0, "department_id": self.bidang.id}
        )
        statement._onchange_kind()
        self.assertEqual((statement.employee_id.id, statement.hour_from), (False, 0))
        self.assertTrue(statement.department_id)


class TestThePastStays(StatementCase):
    def test_a_statement_that_has_not_begun_can_be_deleted(self):
        self.assertTrue(self.state().unlink())

    def test_one_that_has_begun_is_ended_instead(self):
        statement = self.state(date_from=WEDNESDAY)
        with self.assertRaisesRegex(UserError, "end it"):
            statement.unlink()
        with self.assertRaises(UserError):
            self.state(date_from=TUESDAY).active = False

    def test_ending_keeps_the_days_before(self):
        statement = self.state(date_from=MONDAY)
        statement.action_end()
        self.assertEqual((statement.date_to, statement.active), (WEDNESDAY, True))
        self.assertEqual(self._decide(self.staff, TUESDAY).source, "bar")
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "rule")

    def test_ending_what_has_not_begun_withdraws_it(self):
        statement = self.state()
        statement.action_end()
        self.assertFalse(statement.active)
        self.assertEqual(self._decide(self.staff, THURSDAY).mode, "wfh")

    def test_what_has_ended_is_not_ended_again(self):
        with self.assertRaisesRegex(UserError, "ended already"):
            self.state(date_from=MONDAY, date_to=TUESDAY).action_end()

    def test_who_and_since_when_is_not_rewritten(self):
        statement = self.state(date_from=MONDAY)
        for change in (
            {"date_from": TUESDAY},
            {"employee_id": self.nurse.id},
            {"kind": "new_employee"},
            {"date_to": MONDAY},
            {"active": False},
        ):
            with self.subTest(change=change), self.assertRaises(UserError):
                statement.write(change)
        statement.write({"date_from": MONDAY, "document_number": "9", "date_to": NEXT_THURSDAY})
        self.assertEqual(statement.date_to, NEXT_THURSDAY)

    def test_what_is_over_stays_over(self):
        statement = self.state(date_from=date(2026, 1, 5), date_to=date(2026, 1, 9))
        with self.assertRaises(UserError):
            statement.date_to = NEXT_THURSDAY

    def end(self, user, **context):
        """What the history says of a statement that ``user`` has ended, and who has."""
        statement = self.state(date_from=MONDAY)
        self.env.flush_all()
        self.env.cr.precommit.run()
        statement.with_user(user).with_context(**{"tracking_disable": False, **context}).action_end()
        self.env.flush_all()
        self.env.cr.precommit.run()
        told = statement.message_ids.filtered("tracking_value_ids")
        return told.tracking_value_ids.field_id.mapped("name"), told.author_id

    def test_the_history_tells_who_ended_it(self):
        names, author = self.end(self.user["bkpsdm"])
        self.assertIn("date_to", names)
        self.assertEqual(author, self.user["bkpsdm"].partner_id)

    def test_nobody_ends_it_behind_the_back_of_the_history(self):
        names, author = self.end(self.user["bkpsdm"], tracking_disable=True, mail_notrack=True)
        self.assertIn("date_to", names)
        self.assertEqual(author, self.user["bkpsdm"].partner_id)

    def test_a_scheduled_job_may_be_quiet(self):
        self.assertEqual(self.end(self.env.user, tracking_disable=True)[0], [])


class TestWhatStatementsDo(StatementCase):
    def test_a_carve_out_for_a_time_lets_an_exempt_unit_work_flexibly(self):
        self.assertEqual(self._decide(self.nurse, THURSDAY).source, "unit")
        self.state("unit", department_id=self.dinkes.id, allows_flexible=True, date_to=THURSDAY)
        self.assertEqual(self._decide(self.nurse, THURSDAY).mode, "wfh")
        self.assertEqual(self._decide(self.nurse, NEXT_THURSDAY).source, "unit")

    def test_statements_are_found_by_whether_they_are_in_force_today(self):
        coming, now, past = self.state(), self.state(date_from=MONDAY), self.state(date_from=MONDAY, date_to=TUESDAY)
        for validity, expected in (("coming", coming), ("in_force", now), ("past", past)):
            self.assertEqual(self.env["flexible.work.exemption"].search([("validity", "=", validity)]), expected)


class TestDepartmentAnswer(StatementCase):
    def test_the_form_says_where_the_answer_comes_from(self):
        puskesmas = self._create_unit("Puskesmas Kalumata", parent_id=self.dinkes.id)
        self.assertEqual(puskesmas.flexible_today, "onsite")
        self.assertIn("Dinas Kesehatan", puskesmas.flexible_today_reason)
        self.assertIn("Health", self.dinkes.flexible_today_reason)
        self.assertEqual(self.bidang.flexible_today, "flexible")

    def test_a_dated_statement_answers_before_the_kind_of_service(self):
        secretariat = self._create_unit("Sekretariat", parent_id=self.dinkes.id)
        self.state("unit", department_id=secretariat.id, allows_flexible=True, date_from=MONDAY, document_number="7/B")
        self.assertEqual((secretariat.flexible_today, self.dinkes.flexible_today), ("flexible", "onsite"))
        self.assertIn("7/B", secretariat.flexible_today_reason)

    def test_the_nearest_answer_wins_over_a_statement_further_up(self):
        secretariat = self._create_unit("Sekretariat", parent_id=self.dinkes.id, flexible_exempt="included")
        self.state("unit", department_id=self.dinkes.id, date_from=MONDAY)
        self.assertEqual(secretariat.flexible_today, "flexible")

    def test_a_statement_of_yesterday_does_not_count(self):
        self.state("unit", date_from=MONDAY, date_to=TUESDAY)
        self.assertEqual(self.bidang.flexible_today, "flexible")
        self.assertFalse(self.bidang.flexible_statement_ids)

    def test_people_who_stay_on_site_and_who_may_work_flexibly_are_counted(self):
        puskesmas = self._create_unit("Puskesmas Kalumata", parent_id=self.dinkes.id, flexible_exempt="included")
        self._create_employee("Tata Usaha", puskesmas)
        self.assertEqual((self.dinkes.flexible_onsite_people, self.dinkes.flexible_free_people), (2, 1))
        self.assertEqual((puskesmas.flexible_onsite_people, puskesmas.flexible_free_people), (0, 1))

    def test_the_plan_and_the_form_give_the_same_answer(self):
        self.state("unit", date_from=MONDAY)
        self.assertEqual(self.bidang.flexible_today, "onsite")
        self.assertEqual(self._decide(self.staff, WEDNESDAY).source, "unit")

    def test_statements_are_counted_by_what_the_reader_may_see(self):
        self.state(date_from=MONDAY)
        self.assertEqual(self.diskominfo.with_user(self.user["bkpsdm"]).flexible_statement_count, 1)
        self.assertEqual(self.diskominfo.with_user(self.user["head"]).flexible_statement_count, 1)
        self.assertEqual(self.diskominfo.with_user(self.user["operator"]).flexible_statement_count, 0)
        self.assertEqual(self.staff.with_user(self.user["bkpsdm"]).flexible_statement_count, 1)

    def test_many_units_are_answered_by_few_queries(self):
        units = self.env["hr.department"].browse(
            [self._create_unit(f"Seksi {n}", parent_id=self.bidang.id).id for n in range(20)]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            units.mapped("flexible_today_reason")
