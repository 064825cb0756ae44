"""What the official papers of this addon share: letterhead, signature block, size of the paper, QR code."""

import io
from base64 import b64encode
from dataclasses import dataclass, replace

from PIL import Image
from reportlab.graphics.barcode import qrencoder

from odoo.addons.flexible_work_asn.report.letterhead import (
    Signature,
    address_lines,
    arms,
    government_name,
    signature,
)

#: width of a module of a QR code in pixels, and of the white around it in modules (ISO/IEC 18004)
QR_PIXELS, QR_QUIET = 8, 4


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper: ``width`` × ``height`` in mm, upright; ``excel`` is its number in workbooks."""

    width: int
    height: int
    excel: int


#: F4 is sold as 215 × 330 mm; workbooks know it as Folio (8.5 × 13 in)
PAPERS = {"a4": Paper(210, 297, 9), "f4": Paper(215, 330, 14)}


@dataclass(frozen=True, slots=True)
class Official:
    """Head and foot of an official paper of a regional government, for ``official_head`` and ``official_signature``."""

    lang: str
    government: str
    office: str
    address: list[str]
    arms: str  # data: URI, or empty
    signature: Signature
    paper: str  # a key of PAPERS
    page_of: tuple[str, str]  # "Page" 1 "of" 4


def build_official(company, day) -> Official:
    """Head and foot of a paper that BKPSDM signs on the local date ``day``.

    :param company: the regional government, in superuser mode and with the language of the paper in its context
    """
    env = company.env
    return Official(
        lang=env.lang,
        government=government_name(company, env._("GOVERNMENT OF %s")),
        office=company.flexible_work_report_office or "",
        address=address_lines(company, env._("Telephone %s"), company.flexible_work_report_address),
        arms=arms(company),
        signature=report_signature(company, day),
        paper=company.flexible_work_report_paper or "a4",
        page_of=(env._("Page"), env._("of")),
    )


def report_signature(company, day) -> Signature:
    """The block of whoever signs for the reporting office on the local date ``day`` (Permendagri 1/2023, article 44).

    Officials sign with rank and NIP; regional head, deputy and Sekda with their name alone, by the setting. Whoever
    acts for the head (Plh, Plt) on that date signs in his or her place, and the title says so.
    """
    env, head = company.env, company.flexible_work_report_signatory_id
    delegation = _delegation(head, day)
    title = company.flexible_work_report_signatory_title or head.job_title
    if delegation:
        title = f"{delegation.kind.capitalize()}. {title or ''}".strip()
    block = signature(env, delegation.employee_id or head, title, company.city, day)
    name = not delegation and company.flexible_work_report_signatory_name or block.name
    if company.flexible_work_report_signatory_kind == "head":
        return replace(block, name=name, rank="", nip="")
    return replace(block, name=name)


def _delegation(head, day):
    """The delegation by which somebody acts for ``head`` on ``day``, if any."""
    found = head.env["flexible.work.delegation"]
    if head:
        found = found.search(
            [
                ("department_id.manager_id", "=", head.id),
                ("employee_id", "!=", head.id),
                ("date_from", "<=", day),
                ("date_to", ">=", day),
            ]
        )
    # who heads several units signs as the head of the highest one
    return found.filtered(lambda one: one._last_day() >= day).sorted(
        lambda one: (len(one.department_id.parent_path or ""), -one.id)
    )[:1]


def cited(circular) -> str:
    """The circular as papers name it: its title, and its number where the title does not say it."""
    name, number = circular.name, circular.number
    if not number or number in name:
        return name
    return circular.env._("%(name)s number %(number)s", name=name, number=number)


def qr_data_uri(address) -> str:
    """A QR code of ``address`` as a ``data:`` URI (PNG); it can still be read with a seventh of it soiled.

    Drawn here and not by Odoo's barcodes, which need a further library (rlPyCairo) with newer versions of reportlab.
    """
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(address)
    code.make()
    size = code.getModuleCount()
    image = Image.new("1", (size + 2 * QR_QUIET, size + 2 * QR_QUIET), 1)
    for row in range(size):
        for column in range(size):
            if code.isDark(row, column):
                image.putpixel((QR_QUIET + column, QR_QUIET + row), 0)
    stream = io.BytesIO()
    image.resize((image.width * QR_PIXELS, image.height * QR_PIXELS)).save(stream, "PNG", optimize=True)
    return f"data:image/png;base64,{b64encode(stream.getvalue()).decode()}"
