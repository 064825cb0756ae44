"""What official papers share: the letterhead (kop) and the signature block. Words that a language changes are given."""

from dataclasses import dataclass

from odoo.tools import format_date
from odoo.tools.image import image_data_uri


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, as Permendagri 1/2023 Pasal 44 asks of officials below the regional head: name, rank, NIP."""

    place_and_date: str
    title: str
    name: str
    rank: str
    nip: str


def government_name(company, government_of) -> str:
    """PEMERINTAH KOTA TERNATE, whether the company is called so or just Kota Ternate.

    :param government_of: the words around the name, with one ``%s``
    """
    name = (company.name or "").strip()
    if name.lower().startswith(("pemerintah", "pemkot", "pemkab")):
        return name.upper()
    return government_of % name.upper()


def arms(company) -> str:
    """The arms as a ``data:`` URI; empty while the company has none of its own."""
    return image_data_uri(company.logo) if company.logo and not company.uses_default_logo else ""


def address_lines(partner, telephone, text="") -> list[str]:
    """The lines below the name of the office: ``text`` as it was entered, else the address of ``partner``.

    :param telephone: the words around the number, with one ``%s``
    """
    if text:
        return [line.strip() for line in text.splitlines() if line.strip()]
    where = ", ".join(
        filter(None, (partner.street, partner.street2, " ".join(filter(None, (partner.city, partner.zip)))))
    )
    reach = [partner.phone and telephone % partner.phone, partner.email, partner.website]
    return [line for line in (where, " · ".join(filter(None, reach))) if line]


def grouped_nip(nip) -> str:
    """``19760128 200002 1 009``: the 18 digits in the groups in which they are printed."""
    digits = "".join(filter(str.isdigit, nip or ""))
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}" if len(digits) == 18 else digits


def place_and_date(env, place, day) -> str:
    """``Ternate, 2 Februari 2026`` in the language of ``env``."""
    return ", ".join(filter(None, (place, format_date(env, day, date_format="d MMMM y"))))


def signature(env, employee, title, place, day) -> Signature:
    """The block of ``employee`` (in superuser mode), signing on the local date ``day``."""
    nip = grouped_nip(employee.nip)
    return Signature(
        place_and_date=place_and_date(env, place, day),
        title=title or employee.job_title or "",
        name=employee.name or "",
        rank=employee.grade_id.display_name or "",
        nip=f"NIP {nip}" if nip else "",
    )
