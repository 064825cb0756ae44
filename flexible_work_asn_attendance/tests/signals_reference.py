"""Signals found slowly and plainly: every date is looked at anew, every pair of events compared."""

from datetime import timedelta
from itertools import product

from ..judge import Signal, distance_between

DIGITS = 7


def slow_signals(events, limits, date_from, date_to):
    """What `judge.find_signals` has to answer, for limits of which none is 0."""
    found = []
    for person, day in product({event.person for event in events}, {event.date for event in events}):
        if not date_from <= day <= date_to:
            continue
        window = [
            event
            for event in events
            if event.person == person and day - timedelta(days=limits.window) < event.date <= day
        ]
        today = [event for event in window if event.date == day]
        for kind, look in LOOKS.items():
            facts = look(today, window, events, limits)
            if facts:
                found.append(Signal(person, day, kind, facts))
    return sorted(found, key=lambda signal: (signal.person, signal.date, signal.kind))


def _same(one, other):
    return all(
        round(getattr(one.position, name), DIGITS) == round(getattr(other.position, name), DIGITS)
        for name in ("latitude", "longitude")
    )


def _identical(today, window, _events, limits):
    rows = [
        sorted({other.date.isoformat() for other in window if other.position and _same(event, other)})
        for event in today
        if event.position
    ]
    rows = [row for row in rows if len(row) >= limits.identical_dates]
    return {"dates": max(rows, key=lambda row: (len(row), row))} if rows else None


def _travel(today, window, _events, limits):
    located = sorted((event for event in window if event.position), key=lambda event: event.at)
    ways = []
    for index in range(1, len(located)):
        before, after = located[index - 1], located[index]
        one, other = before.position, after.position
        metres = distance_between(one.latitude, one.longitude, other.latitude, other.longitude)
        metres -= (one.accuracy or 0) + (other.accuracy or 0)
        hours = max(1, (after.at - before.at).total_seconds()) / 3600
        if after in today and metres > limits.travel_metres and metres / 1000 / hours > limits.speed:
            ways.append((metres / 1000 / hours, metres, hours * 3600))
    if not ways:
        return None
    speed, metres, seconds = max(ways)
    return {"metres": round(metres), "seconds": round(seconds), "speed": round(speed)}


def _accuracy(today, window, _events, limits):
    def poor(some):
        return [event for event in some if event.position and (event.position.accuracy or 0) > limits.accuracy]

    dates = sorted({event.date.isoformat() for event in poor(window)})
    if not poor(today) or len(dates) < limits.accuracy_dates:
        return None
    return {"metres": round(max(event.position.accuracy for event in poor(today))), "dates": dates}


def _device(today, _window, events, limits):
    others = set()
    for event in today:
        users = {
            other.person
            for other in events
            if event.device and (other.date, other.device) == (event.date, event.device)
        }
        if len(users) >= limits.device_people:
            others |= users - {event.person}
    return {"people": len(others) + 1, "others": sorted(others)} if others else None


def _clock(today, _window, _events, limits):
    far = [event.drift for event in today if event.drift is not None and abs(event.drift) > limits.clock]
    return {"seconds": sorted(far, key=lambda drift: (abs(drift), drift))[-1]} if far else None


def _offline(today, window, _events, limits):
    dates = sorted({event.date.isoformat() for event in window if event.delay is not None})
    delays = [event.delay for event in today if event.delay is not None]
    return {"dates": dates, "seconds": max(delays)} if delays and len(dates) >= limits.offline_dates else None


LOOKS = {
    "identical": _identical,
    "travel": _travel,
    "accuracy": _accuracy,
    "device": _device,
    "clock": _clock,
    "offline": _offline,
}
