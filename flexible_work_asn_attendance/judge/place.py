"""Inside, outside or unknown: where a check-in was made, in metres from where it should be.

The answer has three values, because a phone without a position, or with one that is a kilometre off,
proves nothing against anybody. Only *outside* is a reason for the head to look.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from .network import Network, is_within

INSIDE = "inside"
OUTSIDE = "outside"
UNKNOWN = "unknown"

#: mean radius of the Earth in metres
EARTH_RADIUS = 6_371_008.8
#: from here on a position only says in which district the phone is (metres)
COARSE_ACCURACY = 1000.0


@dataclass(frozen=True, slots=True)
class Position:
    """Where the browser says that it is. ``accuracy`` is the radius of its doubt in metres."""

    latitude: float
    longitude: float
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A place that counts: its centre, the radius in metres in which a check-in is inside, and its networks.

    Without a centre (None) only its networks tell.
    """

    latitude: float | None
    longitude: float | None
    radius: float
    networks: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """What is known of where a check was made, besides the plan: position, address of the network, kiosk or not."""

    position: Position | None = None
    address: str | None = None
    kiosk: bool = False


def distance_between(latitude_a: float, longitude_a: float, latitude_b: float, longitude_b: float) -> float:
    """The great-circle distance in metres (haversine), exact enough at any distance on Earth."""
    phi_a, phi_b = radians(latitude_a), radians(latitude_b)
    half_phi = (phi_b - phi_a) / 2
    half_lambda = radians(longitude_b - longitude_a) / 2
    chord = sin(half_phi) ** 2 + cos(phi_a) * cos(phi_b) * sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, chord)))


def judge_place(position: Position | None, sites: Iterable[Site]) -> tuple[str, int | None]:
    """Whether ``position`` is at one of ``sites``; and the metres to the nearest (None when there is none).

    * *inside* when it lies within the radius of any site;
    * *outside* when it lies beyond every radius even if the whole doubt of the phone is granted;
    * *unknown* without a position, without a site, or when the doubt reaches over the edge.

    0.0 is a latitude like any other (these towns lie within a degree of the equator); None is no position.
    """
    if position is None:
        return UNKNOWN, None
    distances = [
        (distance_between(position.latitude, position.longitude, site.latitude, site.longitude), site.radius)
        for site in sites
        if site.latitude is not None and site.longitude is not None
    ]
    if not distances:
        return UNKNOWN, None
    doubt = max(position.accuracy or 0.0, 0.0)
    nearest = round(min(distance for distance, _radius in distances))
    if doubt <= COARSE_ACCURACY and any(distance <= radius for distance, radius in distances):
        return INSIDE, nearest
    if all(distance - doubt > radius for distance, radius in distances):
        return OUTSIDE, nearest
    return UNKNOWN, nearest


def judge_check(
    check: Check, sites: Iterable[Site], offices: Iterable[Site] = (), there_alone: bool = False
) -> tuple[str, int | None, str | None]:
    """Where ``check`` was made, in metres from the nearest of ``sites``, and by what that is known.

    The network of a site says inside, whatever the position says: phones are often wrong indoors. A kiosk stands in an
    office; but who opens its address at home is not there, so it must come from a network of ``offices`` where any of
    them has one. Known by ``network``, ``kiosk`` or ``position``; by nothing (None) when it is unknown.

    :param there_alone: the kiosk of another office is none of ``sites``, as far as networks tell; of somebody whom an
        assignment sends to one place
    """
    sites = tuple(sites)
    if any(is_within(check.address, site.networks) for site in sites):
        return INSIDE, None, "network"
    if check.kiosk and (_is_there(check.address, sites, offices) if there_alone else _is_in(check.address, offices)):
        return INSIDE, None, "kiosk"
    place, distance = judge_place(check.position, sites)
    return place, distance, None if place == UNKNOWN else "position"


def _is_there(address, sites, offices):
    """Whether a kiosk may stand at one of ``sites``: its network is theirs, or that of no other office."""
    others = (office for office in offices if office not in sites)
    return _is_in(address, sites) and not any(is_within(address, office.networks) for office in others)


def _is_in(address, offices):
    networks = [network for office in offices for network in office.networks]
    return not address or not networks or is_within(address, networks)
