"""Writing iCalendar (RFC 5545): plain Python, without ORM, clock or I/O.

A feed of a plan needs six properties of it, fewer than what a library brings along.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

#: octets of a line without its end (RFC 5545, 3.1)
LINE_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``begin`` and ``end`` are naive UTC times, or both local dates for whole days (end exclusive)."""

    uid: str
    begin: datetime | date
    end: datetime | date
    summary: str
    description: str = ""
    location: str = ""
    category: str = ""
    #: whether the time counts as taken when others look for a free hour
    busy: bool = False


def write_calendar(name: str, zone: str, stamp: datetime, events: Iterable[Event]) -> str:
    """The calendar as text with CRLF line ends.

    :param zone: name of the zone in which clients without one of their own show it, such as ``Asia/Jayapura``
    :param stamp: naive UTC time of the whole, the same for all events
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Flexible Work for ASN//Plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escape(name)}",
        f"X-WR-TIMEZONE:{zone}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for event in events:
        lines += _event_lines(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def _event_lines(event, stamp):
    lines = ["BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{_utc(stamp)}"]
    for name, moment in (("DTSTART", event.begin), ("DTEND", event.end)):
        whole_day = not isinstance(moment, datetime)
        lines.append(f"{name};VALUE=DATE:{moment:%Y%m%d}" if whole_day else f"{name}:{_utc(moment)}")
    texts = {
        "SUMMARY": event.summary,
        "DESCRIPTION": event.description,
        "LOCATION": event.location,
        "CATEGORIES": event.category,
    }
    lines += [f"{name}:{_escape(text)}" for name, text in texts.items() if text]
    lines += ["CLASS:PRIVATE", f"TRANSP:{'OPAQUE' if event.busy else 'TRANSPARENT'}", "END:VEVENT"]
    return lines


def day_after(day: date) -> date:
    """The exclusive end of a whole day."""
    return day + timedelta(days=1)


def _utc(moment):
    return f"{moment:%Y%m%dT%H%M%SZ}"


def _escape(text):
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return "".join(character for character in text if character >= " " or character == "\t")


def _fold(line):
    """``line`` in pieces of at most 75 octets, never in the middle of a character; later ones begin with a blank."""
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LINE_OCTETS:
            yield piece
            piece, octets = " ", 1
        piece += character
        octets += size
    yield piece
