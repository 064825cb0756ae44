"""One test per sentence of the law that the plan decides on, each naming its article.

What is certain about these texts stands in official summaries and quotations; lengths and lists that no source names
are settings of the regional government, and are tested as such.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn.plan import FLEXIBLE_MODES, MODES, Person, resolve

from .plan_words import (
    ALWAYS,
    FRIDAY,
    HOURS,
    LUNCH,
    MONDAY,
    PLACEMENT,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    TUESDAY,
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
    position_on_site,
    provision,
    recalled,
    requested,
    rostered,
    shift,
    special_request,
    statement,
    unit_exempt,
)

WEEK = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY)


def modes(*words, days=WEEK):
    return [decide(*words, day=day).mode for day in days]


class TestPermenPanrb4Of2025(BaseCase):
    """Permen PANRB 4/2025: flexible work by place and by time."""

    def test_not_a_right_and_not_compulsory_without_a_circular_everybody_works_in_the_office(self):
        """An instansi may choose not to use it: then nobody works flexibly."""
        self.assertEqual(modes(days=WEEK[:5]), ["wfo"] * 5)

    def test_pasal_8_flexible_work_is_decided_by_the_task_or_by_a_special_circumstance(self):
        """By the task: a provision for units, kinds of service or positions; else by a special circumstance."""
        by_task = provision("wfh", position_ids=frozenset({7}))
        self.assertEqual(decide(by_task).mode, "wfh")
        self.assertEqual(decide(provision("wfh", position_ids=frozenset({8}))).mode, "wfo")
        self.assertEqual(decide(special_request("wfh")).mode, "wfh")

    def test_pasal_10_a_special_circumstance_stays_within_working_days_and_hours(self):
        decision = decide(special_request("wfh"))
        self.assertEqual((decision.hour_from, decision.hour_to), (7.5, 16.0))
        self.assertIsNone(decide(special_request("wfh", SATURDAY), day=SATURDAY).mode)
        self.assertIsNone(decide(special_request("wfh"), holiday()).mode)

    def test_pasal_11_flexible_work_by_place_is_another_office_home_or_elsewhere(self):
        self.assertEqual(FLEXIBLE_MODES, {"other_office", "wfh", "wfa"})
        self.assertEqual(set(MODES) - FLEXIBLE_MODES, {"wfo"})

    def test_pasal_12_the_place_is_set_by_the_government_and_not_by_the_person(self):
        """A declaration counts only where the circular leaves the choice."""
        self.assertEqual(decide(provision("wfh"), declared("wfa")).mode, "wfh")
        self.assertEqual(decide(provision("choice"), declared("wfa")).mode, "wfa")

    def test_pasal_13_at_most_two_working_days_in_a_week(self):
        self.assertEqual(modes(enforced(2), provision("wfh")), ["wfh", "wfh", "wfo", "wfo", "wfo", None, None])

    def test_pasal_13_every_kind_of_flexible_place_counts(self):
        words = provision("wfh", "wfa", "other_office", "wfo", "wfo", None, None)
        self.assertEqual(modes(enforced(2), words, days=WEEK[:3]), ["wfh", "wfa", "wfo"])

    def test_pasal_13_a_week_runs_from_monday_to_sunday(self):
        week_after = [day + timedelta(days=7) for day in WEEK[:3]]
        self.assertEqual(modes(enforced(2), provision("wfh"), days=week_after), ["wfh", "wfh", "wfo"])

    def test_pasal_13_counts_each_person_by_himself(self):
        decisions = resolve(
            facts(
                enforced(2),
                provision("wfh"),
                leave("leave", MONDAY, TUESDAY),
                {"people": tuple(Person(n, ((*ALWAYS, PLACEMENT),)) for n in (1, 2))},
            ),
            WEEK[:4],
        )
        self.assertEqual([decisions[1, day].mode for day in WEEK[:4]], [None, None, "wfh", "wfh"])
        self.assertEqual([decisions[2, day].mode for day in WEEK[:4]], ["wfh", "wfh", "wfo", "wfo"])

    def test_pasal_13_excepts_a_special_circumstance(self):
        words = (enforced(2), provision("wfh"), special_request("wfa", MONDAY, FRIDAY))
        self.assertEqual(modes(*words, days=WEEK[:5]), ["wfa"] * 5)

    def test_pasal_17_sif_a_shift_has_hours_of_its_own_and_may_run_past_midnight(self):
        decision = decide(rostered("wfo", shift=shift("wfo", 22, 30), asked=False))
        self.assertEqual((decision.source, decision.hour_from, decision.hour_to), ("roster", 22, 30))

    def test_pasal_17_sif_works_on_days_on_which_the_others_are_free(self):
        """More than five days a week: the roster says which."""
        self.assertEqual(
            decide(rostered("wfo", SUNDAY, shift=shift("wfo", 7, 19), asked=False), day=SUNDAY).mode, "wfo"
        )

    def test_pasal_17_dinamis_says_by_how_much_the_hours_may_move(self):
        self.assertEqual(decide(provision("wfo", hours_tolerance=60)).hours_tolerance, 60)

    def test_pasal_17_dinamis_is_for_ordinary_hours_and_not_for_a_shift(self):
        words = (provision("wfo", hours_tolerance=60), rostered("wfo", shift=shift("wfo", 7, 14), asked=False))
        self.assertEqual(decide(*words).hours_tolerance, 0)

    def test_pasal_25_not_while_serving_a_punishment_or_in_process_of_one(self):
        decision = decide(statement("discipline"), provision("wfh"))
        self.assertEqual((decision.source, decision.mode), ("bar", "wfo"))

    def test_pasal_25_the_reason_given_for_it_names_no_punishment(self):
        decisive = decide(statement("discipline"), provision("wfh")).decisive
        self.assertEqual(decisive, decide(statement("revoked"), provision("wfh")).decisive)

    def test_pasal_25_ends_with_the_last_day_of_the_statement(self):
        self.assertEqual(
            modes(statement("discipline", MONDAY, TUESDAY), provision("wfh"), days=WEEK[:3])[1:], ["wfo", "wfh"]
        )

    def test_pasal_25_not_for_new_employees_as_long_as_the_government_says(self):
        hired = date(2025, 7, 14)
        until = hired + relativedelta(months=6) - timedelta(days=1)
        new = {"people": (Person(1, ((hired, ALWAYS[1], PLACEMENT),), new_until=until),)}
        self.assertEqual([decide(new, provision("wfh"), day=day).mode for day in (MONDAY, TUESDAY)], ["wfo", "wfo"])
        self.assertEqual(until, TUESDAY)
        self.assertEqual(decide(new, provision("wfh"), day=WEDNESDAY).mode, "wfh")

    def test_pasal_25_by_a_statement_for_a_new_employee(self):
        self.assertEqual(decide(statement("new_employee"), provision("wfh")).source, "bar")

    def test_an_application_counts_once_it_is_approved_and_is_no_way_around_the_bar(self):
        """The head of the unit approves, adjusts or refuses; only approved requests are facts."""
        self.assertEqual(decide(requested("wfh")).mode, "wfh")
        self.assertEqual(decide(requested("wfh"), statement("discipline")).mode, "wfo")


class TestPerpres21Of2023(BaseCase):
    """Perpres 21/2023: working days and hours."""

    def test_pasal_3_five_working_days_from_monday_to_friday(self):
        self.assertEqual([day for day in WEEK if decide(day=day).mode], list(WEEK[:5]))

    def test_pasal_4_hours_are_those_of_the_schedule(self):
        """37.5 hours a week without breaks, from 07:30; local beginnings are the schedule's."""
        decision = decide(calendar(weeks=({1: (8.0, 16.5)},) * 2))
        self.assertEqual((decision.hour_from, decision.hour_to), (8.0, 16.5))

    def test_pasal_4_the_hours_of_ramadan_are_a_schedule_too(self):
        ramadan = calendar(weeks=({1: (8.0, 15.0), 4: (8.0, 15.5)},) * 2)
        self.assertEqual((decide(ramadan).hour_from, decide(ramadan).hour_to), (8.0, 15.0))
        self.assertEqual(decide(ramadan, day=FRIDAY).hour_to, 15.5)

    def test_pasal_6_a_national_holiday_is_no_working_day(self):
        self.assertEqual(decide(holiday("Isra Mikraj"), provision("wfh")).source, "holiday")

    def test_pasal_6_cuti_bersama_is_no_working_day(self):
        decision = decide(holiday("Cuti bersama Imlek"), provision("wfh"))
        self.assertEqual((decision.mode, dict(decision.decisive.args)["name"]), (None, "Cuti bersama Imlek"))

    def test_pasal_6_a_holiday_that_was_moved_is_a_working_day_on_its_old_date(self):
        moved = holiday("Isra Mikraj", WEDNESDAY)
        self.assertEqual(decide(moved, provision("wfh")).mode, "wfh")
        self.assertIsNone(decide(moved, provision("wfh"), day=WEDNESDAY).mode)

    def test_pasal_7_units_of_direct_service_stay_on_site(self):
        self.assertEqual(decide(unit_exempt(), provision("wfh")).source, "unit")

    def test_pasal_7_their_days_and_hours_may_be_others(self):
        six_days = calendar(weeks=({**HOURS, 5: (7.5, 13.0)},) * 2)
        self.assertEqual(decide(six_days, unit_exempt(), day=SATURDAY).mode, "wfo")

    def test_pasal_8_the_government_says_which_staff_may_work_flexibly(self):
        only_unit_3 = provision("wfh", unit_ids=frozenset({3}))
        self.assertEqual(decide(only_unit_3).mode, "wfo")
        self.assertEqual(decide(only_unit_3, assigned(3)).mode, "wfh")

    def test_pasal_9_flexible_staff_fill_the_same_hours(self):
        for mode in ("wfo", "wfh", "wfa", "other_office"):
            decision = decide(provision(mode))
            self.assertEqual((decision.hour_from, decision.hour_to), (7.5, 16.0))

    def test_pasal_9_a_day_in_two_places_has_all_its_hours(self):
        decision = decide(provision("wfo"), provision("wfh", id=2, hour_from=12.0))
        self.assertEqual(
            [(part.mode, part.hour_from, part.hour_to) for part in decision.segments],
            [("wfo", 7.5, 12.0), ("wfh", 12.0, 16.0)],
        )


class TestHolidaysAndLeave(BaseCase):
    """Keppres 42/2025 (cuti bersama), SKB 3 Menteri, rules of leave."""

    def test_service_units_must_roster_holidays(self):
        """Whoever is on the roster of a holiday works on it."""
        guard = rostered("wfo", shift=shift("wfo", 7, 19), asked=False)
        self.assertEqual((decide(holiday(), guard).source, decide(holiday()).source), ("roster", "holiday"))

    def test_who_must_work_on_cuti_bersama_works_on_site(self):
        """Those days are given back as annual leave, so the plan must tell them apart."""
        decision = decide(holiday("Cuti bersama"), unit_exempt(), rostered("wfo", shift=shift("wfo", 7, 19)))
        self.assertEqual((decision.source, decision.mode, decision.shift_id), ("unit", "wfo", 9))

    def test_a_friday_that_is_a_holiday_gives_no_other_day_at_home(self):
        friday = provision("wfo", "wfo", "wfo", "wfo", "wfh", None, None)
        self.assertEqual(modes(friday, holiday("Isra Mikraj", FRIDAY), days=WEEK[:5]), ["wfo"] * 4 + [None])

    def test_annual_leave_sick_leave_and_permits_are_no_flexible_days(self):
        for status in ("leave", "sick", "permit"):
            decision = decide(leave(status), provision("wfh"))
            self.assertEqual((decision.mode, decision.leave_status), (None, status))

    def test_duty_elsewhere_and_study_are_work_and_told_apart_from_leave(self):
        for status in ("duty", "study"):
            decision = decide(leave(status), provision("wfh"))
            self.assertEqual((decision.leave_status, decision.decisive.code), (status, "duty"))

    def test_half_a_day_of_leave_leaves_the_other_half_to_be_worked(self):
        decision = decide(leave("leave", half="am"), provision("wfh"))
        self.assertEqual(
            (decision.mode, decision.part_leave, decision.hour_from, decision.hour_to), ("wfh", "leave", 13.0, 16.0)
        )
        self.assertEqual(decide(leave("leave", half="pm"), provision("wfh")).hour_to, LUNCH[1][0])


class TestCirculars(BaseCase):
    """What the regions' circulars and those of the centre say, as far as it decides a day."""

    def test_se_panrb_3_of_2026_monday_to_thursday_office_and_friday_home(self):
        words = provision("wfo", "wfo", "wfo", "wfo", "wfh", None, None)
        self.assertEqual(modes(words, days=WEEK[:5]), ["wfo"] * 4 + ["wfh"])

    def test_se_mendagri_officials_of_echelon_and_direct_service_are_excepted(self):
        friday = provision(None, None, None, None, "wfh", None, None)
        self.assertEqual(decide(friday, position_on_site(), day=FRIDAY).source, "position")
        self.assertEqual(decide(friday, unit_exempt(), day=FRIDAY).source, "unit")

    def test_ternate_tuesday_and_wednesday_by_the_head_thursday_by_choice(self):
        words = provision("wfo", "roster", "roster", "choice", "wfo", None, None)
        self.assertEqual([decide(words, day=day).asks for day in WEEK[:5]], [None, "roster", "roster", "choice", None])

    def test_b_531_of_december_2025_a_dated_circular_sets_the_weekly_one_aside(self):
        nataru = circular(2, "wfa", last_date=WEDNESDAY, open_ended=False)
        self.assertEqual(modes(provision("wfo"), nataru, days=WEEK[:5]), ["wfa"] * 3 + ["wfo"] * 2)

    def test_bolsel_may_be_called_to_the_office_any_time(self):
        decision = decide(provision("wfh"), recalled(hour_from=10))
        self.assertEqual(
            [(part.mode, part.hour_from, part.hour_to) for part in decision.segments],
            [("wfh", 7.5, 10), ("wfo", 10, 16.0)],
        )
        self.assertEqual((decision.source, decision.mode), ("recall", "wfh"))

    def test_bolsel_whoever_cannot_be_reached_loses_flexible_work(self):
        self.assertEqual(decide(provision("wfh"), statement("revoked")).mode, "wfo")

    def test_dki_e_0021_of_2025_staff_in_the_office_may_finish_at_home(self):
        decision = decide(provision("wfo"), provision("wfh", id=2, hour_from=13.0))
        self.assertEqual((decision.mode, decision.segments[-1].mode), ("wfo", "wfh"))

    def test_dki_se_2_of_2026_only_for_those_who_are_cut_off(self):
        flood = provision("wfh", area_ids=frozenset({4}))
        lives_there = {"people": (Person(1, ((*ALWAYS, PLACEMENT.__class__(1, 2, 1, 7, "pns", 4)),)),)}
        self.assertEqual((decide(flood).mode, decide(flood, lives_there).mode), ("wfo", "wfh"))
