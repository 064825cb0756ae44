"""Networks of an office: whether a check-in came from one of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


class NetworkFault(ValueError):
    """A line that is no network. ``line`` counts from 1; ``text`` is what stands there, ``kind`` what is wrong.

    ``kind`` is ``host_bits`` when the address has digits beyond its prefix (``network`` says what was meant),
    ``everywhere`` for a network that holds every address, else ``unreadable``.
    """

    def __init__(self, line: int, text: str, kind: str = "unreadable", network: str = ""):
        super().__init__(f"line {line}: {text}")
        self.line, self.text, self.kind, self.network = line, text, kind, network


@lru_cache(maxsize=4096)
def parse_networks(text: str | None) -> tuple[Network, ...]:
    """The networks that ``text`` says, one a line as CIDR (IPv4 or IPv6) or as a single address.

    Empty lines and what follows a ``#`` are left out.

    :raises NetworkFault: for the first line that is none
    """
    found = []
    for number, line in enumerate((text or "").splitlines(), start=1):
        words = line.split("#", 1)[0].strip()
        if words:
            found.append(_parse(number, words))
    return tuple(found)


def _parse(number, words):
    try:
        network = ip_network(words, strict=False)
    except ValueError:
        raise NetworkFault(number, words) from None
    if network.prefixlen == 0:
        raise NetworkFault(number, words, "everywhere")
    try:
        ip_network(words)
    except ValueError:
        # 103.10.20.7/24: one machine, or the whole network? Whoever types it has to say
        raise NetworkFault(number, words, "host_bits", str(network)) from None
    return network


def is_within(address: str | None, networks: Iterable[Network]) -> bool:
    """Whether ``address`` lies in one of ``networks``; an address that can't be read lies in none.

    An IPv4 address that is written as IPv6 (``::ffff:103.10.20.7``, as servers with both do) is taken as what it is.
    """
    parsed = _parse_address(address)
    return parsed is not None and any(parsed in network for network in networks)


@lru_cache(maxsize=4096)
def _parse_address(text):
    """One address; None when it can't be read. Whole offices come from the same one."""
    try:
        parsed = ip_address((text or "").strip().split("%", 1)[0])
    except ValueError:
        return None
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return parsed
