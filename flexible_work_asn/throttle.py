"""A brake on guessing."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from threading import Lock


class Throttle:
    """Counts failures per key: ``limit`` of them within ``window`` bar the key until they are old enough."""

    def __init__(self, limit: int, window: timedelta, max_keys: int = 20_000):
        self.limit = limit
        self.window = window
        self.max_keys = max_keys
        self._failures: dict[object, deque[datetime]] = {}
        self._lock = Lock()

    def wait(self, key, now: datetime) -> int:
        """Seconds for which ``key`` is barred at ``now``; 0 when it may try."""
        with self._lock:
            failures = self._recent(key, now)
            if failures is None or len(failures) < self.limit:
                return 0
            return max(1, int((failures[-self.limit] + self.window - now).total_seconds()))

    def fail(self, key, now: datetime) -> None:
        """Note a failure of ``key`` at ``now``."""
        with self._lock:
            self._recent(key, now)
            if key not in self._failures and len(self._failures) >= self.max_keys:
                self._forget_old(now)
            self._failures.setdefault(key, deque(maxlen=self.limit)).append(now)

    def forget(self, key) -> None:
        """Forget the failures of ``key``, after a success."""
        with self._lock:
            self._failures.pop(key, None)

    def _recent(self, key, now):
        failures = self._failures.get(key)
        while failures and failures[0] <= now - self.window:
            failures.popleft()
        if failures is not None and not failures:
            del self._failures[key]
            return None
        return failures

    def _forget_old(self, now):
        for key in list(self._failures):
            self._recent(key, now)
