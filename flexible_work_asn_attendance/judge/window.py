"""The windows in which presence is recorded: check-in, in between, check-out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

COMING = "coming"
OPEN = "open"
OVER = "over"


@dataclass(frozen=True, slots=True)
class Window:
    """A time of the day, in local hours, in which people of one mode say that they are there."""

    id: int
    mode: str
    #: in, middle or out
    kind: str
    hour_from: float
    hour_to: float

    def state_at(self, hour: float) -> str:
        """coming, open or over at a local hour. The minute of ``hour_to`` still belongs to it."""
        minute = int(hour * 60 + 1e-6)
        if minute < round(self.hour_from * 60):
            return COMING
        return OPEN if minute <= round(self.hour_to * 60) else OVER


def not_yet(windows: Iterable[Window], hour: float) -> Window | None:
    """The window that opens next when none of ``windows`` has opened yet at ``hour``; else None: one may act."""
    windows = sorted(windows, key=lambda window: window.hour_from)
    if windows and all(window.state_at(hour) == COMING for window in windows):
        return windows[0]
    return None


def open_window(windows: Iterable[Window], hour: float) -> Window | None:
    """The window that is open at ``hour``; of several the one that ends first."""
    return min(
        (window for window in windows if window.state_at(hour) == OPEN),
        key=lambda window: (window.hour_to, window.id),
        default=None,
    )


def next_window(windows: Iterable[Window], hour: float) -> Window | None:
    """The window that opens next after ``hour``."""
    coming = (window for window in windows if window.state_at(hour) == COMING)
    return min(coming, key=lambda window: (window.hour_from, window.id), default=None)
