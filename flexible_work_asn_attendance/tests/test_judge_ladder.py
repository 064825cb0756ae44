from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn_attendance.judge import ContactFact, LadderRule, WarningFact, climb_ladder
from odoo.addons.flexible_work_asn_attendance.judge.ladder import months_before

FRIDAY = date(2026, 4, 10)
RULE = LadderRule()
many = settings(max_examples=300, deadline=None)


def calls(*days, **values):
    return [ContactFact(id=number, day=day, **values) for number, day in enumerate(days, 1)]


def levels(answer):
    return [(proposal.day, proposal.level, sorted(proposal.contact_ids)) for proposal in answer.proposals]


class TestLadder(BaseCase):
    def test_one_unanswered_call_is_nothing(self):
        self.assertEqual(climb_ladder(calls(FRIDAY), [], RULE).proposals, ())

    def test_two_unanswered_calls_on_one_day_give_reason_for_a_verbal_warning(self):
        self.assertEqual(levels(climb_ladder(calls(FRIDAY, FRIDAY), [], RULE)), [(FRIDAY, "verbal", [1, 2])])

    def test_calls_of_different_days_are_not_added_up(self):
        self.assertEqual(climb_ladder(calls(FRIDAY, FRIDAY + timedelta(7)), [], RULE).proposals, ())

    def test_a_message_without_an_answer_gives_reason_for_a_written_warning(self):
        message = calls(FRIDAY, is_message=True)
        self.assertEqual(levels(climb_ladder(message, [], RULE)), [(FRIDAY, "written", [1])])
        self.assertEqual(climb_ladder(message, [], LadderRule(message_is_enough=False)).proposals, ())

    def test_excused_and_answered_contacts_do_not_count(self):
        for values in ({"excused": True}, {"missed": False}):
            self.assertEqual(climb_ladder(calls(FRIDAY, FRIDAY, **values), [], RULE).proposals, ())

    def test_repetition_climbs_a_step(self):
        again = calls(FRIDAY, FRIDAY)
        for level, higher in (("verbal", "written"), ("written", "review"), ("review", "review")):
            issued = [WarningFact(1, FRIDAY - timedelta(60), level, "issued")]
            self.assertEqual(levels(climb_ladder(again, issued, RULE)), [(FRIDAY, higher, [1, 2])])

    def test_only_what_was_issued_within_the_months_counts_as_repetition(self):
        again = calls(FRIDAY, FRIDAY)
        for warning in (
            WarningFact(1, FRIDAY - timedelta(60), "verbal", "proposed", frozenset()),
            WarningFact(1, FRIDAY - timedelta(60), "verbal", "dropped"),
            WarningFact(1, date(2025, 4, 9), "verbal", "issued"),
        ):
            self.assertEqual(levels(climb_ladder(again, [warning], RULE))[0][1], "verbal", warning)
        edge = [WarningFact(1, date(2025, 4, 10), "verbal", "issued")]
        self.assertEqual(levels(climb_ladder(again, edge, RULE))[0][1], "written")
        self.assertEqual(levels(climb_ladder(again, edge, LadderRule(months=0)))[0][1], "verbal")

    def test_what_was_issued_or_dropped_about_contacts_is_settled(self):
        for state in ("issued", "dropped"):
            warning = WarningFact(1, FRIDAY, "verbal", state, frozenset({1, 2}))
            self.assertEqual(climb_ladder(calls(FRIDAY, FRIDAY, FRIDAY), [warning], RULE).proposals, (), state)

    def test_a_further_unanswered_call_joins_the_open_proposal(self):
        warning = WarningFact(9, FRIDAY, "verbal", "proposed", frozenset({1, 2}))
        (proposal,) = climb_ladder(calls(FRIDAY, FRIDAY, FRIDAY), [warning], RULE).proposals
        self.assertEqual((proposal.warning_id, proposal.contact_ids), (9, frozenset({1, 2, 3})))

    def test_a_proposal_falls_when_too_few_are_left(self):
        warning = WarningFact(9, FRIDAY, "verbal", "proposed", frozenset({1, 2}))
        first, second = calls(FRIDAY, FRIDAY)
        answer = climb_ladder([first, replace(second, excused=True)], [warning], RULE)
        self.assertEqual((answer.proposals, answer.withdrawn), ((), (9,)))

    def test_a_warning_that_a_person_entered_is_left_alone(self):
        warning = WarningFact(9, FRIDAY, "written", "proposed")
        answer = climb_ladder(calls(FRIDAY), [warning], RULE)
        self.assertEqual((answer.proposals, answer.withdrawn), ((), ()))

    def test_months_are_counted_by_the_calendar(self):
        self.assertEqual(months_before(date(2026, 3, 31), 1), date(2026, 3, 1))
        self.assertEqual(months_before(date(2026, 1, 31), 2), date(2025, 12, 1))
        self.assertEqual(months_before(date(2026, 1, 15), 12), date(2025, 1, 15))


# ---------------------------------------------------------------- properties
days = st.sampled_from([FRIDAY + timedelta(7 * n) for n in range(4)])
rules = st.builds(LadderRule, st.integers(1, 3), st.sampled_from([0, 1, 12]), st.booleans())


@st.composite
def histories(draw):
    """Contacts, and warnings that were issued, dropped or are open about some of them."""
    contacts = [
        ContactFact(n, draw(days), draw(st.booleans()), draw(st.booleans()), draw(st.integers(0, 3)) == 0)
        for n in range(1, draw(st.integers(0, 12)) + 1)
    ]
    warnings, free = [], {contact.id: contact.day for contact in contacts}
    for number in range(draw(st.integers(0, 3))):
        day = draw(days)
        about = draw(st.sets(st.sampled_from([id_ for id_ in free if free[id_] == day] or [0]))) - {0}
        state = draw(st.sampled_from(["issued", "dropped", "withdrawn", "proposed"]))
        if state == "proposed" and any(one.state == "proposed" and one.day == day for one in warnings):
            continue
        if state != "withdrawn":
            free = {id_: when for id_, when in free.items() if id_ not in about}
        level = draw(st.sampled_from(["verbal", "written", "review"]))
        warnings.append(WarningFact(100 + number, day, level, state, frozenset(about)))
    return contacts, warnings


def reference(contacts, warnings, rule):
    """{day: (level, ids)} of the warnings that should stand open, day by day and rule by rule."""
    wanted = {}
    for day in {contact.day for contact in contacts}:
        ids, messages = set(), 0
        for contact in contacts:
            used = [w for w in warnings if contact.id in w.contact_ids and w.state in ("issued", "dropped")]
            if contact.day == day and contact.missed and not contact.excused and not used:
                ids.add(contact.id)
                messages += contact.is_message
        if rule.message_is_enough and messages:
            level = 1
        elif len(ids) >= rule.calls_max:
            level = 0
        else:
            continue
        for warning in warnings:
            if rule.months and warning.state == "issued" and warning.day < day:
                year, month = divmod(day.year * 12 + day.month - 1 - rule.months, 12)
                if (warning.day.year, warning.day.month - 1, warning.day.day) >= (year, month, day.day):
                    level = max(level, ["verbal", "written", "review"].index(warning.level) + 1)
        wanted[day] = (["verbal", "written", "review"][min(level, 2)], ids)
    return wanted


def carry_out(answer, warnings):
    """The warnings after the answer was written down."""
    after = [
        replace(one, state="withdrawn") if one.id in answer.withdrawn else one
        for one in warnings
        if one.id not in {proposal.warning_id for proposal in answer.proposals}
    ]
    for number, proposal in enumerate(answer.proposals):
        id_ = proposal.warning_id or 1000 + number
        after.append(WarningFact(id_, proposal.day, proposal.level, "proposed", proposal.contact_ids))
    return after


class TestLadderProperties(BaseCase):
    @many
    @given(histories(), rules)
    def test_what_stands_open_is_what_the_reference_says(self, history, rule):
        contacts, warnings = history
        after = carry_out(climb_ladder(contacts, warnings, rule), warnings)
        opened = [one for one in after if one.state == "proposed" and one.contact_ids]
        self.assertEqual(
            {one.day: (one.level, set(one.contact_ids)) for one in opened}, reference(contacts, warnings, rule)
        )
        self.assertEqual(len(opened), len({one.day for one in opened}))

    @many
    @given(histories(), rules)
    def test_asking_again_changes_nothing(self, history, rule):
        contacts, warnings = history
        after = carry_out(climb_ladder(contacts, warnings, rule), warnings)
        again = climb_ladder(contacts, after, rule)
        self.assertEqual((again.proposals, again.withdrawn), ((), ()))

    @many
    @given(histories(), rules)
    def test_no_contact_stands_in_two_warnings_and_no_excused_one_in_a_proposal(self, history, rule):
        contacts, warnings = history
        after = carry_out(climb_ladder(contacts, warnings, rule), warnings)
        standing = [id_ for one in after if one.state != "withdrawn" for id_ in one.contact_ids]
        self.assertEqual(len(standing), len(set(standing)))
        excused = {contact.id for contact in contacts if contact.excused or not contact.missed}
        proposed = {id_ for one in after if one.state == "proposed" for id_ in one.contact_ids}
        self.assertFalse(excused & proposed)

    @many
    @given(histories(), rules, st.randoms())
    def test_the_order_of_the_contacts_does_not_matter(self, history, rule, draw):
        contacts, warnings = history
        shuffled = list(contacts)
        draw.shuffle(shuffled)
        self.assertEqual(climb_ladder(shuffled, warnings, rule), climb_ladder(contacts, warnings, rule))
