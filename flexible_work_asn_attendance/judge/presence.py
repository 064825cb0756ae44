"""Presences that the circular asks for in its windows, and those that were made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from .hours import moment_of
from .window import Window

IN, MIDDLE, OUT = "in", "middle", "out"


def binding_windows(
    windows: Iterable[Window],
    mode: str | None,
    hour_from: float | None,
    hour_to: float | None,
    dynamic: int = 0,
) -> tuple[Window, ...]:
    """Those of ``windows`` that bind somebody in ``mode`` with these hours of work.

    A window that does not touch the hours binds nobody: after half a day of leave in the morning there is no window of
    check-in at six, and with the shorter hours of Ramadan none of check-out that opens after work. On a day with
    several modes the mode counts in which it begins.
    """
    if hour_from is None or hour_to is None:
        return tuple(window for window in windows if window.mode == mode)
    slack = dynamic / 60
    ends = (hour_to if hour_to > hour_from else hour_to + 24) + slack
    return tuple(
        window
        for window in windows
        if window.mode == mode and window.hour_from <= ends and window.hour_to >= hour_from - slack
    )


def presences_met(
    windows: Iterable[Window],
    day: date,
    check_in: datetime | None,
    check_out: datetime | None,
    presences: Iterable[datetime],
) -> int:
    """In how many of ``windows`` presence was made, by naive local times.

    A presence in between has to be made within its window. Whoever checks in before the window opens (at another
    channel than our page, which refuses it) is there in time, and so is whoever leaves after it has closed. The minute
    in which a window ends belongs to it.
    """
    return sum(_is_met(window, day, check_in, check_out, presences) for window in windows)


def presences_missed(windows: Iterable[Window], day: date, presences: Iterable[datetime]) -> int:
    """In how many of ``windows`` the presence in between was not made, by naive local times.

    A missed check-in or check-out does not count: it is a late, early or missing clock already.
    """
    between = [window for window in windows if window.kind == MIDDLE]
    return len(between) - presences_met(between, day, None, None, presences)


def _is_met(window, day, check_in, check_out, presences):
    opens, ends = moment_of(day, window.hour_from), moment_of(day, window.hour_to)
    if window.kind == IN:
        return check_in is not None and _minute(check_in) <= ends
    if window.kind == OUT:
        return check_out is not None and check_out >= opens
    return any(opens <= _minute(at) <= ends for at in presences)


def _minute(moment):
    return moment.replace(second=0, microsecond=0)
