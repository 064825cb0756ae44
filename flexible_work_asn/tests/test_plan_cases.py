from dataclasses import replace
from datetime import date, timedelta

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn.plan import Absence, Assignment, Calendar, Person, RosterLine, Statement, resolve

from .plan_words import (
    ALWAYS,
    FRIDAY,
    HOURS,
    MONDAY,
    PLACEMENT,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    TUESDAY,
    UNITS,
    WEDNESDAY,
    assigned,
    calendar,
    circular,
    decide,
    declared,
    enforced,
    facts,
    holiday,
    leave,
    placed,
    position_on_site,
    provision,
    recalled,
    requested,
    rostered,
    shift,
    statement,
    unit_exempt,
)


def parts(decision):
    return [(part.mode, part.hour_from, part.hour_to) for part in decision.segments]


class TestShifts(BaseCase):
    def test_a_shift_makes_a_holiday_a_working_day(self):
        decision = decide(holiday(), rostered("wfo", shift=shift("wfo", 7, 14), asked=False))
        self.assertEqual((decision.source, decision.mode, decision.hour_to), ("roster", "wfo", 14))

    def test_a_free_shift_makes_a_working_day_free(self):
        decision = decide(provision("wfh"), rostered(None, shift=shift(None, 0, 24, off=True)))
        self.assertEqual((decision.source, decision.mode, decision.shift_id), ("holiday", None, 9))

    def test_a_shift_away_counts_only_where_the_head_is_asked(self):
        away = rostered("wfh", shift=shift("wfh", 8, 16), asked=False)
        self.assertEqual((decide(away).source, decide(away).mode), ("default", "wfo"))
        self.assertEqual(decide(away).hour_from, 8, "the hours are those of the shift all the same")
        self.assertEqual(decide(rostered("wfh", shift=shift("wfh", 8, 16))).mode, "wfh")

    def test_a_shift_in_the_office_counts_on_a_day_that_a_rule_gives_away(self):
        office = rostered("wfo", shift=shift("wfo", 7, 14), asked=False)
        self.assertEqual((decide(provision("wfh"), office).source, decide(provision("wfh")).mode), ("roster", "wfh"))

    def test_the_mode_of_a_line_goes_before_that_of_its_shift(self):
        self.assertEqual(decide(rostered("wfo", shift=shift("wfh", 8, 16))).mode, "wfo")
        self.assertEqual(decide(rostered(None, shift=shift("wfh", 8, 16))).mode, "wfh")

    def test_time_off_begins_with_the_date_of_the_night_shift(self):
        night = rostered("wfo", shift=shift("wfo", 22, 30), asked=False)
        self.assertEqual(decide(night, leave("sick")).source, "leave")
        self.assertEqual(decide(night, leave("sick", WEDNESDAY)).source, "roster")

    def test_half_a_day_off_is_half_of_the_shift(self):
        night = rostered("wfo", shift=shift("wfo", 22, 30), asked=False)
        decision = decide(night, leave("leave", half="am"))
        self.assertEqual((decision.hour_from, decision.hour_to), (26, 30))

    def test_who_has_moved_away_is_no_longer_on_the_shifts_of_the_old_unit(self):
        night = rostered("wfo", shift=shift("wfo", 22, 30), asked=False)
        self.assertEqual(decide(night, placed(unit_id=3)).shift_id, None)


class TestRecall(BaseCase):
    def test_a_recall_of_the_unit_reaches_its_sub_units(self):
        self.assertEqual(decide(provision("wfh"), recalled(unit_id=1)).source, "recall")
        self.assertEqual(decide(provision("wfh"), recalled(unit_id=3)).source, "rule")

    def test_a_recall_of_everybody_reaches_everybody_of_the_regional_government(self):
        everybody = {"statements": (Statement(8, "recall", TUESDAY, TUESDAY, company_id=1),)}
        elsewhere = {"statements": (Statement(8, "recall", TUESDAY, TUESDAY, company_id=2),)}
        self.assertEqual(decide(provision("wfh"), everybody).source, "recall")
        self.assertEqual(decide(provision("wfh"), elsewhere).source, "rule")

    def test_who_is_assigned_elsewhere_is_recalled_with_the_unit_of_the_post(self):
        away = (provision("wfh"), assigned(3))
        self.assertEqual(decide(*away, recalled(unit_id=1)).source, "recall")
        self.assertEqual(decide(*away, recalled(unit_id=3)).source, "rule")

    def test_whose_post_has_no_unit_is_not_recalled_with_the_receiving_unit(self):
        away = (provision("wfh"), placed(unit_id=None), assigned(3))
        self.assertEqual(decide(*away, recalled(unit_id=3)).source, "rule")

    def test_the_earliest_of_several_recalls_counts(self):
        words = (provision("wfh"), recalled(hour_from=14), recalled(unit_id=1, hour_from=10))
        self.assertEqual(parts(decide(*words)), [("wfh", 7.5, 10), ("wfo", 10, 16.0)])

    def test_a_recall_from_the_beginning_of_work_is_for_the_whole_day(self):
        decision = decide(provision("wfh"), recalled(hour_from=7.5))
        self.assertEqual((decision.mode, decision.segments), ("wfo", ()))

    def test_a_recall_after_work_changes_nothing(self):
        self.assertEqual(decide(provision("wfh"), recalled(hour_from=16)).source, "rule")

    def test_a_recall_on_a_day_in_the_office_leaves_the_reason_of_the_day(self):
        decision = decide(provision("wfo"), recalled(hour_from=10))
        self.assertEqual((decision.source, parts(decision)), ("rule", []))

    def test_a_recall_in_the_afternoon_finds_the_morning_as_it_was(self):
        words = (provision("wfo"), provision("wfh", id=2, hour_from=9, hour_to=12), recalled(hour_from=11))
        self.assertEqual(parts(decide(*words)), [("wfo", 7.5, 9), ("wfh", 9, 11), ("wfo", 11, 16.0)])

    def test_the_chain_of_a_recall_says_what_the_morning_is_by(self):
        decision = decide(provision("wfh"), recalled(hour_from=10))
        self.assertEqual([step.level for step in decision.chain if step.applied], ["recall"])
        self.assertEqual((decision.chain[-1].level, decision.chain[-1].code), ("rule", "rule"))


class TestPartsOfTheDay(BaseCase):
    def test_several_provisions_paint_their_hours_over_the_whole_day(self):
        decision = decide(
            provision("wfo"),
            provision("wfh", id=2, hour_from=12.0),
            provision("wfa", id=3, hour_to=9.0),
        )
        self.assertEqual(parts(decision), [("wfa", 7.5, 9.0), ("wfo", 9.0, 12.0), ("wfh", 12.0, 16.0)])
        self.assertEqual(decision.mode, "wfa", "the day begins with it")

    def test_of_two_that_overlap_the_better_one_shows(self):
        decision = decide(
            provision("wfh", id=2, hour_from=12.0),
            provision("wfa", id=3, hour_from=14.0, unit_ids=frozenset({2})),
        )
        self.assertEqual(parts(decision), [("wfo", 7.5, 12.0), ("wfh", 12.0, 14.0), ("wfa", 14.0, 16.0)])

    def test_a_circular_that_sets_another_aside_sets_its_parts_of_days_aside(self):
        dated = circular(2, "wfo", open_ended=False)
        self.assertEqual(parts(decide(provision("wfh", hour_from=12.0), dated)), [])

    def test_a_part_of_the_day_is_laid_over_the_line_of_the_roster(self):
        line = rostered("wfo")
        decision = decide(line, provision("wfh", id=2, hour_from=12.0))
        self.assertEqual((decision.source, decision.asks), ("rule", "roster"))
        self.assertEqual(parts(decision), [("wfo", 7.5, 12.0), ("wfh", 12.0, 16.0)])

    def test_a_part_of_the_day_is_laid_over_a_declared_place(self):
        decision = decide(provision("choice"), provision("wfo", id=2, hour_to=10.0), declared("wfa"))
        self.assertEqual(parts(decision), [("wfo", 7.5, 10.0), ("wfa", 10.0, 16.0)])

    def test_a_part_of_the_day_has_fixed_modes_only(self):
        self.assertEqual(decide(provision("roster", hour_from=12.0)).source, "default")

    def test_a_part_of_the_day_gives_way_to_what_keeps_on_site(self):
        self.assertEqual(parts(decide(provision("wfh", hour_from=12.0), statement("discipline"))), [])

    def test_a_part_of_the_day_counts_as_a_flexible_day_of_the_week(self):
        words = (provision("wfh", hour_from=12.0), enforced(1))
        self.assertEqual([decide(*words, day=day).source for day in (MONDAY, TUESDAY)], ["rule", "cap"])

    def test_hours_outside_of_work_change_nothing(self):
        self.assertEqual(decide(provision("wfh", hour_from=17.0, hour_to=20.0)).source, "default")


class TestAssignments(BaseCase):
    def test_the_receiving_unit_is_asked_and_the_post_stays_known(self):
        decision = decide(provision("wfh", unit_ids=frozenset({3})), assigned(3))
        self.assertEqual((decision.mode, decision.department_id, decision.home_department_id), ("wfh", 3, 2))
        self.assertEqual(decision.assignment_id, 6)

    def test_assigned_to_an_exempt_unit_one_stays_on_site(self):
        exempt = {"units": {**UNITS, 3: replace(UNITS[3], exempt=True)}}
        self.assertEqual(decide(provision("wfh"), exempt, assigned(3)).source, "unit")

    def test_the_roster_of_the_receiving_unit_counts_and_not_that_of_the_post(self):
        line = rostered("wfh")
        there = {**line, "rosters": {1: {TUESDAY: (RosterLine(3, "wfh"),)}}}
        self.assertEqual(decide(line, assigned(3)).mode, "wfo")
        self.assertEqual(decide(there, assigned(3)).mode, "wfh")

    def test_on_time_off_the_unit_is_still_the_receiving_one(self):
        self.assertEqual(decide(leave("sick"), assigned(3)).department_id, 3)

    def test_of_one_team_everybody_keeps_the_own_unit(self):
        elsewhere = Person(2, ((*ALWAYS, replace(PLACEMENT, unit_id=1)),))
        team = facts(provision("wfh"), assigned(3))
        team = replace(team, people=(*team.people, elsewhere), assignments=dict.fromkeys((1, 2), team.assignments[1]))
        decisions = resolve(team, [TUESDAY])
        self.assertEqual([decisions[person, TUESDAY].home_department_id for person in (1, 2)], [2, 1])

    def test_before_and_after_it_the_unit_of_the_post_is_asked(self):
        decisions = [decide(assigned(3, TUESDAY, TUESDAY), day=day) for day in (MONDAY, TUESDAY, WEDNESDAY)]
        self.assertEqual([decision.department_id for decision in decisions], [2, 3, 2])

    def test_on_other_weekdays_the_unit_of_the_post_is_asked(self):
        on_two = assigned(3, weekdays=frozenset({TUESDAY.weekday(), FRIDAY.weekday()}))
        decisions = [decide(on_two, day=day) for day in (MONDAY, TUESDAY, WEDNESDAY, FRIDAY)]
        self.assertEqual([decision.department_id for decision in decisions], [2, 3, 2, 3])
        self.assertEqual([decision.assignment_id for decision in decisions], [None, 6, None, 6])

    def test_two_assignments_share_a_week_by_its_days(self):
        both = (
            Assignment(6, 3, MONDAY, FRIDAY, frozenset({MONDAY.weekday()})),
            Assignment(7, 1, MONDAY, FRIDAY, frozenset({TUESDAY.weekday()})),
        )
        decisions = [decide({"assignments": {1: both}}, day=day) for day in (MONDAY, TUESDAY, WEDNESDAY)]
        self.assertEqual([decision.assignment_id for decision in decisions], [6, 7, None])

    def test_the_working_hours_there_hold_on_its_days_alone(self):
        there = Calendar(2, "PATEN", ({**HOURS, MONDAY.weekday(): (9.0, 17.0)},) * 2)
        words = (assigned(3, MONDAY, MONDAY, calendar_id=2), {"calendars": {**facts().calendars, 2: there}})
        decisions = [decide(*words, day=day) for day in (MONDAY, TUESDAY)]
        self.assertEqual([(d.hour_from, d.hour_to) for d in decisions], [(9.0, 17.0), (7.5, 16.0)])

    def test_the_holidays_are_those_of_the_working_hours_there(self):
        calendars = {"calendars": {**facts().calendars, 2: Calendar(2, "PATEN", (HOURS,) * 2)}}
        away = assigned(3, calendar_id=2)
        self.assertEqual(decide(calendars, away, {"holidays": {(1, TUESDAY): "HUT"}}).mode, "wfo")
        self.assertEqual(decide(calendars, away, {"holidays": {(2, TUESDAY): "HUT"}}).source, "holiday")


class TestUnitsAndPositions(BaseCase):
    def unit_stated(self, unit_id, allows, **dates):
        return statement("unit", id=unit_id * 10 + allows, unit_id=unit_id, allows_flexible=allows, **dates)

    def test_a_dated_statement_exempts_a_unit_with_its_sub_units(self):
        self.assertEqual(decide(provision("wfh"), self.unit_stated(1, False)).source, "unit")

    def test_a_dated_carve_out_beats_the_flag_of_the_same_unit(self):
        own = {"units": {**UNITS, 2: replace(UNITS[2], exempt=True, exempt_by_id=2)}}
        self.assertEqual(decide(provision("wfh"), own).source, "unit")
        self.assertEqual(decide(provision("wfh"), own, self.unit_stated(2, True)).mode, "wfh")

    def test_the_nearest_answer_wins_whatever_it_is(self):
        own = {"units": {**UNITS, 2: replace(UNITS[2], exempt=True, exempt_by_id=2)}}
        self.assertEqual(decide(provision("wfh"), own, self.unit_stated(1, True)).source, "unit")
        included = {"units": {**UNITS, 2: replace(UNITS[2], exempt=False, exempt_by_id=2)}}
        self.assertEqual(decide(provision("wfh"), included, self.unit_stated(1, False)).mode, "wfh")
        self.assertEqual(decide(provision("wfh"), self.unit_stated(1, False), self.unit_stated(2, True)).mode, "wfh")

    def test_of_two_statements_about_a_unit_the_later_one_counts(self):
        words = (self.unit_stated(2, True, first=date(2026, 1, 1)), self.unit_stated(2, False))
        self.assertEqual(decide(provision("wfh"), *words).source, "unit")

    def test_a_statement_keeps_a_position_in_the_office_or_carves_it_out(self):
        kept = statement("position", position_id=7)
        allowed = statement("position", position_id=7, allows_flexible=True)
        self.assertEqual(decide(provision("wfh"), kept).source, "position")
        self.assertEqual(decide(provision("wfh"), position_on_site(), allowed).mode, "wfh")

    def test_who_belongs_to_no_unit_follows_rules_for_everybody(self):
        nowhere = placed(unit_id=None)
        self.assertEqual(decide(provision("wfh"), nowhere).mode, "wfh")
        self.assertEqual(decide(provision("wfh", unit_ids=frozenset({1})), nowhere).mode, "wfo")


class TestSchedules(BaseCase):
    def test_who_has_no_schedule_at_all_has_no_working_day(self):
        self.assertEqual(decide(placed(calendar_id=None)).source, "holiday")

    def test_a_schedule_of_two_weeks_alternates(self):
        odd, even = {0: (7.5, 16.0)}, {1: (7.5, 16.0)}
        two_weeks = calendar(weeks=(odd, even))
        working = [day for day in (MONDAY + timedelta(days=n) for n in range(14)) if decide(two_weeks, day=day).mode]
        self.assertEqual(len(working), 2)
        self.assertNotEqual(working[0].weekday(), working[1].weekday())

    def test_a_six_day_week_has_a_saturday_of_its_own_hours(self):
        six = calendar(weeks=({**HOURS, 5: (7.5, 13.0)},) * 2)
        self.assertEqual(decide(six, day=SATURDAY).hour_to, 13.0)

    def test_part_of_a_day_off_that_leaves_nothing_is_a_day_off(self):
        both = {"absences": {1: tuple(Absence(TUESDAY, TUESDAY, "leave", half=half) for half in ("am", "pm"))}}
        self.assertEqual(decide(both).source, "leave")

    def test_hours_off_in_the_morning_end_with_the_break(self):
        decision = decide(leave("permit", hours=(7.5, 12.0)))
        self.assertEqual((decision.hour_from, decision.part_leave), (13.0, "permit"))

    def test_hours_off_in_the_midst_of_the_day_leave_its_beginning_and_end(self):
        decision = decide(leave("permit", hours=(9.0, 11.0)))
        self.assertEqual((decision.hour_from, decision.hour_to, decision.part_leave), (7.5, 16.0, "permit"))

    def test_without_a_break_half_a_day_is_half_of_its_hours(self):
        plain = {"calendars": {1: Calendar(1, "tanpa istirahat", (HOURS, HOURS))}}
        self.assertEqual(decide(plain, leave("leave", half="am")).hour_from, 11.75)

    def test_time_off_goes_before_duty_on_the_same_day(self):
        both = {"absences": {1: (Absence(TUESDAY, TUESDAY, "duty"), Absence(TUESDAY, TUESDAY, "sick"))}}
        self.assertEqual(decide(both).leave_status, "sick")


class TestCareers(BaseCase):
    def row(self, *spans, words=None, days=(MONDAY, TUESDAY, WEDNESDAY)):
        words = words or (provision("wfh", unit_ids=frozenset({2})),)
        people = {"people": (Person(1, spans),)}
        return {day: decision for (_id, day), decision in resolve(facts(*words, people), days).items()}

    def test_hired_in_the_midst_of_the_range(self):
        self.assertEqual(list(self.row((TUESDAY, ALWAYS[1], PLACEMENT))), [TUESDAY, WEDNESDAY])

    def test_departed_in_the_midst_of_the_range(self):
        self.assertEqual(list(self.row((ALWAYS[0], TUESDAY, PLACEMENT))), [MONDAY, TUESDAY])

    def test_moved_to_another_unit_in_the_midst_of_the_range(self):
        there = replace(PLACEMENT, unit_id=3)
        row = self.row((ALWAYS[0], MONDAY, PLACEMENT), (TUESDAY, ALWAYS[1], there))
        self.assertEqual([row[day].mode for day in (MONDAY, TUESDAY)], ["wfh", "wfo"])

    def test_employed_again_after_a_gap(self):
        row = self.row((ALWAYS[0], MONDAY, PLACEMENT), (WEDNESDAY, ALWAYS[1], PLACEMENT))
        self.assertEqual(list(row), [MONDAY, WEDNESDAY])

    def test_a_week_in_two_units_has_one_limit(self):
        there = replace(PLACEMENT, unit_id=3)
        row = self.row(
            (ALWAYS[0], MONDAY, PLACEMENT),
            (TUESDAY, ALWAYS[1], there),
            words=(provision("wfh"), enforced(2)),
        )
        self.assertEqual([row[day].source for day in (MONDAY, TUESDAY, WEDNESDAY)], ["rule", "rule", "cap"])


class TestSeveralCirculars(BaseCase):
    def test_the_smallest_enforced_limit_counts(self):
        other = circular(2, None, flexible_days_max=1, enforced=True)
        self.assertEqual(
            [decide(provision("wfh"), enforced(2), other, day=d).mode for d in (MONDAY, TUESDAY)], ["wfh", "wfo"]
        )

    def test_a_limit_counts_only_while_its_circular_is_in_force(self):
        until_tuesday = circular(2, None, flexible_days_max=1, enforced=True, last_date=TUESDAY)
        modes = [decide(provision("wfh"), until_tuesday, day=day).mode for day in (MONDAY, TUESDAY, WEDNESDAY)]
        self.assertEqual(modes, ["wfh", "wfo", "wfh"])

    def test_a_provision_with_dates_speaks_on_those_only(self):
        words = provision("wfh", date_from=TUESDAY, date_to=WEDNESDAY)
        modes = [decide(words, day=day).mode for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)]
        self.assertEqual(modes, ["wfo", "wfh", "wfh", "wfo"])

    def test_a_narrower_area_goes_before_a_unit(self):
        words = (provision("wfo", unit_ids=frozenset({2})), provision("wfh", id=2, area_ids=frozenset({4})))
        self.assertEqual(decide(*words, placed(area_id=4)).mode, "wfh")
        self.assertEqual(decide(*words, placed(area_id=5)).mode, "wfo")


class TestSharing(BaseCase):
    def test_people_to_whom_the_same_happens_share_a_decision(self):
        people = {"people": tuple(Person(n, ((*ALWAYS, PLACEMENT),)) for n in range(1, 5))}
        away = {"absences": {n: (Absence(TUESDAY, TUESDAY, "sick", "Sakit"),) for n in (3, 4)}}
        decisions = resolve(facts(provision("wfh"), people, away), [TUESDAY, FRIDAY])
        self.assertIs(decisions[1, TUESDAY], decisions[2, TUESDAY])
        self.assertIs(decisions[3, TUESDAY], decisions[4, TUESDAY])
        self.assertIs(decisions[1, FRIDAY], decisions[3, FRIDAY])

    def test_a_request_of_somebody_else_changes_nothing(self):
        people = {"people": (Person(2, ((*ALWAYS, PLACEMENT),)),)}
        decisions = resolve(facts(provision("wfh"), requested("wfa"), unit_exempt(), people), [TUESDAY, SUNDAY])
        self.assertEqual(decisions[2, TUESDAY].source, "unit")
