from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.asked import a_domain, asks
from odoo.addons.flexible_work_asn.plan import FLEXIBLE_MODES

from .flexible_work_employee_record import BKPSDM

MISSED = ("none", "rejected")
DECIDING = ("flexible_work_asn.group_head", BKPSDM)


class FlexibleWorkDay(models.Model):
    """This morning: how many came in, are away, are not yet in or wait for a decision, and of what kind."""

    _inherit = "flexible.work.day"

    @api.model
    @api.private
    def _morning_filters(self):
        """{name: domain}: each number of *This Morning* is the count of the filter of that name in its search view.

        In and away say where the people are who work today: ``away`` are those who work from home, elsewhere or in
        another office, whether they have come in or not.
        """
        return {
            "present": Domain("status", "=", "present"),
            "away": Domain("mode", "in", sorted(FLEXIBLE_MODES)) & Domain("leave_status", "=", False),
            "pending": Domain("status", "=", "pending"),
            "to_decide": Domain("is_to_decide", "=", True),
            "outside": Domain("place", "=", "outside"),
            "late": Domain("late_minutes", ">", 0),
            "rejected": Domain("verification", "=", "rejected"),
            "apel_missed": (Domain("apel_expected", "=", True) & Domain("apel_morning", "in", MISSED))
            | (Domain("apel_afternoon_expected", "=", True) & Domain("apel_afternoon", "in", MISSED)),
            "absent": Domain("status", "=", "absent"),
            "sent_later": Domain("sent_later", "=", True),
            "signals": Domain("signal_count", ">", 0),
            "no_report": Domain("is_report_missing", "=", True),
            "problem": Domain("problem", "!=", False),
        }

    @api.model
    @api.readonly
    @asks(domain=a_domain("flexible.work.day"))
    def get_morning_numbers(self, domain=None):
        """How many of the days that the user may see, and that ``domain`` finds, are what the page counts.

        :param domain: which days, such as those of a date and a unit; all by default
        :return: {name of the filter: number of days, "all": all of them}, and ``waiting``: for requests, corrections
            and daily reports {name, model, domain, count} of those that wait for the user's decision, of any date, and
            ``elsewhere`` for the days that people of the user's units work for another one
        :raises AccessError: when the user may not read days

        One query for the days and one for each kind that waits, whatever the headcount.
        """
        self.check_access("read")
        domain = Domain(domain or Domain.TRUE)
        query = self._search(domain)
        filters = self._morning_filters()
        if query.is_empty():
            numbers = dict.fromkeys(("all", *filters), 0)
        else:
            conditions = [each.optimize_full(self)._to_sql(self, self._table, query) for each in filters.values()]
            counts = SQL(", ").join(SQL("count(*) FILTER (WHERE %s)", condition) for condition in conditions)
            row = self.env.execute_query(query.select(SQL("count(*)"), counts))[0]
            numbers = dict(zip(("all", *filters), row, strict=True))
        return {**numbers, "waiting": self._elsewhere_numbers(domain) + self._waiting_numbers()}

    def _elsewhere_numbers(self, domain):
        """People of the user's units who work for another unit on the days searched for: read here, counted there."""
        domain = domain.map_conditions(lambda one: Domain.TRUE if one.field_expr == "is_elsewhere" else one)
        domain &= Domain("is_elsewhere", "=", True)
        count = self.search_count(domain)
        return [{"name": "elsewhere", "model": self._name, "domain": list(domain), "count": count}] if count else []

    def _waiting_numbers(self):
        """What waits for the user's decision and is no day: requests, corrections, daily reports, of any date."""
        domains = {
            "requests": ("flexible.work.request", Domain("waits_for_me", "=", True)),
            "corrections": ("flexible.work.correction", Domain("waits_for_me", "=", True)),
            "reports": ("flexible.work.log", Domain("waits_for_me", "=", True)),
        }
        decides = any(self.env.user.has_group(group) for group in DECIDING)
        return [
            {"name": name, "model": model, "domain": list(domain), "count": self.env[model].search_count(domain)}
            for name, (model, domain) in domains.items()
            if decides
        ]
