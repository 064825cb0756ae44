import json
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.bulk import insert_new, update_changed

from .flexible_work_tpp_facts import EVENT_COUNTS, SUMS, TppFacts

#: confirmed sheets of so long ago are still compared with their days
COMPARED = timedelta(days=400)
LINE_COLUMNS = (
    "sheet_id",
    "department_id",
    *SUMS,
    "open_days",
    "undecided_days",
    "days_without_table",
    *EVENT_COUNTS,
    "leave_kinds",
    "band_counts",
    "percent",
    "percent_tpp",
    "amendment_tpp",
    "total_tpp",
)
REASON_COLUMNS = (
    "line_id",
    "day_id",
    "date",
    "kind",
    "code",
    "minutes",
    "times",
    "percent",
    "percent_tpp",
    "forgiven",
    "amends_id",
)


class FlexibleWorkTppSheet(models.Model):
    """Making the sheets of a month for all OPD at once, and comparing confirmed ones with what the days say now."""

    _inherit = "flexible.work.tpp.sheet"

    @api.model
    @api.private
    def _make_month(self, company, day, opd=None):
        """Make the sheets of the month of ``day``, and count the drafts anew.

        What a head has checked is counted again when BKPSDM confirms it, and it is said if it has
        changed since. Runs in superuser mode; the callers have checked who asks.

        :param opd: only the sheet of this OPD (an empty recordset: of those without one); None: all
        :return: the sheets
        """
        self = self.sudo()
        first, last = self._month_of(day)
        self._compare_confirmed(company)
        if opd is None:
            facts = TppFacts(self.env, company, first, last)
            opds = {opd_id for _unit, opd_id, _values in facts.counts.values()}
        else:
            facts = TppFacts(self.env, company, first, last, self._people_of(company, first, last, opd))
            opds = {opd.id or None} if facts.counts else set()
        sheets = self._sheets_of(company, first, last, opds)
        wanted = {id_ for id_, sheet in sheets.items() if sheet.state == "draft"} if opd is None else {opd.id or None}
        drafts = self.browse([sheets[id_].id for id_ in wanted if id_ in sheets])
        placed = self._placed_people(company, first, drafts)
        people = [
            (employee_id, sheets[opd_id].id, unit)
            for employee_id, (unit, opd_id, _values) in facts.counts.items()
            if opd_id in wanted and employee_id not in placed
        ]
        self._write_lines(drafts, people, facts, self._amendments(company, first))
        drafts.write({"counted_at": self.env.cr.now()})
        found = self.browse([sheet.id for sheet in sheets.values()])
        (found if opd is None else drafts)._find_left_out()
        return found

    def _people_of(self, company, first, last, opd):
        """Ids of those who were in this OPD within the month, or are on its sheet."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee_id FROM flexible_work_day
                 WHERE company_id = %s AND date BETWEEN %s AND %s AND opd_id IS NOT DISTINCT FROM %s
                 UNION
                SELECT l.employee_id FROM flexible_work_tpp_line l JOIN flexible_work_tpp_sheet s ON s.id = l.sheet_id
                 WHERE s.company_id = %s AND s.date_from = %s AND s.department_id IS NOT DISTINCT FROM %s
                """,
                company.id,
                first,
                last,
                opd.id or None,
                company.id,
                first,
                opd.id or None,
            )
        )
        return [row[0] for row in rows]

    def _sheets_of(self, company, first, last, opd_ids):
        """{id of the OPD or None: its sheet}, with those made that were not there."""
        found = {
            sheet.department_id.id or None: sheet
            for sheet in self.search([("company_id", "=", company.id), ("date_from", "=", first)])
        }
        new = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True).create(
            [
                {"company_id": company.id, "department_id": opd_id, "date_from": first, "date_to": last}
                for opd_id in sorted(opd_ids - found.keys(), key=lambda id_: id_ or 0)
            ]
        )
        return found | {sheet.department_id.id or None: sheet for sheet in new.with_env(self.env)}

    def _placed_people(self, company, first, drafts):
        """Who is on another sheet of the month that is checked or confirmed, and stays there."""
        rows = self.env.execute_query(
            SQL(
                "SELECT l.employee_id FROM flexible_work_tpp_line l JOIN flexible_work_tpp_sheet s ON s.id = l.sheet_id"
                " WHERE s.company_id = %s AND s.date_from = %s AND s.state <> 'draft' AND s.id <> ALL(%s)",
                company.id,
                first,
                drafts.ids,
            )
        )
        return {row[0] for row in rows}

    def _write_lines(self, drafts, people, facts, amendments):
        """Lines and reasons of draft sheets: those that stay are written, new ones added, the rest removed."""
        self.env.flush_all()
        lines = self.env["flexible.work.tpp.line"]
        first = facts.date_from
        kept = {id_ for id_, _sheet, _unit in people}
        # somebody who has moved to another OPD since takes the line along
        stored = {
            employee_id: (id_, tuple(map(_plain, row)))
            for employee_id, id_, *row in self.env.execute_query(
                SQL(
                    "SELECT employee_id, id, %s FROM flexible_work_tpp_line WHERE sheet_id = ANY(%s)"
                    " OR employee_id = ANY(%s) AND date_from = %s",
                    SQL(", ").join(SQL.identifier(name) for name in LINE_COLUMNS),
                    drafts.ids,
                    list(kept),
                    first,
                )
            )
        }
        there = {employee_id: id_ for employee_id, (id_, _row) in stored.items()}
        state = {sheet.id: sheet.state for sheet in drafts}
        new, changed, reasons = [], [], {}
        for employee_id, sheet_id, unit in people:
            values, rows = facts.month_of(employee_id)
            rows += amendments.get(employee_id, ())
            amended = sum(row[7] for row in amendments.get(employee_id, ()))
            values |= {
                "sheet_id": sheet_id,
                "department_id": unit,
                "band_counts": json.dumps(values["band_counts"], sort_keys=True),
                "amendment_tpp": round(amended, 2),
                "total_tpp": round(values["percent_tpp"] + amended, 2),
            }
            row = tuple(values[name] for name in LINE_COLUMNS)
            reasons[employee_id] = rows
            if employee_id in there:
                if stored[employee_id][1] != row:
                    changed.append((there[employee_id], *row))
            else:
                new.append((employee_id, facts.company.id, first, state[sheet_id], 0.0, 0.0, 0.0, *row))
        gone = [id_ for employee_id, id_ in there.items() if employee_id not in kept]
        self.env.execute_query(SQL("DELETE FROM flexible_work_tpp_line WHERE id = ANY(%s) RETURNING id", gone))
        update_changed(lines, LINE_COLUMNS, changed)
        fixed = ("employee_id", "company_id", "date_from", "state", "difference_tpp", "settled_tpp", "pending_tpp")
        insert_new(lines, (*fixed, *LINE_COLUMNS), new, unique=("employee_id", "date_from"))
        self._write_reasons(drafts, reasons)
        self.env.invalidate_all(flush=False)

    def _write_reasons(self, drafts, reasons):
        """Only of lines whose reasons are others now: each row that is written is checked against five tables."""
        line_of = dict(
            self.env.execute_query(
                SQL("SELECT employee_id, id FROM flexible_work_tpp_line WHERE sheet_id = ANY(%s)", drafts.ids)
            )
        )
        stored = defaultdict(set)
        for line_id, *row in self.env.execute_query(
            SQL(
                "SELECT %s FROM flexible_work_tpp_reason WHERE line_id = ANY(%s)",
                SQL(", ").join(SQL.identifier(name) for name in REASON_COLUMNS),
                list(line_of.values()),
            )
        ):
            stored[line_id].add(tuple(map(_plain, row)))
        other = {
            line_of[employee_id]: found
            for employee_id, found in reasons.items()
            if stored.get(line_of[employee_id], set()) != {tuple(map(_plain, row)) for row in found}
        }
        gone = [line_id for line_id in other if line_id in stored]
        self.env.execute_query(SQL("DELETE FROM flexible_work_tpp_reason WHERE line_id = ANY(%s) RETURNING id", gone))
        rows = [(line_id, *row) for line_id, found in other.items() for row in found]
        insert_new(self.env["flexible.work.tpp.reason"], REASON_COLUMNS, rows, unique=("line_id", "date", "kind"))

    # ------------------------------------------------------------ corrected afterwards
    def _amendments(self, company, first):
        """{employee id: reasons that take up what confirmed sheets of earlier months differ by}"""
        found = {}
        for employee_id, line_id, month, pending in self.env.execute_query(
            SQL(
                "SELECT l.employee_id, l.id, l.date_from, l.pending_tpp FROM flexible_work_tpp_line l"
                " WHERE l.company_id = %s AND l.date_from < %s AND l.state = 'confirmed' AND l.pending_tpp <> 0"
                " ORDER BY l.date_from",
                company.id,
                first,
            )
        ):
            pending = float(pending)
            row = (None, month, "amendment", None, 0, 1, 0.0, pending, False, line_id)
            found.setdefault(employee_id, []).append(row)
        return found

    @api.model
    @api.private
    def _compare_confirmed(self, company):
        """Write on confirmed lines by how much the days say something else now than the sheet does."""
        self.env.flush_all()
        months = {}
        for first, last, employee_id in self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT s.date_from, s.date_to, l.employee_id
                  FROM flexible_work_tpp_sheet s
                  JOIN flexible_work_tpp_line l ON l.sheet_id = s.id
                  JOIN flexible_work_day d ON d.employee_id = l.employee_id AND d.date BETWEEN s.date_from AND s.date_to
                 WHERE s.company_id = %s AND s.state = 'confirmed' AND s.date_from >= %s
                   AND d.write_date >= s.confirmed_at
                """,
                company.id,
                company._flexible_work_today() - COMPARED,
            )
        ):
            months.setdefault((first, last), []).append(employee_id)
        for (first, last), employee_ids in months.items():
            facts = TppFacts(self.env, company, first, last, employee_ids)
            lines = self.env["flexible.work.tpp.line"].search_fetch(
                [
                    ("employee_id", "in", employee_ids),
                    ("date_from", "=", first),
                    ("state", "=", "confirmed"),
                ],
                ["employee_id", "percent_tpp", "difference_tpp"],
            )
            for line in lines:
                now = facts.month_of(line.employee_id.id)[0]["percent_tpp"]
                differs = round(now - line.percent_tpp, 2)
                if differs != round(line.difference_tpp, 2):
                    line.difference_tpp = differs
        self.env.flush_all()

    @api.model
    def _cron_compare(self):
        """Compare the confirmed sheets of every regional government with their days."""
        companies = self.env["res.company"].sudo().search([])  # pylint: disable=no-search-all
        self.env["ir.cron"]._commit_progress(remaining=len(companies))
        for company in companies:
            self.sudo()._compare_confirmed(company)
            since = company._flexible_work_today() - COMPARED
            self.sudo().search([("company_id", "=", company.id), ("date_from", ">=", since)])._find_left_out()
            if not self.env["ir.cron"]._commit_progress(1):
                break


def _plain(value):
    """A stored value as it is compared: numbers as floats of six decimals, JSON as text."""
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True)
    if isinstance(value, Decimal | float):
        return round(float(value), 6)
    return value
