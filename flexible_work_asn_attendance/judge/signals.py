"""What about check-ins a head should look at. Nothing here proves anything, and nothing follows by itself.

Cirebon found 1,329 people by coordinates that were the same every day, Seluma 400 and Baubau 588 with positions from
a fake-GPS app; Cirebon handed its cases to the direct superiors first. A real phone gives slightly different
coordinates each time, a shared desk shares a browser, and a computer knows its place badly: so every limit is the
region's to set (0 switches a kind off), and an explanation ends the matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from .place import Position, distance_between

IDENTICAL = "identical"
TRAVEL = "travel"
ACCURACY = "accuracy"
DEVICE = "device"
CLOCK = "clock"
OFFLINE = "offline"
SIGNAL_KINDS = (IDENTICAL, TRAVEL, ACCURACY, DEVICE, CLOCK, OFFLINE)

#: decimals to which coordinates are compared: about a centimetre
COORDINATE_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Event:
    """One check-in or check-out by a person's own page; not one at a kiosk, which stands where it stands.

    ``at`` and ``delay`` are by the server's clock; all events share one zone. ``device`` is what the browser keeps,
    hashed. ``drift`` are the seconds by which the device's clock was ahead. ``delay`` are the seconds between the tap
    and its arrival, only of an event that was kept without network.
    """

    person: int
    date: date
    at: datetime
    position: Position | None = None
    device: str | None = None
    drift: int | None = None
    delay: int | None = None


@dataclass(frozen=True, slots=True)
class SignalLimits:
    """From where on something is said. 0 switches a kind off."""

    #: dates that are looked at together, the last one included
    window: int = 14
    #: dates with the same coordinates
    identical_dates: int = 3
    #: km/h between two events, for more than ``travel_metres``
    speed: int = 300
    travel_metres: int = 2000
    #: metres of doubt, on so many dates
    accuracy: int = 1000
    accuracy_dates: int = 3
    #: people with one device on one date
    device_people: int = 2
    #: seconds between the device's clock and the server's
    clock: int = 600
    #: dates with an event that was sent later
    offline_dates: int = 3


@dataclass(frozen=True, slots=True)
class Signal:
    """One kind of signal about one person on one date. ``facts`` are plain values, and never coordinates."""

    person: int
    date: date
    kind: str
    facts: dict


def find_signals(events: Iterable[Event], limits: SignalLimits, date_from: date, date_to: date) -> list[Signal]:
    """The signals of the dates ``date_from`` to ``date_to``, at most one of a kind per person and date.

    :param events: in any order; of the earlier dates of the window, what is known
    """
    by_person = defaultdict(list)
    for event in events:
        by_person[event.person].append(event)
    shared = _shared_devices(by_person, limits) if limits.device_people else {}
    found = []
    for person, own in by_person.items():
        own.sort(key=lambda event: event.at)
        for day in sorted({event.date for event in own}):
            if date_from <= day <= date_to:
                facts = _facts_of_day(own, day, limits)
                others = shared.get((person, day))
                if others:
                    facts[DEVICE] = {"people": len(others) + 1, "others": sorted(others)}
                found += [Signal(person, day, kind, facts[kind]) for kind in SIGNAL_KINDS if kind in facts]
    return sorted(found, key=lambda signal: (signal.person, signal.date, signal.kind))


def _facts_of_day(own: list[Event], day: date, limits: SignalLimits) -> dict[str, dict]:
    """{kind: facts} of one person on one date; ``own`` are the person's events in their order."""
    first = day - timedelta(days=limits.window - 1)
    recent = [event for event in own if first <= event.date <= day]
    today = [event for event in recent if event.date == day]
    facts = {
        IDENTICAL: limits.identical_dates and _identical(recent, today, limits),
        TRAVEL: limits.speed and _travel(recent, day, limits),
        ACCURACY: limits.accuracy and _accuracy(recent, day, limits),
        CLOCK: limits.clock and _clock(today, limits),
        OFFLINE: limits.offline_dates and _offline(recent, today, limits),
    }
    return {kind: fact for kind, fact in facts.items() if fact}


def coordinates(position: Position) -> tuple[float, float]:
    """The coordinates as they are compared."""
    return round(position.latitude, COORDINATE_DIGITS), round(position.longitude, COORDINATE_DIGITS)


def _identical(recent, today, limits):
    """The same coordinates on several dates: the longest row, when the date has several coordinates."""
    dates = defaultdict(set)
    for event in recent:
        if event.position:
            dates[coordinates(event.position)].add(event.date)
    rows = [dates[coordinates(event.position)] for event in today if event.position]
    longest = max(rows, key=lambda row: (len(row), sorted(row)), default=())
    return {"dates": _said(longest)} if len(longest) >= limits.identical_dates else None


def _travel(recent, day, limits):
    """The fastest of the ways between two events that follow each other, granting the phones all their doubt."""
    ways = []
    for before, after in pairwise(event for event in recent if event.position):
        metres = _surely_between(before.position, after.position)
        seconds = max(1.0, (after.at - before.at).total_seconds())
        speed = metres / seconds * 3.6
        if after.date == day and metres > limits.travel_metres and speed > limits.speed:
            ways.append((speed, metres, seconds))
    if not ways:
        return None
    speed, metres, seconds = max(ways)
    return {"metres": round(metres), "seconds": round(seconds), "speed": round(speed)}


def _surely_between(one: Position, other: Position) -> float:
    """Metres that lie between two positions even if both are wrong by all of their accuracy."""
    metres = distance_between(one.latitude, one.longitude, other.latitude, other.longitude)
    return max(0.0, metres - max(one.accuracy or 0.0, 0.0) - max(other.accuracy or 0.0, 0.0))


def _accuracy(recent, day, limits):
    """Positions that say little, again and again: once is a weak phone."""
    poor = [event for event in recent if event.position and (event.position.accuracy or 0.0) > limits.accuracy]
    worst = max((event.position.accuracy for event in poor if event.date == day), default=None)
    dates = {event.date for event in poor}
    if worst is None or len(dates) < limits.accuracy_dates:
        return None
    return {"metres": round(worst), "dates": _said(dates)}


def _clock(today, limits):
    drifts = [event.drift for event in today if event.drift is not None and abs(event.drift) > limits.clock]
    return {"seconds": max(drifts, key=lambda drift: (abs(drift), drift))} if drifts else None


def _offline(recent, today, limits):
    dates = {event.date for event in recent if event.delay is not None}
    longest = max((event.delay for event in today if event.delay is not None), default=None)
    if longest is None or len(dates) < limits.offline_dates:
        return None
    return {"dates": _said(dates), "seconds": longest}


def _shared_devices(by_person, limits):
    """{(person, date): the others who used one of the same devices on that date}."""
    people = defaultdict(set)
    for person, own in by_person.items():
        for event in own:
            if event.device:
                people[event.date, event.device].add(person)
    others = defaultdict(set)
    for (day, _device), users in people.items():
        if len(users) >= limits.device_people:
            for person in users:
                others[person, day] |= users - {person}
    return others


def _said(dates) -> list[str]:
    return [day.isoformat() for day in sorted(dates)]
