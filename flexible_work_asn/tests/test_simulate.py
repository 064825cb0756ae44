"""The figures of a simulation: examples, and properties against counting everybody one by one."""

import unittest
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ..plan import Decision
from ..plan.simulate import (
    DUTY,
    FIGURES,
    HEADCOUNT,
    LEAVE,
    NEEDED,
    OFF,
    ONSITE,
    REGION,
    SHORT,
    SHORT_WORST,
    TO_ROSTER,
    WITHOUT_UNIT,
    Minimum,
    SimulatedUnit,
    counted_as,
    crowds,
    needed_on_site,
    people_by,
    simulate,
    weeks_over,
)

MONDAY = date(2026, 1, 12)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]
OPD, SECTION, OTHER = 1, 2, 3
UNITS = {
    OPD: SimulatedUnit(OPD, (OPD,)),
    SECTION: SimulatedUnit(SECTION, (OPD, SECTION)),
    OTHER: SimulatedUnit(OTHER, (OTHER,)),
}


def decision(mode="wfo", unit=SECTION, **values):
    values.setdefault("source", "rule" if mode else "holiday")
    return Decision(
        mode=mode,
        department_id=unit,
        asn_kind="pns",
        position_level_id=None,
        hour_from=7.5,
        hour_to=16.0,
        chain=(),
        **values,
    )


OFFICE = decision()
HOME = decision("wfh")
ASKED = decision(source="default", asks="roster")
ON_LEAVE = decision(None, source="leave", leave_status="sick")
ON_DUTY = decision(None, source="leave", leave_status="duty")
DAY_OFF = decision(None)


def one_day(people, was=OFFICE, units=None, **options):
    """The simulation of a Monday on which each of ``people`` has one of these decisions."""
    now = {number: [was] * 7 for number, _will in enumerate(people)}
    draft = {number: [will] * 7 for number, will in enumerate(people)}
    return simulate(WEEK, [MONDAY], crowds(now, draft), units or UNITS, **options)


class TestSimulate(unittest.TestCase):
    def test_everybody_is_counted_once(self):
        cell = one_day([OFFICE, OFFICE, HOME, ASKED, ON_LEAVE, ON_DUTY, DAY_OFF]).draft[SECTION][0]
        self.assertEqual((cell[HEADCOUNT], cell[ONSITE], cell[TO_ROSTER]), (7, 2, 1))
        self.assertEqual((cell[LEAVE], cell[DUTY], cell[OFF]), (1, 1, 1))
        self.assertEqual(cell[HEADCOUNT], sum(cell[ONSITE : OFF + 1]))

    def test_a_unit_includes_its_sub_units_and_the_region_all(self):
        result = one_day([OFFICE, decision(unit=OPD), decision(unit=OTHER), decision(unit=None)])
        counts = {unit_id: row[0][HEADCOUNT] for unit_id, row in result.draft.items()}
        self.assertEqual(counts, {SECTION: 1, OPD: 2, OTHER: 1, WITHOUT_UNIT: 1, REGION: 4})

    def test_who_changes_is_counted_in_the_unit_and_above(self):
        result = one_day([HOME, OFFICE])
        self.assertEqual(result.changed, {SECTION: [1], OPD: [1], REGION: [1]})

    def test_an_approved_roster_is_not_asked_for_again(self):
        self.assertEqual(counted_as(decision(source="roster", asks="roster")), ONSITE)
        self.assertEqual(counted_as(decision(source="cap", asks="roster")), ONSITE)

    # ------------------------------------------------------------ minimum on site
    def test_a_percentage_rounds_up_and_counts_those_on_leave(self):
        unit = SimulatedUnit(1, (1,), minimum_percent=25)
        self.assertEqual([needed_on_site(unit, people) for people in (0, 1, 4, 5, 8)], [0, 1, 1, 2, 2])
        units = {**UNITS, SECTION: SimulatedUnit(SECTION, (OPD, SECTION), minimum_percent=50)}
        cell = one_day([OFFICE, ON_LEAVE, ON_LEAVE, DAY_OFF], units=units).draft[SECTION][0]
        self.assertEqual((cell[NEEDED], cell[SHORT]), (2, 1))

    def test_the_larger_of_count_and_percentage_is_needed(self):
        self.assertEqual(needed_on_site(SimulatedUnit(1, (1,), 3, 10.0), 10), 3)
        self.assertEqual(needed_on_site(SimulatedUnit(1, (1,), 1, 30.0), 10), 3)

    def test_nobody_is_needed_on_a_day_on_which_nobody_works(self):
        units = {**UNITS, SECTION: SimulatedUnit(SECTION, (OPD, SECTION), minimum_count=2)}
        self.assertEqual(one_day([DAY_OFF], units=units).draft[SECTION][0][NEEDED], 0)

    def test_days_left_to_the_head_are_short_only_if_all_are_sent_away(self):
        units = {**UNITS, SECTION: SimulatedUnit(SECTION, (OPD, SECTION), minimum_count=2)}
        cell = one_day([OFFICE, ASKED, ASKED], units=units).draft[SECTION][0]
        self.assertEqual((cell[SHORT], cell[SHORT_WORST]), (0, 1))

    def test_a_unit_lacks_as_many_as_its_sub_units_and_the_region_as_all(self):
        units = {
            OPD: SimulatedUnit(OPD, (OPD,)),
            SECTION: SimulatedUnit(SECTION, (OPD, SECTION), minimum_count=2),
            OTHER: SimulatedUnit(OTHER, (OTHER,), minimum_count=3),
        }
        people = [HOME, decision(unit=OPD), decision(unit=OPD), decision(unit=OTHER)]
        result = one_day(people, units=units)
        self.assertEqual(
            {unit_id: row[0][SHORT] for unit_id, row in result.draft.items()}, {SECTION: 2, OPD: 2, OTHER: 2, REGION: 4}
        )

    def test_the_percentage_of_the_circular_binds_the_opd_as_a_whole(self):
        units = {**UNITS, OPD: SimulatedUnit(OPD, (OPD,), by_circular=True)}
        minimum = Minimum(draft={MONDAY: 50.0})
        result = one_day([HOME, HOME, HOME, OFFICE], units=units, minimum=minimum)
        self.assertEqual([result.draft[unit][0][SHORT] for unit in (OPD, SECTION)], [1, 0])
        self.assertEqual(result.now[OPD][0][NEEDED], 0)

    # ------------------------------------------------------------ the weekly limit
    def test_ternates_week_may_have_three_days(self):
        week = [OFFICE, ASKED, ASKED, HOME, OFFICE, DAY_OFF, DAY_OFF]
        (found,) = weeks_over(WEEK, [(week, [7])], 2)
        self.assertEqual((found.certain, found.to_roster), ((WEEK[3],), (WEEK[1], WEEK[2])))
        self.assertFalse(found.is_certain)

    def test_three_fixed_days_are_certain(self):
        (found,) = weeks_over(WEEK, [([OFFICE, HOME, HOME, HOME, OFFICE, DAY_OFF, DAY_OFF], [7])], 2)
        self.assertTrue(found.is_certain)

    def test_a_special_circumstance_is_outside_the_limit(self):
        special = decision("wfh", source="request", outside_cap=True)
        self.assertEqual(weeks_over(WEEK, [([OFFICE, HOME, HOME, special, OFFICE, DAY_OFF, DAY_OFF], [7])], 2), ())

    def test_two_days_on_each_side_of_a_sunday_are_no_breach(self):
        days = [MONDAY + timedelta(days=n) for n in range(14)]
        row = [OFFICE] * 3 + [HOME, HOME, DAY_OFF, DAY_OFF] + [HOME, HOME] + [OFFICE] * 3 + [DAY_OFF] * 2
        self.assertEqual(weeks_over(days, [(row, [7])], 2), ())

    # ------------------------------------------------------------ uncovered units
    def test_a_service_without_anybody_on_site_is_uncovered(self):
        units = {**UNITS, SECTION: SimulatedUnit(SECTION, (OPD, SECTION), serves_public=True)}
        (gap,) = one_day([HOME, ON_LEAVE], units=units).uncovered
        self.assertEqual((gap.unit_id, gap.day, gap.certain, gap.now), (SECTION, MONDAY, True, False))

    def test_a_roster_may_leave_a_service_uncovered(self):
        units = {**UNITS, SECTION: SimulatedUnit(SECTION, (OPD, SECTION), serves_public=True)}
        (gap,) = one_day([ASKED, HOME], units=units).uncovered
        self.assertFalse(gap.certain)

    def test_units_that_serve_nobody_need_not_be_covered(self):
        self.assertEqual(one_day([HOME]).uncovered, ())

    def test_an_uncovered_day_that_is_so_already_says_so(self):
        units = {**UNITS, SECTION: SimulatedUnit(SECTION, (OPD, SECTION), minimum_count=1)}
        (gap,) = one_day([HOME], was=HOME, units=units).uncovered
        self.assertTrue(gap.now)

    def test_people_are_found_by_what_they_are_told(self):
        now = {1: [OFFICE] * 7, 2: [OFFICE] * 7}
        groups = crowds(now, {1: [HOME] * 7, 2: [OFFICE, ASKED] * 3 + [DAY_OFF]})
        found = people_by(groups, lambda one: one.mode)
        self.assertEqual(found, {"wfh": {1}, "wfo": {2}})


DECISIONS = [
    decision(mode, unit, source=source, asks=asks, leave_status=status)
    for unit in (OPD, SECTION, OTHER, None)
    for mode, source, asks, status in (
        ("wfo", "rule", None, None),
        ("wfh", "rule", None, None),
        ("wfa", "rule", "choice", None),
        ("other_office", "roster", "roster", None),
        ("wfo", "default", "roster", None),
        (None, "leave", None, "leave"),
        (None, "holiday", None, None),
    )
]
rows = st.lists(st.one_of(st.none(), st.sampled_from(DECISIONS)), min_size=7, max_size=7)


class TestSimulateProperties(unittest.TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.lists(rows, max_size=12))
    def test_the_figures_are_those_of_counting_one_by_one(self, people):
        # nobody is employed on other dates by the draft than now
        was = {None: None, **{id(one): OFFICE for one in DECISIONS}}
        now = {number: [one and was[id(one)] for one in row] for number, row in enumerate(people)}
        draft = dict(enumerate(people))
        result = simulate(WEEK, WEEK, crowds(now, draft), UNITS)
        for unit_id in (OPD, SECTION, OTHER, WITHOUT_UNIT, REGION):
            row = result.draft.get(unit_id, [[0] * len(FIGURES)] * 7)
            for place in range(7):
                inside = [
                    one
                    for one in (people_row[place] for people_row in people)
                    if one is not None and _belongs(one.department_id, unit_id)
                ]
                for figure in range(ONSITE, OFF + 1):
                    self.assertEqual(row[place][figure], sum(counted_as(one) == figure for one in inside))
                self.assertEqual(row[place][HEADCOUNT], len(inside))

    @settings(max_examples=60, deadline=None)
    @given(st.lists(rows, max_size=8), st.randoms())
    def test_the_order_of_people_never_matters(self, people, random):
        keyed = list(enumerate(people))
        shuffled = keyed[:]
        random.shuffle(shuffled)
        first, second = (simulate(WEEK, WEEK, crowds(dict(order), dict(order)), UNITS) for order in (keyed, shuffled))
        self.assertEqual(first, second)
        self.assertEqual(first.changed, {})

    @settings(max_examples=60, deadline=None)
    @given(rows, st.integers(min_value=1, max_value=4))
    def test_a_week_is_over_the_limit_when_counting_says_so(self, row, cap):
        flexible = [one for one in row if one and one.mode in ("wfh", "wfa", "other_office")]
        asked = [one for one in row if one and counted_as(one) == TO_ROSTER]
        found = weeks_over(WEEK, [(row, [1])], cap)
        self.assertEqual(bool(found), len(flexible) + len(asked) > cap)
        if found:
            self.assertEqual(found[0].is_certain, len(flexible) > cap)


def _belongs(department_id, unit_id):
    if unit_id == REGION:
        return True
    if department_id is None:
        return unit_id == WITHOUT_UNIT
    return unit_id in UNITS[department_id].path
