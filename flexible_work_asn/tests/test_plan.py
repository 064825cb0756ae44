from datetime import date

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn.plan import (
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

MONDAY, TUESDAY, THURSDAY, SATURDAY = (date(2026, 1, day) for day in (12, 13, 15, 17))
ALWAYS = (date(2025, 1, 1), date(2030, 1, 1))
HOURS = dict.fromkeys(range(5), (7.5, 16.0))
TERNATE = ("wfo", "roster", "roster", "choice", "wfo", None, None)


def facts(placement=None, weekdays=TERNATE, circulars=None, **more):
    """One person (1) in unit 2 under unit 1, with Ternate's circular in force."""
    placement = placement or Placement(1, 2, 1, 7, "pns")
    circular = Circular(1, 1, "SE 800/84/2025", MONDAY, rules=(Rule(1, weekdays, "angka 2"),))
    values = {
        "people": (Person(1, ((*ALWAYS, placement),)),),
        "circulars": (circular,) if circulars is None else circulars,
        "units": {1: Unit(1, (1,), "Dinas"), 2: Unit(2, (1, 2), "Bidang")},
        "calendars": {1: Calendar(1, "5 hari", (HOURS, HOURS))},
        "positions": {7: "Pengawas"},
    }
    return Facts(**{**values, **more})


def decide(given_facts, day):
    return resolve(given_facts, [day])[1, day]


class TestPlanPairs(BaseCase):
    """One example for each pair of neighbouring levels: the higher one wins."""

    def setUp(self):
        super().setUp()
        self.leave = {1: (Absence(MONDAY, SATURDAY, "leave", "Cuti Tahunan"),)}
        self.onsite = (
            Circular(1, 1, "SE", MONDAY, onsite_position_ids=frozenset({7}), rules=(Rule(1, ("wfh",) * 7),)),
        )
        self.exempt = {1: Unit(1, (1,), "Dinas", exempt=True), 2: Unit(2, (1, 2), "Bidang", exempt=True)}

    def test_holiday_before_leave(self):
        decision = decide(facts(absences=self.leave, holidays={(1, MONDAY): "Isra Mikraj"}), MONDAY)
        self.assertEqual((decision.source, decision.mode, decision.leave_status), ("holiday", None, None))

    def test_weekend_before_leave(self):
        self.assertEqual(decide(facts(absences=self.leave), SATURDAY).source, "holiday")

    def test_leave_before_position(self):
        decision = decide(facts(absences=self.leave, circulars=self.onsite), MONDAY)
        self.assertEqual((decision.source, decision.leave_status), ("leave", "leave"))

    def test_position_before_unit(self):
        decision = decide(facts(circulars=self.onsite, units=self.exempt), MONDAY)
        self.assertEqual((decision.source, decision.mode), ("position", "wfo"))

    def test_unit_before_roster(self):
        rosters = {1: {TUESDAY: (RosterLine(2, "wfh"),)}}
        decision = decide(facts(rosters=rosters, units=self.exempt), TUESDAY)
        self.assertEqual((decision.source, decision.mode), ("unit", "wfo"))

    def test_roster_before_rule(self):
        rosters = {1: {TUESDAY: (RosterLine(2, "wfh"),)}}
        decision = decide(facts(rosters=rosters), TUESDAY)
        self.assertEqual((decision.source, decision.mode), ("roster", "wfh"))

    def test_rule_before_default(self):
        self.assertEqual(decide(facts(), MONDAY).source, "rule")

    def test_default_is_the_office(self):
        decision = decide(facts(circulars=()), MONDAY)
        self.assertEqual((decision.source, decision.mode), ("default", "wfo"))


class TestPlanRules(BaseCase):
    def test_a_roster_line_counts_only_where_the_rule_asks_the_head(self):
        rosters = {1: {MONDAY: (RosterLine(2, "wfh"),)}}
        self.assertEqual(decide(facts(rosters=rosters), MONDAY).mode, "wfo")

    def test_without_an_approved_roster_the_day_is_worked_in_the_office(self):
        decision = decide(facts(), TUESDAY)
        self.assertEqual((decision.source, decision.mode, decision.asks), ("default", "wfo", "roster"))

    def test_a_roster_of_a_unit_that_the_person_has_left_does_not_bind(self):
        rosters = {1: {TUESDAY: (RosterLine(99, "wfh"),)}}
        self.assertEqual(decide(facts(rosters=rosters), TUESDAY).source, "default")

    def test_the_roster_of_the_nearest_unit_wins(self):
        rosters = {1: {TUESDAY: (RosterLine(1, "wfh"), RosterLine(2, "wfo"))}}
        self.assertEqual(decide(facts(rosters=rosters), TUESDAY).mode, "wfo")

    def test_a_free_choice_is_home_unless_declared(self):
        self.assertEqual(decide(facts(), THURSDAY).mode, "wfh")
        declared = facts(declarations={1: {THURSDAY: "wfa"}})
        self.assertEqual(decide(declared, THURSDAY).mode, "wfa")

    def test_a_dated_circular_beats_an_open_ended_one(self):
        nataru = Circular(2, 1, "SE Nataru", MONDAY, TUESDAY, open_ended=False, rules=(Rule(2, ("wfa",) * 7),))
        regular = Circular(1, 1, "SE", MONDAY, date_issued=TUESDAY, rules=(Rule(1, ("wfo",) * 7),))
        self.assertEqual(decide(facts(circulars=(regular, nataru)), MONDAY).mode, "wfa")

    def test_the_later_issued_circular_wins(self):
        first = Circular(1, 1, "A", MONDAY, date_issued=date(2026, 1, 1), rules=(Rule(1, ("wfa",) * 7),))
        later = Circular(2, 1, "B", MONDAY, date_issued=date(2026, 1, 2), rules=(Rule(2, ("wfh",) * 7),))
        self.assertEqual(decide(facts(circulars=(later, first)), MONDAY).mode, "wfh")

    def test_a_rule_for_the_sub_unit_beats_one_for_the_unit(self):
        rules = (
            Rule(1, ("wfo",) * 7, unit_ids=frozenset({1})),
            Rule(2, ("wfh",) * 7, unit_ids=frozenset({2})),
        )
        self.assertEqual(decide(facts(circulars=(Circular(1, 1, "A", MONDAY, rules=rules),)), MONDAY).mode, "wfh")

    def test_a_rule_that_is_silent_about_the_weekday_leaves_it_to_the_next(self):
        rules = (
            Rule(1, (None,) * 7, unit_ids=frozenset({2})),
            Rule(2, ("wfa",) * 7),
        )
        self.assertEqual(decide(facts(circulars=(Circular(1, 1, "A", MONDAY, rules=rules),)), MONDAY).mode, "wfa")

    def test_another_regional_governments_circular_does_not_bind(self):
        other = Circular(1, 2, "SE Tidore", MONDAY, rules=(Rule(1, ("wfh",) * 7),))
        self.assertEqual(decide(facts(circulars=(other,)), MONDAY).source, "default")

    def test_duty_elsewhere_is_told_apart_from_leave(self):
        duty = {1: (Absence(MONDAY, MONDAY, "duty", "Dinas Luar"),)}
        decision = decide(facts(absences=duty), MONDAY)
        self.assertEqual((decision.leave_status, decision.decisive.code), ("duty", "duty"))

    def test_nobody_has_a_plan_before_being_employed(self):
        hired = Person(1, ((TUESDAY, date(2030, 1, 1), Placement(1, 2, 1, 7)),))
        self.assertNotIn((1, MONDAY), resolve(facts(people=(hired,)), [MONDAY, TUESDAY]))
