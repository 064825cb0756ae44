"""LB.2 of one person on paper: counts of the month, what the TPP is cut by day by day, and who signs."""

from dataclasses import dataclass

from odoo import api, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from odoo.addons.flexible_work_asn.report.letterhead import (
    Signature,
    address_lines,
    arms,
    government_name,
    grouped_nip,
    signature,
)

#: what is counted, in the order of the paper; what is 0 is left out but for the first and the last
COUNTS = (
    "obliged_days",
    "wfo_days",
    "wfh_days",
    "wfa_days",
    "other_office_days",
    "duty_days",
    "leave_days",
    "sick_days",
    "permit_days",
    "study_days",
    "absent_days",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One row of the table, in words."""

    date: str
    what: str
    code: str
    minutes: str
    percent: str
    percent_tpp: str


@dataclass(frozen=True, slots=True)
class Letter:
    lang: str
    is_draft: bool
    government: str
    office: str
    address: list[str]
    arms: str
    month: str
    name: str
    nip: str
    rank: str
    job: str
    unit: str
    state: str
    counts: list[tuple[str, int]]
    reasons: list[Reason]
    percent: str
    total: str
    added_later: bool
    bases: list[str]
    signature: Signature
    footer: str


class ReportTppLine(models.AbstractModel):
    """LB.2 for people whose lines the user may read: the person, the heads above, BKPSDM and auditors."""

    _name = "report.flexible_work_asn_attendance.tpp_line"
    _description = "LB.2: TPP Deductions of a Person"

    @api.model
    def _get_report_values(self, docids, data=None):
        """:raises AccessError: for lines that the user may not read"""
        lines = self.env["flexible.work.tpp.line"].browse(docids).exists()
        lines.check_access("read")
        letters = {}
        for sheet, own in lines.sudo().grouped("sheet_id").items():
            letters |= _letters(sheet, own)
        return {"doc_ids": docids, "doc_model": lines._name, "docs": lines, "letters": letters}


def _letters(sheet, lines):
    """{id of the line: its letter}, all of one sheet, in the language of the regional government."""
    language = sheet.env["flexible.work.discipline.case"]._language_of(sheet.company_id)
    sheet, lines = sheet.with_context(lang=language), lines.with_context(lang=language)
    env, company, opd = sheet.env, sheet.company_id, sheet.department_id
    site = opd.site_ids[:1].address_id
    employee, title = opd._acting_head(sheet.date_to) if opd else (env["hr.employee"], False)
    heads = {
        "government": government_name(company, env._("GOVERNMENT OF %s")),
        "office": opd.name or company.name,
        "address": address_lines(site if site.street else company.partner_id, env._("Telephone %s")),
        "arms": arms(company),
        "month": sheet._month_label(),
        "is_draft": sheet.state == "draft",
        "state": dict(sheet._fields["state"]._description_selection(env))[sheet.state],
        "bases": [table.legal_basis or table.name for table in sheet._tables_in_force()],
        "signature": signature(env, employee, title, company.city, company._flexible_work_today()),
        "lang": language,
    }
    labels = env["flexible.work.tpp.line"].fields_get(COUNTS, ["string"])
    return {line.id: _letter(line, heads, {name: labels[name]["string"] for name in COUNTS}) for line in lines}


def _letter(line, heads, labels) -> Letter:
    env, employee = line.env, line.employee_id
    kinds = dict(env["flexible.work.tpp.reason"]._fields["kind"]._description_selection(env))
    counts = [(labels[name], line[name]) for name in COUNTS if line[name] or name in (COUNTS[0], COUNTS[-1])]
    return Letter(
        **heads,
        name=employee.name,
        nip=grouped_nip(employee.nip),
        rank=employee.grade_id.display_name or "",
        job=employee.job_title or "",
        unit=line.department_id.name or "",
        counts=counts,
        reasons=[_reason(env, reason, kinds) for reason in line.reason_ids],
        percent=_number(env, line.percent),
        total=_number(env, line.total_tpp),
        added_later=line.added_later,
        footer=env._("LB.2 %(month)s, %(name)s", month=heads["month"], name=employee.name),
    )


def _reason(env, reason, kinds) -> Reason:
    what = kinds[reason.kind]
    return Reason(
        date=format_date(env, reason.date),
        what=env._("%s (tolerated)", what) if reason.forgiven else what,
        code=reason.code or "",
        minutes=str(reason.minutes) if reason.minutes else "",
        percent=_number(env, reason.percent),
        percent_tpp=_number(env, reason.percent_tpp),
    )


def _number(env, value) -> str:
    return formatLang(env, value, digits=2)
