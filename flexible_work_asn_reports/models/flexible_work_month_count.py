from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.flexible_work_asn_attendance.models.flexible_work_log_missing import HANDED_IN

from ..figures import protocol_rank
from .day_tallies import ASSIGNED
from .month_columns import ADDED, COUNTED, PEOPLE, PERCENT, SUMMED, day_columns, names, people_columns, sums

HELD = ("apel_held", "apel_afternoon_held")


class FlexibleWorkMonth(models.Model):
    """Counting the closed days of a month: a fixed number of queries, whatever the number of people and OPD."""

    _inherit = "flexible.work.month"

    @api.private
    def _count(self):
        """People, OPD and the region are counted anew by the database itself; the caller has checked who asks.

        :raises UserError: once it is confirmed
        """
        self.ensure_one()
        if self.state != "draft":
            raise UserError(self.env._("%s is confirmed: its figures are final.", self.display_name))
        self.env.flush_all()
        self.env.execute_query(
            SQL("DELETE FROM flexible_work_month_person WHERE month_id = %s RETURNING NULL", self.id)
        )
        self.env.execute_query(SQL("DELETE FROM flexible_work_month_line WHERE month_id = %s RETURNING NULL", self.id))
        self._insert_people()
        self._insert_lines()
        self._add_up()
        self.env.invalidate_all(flush=False)
        self._count_circumstances()
        self._propose_texts()

    def _days(self, alias="d"):
        """The days of the month, as a condition on ``alias``."""
        first, last = self._span()
        table = SQL.identifier(alias)
        return SQL("%s.company_id = %s AND %s.date BETWEEN %s AND %s", table, self.company_id.id, table, first, last)

    def _missing_reports(self):
        """The ids of days without a daily report that was asked for, as a query: the search of the days says which."""
        days = self.env["flexible.work.day"].with_company(self.company_id)
        days = days.with_context(allowed_company_ids=self.company_id.ids, active_test=False)
        first, last = self._span()
        return days._search(
            [
                ("company_id", "=", self.company_id.id),
                ("date", ">=", first),
                ("date", "<=", last),
                ("state", "=", "closed"),
                ("is_report_missing", "=", True),
            ]
        ).subselect()

    def _insert_people(self):
        """One row for each person and OPD; the unit, the kind of ASN and the post are those of the last day there.

        Letters of warning count with the last OPD of the month. What is looked up elsewhere are subqueries that do not
        depend on the day: they are hashed once, whatever PostgreSQL believes to know about the size of a new month.
        """
        counted = [*COUNTED, *SUMMED]
        self.env.execute_query(
            SQL(
                """
                WITH counted AS (
                    SELECT d.employee_id, d.opd_id, MAX(d.date) AS last_date, %(columns)s
                      FROM (SELECT day.*, day.id IN (%(missing)s) AS report_missing,
                                   day.id IN (SELECT day_id FROM flexible_work_log
                                               WHERE company_id = %(company)s AND state = ANY(%(handed_in)s)
                                                 AND date BETWEEN %(first)s AND %(last)s AND day_id IS NOT NULL)
                                       AS report_handed_in
                              FROM flexible_work_day day
                             WHERE day.state = 'closed' AND %(days)s) AS d
                  GROUP BY d.employee_id, d.opd_id
                ), warned AS (
                    SELECT employee_id, COUNT(*) AS letters FROM flexible_work_warning
                     WHERE company_id = %(company)s AND state = 'issued' AND date BETWEEN %(first)s AND %(last)s
                  GROUP BY employee_id
                )
                INSERT INTO flexible_work_month_person
                            (month_id, month, company_id, employee_id, department_id, unit_id, name, nip, asn_kind,
                             structural, warnings, percent, create_uid, create_date, write_uid, write_date, %(names)s)
                     SELECT %(id)s, %(first)s, %(company)s, c.employee_id, c.opd_id, last.department_id, e.name, e.nip,
                            last.asn_kind, COALESCE(last.structural, FALSE),
                            CASE WHEN ROW_NUMBER() OVER (PARTITION BY c.employee_id ORDER BY c.last_date DESC) = 1
                                 THEN COALESCE(w.letters, 0) ELSE 0 END,
                            %(percent)s, %(uid)s, %(now)s, %(uid)s, %(now)s, %(values)s
                       FROM counted c
                       JOIN flexible_work_day last ON last.employee_id = c.employee_id AND last.date = c.last_date
                            -- says nothing new, but keeps PostgreSQL from reading the years before
                            AND %(last_days)s
                       JOIN hr_employee e ON e.id = c.employee_id
                  LEFT JOIN warned w ON w.employee_id = c.employee_id
                  RETURNING NULL
                """,
                columns=day_columns(),
                missing=self._missing_reports(),
                handed_in=list(HANDED_IN),
                days=self._days("day"),
                last_days=self._days("last"),
                names=names(counted),
                values=names(counted, "c"),
                percent=PERCENT,
                **self._values(),
            )
        )

    def _insert_lines(self):
        """One row for each OPD that has people, with the name of the date of the count, in the order of protocol."""
        opds = self._opd_names()
        self.env.execute_query(
            SQL(
                """
                WITH added AS (
                    SELECT p.department_id, %(sums)s, %(people)s
                      FROM flexible_work_month_person p WHERE p.month_id = %(id)s GROUP BY p.department_id
                ), lent AS (
                    SELECT d.home_opd_id, COUNT(*) AS assigned_out
                      FROM flexible_work_day d WHERE d.state = 'closed' AND %(days)s AND %(assigned)s
                  GROUP BY d.home_opd_id
                ), held AS (
                    SELECT opd_id, COUNT(*) FILTER (WHERE morning) AS apel_held,
                           COUNT(*) FILTER (WHERE afternoon) AS apel_afternoon_held
                      FROM (SELECT d.opd_id, d.date, BOOL_OR(d.apel_expected) AS morning,
                                   BOOL_OR(d.apel_afternoon_expected) AS afternoon
                              FROM flexible_work_day d WHERE d.state = 'closed' AND %(days)s
                          GROUP BY d.opd_id, d.date) AS dates
                  GROUP BY opd_id
                )
                INSERT INTO flexible_work_month_line
                            (month_id, month, company_id, department_id, is_opd, name, sequence, percent,
                             create_uid, create_date, write_uid, write_date, assigned_out, %(held)s, %(names)s)
                     SELECT %(id)s, %(first)s, %(company)s, a.department_id, a.department_id IS NOT NULL,
                            COALESCE(o.name, %(without)s), COALESCE(o.sequence, %(rank)s), %(percent)s,
                            %(uid)s, %(now)s, %(uid)s, %(now)s, COALESCE(l.assigned_out, 0), %(held)s, %(names)s
                       FROM added a
                  LEFT JOIN lent l ON l.home_opd_id IS NOT DISTINCT FROM a.department_id
                  LEFT JOIN held h ON h.opd_id IS NOT DISTINCT FROM a.department_id
                  LEFT JOIN unnest(%(ids)s::int4[], %(titles)s::text[], %(ranks)s::int4[]) AS o (id, name, sequence)
                         ON o.id = a.department_id
                  RETURNING NULL
                """,
                sums=sums(ADDED),
                people=people_columns(),
                days=self._days(),
                assigned=ASSIGNED,
                names=names([*ADDED, *PEOPLE]),
                held=names(HELD),
                without=self.with_context(lang=self._document_lang()).env._("Without OPD"),
                rank=protocol_rank(""),
                ids=[opd_id for opd_id, _name in opds],
                titles=[name for _id, name in opds],
                ranks=[protocol_rank(name) for _id, name in opds],
                percent=PERCENT,
                **self._values(),
            )
        )

    def _opd_names(self):
        """(id, name in the language of documents) of the OPD of the month; those closed since, too."""
        opds = self.env["hr.department"].with_context(active_test=False, lang=self._document_lang())
        found = opds.search_fetch(
            [("company_id", "in", [self.company_id.id, False]), ("opd_id", "!=", False)], ["name", "is_opd"]
        )
        return [(opd.id, opd.name) for opd in found]

    def _add_up(self):
        """The whole region: sums of the OPD, and numbers of different people."""
        columns = [*ADDED, *PEOPLE]
        self.env.execute_query(
            SQL(
                """
                UPDATE flexible_work_month month
                   SET (%(names)s) = (SELECT %(coalesced)s
                                        FROM (SELECT %(sums)s, %(people)s FROM flexible_work_month_person p
                                               WHERE p.month_id = %(id)s) AS added),
                       (apel_held, apel_afternoon_held, open_days) = (
                           SELECT COUNT(*) FILTER (WHERE morning), COUNT(*) FILTER (WHERE afternoon),
                                  COALESCE(SUM(still_open), 0)
                             FROM (SELECT BOOL_OR(d.apel_expected AND d.state = 'closed') AS morning,
                                          BOOL_OR(d.apel_afternoon_expected AND d.state = 'closed') AS afternoon,
                                          COUNT(*) FILTER (WHERE d.state = 'open') AS still_open
                                     FROM flexible_work_day d WHERE %(days)s GROUP BY d.date) AS dates),
                       counted_at = %(now)s
                 WHERE id = %(id)s RETURNING id
                """,
                names=names(columns),
                coalesced=SQL(", ").join(SQL("COALESCE(%s, 0)", SQL.identifier(name)) for name in columns),
                sums=sums(ADDED),
                people=people_columns(),
                days=self._days(),
                **self._values(),
            )
        )
        self.env.execute_query(
            SQL(
                "UPDATE flexible_work_month SET percent = %s, assigned_out = assigned_in WHERE id = %s RETURNING id",
                PERCENT,
                self.id,
            )
        )

    def _values(self):
        """What all three statements name."""
        first, last = self._span()
        return {
            "id": self.id,
            "company": self.company_id.id,
            "first": first,
            "last": last,
            "uid": self.env.uid,
            "now": fields.Datetime.now(),
        }
