from dataclasses import dataclass, field, replace
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.asked import an_id, asks
from odoo.addons.flexible_work_asn.local_time import at_hour, to_utc

from ..figures import Figures, count, lowest, total
from ..figures.trend import is_working_day, same_day_last_week, working_day_before
from ..words import moment_words
from .day_tallies import EVERYBODY, coarse_tallies, tallies
from .flexible_work_figures import column_values

#: days of the line, today included
TREND_DAYS = 30
LOWEST = 5
#: who sees the whole regional government; operators and heads see their own units
WHOLE = (
    "flexible_work_asn.group_bkpsdm",
    "flexible_work_asn.group_executive",
    "flexible_work_asn.group_auditor",
)
STAFF = "flexible_work_asn.group_operator"
#: people of own posts are counted there: no part of the page
OUTSIDE = object()
#: figures of each unit in the list; the others are on the page of the unit
UNIT_FIGURES = ("headcount", "obliged", "present", "absent", "pending")


@dataclass(frozen=True)
class _Scope:
    """What a page is about. ``parts``: the unit of its list to which each unit's people belong.

    ``posts``: which people of its posts are counted by units outside.
    """

    company: models.Model
    where: SQL = EVERYBODY
    posts: SQL = SQL("FALSE")
    unit: models.Model | None = None
    parts: dict | None = None
    opd_ids: list | None = None
    days_domain: list = field(default_factory=list)


class FlexibleWorkDashboard(models.AbstractModel):
    """*Region today*: the figures of now and of the last thirty days, of the whole region, one OPD, or one's own units.

    Sums only: nobody's name, place or reason leaves this model, so that the regional head can look at today without
    reading anything about a person. The days are counted as they are now; what was sent stays with the report.
    """

    _name = "flexible.work.dashboard"
    _description = "Region Today"

    @api.model
    @api.readonly
    @asks(unit_id=an_id)
    def get_today(self, unit_id=None):
        """The page of today (local date): of one unit, else of all that the user may see.

        :param unit_id: id of an ``hr.department``; its people are those of its sub-units, too
        :return: dict: ``kind`` region, units or unit; ``title``, ``date``, ``clock`` (local, with its zone),
            ``figures``, ``compared`` (two working days before), ``units``, ``lowest`` (positions in ``units``),
            ``trend`` (one per date, the oldest first), ``reporting`` and ``attention``
        :raises AccessError: for employees without a part in reporting, and for units of others

        A fixed number of queries, whatever the headcount and the number of units.
        """
        scope = self._scope(unit_id)
        today = scope.company._flexible_work_today()
        by_part = self._figures_by_part(scope, today)
        trend = self._trend(scope, today)
        figures = total(by_part)
        lines = self._unit_lines(scope, by_part)
        reporting = self._reporting(scope, today, by_part)
        return {
            "kind": "unit" if scope.unit else "units" if scope.parts else "region",
            "title": self._title(scope),
            "unit": self._unit_head(scope),
            "date": fields.Date.to_string(today),
            "clock": self._clock(scope.company, fields.Datetime.now()),
            "figures": self._values(figures),
            "is_working_day": is_working_day(figures),
            "compared": self._compared(trend, today),
            "units": lines,
            "lowest": self._lowest(lines, by_part),
            "trend": [self._point(date, trend.get(date, Figures())) for date in self._dates(today)],
            "reporting": reporting,
            "attention": self._attention(scope, today, reporting),
            "days_action": self._days_action(scope, today),
        }

    # ------------------------------------------------------------------ who sees what

    def _scope(self, unit_id):
        """What the user may see of what was asked for."""
        user = self.env.user
        sees_all = any(user.has_group(group) for group in WHOLE)
        if not sees_all and not user.has_group(STAFF):
            raise AccessError(
                self.env._("The figures of the day are for heads and operators of OPD, BKPSDM and the regional head.")
            )
        if unit_id:
            return self._unit_scope(self._readable_unit(unit_id, sees_all))
        if sees_all:
            company = self.env.company
            return _Scope(company, days_domain=[("company_id", "=", company.id)])
        return self._own_scope()

    def _readable_unit(self, unit_id, sees_all):
        """:raises AccessError: also for a unit that does not exist, so that nobody learns which do"""
        self._flush_staff()
        # sudo: who reads HR or not, a unit's name and place in the tree are no secret to those who see its figures
        unit = self.env["hr.department"].sudo().browse(unit_id).exists() if isinstance(unit_id, int) else None
        if (
            not unit
            or (unit.company_id and unit.company_id not in self.env.companies)
            or not (sees_all or self.env.user in unit.flexible_staff_user_ids)
        ):
            raise AccessError(self.env._("There is no such unit, or its figures are not yours to see."))
        return unit

    def _unit_scope(self, unit):
        """An OPD by the OPD of the day, as on the daily report; a unit below it with all units below that."""
        units = self.env["hr.department"].sudo().with_context(active_test=False).search([("id", "child_of", unit.id)])
        if unit.is_opd:
            where, domain = SQL("d.opd_id = %s", unit.id), [("opd_id", "=", unit.id)]
            posts = SQL("d.home_opd_id = %s", unit.id)
        else:
            where = SQL("d.department_id IN %s", tuple(units.ids))
            posts = SQL("d.home_department_id IN %s", tuple(units.ids))
            domain = [("department_id", "in", units.ids)]
        company = unit.company_id.sudo(False) or self.env.company
        parts = self._parts(units, units.filtered(lambda child: child.parent_id == unit))
        days_domain = [("company_id", "=", company.id), *domain]
        return _Scope(company, where, posts, unit, parts, unit.ids if unit.is_opd else [], days_domain)

    def _own_scope(self):
        """The unit that somebody heads or works for; a list of them where there are several, or none."""
        self._flush_staff()
        company = self.env.company
        own = (
            self.env["hr.department"]
            .sudo()
            .with_context(active_test=False)
            .search([("flexible_staff_user_ids", "in", self.env.uid), ("company_id", "in", [company.id, False])])
        )
        uppermost = own.filtered(lambda unit: unit.parent_id not in own and unit.active)
        if len(uppermost) == 1:
            return self._unit_scope(uppermost)
        where, posts = (
            SQL("d.%s IN %s", SQL.identifier(name), tuple(own.ids)) if own else SQL("FALSE")
            for name in ("department_id", "home_department_id")
        )
        parts = self._parts(own, uppermost) or {False: False}
        domain = [("company_id", "=", company.id), ("department_id", "in", own.ids)]
        return _Scope(company, where, posts, None, parts, own.filtered("is_opd").ids, domain)

    def _flush_staff(self):
        # a table of its own holds the users: a change in the same transaction has to be there before it is asked
        self.env["hr.department"].flush_model(["flexible_staff_user_ids"])

    def _parts(self, units, uppers):
        """{id of a unit: id of the one of ``uppers`` that it is or lies under}; the others are in none."""
        paths = {unit.id: {int(one) for one in (unit.parent_path or "").split("/") if one} for unit in units}
        return {
            unit_id: next((upper for upper in uppers.ids if upper in path), False) for unit_id, path in paths.items()
        }

    # ------------------------------------------------------------------ figures

    def _figures_by_part(self, scope, today):
        """{id of an OPD or unit of the list, or None: Figures} of today."""
        by = ("department_id", "home_department_id") if scope.parts else ()
        where = SQL("(%s OR %s)", scope.where, scope.posts)
        found = tallies(self.env, scope.company, today, today, by=by, where=where)
        if scope.parts is None:
            return count(tally for _key, tally in found)

        def part(unit, opd):
            inside = opd == scope.unit.id if scope.unit and scope.unit.is_opd else unit in scope.parts
            return scope.parts.get(unit) or None if inside else OUTSIDE

        figures = count(
            replace(tally, opd=part(department, tally.opd), home=part(home, tally.home))
            for (department, home), tally in found
        )
        figures.pop(OUTSIDE, None)
        return figures

    def _trend(self, scope, today):
        """{date: Figures} of the last thirty days on which there are people."""
        first = today - timedelta(days=TREND_DAYS - 1)
        return count(coarse_tallies(self.env, scope.company, first, today, where=scope.where))

    def _unit_lines(self, scope, by_part):
        """One line per OPD or sub-unit, by name; people who are in none of them come last."""
        if scope.unit and not any(by_part):
            return []
        ids = [unit_id for unit_id in by_part if unit_id]
        names = dict(self.env["hr.department"].sudo().browse(ids).mapped(lambda unit: (unit.id, unit.name)))
        nowhere = self.env._("Directly in the unit") if scope.unit else self.env._("Without OPD")
        lines = [
            {
                "id": unit_id or False,
                "name": names.get(unit_id, nowhere),
                **{name: getattr(figures, name) for name in UNIT_FIGURES},
                "percent": figures.percent,
            }
            for unit_id, figures in by_part.items()
        ]
        return sorted(lines, key=lambda line: (not line["id"], line["name"].casefold(), line["id"]))

    def _lowest(self, lines, by_part):
        """Positions in ``lines`` of those with the lowest share present, the lowest first."""
        rows = [((line["name"], at), by_part[line["id"] or None]) for at, line in enumerate(lines) if line["id"]]
        return [at for (_name, at), _figures in lowest(rows, LOWEST)]

    def _dates(self, today):
        return [today - timedelta(days=back) for back in range(TREND_DAYS - 1, -1, -1)]

    def _compared(self, trend, today):
        """The last working day, and the same day last week where it is another one."""
        dates = dict.fromkeys(filter(None, (working_day_before(trend, today), same_day_last_week(trend, today))))
        return [self._point(date, trend[date]) for date in dates]

    @staticmethod
    def _point(date, figures):
        return {
            "date": fields.Date.to_string(date),
            "present": figures.present,
            "obliged": figures.obliged,
            "percent": figures.percent,
            "working": is_working_day(figures),
        }

    @staticmethod
    def _values(figures):
        return {**column_values(figures), "percent": figures.percent}

    # ------------------------------------------------------------------ words

    def _title(self, scope):
        if scope.unit:
            return scope.unit.name
        return self.env._("My units") if scope.parts else scope.company.sudo().name

    def _unit_head(self, scope):
        """The unit, and the OPD that it is part of."""
        if not scope.unit:
            return False
        opd = scope.unit.opd_id
        return {"id": scope.unit.id, "opd": opd.name if opd and opd != scope.unit else False}

    def _clock(self, company, moment):
        """A naive UTC ``moment`` in the words of the region: "09.00 WIT"."""
        return moment_words(self.env, moment, company._flexible_work_tz())

    def _days_action(self, scope, today):
        """The days behind the figures, for those who may read them; the regional head may not."""
        readers = ("flexible_work_asn.group_bkpsdm", "flexible_work_asn.group_auditor", STAFF)
        if not any(self.env.user.has_group(group) for group in readers):
            return False
        domain = [*scope.days_domain, ("date", "=", fields.Date.to_string(today))]
        return self._list_action(self.env._("Days of today"), "flexible.work.day", domain)

    @staticmethod
    def _list_action(name, model, domain):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "domain": domain,
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "mobile_view_mode": "kanban",
        }

    @staticmethod
    def _form_action(record):
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------ the daily report

    def _report(self, scope, today):
        """The daily report of today, its last revision."""
        # sudo: which OPD have reported is said to everybody who sees their figures
        return (
            self.env["flexible.work.report"]
            .sudo()
            .search([("company_id", "=", scope.company.id), ("date", "=", today)], order="revision desc", limit=1)
        )

    def _reporting(self, scope, today, by_part):
        """Which OPD have reported and which have not; False where nobody has to (a holiday, a part of an OPD)."""
        report = self._report(scope, today)
        if scope.opd_ids == [] or not (report or is_working_day(total(by_part))):
            return False
        deadline = report.deadline or self._deadline(scope.company, today)
        lines = self._report_lines(report, scope, by_part)
        missing = [line for line in lines if line["state"] != "submitted"]
        readable = report.sudo(False)._filtered_access("read")
        return {
            "state": report.state or "none",
            "expected": len(lines),
            "submitted": len(lines) - len(missing),
            "late": sum(line["is_late"] for line in lines),
            "breaches": sum(line["breaches"] for line in lines),
            "shortfalls": sum(line["shortfalls"] for line in lines),
            "missing": missing,
            "lines": lines if scope.unit else [],
            "deadline": self._clock(scope.company, deadline),
            "is_over": fields.Datetime.now() > deadline,
            "action": self._reporting_action(readable, scope),
        }

    def _deadline(self, company, today):
        return to_utc(at_hour(today, company.sudo().flexible_work_report_cutoff), company._flexible_work_tz())

    def _report_lines(self, report, scope, by_part):
        """The OPD that have to report: those of the report; before it is opened, those with people today."""
        if not report:
            ids = scope.opd_ids if scope.opd_ids is not None else [unit_id for unit_id in by_part if unit_id]
            opds = self.env["hr.department"].sudo().browse(ids)
            nothing = {"state": "collecting", "is_late": False, "submitted": "", "breaches": 0, "shortfalls": 0}
            return [{"id": opd.id, "name": opd.name, **nothing} for opd in opds.sorted("name")]
        domain = [("report_id", "=", report.id), ("department_id", "!=", False), ("headcount", ">", 0)]
        if scope.opd_ids is not None:
            domain.append(("department_id", "in", scope.opd_ids))
        return [
            {
                "id": line.department_id.id,
                "name": line.name,
                "state": line.state,
                "is_late": line.is_late,
                "submitted": self._clock(scope.company, line.submitted_at) if line.submitted_at else "",
                "breaches": line.breach_count,
                "shortfalls": line.shortfall_count,
            }
            for line in self.env["flexible.work.report.line"].sudo().search(domain)
        ]

    def _reporting_action(self, report, scope):
        """The report that the user may read: its line where the page is about one OPD."""
        if not report:
            return False
        if scope.unit:
            domain = [("report_id", "=", report.id), ("department_id", "=", scope.unit.id)]
            line = self.env["flexible.work.report.line"].search(domain, limit=1)
            return line and self._form_action(line)
        return self._form_action(report)
