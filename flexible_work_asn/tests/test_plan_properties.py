from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn.plan import (
    FLEXIBLE_MODES,
    LEVELS,
    Absence,
    Calendar,
    Circular,
    Facts,
    Person,
    Placement,
    RosterLine,
    Rule,
    Unit,
    resolve,
)

from .plan_reference import decide

START = date(2026, 1, 12)
DAYS = [START + timedelta(days=n) for n in range(14)]
OFFICE_HOURS = dict.fromkeys(range(5), (7.5, 16.0))
CALENDARS = {
    1: Calendar(1, "5 hari", (OFFICE_HOURS, OFFICE_HOURS)),
    2: Calendar(2, "6 hari", ({**OFFICE_HOURS, 5: (7.5, 13.0)}, OFFICE_HOURS)),
}
#: a tree of units: 1 > 2 > 3 and 4
PATHS = {1: (1,), 2: (1, 2), 3: (1, 2, 3), 4: (4,)}

days = st.sampled_from(DAYS)
ids = st.integers(1, 4)
id_sets = st.frozensets(ids, max_size=2)
words = st.sampled_from([None, None, "wfo", "wfh", "wfa", "other_office", "choice", "roster"])


@st.composite
def circulars(draw, circular_id):
    date_from = draw(days)
    last = draw(st.none() | days)
    rules = tuple(
        Rule(
            id=circular_id * 10 + n,
            weekdays=draw(st.tuples(*[words] * 7)),
            sequence=draw(st.sampled_from([5, 10])),
            unit_ids=draw(id_sets),
            category_ids=draw(id_sets),
            position_ids=draw(id_sets),
        )
        for n in range(draw(st.integers(0, 3)))
    )
    return Circular(
        id=circular_id,
        company_id=draw(st.sampled_from([1, 1, 2])),
        name=f"SE {circular_id}",
        date_from=date_from,
        last_date=last,
        open_ended=draw(st.booleans()),
        date_issued=draw(st.sampled_from(DAYS[:2])),
        onsite_position_ids=draw(st.frozensets(ids, max_size=1)),
        rules=rules,
    )


@st.composite
def people(draw, person_id):
    def placement():
        return Placement(
            company_id=1,
            unit_id=draw(st.none() | ids),
            calendar_id=draw(st.sampled_from([1, 1, 2])),
            position_id=draw(st.none() | ids),
            asn_kind="pns",
        )

    first, moved, last = sorted([draw(days), draw(days), draw(days)])
    spans = [(first, moved, placement())]
    if moved < last:
        spans.append((moved + timedelta(days=1), last, placement()))
    return Person(person_id, tuple(spans))


@st.composite
def all_facts(draw):
    numbers = range(1, 4)
    units = {
        unit_id: Unit(unit_id, path, f"Unit {unit_id}", draw(st.none() | ids), draw(st.booleans()), "Dinas")
        for unit_id, path in PATHS.items()
    }
    absences = {
        n: (Absence(*sorted([draw(days), draw(days)]), draw(st.sampled_from(["leave", "duty", "sick"]))),)
        for n in draw(st.sets(st.sampled_from(numbers), max_size=1))
    }
    lines = st.tuples(st.builds(RosterLine, ids, st.sampled_from(["wfo", "wfh", "wfa"])))
    return Facts(
        people=tuple(draw(people(n)) for n in numbers),
        circulars=tuple(draw(circulars(n)) for n in range(1, 1 + draw(st.integers(0, 3)))),
        units=units,
        calendars=CALENDARS,
        holidays={(draw(st.sampled_from([1, 2])), draw(days)): "Libur"},
        positions={n: f"Jabatan {n}" for n in range(1, 5)},
        absences=absences,
        rosters={n: draw(st.dictionaries(days, lines, max_size=5)) for n in numbers},
        declarations={n: draw(st.dictionaries(days, st.sampled_from(["wfh", "wfa"]), max_size=4)) for n in numbers},
    )


many = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def outcomes(decisions):
    return {key: (d.source, d.mode, d.leave_status) for key, d in decisions.items()}


def flexible(decisions):
    return {key for key, decision in decisions.items() if decision.mode in FLEXIBLE_MODES}


class TestPlanProperties(BaseCase):
    @many
    @given(all_facts())
    def test_the_plan_is_what_a_slow_reading_of_the_precedence_says(self, facts):
        expected = {
            (person.id, day): decide(facts, person, day)
            for person in facts.people
            for day in DAYS
            if decide(facts, person, day)
        }
        self.assertEqual(outcomes(resolve(facts, DAYS)), expected)

    @many
    @given(all_facts(), st.randoms())
    def test_the_order_in_which_facts_come_never_matters(self, facts, random):
        def shuffled(items):
            items = list(items)
            random.shuffle(items)
            return tuple(items)

        other = replace(
            facts,
            people=shuffled(facts.people),
            circulars=shuffled(replace(c, rules=shuffled(c.rules)) for c in facts.circulars),
        )
        self.assertEqual(resolve(other, shuffled(DAYS)), resolve(facts, DAYS))

    @many
    @given(all_facts(), ids)
    def test_keeping_a_position_in_the_office_makes_nobody_flexible(self, facts, position):
        stricter = replace(
            facts,
            circulars=tuple(
                replace(c, onsite_position_ids=c.onsite_position_ids | {position}) for c in facts.circulars
            ),
        )
        self.assertLessEqual(flexible(resolve(stricter, DAYS)), flexible(resolve(facts, DAYS)))

    @many
    @given(all_facts(), ids)
    def test_exempting_a_unit_makes_nobody_flexible(self, facts, unit_id):
        units = {**facts.units, unit_id: replace(facts.units[unit_id], exempt=True)}
        stricter = replace(facts, units=units)
        self.assertLessEqual(flexible(resolve(stricter, DAYS)), flexible(resolve(facts, DAYS)))

    @many
    @given(all_facts(), days)
    def test_a_revoked_circular_leaves_no_trace_after_its_last_date(self, facts, last):
        revoked = replace(
            facts, circulars=tuple(replace(c, last_date=min(last, c.last_date or last)) for c in facts.circulars)
        )
        without = replace(facts, circulars=())
        later = [day for day in DAYS if day > last]
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
            levels = [LEVELS.index(step.level) for step in decision.chain]
            self.assertEqual(levels, sorted(levels))
