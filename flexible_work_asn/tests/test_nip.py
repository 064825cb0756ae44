from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..nip import FEMALE, MALE, clean_nip, nip_parts, nip_problems

NIP = "198703152010012003"
BORN = date(1987, 3, 15)
#: parts of a NIP that is right
PARTS = st.tuples(
    st.dates(date(1940, 1, 1), date(2008, 12, 31)),
    st.integers(17, 50),
    st.integers(1, 12),
    st.sampled_from((MALE, FEMALE)),
    st.integers(1, 999),
)


def write(parts):
    born, age, month, sex, serial = parts
    month = max(month, born.month)
    return f"{born:%Y%m%d}{born.year + age}{month:02}{1 if sex == MALE else 2}{serial:03}"


class TestNip(BaseCase):
    def test_the_digits_say_birth_appointment_sex_and_serial(self):
        parts = nip_parts(NIP)
        self.assertEqual((parts.birthday, parts.appointed, parts.sex, parts.serial), (BORN, (2010, 1), FEMALE, "003"))

    @given(PARTS)
    def test_what_is_written_by_the_rule_is_right_and_read_back(self, parts):
        nip = write(parts)
        self.assertEqual(nip_problems(nip, birthday=parts[0], sex=parts[3]), [])
        self.assertEqual((nip_parts(nip).birthday, nip_parts(nip).sex), (parts[0], parts[3]))

    @given(PARTS, st.text(" .-'\u00a0", max_size=3), st.integers(0, 18))
    def test_blanks_and_dots_do_not_matter(self, parts, blanks, where):
        nip = write(parts)
        self.assertEqual(clean_nip(nip[:where] + blanks + nip[where:]), nip)

    @given(st.text(max_size=30))
    def test_whatever_is_typed_gets_an_answer(self, text):
        problems = nip_problems(clean_nip(text), birthday=BORN, sex=MALE)
        self.assertTrue(problems or len(clean_nip(text)) == 18)

    @given(PARTS, st.dates(date(1940, 1, 1), date(2008, 12, 31)))
    def test_another_date_of_birth_is_found(self, parts, other):
        self.assertEqual("birthday_differs" in nip_problems(write(parts), birthday=other), other != parts[0])

    @given(PARTS)
    def test_the_other_sex_is_found_and_an_unknown_one_is_not_compared(self, parts):
        other = FEMALE if parts[3] == MALE else MALE
        self.assertEqual(nip_problems(write(parts), sex=other), ["sex_differs"])
        self.assertEqual(nip_problems(write(parts), sex="other"), [])

    @given(PARTS, st.text("0123456789", min_size=9, max_size=9))
    def test_of_a_pppk_only_length_and_birth_are_judged(self, parts, rest):
        nip = f"{parts[0]:%Y%m%d}{rest}1"
        self.assertEqual(nip_problems(nip, birthday=parts[0], sex=MALE, pns=False), [])

    def test_each_fault_has_its_name(self):
        for nip, problem in (
            ("19870315201001200", "digits"),
            ("1987031520100120031", "digits"),
            ("19870315201001200X", "digits"),
            ("١٩٨٧٠٣١٥٢٠١٠٠١٢٠٠٣", "digits"),
            ("", "digits"),
            ("198713152010012003", "birthday"),
            ("198702302010012003", "birthday"),
            ("198703152010132003", "month"),
            ("198703152010002003", "month"),
            ("198703151999012003", "appointed"),
            ("198703152010013003", "sex"),
            ("198703152010012000", "rounded"),
        ):
            with self.subTest(nip=nip):
                self.assertEqual(nip_problems(nip), [problem])

    def test_the_seventeenth_birthday_counts_by_the_month(self):
        self.assertEqual(nip_problems("198703152004032003"), [])
        self.assertEqual(nip_problems("198703152004022003"), ["appointed"])
