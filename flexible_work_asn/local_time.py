"""Local time, the only place where zones are handled.

Every region that works by these rules lies east of UTC+7: at 07:30 in Ternate the UTC date is still
yesterday. So dates are never taken from UTC: they come from here, in the zone of the employee.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

import pytz

#: what people in Indonesia call the three zones; other zones are shown by their own abbreviation
ZONE_LABELS = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def to_local(moment: datetime, tz_name: str) -> datetime:
    """The local wall-clock time (naive) of ``moment``, a naive UTC time as Odoo stores it."""
    return moment + _offset(moment.replace(second=0, microsecond=0), tz_name)


@lru_cache(maxsize=10_000)
def _offset(minute: datetime, tz_name: str) -> timedelta:
    """What a zone is ahead of UTC. People come in by the thousand within the same hundred minutes."""
    return pytz.utc.localize(minute).astimezone(pytz.timezone(tz_name)).utcoffset()


def is_zone(tz_name: str | None) -> bool:
    """Whether there is a zone of that name; one that was written past the screens may be none."""
    try:
        pytz.timezone(tz_name)
    except (AttributeError, pytz.UnknownTimeZoneError):
        return False
    return True


def to_utc(wall_clock: datetime, tz_name: str) -> datetime:
    """The naive UTC time, as Odoo stores it, of a naive local ``wall_clock`` time."""
    zone = pytz.timezone(tz_name)
    return zone.localize(wall_clock).astimezone(pytz.utc).replace(tzinfo=None)


def parse_day(value) -> date | None:
    """The date that ``value`` says, a date or ``YYYY-MM-DD``; None for everything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except (TypeError, ValueError):
        return None


def at_hour(day: date, hour: float) -> datetime:
    """The naive local time of ``hour`` (7.5 = 07:30; 24 or more runs into the next day) on ``day``."""
    return datetime.combine(day, time.min) + timedelta(minutes=round(hour * 60))


def hour_label(hour: float | None) -> str:
    """``7.5`` as ``07:30``, ``30.0`` (of the next day) as ``06:00``, and nothing for no hour."""
    if hour is None or hour is False:
        return ""
    minutes = round((hour if hour <= 24 else hour - 24) * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def duration_label(hours: float) -> str:
    """``37.5`` as ``37.5``, ``8.0`` as ``8``, ``7.333`` as ``7.33``."""
    return f"{hours:.2f}".rstrip("0").rstrip(".")


def zone_label(tz_name: str) -> str:
    """WIB, WITA or WIT; the zone's own name elsewhere."""
    return ZONE_LABELS.get(tz_name, tz_name)
