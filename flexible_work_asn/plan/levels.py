"""The ten levels of precedence, one method each, in their order.

A level looks at what is shared (`Ground`) and at the person's own facts (`Own`). It notes in the chain
what it found and returns a decision, or None to leave the day to the next level.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .decision import LEVELS, Decision, Segment, Step
from .facts import CHOICE, ROSTER, WFH, WFO, Facts, Statement, Unit
from .hours import narrowed, paint
from .own import Own
from .rules import Provision

NOTHING_OWN = Own()
#: what most chains are made of
WORKING_DAY = Step("holiday", False, "working_day")
NO_LEAVE = Step("leave", False, "no_leave")
NO_RECALL = Step("recall", False, "no_recall")
NO_BAR = Step("bar", False, "no_bar")
NO_REQUEST = Step("request", False, "no_request")
NOT_ASKED = Step("roster", False, "roster_not_asked")


@dataclass(eq=False, slots=True)
class DayKind:
    """Dates that are alike for a schedule: the same weekday, hours and situation."""

    weekday: int
    hours: tuple[float, float] | None
    noon: tuple[float, float] | None
    holiday: str | None
    calendar: str
    situation: object


@dataclass(eq=False, slots=True)
class Ground:
    """What holds on a kind of day for everybody of a placement."""

    unit_id: int | None
    position_id: int | None
    unit: Unit | None
    kind: DayKind
    position: Step
    position_circular_id: int | None
    exemption: Step
    #: the recall of the unit of the post, or of everybody
    recall: Statement | None
    whole: Provision | None
    parts: tuple[Provision, ...]
    #: statements behind ``position`` and ``exemption``
    position_statement_id: int | None = None
    unit_statement_id: int | None = None
    #: the same for people with roster lines and declared places alone, by what is quicker to look up
    led: dict[tuple, Decision] = field(default_factory=dict)
    #: what was decided for people with own facts, by kind of ASN and those facts
    decisions: dict[tuple[str | None, Own, int | None], Decision] = field(default_factory=dict)
    #: what was decided for people without, whatever their kind of ASN; the first one made
    shared: Decision | None = None

    def content(self) -> tuple:
        """What decides; grounds of the same content are the same."""
        kind = self.kind
        return (
            (self.unit_id, self.position_id, kind.weekday, kind.hours, kind.noon, kind.holiday, kind.calendar),
            (self.position, self.position_circular_id, self.position_statement_id),
            (self.exemption, self.unit_statement_id),
            self.recall and self.recall.id,
            self.whole and (self.whole.circular.id, self.whole.rule.id),
            tuple([(part.circular.id, part.rule.id) for part in self.parts]),
            bool(kind.situation.circulars),
        )

    @property
    def asks_head(self) -> bool:
        """Whether the provision of the day leaves it to the head of the unit."""
        return self.whole is not None and self.whole.word == ROSTER

    @property
    def asks_person(self) -> bool:
        """Whether the provision of the day leaves home or elsewhere to the person."""
        return self.whole is not None and self.whole.word == CHOICE


class Levels:
    """Decides one day."""

    __slots__ = (
        "asn_kind",
        "chain",
        "ground",
        "home_unit_id",
        "hours",
        "mid_day_recall",
        "own",
        "part_leave",
        "shift",
        "special",
        "tolerance",
        "units",
    )

    def __init__(self, facts: Facts, ground: Ground, asn_kind: str | None, own: Own, home_unit_id: int | None = None):
        self.ground, self.asn_kind, self.own = ground, asn_kind, own
        self.units = facts.units
        line = own.line
        self.shift = facts.shifts.get(line.shift_id) if line and line.shift_id else None
        self.home_unit_id = home_unit_id
        self.chain = []
        self.hours = ground.kind.hours
        self.part_leave = None
        self.mid_day_recall = None
        self.tolerance = 0
        #: whether BKPSDM has decided on a special circumstance (Permen PANRB 4/2025 Pasal 10)
        self.special = bool(own.special or (own.request and own.request.special))

    def decide(self) -> Decision:
        """The decision of the first level that applies."""
        for level in ORDER:
            decision = level(self)
            if decision is not None:
                return self._recalled(decision) if self.mid_day_recall else decision

    # ------------------------------------------------------------ is the day worked at all
    def _holiday(self):
        kind, shift = self.ground.kind, self.shift
        if shift and shift.off:
            return self._off(Step("holiday", True, "shift_off", (("shift", shift.name),)))
        if shift:
            self.hours = (shift.hour_from, shift.hour_to)
            args = (("shift", shift.name), ("hour_from", shift.hour_from), ("hour_to", shift.hour_to))
            self.chain.append(Step("holiday", False, "shift", args))
        elif kind.holiday is not None:
            return self._off(Step("holiday", True, "holiday", (("name", kind.holiday),)))
        elif kind.hours is None:
            words = (("weekday", kind.weekday), ("calendar", kind.calendar))
            return self._off(Step("holiday", True, "weekend", words))
        else:
            self.chain.append(WORKING_DAY)
        return None

    def _leave(self):
        absences = self.own.absences
        if not absences:
            self.chain.append(NO_LEAVE)
            return None
        status, name, half, hours, kind = absences[0]
        left = None
        if half or hours:
            noon = None if self.shift else self.ground.kind.noon
            left = narrowed(self.hours, noon, [absence[2:4] for absence in absences])
        if left is None:
            self.chain.append(
                Step("leave", True, "duty" if status in ("duty", "study") else "leave", (("name", name),))
            )
            return self._decision(None, "leave", hours=self.hours, leave_status=status, leave_kind=kind)
        self.hours, self.part_leave = left, status
        args = (("name", name), ("hour_from", left[0]), ("hour_to", left[1]))
        self.chain.append(Step("leave", False, "part_leave", args))
        return None

    # ------------------------------------------------------------ who stays on site
    def _recall(self):
        recall, others = self.own.recall, self.ground.recall
        if not recall and not others:
            self.chain.append(NO_RECALL)
            return None
        recall = min(filter(None, (recall, others)), key=lambda one: one.hour_from)
        words = (("document", recall.document),)
        if recall.hour_from <= self.hours[0]:
            self.chain.append(Step("recall", True, "recall", words))
            return self._decision(WFO, "recall", statement_id=recall.id)
        words = (*words, ("hour", recall.hour_from))
        if recall.hour_from >= self.hours[1]:
            self.chain.append(Step("recall", False, "recall_after_work", words))
        else:
            self.mid_day_recall = recall
            self.chain.append(Step("recall", False, "recall_in_office", words))
        return None

    def _bar(self):
        own = self.own
        if self._lifted("bar"):
            return None
        if own.bar:
            code = "new_employee" if own.bar.kind == "new_employee" else "bar"
            self.chain.append(Step("bar", True, code))
            return self._decision(WFO, "bar", statement_id=own.bar.id)
        if own.new_until:
            self.chain.append(Step("bar", True, "new_until", (("until", own.new_until),)))
            return self._decision(WFO, "bar")
        self.chain.append(NO_BAR)
        return None

    def _position(self):
        ground = self.ground
        if self._lifted("position"):
            return None
        self.chain.append(ground.position)
        if ground.position.applied:
            return self._decision(
                WFO, "position", circular_id=ground.position_circular_id, statement_id=ground.position_statement_id
            )
        return None

    def _unit(self):
        if self._lifted("unit"):
            return None
        self.chain.append(self.ground.exemption)
        if self.ground.exemption.applied:
            return self._decision(WFO, "unit", statement_id=self.ground.unit_statement_id)
        return None

    def _lifted(self, level):
        """A special circumstance sets bar, position and unit aside; it says so whether or not there is one."""
        if not self.special:
            return False
        self.chain.append(Step(level, False, "special"))
        return True

    # ------------------------------------------------------------ where the day is worked
    def _request(self):
        self.tolerance = self._tolerance()
        request = self.own.request
        if request and request.mode:
            code = "request_special" if request.special else "request"
            self.chain.append(Step("request", True, code, (("mode", request.mode),)))
            return self._decision(request.mode, "request", request_id=request.id)
        self.chain.append(NO_REQUEST)
        return None

    def _roster(self):
        ground, line = self.ground, self.own.line
        mode = line and (line.mode or (self.shift and self.shift.mode) or WFO)
        if ground.asks_head:
            words = self._words(ground.whole)
            if not mode:
                self.chain.append(Step("roster", False, "roster_missing", words))
                return None
            words = (*words, ("mode", mode), ("unit", self.units[line.unit_id].name))
            painted = self._painted(mode)
            self.chain.append(Step("roster", not painted, "roster", words))
            return None if painted else self._by(ground.whole, mode, "roster", asks=ROSTER)
        if self.shift and mode == WFO:
            words = (("shift", self.shift.name), ("unit", self.units[line.unit_id].name))
            self.chain.append(Step("roster", True, "roster_shift", words))
            return self._decision(WFO, "roster")
        self.chain.append(NOT_ASKED)
        return None

    def _rule(self):
        provision = self.ground.whole
        asks = provision.word if provision and provision.word in (CHOICE, ROSTER) else None
        mode, code = self._mode_of(provision)
        painted = self._painted(mode)
        if painted:
            best = next(part for part in self.ground.parts if self._shows(part, painted))
            self.chain.append(Step("rule", True, "rule_part", (*self._words(best), ("segments", painted))))
            return self._by(best, painted[0].mode, "rule", painted, asks=asks)
        if provision is None:
            self.chain.append(Step("rule", False, self._silence()))
            return None
        words = self._words(provision)
        if provision.word == ROSTER:
            self.chain.append(Step("rule", False, "rule_roster", words))
            return None
        self.chain.append(Step("rule", True, code, (*words, ("mode", mode))))
        return self._by(provision, mode, "rule", asks=asks)

    def _default(self):
        provision = self.ground.whole
        if provision is None:
            self.chain.append(Step("default", True, self._silence()))
            return self._decision(WFO, "default")
        # the head was asked and there is no approved line
        self.chain.append(Step("default", True, "roster_missing", self._words(provision)))
        return self._by(provision, WFO, "default", asks=ROSTER)

    # ------------------------------------------------------------ helpers
    def _silence(self):
        return "no_rule" if self.ground.kind.situation.circulars else "no_circular"

    def _mode_of(self, provision):
        """The mode of the whole day as the provision has it, and the code of the words for it."""
        if provision is None:
            return WFO, None
        if provision.word == ROSTER:
            line = self.own.line
            return (line and (line.mode or (self.shift and self.shift.mode))) or WFO, None
        if provision.word == CHOICE:
            declared = self.own.declared
            return (declared, "choice_declared") if declared else (WFH, "choice_open")
        return provision.word, "rule"

    def _painted(self, mode):
        """Segments of the day where provisions about a part of it change something, else ()."""
        if not self.ground.parts:
            return ()
        strokes = [
            (part.word, part.rule.hour_from, part.rule.hour_to or self.hours[1]) for part in reversed(self.ground.parts)
        ]
        segments = paint(mode, self.hours, strokes)
        return () if segments == (Segment(mode, *self.hours),) else segments

    def _shows(self, provision, segments):
        """Whether some of the hours of a provision are worked as it says."""
        first, last = provision.rule.hour_from, provision.rule.hour_to or self.hours[1]
        return any(part.mode == provision.word and part.hour_from < last and first < part.hour_to for part in segments)

    def _tolerance(self):
        """Dynamic hours (Permen PANRB 4/2025 Pasal 17) of the provision that speaks; a shift has fixed hours."""
        spoken = self.ground.whole or next(iter(self.ground.parts), None)
        return spoken.rule.hours_tolerance if spoken and not self.shift else 0

    def _words(self, provision):
        return (
            ("circular", provision.circular.name),
            ("article", provision.rule.article),
            ("weekday", self.ground.kind.weekday),
        )

    def _by(self, provision, mode, source, segments=(), asks=None):
        return self._decision(
            mode,
            source,
            segments=segments if len(segments) > 1 else (),
            circular_id=provision.circular.id,
            rule_id=provision.rule.id,
            asks=asks,
        )

    def _off(self, step):
        self.chain.append(step)
        return self._decision(None, "holiday", hours=None)

    def _recalled(self, decision):
        """The day until the hour of the recall as the other levels have it, from then on in the office."""
        recall = self.mid_day_recall
        before = decision.segments or (Segment(decision.mode, *self.hours),)
        strokes = [(part.mode, part.hour_from, part.hour_to) for part in before]
        segments = paint(WFO, self.hours, [*strokes, (WFO, recall.hour_from, self.hours[1])])
        if segments == before:
            return decision
        decision.mode = segments[0].mode
        decision.segments = segments if len(segments) > 1 else ()
        decision.source, decision.statement_id = "recall", recall.id
        words = (("document", recall.document), ("hour", recall.hour_from), ("mode", decision.mode))
        decision.chain = tuple(
            Step("recall", True, "recall_from", words)
            if step.level == "recall"
            else Step(step.level, False, step.code, step.args)
            for step in decision.chain
        )
        return decision

    def _decision(self, mode, source, hours=(), **values):
        ground, own = self.ground, self.own
        hours = self.hours if hours == () else hours
        assigned = own.assignment
        return Decision(
            mode=mode,
            source=source,
            department_id=ground.unit_id,
            asn_kind=self.asn_kind,
            position_level_id=ground.position_id,
            hour_from=hours[0] if hours else None,
            hour_to=hours[1] if hours else None,
            chain=tuple(self.chain),
            hours_tolerance=self.tolerance,
            shift_id=self.shift.id if self.shift else None,
            assignment_id=assigned.id if assigned else None,
            home_department_id=self.home_unit_id if assigned else None,
            part_leave=self.part_leave,
            outside_cap=self.special,
            **values,
        )


#: the methods of the levels, highest first
ORDER = tuple(getattr(Levels, f"_{level}") for level in LEVELS)
