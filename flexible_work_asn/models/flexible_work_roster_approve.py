import calendar
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

ONE_DAY = timedelta(days=1)


class FlexibleWorkRoster(models.Model):
    """From draft to reported: approved by the head, locked and reported to BKPSDM, reopened for what is to come."""

    _inherit = "flexible.work.roster"

    def action_approve(self):
        """The head puts the roster in force.

        Where days are short, the reason is asked for first and kept.

        :return: the action that asks for the reason, or True
        :raises UserError: when there is no line, the roster is not a draft, duties overlap, or more flexible days are
            given than an enforced circular allows (Permen PANRB 4/2025 Pasal 13)
        :raises AccessError: for anybody but the unit's heads and BKPSDM
        """
        self._check_head()
        for roster in self:
            findings = roster._check_approvable()
            if findings.short:
                return roster._ask_why_short()
            roster._approve()
        return True

    def _check_approvable(self):
        """The findings of a roster that may be approved; see `action_approve` for what is refused."""
        self.ensure_one()
        if self.state != "draft":
            raise UserError(self.env._("%s is in force already.", self.display_name))
        if not self.line_count:
            raise UserError(self.env._("The roster has no lines yet. Fill it first."))
        self.sudo()._check_no_overlap()
        findings = self._findings()
        self._check_duties(clashes=findings.little_rest)
        enforced = [week for week in findings.over_cap if week.enforced]
        if enforced:
            raise UserError(
                self.env._(
                    "A circular in force limits flexible days a week, and days beyond it turn back to the office. "
                    "Change these weeks first:\n%s",
                    "\n".join(f"- {self._over_cap_sentence(week)}" for week in enforced[:15]),
                )
            )
        return findings

    def _ask_why_short(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "flexible.work.roster.approve",
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Approve although days are short"),
            "context": {"default_roster_id": self.id},
        }

    def _approve(self, shortfall_reason=False):
        """Put in force; the rights and what speaks against it were checked by the caller."""
        self._write_state(
            {
                "state": "approved",
                "approved_by_id": self.env.uid,
                "approved_at": fields.Datetime.now(),
                "shortfall_reason": shortfall_reason,
                "reopened_from": False,
            }
        )
        self._notify_facts_changed()

    def _write_state(self, vals):
        """Write the state, and that of the lines in one statement: a month of a hospital has 46,500 of them."""
        lines = self.env["flexible.work.roster.line"].sudo()
        ids = lines.search([("roster_id", "in", self.ids)])
        with self.env.protecting([lines._fields["state"]], ids):
            # sudo: the callers have checked the user's rights, and only the steps of this file write the state
            self.sudo().write(vals)
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE flexible_work_roster_line line
                   SET state = CASE WHEN roster.state = 'draft' AND line.date < roster.reopened_from
                                    THEN 'approved' ELSE roster.state END
                  FROM flexible_work_roster roster
                 WHERE roster.id = line.roster_id AND roster.id = ANY(%s)
             RETURNING line.id
                """,
                list(self.ids),
            )
        )
        lines.invalidate_model(["state"], flush=False)

    def action_reopen(self):
        """Back to draft, to change what is still to come. Days already worked stay in force: they are history.

        :raises UserError: when the roster is locked, or no day of it is still to come
        """
        self._check_head()
        for roster in self:
            today = roster.sudo().company_id._flexible_work_today()
            if roster.state == "locked":
                raise UserError(
                    self.env._(
                        "%s is locked and was reported to BKPSDM. Change single days, with a reason.",
                        roster.display_name,
                    )
                )
            if roster.state != "approved":
                raise UserError(self.env._("Only an approved roster can be reopened."))
            if roster.date_to < today:
                raise UserError(
                    self.env._("All days of %s have passed: there is nothing left to change.", roster.display_name)
                )
            roster._write_state(
                {
                    "state": "draft",
                    "approved_by_id": False,
                    "approved_at": False,
                    "reopened_from": today if today > roster.date_from else False,
                }
            )
            roster._notify_facts_changed(today)

    def action_lock(self):
        """Lock approved rosters and report them to BKPSDM; from now on every change needs a reason and is listed.

        :raises UserError: when a roster is not approved
        :raises AccessError: for anybody but the unit's heads and BKPSDM
        """
        self._check_head()
        for roster in self:
            if roster.state != "approved":
                raise UserError(self.env._("Only an approved roster is locked and reported: approve it first."))
        self._lock()

    def _lock(self):
        self._write_state({"state": "locked", "locked_by_id": self.env.uid, "locked_at": fields.Datetime.now()})
        for roster in self.sudo():
            roster.message_post(
                body=self.env._(
                    "The roster of %(unit)s from %(first)s to %(last)s, approved by %(head)s, is locked and reported: "
                    "%(people)s people, %(lines)s lines.",
                    unit=roster.department_id.name,
                    first=format_date(self.env, roster.date_from),
                    last=format_date(self.env, roster.date_to),
                    people=roster._people_with_lines(),
                    lines=roster.line_count,
                    head=roster.approved_by_id.name or "",
                ),
                partner_ids=roster._bkpsdm_partners().ids,
                author_id=self.env.user.partner_id.id,
                message_type="notification",
                subtype_xmlid="mail.mt_comment",
            )

    def _people_with_lines(self):
        return self.env.execute_query(
            SQL("SELECT count(DISTINCT employee_id) FROM flexible_work_roster_line WHERE roster_id = %s", self.id)
        )[0][0]

    def _bkpsdm_partners(self):
        """Whom rosters of this regional government are reported to."""
        users = self.env.ref("flexible_work_asn.group_bkpsdm").sudo().all_user_ids
        company = self.sudo().company_id
        return users.filtered(lambda user: user.active and not user.share and company in user.company_ids).partner_id

    @api.model
    def _cron_lock(self):
        """At the start of its period, by the local date, an approved roster is locked and reported by itself."""
        waiting = self.search([("state", "=", "approved")])
        due = waiting.filtered(lambda roster: roster.date_from <= roster.company_id._flexible_work_today())
        self.env["ir.cron"]._commit_progress(remaining=len(due))
        for roster in due:
            # nobody's own language: BKPSDM reads the report in that of the regional government
            roster.with_context(lang=roster.company_id.partner_id.lang or self.env.lang)._lock()
            self.env["ir.cron"]._commit_progress(1)

    def action_next_period(self):
        """Copy settings and members to the period that follows, or open the roster that is there already.

        A whole month is followed by the next month, other periods by one as long.
        """
        self.ensure_one()
        self.check_access("write")
        date_from, date_to = self._next_period()
        following = self.search(
            [
                ("department_id", "=", self.department_id.id),
                ("date_from", "<=", date_to),
                ("date_to", ">=", date_from),
                ("id", "!=", self.id),
            ],
            limit=1,
        ) or self.copy({"date_from": date_from, "date_to": date_to})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": following.id,
            "view_mode": "form",
            "name": following.name,
        }

    def _next_period(self):
        first = self.date_to + ONE_DAY
        whole_months = self.date_from.day == 1 and first.day == 1
        if not whole_months:
            return first, first + (self.date_to - self.date_from)
        last = first
        for _n in range((first.year - self.date_from.year) * 12 + first.month - self.date_from.month):
            last = last.replace(day=calendar.monthrange(last.year, last.month)[1]) + ONE_DAY
        return first, last - ONE_DAY
