from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

from .flexible_work_tpp_facts import TppFacts

ACTIONS["settle_tpp_line"] = ("flexible.work.tpp.line", "_settle_otherwise")


class FlexibleWorkTppSheet(models.Model):
    """People who are on no sheet of a month, such as somebody whose move was entered after the sheet was checked."""

    _inherit = "flexible.work.tpp.sheet"

    left_out_ids = fields.Many2many(
        "hr.employee",
        "flexible_work_tpp_sheet_left_out_rel",
        "sheet_id",
        "employee_id",
        string="On no sheet",
        readonly=True,
        copy=False,
        context={"active_test": False},
        help="They were in this OPD at the end of the month, and are on no sheet of it.",
    )
    left_out_count = fields.Integer(string="People on no sheet", compute="_compute_left_out_count")

    @api.depends("left_out_ids")
    def _compute_left_out_count(self):
        for sheet in self:
            # sudo: who sees the sheet sees how many
            sheet.left_out_count = len(sheet.sudo().with_context(active_test=False).left_out_ids)

    @api.private
    def _find_left_out(self):
        """Write on the sheets who belongs there and is on no sheet of the month; one query per month.

        Only closed days count. Drafts are counted anew and leave nobody out.
        """
        for (company, first), sheets in self.sudo().grouped(lambda sheet: (sheet.company_id, sheet.date_from)).items():
            people = sheets._people_without_line(company, first, sheets[0].date_to)
            for sheet in sheets:
                found = set(people.get(sheet.department_id.id or None, ())) if sheet.state != "draft" else set()
                if found != set(sheet.with_context(active_test=False).left_out_ids.ids):
                    sheet.left_out_ids = [(6, 0, sorted(found))]

    def _people_without_line(self, company, first, last):
        """{id of the OPD of the post on the last day or None: ids of employees with closed days and without a line}"""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT opd_id, array_agg(employee_id)
                  FROM (SELECT d.employee_id,
                               (array_agg(CASE WHEN d.home_department_id IS NULL THEN d.opd_id ELSE d.home_opd_id END
                                          ORDER BY d.date DESC))[1] AS opd_id
                          FROM flexible_work_day d
                         WHERE d.company_id = %s AND d.date BETWEEN %s AND %s AND d.state = 'closed'
                           AND d.status <> 'off'
                           AND NOT EXISTS (SELECT FROM flexible_work_tpp_line l
                                            WHERE l.employee_id = d.employee_id AND l.date_from = %s)
                      GROUP BY d.employee_id) AS person
              GROUP BY opd_id
                """,
                company.id,
                first,
                last,
                first,
            )
        )
        return dict(rows)

    def action_take_up(self):
        """Put those who are on no sheet on this confirmed one, with nothing cut: their next sheet takes it up.

        Everybody else's figures stay as they were confirmed.

        :raises AccessError: for all but BKPSDM
        :raises UserError: when the sheet is not confirmed, or nobody is left out any more
        """
        self._check_bkpsdm()
        for sheet in self.sudo():
            sheet._check_state("confirmed")
            sheet._find_left_out()
            people = sheet.with_context(active_test=False).left_out_ids
            if not people:
                raise UserError(self.env._("%s: everybody of the OPD is on a sheet of the month.", sheet.display_name))
            sheet._add_later(people)
            sheet._message_log(
                body=self.env._(
                    "Added after the confirmation, with nothing cut in this month: %s. Their next sheet takes up what "
                    "their days say.",
                    ", ".join(people.mapped("name")),
                ),
                author_id=self.env.user.partner_id.id,
            )
            sheet._find_left_out()

    def _add_later(self, people):
        facts = TppFacts(self.env, self.company_id, self.date_from, self.date_to, people.ids)
        rows = []
        for employee_id, (unit, _opd, _values) in facts.counts.items():
            values, _reasons = facts.month_of(employee_id)
            rows.append(
                {
                    **values,
                    "sheet_id": self.id,
                    "employee_id": employee_id,
                    "department_id": unit,
                    "percent": 0.0,
                    "percent_tpp": 0.0,
                    "difference_tpp": values["percent_tpp"],
                    "added_later": True,
                }
            )
        self.env["flexible.work.tpp.line"].create(rows)


class FlexibleWorkTppLine(models.Model):
    """Differences that no later sheet takes up, because the person has left."""

    _inherit = "flexible.work.tpp.line"

    added_later = fields.Boolean(
        readonly=True, help="The sheet had been confirmed without this person: nothing was cut in this month."
    )
    has_left = fields.Boolean(
        string="Has left",
        compute="_compute_has_left",
        search="_search_has_left",
        help="Archived, or with another regional government: no later sheet takes a difference up.",
    )
    can_settle = fields.Boolean(compute="_compute_can_settle")

    @api.depends("employee_id.active", "employee_id.company_id", "company_id")
    def _compute_has_left(self):
        for line in self.sudo():
            line.has_left = not line.employee_id.active or line.employee_id.company_id != line.company_id

    def _search_has_left(self, operator, value):
        if operator != "in":
            return NotImplemented
        # a subquery: who reads the line need not read the person in HR
        left = SQL(
            """(SELECT l.id FROM flexible_work_tpp_line l JOIN hr_employee e ON e.id = l.employee_id
                 WHERE e.active IS NOT TRUE OR e.company_id <> l.company_id)"""
        )
        return [("id", "in" if True in value else "not in", left)]

    @api.depends_context("uid")
    @api.depends("state", "pending_tpp", "has_left")
    def _compute_can_settle(self):
        bkpsdm = self.env.user.has_group("flexible_work_asn.group_bkpsdm")
        for line in self:
            line.can_settle = bkpsdm and line.has_left and line.state == "confirmed" and bool(line.pending_tpp)

    def action_settle_otherwise(self):
        """Ask how the difference of somebody who has left was settled, then take it off the list."""
        return self.env["flexible.work.reason"]._ask(self, "settle_tpp_line", self.env._("Settled otherwise"))

    @api.private
    def _settle_otherwise(self, reason):
        """The difference was settled outside the sheets; ``reason`` says how.

        :raises AccessError: for all but BKPSDM
        :raises UserError: for people who will be on a next sheet, and where nothing is left to settle
        """
        self.check_access("read")
        if not self.env.user.has_group("flexible_work_asn.group_bkpsdm"):
            raise AccessError(self.env._("BKPSDM settles the differences of people who have left."))
        for line in self:
            if not line.can_settle:
                raise UserError(
                    self.env._(
                        "%s: only a difference of somebody who has left is settled here; a later sheet takes up the "
                        "others.",
                        line.display_name,
                    )
                )
            pending = line.pending_tpp
            line.sudo().settled_tpp = line.difference_tpp
            line.sudo().sheet_id._message_log(
                body=self.env._(
                    "Settled otherwise: %(who)s, %(percent)s %% of the TPP. How: %(reason)s",
                    who=line.display_name,
                    percent=pending,
                    reason=reason,
                ),
                author_id=self.env.user.partner_id.id,
            )
