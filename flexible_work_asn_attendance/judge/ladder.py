"""The ladder of somebody who cannot be reached while working away: what the log of contacts gives reason to propose.

SE Mendagri 800.1.5/3349/SJ, Kota Bogor 800.1.5/1633-BKPSDM/2026: an answer within some minutes; two unanswered calls
give reason for a verbal warning; no answer in time to a message, without a reason, for a written one; repeated, for a
review of performance and an administrative sanction. The ladder only proposes; a person issues or drops.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

VERBAL = "verbal"
WRITTEN = "written"
REVIEW = "review"
#: from the mildest to the most severe
STEPS = (VERBAL, WRITTEN, REVIEW)

PROPOSED = "proposed"
ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class LadderRule:
    """What the circular of the day and the regional government say."""

    #: so many unanswered calls of one day give reason for a verbal warning
    calls_max: int = 2
    #: a warning issued within so many months makes the next one a step higher; 0: repetition does not count
    months: int = 12
    #: one message without an answer in time is enough for a written warning; else it counts as a call
    message_is_enough: bool = True


@dataclass(frozen=True, slots=True)
class ContactFact:
    """One call or message to a person. ``missed``: not answered within the minutes that were allowed."""

    id: int
    day: date
    is_message: bool = False
    missed: bool = True
    excused: bool = False

    @property
    def counts(self) -> bool:
        """Whether it speaks against the person: missed, without a reason."""
        return self.missed and not self.excused


@dataclass(frozen=True, slots=True)
class WarningFact:
    """A warning that exists already: about the contacts of ``day``. ``state``: proposed, issued, dropped, withdrawn."""

    id: int
    day: date
    level: str
    state: str
    contact_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A warning to be proposed, or with ``warning_id`` what the one proposed already has to say now."""

    day: date
    level: str
    contact_ids: frozenset[int]
    warning_id: int | None = None


@dataclass(frozen=True, slots=True)
class LadderAnswer:
    """What has to change: proposals that are new or differ, and those proposed without reason any more."""

    proposals: tuple[Proposal, ...] = ()
    withdrawn: tuple[int, ...] = ()


def climb_ladder(contacts: Iterable[ContactFact], warnings: Iterable[WarningFact], rule: LadderRule) -> LadderAnswer:
    """What the contacts of one person give reason to propose.

    * What is missed on one day belongs together, and stands in one warning at most. What a person has issued or
      dropped about some contacts is settled: those never count again.
    * A proposal follows its day while it is open: further missed calls join it, and it falls when contacts are
      excused until too few are left.
    * A warning issued about an earlier day within ``rule.months`` raises the next one by a step.
    """
    warnings = sorted(warnings, key=lambda warning: warning.id)
    settled = {id_ for one in warnings if one.state not in (PROPOSED, "withdrawn") for id_ in one.contact_ids}
    open_by_day = {one.day: one for one in warnings if one.state == PROPOSED and one.contact_ids}
    missed = defaultdict(list)
    for contact in contacts:
        if contact.counts and contact.id not in settled:
            missed[contact.day].append(contact)
    proposals, withdrawn = [], []
    for day in sorted(missed.keys() | open_by_day.keys()):
        existing = open_by_day.get(day)
        level = level_of(missed[day], rule)
        if level is None:
            withdrawn += [existing.id] if existing else []
            continue
        proposal = Proposal(
            day=day,
            level=raised(level, day, warnings, rule.months),
            contact_ids=frozenset(contact.id for contact in missed[day]),
            warning_id=existing and existing.id,
        )
        if not existing or (existing.level, existing.contact_ids) != (proposal.level, proposal.contact_ids):
            proposals.append(proposal)
    return LadderAnswer(tuple(proposals), tuple(withdrawn))


def level_of(missed: Iterable[ContactFact], rule: LadderRule) -> str | None:
    """The step for what was missed on one day, without regard to earlier warnings; None when it is too little."""
    missed = list(missed)
    if rule.message_is_enough and any(contact.is_message for contact in missed):
        return WRITTEN
    return VERBAL if len(missed) >= max(1, rule.calls_max) else None


def raised(level: str, day: date, warnings: Iterable[WarningFact], months: int) -> str:
    """``level``, or the step after the highest one that was issued about a day within ``months`` before ``day``."""
    since = months_before(day, months)
    earlier = [
        STEPS.index(warning.level) for warning in warnings if warning.state == ISSUED and since <= warning.day < day
    ]
    if not months or not earlier:
        return level
    return STEPS[min(max(STEPS.index(level), max(earlier) + 1), len(STEPS) - 1)]


def months_before(day: date, months: int) -> date:
    """The same day of the month ``months`` before, or the first of the next month where it has no such day."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        # 29 to 31 of a shorter month: the window begins with the day after its last one (December has 31)
        return date(year, month + 2, 1)
