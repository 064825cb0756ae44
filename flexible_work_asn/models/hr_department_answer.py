from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..validity import IN_FORCE, validity_domain


class HrDepartment(models.Model):
    """Whether a unit works flexibly today, where the answer comes from, and for how many people."""

    _inherit = "hr.department"

    flexible_today = fields.Selection(
        [("onsite", "Stays on site"), ("flexible", "May work flexibly")],
        string="Today",
        compute="_compute_flexible_today",
        compute_sudo=True,
        help="Its own answer or the nearest above, dated statements included. The circular then says on which days.",
    )
    flexible_today_reason = fields.Char(string="Why", compute="_compute_flexible_today", compute_sudo=True)
    flexible_statement_ids = fields.Many2many(
        "flexible.work.exemption",
        string="Statements in force",
        compute="_compute_flexible_statement_ids",
        help="Dated statements about this unit or a unit above it.",
    )
    flexible_statement_count = fields.Integer(compute="_compute_flexible_statement_count")
    flexible_onsite_people = fields.Integer(
        string="People who stay on site",
        compute="_compute_flexible_people",
        compute_sudo=True,
        help="People of this unit and its sub-units whose unit stays on site today.",
    )
    flexible_free_people = fields.Integer(
        string="People who may work flexibly",
        compute="_compute_flexible_people",
        compute_sudo=True,
        help="People of this unit and its sub-units whose unit may work flexibly today, officials included.",
    )

    # ------------------------------------------------------------ the answer
    @api.depends("is_flexible_exempt", "flexible_exempt_source_id", "parent_path")
    @api.depends_context("lang", "allowed_company_ids")
    def _compute_flexible_today(self):
        answers = self._flexible_answers_today()
        for department in self:
            exempt, source, statement = answers.get(department.id, (department.is_flexible_exempt, self.browse(), None))
            department.flexible_today = "onsite" if exempt else "flexible"
            department.flexible_today_reason = department._flexible_reason(source, statement)

    def _flexible_reason(self, source, statement):
        if statement:
            words = {"unit": source.name, "number": statement.document_number or statement.reason}
            if not statement.date_to:
                return self.env._("by a dated statement about %(unit)s: %(number)s", **words)
            words["date"] = format_date(self.env, statement.date_to)
            return self.env._("by a dated statement about %(unit)s until %(date)s: %(number)s", **words)
        if not source:
            return self.env._("nothing keeps it on site: no kind of service and no word up the tree")
        words = {"unit": source.name, "kind": source.service_category_id.name}
        if source.flexible_exempt != "inherit":
            return (
                self.env._("said here") if source == self else self.env._("said for the unit above, %(unit)s", **words)
            )
        if source == self:
            return self.env._("by its kind of service, %(kind)s", **words)
        return self.env._("by the kind of service of the unit above, %(unit)s: %(kind)s", **words)

    @api.private
    def _flexible_answers_today(self):
        """``{department id: (stays on site, unit that says so, statement or None)}`` for these departments.

        The nearest answer up the tree wins; at the same unit a dated statement beats the flag, and a later one an
        earlier one.
        """
        units = self.sudo()._with_units_above()
        statements = {}
        for statement in units._flexible_unit_statements_today().sorted(lambda record: (record.date_from, record.id)):
            statements[statement.department_id] = statement
        answers = {}
        for department in self.sudo():
            for unit in department._path_upwards():
                own = unit.flexible_exempt != "inherit" or unit.service_category_id
                if unit in statements:
                    answers[department.id] = (not statements[unit].allows_flexible, unit, statements[unit])
                    break
                if own:
                    answers[department.id] = (unit.is_flexible_exempt, unit, None)
                    break
        return answers

    def _with_units_above(self):
        paths = [department.parent_path or "" for department in self]
        return self.browse({int(part) for path in paths for part in path.split("/") if part}) | self

    def _path_upwards(self):
        """This unit, the one above it, and so on."""
        ids = [int(part) for part in (self.parent_path or "").split("/") if part]
        return self.browse(reversed(ids)) if ids else self

    def _flexible_unit_statements_today(self):
        return self.env["flexible.work.exemption"].search(
            Domain("kind", "=", "unit") & Domain("department_id", "in", self.ids) & self._flexible_in_force_today()
        )

    def _flexible_in_force_today(self):
        """A domain of statements in force by the local date of each regional government."""
        companies = self.company_id | self.env.company
        return Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain(validity_domain(IN_FORCE, company._flexible_work_today(), "date_from", "date_to"))
            for company in companies
        )

    # ------------------------------------------------------------ statements and people
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_flexible_statement_ids(self):
        """As the reader may see them."""
        statements = self._with_units_above()._flexible_unit_statements_today()
        for department in self:
            path = set(department._path_upwards().ids)
            department.flexible_statement_ids = statements.browse(
                [statement.id for statement in statements if statement.department_id.id in path]
            )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_flexible_statement_count(self):
        """Statements in force about these units and their people, as the reader may see them."""
        groups = self.env["flexible.work.exemption"]._read_group(
            Domain("access_department_id", "child_of", self.ids) & self._flexible_in_force_today(),
            ["access_department_id"],
            ["__count"],
        )
        self._sum_below("flexible_statement_count", {unit.sudo(): count for unit, count in groups})

    def _compute_flexible_people(self):
        employees = self.env["hr.employee"]
        counts = dict(employees._read_group([("department_id", "child_of", self.ids)], ["department_id"], ["__count"]))
        units = self.browse([unit.id for unit in counts])
        answers = units._flexible_answers_today()
        onsite = {unit: count for unit, count in counts.items() if answers.get(unit.id, (False,))[0]}
        self._sum_below("flexible_onsite_people", onsite)
        self._sum_below("flexible_free_people", {unit: counts[unit] for unit in counts.keys() - onsite.keys()})

    def _sum_below(self, name, counts):
        for department in self:
            path = department.parent_path or f"{department.id}/"
            department[name] = sum(
                count for unit, count in counts.items() if (unit.parent_path or f"{unit.id}/").startswith(path)
            )

    def action_flexible_statements(self):
        """The statements about this unit, its sub-units and their people, those in force first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_exemption_action")
        action["domain"] = [("access_department_id", "child_of", self.ids)]
        action["context"] = {"search_default_in_force": 1, "default_kind": "unit", "default_department_id": self.id}
        return action

    # ------------------------------------------------------------ changes reach the open days
    def write(self, vals):
        before = {department.id: department.is_flexible_exempt for department in self}
        result = super().write(vals)
        if {"flexible_exempt", "service_category_id", "parent_id"} & vals.keys():
            if any(before[department.id] != department.is_flexible_exempt for department in self):
                self.env["flexible.work.circular"]._facts_changed(self.env.company._flexible_work_today())
        return result
