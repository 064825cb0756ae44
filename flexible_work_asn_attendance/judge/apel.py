"""Apel on one day: who is expected at which, and what joining them came to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: "punya giliran bertugas di kantor, absennya di kantor … apel pagi melalui daring bagi yang melaksanakan kerja
#: dari rumah" (Ternate): an online apel counts those who work from home or elsewhere, and nobody on turn in an office
COUNTED_BY_APEL = frozenset({"wfh", "wfa"})
AFTERNOON = "afternoon"
ATTENDED = ("on_time", "late")
#: of several apel of one kind on one day the best result counts
APEL_RANK = {"on_time": 0, "late": 1, "rejected": 2, "none": 3}


@dataclass(frozen=True, slots=True)
class JoinedApel:
    """That somebody joined an apel: on time or late, and whether the leader rejected it."""

    late: bool = False
    rejected: bool = False
    #: morning, afternoon, or joint: held instead of the morning one (Bolsel's Wednesday)
    kind: str = "morning"

    @property
    def result(self) -> str:
        """on_time, late or rejected."""
        if self.rejected:
            return "rejected"
        return "late" if self.late else "on_time"


@dataclass(frozen=True, slots=True)
class HeldApel:
    """An apel that was really held. Hours are local hours of its date."""

    #: the unit that takes part, with its sub-units; None: everybody
    unit_id: int | None
    kind: str = "morning"
    #: away (those who work from home or elsewhere) or all (everybody on duty)
    audience: str = "away"
    hour_from: float = 0.0
    hour_to: float = 24.0


def takes_part(
    audience: str,
    apel_from: float,
    apel_to: float,
    mode: str | None,
    own_hours: bool,
    hour_from: float | None,
    hour_to: float | None,
) -> bool:
    """Whether somebody on duty in ``mode`` is expected at an apel held between these local hours.

    ``away``: those who work from home or elsewhere (Ternate); ``all``: everybody on duty. Whoever has
    hours of his or her own that day, on a shift or with a part of the day off, takes part only if they touch the apel:
    a night shift has no morning apel.
    """
    if mode is None or (audience == "away" and mode not in COUNTED_BY_APEL):
        return False
    if not own_hours or hour_from is None or hour_to is None:
        return True
    ends = hour_to if hour_to > hour_from else hour_to + 24
    return hour_from <= apel_to and ends >= apel_from


def expected_at(
    held: Iterable[HeldApel],
    unit_path: Iterable[int],
    mode: str | None,
    own_hours: bool,
    hour_from: float | None,
    hour_to: float | None,
) -> tuple[bool, bool]:
    """Whether somebody is expected at the morning (or joint) apel, and at the afternoon apel.

    :param held: the apel of the date; where apel are suspended, there are none
    :param unit_path: ids of the units from the root down to the person's
    :param mode: None for somebody on leave or without work that day
    """
    units = {None, *unit_path}
    kinds = {
        one.kind == AFTERNOON
        for one in held
        if one.unit_id in units
        and takes_part(one.audience, one.hour_from, one.hour_to, mode, own_hours, hour_from, hour_to)
    }
    return False in kinds, True in kinds


def results_of(joined: Iterable[JoinedApel]) -> tuple[str, str]:
    """The results of the morning (or joint) apel and of the afternoon apel: on_time, late, rejected or none."""
    best = {False: "none", True: "none"}
    for one in joined:
        afternoon = one.kind == AFTERNOON
        best[afternoon] = min(best[afternoon], one.result, key=APEL_RANK.__getitem__)
    return best[False], best[True]
