from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.flexible_work_asn.asked import a_text, asks

from .flexible_work_report import SUBMIT

OPEN_REPORT = ("collecting", "submitted")
BKPSDM = "flexible_work_asn.group_bkpsdm"


class FlexibleWorkReportLine(models.Model):
    """The way of a line: the operator prepares, the head submits, and takes it back with a reason.

    ``collecting`` → ``prepared`` (reasons and remark are there; the head is asked) → ``submitted``: frozen. The head
    may submit without a preparation, and BKPSDM for an OPD that does not, with a reason that the page names.
    """

    _inherit = "flexible.work.report.line"

    is_overdue = fields.Boolean(
        string="Past the cut-off hour", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    unexplained_count = fields.Integer(
        string="Without a reason",
        compute="_compute_unexplained_count",
        compute_sudo=True,
        help="People named on the lists about whom the OPD has not said anything.",
    )

    @api.depends("state", "headcount", "report_id.deadline", "report_id.state")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for line in self:
            report = line.sudo().report_id
            line.is_overdue = (
                line.must_submit and line.state != "submitted" and report.state in OPEN_REPORT and report.deadline < now
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = (
            Domain("state", "!=", "submitted")
            & Domain("department_id", "!=", False)
            & Domain("headcount", ">", 0)
            & Domain("report_id.state", "in", OPEN_REPORT)
            & Domain("report_id.deadline", "<", fields.Datetime.now())
        )
        return overdue if True in value else ~overdue

    @api.depends("person_ids.reason")
    def _compute_unexplained_count(self):
        counts = dict(
            self.env["flexible.work.report.person"]._read_group(
                [("line_id", "in", self.ids), ("reason", "=", False), ("kind", "!=", "assigned")],
                ["line_id"],
                ["__count"],
            )
        )
        for line in self:
            line.unexplained_count = counts.get(line._origin, 0)

    # ------------------------------------------------------------------ preparing
    def action_refresh(self):
        """Count the people of this OPD again. For operators, heads and BKPSDM, while the line is not submitted."""
        for line in self:
            line._check_staff()
            line._check_not_submitted()
            line.report_id.sudo()._count(only=line.sudo())
        return True

    def action_prepare(self):
        """Hand the line to the head, counted anew: the head has it to submit as an activity.

        :raises AccessError: for all but operators and heads of the OPD, and BKPSDM
        :raises UserError: when the OPD has prepared or submitted it already
        """
        for line in self:
            line._check_staff()
            line._check_not_submitted()
            line._check_state("collecting")
            own = line.sudo()
            own.report_id._count(only=own)
            own.write({"state": "prepared", "prepared_by_id": self.env.uid, "prepared_at": self.env.cr.now()})
            own._ask_head()
        return True

    @asks(reason=a_text)
    def action_unprepare(self, reason=False):
        """Take a prepared line back to collecting.

        Whoever prepared it does so without more ado; anybody else says why, and the operator is told.
        """
        for line in self:
            line._check_staff()
            line._check_not_submitted()
            line._check_state("prepared")
            preparer = line.sudo().prepared_by_id
            if preparer != self.env.user and not reason:
                return self.env["flexible.work.report.reason"]._action_ask(line, "action_unprepare")
            own = line.sudo()
            own.write({"state": "collecting", "prepared_by_id": False, "prepared_at": False})
            own.activity_unlink([SUBMIT])
            if reason:
                own._tell(self.env._("Given back to be completed."), reason, people=preparer)
        return True

    def _ask_head(self):
        """The nearest heads have the prepared line to submit; whoever was reminded before is not asked twice."""
        self.ensure_one()
        asked = self.activity_ids.filtered(lambda activity: activity.activity_type_id == self.env.ref(SUBMIT)).user_id
        for user in self.department_id._flexible_deciding_users() - asked:
            line = self.with_context(lang=user.lang)
            self.with_context(mail_activity_quick_update=user == self.env.user).activity_schedule(
                SUBMIT,
                date_deadline=self.date,
                user_id=user.id,
                summary=line.env._("Prepared: submit by %s", line.report_id._clock(self.report_id.deadline)),
            )

    # ------------------------------------------------------------------ submitting
    @asks(reason=a_text)
    def action_submit(self, reason=False):
        """Submit the line of the OPD, counted anew at this moment.

        The head of the OPD submits. BKPSDM may submit for an OPD that did not, with a ``reason`` (without one, the
        question for it is returned as an action).

        :raises AccessError: for everybody else, operators included
        """
        for line in self:
            bkpsdm = self.env.user.has_group(BKPSDM)
            if not (line.is_mine or bkpsdm):
                raise AccessError(self.env._("Only the head of %s submits its report.", line.name))
            line._check_open()
            if line.state == "submitted":
                raise UserError(self.env._("%s has already submitted.", line.name))
            if not line.is_mine and not reason:
                return self.env["flexible.work.report.reason"]._action_ask(line, "action_submit")
            line._check_state("collecting", "prepared")
            own = line.sudo()
            own.report_id._count(only=own)
            own.write(
                {
                    "state": "submitted",
                    "submitted_by_id": self.env.uid,
                    "submitted_at": self.env.cr.now(),
                    "on_behalf_reason": not line.is_mine and reason,
                }
            )
            own.activity_unlink([SUBMIT])
            own.report_id._update_state()
            if own.on_behalf_reason:
                own._log_reason(self.env._("Submitted by BKPSDM for %s", line.name), reason)
        return True

    @asks(reason=a_text)
    def action_withdraw(self, reason=False):
        """Take back a submitted line, with a reason, as long as BKPSDM has not verified the report."""
        for line in self:
            if not (line.is_mine or self.env.user.has_group(BKPSDM)):
                raise AccessError(self.env._("Only the head of %s takes back its report.", line.name))
            line._check_open()
            if line.state != "submitted":
                raise UserError(self.env._("%s has not submitted.", line.name))
            if not reason:
                return self.env["flexible.work.report.reason"]._action_ask(line, "action_withdraw")
            line._check_state("submitted")
            own = line.sudo()
            own.write(
                {
                    "state": "collecting",
                    "prepared_by_id": False,
                    "prepared_at": False,
                    "submitted_by_id": False,
                    "submitted_at": False,
                    "on_behalf_reason": False,
                }
            )
            own.report_id._update_state()
            own._log_reason(self.env._("%s took back its report", line.name), reason)
        return True

    def _log_reason(self, title, reason):
        """What happened stands with the report, which all OPD read; why, with the line, which others do not."""
        self.report_id.message_post(body=Markup("<b>%s</b>") % title)
        self.message_post(body=Markup("<b>%s</b><br/>%s") % (title, reason))

    # ------------------------------------------------------------------ who may, and when
    def _check_staff(self):
        """Operators and heads of the OPD, and BKPSDM, prepare the line."""
        self.check_access("read")
        user = self.env.user
        if user not in self.department_id.sudo().flexible_staff_user_ids and not user.has_group(BKPSDM):
            raise AccessError(self.env._("Only the staff of %s prepares its report.", self.name))

    def _check_open(self):
        self.check_access("read")
        if self.report_id.sudo().state not in OPEN_REPORT:
            raise UserError(self.env._("BKPSDM has verified the report of this date: it is closed."))

    def _check_not_submitted(self):
        self._check_open()
        if self.state == "submitted":
            raise UserError(self.env._("%s has submitted. Take the line back first.", self.name))

    def _check_changeable(self):
        """Remark and reasons are written by the staff of the OPD until it submits."""
        for line in self:
            line._check_staff()
            line._check_not_submitted()
