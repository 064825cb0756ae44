from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import format_date

from ..judge import ContactFact, LadderRule, WarningFact, climb_ladder

#: results that were not in time
MISSED = ("late", "no_answer", "excused")


class FlexibleWorkWarning(models.Model):
    """The ladder of the circulars on what the log of contacts says: it proposes, and takes proposals back."""

    _inherit = "flexible.work.warning"

    @api.model
    @api.private
    def _propose_for(self, employees, dates):
        """Propose, extend or take back warnings about contacts of ``employees`` on ``dates``.

        Asking again changes nothing. What a person has issued or dropped is never touched, and its contacts never
        count again. A fixed number of queries to load; proposals are rare.
        """
        dates = {date for date in dates if date}
        if not dates:
            return
        self.env.flush_all()
        contacts = self._contacts_by_employee(employees, dates)
        warnings = self._warnings_by_employee(employees, dates)
        for employee in employees:
            own = contacts[employee]
            rule = self._ladder_rule(employee, own)
            answer = climb_ladder(
                [one._ladder_fact() for one in own],
                [one._ladder_fact() for one in warnings[employee] if self._concerns(one, dates)],
                rule,
            )
            self._carry_out(employee, answer)

    def _contacts_by_employee(self, employees, dates):
        found = defaultdict(self.env["flexible.work.contact"].sudo().browse)
        own = [("employee_id", "in", employees.ids), ("date", "in", list(dates)), ("result", "in", MISSED)]
        for contact in self.env["flexible.work.contact"].sudo().search(own, order="called_at, id"):
            found[contact.employee_id] |= contact
        return found

    def _warnings_by_employee(self, employees, dates):
        months = max(employees.sudo().company_id.mapped("flexible_work_warning_months"), default=0)
        found = defaultdict(self.sudo().browse)
        own = [("employee_id", "in", employees.ids), ("date", ">=", min(dates) - relativedelta(months=months))]
        for warning in self.sudo().search(own, order="id"):
            found[warning.employee_id] |= warning
        return found

    def _concerns(self, warning, dates):
        """Open proposals about other days are not asked about: their contacts were not loaded."""
        return warning.state != "proposed" or warning.date in dates

    def _ladder_rule(self, employee, contacts):
        """The rule of the circular of the latest day among the contacts; those of one settling share a day."""
        day = contacts[-1:].day_id
        circular = day.circular_id
        if not circular and contacts:
            circular = self.env["flexible.work.circular"]._in_force_on(employee.sudo().company_id, contacts[-1].date)
        standard = LadderRule()
        return LadderRule(
            calls_max=circular.calls_max or standard.calls_max,
            months=employee.sudo().company_id.flexible_work_warning_months,
            message_is_enough=circular.message_warns if circular else standard.message_is_enough,
        )

    def _ladder_fact(self):
        level = self.proposed_level if self.state == "proposed" and self.proposed_level else self.level
        return WarningFact(self.id, self.date, level, self.state, frozenset(self.contact_ids.ids))

    def _carry_out(self, employee, answer):
        warnings = self.sudo()
        for proposal in answer.proposals:
            contacts = self.env["flexible.work.contact"].sudo().browse(proposal.contact_ids).sorted("called_at")
            values = {
                "level": proposal.level,
                "proposed_level": proposal.level,
                "contact_ids": [(6, 0, contacts.ids)],
                "basis": self._basis_in_words(contacts, proposal.day),
            }
            if proposal.warning_id:
                warnings.browse(proposal.warning_id).write(values)
            else:
                warnings.create(
                    [{**values, "employee_id": employee.id, "date": proposal.day, "article": self._article(contacts)}]
                )
        fallen = warnings.browse(answer.withdrawn)
        fallen.write({"state": "withdrawn", "contact_ids": [(5, 0, 0)]})
        fallen.activity_unlink(["flexible_work_asn_attendance.mail_activity_warning_decide"])

    def _language(self, company):
        """The letter and what stands in it are in the language of the regional government."""
        return company.partner_id.lang or self.env.lang

    def _article(self, contacts):
        day = contacts[:1].day_id
        circular = day.circular_id or self.env["flexible.work.circular"]._in_force_on(day.company_id, day.date)
        central = "SE Mendagri 800.1.5/3349/SJ"
        language = self._language(contacts[:1].company_id)
        return f"{central}; {circular.with_context(lang=language)._citation()}" if circular else central

    def _basis_in_words(self, contacts, date):
        """What happened, in one sentence; the letter lists the contacts with their times below it."""
        warning = self.with_context(lang=self._language(contacts[:1].company_id))
        return warning.env._(
            "On %(date)s %(count)s calls or messages during working hours were not answered within %(minutes)s "
            "minutes, without a reason.",
            date=format_date(warning.env, date, date_format="d MMMM y"),
            count=len(contacts),
            minutes=max(contacts.mapped("answer_minutes")),
        )


class FlexibleWorkContact(models.Model):
    """A contact as the ladder sees it."""

    _inherit = "flexible.work.contact"

    def _ladder_fact(self):
        return ContactFact(
            id=self.id,
            day=self.date,
            is_message=self.kind == "message",
            missed=self.result in MISSED,
            excused=self.excused,
        )
