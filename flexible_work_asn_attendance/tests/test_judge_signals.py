import random
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..judge import SIGNAL_KINDS, Event, Position, SignalLimits, find_signals
from .signals_reference import slow_signals

MONDAY = date(2026, 1, 12)
OFFICE = Position(0.7893, 127.3842, 12.0)
#: Manado, about 280 km away over the sea
MANADO = Position(1.4748, 124.8421, 12.0)
LIMITS = SignalLimits()


def day(number):
    return MONDAY + timedelta(days=number)


def event(number, hour=7.5, person=1, **values):
    """An event on the day with this number; by default at the office with a fresh fix."""
    at = datetime.combine(day(number), datetime.min.time()) + timedelta(hours=hour)
    return Event(person, day(number), at, **values)


def kinds(events, limits=LIMITS, first=0, last=60):
    return {(signal.date, signal.kind) for signal in find_signals(events, limits, day(first), day(last))}


def honest_noise(seed, days=20):
    """In and out of twenty days at one desk: each fix is a few metres off, as those of a real phone are."""
    draw = random.Random(seed)
    return [
        event(
            number,
            hour,
            position=Position(
                OFFICE.latitude + draw.gauss(0, 8) / 111_195,
                OFFICE.longitude + draw.gauss(0, 8) / 111_195,
                draw.choice((4.0, 9.0, 15.0, 30.0)),
            ),
            device="mine",
            drift=draw.randint(-4, 4),
        )
        for number in range(days)
        for hour in (7.4, 16.1)
    ]


class TestSignals(BaseCase):
    def test_the_noise_of_a_real_phone_is_no_signal(self):
        for seed in range(50):
            self.assertFalse(kinds(honest_noise(seed)), seed)

    def test_a_fake_position_every_day_is_one_from_the_third_date_on(self):
        fake = [event(number, hour, position=OFFICE) for number in range(5) for hour in (7.5, 16.0)]
        self.assertEqual(kinds(fake), {(day(number), "identical") for number in (2, 3, 4)})

    def test_the_seventh_decimal_tells_two_positions_apart(self):
        moved = [replace(OFFICE, latitude=OFFICE.latitude + number * 1e-7) for number in range(4)]
        self.assertFalse(kinds([event(number, position=place) for number, place in enumerate(moved)]))
        below = [replace(OFFICE, latitude=OFFICE.latitude + number * 1e-9) for number in range(4)]
        self.assertTrue(kinds([event(number, position=place) for number, place in enumerate(below)]))

    def test_in_and_out_of_one_date_are_one_date(self):
        self.assertFalse(kinds([event(0, hour, position=OFFICE) for hour in (7, 12, 16)]))

    def test_zero_is_a_place_on_the_equator(self):
        equator = Position(0.0, 127.4, 10.0)
        found = find_signals([event(number, position=equator) for number in range(3)], LIMITS, day(0), day(9))
        self.assertEqual([signal.facts["dates"] for signal in found], [["2026-01-12", "2026-01-13", "2026-01-14"]])

    def test_dates_beyond_the_window_do_not_add_up(self):
        far = [event(number, position=OFFICE) for number in (0, 10, 20)]
        self.assertFalse(kinds(far))
        self.assertTrue(kinds(far, replace(LIMITS, window=21)))

    def test_in_ternate_at_eight_and_in_manado_at_half_past(self):
        way = [event(0, 8.0, position=OFFICE), event(0, 8.5, position=MANADO)]
        found = find_signals(way, LIMITS, day(0), day(0))
        self.assertEqual([signal.kind for signal in found], ["travel"])
        self.assertAlmostEqual(found[0].facts["metres"], 293_000, delta=6_000)
        self.assertEqual(found[0].facts["seconds"], 1800)

    def test_by_aeroplane_in_the_afternoon(self):
        self.assertFalse(kinds([event(0, 8.0, position=OFFICE), event(0, 14.0, position=MANADO)]))

    def test_a_jump_within_the_doubt_of_the_phone_is_no_travel(self):
        vague = replace(OFFICE, latitude=OFFICE.latitude + 0.05, accuracy=5000.0)
        self.assertFalse(kinds([event(0, 8.0, position=OFFICE), event(0, 8.01, position=vague)]))

    def test_poor_accuracy_once_is_a_weak_phone_and_often_a_signal(self):
        vague = replace(OFFICE, accuracy=3000.0)
        events = [event(number, position=replace(vague, latitude=0.7 + number / 1e4)) for number in range(3)]
        self.assertFalse(kinds(events[:2]))
        self.assertEqual(kinds(events), {(day(2), "accuracy")})

    def test_one_phone_for_three_people(self):
        events = [event(0, 7.5 + n / 60, person=n, device="one") for n in (1, 2, 3)] + [
            event(0, person=4, device="two")
        ]
        found = find_signals(events, LIMITS, day(0), day(0))
        self.assertEqual([(signal.person, signal.kind) for signal in found], [(n, "device") for n in (1, 2, 3)])
        self.assertEqual(found[0].facts, {"people": 3, "others": [2, 3]})

    def test_the_same_phone_on_another_date_is_another_matter(self):
        self.assertFalse(kinds([event(0, person=1, device="one"), event(1, person=2, device="one")]))

    def test_a_clock_an_hour_ahead(self):
        found = find_signals([event(0, drift=3600), event(0, 16.0, drift=-700)], LIMITS, day(0), day(0))
        self.assertEqual([(signal.kind, signal.facts) for signal in found], [("clock", {"seconds": 3600})])

    def test_sent_later_on_three_dates(self):
        events = [event(number, delay=600 + number) for number in range(3)]
        found = find_signals(events, LIMITS, day(0), day(9))
        self.assertEqual([(signal.date, signal.facts["seconds"]) for signal in found], [(day(2), 602)])

    def test_zero_switches_a_kind_off(self):
        off = SignalLimits(14, 0, 0, 2000, 0, 3, 0, 0, 0)
        fake = [
            event(number, 8 + hour, person, position=place, device="one", drift=9000, delay=1)
            for number in range(5)
            for person in (1, 2)
            for hour, place in ((0, replace(OFFICE, accuracy=3000.0)), (0.1, MANADO))
        ]
        self.assertFalse(kinds(fake, off))
        self.assertEqual({kind for _day, kind in kinds(fake)}, set(SIGNAL_KINDS))


places = st.sampled_from(
    [None, OFFICE, MANADO, replace(OFFICE, latitude=0.81), replace(OFFICE, accuracy=2500.0), Position(0.0, 127.4)]
)
some_events = st.lists(
    st.builds(
        lambda number, minute, **values: Event(
            date=day(number), at=datetime(2026, 1, 12) + timedelta(days=number, minutes=minute), **values
        ),
        number=st.integers(0, 7),
        minute=st.integers(400, 1000),
        person=st.integers(1, 3),
        position=places,
        device=st.sampled_from([None, "a", "b"]),
        drift=st.sampled_from([None, 0, -599, 601, 4000, -4000]),
        delay=st.sampled_from([None, None, 0, 90]),
    ),
    max_size=25,
    # whoever taps twice in one minute: the order of the two is nobody's concern
    unique_by=lambda event: (event.person, event.at),
)
some_limits = st.builds(
    SignalLimits,
    window=st.integers(1, 9),
    identical_dates=st.integers(2, 4),
    accuracy_dates=st.integers(1, 3),
    device_people=st.integers(2, 3),
    offline_dates=st.integers(1, 4),
    speed=st.sampled_from([50, 300, 900]),
)


class TestAgainstReference(BaseCase):
    @settings(max_examples=300, deadline=None)
    @given(some_events, some_limits, st.integers(0, 7), st.integers(0, 7))
    def test_the_same_as_looking_at_every_date_anew(self, events, limits, first, last):
        found = find_signals(events, limits, day(first), day(last))
        self.assertEqual(found, slow_signals(events, limits, day(first), day(last)))

    @settings(max_examples=100, deadline=None)
    @given(st.permutations(honest_noise(1, 4) + [event(5, person=2, position=OFFICE)]), st.randoms())
    def test_the_order_in_which_events_are_given_does_not_matter(self, events, draw):
        shuffled = draw.sample(events, len(events))
        self.assertEqual(find_signals(events, LIMITS, day(0), day(9)), find_signals(shuffled, LIMITS, day(0), day(9)))

    @settings(max_examples=100, deadline=None)
    @given(some_events)
    def test_coordinates_are_never_among_the_facts(self, events):
        told = repr([signal.facts for signal in find_signals(events, LIMITS, day(0), day(9))])
        for number in ("0.7893", "127.38", "1.4748", "124.8"):
            self.assertNotIn(number, told)
