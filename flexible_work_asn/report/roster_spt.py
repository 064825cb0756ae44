"""The surat perintah tugas of a roster: everything that is printed, in words, before the template lays it out."""

from collections import defaultdict
from dataclasses import dataclass

from odoo import api, models
from odoo.tools import format_date

from ..plan import MODE_LETTERS
from ..plan.spans import runs
from .letterhead import Signature, address_lines, arms, government_name, grouped_nip, signature


@dataclass(frozen=True, slots=True)
class Duties:
    """Where or on which shift somebody works, and on which dates, in words."""

    kind: str  # the mode, for the colour of the letter
    letter: str
    words: str
    dates: str


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    nip: str
    rank: str
    job: str
    duties: list[Duties]


@dataclass(frozen=True, slots=True)
class Letter:
    lang: str
    government: str
    office: str
    address: list[str]
    arms: str
    number: str
    basis: list[str]
    people: list[Person]
    period: str
    unit: str
    signature: Signature
    footer: str


class ReportRosterSpt(models.AbstractModel):
    """Surat perintah tugas: who is told to work where on which dates, by the head of the OPD."""

    _name = "report.flexible_work_asn.roster_spt"
    _description = "Surat Perintah Tugas"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Letters of rosters that the user may read.

        :raises UserError: when a roster is not in force, or has no number and date of the letter yet
        :raises AccessError: for rosters that the user may not read
        """
        rosters = self.env["flexible.work.roster"].browse(docids)
        rosters.check_access("read")
        rosters._check_spt()
        return {"doc_ids": docids, "doc_model": rosters._name, "docs": rosters, "letters": build_letters(rosters)}


def build_letters(rosters) -> dict:
    """``{roster id: Letter}``, each in the language of its regional government."""
    return {roster.id: _letter(roster.sudo()) for roster in rosters}


def _letter(roster) -> Letter:
    company = roster.company_id
    roster = roster.with_context(lang=company.partner_id.lang or roster.env.lang)
    env, unit = roster.env, roster.department_id
    opd = unit.opd_id or unit
    site = opd.site_ids[:1].address_id
    own_address = site if site.street else company.partner_id
    employee, title = roster._spt_signatory()
    return Letter(
        lang=env.lang,
        government=government_name(company, env._("GOVERNMENT OF %s")),
        office=opd.name,
        address=address_lines(own_address, env._("Telephone %s")),
        arms=arms(company),
        number=roster.spt_number,
        basis=_basis(roster),
        people=_people(roster),
        period=_period(env, roster.date_from, roster.date_to),
        unit=unit.name,
        signature=signature(env, employee, title, company.city, roster.spt_date),
        footer=env._("Surat perintah tugas %(number)s, %(unit)s", number=roster.spt_number, unit=unit.name),
    )


def _basis(roster) -> list[str]:
    """What was entered, else the legal basis of the circulars in force and the circulars themselves."""
    if roster.spt_basis:
        return [line.strip() for line in roster.spt_basis.splitlines() if line.strip()]
    lines = []
    for circular in roster._circulars_in_force(roster.date_from, roster.date_to).sorted("date_from"):
        lines += [line.strip() for line in (circular.legal_basis or "").splitlines() if line.strip()]
        lines.append(
            roster.env._(
                "%(kind)s number %(number)s of %(date)s on %(title)s",
                kind=roster.env._("Circular of the %s", circular.signatory_title),
                number=circular.number,
                date=format_date(roster.env, circular.date_issued, date_format="d MMMM y"),
                title=circular.name,
            )
        )
    return list(dict.fromkeys(lines))


def _people(roster) -> list[Person]:
    """Everybody with a duty, by rank and name; free days are not printed."""
    env = roster.env
    shifts = {shift.id: shift for shift in roster.line_ids.shift_id}
    by_person = defaultdict(lambda: defaultdict(list))
    for (employee_id, day), (mode, shift_id, _pinned, _line) in sorted(
        roster._lines_of().items(), key=lambda item: item[0][1]
    ):
        if not (shift_id and shifts[shift_id].is_off):
            by_person[employee_id][shifts[shift_id].sequence if shift_id else 0, shift_id, mode].append(day)
    employees = env["hr.employee"].browse(by_person)
    return [
        Person(
            name=employee.name,
            nip=grouped_nip(employee.nip),
            rank=employee.grade_id.display_name or "",
            job=employee.job_title or "",
            duties=[
                _duties(env, mode, shifts.get(shift_id), days)
                for (_sequence, shift_id, mode), days in sorted(
                    by_person[employee.id].items(), key=lambda item: (item[0][0], item[0][1], item[1][0])
                )
            ],
        )
        for employee in employees.sorted(lambda one: (-one.grade_id.sequence, one.name))
    ]


def _duties(env, mode, shift, days) -> Duties:
    modes = dict(env["flexible.work.roster.line"]._fields["mode"]._description_selection(env))
    place = modes.get(mode, "")
    words = f"{shift.name} {shift.hours_label}" if shift else place
    if shift and mode != "wfo":
        words = f"{words}, {place}"
    return Duties(mode or "off", shift.code if shift else MODE_LETTERS.get(mode, ""), words, date_words(env, days))


def date_words(env, days) -> str:
    """``3, 4, 10–12 Februari 2026``: runs of three days and more with a dash, each month named once."""
    months = defaultdict(list)
    for first, last in runs(days):
        months[first.year, first.month].append((first, last))
    words = []
    for number, (month, spans) in enumerate(months.items()):
        parts = []
        for first, last in spans:
            length = (last - first).days + 1
            parts += [f"{first.day}–{last.day}"] if length > 2 else [str(first.day + n) for n in range(length)]
        later = list(months)[number + 1 :]
        with_year = not later or later[0][0] != month[0]
        name = format_date(env, spans[0][0], date_format="MMMM y" if with_year else "MMMM")
        words.append(f"{', '.join(parts)} {name}")
    return "; ".join(words)


def _period(env, first, last) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{format_date(env, last, date_format='d MMMM y')}"
    return " – ".join(format_date(env, day, date_format="d MMMM y") for day in (first, last))
