from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn.plan import CAP, LEVELS, Statement, resolve

from .plan_reference import Outcome, plan, weekly_limit
from .plan_strategies import DAYS, PEOPLE, all_facts, days, ids

many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def outcome(decision):
    """A decision in the shape of the reference."""
    return Outcome(
        source=decision.source,
        mode=decision.mode,
        leave_status=decision.leave_status,
        hours=None if decision.hour_from is None else (decision.hour_from, decision.hour_to),
        segments=tuple((part.mode, part.hour_from, part.hour_to) for part in decision.segments),
        part_leave=decision.part_leave,
        unit_id=decision.department_id,
        home_unit_id=decision.home_department_id,
        tolerance=decision.hours_tolerance,
        special=decision.outside_cap,
    )


def flexible(decisions):
    return {key for key, decision in decisions.items() if decision.is_flexible}


def flexible_per_week(decisions):
    counts = {}
    for employee_id, day in flexible(decisions):
        key = (employee_id, day.isocalendar()[:2])
        counts[key] = counts.get(key, 0) + 1
    return counts


def without_limit(facts):
    return replace(facts, circulars=tuple(replace(c, enforced=False) for c in facts.circulars))


class TestPlanProperties(BaseCase):
    @many
    @given(all_facts())
    def test_the_plan_is_what_a_slow_reading_of_the_precedence_says(self, facts):
        expected = {
            (person.id, day): outcome for person in facts.people for day, outcome in plan(facts, person, DAYS).items()
        }
        found = {key: outcome(decision) for key, decision in resolve(facts, DAYS).items()}
        self.assertEqual(found, expected)

    @many
    @given(all_facts(), st.randoms())
    def test_the_order_in_which_facts_come_never_matters(self, facts, random):
        def shuffled(items):
            items = list(items)
            random.shuffle(items)
            return tuple(items)

        def turned(by_employee):
            return {key: shuffled(items) for key, items in shuffled(by_employee.items())}

        other = replace(
            facts,
            people=shuffled(facts.people),
            circulars=shuffled(replace(c, rules=shuffled(c.rules)) for c in facts.circulars),
            statements=shuffled(facts.statements),
            absences=turned(facts.absences),
            requests=turned(facts.requests),
            assignments=turned(facts.assignments),
            rosters={n: turned(lines) for n, lines in facts.rosters.items()},
        )
        self.assertEqual(resolve(other, shuffled(DAYS)), resolve(facts, DAYS))

    @many
    @given(all_facts(), st.sets(days))
    def test_a_day_is_decided_alike_whichever_days_are_asked_with_it(self, facts, asked):
        everything = resolve(facts, DAYS)
        self.assertEqual(resolve(facts, asked), {key: d for key, d in everything.items() if key[1] in asked})

    @many
    @given(all_facts(), ids)
    def test_keeping_a_position_in_the_office_makes_nobody_flexible(self, facts, position):
        facts = without_limit(facts)
        stricter = replace(
            facts,
            circulars=tuple(
                replace(c, onsite_position_ids=c.onsite_position_ids | {position}) for c in facts.circulars
            ),
        )
        self.assertLessEqual(flexible(resolve(stricter, DAYS)), flexible(resolve(facts, DAYS)))

    @many
    @given(
        all_facts(),
        days,
        st.sampled_from(
            [
                *({"kind": kind, "employee_id": n} for n in PEOPLE for kind in ("discipline", "revoked", "recall")),
                *({"kind": "position", "position_id": n} for n in PEOPLE),
                *({"kind": "unit", "unit_id": n} for n in PEOPLE),
                {"kind": "recall"},
            ]
        ),
    )
    def test_a_statement_that_keeps_on_site_makes_nobody_flexible(self, facts, day, about):
        facts = without_limit(facts)
        stricter = replace(facts, statements=(*facts.statements, Statement(99, date_from=day, company_id=1, **about)))
        self.assertLessEqual(flexible(resolve(stricter, DAYS)), flexible(resolve(facts, DAYS)))

    @many
    @given(all_facts(), ids)
    def test_exempting_a_unit_makes_nobody_flexible(self, facts, unit_id):
        facts = without_limit(facts)
        stricter = replace(
            facts, units={**facts.units, unit_id: replace(facts.units[unit_id], exempt=True, exempt_by_id=None)}
        )
        relaxed = {s.unit_id for s in facts.statements if s.kind == "unit" and s.allows_flexible}
        if not relaxed & set(facts.units[unit_id].path):  # a dated carve-out above the unit no longer reaches it
            self.assertLessEqual(flexible(resolve(stricter, DAYS)), flexible(resolve(facts, DAYS)))

    @many
    @given(all_facts(), st.sampled_from(PEOPLE), days)
    def test_under_a_weekly_limit_a_bar_gives_nobody_more_flexible_days(self, facts, employee_id, day):
        """A barred day may make room for another one of the same week, and for no more than that."""
        bar = Statement(99, "revoked", day, company_id=1, employee_id=employee_id)
        before = flexible_per_week(resolve(facts, DAYS))
        for key, count in flexible_per_week(resolve(replace(facts, statements=(*facts.statements, bar)), DAYS)).items():
            self.assertLessEqual(count, before.get(key, 0))

    @many
    @given(all_facts(), st.sampled_from([1, 2]))
    def test_with_enforce_nobody_exceeds_the_weekly_limit(self, facts, most):
        facts = replace(
            facts,
            circulars=tuple(
                replace(c, company_id=1, date_from=DAYS[0], last_date=None, enforced=True, flexible_days_max=most)
                for c in facts.circulars
            ),
        )
        counted = {key: d for key, d in resolve(facts, DAYS).items() if not d.outside_cap}
        if facts.circulars:
            self.assertTrue(all(count <= most for count in flexible_per_week(counted).values()))

    @many
    @given(all_facts())
    def test_the_weekly_limit_takes_no_day_from_a_week_that_keeps_it(self, facts):
        free = resolve(without_limit(facts), DAYS)
        counts = flexible_per_week({key: d for key, d in free.items() if not d.outside_cap})
        people = {person.id: person for person in facts.people}
        for (employee_id, day), decision in resolve(facts, DAYS).items():
            if decision.source == CAP:
                most = weekly_limit(facts, people[employee_id], day)
                self.assertGreater(counts[employee_id, day.isocalendar()[:2]], most)

    @many
    @given(all_facts(), days)
    def test_a_revoked_circular_leaves_no_trace_after_its_last_date(self, facts, last):
        revoked = replace(
            facts, circulars=tuple(replace(c, last_date=min(last, c.last_date or last)) for c in facts.circulars)
        )
        without = replace(facts, circulars=())
        # a week begun under the circular is counted as a whole
        later = [day for day in DAYS if day > last]
        self.assertEqual(resolve(without_limit(revoked), later), resolve(without, later))
        self.assertEqual(resolve(revoked, later), resolve(without, later))

    @many
    @given(all_facts())
    def test_everybody_employed_has_one_decision_with_one_reason(self, facts):
        decisions = resolve(facts, DAYS)
        employed = {
            (person.id, day)
            for person in facts.people
            for first, last, _placement in person.spans
            for day in DAYS
            if first <= day <= last
        }
        self.assertEqual(set(decisions), employed)
        for decision in decisions.values():
            applied = [step for step in decision.chain if step.applied]
            self.assertEqual([step.level for step in applied], [decision.source])

    @many
    @given(all_facts())
    def test_the_explanation_lists_every_level_down_to_the_one_that_won(self, facts):
        for decision in resolve(facts, DAYS).values():
            considered = [step.level for step in decision.chain if step.level != CAP]
            self.assertEqual(considered, list(LEVELS[: len(considered)]))
            if decision.source == CAP:
                self.assertEqual((decision.chain[-1].level, decision.chain[-1].applied), (CAP, True))
            elif not decision.segments and decision.source != "recall":
                self.assertEqual(considered[-1], decision.source)
