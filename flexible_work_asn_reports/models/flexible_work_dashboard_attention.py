from datetime import timedelta

from odoo import fields, models

from .flexible_work_dashboard import TREND_DAYS

BKPSDM = "flexible_work_asn.group_bkpsdm"
DECIDING = ("flexible_work_asn.group_head", BKPSDM)


class FlexibleWorkDashboard(models.AbstractModel):
    """What needs action, for those who act: BKPSDM about the report and the days, heads about what waits for them.

    Each is counted with the user's own access, and opens the list that it counts.
    """

    _inherit = "flexible.work.dashboard"

    def _attention(self, scope, today, reporting):
        """List of dicts ``key``, ``text``, ``count`` (None: a step), ``level`` (danger, warning, info), ``action``."""
        is_bkpsdm = self.env.user.has_group(BKPSDM)
        if is_bkpsdm and not scope.unit:
            items = [*self._report_steps(scope, reporting), *self._day_problems(scope, today), *self._waiting()]
        elif not is_bkpsdm and self._is_base(scope):
            items = [*self._to_decide(scope, today), *self._waiting()]
        else:
            items = []
        return [item for item in items if item["count"] != 0]

    def _is_base(self, scope):
        """Whether it is the first page of a head, and not one that he or she went on to."""
        return any(self.env.user.has_group(group) for group in DECIDING) and (
            not scope.unit or scope.unit == self._own_scope().unit
        )

    @staticmethod
    def _item(key, text, count, action, level="info"):
        return {"key": key, "text": text, "count": count, "level": level, "action": action}

    # ------------------------------------------------------------------ the report

    def _report_steps(self, scope, reporting):
        """The next step of today's report, and reports of other days that were never sent."""
        reports = self.env["flexible.work.report"]
        today = scope.company._flexible_work_today()
        report = self._report(scope, today).sudo(False)
        if reporting:
            step = self._next_step(report, reporting)
            if step:
                key, text, count, level = step
                reports_list = self._list_action(self.env._("Daily reports"), reports._name, [])
                action = self._form_action(report) if report else reports_list
                yield self._item(key, text, count, action, level)
        domain = [
            ("company_id", "=", scope.company.id),
            ("state", "!=", "sent"),
            ("date", "<", today),
            ("date", ">=", today - timedelta(days=TREND_DAYS)),
        ]
        unsent = reports.search_count(domain)
        name = self.env._("Earlier reports not sent")
        yield self._item(
            "unsent", name, unsent, self._list_action(name, reports._name, _as_text(domain)), level="warning"
        )

    def _next_step(self, report, reporting):
        """(key, text, number, level) of what BKPSDM does next, or None."""
        missing = len(reporting["missing"])
        if report.state == "sent":
            return None
        if report.send_error:
            return "not_sent", self.env._("The report of today was not sent"), None, "danger"
        if report.state == "verified":
            return "send", self.env._("Send the report of today"), None, "info"
        if report.state == "submitted":
            return "verify", self.env._("All OPD have submitted: verify the report of today"), None, "info"
        if not report and (reporting["is_over"] or not report.env.company.sudo().flexible_work_report_auto):
            return "open", self.env._("Open the report of today"), None, "info"
        if report and reporting["is_over"]:
            text = self.env._("OPD not in after the cut-off hour (%s)", reporting["deadline"])
            return "overdue", text, missing, "danger"
        return None

    # ------------------------------------------------------------------ the days

    def _day_problems(self, scope, today):
        """Days of people that the server could not plan or judge: each stays open until somebody mends its cause."""
        domain = [*scope.days_domain, ("date", "=", today), ("problem", "!=", False)]
        name = self.env._("Days that could not be judged")
        count = self.env["flexible.work.day"].search_count(domain)
        action = self._list_action(name, "flexible.work.day", _as_text(domain))
        yield self._item("problem", name, count, action, level="warning")

    def _to_decide(self, scope, today):
        domain = [*scope.days_domain, ("date", "=", today), ("is_to_decide", "=", True)]
        name = self.env._("Days to decide")
        count = self.env["flexible.work.day"].search_count(domain)
        yield self._item("to_decide", name, count, self._list_action(name, "flexible.work.day", _as_text(domain)))

    def _waiting(self):
        """Requests, corrections, daily reports and warnings that wait for the user's own decision."""
        names = {
            "requests": self.env._("Requests to decide"),
            "corrections": self.env._("Corrections to decide"),
            "reports": self.env._("Daily reports of people to decide"),
        }
        for kind in self.env["flexible.work.day"]._waiting_numbers():
            action = self._list_action(names[kind["name"]], kind["model"], kind["domain"])
            yield self._item(kind["name"], names[kind["name"]], kind["count"], action)
        domain = [("waits_for_me", "=", True)]
        name = self.env._("Warnings proposed")
        count = self.env["flexible.work.warning"].search_count(domain)
        yield self._item("warnings", name, count, self._list_action(name, "flexible.work.warning", domain))


def _as_text(domain):
    """The same domain for the web client: dates as text."""
    return [
        (name, operator, fields.Date.to_string(value) if name == "date" else value) for name, operator, value in domain
    ]
