from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

ONE_DAY = timedelta(days=1)
ACTIVITY = "flexible_work_asn.mail_activity_team"
NOTES = "flexible_work_asn.mail_activity_contribution_note"


class FlexibleWorkTeam(models.Model):
    """The life of a team: draft, at work by a letter, closed with what came of its targets, or cancelled."""

    _inherit = "flexible.work.team"

    # ------------------------------------------------------------ start
    def action_start(self):
        """Put teams to work; members whom both sides have agreed to are members from now on.

        :raises UserError: when the number of the letter or the targets are missing, or the last day is past
        :raises AccessError: for those who are neither head of the unit nor BKPSDM
        """
        self._check_may_manage()
        self._check_state("draft")
        for team in self:
            team._check_ready()
            team.sudo().write({"state": "active", "decision_reason": False})
            # sudo: the one who starts the team need not see everybody whom the leader has named
            team.sudo().member_ids._activate_agreed()
            team._tell_team(team.env._("The team begins its work."))

    def _check_ready(self):
        if not (self.letter_number or "").strip():
            raise UserError(
                self.env._("Enter the number of the decree or surat tugas first: a team begins by a letter.")
            )
        if not self.target_ids:
            raise UserError(
                self.env._("Enter at least one target first: a team works for a result (Permen PANRB 7/2022).")
            )
        if self.date_to < self._local_today():
            raise UserError(self.env._("The last day is past. Enter a later one first."))

    # ------------------------------------------------------------ end
    def action_close(self):
        """Close teams at work: everybody's membership ends today at the latest.

        :raises UserError: when a target lacks the words about what came of it
        """
        self._check_may_manage()
        self._check_state("active")
        for team in self:
            open_ones = team.target_ids.filtered(lambda target: not (target.conclusion or "").strip())
            if open_ones:
                raise UserError(
                    self.env._(
                        "Say first what came of these targets (column Outcome): %s.",
                        ", ".join(open_ones.mapped("name")),
                    )
                )
            today = team._local_today()
            team.sudo().write({"state": "closed", "date_to": max(team.date_from, min(team.date_to, today))})
            team.sudo().member_ids._end_with_team(today, team.env._("The team is closed."))
            team.activity_unlink([ACTIVITY])
            team._tell_team(team.env._("The team is closed."))

    def action_cancel(self):
        """Ask why, then cancel."""
        self._check_may_manage()
        return self.env["flexible.work.reason"]._ask(self, "cancel_team", self.env._("Cancel the team"))

    @api.private
    def _cancel(self, reason):
        """Cancel teams; memberships and assignments end, what was worked stays."""
        self._check_may_manage()
        self._check_state("draft", "active")
        for team in self:
            team.sudo().write({"state": "cancelled", "decision_reason": reason})
            team.sudo().member_ids._end_with_team(team._local_today() - ONE_DAY, reason)
            team.activity_unlink([ACTIVITY, NOTES])
            team._tell_team(team.env._("The team is cancelled: %s", reason))

    def action_reopen(self):
        """Ask why, then reopen."""
        self._check_may_manage()
        return self.env["flexible.work.reason"]._ask(self, "reopen_team", self.env._("Reopen the team"))

    @api.private
    def _reopen(self, reason):
        """A closed team is at work again, to correct its figures or to be extended; a cancelled one is a draft.

        Members have ended: they are named anew.
        """
        self._check_may_manage()
        self._check_state("closed", "cancelled")
        for team in self:
            state = "active" if team.state == "closed" else "draft"
            team.sudo().write({"state": state, "decision_reason": reason})
            team._tell_team(team.env._("The team is reopened: %s", reason))

    # ------------------------------------------------------------ extend
    def action_extend(self):
        """The window that asks for the new last day."""
        self.ensure_one()
        self._check_may_manage()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Extend the team"),
            "res_model": "flexible.work.team.extend",
            "view_mode": "form",
            "target": "new",
            "context": {"default_team_id": self.id},
        }

    @api.private
    def _extend(self, date_to, reason, letter_number="", members=None):
        """Move the last day; ``members`` are asked for again, each from the day after the own last day.

        :raises UserError: when the team is not at work, or the new last day is not later
        """
        self.ensure_one()
        self._check_may_manage()
        self._check_state("active")
        if date_to <= self.date_to or date_to < self._local_today():
            raise UserError(
                self.env._(
                    "The new last day has to be after %s and not in the past. To end earlier, close the team.",
                    format_date(self.env, self.date_to),
                )
            )
        values = {"date_to": date_to, "decision_reason": reason}
        if (letter_number or "").strip():
            values["letter_number"] = letter_number.strip()
        self.sudo().write(values)
        for member in members or ():
            member._continue_to(date_to)
        self._tell_team(
            self.env._(
                "The team is extended to %(date)s: %(reason)s", date=format_date(self.env, date_to), reason=reason
            )
        )

    # ------------------------------------------------------------ telling
    def _tell_team(self, message):
        """Tell the leader, the members and the heads of the units they come from."""
        for team in self.sudo():
            members = team.member_ids.filtered(lambda member: member.state in ("waiting", "active", "ended"))
            users = (team.leader_id | members.employee_id).user_id
            for unit in team.department_id | members.department_from_id:
                users |= unit._flexible_deciding_users()
            # the one who acts is the author
            team.with_user(self.env.user).sudo()._tell(message, people=users)

    # ------------------------------------------------------------ every hour
    @api.model
    def _cron_teams(self):
        """Memberships whose last day is past end; leaders are asked for notes on the month that is over, once, and
        for closing a team that is past its last day.
        """
        companies = self.env["res.company"].search([])  # pylint: disable=no-search-all
        self.env["ir.cron"]._commit_progress(remaining=len(companies))
        for company in companies:
            today = company._flexible_work_today()
            self.env["flexible.work.team.member"].search(
                [("company_id", "=", company.id), ("state", "=", "active"), ("date_to", "<", today)]
            ).write({"state": "ended"})
            self._ask_for_notes(company, today)
            self._ask_to_close(company, today)
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _ask_for_notes(self, company, today):
        last = today.replace(day=1) - ONE_DAY
        due = self.search(
            Domain("company_id", "=", company.id)
            & Domain("state", "in", ("active", "closed"))
            & Domain("date_from", "<=", last)
            & Domain("date_to", ">=", last.replace(day=1))
            & (Domain("contributions_asked_to", "=", False) | Domain("contributions_asked_to", "<", last))
        )
        for team in due:
            notes = team._make_notes(last.replace(day=1), last)
            users = team.leader_id.user_id or team.department_id._flexible_deciding_users()
            if notes and not team.activity_ids.filtered_domain([("activity_type_id", "=", self.env.ref(NOTES).id)]):
                for user in users:
                    team.activity_schedule(
                        NOTES,
                        user_id=user.id,
                        date_deadline=today,
                        summary=self.env._("Contribution notes to %s", format_date(self.env, last)),
                    )
        due.write({"contributions_asked_to": last})

    def _ask_to_close(self, company, today):
        over = self.search([("company_id", "=", company.id), ("state", "=", "active"), ("date_to", "<", today)])
        over.activity_unlink([ACTIVITY])
        for team in over:
            users = team.department_id._flexible_deciding_users() or company._flexible_bkpsdm_users()
            for user in users:
                team.activity_schedule(ACTIVITY, user_id=user.id, date_deadline=team.date_to)

    @api.private
    def _make_notes(self, date_from, date_to):
        """Drafts of contribution notes for everybody who was a member in the period and has none for it yet.

        The leader's own part is left out: nobody judges himself or herself.

        :return: the new notes
        """
        self.ensure_one()
        values = []
        for member in self.sudo().member_ids.filtered(lambda one: one.state in ("active", "ended")):
            first, last = max(member.date_from, date_from), min(member.date_to, date_to)
            noted = member.contribution_ids.filtered(
                lambda note, first=first, last=last: note.date_from <= last and note.date_to >= first
            )
            if first <= last and not noted and member.employee_id != self.sudo().leader_id:
                values.append({"member_id": member.id, "date_from": first, "date_to": last})
        return self.env["flexible.work.contribution"].sudo().create(values).with_env(self.env)
