"""The letters of an assignment: everything that is printed, in words, before the template lays it out."""

from dataclasses import dataclass, field

from odoo import api, models
from odoo.tools import format_date

from ..local_time import hour_label
from ..models.plan_words import WEEKDAY_NAMES
from ..plan import WEEKDAYS
from .letterhead import Signature, address_lines, arms, government_name, grouped_nip, signature

#: where a number is written in by hand
DOTS = "." * 30


@dataclass(frozen=True, slots=True)
class Letter:
    lang: str
    government: str
    office: str
    address: list[str]
    arms: str
    number: str
    signatory: list[tuple[str, str]]
    person: list[tuple[str, str]]
    terms: list[tuple[str, str]]
    giving: str
    receiving: str
    footer: str
    signatures: list[Signature]
    #: letters of both sides that the surat tugas rests on
    basis: list[str] = field(default_factory=list)


class ReportAssignmentLetter(models.AbstractModel):
    """What the three letters share."""

    _name = "report.flexible_work_asn.assignment_letter"
    _description = "Letter of an Assignment"

    _letter = ""

    @api.model
    def _get_report_values(self, docids, data=None):
        """Letters of assignments that the user may read.

        :raises UserError: when a letter cannot be written yet
        :raises AccessError: for assignments that the user may not read
        """
        assignments = self.env["flexible.work.assignment"].browse(docids)
        assignments.check_access("read")
        assignments._check_letter(self._letter)
        letters = {assignment.id: build_letter(assignment.sudo(), self._letter) for assignment in assignments}
        return {"doc_ids": docids, "doc_model": assignments._name, "docs": assignments, "letters": letters}


class ReportAssignmentRelease(models.AbstractModel):
    """Surat persetujuan melepas: the unit of the post lets somebody go for a time."""

    _name = "report.flexible_work_asn.assignment_release"
    _inherit = "report.flexible_work_asn.assignment_letter"
    _description = "Surat Persetujuan Melepas"

    _letter = "release"


class ReportAssignmentAcceptance(models.AbstractModel):
    """Surat persetujuan menerima: the receiving unit takes somebody in for a time."""

    _name = "report.flexible_work_asn.assignment_acceptance"
    _inherit = "report.flexible_work_asn.assignment_letter"
    _description = "Surat Persetujuan Menerima"

    _letter = "acceptance"


class ReportAssignmentOrder(models.AbstractModel):
    """Surat tugas: both sides send somebody to work elsewhere for a time (Permen PANRB 7/2022)."""

    _name = "report.flexible_work_asn.assignment_order"
    _inherit = "report.flexible_work_asn.assignment_letter"
    _description = "Surat Tugas"

    _letter = "order"


def build_letter(assignment, letter) -> Letter:
    """One letter (``release``, ``acceptance`` or ``order``) in the language of the regional government.

    :param assignment: in superuser mode, with its approvals
    """
    company = assignment.company_id
    assignment = assignment.with_context(lang=company.partner_id.lang or assignment.env.lang)
    env = assignment.env
    side = "to" if letter == "acceptance" else "from"
    office = assignment._letter_office(side)
    site = office.site_ids[:1].address_id
    number = {
        "release": assignment.release_number,
        "acceptance": assignment.acceptance_number,
        "order": assignment.letter_number,
    }[letter]
    return Letter(
        lang=env.lang,
        government=government_name(company, env._("GOVERNMENT OF %s")),
        office=office.name,
        address=address_lines(site if site.street else company.partner_id, env._("Telephone %s")),
        arms=arms(company),
        number=number or DOTS,
        signatory=_signatory(assignment, side),
        person=_person(env, assignment.employee_id, assignment.department_from_id),
        terms=_terms(assignment),
        giving=_unit_name(assignment.department_from_id),
        receiving=_unit_name(assignment.department_to_id),
        footer=f"{assignment.employee_id.name} → {assignment.department_to_id.name}",
        signatures=_signatures(assignment, letter, side),
        basis=_basis(assignment) if letter == "order" else [],
    )


def _signatory(assignment, side):
    """(label, words) about who declares."""
    env = assignment.env
    employee, title = assignment._letter_signatory(side)
    return _filled(
        (env._("Name"), employee.name),
        (env._("NIP"), grouped_nip(employee.nip)),
        (env._("Rank, grade"), employee.grade_id.display_name),
        (env._("Position"), title),
    )


def _person(env, employee, unit):
    """(label, words) about who is assigned."""
    return _filled(
        (env._("Name"), employee.name),
        (env._("NIP"), grouped_nip(employee.nip)),
        (env._("Rank, grade"), employee.grade_id.display_name),
        (env._("Position"), employee.job_title),
        (env._("Unit of the post"), _unit_name(unit)),
    )


def _terms(assignment):
    """(label, words) about what was agreed."""
    env = assignment.env
    team = assignment.team_id.name if assignment.kind == "team" else ""
    share = env._("%s %% of the days it covers", assignment.share) if assignment.share != 100 else ""
    return _filled(
        (env._("Assigned to"), _unit_name(assignment.department_to_id)),
        (env._("Team"), team),
        (env._("As"), assignment.role),
        (env._("Task"), assignment.task),
        (env._("Period"), _period(assignment)),
        (env._("Weekdays"), _weekdays(assignment)),
        (env._("Working hours"), _hours(assignment)),
        (env._("Place"), assignment.site_id.name),
        (env._("Share of working time"), share),
    )


def _filled(*rows):
    return [(label, words) for label, words in rows if words]


def _unit_name(unit):
    """The unit, with its OPD where it is a part of one."""
    opd = unit.opd_id
    return f"{unit.name}, {opd.name}" if opd and opd != unit else unit.name


def _day(env, day):
    return format_date(env, day, date_format="d MMMM y")


def _period(assignment):
    env = assignment.env
    return env._("%(first)s to %(last)s", first=_day(env, assignment.date_from), last=_day(env, assignment.date_to))


def _weekdays(assignment):
    """Monday, Wednesday, of the days on which one works there; nothing when it is all of those."""
    calendar = assignment.calendar_id or assignment.employee_id.resource_calendar_id
    lines = calendar.attendance_ids.filtered(lambda line: not line.display_type)
    worked = sorted({int(line.dayofweek) for line in lines}) or range(len(WEEKDAYS))
    chosen = [n for n in worked if assignment[WEEKDAYS[n]]]
    if len(chosen) == len(worked):
        return ""
    names = [WEEKDAY_NAMES[n] for n in chosen]
    return ", ".join(assignment.env._(name) for name in names)


def _hours(assignment):
    """The schedule there with its hours, nothing when the person keeps the own one."""
    calendar = assignment.calendar_id
    if not calendar:
        return ""
    lines = calendar.attendance_ids.filtered(lambda line: not line.display_type)
    if not lines:
        return calendar.name
    first, last = min(lines.mapped("hour_from")), max(lines.mapped("hour_to"))
    return f"{calendar.name} ({hour_label(first)}–{hour_label(last)})"


def _basis(assignment):
    """The letters of both sides, with the numbers as far as they have any."""
    env = assignment.env
    release, acceptance = assignment.release_number, assignment.acceptance_number
    return [
        env._(
            "Consent to release of %(unit)s, number %(number)s of %(date)s",
            unit=assignment._letter_office("from").name,
            number=release or DOTS,
            date=_day(env, assignment._letter_day("from")),
        ),
        env._(
            "Consent to accept of %(unit)s, number %(number)s of %(date)s",
            unit=assignment._letter_office("to").name,
            number=acceptance or DOTS,
            date=_day(env, assignment._letter_day("to")),
        ),
    ]


def _signatures(assignment, letter, side):
    """One block, and under the surat tugas those of both sides unless one person speaks for both."""
    env, place = assignment.env, assignment.company_id.city
    if letter != "order":
        return [signature(env, *assignment._letter_signatory(side), place, assignment._letter_day(side))]
    day = assignment.letter_date or assignment._local_today()
    signing = dict.fromkeys(assignment._letter_signatory(one) for one in ("to", "from"))
    return [signature(env, employee, title, place, day) for employee, title in signing]
