"""Weekly hours of working schedules and cycles of shifts (Perpres 21/2023 Pasal 4 and 9)."""

from __future__ import annotations

from collections.abc import Iterator

from .legal_case import INFO, PERMEN_PANRB_4_2025, PERPRES_21_2023, SEVERE, WARNING, Case, Finding

#: a minute a week is the rounding of somebody's schedule, not a breach
TOLERANCE = 1 / 60


def findings(case: Case) -> Iterator[Finding]:
    """Schedules in use, and cycles, of less than the weekly hours; more than them; without a break."""
    for schedule in sorted(case.schedules, key=lambda schedule: (schedule.kind, schedule.id)):
        if schedule.kind == "schedule" and not schedule.people:
            continue
        yield from _hours(schedule)
        if schedule.unbroken:
            yield Finding(
                "no_break",
                WARNING,
                f"{PERPRES_21_2023} Pasal 4",
                (("schedule", schedule.name), ("weekdays", schedule.unbroken)),
                people=schedule.people,
            )


def _hours(schedule):
    args = (("schedule", schedule.name), ("hours", schedule.hours), ("due", schedule.due))
    if schedule.hours < schedule.due - TOLERANCE:
        # whoever works flexibly must still fill the week; others may have hours set by the PPK (Pasal 7)
        flexible = bool(schedule.flexible_people)
        yield Finding(
            f"hours_{schedule.kind}",
            SEVERE if flexible else WARNING,
            f"{PERPRES_21_2023} Pasal {'9' if flexible else '4'}",
            args,
            people=schedule.flexible_people or schedule.people,
        )
    elif schedule.hours > schedule.due + TOLERANCE:
        article = f"{PERMEN_PANRB_4_2025} Pasal 17" if schedule.kind == "cycle" else f"{PERPRES_21_2023} Pasal 4(7)"
        yield Finding("hours_more", INFO, article, args, people=schedule.people)
