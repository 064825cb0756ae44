"""Provisions of the circulars in force: which of them speaks for a placement on a day."""

from __future__ import annotations

from typing import NamedTuple

from .facts import MODES, Circular, Placement, Rule, Unit


class Provision(NamedTuple):
    """A rule that speaks for a placement on a weekday, and its word for it."""

    circular: Circular
    rule: Rule
    word: str
    #: dated before open-ended, later issued, more specific scope; larger is better
    rank: tuple

    @property
    def order(self):
        """The rank with what decides among equals: lower sequence, then the older record."""
        return (*self.rank, -self.rule.sequence, -self.circular.id, -self.rule.id)


def speaking(provisions, placement: Placement, unit: Unit | None, weekday: int):
    """``(whole, parts)``: the provision that speaks about the whole day (or None), and those about hours of it.

    A dated circular beats an open-ended one, then the later issued, then the more specific scope,
    then the lower sequence. A rule without a word for the weekday does not take part. Provisions about a
    part of the day, best first, are laid over the whole; not those that rank below it: a circular or a
    narrower scope that sets the whole day aside sets its parts aside, too.

    :param provisions: ``(circular, rule)`` of all rules in force
    """
    whole, parts = None, []
    for circular, rule in provisions:
        word = rule.weekdays[weekday]
        if not word:
            continue
        specific = specificity(rule, placement, unit)
        if specific is None:
            continue
        found = Provision(circular, rule, word, (not circular.open_ended, circular.date_issued, specific))
        if rule.part_of_day:
            if word in MODES:
                parts.append(found)
        elif whole is None or found.order > whole.order:
            whole = found
    parts = [part for part in parts if whole is None or part.rank >= whole.rank]
    return whole, tuple(sorted(parts, key=lambda part: part.order, reverse=True))


def specificity(rule: Rule, placement: Placement, unit: Unit | None):
    """How closely the scope names the placement, larger is closer; None when it does not match."""
    path = unit.path if unit else ()
    depth = 0
    if rule.unit_ids:
        depth = max((n for n, unit_id in enumerate(path, 1) if unit_id in rule.unit_ids), default=0)
        if not depth:
            return None
    if rule.category_ids and (unit is None or unit.category_id not in rule.category_ids):
        return None
    if rule.position_ids and placement.position_id not in rule.position_ids:
        return None
    if rule.area_ids and placement.area_id not in rule.area_ids:
        return None
    return (bool(rule.area_ids), bool(rule.position_ids), depth, bool(rule.category_ids))
