"""One simulated day of a city: who checked in when and where, who joined the online apel, whom the head rejected.

Plain Python. All times are local (WIT). Most people come around 07:30, when it is still yesterday in UTC; some come on
the very minute, some not at all, and some check in although they are on leave.
"""

import random
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

# Local hours of an apel: people may join from the first, are late after the second, cannot join after the third.
OPENS, LATE_AFTER, ENDS = 7.25, 7.5, 8.0


@dataclass(frozen=True)
class Events:
    """What happened to one person on one date. ``visits`` are (check-in, check-out or None)."""

    visits: tuple = ()
    position: tuple | None = None  # (latitude, longitude) of the first check-in
    apel: datetime | None = None
    apel_rejected: bool = False
    rejected: bool = False  # the head did not accept the presence


def at(day, hour, seconds=0):
    """The local time of an hour (7.5 is 07:30) on a date."""
    return datetime.combine(day, time.min) + timedelta(minutes=round(hour * 60), seconds=seconds)


def apel_unit(city, unit):
    """The unit whose apel a unit takes part in: the OPD's own; every fifth OPD holds none.

    The Sekretariat Daerah holds one, too: that of all its bagian that hold none themselves.
    """
    for step in city.path(unit):
        if step.is_opd and (step.key == "setda" or sum(map(ord, step.key)) % 5):
            return step.key
    return None


def until(events, moment):
    """What of these events has happened by ``moment``."""
    visits = tuple((came, left if left and left <= moment else None) for came, left in events.visits if came <= moment)
    apel = events.apel if events.apel and events.apel <= moment else None
    return replace(events, visits=visits, apel=apel, rejected=events.rejected and bool(visits))


def simulate(city, reference, day, seed=1):
    """Return {person key: Events} of a date, for everybody employed on it."""
    rng = random.Random(f"{seed} {day}")
    events = {}
    for person in city.people:
        planned = reference.day(person, day)
        if planned is not None:
            events[person.key] = _events(rng, city, person, planned, day)
    return events


def _events(rng, city, person, planned, day):
    if planned.mode is None:
        # The eager: at work on a holiday or during leave. It changes no status.
        return Events(visits=_visits(rng, day, 7.5, 16.0)) if rng.random() < 0.02 else Events()
    away = planned.mode in ("wfh", "wfa")
    chance = rng.random()
    if chance < 0.04:
        return Events()
    visits, apel = (), None
    if chance < (0.70 if away else 0.97):
        visits = _visits(rng, day, planned.start, planned.end)
    if away and apel_unit(city, planned.unit) and rng.random() < 0.85:
        apel = at(day, OPENS, rng.randrange(round((ENDS - OPENS) * 3600)))
    return Events(
        visits=visits,
        position=_position(rng, city, person, planned) if visits else None,
        apel=apel,
        apel_rejected=bool(apel) and rng.random() < 0.03,
        rejected=bool(visits) and rng.random() < 0.01,
    )


def _visits(rng, day, start, end):
    """One or two visits; the last one may still be open."""
    came = rng.choice(
        (
            at(day, start),  # on the very second
            at(day, start, 59),
            at(day, start, 60),
            *(at(day, start, rng.randrange(-1500, 3000)) for _ in range(12)),
        )
    )
    came = max(came, at(day, 0))
    left = at(day, min(end, 23.9), rng.randrange(-2400, 60))
    chance = rng.random()
    if chance < 0.1:
        return ((came, None),)
    if chance < 0.2:
        lunch = at(day, max(start, 7) + 4.5, rng.randrange(600))
        return ((came, lunch), (lunch + timedelta(minutes=40), left))
    return ((came, left),)


def _position(rng, city, person, planned):
    """Within 100 m of where the person should be, a few hundred metres off, or none at all."""
    chance = rng.random()
    if chance < 0.1:
        return None
    centre = person.home if planned.mode in ("wfh", "wfa") else city.sites[city.opd(planned.unit)]
    reach = 0.0006 if chance < 0.8 else 0.02
    return (
        round(centre[0] + rng.uniform(-reach, reach), 7),
        round(centre[1] + rng.uniform(-reach, reach), 7),
    )
