"""What the 18 digits of a NIP say: plain Python, without ORM, clock or I/O.

PNS: date of birth YYYYMMDD, month of appointment as CPNS YYYYMM, sex (1 male, 2 female), serial number of three
digits. PPPK have 18 digits, too; of theirs only the date of birth is certain, so nothing else is judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DIGITS = 18
MALE, FEMALE = "male", "female"
SEXES = {"1": MALE, "2": FEMALE}
#: nobody is appointed younger (UU 5/2014 Pasal 24 in its rules: 18 years; some were born later in the year)
YOUNGEST = 17


@dataclass(frozen=True, slots=True)
class NipParts:
    """The parts of a NIP. What is not certain, or not right, is None."""

    birthday: date | None
    appointed: tuple[int, int] | None
    sex: str | None
    serial: str


def clean_nip(text: str | None) -> str:
    """The NIP without the blanks, dots and apostrophes with which it is printed and typed."""
    return "".join(character for character in (text or "") if character not in " \t\u00a0.-'’`")


def nip_parts(nip: str, pns: bool = True) -> NipParts:
    """The parts of ``nip``, 18 digits; with ``pns`` False only the date of birth is read."""
    year, month = int(nip[8:12]), int(nip[12:14])
    return NipParts(
        birthday=_date(nip[:8]),
        appointed=(year, month) if pns and 1 <= month <= 12 else None,
        sex=SEXES.get(nip[14]) if pns else None,
        serial=nip[15:],
    )


def nip_problems(nip: str, *, birthday: date | None = None, sex: str | None = None, pns: bool = True) -> list[str]:
    """Codes of all that is wrong with ``nip``, the worst first; none when it is right.

    :param birthday: as recorded elsewhere, to be compared; None when it is not known
    :param sex: likewise, ``male`` or ``female``; others are not compared
    :param pns: False for PPPK, of whose NIP only length and date of birth are judged
    :return: of ``digits`` (not 18 digits), ``rounded`` (a spreadsheet has cut the last digits), ``birthday`` (no
        date), ``birthday_differs``, ``month`` (no month), ``appointed`` (before the age of 17), ``sex`` (neither 1
        nor 2) and ``sex_differs``
    """
    if len(nip) != DIGITS or not (nip.isascii() and nip.isdigit()):
        return ["digits"]
    parts = nip_parts(nip, pns)
    problems = []
    if parts.serial == "000":
        problems.append("rounded")
    if parts.birthday is None:
        problems.append("birthday")
    elif birthday and parts.birthday != birthday:
        problems.append("birthday_differs")
    if pns:
        problems += _problems_of_pns(parts, sex)
    return problems


def _problems_of_pns(parts, sex):
    if parts.appointed is None:
        yield "month"
    elif parts.birthday and parts.appointed < (parts.birthday.year + YOUNGEST, parts.birthday.month):
        yield "appointed"
    if parts.sex is None:
        yield "sex"
    elif sex in (MALE, FEMALE) and parts.sex != sex:
        yield "sex_differs"


def _date(digits):
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
