"""Papers about team work: who contributed what, and what came of a team's targets, in words before the layout."""

from dataclasses import dataclass

from odoo import api, models
from odoo.tools import float_round, format_date
from odoo.tools.misc import formatLang

from .letterhead import Signature, address_lines, arms, government_name, grouped_nip, signature


@dataclass(frozen=True, slots=True)
class Row:
    """One note: of whom, for which days, with which share."""

    name: str
    nip: str
    unit: str
    role: str
    period: str
    share: str
    note: str
    rating: str


@dataclass(frozen=True, slots=True)
class Target:
    name: str
    indicator: str
    planned: str
    realised: str
    progress: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class Paper:
    lang: str
    government: str
    office: str
    address: list[str]
    arms: str
    about: list[tuple[str, str]]  # label and value
    rows: list[Row]
    targets: list[Target]
    signature: Signature
    footer: str


class ReportContribution(models.AbstractModel):
    """Notes on the contributions of one person in one team, signed by its leader, for the appraiser's file."""

    _name = "report.flexible_work_asn.contribution"
    _description = "Contribution Notes"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Papers of notes that the user may read, one for each person and team.

        :raises UserError: for drafts
        :raises AccessError: for notes that the user may not read
        """
        notes = self.env["flexible.work.contribution"].browse(docids)
        notes.check_access("read")
        notes._check_printable()
        groups = notes.sudo().grouped("member_id").values()
        by_person = {}
        for group in groups:
            key = (group.employee_id, group.team_id)
            by_person[key] = by_person.get(key, group.browse()) | group
        papers = {group[0].id: person_paper(group.sorted("date_from")) for group in by_person.values()}
        return {
            "doc_ids": docids,
            "doc_model": notes._name,
            "docs": notes.filtered(lambda note: note.id in papers),
            "papers": papers,
        }


class ReportTeam(models.AbstractModel):
    """What a team was to reach, what came of it, and who contributed what; notes as the reader may see them."""

    _name = "report.flexible_work_asn.team"
    _description = "Team Report"

    @api.model
    def _get_report_values(self, docids, data=None):
        """:raises AccessError: for teams that the user may not read"""
        teams = self.env["flexible.work.team"].browse(docids)
        teams.check_access("read")
        papers = {}
        for team in teams:
            readable = self.env["flexible.work.contribution"].search(
                [("team_id", "=", team.id), ("state", "!=", "draft")], order="employee_id, date_from"
            )
            papers[team.id] = team_paper(team.sudo(), readable.sudo())
        return {"doc_ids": docids, "doc_model": teams._name, "docs": teams, "papers": papers}


def person_paper(notes) -> Paper:
    """The paper of ``notes`` of one person in one team, in superuser mode, in the language of the government."""
    notes = _in_language(notes)
    env, team, person = notes.env, notes.team_id, notes.employee_id
    about = [
        (env._("Name"), person.name),
        (env._("NIP"), grouped_nip(person.nip)),
        (env._("Rank, grade"), person.grade_id.display_name or ""),
        (env._("Position"), person.job_title or ""),
        (env._("Unit of the post"), notes[-1].department_id.name or ""),
        (env._("Team"), team.name),
        (env._("Letter"), team.letter_number or ""),
        (env._("Result expected"), team.task or ""),
    ]
    return _paper(
        team, about, notes, [], env._("Contribution notes, %(person)s, %(team)s", person=person.name, team=team.name)
    )


def team_paper(team, notes) -> Paper:
    """The paper of one team with ``notes`` that were submitted, in superuser mode."""
    team, notes = _in_language(team), _in_language(notes)
    env = team.env
    states = dict(team._fields["state"]._description_selection(env))
    about = [
        (env._("Team"), team.name),
        (env._("Letter"), team.letter_number or ""),
        (env._("Leader"), team.leader_id.name),
        (env._("Period"), _days(env, team.date_from, team.date_to)),
        (env._("State"), states[team.state]),
        (env._("Result expected"), team.task or ""),
    ]
    targets = [
        Target(
            name=target.name,
            indicator=target.indicator or "",
            planned=_amount(env, target.target, target.measure),
            realised=_amount(env, target.realised, target.measure),
            progress=f"{float_round(target.progress, 0):.0f} %",
            conclusion=target.conclusion or "",
        )
        for target in team.target_ids
    ]
    return _paper(team, about, notes, targets, env._("Team report, %s", team.name))


def _in_language(records):
    company = records.company_id[:1] or records.env.company
    return records.with_context(lang=company.partner_id.lang or records.env.lang)


def _paper(team, about, notes, targets, footer) -> Paper:
    env, company = team.env, team.company_id
    opd = team.department_id.opd_id or team.department_id
    site = opd.site_ids[:1].address_id
    leader = env._("Leader of the team")
    return Paper(
        lang=env.lang,
        government=government_name(company, env._("GOVERNMENT OF %s")),
        office=opd.name,
        address=address_lines(site if site.street else company.partner_id, env._("Telephone %s")),
        arms=arms(company),
        about=[(label, value) for label, value in about if value],
        rows=[_row(note) for note in notes],
        targets=targets,
        signature=signature(env, team.leader_id, leader, company.city, company._flexible_work_today()),
        footer=footer,
    )


def _row(note) -> Row:
    env, person = note.env, note.employee_id
    ratings = dict(note._fields["rating"]._description_selection(env))
    return Row(
        name=person.name,
        nip=grouped_nip(person.nip),
        unit=note.department_id.name or "",
        role=note.member_id.role or "",
        period=_days(env, note.date_from, note.date_to),
        share=f"{note.share} %",
        note=note.note or "",
        rating=ratings.get(note.rating, ""),
    )


def _days(env, first, last) -> str:
    return " – ".join(format_date(env, day, date_format="d MMM y") for day in (first, last))


def _amount(env, value, measure) -> str:
    digits = 0 if value == int(value) else 2
    return " ".join(filter(None, (formatLang(env, value, digits=digits), measure)))
