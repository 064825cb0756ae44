"""The letter of a warning: everything that is printed, in words, before the template lays it out."""

from dataclasses import dataclass

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.local_time import to_local, zone_label
from odoo.addons.flexible_work_asn.report.letterhead import (
    Signature,
    address_lines,
    arms,
    government_name,
    grouped_nip,
    signature,
)


@dataclass(frozen=True, slots=True)
class Call:
    """One contact of the table: all in words, times local."""

    date: str
    called: str
    means: str
    caller: str
    answer: str


@dataclass(frozen=True, slots=True)
class Letter:
    lang: str
    level: str
    is_draft: bool
    government: str
    office: str
    address: list[str]
    arms: str
    number: str
    name: str
    nip: str
    rank: str
    job: str
    unit: str
    articles: list[str]
    basis: list[str]
    calls: list[Call]
    limit: int
    signature: Signature
    received: str
    footer: str


class ReportWarningLetter(models.AbstractModel):
    """Surat teguran: a warning that a person issued, with letterhead and signature block."""

    _name = "report.flexible_work_asn_attendance.warning_letter"
    _description = "Letter of a Warning"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Letters of warnings that the user may read: those issued, and drafts for those who decide.

        :raises UserError: for proposals of others and for what was dropped before it was issued
        :raises AccessError: for warnings that the user may not read
        """
        warnings = self.env["flexible.work.warning"].browse(docids)
        warnings.check_access("read")
        for warning in warnings:
            if not warning.issued_at and not (warning.state == "proposed" and warning.can_decide):
                raise UserError(self.env._("%s has not been issued: there is no letter.", warning.display_name))
        letters = {warning.id: _letter(warning.sudo()) for warning in warnings}
        return {"doc_ids": docids, "doc_model": warnings._name, "docs": warnings, "letters": letters}


def _letter(warning) -> Letter:
    company = warning.company_id
    warning = warning.with_context(lang=company.partner_id.lang or warning.env.lang)
    env, unit, employee = warning.env, warning.department_id, warning.employee_id
    opd = unit.opd_id or unit
    site = opd.site_ids[:1].address_id
    own_address = site if site.street else company.partner_id
    day = warning.letter_date or company._flexible_work_today()
    title = dict(warning._fields["level"]._description_selection(env))[warning.level]
    return Letter(
        lang=env.lang,
        level=warning.level,
        is_draft=not warning.issued_at,
        government=government_name(company, env._("GOVERNMENT OF %s")),
        office=opd.name or "",
        address=address_lines(own_address, env._("Telephone %s")),
        arms=arms(company),
        number=warning.number or "",
        name=employee.name,
        nip=grouped_nip(employee.nip),
        rank=employee.grade_id.display_name or "",
        job=employee.job_title or "",
        unit=unit.name or "",
        articles=[part.strip() for part in (warning.article or "").split(";") if part.strip()],
        basis=[line.strip() for line in warning.basis.splitlines() if line.strip()],
        calls=[_call(env, contact) for contact in warning.contact_ids.sorted("called_at")],
        limit=max(warning.contact_ids.mapped("answer_minutes"), default=0),
        signature=signature(env, warning.signatory_id, warning.signatory_title, warning.place, day),
        received=_moment(env, warning.acknowledged_at, employee) if warning.acknowledged_at else "",
        footer=env._(
            "%(title)s number %(number)s, %(unit)s", title=title, number=warning.number or "–", unit=unit.name or ""
        ),
    )


def _call(env, contact) -> Call:
    kinds = dict(contact._fields["kind"]._description_selection(env))
    if contact.answered_at:
        answer = env._(
            "%(time)s, after %(minutes)s minutes", time=contact.local_answered_at, minutes=f"{contact.minutes:.1f}"
        )
    else:
        answer = env._("none")
    return Call(
        date=format_date(env, contact.date),
        called=contact.local_called_at,
        means=kinds[contact.kind],
        caller=contact.called_by_id.name or "",
        answer=answer,
    )


def _moment(env, moment, employee) -> str:
    tz = employee._flexible_work_tz_batch()[employee.id]
    local = to_local(moment, tz)
    return f"{format_date(env, local.date(), date_format='d MMMM y')} {local.strftime('%H:%M')} {zone_label(tz)}"
