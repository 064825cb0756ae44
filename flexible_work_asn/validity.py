"""From when until when something is in force, and whether that is today."""

from __future__ import annotations

from datetime import date

COMING, IN_FORCE, PAST = "coming", "in_force", "past"


def validity_on(today: date, first: date, last: date | None) -> str:
    """``coming``, ``in_force`` or ``past``, by local dates; ``last`` is None (or False) while there is no end.

    What ended before it began was never in force: it is past.
    """
    if last and (last < today or last < first):
        return PAST
    return COMING if today < first else IN_FORCE


def validity_domain(validity: str, today: date, first_field: str, last_field: str) -> list:
    """The search domain of what `validity_on` calls so."""
    open_ended = [(last_field, "=", False)]
    if validity == PAST:
        return [(last_field, "!=", False), (last_field, "<", today)]
    if validity == COMING:
        return [(first_field, ">", today), "|", *open_ended, (last_field, ">", today)]
    return [(first_field, "<=", today), "|", *open_ended, (last_field, ">=", today)]
