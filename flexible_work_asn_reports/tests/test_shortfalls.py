"""Who is short of people: the core against a slow, obvious reference. No database is used."""

from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.flexible_work_asn_reports.figures import Need, Presence, Shortfall, roll_up, shortfalls

#: a small tree: unit: its parent
PARENTS = {1: None, 2: 1, 3: 1, 4: 2, 5: 2, 6: None}
PATHS = {1: (1,), 2: (1, 2), 3: (1, 3), 4: (1, 2, 4), 5: (1, 2, 5), 6: (6,)}

#: (unit, competences, has a working day, is on site)
people = st.lists(
    st.tuples(st.sampled_from([*PARENTS]), st.frozensets(st.sampled_from("AB")), st.booleans(), st.booleans()),
    max_size=25,
)
#: (unit, competence or None, count, percent)
asked = st.lists(
    st.tuples(
        st.sampled_from([*PARENTS]), st.sampled_from([None, "A", "B"]), st.integers(0, 5), st.sampled_from([0, 25, 60])
    ),
    max_size=6,
)


def is_below(unit, above):
    while unit:
        if unit == above:
            return True
        unit = PARENTS[unit]
    return False


def one_by_one(crowd, wishes):
    """Every unit and group asked about, counted person by person."""
    found = {}
    for unit, group, _count, _percent in wishes:
        inside = [person for person in crowd if is_below(person[0], unit)]
        if not any(works for _unit, _can, works, _here in inside):
            continue
        those = [person for person in inside if group is None or group in person[1]]
        expected = len([1 for _unit, _can, works, _here in those if works])
        here = len([1 for _unit, _can, works, is_here in those if works and is_here])
        wanted = [
            max(count, ceil(percent * expected / 100))
            for asked_unit, asked_group, count, percent in wishes
            if (asked_unit, asked_group) == (unit, group)
        ]
        if here < max(wanted):
            found[unit, group] = (max(wanted), here)
    return found


@tagged("-at_install", "post_install")
class TestShortfalls(BaseCase):
    @given(people, asked)
    def test_as_counted_person_by_person(self, crowd, wishes):
        presences = {}
        for unit, competences, works, is_here in crowd:
            for group in (None, *competences):
                one = Presence(int(works), int(works and is_here))
                presences[unit, group] = presences.get((unit, group), Presence()) + one
        needs = [
            Need(unit, lambda expected, c=count, p=percent: max(c, ceil(p * expected / 100)), group)
            for unit, group, count, percent in wishes
        ]
        found = shortfalls(needs, roll_up(presences, PATHS))
        self.assertEqual(
            {(short.unit, short.group): (short.needed, short.on_site) for short in found}, one_by_one(crowd, wishes)
        )
        self.assertEqual(len(found), len({(short.unit, short.group) for short in found}))

    def test_a_unit_without_a_path_stands_alone(self):
        presences = roll_up({(9, None): Presence(3, 1)}, {})
        self.assertEqual(shortfalls([Need(9, lambda _expected: 2)], presences), [Shortfall(9, None, 2, 1)])

    def test_a_competence_nobody_has_is_short_on_a_working_day(self):
        presences = {(1, None): Presence(3, 3)}
        self.assertEqual(shortfalls([Need(1, lambda _expected: 1, "A")], presences), [Shortfall(1, "A", 1, 0)])
        self.assertFalse(shortfalls([Need(1, lambda _expected: 1, "A")], {(1, None): Presence(0, 0)}))
