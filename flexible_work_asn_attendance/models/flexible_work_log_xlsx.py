from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.local_time import hour_label

from ..report.log_xlsx import Table, write_workbook

#: more reports than a year of a large unit are a slip of the finger, and too much for one answer
REPORTS_MAX = 50_000


class FlexibleWorkLog(models.Model):
    """Daily reports as a workbook for e-Kinerja."""

    _inherit = "flexible.work.log"

    @api.model
    @api.private
    def _logs_xlsx(self, date_from, date_to, department=None, employee=None, approved=False):
        """The workbook of the reports that the user may read, as bytes: one row an activity.

        :param date_from: first local date; ``date_to`` the last
        :param department: with its sub-units
        :raises UserError: when they are too many for one workbook
        """
        domain = [("date", ">=", date_from), ("date", "<=", date_to)]
        domain += [("department_id", "child_of", department.id)] if department else []
        domain += [("employee_id", "=", employee.id)] if employee else []
        domain += [("state", "=", "approved")] if approved else []
        logs = self.search(domain, order="department_id, employee_id, date", limit=REPORTS_MAX + 1)
        if len(logs) > REPORTS_MAX:
            raise UserError(self.env._("These are too many reports for one workbook. Choose a shorter time or a unit."))
        company = logs[:1].company_id or self.env.company
        # nobody learns a name here of whom he or she may read no report
        subject = (logs and (employee or department) or company).sudo().display_name
        table = Table(
            title=self.env._("Daily reports: %s", subject),
            subtitle=self.env._(
                "%(first)s to %(last)s", first=format_date(self.env, date_from), last=format_date(self.env, date_to)
            ),
            columns=self.env["flexible.work.log.column"]._columns_of(company),
            rows=logs._rows_of_activities(),
            page_of=(self.env._("Page"), self.env._("of")),
        )
        return write_workbook(table)

    def _rows_of_activities(self):
        """One dictionary of contents per activity; a report without one has a row as well."""
        # sudo: names, NIP and links to files of reports that the user may read
        logs = self.sudo()
        names = {name: dict(self._fields[name]._description_selection(self.env)) for name in ("state", "mode")}
        base_url = logs[:1].get_base_url()
        rows = []
        for log in logs:
            common = {
                "date": log.date,
                "nip": log.employee_id.nip or "",
                "employee": log.employee_id.name,
                "unit": log.department_id.name or "",
                "mode": names["mode"].get(log.mode, ""),
                "state": names["state"][log.state],
                "decided_by": log.decided_by_id.name or "",
            }
            files = [f"{base_url}/web/content/{file.id}" for file in log.evidence_ids]
            for number, line in enumerate(log.line_ids or [log.line_ids]):
                # files belong to the report as a whole: they stand in its first row
                links = [line.evidence_url] if line.evidence_url else []
                rows.append(common | _activity(line) | {"evidence": "\n".join(links + (files if not number else []))})
        return rows


def _activity(line):
    has_hours = bool(line.hour_from or line.hour_to)
    return {
        "activity": line.name or "",
        "target": line.target or "",
        "output": line.output or "",
        "quantity": line.quantity or None,
        "measure": line.unit or "",
        "hour_from": hour_label(line.hour_from) if has_hours else "",
        "hour_to": hour_label(line.hour_to) if has_hours else "",
    }
