"""An evaluation over real day rows: what was planted is found, and what was not is not."""

import random
from datetime import date, datetime, timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .evaluation_common import AFTER, BEFORE, PEOPLE, EvaluationCase

APRIL = datetime(2026, 4, 2, 1, 0)  # 10:00 WIT


@tagged("post_install", "-at_install")
@freeze_time(APRIL)
class TestEvaluation(EvaluationCase):
    def test_a_planted_effect_is_found_with_its_size(self):
        self.write_days(effect=-0.05)
        measure = self.measure(self.counted(), "present")
        self.assertEqual(measure.verdict, "worse")
        self.assertLess(measure.low, -5.0)
        self.assertGreater(measure.high, -5.0)
        self.assertLess(measure.high, 0.0)
        self.assertEqual((measure.flexible_number, measure.exempt_number), (10, 8))
        self.assertRegex(measure.sentence, "^Worse: .* points lower than the exempt units would lead one to expect")

    def test_without_an_effect_there_is_no_clear_difference(self):
        self.write_days(share_before=0.95, share_after=0.92)
        measure = self.measure(self.counted(), "present")
        self.assertEqual(measure.verdict, "unclear")
        self.assertLess(measure.low, 0.0)
        self.assertGreater(measure.high, 0.0)
        # everybody attended less after: before against after alone would blame flexible work for it
        self.assertLess(measure.flexible_change, -1.0)
        self.assertLess(measure.exempt_change, -1.0)

    def test_levels_are_those_of_the_rows(self):
        self.write_days(effect=-0.05)
        evaluation = self.counted()
        for key, structural in (("present", (True, False)), ("present_structural", (True,))):
            shares = []
            for opd in self.flexible:
                days = self.env["flexible.work.day"].search(
                    [("opd_id", "=", opd.id), ("date", ">=", AFTER[0]), ("structural", "in", structural)]
                )
                shares.append(100 * len(days.filtered(lambda day: day.status == "present")) / len(days))
            self.assertAlmostEqual(self.measure(evaluation, key).flexible_after, sum(shares) / len(shares), places=6)

    def test_presence_away_tells_that_flexible_work_took_place(self):
        self.write_days(away=0.4)
        evaluation = self.counted()
        away = self.measure(evaluation, "away")
        self.assertEqual((away.verdict, away.flexible_before, away.exempt_after), ("context", 0.0, 0.0))
        self.assertAlmostEqual(away.flexible_after, 40 * (PEOPLE - 1) / PEOPLE, delta=3)
        self.assertNotIn("not_carried_out", evaluation._caution_codes())

    def test_flexible_work_that_hardly_took_place_is_said(self):
        self.write_days(away=0.02)
        self.assertIn("hardly took place", self.counted().cautions)

    def test_days_verified_by_the_head_and_reported(self):
        self.write_days()
        evaluation = self.counted()
        verified = self.measure(evaluation, "verified")
        self.assertAlmostEqual(verified.flexible_after, 50, delta=4)
        self.assertIn("– → 5", verified.sentence)
        self.assertEqual(verified.verdict, "context")
        self.assertEqual(self.measure(evaluation, "reported").flexible_after, 0.0)

    def test_units_with_days_in_one_period_only_are_left_out(self):
        self.write_days()
        new = self._make_opds("Badan baru", 1)
        self.add_days(new, 200, day=date(2026, 2, 3))
        measure = self.measure(self.counted(), "present")
        self.assertEqual(measure.flexible_number, 10)
        self.assertFalse(measure.unit_ids.filtered(lambda unit: unit.department_id == new).used)
        self.assertIn("left out", measure.caution)

    def test_too_few_exempt_units_say_nothing(self):
        self.write_days(effect=-0.2)
        self.exempt[4:].write({"flexible_exempt": "included"})
        measure = self.measure(self.counted(), "present")
        self.assertEqual((measure.verdict, measure.is_compared), ("few", False))
        self.assertIn("14 flexible and 4 exempt units", measure.sentence)
        self.assertEqual(self.measure(self.counted(units_min=4), "present").verdict, "worse")

    def test_a_sub_unit_with_another_rule_than_its_opd_is_not_compared(self):
        self.write_days()
        office = self.env["hr.department"].create(
            {
                "name": "Tata usaha",
                "company_id": self.company.id,
                "parent_id": self.exempt[0].id,
                "flexible_exempt": "included",
            }
        )
        evaluation = self.counted()
        before = self.measure(evaluation, "present").exempt_after
        self.add_rows(
            [{"opd_id": self.exempt[0].id, "department_id": office.id, "status": "absent"} for _n in range(300)],
            day=date(2026, 2, 3),
        )
        evaluation.action_count()
        self.assertEqual(self.measure(evaluation, "present").exempt_after, before)
        self.assertIn("1 sub-units follow another rule", evaluation.cautions)

    def test_a_unit_that_was_called_to_the_office_for_a_time_is_not_compared(self):
        self.write_days()
        self.env["flexible.work.exemption"].create(
            {
                "kind": "unit",
                "department_id": self.flexible[0].id,
                "company_id": self.company.id,
                "date_from": date(2026, 2, 1),
                "date_to": date(2026, 2, 20),
                "reason": "Pemeriksaan",
            }
        )
        self.assertEqual(self.measure(self.counted(), "present").flexible_number, 9)

    def test_groups_that_moved_apart_before_are_no_evidence(self):
        self.write_days(effect=-0.10)
        late = BEFORE[0] + (BEFORE[1] - BEFORE[0]) / 2
        self.env.cr.execute(
            "UPDATE flexible_work_day SET status = 'absent'"
            " WHERE opd_id = ANY(%s) AND date BETWEEN %s AND %s"
            " AND (employee_id + EXTRACT(DAY FROM date)::int) %% 8 = 0",
            [self.flexible.ids, late, BEFORE[1]],
        )
        measure = self.measure(self.counted(), "present")
        self.assertTrue(measure.high < 0 and measure.placebo_high < 0)
        self.assertEqual(measure.verdict, "unclear")
        self.assertIn("had developed differently before already", measure.sentence)

    def test_short_periods_are_said_to_be_short(self):
        self.write_days()
        evaluation = self.counted(
            date_to=date(2026, 1, 14), before_from=date(2025, 12, 10), before_to=date(2025, 12, 31)
        )
        self.assertRegex(evaluation.cautions, "The periods are short: 4 weeks before and 3 after")

    def test_number_of_queries_does_not_grow_with_people(self):
        self.write_days(skip=self.flexible[5:] | self.exempt[5:])
        evaluation = self.evaluation().sudo()
        evaluation._count()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        evaluation._count()
        few = self.env.cr.sql_log_count - start
        self.env.execute_query(SQL("DELETE FROM flexible_work_day RETURNING id"))
        self.write_days()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        evaluation._count()
        self.assertLessEqual(self.env.cr.sql_log_count - start, few)

    # ------------------------------------------------------------ savings and service
    def _bills(self, factor, kind="electricity", sides=None):
        months = [date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)]
        months += [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
        self.env["flexible.work.ledger"].create(
            [
                {
                    "company_id": self.company.id,
                    "department_id": opd.id,
                    "month": month,
                    "kind": kind,
                    "amount": (1_000_000 + 300_000 * number)
                    * (1 + 0.01 * ((number * 7 + place * 3) % 5 - 2))
                    * (factor if opd in self.flexible and place > 2 else 1.1 if place > 2 else 1.0),
                }
                for number, opd in enumerate(sides or self.flexible | self.exempt)
                for place, month in enumerate(months)
            ]
        )

    def test_savings_are_found_in_percent_and_told_in_rupiah(self):
        self.company.currency_id = self.env.ref("base.IDR")
        self._bills(0.88)
        evaluation = self.counted()
        measure = self.measure(evaluation, "electricity")
        # 0.88 against the 1.1 that the exempt units paid: a fifth less
        self.assertAlmostEqual(measure.estimate, -20.0, delta=1.5)
        self.assertEqual(measure.verdict, "better")
        self.assertAlmostEqual(measure.saved_percent, 12.0, delta=1.5)
        self.assertAlmostEqual(measure.saved, measure.flexible_before - measure.flexible_after)
        bills = sum(
            self.env["flexible.work.ledger"]
            .search([("department_id", "in", self.flexible.ids), ("month", "<", AFTER[0])])
            .mapped("amount")
        )
        self.assertAlmostEqual(measure.flexible_before, bills / 3, places=2)
        self.assertRegex(measure.sentence, r"Flexible units together paid Rp.*23,.* a month before .*% *\) less\.$")
        self.assertEqual(self.measure(evaluation, "bills").estimate, measure.estimate)
        # nobody enters water: it is not spoken of
        self.assertFalse(self.measure(evaluation, "water"))

    def test_bills_that_rise_like_those_of_exempt_units_are_no_effect(self):
        self._bills(1.1)
        measure = self.measure(self.counted(), "electricity")
        self.assertEqual(measure.verdict, "unclear")
        self.assertRegex(measure.sentence, "more.$")

    def test_a_kind_of_use_entered_after_only_does_not_count(self):
        self._bills(0.88)
        self.env["flexible.work.ledger"].create(
            {
                "company_id": self.company.id,
                "department_id": self.flexible[0].id,
                "month": date(2026, 2, 1),
                "kind": "fuel",
                "amount": 900_000_000,
            }
        )
        evaluation = self.counted()
        self.assertEqual(
            self.measure(evaluation, "bills").flexible_after, self.measure(evaluation, "electricity").flexible_after
        )

    def test_complaints_are_counted_by_local_date_and_their_answers_timed(self):
        complaints = []
        for opd in self.flexible | self.exempt:
            for month, day in ((10, 6), (11, 4), (12, 3), (2, 4), (2, 5), (3, 5)):
                complaints.append((opd, datetime(2025 if month > 9 else 2026, month, day)))
        # 00:30 WIT on 1 January is 31 December in UTC
        complaints.append((self.flexible[0], datetime(2025, 12, 31, 15, 30)))
        records = self.env["flexible.work.complaint"].create(
            [
                {"name": "Antrean", "company_id": self.company.id, "department_id": opd.id, "received_at": moment}
                for opd, moment in complaints
            ]
        )
        for record in records:
            record.sudo().write({"answered_at": record.received_at + timedelta(hours=30), "state": "answered"})
        # the answers of February come much later than the five working days of the settings
        records.filtered(lambda one: one.received_at.month == 2).sudo().answered_at = datetime(2026, 3, 20)
        evaluation = self.counted()
        found = self.measure(evaluation, "complaints")
        months = 90 / (365.25 / 12)
        self.assertAlmostEqual(found.flexible_after, (3 * 10 + 1) / 10 / months, places=6)
        self.assertAlmostEqual(found.exempt_after, 3 / months, places=6)
        late = self.measure(evaluation, "answered_late")
        self.assertAlmostEqual(late.exempt_after, 100 * 2 / 3)
        self.assertEqual(late.exempt_before, 0.0)
        hours = [30, *((datetime(2026, 3, 20) - datetime(2026, 2, day)).total_seconds() / 3600 for day in (4, 5))]
        self.assertAlmostEqual(self.measure(evaluation, "answer_hours").exempt_after, sum(hours) / 3)

    def test_the_survey_is_compared_by_its_index_and_units_with_few_answers_are_left_out(self):
        draw, answers = random.Random(3), []
        for number, opd in enumerate(self.flexible | self.exempt):
            service = self.env["flexible.work.public.service"].create(
                {"name": "Loket", "company_id": self.company.id, "department_id": opd.id}
            )
            for day, shift in ((date(2025, 11, 4), 0), (date(2025, 12, 10), 0), (date(2026, 2, 4), 1)):
                for _answer in range(20 if number else 4):
                    worse = shift and opd in self.flexible
                    scores = {
                        f"u{n}": draw.choice((2, 3, 3)) if worse else draw.choice((3, 3, 4)) for n in range(1, 10)
                    }
                    own = {"company_id": self.company.id, "service_id": service.id, "department_id": opd.id}
                    answers.append({**own, "date": day, **scores})
        self.env["flexible.work.survey.answer"].sudo().create(answers)
        survey = self.measure(self.counted(), "survey")
        self.assertEqual((survey.verdict, survey.flexible_number, survey.exempt_number), ("worse", 9, 8))
        self.assertAlmostEqual(survey.exempt_after, 25 * 10 / 3, delta=1.5)
        self.assertAlmostEqual(survey.flexible_after, 25 * 8 / 3, delta=1.5)

    # ------------------------------------------------------------ periods
    def test_whole_months_are_compared_with_whole_months(self):
        evaluation = self.Evaluation.create({"date_from": AFTER[0], "date_to": AFTER[1]})
        self.assertEqual((evaluation.before_from, evaluation.before_to), BEFORE)

    def test_the_time_before_ends_before_the_circular(self):
        circular = self.env["flexible.work.circular"].create(
            {"name": "SE", "company_id": self.company.id, "date_from": date(2026, 1, 12)}
        )
        evaluation = self.Evaluation.create({"circular_id": circular.id})
        self.assertEqual((evaluation.date_from, evaluation.date_to), (date(2026, 1, 12), date(2026, 3, 31)))
        self.assertEqual((evaluation.before_from, evaluation.before_to), (date(2025, 10, 25), date(2026, 1, 11)))

    def test_periods_that_overlap_are_refused(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.evaluation(before_to=date(2026, 1, 5))

    def test_a_period_that_is_not_over_is_not_counted(self):
        with self.assertRaisesRegex(UserError, "which is not over yet"):
            self.counted(date_to=date(2026, 4, 2))

    def test_changing_the_period_throws_the_figures_away(self):
        self.write_days()
        evaluation = self.counted()
        evaluation.write({"date_to": "2026-03-31", "units_min": 5, "conclusion": "Lanjutkan"})
        self.assertEqual(evaluation.state, "counted")
        evaluation.date_to = date(2026, 3, 15)
        self.assertEqual((evaluation.state, len(evaluation.measure_ids)), ("draft", 0))
