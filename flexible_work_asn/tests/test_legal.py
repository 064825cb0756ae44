"""The legal check: one example for each finding, and what must not be found."""

import unittest
from dataclasses import replace
from datetime import date, timedelta

from ..plan import Decision
from ..plan.legal import Case, Instrument, LegalUnit, Provision, Schedule, check
from ..plan.simulate import SimulatedUnit, crowds, simulate

MONDAY = date(2026, 4, 6)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]
FRIDAY = WEEK[4]
HEADS, STAFF = 1, 2
DINKES, SECRETARIAT, DISKOMINFO = 10, 11, 20
HEALTH = 5
UNITS = {
    DINKES: LegalUnit(DINKES, (DINKES,), DINKES, HEALTH, own_direct_service=True, direct_service=True),
    SECRETARIAT: LegalUnit(SECRETARIAT, (DINKES, SECRETARIAT), DINKES, HEALTH, direct_service=True),
    DISKOMINFO: LegalUnit(DISKOMINFO, (DISKOMINFO,), DISKOMINFO, has_complaint_channel=True),
}
WORDS = ("wfo", "roster", "roster", "choice", "wfo", None, None)
PROVISION = Provision(1, WORDS, "angka 2")
DRAFT = Instrument(1, "SE 800/84/2025", MONDAY, provisions=(PROVISION,))
#: SE Mendagri 800.1.5/3349/SJ: every Friday at home, structural officials stay
MENDAGRI = Instrument(
    9,
    "SE Mendagri 800.1.5/3349/SJ",
    MONDAY,
    date_issued=date(2026, 3, 31),
    onsite_position_ids=frozenset({HEADS}),
    provisions=(Provision(90, (None, None, None, None, "wfh", None, None)),),
)


def decision(mode="wfo", unit=DISKOMINFO, position=STAFF, source="rule", rule_id=1, **values):
    return Decision(
        mode=mode,
        source=source,
        department_id=unit,
        asn_kind="pns",
        position_level_id=position,
        hour_from=7.5,
        hour_to=16.0,
        chain=(),
        rule_id=rule_id,
        **values,
    )


OFFICE, HOME = decision(), decision("wfh")
ASKED = decision(source="default", asks="roster")
DAY_OFF = decision(None, source="holiday", rule_id=None)


def week(*days):
    return [*days, *[DAY_OFF] * (7 - len(days))]


def case(*rows, was=OFFICE, units=None, **values):
    """A case in which everything is in order, but for what ``values`` say; ``rows`` are weeks of people."""
    rows = rows or (week(OFFICE, OFFICE, OFFICE, HOME, OFFICE),)
    now = {number: week(*[was] * 5) for number, _row in enumerate(rows)}
    groups = crowds(now, dict(enumerate(rows)))
    simulated = units or {unit.id: SimulatedUnit(unit.id, unit.path) for unit in UNITS.values()}
    defaults = {
        "draft": DRAFT,
        "simulation": simulate(WEEK, WEEK, groups, simulated),
        "groups": groups,
        "dates": WEEK,
        "today": MONDAY,
        "parent": replace(MENDAGRI, provisions=()),
        "units": UNITS,
        "structural_position_ids": frozenset({HEADS}),
    }
    return Case(**{**defaults, **values})


def found(*args, **kwargs):
    return {finding.code: finding for finding in check(case(*args, **kwargs))}


class TestLegalCheck(unittest.TestCase):
    def assertFinds(self, findings, code, severity, article):
        self.assertIn(code, findings)
        self.assertEqual((findings[code].severity, findings[code].article), (severity, article))
        return findings[code]

    def test_a_circular_in_order_has_no_findings(self):
        self.assertEqual(found(), {})

    # ------------------------------------------------------------ Permen PANRB 4/2025 Pasal 13
    def test_three_certain_days_a_week_are_severe(self):
        findings = found(week(OFFICE, HOME, HOME, HOME, OFFICE))
        finding = self.assertFinds(findings, "cap_certain", "severe", "Permen PANRB 4/2025 Pasal 13(1)")
        self.assertEqual((finding.people, dict(finding.args)["days"]), (1, 3))

    def test_three_days_that_are_there_already_are_not_the_drafts_doing(self):
        self.assertEqual(found(week(HOME, HOME, HOME, OFFICE, OFFICE), was=HOME)["cap_certain"].severity, "warning")

    def test_ternates_tuesday_wednesday_thursday_can_give_three(self):
        finding = found(week(OFFICE, ASKED, ASKED, HOME, OFFICE))["cap_possible"]
        self.assertEqual((finding.severity, dict(finding.args)["days"]), ("warning", 3))

    def test_a_limit_that_is_enforced_turns_possible_days_back(self):
        findings = found(week(OFFICE, ASKED, ASKED, HOME, OFFICE), enforces_cap=True)
        self.assertEqual(findings["cap_possible"].severity, "info")

    def test_a_circular_must_not_allow_more_days_than_the_law(self):
        for limit in (0, 3):
            with self.subTest(limit=limit):
                findings = found(flexible_days_max=limit)
                self.assertFinds(findings, "cap_setting", "warning", "Permen PANRB 4/2025 Pasal 13(1)")
        self.assertNotIn("cap_setting", found(flexible_days_max=1))

    def test_less_on_site_than_the_minimum_is_severe_when_the_draft_makes_it_so(self):
        units = {DISKOMINFO: SimulatedUnit(DISKOMINFO, (DISKOMINFO,), minimum_count=1)}
        findings = found(units=units)
        finding = self.assertFinds(findings, "minimum_not_met", "severe", "Permen PANRB 4/2025 Pasal 13")
        self.assertEqual((finding.unit_ids, finding.dates), ((DISKOMINFO,), (WEEK[3],)))

    def test_a_shortage_that_is_there_already_is_a_warning(self):
        units = {DISKOMINFO: SimulatedUnit(DISKOMINFO, (DISKOMINFO,), minimum_count=2)}
        self.assertEqual(found(week(*[OFFICE] * 5), units=units)["minimum_not_met"].severity, "warning")

    def test_a_roster_may_go_below_the_minimum(self):
        units = {DISKOMINFO: SimulatedUnit(DISKOMINFO, (DISKOMINFO,), minimum_count=1)}
        findings = found(week(OFFICE, ASKED, OFFICE, OFFICE, OFFICE), units=units)
        self.assertFinds(findings, "minimum_by_roster", "warning", "Permen PANRB 4/2025 Pasal 13")

    # ------------------------------------------------------------ direct service, positions, persons
    def test_a_direct_service_sent_away_is_severe(self):
        findings = found(week(decision("wfh", DINKES)))
        self.assertFinds(findings, "direct_service_away", "severe", "Perpres 21/2023 Pasal 7")

    def test_the_secretariat_of_a_direct_service_is_told_only(self):
        findings = found(week(decision("wfh", SECRETARIAT)))
        self.assertFinds(findings, "carve_out", "info", "Perpres 21/2023 Pasal 7")
        self.assertNotIn("direct_service_away", findings)

    def test_structural_officials_stay_where_the_central_rule_says_so(self):
        row = week(decision("wfh", position=HEADS))
        findings = found(row, central=(replace(MENDAGRI, provisions=()),))
        self.assertFinds(findings, "structural_away", "severe", "SE Mendagri 800.1.5/3349/SJ")
        self.assertEqual(found(row)["structural_away"].severity, "warning")

    def test_a_special_circumstance_of_an_official_is_no_breach(self):
        row = week(decision("wfh", position=HEADS, source="request", outside_cap=True))
        self.assertNotIn("structural_away", found(row))

    def test_people_barred_in_person_are_told(self):
        findings = found(week(*[decision(source="bar")] * 5, DAY_OFF, DAY_OFF))
        self.assertFinds(findings, "barred", "info", "Permen PANRB 4/2025 Pasal 25")

    def test_an_uncovered_service_is_severe(self):
        units = {DISKOMINFO: SimulatedUnit(DISKOMINFO, (DISKOMINFO,), serves_public=True)}
        self.assertFinds(found(units=units), "uncovered", "severe", "Perpres 21/2023 Pasal 7")

    def test_a_roster_may_uncover_a_service(self):
        units = {DISKOMINFO: SimulatedUnit(DISKOMINFO, (DISKOMINFO,), serves_public=True)}
        findings = found(week(ASKED, OFFICE, OFFICE, OFFICE, OFFICE), units=units)
        self.assertFinds(findings, "uncovered_by_roster", "warning", "Perpres 21/2023 Pasal 7")

    # ------------------------------------------------------------ the public
    def test_units_whose_service_changes_name_a_channel_for_complaints(self):
        findings = found(week(decision("wfh", SECRETARIAT)))
        finding = self.assertFinds(findings, "no_complaint_channel", "warning", "B/531/M.KT.02/2025; SE PANRB 2/2026")
        self.assertEqual(finding.unit_ids, (DINKES,))

    def test_the_public_is_told_of_changed_service(self):
        self.assertFinds(found(has_public_notice=False), "no_public_notice", "warning", "SE PANRB 2/2026")
        self.assertNotIn("no_public_notice", found(week(*[OFFICE] * 5), has_public_notice=False))

    # ------------------------------------------------------------ basis and dates
    def test_a_legal_basis_is_named(self):
        article = "Permen PANRB 4/2025; Perpres 21/2023 Pasal 8"
        self.assertFinds(found(has_legal_basis=False), "no_legal_basis", "warning", article)

    def test_the_central_rule_that_is_carried_out_is_named(self):
        article = "Permen PANRB 4/2025; SE Mendagri 800.1.5/3349/SJ"
        self.assertFinds(found(parent=None), "no_parent", "info", article)

    def test_uncertain_provisions_and_words_are_to_be_checked(self):
        marked = replace(DRAFT, provisions=(replace(PROVISION, to_check=True),))
        self.assertEqual(found(draft=marked)["to_check"].rule_ids, (1,))
        self.assertFinds(found(to_check="Tanggal?"), "to_check", "warning", "SE 800/84/2025")

    def test_a_circular_does_not_begin_in_the_past(self):
        findings = found(today=MONDAY + timedelta(days=1))
        self.assertFinds(findings, "date_past", "warning", "UU 30/2014 Pasal 58(6)")
        self.assertNotIn("date_past", found(today=MONDAY + timedelta(days=1), is_draft=False))

    def test_a_circular_stays_within_the_time_of_the_central_rule(self):
        parent = replace(MENDAGRI, provisions=(), last=MONDAY + timedelta(days=60))
        self.assertFinds(found(parent=parent), "beyond_central", "warning", "SE Mendagri 800.1.5/3349/SJ")
        ending = replace(DRAFT, last=MONDAY + timedelta(days=60))
        self.assertNotIn("beyond_central", found(parent=parent, draft=ending))

    # ------------------------------------------------------------ provisions that never apply
    def test_a_provision_for_nobody_never_applies(self):
        other = Provision(2, WORDS, "angka 3", position_ids=frozenset({99}))
        finding = found(draft=replace(DRAFT, provisions=(PROVISION, other)))["never_applies"]
        self.assertEqual((finding.rule_ids, dict(finding.args)["why"]), ((2,), "no_people"))

    def test_a_provision_is_shadowed_by_another(self):
        finding = found(draft=replace(DRAFT, provisions=(PROVISION, replace(PROVISION, id=2))))["never_applies"]
        self.assertEqual(dict(finding.args)["why"], "other")

    def test_a_provision_for_units_that_stay_on_site_never_applies(self):
        other = Provision(2, WORDS, unit_ids=frozenset({DINKES}))
        row = week(*[decision(unit=DINKES, source="unit", rule_id=None)] * 5)
        finding = found(week(*[OFFICE] * 5), row, draft=replace(DRAFT, provisions=(PROVISION, other)))["never_applies"]
        self.assertEqual(dict(finding.args)["why"], "unit")

    def test_a_provision_on_holidays_alone_never_applies(self):
        other = Provision(2, (None, None, None, None, None, "wfh", None))
        finding = found(draft=replace(DRAFT, provisions=(PROVISION, other)))["never_applies"]
        self.assertEqual(dict(finding.args)["why"], "day_off")

    def test_nothing_is_said_about_a_provision_of_later_dates(self):
        later = Provision(2, WORDS, first=MONDAY + timedelta(days=30))
        self.assertNotIn("never_applies", found(draft=replace(DRAFT, provisions=(PROVISION, later))))

    # ------------------------------------------------------------ other circulars
    def test_another_circular_that_says_otherwise_is_a_clash(self):
        other = Instrument(2, "SE lain", MONDAY, provisions=(Provision(20, ("wfh",) + (None,) * 6),))
        finding = found(others=(other,))["clash_region"]
        self.assertEqual(finding.severity, "info")  # the draft is the later one
        args = dict(finding.args)
        self.assertEqual((args["days"], args["prevails"], args["why"]), (((0, "wfo", "wfh"),), "draft", "later"))

    def test_a_dated_circular_prevails_over_an_open_ended_draft(self):
        other = Instrument(
            2, "SE Nataru", MONDAY, FRIDAY, open_ended=False, provisions=(Provision(20, ("wfh",) + (None,) * 6),)
        )
        finding = found(others=(other,))["clash_region"]
        self.assertEqual((finding.severity, dict(finding.args)["why"]), ("warning", "dated"))

    def test_circulars_that_never_meet_do_not_clash(self):
        provision = Provision(20, ("wfh",) + (None,) * 6)
        before = Instrument(2, "SE lama", date(2026, 1, 1), MONDAY - timedelta(days=1), provisions=(provision,))
        elsewhere = Instrument(3, "SE", MONDAY, provisions=(replace(provision, unit_ids=frozenset({DINKES})),))
        mine = replace(DRAFT, provisions=(replace(PROVISION, unit_ids=frozenset({DISKOMINFO})),))
        self.assertNotIn("clash_region", found(others=(before, elsewhere), draft=mine))

    def test_a_sub_unit_is_in_the_scope_of_the_unit_above(self):
        other = Instrument(
            2, "SE", MONDAY, provisions=(Provision(20, ("wfh",) + (None,) * 6, unit_ids=frozenset({DINKES})),)
        )
        mine = replace(DRAFT, provisions=(replace(PROVISION, unit_ids=frozenset({SECRETARIAT})),))
        self.assertIn("clash_region", found(others=(other,), draft=mine))

    # ------------------------------------------------------------ central rules
    def test_office_on_the_national_friday_is_a_clash(self):
        findings = found(central=(MENDAGRI,))
        finding = self.assertFinds(findings, "central_stricter", "warning", "SE Mendagri 800.1.5/3349/SJ")
        self.assertEqual(dict(finding.args)["days"], ((4, "wfo", "wfh"),))

    def test_a_days_roster_leaves_room_for_the_central_rule(self):
        mine = replace(DRAFT, provisions=(replace(PROVISION, weekdays=(None, None, None, None, "roster", None, None)),))
        self.assertNotIn("central_stricter", found(draft=mine, central=(MENDAGRI,)))

    def test_home_on_a_day_that_the_carried_out_rule_keeps_is_severe(self):
        rule = replace(MENDAGRI, provisions=(Provision(91, ("wfo",) * 4 + ("wfh", None, None)),))
        findings = found(central=(rule,), parent=rule)
        self.assertFinds(findings, "central_looser", "severe", "SE Mendagri 800.1.5/3349/SJ")
        self.assertEqual(found(central=(rule,), parent=None)["central_looser"].severity, "warning")

    def test_the_regions_thursday_and_the_national_friday_are_more_days(self):
        finding = found(central=(MENDAGRI,))["central_adds_days"]
        args = dict(finding.args)
        self.assertEqual((args["certain"], args["possible"], finding.severity), (2, 4, "warning"))
        thursday = replace(DRAFT, provisions=(replace(PROVISION, weekdays=(None,) * 3 + ("wfh",) + (None,) * 3),))
        self.assertEqual(found(draft=thursday, central=(MENDAGRI,))["central_adds_days"].severity, "info")

    # ------------------------------------------------------------ long weekends and hours
    def test_a_flexible_day_beside_a_holiday_makes_a_long_weekend(self):
        row = week(OFFICE, OFFICE, OFFICE, HOME)
        finding = self.assertFinds(
            found(row, holidays=frozenset({FRIDAY})), "long_weekend", "info", "SE Mendagri 800.1.5/3349/SJ"
        )
        self.assertEqual(finding.dates, (WEEK[3],))
        self.assertNotIn("long_weekend", found(row))

    def test_a_flexible_monday_after_a_holiday_on_friday_is_beside_it(self):
        holidays = frozenset({MONDAY - timedelta(days=3)})
        self.assertIn("long_weekend", found(week(HOME, OFFICE, OFFICE, OFFICE, OFFICE), holidays=holidays))

    def test_flexible_people_fill_the_weekly_hours(self):
        short = Schedule(1, "schedule", "Lima hari", 35.0, people=9, flexible_people=4)
        finding = self.assertFinds(found(schedules=(short,)), "hours_schedule", "severe", "Perpres 21/2023 Pasal 9")
        self.assertEqual(finding.people, 4)
        nobody = replace(short, flexible_people=0)
        self.assertFinds(found(schedules=(nobody,)), "hours_schedule", "warning", "Perpres 21/2023 Pasal 4")
        self.assertEqual(found(schedules=(replace(short, people=0),)), {})

    def test_ramadan_has_less_hours(self):
        schedule = Schedule(1, "schedule", "Ramadan", 32.5, ramadan=True, people=9, flexible_people=4)
        self.assertEqual(found(schedules=(schedule,)), {})
        self.assertIn("hours_schedule", found(schedules=(replace(schedule, ramadan=False),)))

    def test_a_cycle_of_shifts_comes_to_the_weekly_hours(self):
        cycle = Schedule(1, "cycle", "2-2-3", 28.0)
        self.assertFinds(found(schedules=(cycle,)), "hours_cycle", "warning", "Perpres 21/2023 Pasal 4")
        self.assertEqual(found(schedules=(replace(cycle, hours=37.5),)), {})

    def test_more_hours_than_due_are_told(self):
        more = Schedule(1, "schedule", "40 jam", 40.0, people=1)
        self.assertFinds(found(schedules=(more,)), "hours_more", "info", "Perpres 21/2023 Pasal 4(7)")
        shifts = Schedule(1, "cycle", "Sif", 42.0)
        self.assertEqual(found(schedules=(shifts,))["hours_more"].article, "Permen PANRB 4/2025 Pasal 17")

    def test_a_long_day_without_a_break_hides_it(self):
        schedule = Schedule(1, "schedule", "Tanpa istirahat", 42.5, people=1, unbroken=(0, 4))
        self.assertFinds(found(schedules=(schedule,)), "no_break", "warning", "Perpres 21/2023 Pasal 4")

    def test_the_severe_findings_come_first(self):
        findings = check(case(week(OFFICE, HOME, HOME, HOME, OFFICE), parent=None, has_legal_basis=False))
        self.assertEqual([finding.severity for finding in findings], ["severe", "warning", "info"])
