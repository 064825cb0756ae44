"""Hours of a working day: what time off leaves of them, and in which modes they are worked."""

from __future__ import annotations

from collections.abc import Iterable

from .decision import Segment


def narrowed(hours, noon, absences):
    """What half-days and hours of time off leave of the working ``hours``, or None when nothing is left.

    :param noon: end of the morning and beginning of the afternoon; None: the middle of the hours
    :param absences: ``(half, hours)`` of each, see `Absence`

    Time off in the midst of the day leaves its beginning and end as they are.
    """
    start, end = hours
    morning_end, afternoon = noon or ((start + end) / 2,) * 2
    spans = sorted(
        part or ((float("-inf"), afternoon) if half == "am" else (morning_end, float("inf"))) for half, part in absences
    )
    for first, last in spans:
        if first <= start < last:
            start = last
    for first, last in sorted(spans, key=lambda span: span[1], reverse=True):
        if first < end <= last:
            end = first
    if morning_end <= start < afternoon:
        start = afternoon
    if morning_end < end <= afternoon:
        end = morning_end
    return (start, end) if start < end else None


def paint(mode, hours, strokes: Iterable[tuple[str, float, float]]):
    """The working ``hours`` in segments: ``mode``, with ``strokes`` (mode, from, to) laid over it in turn."""
    start, end = hours
    parts = [Segment(mode, start, end)]
    for stroke, first, last in strokes:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        kept = []
        for part in parts:
            if part.hour_from < first:
                kept.append(Segment(part.mode, part.hour_from, min(part.hour_to, first)))
            if part.hour_to > last:
                kept.append(Segment(part.mode, max(part.hour_from, last), part.hour_to))
        parts = sorted([*kept, Segment(stroke, first, last)], key=lambda part: part.hour_from)
    merged = [parts[0]]
    for part in parts[1:]:
        if part.mode == merged[-1].mode:
            merged[-1] = Segment(part.mode, merged[-1].hour_from, part.hour_to)
        else:
            merged.append(part)
    return tuple(merged)
