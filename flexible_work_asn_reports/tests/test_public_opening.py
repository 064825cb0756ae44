"""Open now? Against a reference that asks every single minute; no database is used."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.flexible_work_asn_reports.opening import Change, Period, Schedule, situation, week_of

THURSDAY = date(2026, 1, 15)
MINUTE, ONE_DAY = timedelta(minutes=1), timedelta(days=1)
#: the office hours of Monday to Friday
OFFICE = week_of((weekday, 8 * 60, 15 * 60) for weekday in range(5))


def at(hour, minute=0, day=THURSDAY):
    return datetime(day.year, day.month, day.day, hour, minute)


# ---------------------------------------------------------------- the same, asked the slow way
def is_open(schedule, moment, holidays):
    """True, False, or None where nobody has said any hours; sentence by sentence."""
    day, minute = moment.date(), moment.hour * 60 + moment.minute
    changes = [change for change in schedule.changes if change.first <= day <= change.last]
    if changes and changes[0].kind == "closed":
        return False
    if changes and changes[0].kind == "hours":
        return any(opening <= minute < closing for opening, closing in changes[0].spans)
    if schedule.around_the_clock:
        return True
    if day in holidays and not schedule.on_holidays:
        return False
    periods = [period for period in schedule.periods if period.first <= day and (not period.last or day <= period.last)]
    week = periods[0].week if periods else schedule.usual
    if not any(week):
        return None
    return any(opening <= minute < closing for opening, closing in week[day.weekday()])


def first_minute(schedule, moment, holidays, wanted, days):
    """The first minute after ``moment`` at which the answer is ``wanted``, within so many days after its date."""
    last = datetime.combine(moment.date() + (days + 1) * ONE_DAY, datetime.min.time())
    moment += MINUTE
    while moment < last:
        if bool(is_open(schedule, moment, holidays)) is wanted:
            return moment
        moment += MINUTE
    return None


# ---------------------------------------------------------------- anything that can be said
spans = st.integers(0, 23).flatmap(
    lambda opening: st.integers(opening + 1, 24).map(lambda closing: (opening * 60, closing * 60))
)
rows = st.lists(st.tuples(st.integers(0, 6), spans), max_size=9)
weeks = rows.map(lambda found: week_of((weekday, *span) for weekday, span in found))
days = st.integers(-3, 5).map(lambda offset: THURSDAY + offset * ONE_DAY)
dates = st.tuples(days, days).map(sorted)
changes = st.builds(
    lambda ends, kind, span: Change(*ends, kind, (span,) if kind == "hours" else ()),
    dates,
    st.sampled_from(["closed", "moved", "online", "hours"]),
    spans,
)
periods = st.builds(
    lambda ends, open_ended, week: Period(ends[0], None if open_ended else ends[1], week),
    dates,
    st.booleans(),
    rows.filter(bool).map(lambda found: week_of((weekday, *span) for weekday, span in found)),
)
schedules = st.builds(
    Schedule,
    usual=weeks,
    periods=st.lists(periods, max_size=2).map(tuple),
    changes=st.lists(changes, max_size=2).map(tuple),
    around_the_clock=st.integers(0, 3).map(lambda chance: not chance),
    on_holidays=st.booleans(),
)
moments = st.builds(at, st.integers(0, 23), st.sampled_from([0, 1, 30, 59]))
holidays_of = st.lists(days, max_size=3).map(lambda found: dict.fromkeys(found, "Libur"))


@tagged("standard", "at_install")
class TestOpeningProperties(BaseCase):
    @given(schedules, moments, holidays_of)
    def test_open_now_is_what_every_minute_says(self, schedule, moment, holidays):
        found, expected = situation(schedule, moment, holidays), is_open(schedule, moment, holidays)
        self.assertEqual({"open": True, "unknown": None}.get(found.state, False), expected)
        if found.state == "later":
            self.assertEqual(found.opens, first_minute(schedule, moment, holidays, True, 0))
        if found.state == "closed":
            self.assertIsNone(first_minute(schedule, moment, holidays, True, 0))

    @given(schedules, moments, holidays_of)
    def test_it_closes_at_the_first_minute_at_which_it_is_not_open(self, schedule, moment, holidays):
        found = situation(schedule, moment, holidays)
        if found.state == "open":
            closes = first_minute(schedule, moment, holidays, False, 3)
            if closes:
                self.assertEqual(found.until, closes)
            else:
                self.assertTrue(found.until is None or found.until > moment + 3 * ONE_DAY)

    @given(schedules, moments, holidays_of)
    def test_a_service_closed_for_today_opens_at_the_next_minute_at_which_it_is_open(self, schedule, moment, holidays):
        found = situation(schedule, moment, holidays)
        if found.state == "closed":
            opens = first_minute(schedule, moment, holidays, True, 3)
            if opens:
                self.assertEqual(found.opens, opens)
            else:
                self.assertTrue(found.opens is None or found.opens > moment + 3 * ONE_DAY)

    @given(schedules, moments, holidays_of)
    def test_until_it_changes_everybody_gets_the_same_answer(self, schedule, moment, holidays):
        found = situation(schedule, moment, holidays)
        self.assertGreater(found.changes_at, moment)
        later = found.changes_at - MINUTE
        again = situation(schedule, max(later, moment), holidays)
        self.assertEqual(
            (again.state, again.until, again.opens, again.today), (found.state, found.until, found.opens, found.today)
        )

    @given(rows)
    def test_a_week_is_in_order_and_says_no_minute_twice(self, found):
        week = week_of((weekday, *span) for weekday, span in found)
        for weekday, day in enumerate(week):
            for before, after in zip(day, day[1:], strict=False):
                self.assertLess(before[1], after[0])
            minutes = {minute for number, span in found if number == weekday for minute in range(*span)}
            self.assertEqual(sum(closing - opening for opening, closing in day), len(minutes))


@tagged("standard", "at_install")
class TestOpening(BaseCase):
    def test_open_until_the_closing_hour_and_not_at_it(self):
        schedule = Schedule(usual=OFFICE)
        self.assertEqual(situation(schedule, at(14, 59), {}).until, at(15))
        self.assertEqual(situation(schedule, at(15), {}).state, "closed")

    def test_the_break_is_a_later_opening_and_not_a_closed_day(self):
        schedule = Schedule(usual=week_of([(3, 480, 720), (3, 780, 960)]))
        found = situation(schedule, at(12, 30), {})
        self.assertEqual((found.state, found.opens), ("later", at(13)))

    def test_after_friday_it_opens_on_monday(self):
        friday = THURSDAY + ONE_DAY
        found = situation(Schedule(usual=OFFICE), at(16, day=friday), {})
        self.assertEqual(found.opens, at(8, day=date(2026, 1, 19)))

    def test_a_holiday_closes_an_office_and_not_an_emergency_room(self):
        holidays = {THURSDAY: "Isra Mikraj"}
        office, emergency = Schedule(usual=OFFICE), Schedule(around_the_clock=True)
        self.assertEqual(situation(office, at(9), holidays).today.reason, "holiday")
        found = situation(emergency, at(9), holidays)
        self.assertEqual((found.state, found.until), ("open", None))

    def test_hours_told_for_a_date_hold_on_a_holiday(self):
        change = Change(THURSDAY, THURSDAY, "hours", ((540, 660),))
        found = situation(Schedule(usual=OFFICE, changes=(change,)), at(9), {THURSDAY: "Isra Mikraj"})
        self.assertEqual((found.state, found.until), ("open", at(11)))

    def test_hours_of_a_circular_take_the_place_of_the_usual_ones_on_all_weekdays(self):
        short = Period(THURSDAY, None, week_of([(4, 480, 690)]))
        schedule = Schedule(usual=OFFICE, periods=(short,))
        self.assertEqual(situation(schedule, at(9), {}).state, "closed")
        self.assertEqual(situation(schedule, at(9, day=THURSDAY - ONE_DAY), {}).state, "open")

    def test_nobody_has_said_any_hours(self):
        self.assertEqual(situation(Schedule(), at(9), {}).state, "unknown")
        self.assertEqual(situation(Schedule(), at(9), {THURSDAY: "Isra Mikraj"}).state, "closed")
