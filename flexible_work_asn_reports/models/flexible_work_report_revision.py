from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.asked import a_text, asks

from ..figures import Figures, changes
from .flexible_work_report import READERS
from .flexible_work_report_delivery import BKPSDM
from .flexible_work_report_schedule import CHANGED

#: what an OPD said when it submitted; a revision says it again
SAID = ("state", "remark", "prepared_by_id", "prepared_at", "submitted_by_id", "submitted_at", "on_behalf_reason")


class FlexibleWorkReport(models.Model):
    """Revisions: a report that was sent stays as it is, and what is corrected later is put beside it.

    A revision counts the days anew. BKPSDM, which alone decides about closed days, verifies and sends it like the
    first one; OPD need not submit again, and may. Until it is sent the one before holds (``is_latest``).
    """

    _inherit = "flexible.work.report"

    revision_count = fields.Integer(compute="_compute_revision_count", compute_sudo=True)
    changes_html = fields.Html(
        string="What has changed",
        compute="_compute_changes_html",
        compute_sudo=True,
        sanitize=False,
        groups=READERS,  # it speaks of all OPD
    )

    _one_latest = models.UniqueIndex("(company_id, date) WHERE is_latest", "One report of a date holds.")

    @api.depends("revision_of_id", "revision_ids")
    def _compute_revision_count(self):
        for report in self:
            report.revision_count = len(report._all_revisions()) - 1

    @api.depends("revision")
    @api.depends_context("lang")
    def _compute_display_name(self):
        super()._compute_display_name()
        for report in self.filtered("revision"):
            report.display_name = self.env._(
                "%(report)s, revision %(number)s", report=report.display_name, number=report.revision
            )

    def _all_revisions(self):
        """The first report of the date and its revisions, oldest first."""
        first = self.revision_of_id or self
        return (first | first.revision_ids).sorted("revision")

    def _open_revision(self):
        """The revision that is in the making, if any."""
        return self._all_revisions().filtered(lambda report: report.state != "sent")

    # ------------------------------------------------------------------ actions

    @asks(reason=a_text)
    def action_revise(self, reason=False):
        """Ask why, then put a revision beside a sent report.

        :raises AccessError: for all but BKPSDM
        """
        self.ensure_one()
        self._check_may_revise()
        if not reason:
            return self._ask_reason("action_revise")
        return self._revise(reason)._action_form()

    @api.private
    def _revise(self, reason):
        """Make *revision n* of the date: counted anew, with what the OPD said the first time.

        :param reason: why; printed on the page
        :return: the new report, in the caller's environment
        :raises UserError: before the report was sent, or while another revision is in the making
        """
        self.ensure_one()
        self._check_may_revise()
        sent = self.sudo()._all_revisions()
        last = sent[-1]
        revision = last.create(
            {
                "company_id": last.company_id.id,
                "date": last.date,
                "number": last.number,
                "recipient_ids": [(6, 0, last.recipient_ids.ids)],
                "revision": last.revision + 1,
                "revision_of_id": sent[0].id,
                "revision_reason": reason,
                "is_latest": False,
            }
        )
        revision._count()
        revision._repeat_submissions(last)
        sent.activity_unlink([CHANGED])
        last.message_post(
            body=Markup("<b>%s</b><br/>%s") % (self.env._("Revision %s begun", revision.revision), reason)
        )
        return revision.with_env(self.env)

    def _check_may_revise(self):
        self.check_access("read")
        if not self.env.user.has_group(BKPSDM):
            raise AccessError(self.env._("BKPSDM revises the daily report."))
        if self.state != "sent":
            raise UserError(self.env._("%s has not been sent: correct it as it is.", self.display_name))
        unfinished = self.sudo()._open_revision()
        if unfinished:
            raise UserError(self.env._("%s is in the making: send or delete it first.", unfinished.display_name))

    def _repeat_submissions(self, last):
        """The OPD have submitted, prepared and remarked what they did the first time; only the figures are new."""
        said = {line.department_id: line for line in last._all_lines()}
        for line in self._all_lines():
            before = said.get(line.department_id)
            if before:
                line.write({name: before._fields[name].convert_to_write(before[name], before) for name in SAID})
        reasons = {(person.employee_id, person.kind): person.reason for person in last.person_ids if person.reason}
        for person in self.person_ids:
            person.reason = person.reason or reasons.get((person.employee_id, person.kind))
        self._update_state()

    def _replace_earlier(self):
        """From now on this one holds."""
        earlier = (self._all_revisions() - self).filtered("is_latest")
        earlier.is_latest = False
        earlier.flush_recordset(["is_latest"])

    def action_revisions(self):
        """All reports of the date, the newest first."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Revisions of %s", self._date_words()),
            "res_model": self._name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self.sudo()._all_revisions().ids)],
        }

    # ------------------------------------------------------------------ what has changed

    def _before(self):
        """The revision before this one; none for the first."""
        return self._all_revisions().filtered(lambda report: report.revision == self.revision - 1)

    @api.private
    def _changes_since_last(self):
        """How the figures differ from the revision before, for the form and the page.

        :return: list of ``{"name": OPD, or the word for all of them, "total": bool, "figures": [(label, before,
            after)]}``, those that differ only, the whole region first; empty for the first report of a date
        """
        self.ensure_one()
        before = self.sudo()._before()
        if not before:
            return []
        pairs = [(self.env._("All OPD"), True, before, self)]
        old_lines = {line.department_id: line for line in before._all_lines()}
        new_lines = {line.department_id: line for line in self._all_lines().with_env(self.env(su=True))}
        for unit in dict.fromkeys([*new_lines, *old_lines]):
            old, new = old_lines.get(unit), new_lines.get(unit)
            pairs.append(((new or old).name, False, old, new))
        labels = {name: label["string"] for name, label in self.fields_get(attributes=["string"]).items()}
        found = []
        for name, is_total, old, new in pairs:
            changed = changes(old._figures() if old else Figures(), new._figures() if new else Figures())
            if changed:
                figures = [(labels[change.name], change.before, change.after) for change in changed]
                found.append({"name": name, "total": is_total, "figures": figures})
        return found

    @api.depends("revision", "as_of")
    @api.depends_context("lang")
    def _compute_changes_html(self):
        for report in self:
            report.changes_html = report.revision and self.env["ir.qweb"]._render(
                "flexible_work_asn_reports.report_changes",
                {"changes": report._changes_since_last(), "before": report._before()},
            )


class FlexibleWorkReportLine(models.Model):
    _inherit = "flexible.work.report.line"

    def _is_repeated(self) -> bool:
        """Whether the OPD submitted for an earlier revision only: then the figures are not its last word."""
        self.ensure_one()
        report = self.report_id
        return bool(report.revision and self.submitted_at and self.submitted_at <= report.create_date)
