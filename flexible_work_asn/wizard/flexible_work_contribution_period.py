from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class FlexibleWorkContributionPeriod(models.TransientModel):
    """For which period contributions are noted, or handed over as a workbook."""

    _name = "flexible.work.contribution.period"
    _description = "Period of Contribution Notes"

    team_id = fields.Many2one("flexible.work.team", help="Empty: all teams whose notes you may read.")
    date_from = fields.Date(required=True, string="From", default=lambda self: self._last_month()[0])
    date_to = fields.Date(required=True, string="Last day", default=lambda self: self._last_month()[1])
    export = fields.Boolean()

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")

    @api.model
    def _last_month(self):
        last = self.env.company._flexible_work_today().replace(day=1) - timedelta(days=1)
        return last.replace(day=1), last

    @api.model
    def _ask(self, team):
        """The window that asks for the period of the notes of ``team``; a team that began this month: this month."""
        today = team._local_today()
        first, last = self._last_month()
        if team.date_from > last:
            first, last = team.date_from, min(team.date_to, today)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Note contributions"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {"default_team_id": team.id, "default_date_from": first, "default_date_to": max(first, last)},
        }

    def action_make(self):
        """Drafts of notes for everybody who was a member in the period and has none yet.

        :raises AccessError: for those who do not lead the team
        :raises UserError: when there is nobody to note
        """
        self.ensure_one()
        team = self.team_id
        if not team:
            raise UserError(self.env._("Choose the team first."))
        team.check_access("read")
        user = self.env.user
        if not (team.sudo().leader_id.user_id == user or user in team.sudo().department_id.flexible_head_user_ids):
            raise AccessError(self.env._("The leader notes what members contribute, or the head of the team's unit."))
        today = team._local_today()
        if self.date_from > today:
            raise UserError(self.env._("The period has not begun yet."))
        notes = team._make_notes(self.date_from, min(self.date_to, today))
        if not notes and not team.contribution_ids.filtered(
            lambda note: note.date_from <= self.date_to and note.date_to >= self.date_from
        ):
            raise UserError(self.env._("Nobody was a member in these days."))
        return team.action_contributions()

    def action_export(self):
        """Submitted notes of the period as a workbook; which ones, the rules of the reader say."""
        self.ensure_one()
        url = f"/flexible_work/contributions.xlsx?date_from={self.date_from}&date_to={self.date_to}"
        if self.team_id:
            url += f"&team_id={self.team_id.id}"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}
