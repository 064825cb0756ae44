from odoo.tests import BaseCase

from .plan_words import (
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    decide,
    enforced,
    holiday,
    leave,
    nothing,
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


class TestPlanPairs(BaseCase):
    """One example for each pair of the ten levels: the higher one decides a Tuesday on which both apply."""

    def assertBefore(self, higher, lower, source, mode):
        """The lower fact decides alone; with the higher one besides, that one does."""
        self.assertNotEqual(decide(lower).source, source)
        decision = decide(higher, lower)
        self.assertEqual((decision.source, decision.mode), (source, mode))
        self.assertEqual(decision.decisive.level, source)

    def test_holiday_before_leave(self):
        self.assertBefore(holiday("Isra Mikraj"), leave("sick"), "holiday", None)

    def test_holiday_before_recall(self):
        self.assertBefore(holiday("Isra Mikraj"), recalled(), "holiday", None)

    def test_holiday_before_bar(self):
        self.assertBefore(holiday("Isra Mikraj"), statement("discipline"), "holiday", None)

    def test_holiday_before_position(self):
        self.assertBefore(holiday("Isra Mikraj"), position_on_site(), "holiday", None)

    def test_holiday_before_unit(self):
        self.assertBefore(holiday("Isra Mikraj"), unit_exempt(), "holiday", None)

    def test_holiday_before_request(self):
        self.assertBefore(holiday("Isra Mikraj"), requested("wfa"), "holiday", None)

    def test_holiday_before_roster(self):
        self.assertBefore(holiday("Isra Mikraj"), rostered("wfh"), "holiday", None)

    def test_holiday_before_rule(self):
        self.assertBefore(holiday("Isra Mikraj"), provision("wfh"), "holiday", None)

    def test_holiday_before_default(self):
        self.assertBefore(holiday("Isra Mikraj"), nothing(), "holiday", None)

    def test_leave_before_recall(self):
        self.assertBefore(leave("sick"), recalled(), "leave", None)

    def test_leave_before_bar(self):
        self.assertBefore(leave("sick"), statement("discipline"), "leave", None)

    def test_leave_before_position(self):
        self.assertBefore(leave("sick"), position_on_site(), "leave", None)

    def test_leave_before_unit(self):
        self.assertBefore(leave("sick"), unit_exempt(), "leave", None)

    def test_leave_before_request(self):
        self.assertBefore(leave("sick"), requested("wfa"), "leave", None)

    def test_leave_before_roster(self):
        self.assertBefore(leave("sick"), rostered("wfh"), "leave", None)

    def test_leave_before_rule(self):
        self.assertBefore(leave("sick"), provision("wfh"), "leave", None)

    def test_leave_before_default(self):
        self.assertBefore(leave("sick"), nothing(), "leave", None)

    def test_recall_before_bar(self):
        self.assertBefore(recalled(), statement("discipline"), "recall", "wfo")

    def test_recall_before_position(self):
        self.assertBefore(recalled(), position_on_site(), "recall", "wfo")

    def test_recall_before_unit(self):
        self.assertBefore(recalled(), unit_exempt(), "recall", "wfo")

    def test_recall_before_request(self):
        self.assertBefore(recalled(), requested("wfa"), "recall", "wfo")

    def test_recall_before_roster(self):
        self.assertBefore(recalled(), rostered("wfh"), "recall", "wfo")

    def test_recall_before_rule(self):
        self.assertBefore(recalled(), provision("wfh"), "recall", "wfo")

    def test_recall_before_default(self):
        self.assertBefore(recalled(), nothing(), "recall", "wfo")

    def test_bar_before_position(self):
        self.assertBefore(statement("discipline"), position_on_site(), "bar", "wfo")

    def test_bar_before_unit(self):
        self.assertBefore(statement("discipline"), unit_exempt(), "bar", "wfo")

    def test_bar_before_request(self):
        self.assertBefore(statement("discipline"), requested("wfa"), "bar", "wfo")

    def test_bar_before_roster(self):
        self.assertBefore(statement("discipline"), rostered("wfh"), "bar", "wfo")

    def test_bar_before_rule(self):
        self.assertBefore(statement("discipline"), provision("wfh"), "bar", "wfo")

    def test_bar_before_default(self):
        self.assertBefore(statement("discipline"), nothing(), "bar", "wfo")

    def test_position_before_unit(self):
        self.assertBefore(position_on_site(), unit_exempt(), "position", "wfo")

    def test_position_before_request(self):
        self.assertBefore(position_on_site(), requested("wfa"), "position", "wfo")

    def test_position_before_roster(self):
        self.assertBefore(position_on_site(), rostered("wfh"), "position", "wfo")

    def test_position_before_rule(self):
        self.assertBefore(position_on_site(), provision("wfh"), "position", "wfo")

    def test_position_before_default(self):
        self.assertBefore(position_on_site(), nothing(), "position", "wfo")

    def test_unit_before_request(self):
        self.assertBefore(unit_exempt(), requested("wfa"), "unit", "wfo")

    def test_unit_before_roster(self):
        self.assertBefore(unit_exempt(), rostered("wfh"), "unit", "wfo")

    def test_unit_before_rule(self):
        self.assertBefore(unit_exempt(), provision("wfh"), "unit", "wfo")

    def test_unit_before_default(self):
        self.assertBefore(unit_exempt(), nothing(), "unit", "wfo")

    def test_request_before_roster(self):
        self.assertBefore(requested("wfa"), rostered("wfh"), "request", "wfa")

    def test_request_before_rule(self):
        self.assertBefore(requested("wfa"), provision("wfh"), "request", "wfa")

    def test_request_before_default(self):
        self.assertBefore(requested("wfa"), nothing(), "request", "wfa")

    def test_roster_before_rule(self):
        self.assertBefore(rostered("wfh"), provision("wfh"), "roster", "wfh")

    def test_roster_before_default(self):
        self.assertBefore(rostered("wfh"), nothing(), "roster", "wfh")

    def test_rule_before_default(self):
        self.assertBefore(provision("wfh"), nothing(), "rule", "wfh")


class TestPlanSpecial(BaseCase):
    """A special circumstance approved by BKPSDM sets bar, position and unit aside; nothing above them."""

    def test_special_request_before_bar(self):
        decision = decide(special_request("wfh"), statement("discipline"))
        self.assertEqual((decision.source, decision.mode), ("request", "wfh"))

    def test_special_request_before_position(self):
        self.assertEqual(decide(special_request("wfh"), position_on_site()).mode, "wfh")

    def test_special_request_before_unit(self):
        self.assertEqual(decide(special_request("wfh"), unit_exempt()).mode, "wfh")

    def test_special_statement_before_bar_position_and_unit(self):
        kept = (statement("discipline"), position_on_site(), unit_exempt(), provision("wfh"))
        self.assertEqual(decide(*kept).source, "bar")
        decision = decide(statement("special"), *kept)
        self.assertEqual((decision.source, decision.mode), ("rule", "wfh"))

    def test_recall_before_special(self):
        self.assertEqual(decide(recalled(), special_request("wfh")).source, "recall")

    def test_leave_before_special(self):
        self.assertEqual(decide(leave("leave"), special_request("wfh")).source, "leave")

    def test_an_ordinary_request_sets_nothing_aside(self):
        for kept, level in ((statement("revoked"), "bar"), (position_on_site(), "position"), (unit_exempt(), "unit")):
            self.assertEqual(decide(requested("wfh"), kept).source, level)


def three_days():
    """A provision that sends everybody home on Tuesday, Wednesday and Thursday."""
    return provision(None, "wfh", "wfh", "wfh", None, None, None)


class TestPlanCapPairs(BaseCase):
    """With a limit of two flexible days a week, enforced, a third flexible day is worked in the office."""

    def week(self, *facts):
        return [decide(enforced(2), *facts, day=day) for day in (TUESDAY, WEDNESDAY, THURSDAY)]

    def assertWeek(self, decisions, *expected):
        self.assertEqual([(decision.source, decision.mode) for decision in decisions], list(expected))

    def test_cap_over_rule(self):
        self.assertWeek(self.week(three_days()), ("rule", "wfh"), ("rule", "wfh"), ("cap", "wfo"))

    def test_cap_over_request(self):
        asked = requested("wfa", TUESDAY, THURSDAY)
        self.assertWeek(self.week(asked), ("request", "wfa"), ("request", "wfa"), ("cap", "wfo"))

    def test_cap_over_roster(self):
        line = rostered("wfh", TUESDAY, WEDNESDAY, THURSDAY)
        self.assertWeek(self.week(line), ("roster", "wfh"), ("roster", "wfh"), ("cap", "wfo"))

    def test_cap_takes_roster_days_before_those_of_a_rule(self):
        line = rostered("wfh", TUESDAY, WEDNESDAY, thursday="wfa")
        self.assertWeek(self.week(line), ("roster", "wfh"), ("cap", "wfo"), ("rule", "wfa"))

    def test_cap_takes_roster_days_before_requested_ones(self):
        line, asked = rostered("wfh", TUESDAY, WEDNESDAY), requested("wfa", THURSDAY)
        self.assertWeek(self.week(line, asked), ("roster", "wfh"), ("cap", "wfo"), ("request", "wfa"))

    def test_cap_neither_counts_nor_takes_days_of_a_special_request(self):
        asked = special_request("wfa", TUESDAY, THURSDAY)
        self.assertWeek(self.week(three_days(), asked), *[("request", "wfa")] * 3)

    def test_cap_counts_the_other_days_of_a_week_with_a_special_day(self):
        week = self.week(three_days(), special_request("wfa", TUESDAY))
        self.assertWeek(week, ("request", "wfa"), ("rule", "wfh"), ("rule", "wfh"))

    def test_cap_leaves_a_week_under_a_special_statement_alone(self):
        self.assertWeek(self.week(three_days(), statement("special")), *[("rule", "wfh")] * 3)

    def test_cap_counts_no_day_off(self):
        self.assertWeek(
            self.week(three_days(), leave("leave", TUESDAY)), ("leave", None), ("rule", "wfh"), ("rule", "wfh")
        )

    def test_cap_counts_no_day_of_a_recall(self):
        self.assertWeek(self.week(three_days(), recalled(TUESDAY)), ("recall", "wfo"), ("rule", "wfh"), ("rule", "wfh"))

    def test_cap_counts_a_day_that_was_flexible_until_a_recall(self):
        self.assertWeek(
            self.week(three_days(), recalled(TUESDAY, hour_from=10)),
            ("recall", "wfh"),
            ("rule", "wfh"),
            ("cap", "wfo"),
        )

    def test_cap_counts_shifts_away_from_the_office(self):
        line = rostered("wfh", TUESDAY, WEDNESDAY, THURSDAY, shift=shift("wfh", 8, 16))
        self.assertWeek(self.week(line), ("roster", "wfh"), ("roster", "wfh"), ("cap", "wfo"))

    def test_a_limit_that_only_warns_turns_nothing_back(self):
        for day in (TUESDAY, WEDNESDAY, THURSDAY):
            self.assertEqual(decide(enforced(2, policy="warn"), three_days(), day=day).mode, "wfh")

    def test_what_the_day_would_have_been_stays_in_the_chain(self):
        decision = decide(enforced(2), three_days(), day=THURSDAY)
        self.assertEqual([(step.level, step.applied) for step in decision.chain[-2:]], [("rule", False), ("cap", True)])
        self.assertEqual(dict(decision.chain[-2].args)["mode"], "wfh")
        self.assertEqual(dict(decision.decisive.args)["mode"], "wfh")
        self.assertEqual(decision.circular_id, 1)
