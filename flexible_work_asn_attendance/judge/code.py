"""The code of an apel: six digits that change every half minute.

The leader's screen shows it, those present type it. It is a time-based one-time password as in RFC 6238
(with SHA-256); the step before and the step after are accepted, for slow fingers and slow lines.
"""

from __future__ import annotations

import hmac
import secrets
import struct

CODE_DIGITS = 6
#: seconds for which one code is shown
CODE_STEP = 30
#: steps before and after the present one that are still accepted
CODE_WINDOW = 1


def new_secret() -> str:
    """A secret for one apel: 160 random bits as hexadecimal digits."""
    return secrets.token_hex(20)


def code_at(secret: str, epoch: int) -> str:
    """The code that ``secret`` gives at ``epoch`` (seconds since 1970, UTC)."""
    return _code(bytes.fromhex(secret), int(epoch) // CODE_STEP)


def code_is_current(secret: str, code: str, epoch: int) -> bool:
    """Whether ``code`` is that of the present step, the one before or the one after.

    Spaces and dashes are forgiven. The comparison takes the same time for any wrong code.
    """
    # ASCII only: str.isdigit() is also true of ² or ٣, which compare_digest refuses
    typed = "".join(char for char in code or "" if char in "0123456789").encode()
    key, step = bytes.fromhex(secret), int(epoch) // CODE_STEP
    steps = range(max(0, step - CODE_WINDOW), step + CODE_WINDOW + 1)
    # all are compared first, so that the time taken doesn't tell which one matched
    matches = [hmac.compare_digest(_code(key, one).encode(), typed) for one in steps]
    return any(matches)


def seconds_left(epoch: int) -> int:
    """For how many seconds (1 to 30) the code of ``epoch`` is still shown."""
    return CODE_STEP - int(epoch) % CODE_STEP


def _code(key, step):
    digest = hmac.digest(key, struct.pack(">Q", step), "sha256")
    offset = digest[-1] & 0xF
    number = struct.unpack_from(">I", digest, offset)[0] & 0x7FFFFFFF
    return str(number % 10**CODE_DIGITS).zfill(CODE_DIGITS)
