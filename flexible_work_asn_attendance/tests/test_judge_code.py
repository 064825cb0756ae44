import hashlib
import hmac

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..judge import CODE_STEP, code_at, code_is_current, new_secret, seconds_left

epochs = st.integers(0, 4_000_000_000)
secrets = st.binary(min_size=20, max_size=20).map(bytes.hex)


def slow_code(secret, epoch):
    """RFC 6238 spelled out digit by digit, with SHA-256 and six digits."""
    counter = epoch // 30
    message = bytes((counter >> shift) & 255 for shift in (56, 48, 40, 32, 24, 16, 8, 0))
    digest = hmac.new(bytes.fromhex(secret), message, hashlib.sha256).digest()
    offset = digest[31] % 16
    number = 0
    for index in range(4):
        byte = digest[offset + index]
        number = number * 256 + (byte % 128 if index == 0 else byte)
    digits = ""
    for _position in range(6):
        digits = str(number % 10) + digits
        number //= 10
    return digits


class TestRollingCode(BaseCase):
    def test_test_vector_of_the_rfc(self):
        # RFC 6238, appendix B, SHA-256 at 59 s: 46119246, of which the last six digits are ours
        secret = b"12345678901234567890123456789012".hex()
        self.assertEqual(code_at(secret, 59), "119246")
        self.assertEqual(code_at(secret, 1111111109), "084774")

    @given(secrets, epochs)
    @settings(max_examples=200, deadline=None)
    def test_matches_the_rfc_spelled_out(self, secret, epoch):
        self.assertEqual(code_at(secret, epoch), slow_code(secret, epoch))

    @given(secrets, epochs.filter(lambda epoch: epoch >= 120), st.integers(-89, 89))
    @settings(max_examples=200, deadline=None)
    def test_accepted_one_step_before_and_after(self, secret, epoch, drift):
        shown = code_at(secret, epoch + drift)
        steps = abs((epoch + drift) // CODE_STEP - epoch // CODE_STEP)
        if steps <= 1:
            self.assertTrue(code_is_current(secret, shown, epoch))
        elif shown not in {code_at(secret, epoch + CODE_STEP * step) for step in (-1, 0, 1)}:
            self.assertFalse(code_is_current(secret, shown, epoch))

    def test_spaces_are_forgiven(self):
        secret = new_secret()
        code = code_at(secret, 1_000_000)
        self.assertTrue(code_is_current(secret, f" {code[:3]} {code[3:]} ", 1_000_000))

    @given(st.text(max_size=12))
    @settings(max_examples=200, deadline=None)
    def test_any_text_is_judged_without_error(self, text):
        secret = "00" * 20
        current = {code_at(secret, 600 + CODE_STEP * step) for step in (-1, 0, 1)}
        typed = "".join(char for char in text if char in "0123456789")
        self.assertEqual(code_is_current(secret, text, 600), typed in current)

    def test_nothing_typed_is_wrong(self):
        self.assertFalse(code_is_current(new_secret(), "", 600))
        self.assertFalse(code_is_current(new_secret(), None, 600))

    def test_seconds_left(self):
        self.assertEqual([seconds_left(epoch) for epoch in (0, 1, 29, 30)], [30, 29, 1, 30])

    def test_secrets_differ(self):
        self.assertEqual(len({new_secret() for _index in range(50)}), 50)
