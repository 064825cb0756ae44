from odoo import fields, models
from odoo.tools import SQL


class FlexibleWorkApelRecap(models.Model):
    """Presence at apel per OPD and date, counted from the days: what BKPSDM hands to the Bupati by day 5 of the next
    month (as in Katingan), grouped by month and exported by Odoo's own export or pivot.

    Counted are the apel that were held, of people who were expected; the joint apel counts as that of the morning.
    """

    _name = "flexible.work.apel.recap"
    _description = "Recap of Apel"
    _auto = False
    _order = "date desc, opd_id, session"
    _rec_name = "opd_id"
    _depends = {
        "flexible.work.day": [
            "date",
            "company_id",
            "opd_id",
            "apel_expected",
            "apel_morning",
            "apel_afternoon_expected",
            "apel_afternoon",
        ]
    }

    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", string="Regional government", readonly=True)
    opd_id = fields.Many2one("hr.department", string="OPD", readonly=True)
    session = fields.Selection(
        [("morning", "Morning or joint apel"), ("afternoon", "Afternoon apel")], string="Apel", readonly=True
    )
    expected = fields.Integer(readonly=True)
    on_time = fields.Integer(readonly=True)
    late = fields.Integer(readonly=True)
    rejected = fields.Integer(readonly=True)
    missing = fields.Integer(string="Not in", readonly=True)
    percent = fields.Float(
        string="Present (%)", digits=(5, 1), readonly=True, aggregator="avg", help="On time or late, of those expected."
    )

    @property
    def _table_query(self):
        # grouped by what is filtered on, so that PostgreSQL reads the days of one month only
        return SQL(
            "%s UNION ALL %s",
            self._counted("morning", "apel_expected", "apel_morning", 0),
            self._counted("afternoon", "apel_afternoon_expected", "apel_afternoon", 1),
        )

    def _counted(self, session, expected, result, number):
        return SQL(
            """
            SELECT 2 * min(id) + %(number)s AS id, date, company_id, opd_id, %(session)s AS session,
                   count(*)::integer AS expected,
                   count(*) FILTER (WHERE %(result)s = 'on_time')::integer AS on_time,
                   count(*) FILTER (WHERE %(result)s = 'late')::integer AS late,
                   count(*) FILTER (WHERE %(result)s = 'rejected')::integer AS rejected,
                   count(*) FILTER (WHERE %(result)s = 'none')::integer AS missing,
                   100.0 * count(*) FILTER (WHERE %(result)s IN ('on_time', 'late')) / count(*) AS percent
              FROM flexible_work_day
             WHERE %(expected)s
          GROUP BY date, company_id, opd_id
            """,
            number=number,
            session=session,
            expected=SQL.identifier(expected),
            result=SQL.identifier(result),
        )

    def _read_group_select(self, aggregate_spec, query):
        """Of several days and OPD the share of all people, not the mean of shares."""
        if aggregate_spec == "percent:avg":
            on_time, late, expected = (
                self._field_to_sql(self._table, name, query) for name in ("on_time", "late", "expected")
            )
            return SQL("100.0 * (SUM(%s) + SUM(%s)) / NULLIF(SUM(%s), 0)", on_time, late, expected)
        return super()._read_group_select(aggregate_spec, query)
