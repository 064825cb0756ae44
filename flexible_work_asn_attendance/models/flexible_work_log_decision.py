from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.flexible_work_asn.local_time import to_local

from .flexible_work_day import _one_of
from .flexible_work_employee_record import BKPSDM

REMIND = "flexible_work_asn_attendance.mail_activity_log_remind"
#: so long before their limit the heads are reminded of reports that wait
REMIND_BEFORE = timedelta(hours=12)


class FlexibleWorkLog(models.Model):
    """The way of a daily report: reported, decided, undone; reminded of in time, and never approved by itself."""

    _inherit = "flexible.work.log"

    is_overdue = fields.Boolean(
        string="Not decided in time", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    waits_for_me = fields.Boolean(compute="_compute_waits_for_me", search="_search_waits_for_me")

    @api.depends("state", "decide_until", "decided_late")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for log in self:
            waits = log.state == "reported" and log.decide_until and log.decide_until < now
            log.is_overdue = bool(waits or log.decided_late)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        waiting = Domain("state", "=", "reported") & Domain("decide_until", "<", fields.Datetime.now())
        return _one_of(waiting | Domain("decided_late", "=", True), value)

    @api.depends("state", "department_id.flexible_head_user_ids", "employee_id.user_id")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        mine = self.search([("id", "in", self.ids), ("waits_for_me", "=", True)])
        for log in self:
            log.waits_for_me = log in mine

    def _search_waits_for_me(self, operator, value):
        """Reports of one's units; BKPSDM has those to do that no head has decided in time or can decide."""
        if operator != "in":
            return NotImplemented
        user = self.env.user
        mine = Domain("department_id.flexible_head_user_ids", "in", user.ids)
        if user.has_group(BKPSDM):
            mine |= Domain("decide_until", "<", fields.Datetime.now())
            mine |= Domain("department_id.flexible_head_user_ids", "=", False)
        waiting = mine & Domain("state", "=", "reported") & Domain("employee_id.user_id", "!=", user.id)
        return _one_of(waiting, value)

    # ------------------------------------------------------------ reporting
    def action_report(self):
        """Hand the report in, by the server's clock; too late is marked, not refused.

        :raises AccessError: for reports of others
        :raises UserError: before the day has begun, without activities, or without what came out of one
        """
        self._check_open()
        self._check_state("planned", "returned")
        now = fields.Datetime.now()
        zones = self.sudo().employee_id._flexible_work_tz_batch()
        for log in self.sudo():
            tz = zones[log.employee_id.id]
            log._check_complete(to_local(now, tz).date())
            day = log.day_id or self.env["flexible.work.day"]._day_of(log.employee_id, log.date, opening=True)
            log.day_id = day
            first = log.reported_at or now
            log.write(
                {
                    "state": "reported",
                    # a report that was returned was in time if it was so at first
                    "reported_at": first,
                    "reported_late": first > log._report_until(tz),
                    "decide_until": log._decide_until(now, tz),
                    "decided_by_id": False,
                    "decided_at": False,
                    "decided_late": False,
                }
            )

    def _check_complete(self, today):
        if self.date > today:
            raise UserError(
                self.env._(
                    "%s has not begun yet: what you enter is the plan. Report on the day itself.", self.display_name
                )
            )
        if not self.line_ids:
            raise UserError(self.env._("Enter what you did on that day, one activity a line."))
        without = self.line_ids.filtered(lambda line: not (line.output or "").strip() and not line.quantity)
        if without:
            raise UserError(
                self.env._(
                    "Say what came out of these activities, or delete them: %s.",
                    ", ".join(without.mapped("name")),
                )
            )

    def action_take_back(self):
        """Take one's own report back to change it, while nobody has decided about it."""
        for log in self:
            if not log.is_mine:
                raise AccessError(self.env._("Everybody writes the own daily report."))
        self._check_state("reported")
        # handed in again later, it is in time or late by that moment
        self.sudo().write({"state": "planned", "reported_at": False, "reported_late": False, "decide_until": False})

    # ------------------------------------------------------------ deciding
    def action_approve(self):
        """Approve. Of many, those that cannot be approved are passed over, and it is said why.

        :raises AccessError: when the user may decide about none of them
        :raises UserError: when none of them can be approved
        """
        if len(self) == 1:
            self._approve()
            return None
        done, problems = 0, []
        for log in self:
            try:
                with self.env.cr.savepoint():
                    log._approve()
                    done += 1
            except (UserError, AccessError) as error:
                problems.append(error)
        if not done and problems:
            raise problems[0]
        message = self.env._("%(done)s approved, %(rest)s passed over.", done=done, rest=len(problems))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if problems else "success",
                "message": "\n".join([message, *(str(problem) for problem in problems[:3])]),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _approve(self):
        self.ensure_one()
        self._check_can_decide()
        self._check_state("reported")
        if self.sudo().company_id.flexible_work_log_evidence and not self.has_evidence:
            raise UserError(
                self.env._(
                    "%s has no evidence: no file and no link. Return it, so that it is added.", self.display_name
                )
            )
        self._decided("approved")

    def action_return(self):
        """Ask why, then give it back to be improved."""
        self._check_can_decide()
        self._check_state("reported")
        return self.env["flexible.work.reason"]._ask(self, "return_log", self.env._("Return to be improved"))

    def _return(self, reason):
        self._check_can_decide()
        self._check_state("reported")
        self._decided("returned", reason)
        self._tell(self.env._("Your report came back to be improved."), reason)

    def action_undo(self):
        """Ask why, then take one's decision back."""
        self._check_can_decide()
        self._check_state("approved", "returned")
        return self.env["flexible.work.reason"]._ask(self, "undo_log", self.env._("Undo the decision"))

    def _undo(self, reason):
        self._check_can_decide()
        self._check_state("approved", "returned")
        self.sudo().write(
            {
                "state": "reported",
                "decided_by_id": False,
                "decided_at": False,
                "decided_late": False,
                "decision_reason": False,
            }
        )
        self._tell(self.env._("The decision about your report was undone."), reason)

    def _decided(self, state, reason=None):
        now = fields.Datetime.now()
        for log in self.sudo():
            log.write(
                self._decision(state, reason) | {"decided_late": bool(log.decide_until and now > log.decide_until)}
            )
        self.sudo().activity_unlink([REMIND])

    # ------------------------------------------------------------ reminding
    @api.model
    def _cron_remind(self):
        """Remind the heads of reports whose limit is near: one activity a head, however many reports wait.

        It may run as often as one likes. Nothing is ever approved by itself: what is not decided in time is marked
        so, and BKPSDM has it among its own to do.
        """
        now = fields.Datetime.now()
        logs = self.sudo()
        waiting = logs.search(
            [("state", "=", "reported"), ("decide_until", "<=", now + REMIND_BEFORE)], order="date, id"
        )
        by_user = {}
        nearest = {}
        for log in waiting:
            key = (log.department_id, log.employee_id.user_id if log._is_head_of_unit() else None)
            if key not in nearest:
                nearest[key] = log._users_to_decide()
            for user in nearest[key]:
                by_user.setdefault(user, logs.browse())
                by_user[user] |= log
        kind = self.env.ref(REMIND)
        existing = self.env["mail.activity"].sudo().search([("activity_type_id", "=", kind.id)])
        existing.filtered(lambda activity: activity.user_id not in by_user).unlink()
        kept = {activity.user_id: activity for activity in existing.exists()}
        for user, reports in by_user.items():
            first = reports[0]
            zone = first.company_id._flexible_work_tz()
            values = {
                "summary": first.with_context(lang=user.lang).env._(
                    "%s daily reports wait for your decision", len(reports)
                ),
                "date_deadline": to_local(first.decide_until - timedelta(seconds=1), zone).date(),
            }
            activity = kept.get(user)
            if activity and activity.res_id in reports.ids:
                activity.write({name: value for name, value in values.items() if activity[name] != value})
            else:
                (activity or existing.browse()).unlink()
                first.activity_schedule(REMIND, user_id=user.id, **values)

    def _is_head_of_unit(self):
        """Whether the employee is among those who decide in the unit: then it is for somebody else."""
        self.ensure_one()
        log = self.sudo()
        return log.employee_id.user_id in log.department_id.flexible_head_user_ids

    def _users_to_decide(self):
        """The nearest heads; BKPSDM where none is left above the person."""
        self.ensure_one()
        log = self.sudo()
        users = log.department_id and log.department_id._flexible_deciding_users(log.employee_id.user_id)
        return users or log.company_id._flexible_bkpsdm_users() - log.employee_id.user_id
