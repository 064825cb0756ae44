from odoo import api, models
from odoo.tools import format_date

from ..report.contribution_xlsx import write_workbook


class FlexibleWorkContribution(models.Model):
    """Contribution notes as a workbook."""

    _inherit = "flexible.work.contribution"

    @api.private
    @api.model
    def _xlsx(self, date_from, date_to, team_id=None):
        """The workbook of submitted notes that touch the local dates and that the user may read, as bytes."""
        domain = [("state", "!=", "draft"), ("date_from", "<=", date_to), ("date_to", ">=", date_from)]
        if team_id:
            domain.append(("team_id", "=", team_id))
        notes = self.search(domain, order="employee_id, date_from")
        env = self.env
        states = dict(self._fields["state"]._description_selection(env))
        ratings = dict(self._fields["rating"]._description_selection(env))
        # sudo: names and NIP of people and leaders, to those who may read the notes
        rows = [note._xlsx_row(states, ratings) for note in notes.sudo()]
        headings = {
            "nip": env._("NIP"),
            "name": env._("Name"),
            "job": env._("Position"),
            "unit": env._("Unit of the post"),
            "team": env._("Team"),
            "letter": env._("Letter"),
            "role": env._("Role"),
            "date_from": env._("From"),
            "date_to": env._("Last day"),
            "share": env._("Share (%)"),
            "note": env._("Contribution"),
            "rating": env._("Rating"),
            "leader": env._("Leader"),
            "leader_nip": env._("NIP of the leader"),
            "state": env._("State"),
        }
        subtitle = env._(
            "%(government)s, %(first)s to %(last)s",
            government=env.company.name,
            first=format_date(env, date_from),
            last=format_date(env, date_to),
        )
        return write_workbook(rows, env._("Contributions to teams"), subtitle, headings, (env._("Page"), env._("of")))

    def _xlsx_row(self, states, ratings):
        person, team = self.employee_id, self.team_id
        return {
            "nip": person.nip,
            "name": person.name,
            "job": person.job_title,
            "unit": self.department_id.name,
            "team": team.name,
            "letter": team.letter_number,
            "role": self.member_id.role,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "share": self.share,
            "note": self.note,
            "rating": ratings.get(self.rating),
            "leader": team.leader_id.name,
            "leader_nip": team.leader_id.nip,
            "state": states[self.state],
        }
