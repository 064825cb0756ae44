"""A brake on guessing."""

from __future__ import annotations

import secrets
from collections import deque
from datetime import datetime, timedelta
from hashlib import blake2b
from ipaddress import ip_address, ip_network
from threading import Lock

#: of this process alone, and gone with it
_SECRET = secrets.token_bytes(32)
#: an IPv6 connection has a network of addresses to itself
IPV6_PREFIX = 64


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


def unnamed(address: str | None, *parts) -> bytes:
    """A key made of an ``address`` and ``parts``, from which the address cannot be told.

    The same for the same address as long as this process runs. An IPv6 address stands for its whole network of one
    connection, so that changing the address within it is no way around a brake.
    """
    return blake2b(repr((_network(address), *parts)).encode(), key=_SECRET, digest_size=16).digest()


def _network(address):
    try:
        known = ip_address(address or "")
    except ValueError:
        return address
    if known.version == 6 and not known.ipv4_mapped:
        return str(ip_network((known, IPV6_PREFIX), strict=False))
    return str(known.ipv4_mapped if known.version == 6 else known)
