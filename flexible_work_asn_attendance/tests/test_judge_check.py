"""The place of a check against a slow and obvious reference: plane geometry, and every rule said one by one."""

from math import cos, hypot, radians

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..judge import Check, Position, Site, is_within, judge_check, parse_networks

#: metres per degree on the sphere that haversine assumes
DEGREE = 111_195.08
NETWORKS = ["10.1.0.0/16", "10.2.0.0/16", "2001:db8:1::/48"]
ADDRESSES = [None, "10.1.2.3", "10.2.2.3", "::ffff:10.1.9.9", "2001:db8:1::5", "8.8.8.8"]


def plane_distance(position, site):
    dy = (site.latitude - position.latitude) * DEGREE
    dx = (site.longitude - position.longitude) * DEGREE * cos(radians((site.latitude + position.latitude) / 2))
    return hypot(dx, dy)


def reference(check, sites, offices):
    """Said as to a clerk: first the network, then the kiosk, then the circle on the map."""
    for site in sites:
        for network in site.networks:
            if is_within(check.address, [network]):
                return "inside", "network"
    if check.kiosk:
        known = [network for office in offices for network in office.networks]
        if not known or check.address is None or is_within(check.address, known):
            return "inside", "kiosk"
    return on_the_map(check, sites)


def on_the_map(check, sites):
    circles = [site for site in sites if site.latitude is not None]
    if check.position is None or not circles:
        return "unknown", None
    doubt = check.position.accuracy or 0
    distances = [(plane_distance(check.position, site), site.radius) for site in circles]
    if doubt <= 1000:
        for distance, radius in distances:
            if distance <= radius:
                return "inside", "position"
    for distance, radius in distances:
        if distance - doubt <= radius:
            return "unknown", None
    return "outside", "position"


degrees = st.floats(-0.02, 0.02)
positions = st.builds(
    Position,
    latitude=degrees,
    longitude=degrees.map(lambda value: 127.4 + value),
    accuracy=st.none() | st.floats(0, 3000),
)
networks = st.lists(st.sampled_from(NETWORKS), max_size=2).map(lambda lines: parse_networks("\n".join(lines)))
circles = st.builds(
    Site,
    latitude=st.just(0.0) | degrees,
    longitude=degrees.map(lambda value: 127.4 + value),
    radius=st.integers(1, 1500),
    networks=networks,
)
without_centre = st.builds(Site, latitude=st.none(), longitude=st.none(), radius=st.just(100), networks=networks)
sites = st.lists(circles | without_centre, max_size=4)
checks = st.builds(Check, st.none() | positions, st.sampled_from(ADDRESSES), st.booleans())


class TestCheckAgainstReference(BaseCase):
    @given(checks, sites, sites)
    @settings(max_examples=600, deadline=None)
    def test_agrees(self, check, own, offices):
        if check.position:
            doubt = check.position.accuracy or 0
            for site in own:
                if site.latitude is not None:
                    # half a metre at an edge is where the sphere and the plane may differ
                    off = plane_distance(check.position, site) - site.radius
                    assume(abs(off) > 0.5 and abs(off - doubt) > 0.5)
        place, _distance, by = judge_check(check, own, offices)
        self.assertEqual((place, by), reference(check, own, offices))

    @given(positions, st.lists(circles, min_size=1, max_size=4))
    @settings(max_examples=200, deadline=None)
    def test_the_distance_is_that_of_the_nearest(self, position, own):
        own = [Site(site.latitude, site.longitude, site.radius) for site in own]
        _place, distance, _by = judge_check(Check(position), own)
        self.assertAlmostEqual(distance, min(plane_distance(position, site) for site in own), delta=1)

    @given(checks, sites)
    @settings(max_examples=200, deadline=None)
    def test_more_places_never_make_somebody_outside(self, check, own):
        if judge_check(check, own)[0] == "inside":
            further = Site(5.0, 100.0, 100)
            self.assertEqual(judge_check(check, [*own, further])[0], "inside")


class TestKiosk(BaseCase):
    office = Site(0.7893, 127.3842, 100, parse_networks("103.10.20.0/24"))

    def test_a_kiosk_stands_in_an_office(self):
        self.assertEqual(judge_check(Check(kiosk=True), ()), ("inside", None, "kiosk"))

    def test_opened_at_home_it_does_not(self):
        self.assertEqual(
            judge_check(Check(address="36.70.1.2", kiosk=True), (), [self.office]), ("unknown", None, None)
        )

    def test_from_the_network_of_another_office(self):
        self.assertEqual(
            judge_check(Check(address="103.10.20.9", kiosk=True), (), [self.office]), ("inside", None, "kiosk")
        )

    def test_the_network_goes_before_a_position_that_is_far_off(self):
        check = Check(Position(0.9, 127.3842, 5), "103.10.20.9")
        self.assertEqual(judge_check(check, [self.office]), ("inside", None, "network"))
