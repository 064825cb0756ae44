from ipaddress import IPv4Address, IPv6Address, ip_network

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..judge import NetworkFault, is_within, parse_networks


class TestParse(BaseCase):
    def test_one_a_line_of_both_kinds(self):
        networks = parse_networks("103.10.20.0/24\n\n  2001:db8:10::/48  \n10.0.0.7\n")
        self.assertEqual([str(network) for network in networks], ["103.10.20.0/24", "2001:db8:10::/48", "10.0.0.7/32"])

    def test_a_note_after_the_sign(self):
        self.assertEqual(parse_networks("# kantor\n103.10.20.0/24 # lantai 2"), parse_networks("103.10.20.0/24"))

    def test_nothing_is_no_network(self):
        self.assertEqual((parse_networks(None), parse_networks(False), parse_networks(" \n")), ((), (), ()))

    def fault(self, text):
        with self.assertRaises(NetworkFault) as caught:
            parse_networks(text)
        return caught.exception.line, caught.exception.text, caught.exception.kind, caught.exception.network

    def test_the_first_line_that_is_wrong_is_named(self):
        self.assertEqual(self.fault("10.0.0.0/8\n10.0.0/8\nx"), (2, "10.0.0/8", "unreadable", ""))

    def test_one_machine_with_the_size_of_a_network(self):
        self.assertEqual(self.fault("103.10.20.7/24"), (1, "103.10.20.7/24", "host_bits", "103.10.20.0/24"))

    def test_the_whole_internet_is_no_office(self):
        self.assertEqual(self.fault("0.0.0.0/0")[2], "everywhere")
        self.assertEqual(self.fault("\n::/0")[:3], (2, "::/0", "everywhere"))


class TestWithin(BaseCase):
    office = parse_networks("103.10.20.0/24\n2001:db8:10::/48")

    def test_inside_and_outside(self):
        self.assertTrue(is_within("103.10.20.255", self.office))
        self.assertFalse(is_within("103.10.21.0", self.office))
        self.assertTrue(is_within("2001:db8:10:ffff::1", self.office))
        self.assertFalse(is_within("2001:db8:11::1", self.office))

    def test_an_ipv4_address_that_is_written_as_ipv6(self):
        self.assertTrue(is_within("::ffff:103.10.20.7", self.office))
        self.assertFalse(is_within("::ffff:8.8.8.8", self.office))

    def test_a_link_local_address_with_its_interface(self):
        self.assertTrue(is_within("fe80::1%eth0", parse_networks("fe80::/10")))

    def test_what_cannot_be_read_lies_in_none(self):
        for address in (None, "", "x", "103.10.20.7/24", "103.10.20.7:443"):
            self.assertFalse(is_within(address, self.office))

    @given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(1, 32))
    @settings(max_examples=300, deadline=None)
    def test_agrees_with_comparing_bit_by_bit(self, address, base, prefix):
        network = ip_network((base, prefix), strict=False)
        bits = f"{address:032b}"[:prefix], f"{int(network.network_address):032b}"[:prefix]
        self.assertEqual(is_within(str(IPv4Address(address)), [network]), bits[0] == bits[1])

    # from where on an address can't be an IPv4 one, however it is written
    @given(st.integers(2**48, 2**128 - 1), st.integers(1, 128))
    @settings(max_examples=100, deadline=None)
    def test_a_network_written_down_holds_its_addresses(self, address, prefix):
        network = ip_network((address, prefix), strict=False)
        self.assertTrue(is_within(str(IPv6Address(address)), parse_networks(str(network))))
