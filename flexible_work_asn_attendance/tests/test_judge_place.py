from math import cos, radians, sqrt

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..judge import Position, Site, distance_between, judge_place

OFFICE = Site(0.7893, 127.3842, 100)
#: metres per degree on the meridian of the sphere that haversine assumes
DEGREE = 111_195.08

near_ternate = {"latitude": st.floats(0.6, 1.0), "longitude": st.floats(127.2, 127.6)}


def north_of(site, metres):
    return site.latitude + metres / DEGREE


class TestDistance(BaseCase):
    def test_across_the_strait_to_sofifi(self):
        # 10.4 km to the south and 19.8 km to the east
        self.assertAlmostEqual(distance_between(0.8314, 127.3814, 0.7377, 127.5596), 22_400, delta=300)

    def test_one_degree_of_latitude(self):
        self.assertAlmostEqual(distance_between(0.0, 127.0, 1.0, 127.0), DEGREE, delta=0.5)

    def test_across_the_date_line(self):
        self.assertAlmostEqual(distance_between(0.0, 179.9995, 0.0, -179.9995), DEGREE / 1000, delta=0.1)

    @given(st.floats(0.6, 1.0), st.floats(127.2, 127.6), st.floats(0.6, 1.0), st.floats(127.2, 127.6))
    @settings(max_examples=200, deadline=None)
    def test_agrees_with_plane_geometry_over_a_town(self, lat_a, lon_a, lat_b, lon_b):
        dy = (lat_b - lat_a) * DEGREE
        dx = (lon_b - lon_a) * DEGREE * cos(radians((lat_a + lat_b) / 2))
        self.assertAlmostEqual(distance_between(lat_a, lon_a, lat_b, lon_b), sqrt(dx * dx + dy * dy), delta=0.5)

    @given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
    @settings(max_examples=200, deadline=None)
    def test_is_symmetric_and_never_beyond_half_the_globe(self, lat_a, lon_a, lat_b, lon_b):
        there = distance_between(lat_a, lon_a, lat_b, lon_b)
        self.assertAlmostEqual(there, distance_between(lat_b, lon_b, lat_a, lon_a), delta=0.01)
        self.assertTrue(0 <= there <= 20_015_200)


class TestPlace(BaseCase):
    def at(self, metres, accuracy=None, sites=(OFFICE,)):
        return judge_place(Position(north_of(OFFICE, metres), OFFICE.longitude, accuracy), sites)

    def test_inside_up_to_the_radius(self):
        self.assertEqual(self.at(99, accuracy=20), ("inside", 99))

    def test_outside_beyond_the_radius_and_the_doubt_of_the_phone(self):
        self.assertEqual(self.at(160, accuracy=20), ("outside", 160))

    def test_doubt_that_reaches_the_site_is_unknown(self):
        self.assertEqual(self.at(160, accuracy=80), ("unknown", 160))

    def test_no_accuracy_counts_as_exact(self):
        self.assertEqual(self.at(101)[0], "outside")

    def test_a_coarse_position_proves_neither_presence(self):
        self.assertEqual(self.at(10, accuracy=3000)[0], "unknown")

    def test_nor_absence_unless_it_is_far_away(self):
        self.assertEqual(self.at(20_000, accuracy=3000)[0], "outside")

    def test_no_position_is_unknown(self):
        self.assertEqual(judge_place(None, [OFFICE]), ("unknown", None))

    def test_no_site_is_unknown(self):
        self.assertEqual(self.at(0, sites=()), ("unknown", None))

    def test_zero_is_a_latitude(self):
        equator = Site(0.0, 127.4, 100)
        self.assertEqual(judge_place(Position(0.0, 127.4, 5), [equator]), ("inside", 0))

    def test_any_site_will_do(self):
        branch = Site(north_of(OFFICE, 5000), OFFICE.longitude, 50)
        self.assertEqual(self.at(4970, sites=(OFFICE, branch)), ("inside", 30))

    def test_a_wide_site_counts_even_when_a_small_one_is_nearer(self):
        campus = Site(north_of(OFFICE, 400), OFFICE.longitude, 500)
        kiosk = Site(north_of(OFFICE, 100), OFFICE.longitude, 10)
        self.assertEqual(self.at(0, sites=(kiosk, campus)), ("inside", 100))

    @given(
        metres=st.floats(0, 5000),
        accuracy=st.one_of(st.none(), st.floats(0, 3000)),
        sites=st.lists(
            st.builds(Site, st.floats(0.76, 0.82), st.floats(127.36, 127.41), st.integers(1, 2000)), max_size=4
        ),
    )
    @settings(max_examples=300, deadline=None)
    def test_matches_the_definition(self, metres, accuracy, sites):
        position = Position(north_of(OFFICE, metres), OFFICE.longitude, accuracy)
        place, distance = judge_place(position, sites)
        doubt = accuracy or 0.0
        reach = [
            distance_between(position.latitude, position.longitude, site.latitude, site.longitude) for site in sites
        ]
        some_inside = any(d <= site.radius for d, site in zip(reach, sites, strict=True))
        surely_out = all(d - doubt > site.radius for d, site in zip(reach, sites, strict=True))
        if not sites:
            expected = "unknown"
        elif some_inside and doubt <= 1000:
            expected = "inside"
        elif surely_out:
            expected = "outside"
        else:
            expected = "unknown"
        self.assertEqual(place, expected)
        self.assertEqual(distance, round(min(reach)) if sites else None)
