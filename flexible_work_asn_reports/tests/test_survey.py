"""Answers to the survey: what is kept of them, who sees what, and what small groups keep to themselves."""

from datetime import date, datetime

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ..figures.survey import ELEMENTS
from .services_common import HALF_PAST_SEVEN, NINE, THURSDAY, ServicesCase


class SurveyCase(ServicesCase):
    def setUp(self):
        super().setUp()
        self.startPatcher(self.at(NINE))
        self.Answer = self.env["flexible.work.survey.answer"].sudo()
        self.Result = self.env["flexible.work.survey.result"]
        self.company.flexible_work_survey_minimum = 5

    def answer(self, *scores, service=None, day=THURSDAY):
        """One answer for each of ``scores``, the same to all nine elements."""
        service = service or self.service
        for score in scores:
            with self.at(datetime.combine(day, datetime.min.time())):
                self.Answer._record(service, dict.fromkeys(ELEMENTS, score))

    def results(self, role="bkpsdm", domain=()):
        return self.as_role(self.Result, role).search([("company_id", "=", self.company.id), *domain])


class TestSurveyAnswer(SurveyCase):
    def test_it_is_of_the_local_date(self):
        with self.at(HALF_PAST_SEVEN):
            self.Answer._record(self.service, dict.fromkeys(ELEMENTS, 4))
        self.assertEqual(self.Answer.search([("service_id", "=", self.service.id)]).date, THURSDAY)

    def test_nothing_about_the_person_and_the_moment_is_kept(self):
        """Whoever adds a column to the table of answers has to think about it here."""
        for model, kept in (
            ("answer", ["company_id", "date", "day_kind", "department_id", "id", "opd_id", "service_id", *ELEMENTS]),
            ("receipt", ["digest", "id", "valid_until"]),
        ):
            fields = self.env[f"flexible.work.survey.{model}"]._fields
            self.assertEqual(sorted(name for name, field in fields.items() if field.store), kept)

    def test_scores_are_1_to_4(self):
        for score in (0, 5):
            with self.subTest(score=score), mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
                self.answer(score)

    def test_a_service_that_moves_takes_no_answers_along(self):
        self.answer(4)
        self.service.department_id = self.dinkes
        self.assertEqual(self.Answer.search([("service_id", "=", self.service.id)]).opd_id, self.diskominfo)

    def test_a_service_that_was_answered_about_is_archived_not_deleted(self):
        self.answer(4)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.service.unlink()
            self.env.flush_all()

    def test_it_knows_whether_the_day_was_flexible(self):
        self.add_days(self.bidang, THURSDAY, ["wfo", "wfh"])
        self.answer(4)
        self.assertEqual(self.Answer.search([("service_id", "=", self.service.id)]).day_kind, "flexible")

    def test_the_index_adds_up(self):
        self.answer(4, 4, 3, 3, 2)
        found = self.Answer._index(self.company, THURSDAY, THURSDAY)
        self.assertEqual((found["answers"], found["index"], found["grade"]), (5, 80.0, "B"))
        self.assertEqual(found["elements"], dict.fromkeys(ELEMENTS, 3.2))

    def test_the_index_per_opd(self):
        clinic = self.env["flexible.work.public.service"].create(
            {"name": "Puskesmas", "department_id": self.dinkes.id, "company_id": self.company.id}
        )
        self.answer(4, 4, 4, 4, 4)
        self.answer(1, 1, service=clinic)
        found = self.Answer._index(self.company, THURSDAY, THURSDAY, by_unit=True)
        self.assertEqual((found[self.diskominfo.id]["index"], found[self.diskominfo.id]["grade"]), (100, "A"))
        self.assertEqual(found[self.dinkes.id], {"answers": 2, "index": None, "elements": None, "grade": None})

    def test_without_answers_there_is_no_index(self):
        found = self.Answer._index(self.company, THURSDAY, THURSDAY)
        self.assertEqual(found, {"answers": 0, "index": None, "elements": None, "grade": None})


class TestSurveyResult(SurveyCase):
    def test_enough_answers_have_an_index_and_a_grade(self):
        self.answer(4, 4, 3, 3, 2)
        result = self.results()
        self.assertEqual((result.month, result.answers, result.skm, result.u3), (date(2026, 1, 1), 5, 80, 3.2))
        self.assertEqual(result.with_context(lang="en_US").grade, "B (Good)")

    def test_few_answers_have_none(self):
        self.answer(4, 4, 4, 4)
        result = self.results()
        self.assertEqual((result.answers, result.is_told, result.skm, result.u1, result.grade), (4, False, 0, 0, ""))
        self.assertFalse(self.results(domain=[("skm", ">", 0)]))
        self.assertFalse(self.results(domain=[("u1", ">=", 1)]))

    def test_few_answers_have_none_in_groups_and_charts(self):
        self.answer(4, 4, 4, 4)
        groups = self.as_role(self.Result, "bkpsdm")._read_group(
            [("company_id", "=", self.company.id)], ["service_id"], ["answers:sum", "skm:avg", "u1:avg"]
        )
        self.assertEqual([group[1:] for group in groups], [(4, False, False)])

    def test_the_index_of_a_group_is_that_of_its_answers(self):
        """Ten times the best in January, five times the worst in December: no mean of two means."""
        self.answer(*[4] * 10)
        self.answer(*[1] * 5, day=date(2025, 12, 4))
        ((answers, skm, first),) = self.as_role(self.Result, "bkpsdm")._read_group(
            [("company_id", "=", self.company.id)], [], ["answers:sum", "skm:avg", "u1:avg"]
        )
        self.assertEqual((answers, float(skm), float(first)), (15, 75.0, 3.0))

    def test_a_small_row_cannot_be_told_from_the_difference_of_two_groups(self):
        self.answer(*[4] * 10)
        self.answer(1, day=date(2025, 12, 4))
        ((answers, skm),) = self.as_role(self.Result, "bkpsdm")._read_group(
            [("company_id", "=", self.company.id)], [], ["answers:sum", "skm:avg"]
        )
        self.assertEqual((answers, float(skm)), (11, 100.0))

    def test_small_rows_that_are_enough_together_have_an_index(self):
        self.answer(4, 4, 4)
        self.answer(2, 2, day=date(2025, 12, 4))
        ((answers, skm),) = self.as_role(self.Result, "bkpsdm")._read_group(
            [("company_id", "=", self.company.id)], [], ["answers:sum", "skm:avg"]
        )
        self.assertEqual((answers, float(skm)), (5, 80.0))

    def test_neither_extremes_nor_sums_go_around_it(self):
        self.answer(4)
        for function in ("max", "min", "sum", "array_agg"):
            with self.subTest(function=function), self.assertRaises(ValueError):
                self.as_role(self.Result, "bkpsdm")._read_group([], [], [f"skm:{function}"])

    def test_fewer_than_three_cannot_be_asked_for(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.company.flexible_work_survey_minimum = 2
            self.env.flush_all()

    def test_flexible_days_stand_beside_office_days(self):
        self.add_days(self.bidang, THURSDAY, ["wfh", "wfh"])
        self.add_days(self.bidang, date(2026, 1, 12), ["wfo", "wfo"])
        self.answer(*[3] * 5)
        self.answer(*[4] * 5, day=date(2026, 1, 12))
        self.assertEqual({one.day_kind: one.skm for one in self.results()}, {"flexible": 75, "office": 100})


class TestSurveyAccess(SurveyCase):
    def test_nobody_reads_single_answers(self):
        self.answer(4)
        answers = self.Answer.search([("service_id", "=", self.service.id)])
        for role, user in self.user.items():
            with self.subTest(role=role):
                for model in ("flexible.work.survey.answer", "flexible.work.survey.receipt"):
                    self.assertFalse(self.env[model].with_user(user).has_access("read"))
                with self.assertRaises(AccessError):
                    answers.with_user(user).read(["u1"])
                with self.assertRaises(AccessError):
                    answers.with_user(user).create({"service_id": self.service.id})

    def test_who_sees_the_index_of_a_service(self):
        self.answer(*[4] * 5)
        seen = []
        for role in self.user:
            try:
                if self.results(role):
                    seen.append(role)
            except AccessError:
                continue
        self.assertEqual(seen, ["head", "operator", "bkpsdm", "executive", "auditor"])

    def test_groups_show_no_more(self):
        self.answer(*[4] * 5)
        domain = [("company_id", "=", self.company.id)]
        for role, count in {"head": 5, "other_head": False, "elsewhere": False, "executive": 5}.items():
            with self.subTest(role=role):
                ((answers,),) = self.as_role(self.Result, role)._read_group(domain, [], ["answers:sum"])
                self.assertEqual(answers, count)

    def test_everybody_opens_a_service_employees_see_no_number(self):
        self.answer(*[4] * 5)
        for role, count in {"employee": 0, "head": 5, "bkpsdm": 5}.items():
            self.assertEqual(self.as_role(self.service, role).survey_answers, count, role)

    def test_grades_are_changed_by_administrators_alone(self):
        grade = self.env.ref("flexible_work_asn_reports.survey_grade_a")
        for role in ("employee", "head", "bkpsdm", "auditor", "executive"):
            self.assertEqual(grade.with_user(self.user[role]).name, "A")
            with self.subTest(role=role), self.assertRaises(AccessError):
                grade.with_user(self.user[role]).lowest = 90
        grade.with_user(self.user["elsewhere"]).lowest = 90  # an administrator

    def test_no_poster_leads_to_a_closed_door(self):
        self.company.flexible_work_survey_open = False
        with self.assertRaisesRegex(UserError, "is closed"):
            self.as_role(self.service, "head").action_survey_poster()
