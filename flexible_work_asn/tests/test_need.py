from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn.placement.fits import fits
from odoo.addons.flexible_work_asn.placement.need import Counter, Service, annualised, needs_by_unit, rounded, yearly
from odoo.addons.flexible_work_asn.placement.strength import (
    Minimum,
    efficiency_class,
    fill,
    own_minimum,
    strength,
)

ANYBODY = (None, None, None)
COUNTER_WORK = (1, None, None)
ARCHIVE = (2, None, None)


@dataclass(frozen=True)
class Someone:
    competences: frozenset = frozenset()
    grade: int | None = None
    structural: bool = False


def can(*competences, **values):
    return Someone(frozenset(competences), **values)


SOMEBODY = st.builds(
    Someone,
    st.frozensets(st.sampled_from([1, 2, 3]), max_size=3),
    st.none() | st.integers(1, 4),
    st.sampled_from([False, False, False, True]),
)
KINDS = st.tuples(st.none() | st.sampled_from([1, 2, 3]), st.none() | st.integers(1, 4), st.none() | st.integers(1, 4))
NEEDS = st.lists(st.tuples(KINDS, st.integers(0, 3)), max_size=4, unique_by=lambda need: need[0])


def most_filled(people, needs):
    """All ways to send each person to one need or to none; the number of needs filled by the best of them."""
    best = 0
    for choice in product(range(-1, len(needs)), repeat=len(people)):
        if all(n < 0 or fits(person, needs[n][0]) for person, n in zip(people, choice, strict=True)):
            best = max(best, sum(min(choice.count(n), number) for n, (_kind, number) in enumerate(needs)))
    return best


class TestFits(BaseCase):
    def test_who_has_the_competence_fits(self):
        self.assertTrue(fits(can(1), COUNTER_WORK))
        self.assertFalse(fits(can(2), COUNTER_WORK))

    def test_work_without_a_competence_is_for_anybody(self):
        self.assertTrue(fits(can(), ANYBODY))

    def test_a_structural_official_fills_nothing(self):
        self.assertFalse(fits(can(1, structural=True), COUNTER_WORK))
        self.assertFalse(fits(can(structural=True), ANYBODY))

    def test_both_limits_of_grade_belong_to_it(self):
        self.assertEqual([grade for grade in range(6) if fits(can(grade=grade), (None, 2, 4))], [2, 3, 4])

    def test_who_has_no_grade_fits_only_where_no_limit_is_given(self):
        self.assertTrue(fits(can(1), COUNTER_WORK))
        self.assertFalse(fits(can(1), (1, 10, None)))
        self.assertFalse(fits(can(1), (1, None, 100)))


class TestNeed(BaseCase):
    def test_need_is_volume_times_norm_by_the_effective_minutes(self):
        """Permen PANRB 1/2020."""
        services = [Service(1, 7, COUNTER_WORK, 6000, 20), Service(2, 7, COUNTER_WORK, 1000, 30)]
        ((need,),) = needs_by_unit(services, [], {7: 75000}, "half").values()
        self.assertEqual((need.minutes, need.workload, need.needed), (150000, 2.0, 2))

    def test_a_six_day_week_needs_fewer_people_for_the_same_work(self):
        services = [Service(1, unit, COUNTER_WORK, 9000, 20) for unit in (7, 8)]
        needs = needs_by_unit(services, [], {7: 75000, 8: 90000}, "up")
        self.assertEqual([needs[unit][0].needed for unit in (7, 8)], [3, 2])

    def test_half_a_person_is_one_and_less_is_none(self):
        self.assertEqual([rounded(part, "half") for part in (0.49, 0.5, 1.49, 1.5, 2.0)], [0, 1, 1, 2, 2])

    def test_always_up_takes_a_whole_person_for_any_rest(self):
        self.assertEqual([rounded(part, "up") for part in (0.0, 0.01, 1.0, 1.2)], [0, 1, 1, 2])

    def test_an_error_of_floating_point_is_no_person(self):
        self.assertEqual(rounded(0.1 + 0.2 + 0.7 + 1e-12, "up"), 1)
        self.assertEqual(rounded(1.5 - 1e-12, "half"), 2)

    def test_counters_ask_for_their_people_where_the_workload_asks_for_fewer(self):
        services = [Service(1, 7, COUNTER_WORK, 100, 10)]
        counters = [Counter(1, 7, COUNTER_WORK, 1), Counter(2, 7, COUNTER_WORK, 2)]
        ((need,),) = needs_by_unit(services, counters, {7: 75000}, "half").values()
        self.assertEqual((need.counter_staff, need.needed), (3, 3))

    def test_the_workload_counts_where_it_asks_for_more_than_the_counters(self):
        services = [Service(1, 7, COUNTER_WORK, 30000, 10)]
        ((need,),) = needs_by_unit(services, [Counter(1, 7, COUNTER_WORK, 2)], {7: 75000}, "half").values()
        self.assertEqual(need.needed, 4)

    def test_each_kind_of_a_unit_is_a_need_of_its_own(self):
        services = [Service(1, 7, COUNTER_WORK, 75000, 1), Service(2, 7, ARCHIVE, 75000, 2)]
        (needs,) = needs_by_unit(services, [], {7: 75000}, "half").values()
        self.assertEqual([(need.kind, need.needed) for need in needs], [(COUNTER_WORK, 1), (ARCHIVE, 2)])

    def test_months_make_a_year(self):
        self.assertEqual(yearly(50, "month"), 600)
        self.assertEqual(yearly(50, "year"), 50)
        self.assertEqual(annualised([100, 200, 300]), 2400)
        self.assertIsNone(annualised([]))

    @given(
        st.lists(st.tuples(st.integers(1, 2), KINDS, st.integers(0, 9999), st.integers(0, 90)), max_size=8),
        st.lists(st.tuples(st.integers(1, 2), KINDS, st.integers(0, 4)), max_size=4),
        st.sampled_from(["half", "up"]),
    )
    def test_need_is_what_exact_fractions_say(self, services, counters, rounding):
        effective = {1: 75000, 2: 90000}
        found = needs_by_unit(
            [Service(n, *service) for n, service in enumerate(services)],
            [Counter(n, *counter) for n, counter in enumerate(counters)],
            effective,
            rounding,
        )
        expected = {}
        for unit, kind in {(unit, kind) for unit, kind, *_rest in services + counters}:
            exact = Fraction(
                sum(volume * norm for u, k, volume, norm in services if (u, k) == (unit, kind)), effective[unit]
            )
            whole, rest = divmod(exact, 1)
            by_workload = whole + (rest > 0 if rounding == "up" else rest >= Fraction(1, 2))
            staff = sum(number for u, k, number in counters if (u, k) == (unit, kind))
            expected[unit, kind] = max(by_workload, staff)
        self.assertEqual({(unit, n.kind): n.needed for unit, needs in found.items() for n in needs}, expected)


class TestStrength(BaseCase):
    def test_somebody_with_two_competences_fills_one_need(self):
        self.assertEqual(sum(fill([can(1, 2)], [(COUNTER_WORK, 1), (ARCHIVE, 1)])), 1)

    def test_who_can_do_both_leaves_the_place_to_who_can_do_one(self):
        people = [can(1, 2), can(1)]
        self.assertEqual(fill(people, [(COUNTER_WORK, 1), (ARCHIVE, 1)]), (1, 1))

    def test_a_need_is_not_filled_more_than_it_takes(self):
        self.assertEqual(fill([can(1)] * 5, [(COUNTER_WORK, 2)]), (2,))

    @given(st.lists(SOMEBODY, max_size=5), NEEDS)
    def test_no_way_to_deal_the_people_fills_more(self, people, needs):
        filled = fill(people, needs)
        self.assertEqual(sum(filled), most_filled(people, needs))
        self.assertTrue(all(0 <= have <= number for have, (_kind, number) in zip(filled, needs, strict=True)))

    @given(st.lists(SOMEBODY, max_size=5), NEEDS)
    def test_the_filling_can_be_done_by_these_people(self, people, needs):
        filled = fill(people, needs)
        exactly = [(kind, have) for (kind, _number), have in zip(needs, filled, strict=True)]
        self.assertEqual(most_filled(people, exactly), sum(filled))

    @given(st.lists(SOMEBODY, max_size=7), NEEDS, st.randoms())
    def test_the_order_of_the_people_never_matters(self, people, needs, random):
        mixed = list(people)
        random.shuffle(mixed)
        self.assertEqual(fill(mixed, needs), fill(people, needs))

    def _strength(self, people, services=(), **minimum):
        needs = needs_by_unit([Service(n, 7, *service) for n, service in enumerate(services)], [], {7: 75000}, "half")
        return strength(7, needs.get(7, ()), people, Minimum(**minimum), 75000)

    def test_what_is_needed_and_not_there_is_short(self):
        unit = self._strength([can(1), can()], [(COUNTER_WORK, 75000, 3)])
        self.assertEqual((unit.needed, unit.total_filled, unit.shortage), (3, 1, 2))

    def test_surplus_is_who_neither_leads_nor_fills_a_need(self):
        unit = self._strength([can(1), can(), can(), can(structural=True)], [(COUNTER_WORK, 75000, 1)])
        self.assertEqual((unit.minimum, unit.surplus), (2, 2))

    def test_a_unit_may_be_short_of_one_kind_and_have_too_many_of_others(self):
        unit = self._strength([can(2), can(2)], [(COUNTER_WORK, 75000, 2)])
        self.assertEqual((unit.shortage, unit.surplus), (2, 2))

    def test_a_unit_keeps_what_it_is_set_to_keep(self):
        self.assertEqual(self._strength([can()] * 5, staff_count=4).surplus, 1)

    def test_the_minimum_on_site_counts_where_no_number_to_keep_is_set(self):
        self.assertEqual(own_minimum(Minimum(0, 3, 50, 0), False, 10, 0), 5)
        self.assertEqual(own_minimum(Minimum(0, 3, 10, 0), False, 10, 0), 3)
        self.assertEqual(own_minimum(Minimum(2, 3, 50, 0), False, 10, 0), 2)

    def test_a_part_of_a_person_is_a_person_to_keep(self):
        self.assertEqual(own_minimum(Minimum(onsite_percent=50), False, 5, 0), 3)
        self.assertEqual(own_minimum(Minimum(onsite_percent=10), False, 30, 0), 3)

    def test_of_a_unit_whose_need_nobody_knows_a_share_stays(self):
        self.assertEqual(self._strength([can()] * 10, unknown_percent=70).surplus, 3)
        self.assertEqual(self._strength([can(1)] * 10, [(COUNTER_WORK, 75000, 1)], unknown_percent=70).surplus, 9)

    def test_a_unit_below_its_minimum_has_nothing_to_spare(self):
        self.assertEqual(self._strength([can()] * 2, staff_count=4).surplus, 0)

    def test_efficiency_is_work_by_the_time_of_those_who_can_do_it(self):
        unit = self._strength([can(1), can(1), can(structural=True)], [(COUNTER_WORK, 75000, 1)])
        self.assertEqual(unit.efficiency, 0.5)

    def test_without_people_or_work_no_efficiency_is_said(self):
        self.assertIsNone(self._strength([], [(COUNTER_WORK, 75000, 1)]).efficiency)
        self.assertIsNone(self._strength([can(1)]).efficiency)

    def test_classes_go_from_a_to_e(self):
        bounds = (1.0, 0.9, 0.7, 0.5)
        found = [efficiency_class(value, bounds) for value in (1.01, 1.0, 0.9, 0.89, 0.7, 0.69, 0.5, 0.49, None)]
        self.assertEqual(found, ["A", "B", "B", "C", "C", "D", "D", "E", None])
