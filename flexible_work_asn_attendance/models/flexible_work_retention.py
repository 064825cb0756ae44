from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from .flexible_work_sensitive import EVENT_FIELDS, PRESENCE_FIELDS

#: rows by one statement, and photos by one deletion: each batch is committed
ROWS = 10_000
PHOTOS = 500


class FlexibleWorkRetention(models.AbstractModel):
    """Deletes positions, devices and photos of check-ins after the time that the regional government has set.

    UU 27/2022: data is kept no longer than its purpose needs. What was judged by them stays: inside or outside,
    distance, minutes. Dates are local dates, so that a region east of Greenwich keeps nothing a day less or more.
    """

    _name = "flexible.work.retention"
    _description = "Retention of Positions and Photos"

    @api.model
    def _cron_purge(self):
        """Delete what is due, in batches that are committed one by one; it may run as often as one likes."""
        companies = self.env["res.company"].sudo().search([])  # pylint: disable=no-search-all
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(companies))
        for company in companies:
            for purge in (self._purge_attendances, self._purge_presences, self._purge_photos):
                while purge(company):
                    if not progress(0):
                        return
            if not progress(1):
                return

    @api.model
    @api.private
    def _purge_company(self, company):
        """All that is due for one regional government, at once."""
        for purge in (self._purge_attendances, self._purge_presences, self._purge_photos):
            while purge(company):
                pass

    def _last_kept(self, company, days):
        """The earliest local date that is kept."""
        return company._flexible_work_today() - timedelta(days=days)

    def _purge_attendances(self, company):
        """One batch of check-ins; how many there were.

        What was there before this addon was installed says neither yes nor no in ``flexible_purged``.
        """
        names = [name for name, kind in EVENT_FIELDS.items() if kind == "position"]
        # heads may read how exact a position was, but there is none any more
        names += ["flexible_in_accuracy", "flexible_out_accuracy"]
        # one after the other: each finds its rows by the index
        whose = [SQL("= FALSE"), SQL("IS NULL")] if company.flexible_work_position_older else [SQL("= FALSE")]
        for which in whose:
            due = SQL("AND row.flexible_purged IS NOT TRUE AND row.flexible_purged %s", which)
            count = self._purge_rows("hr.attendance", names, company, due, SQL(", flexible_purged = TRUE"))
            if count:
                return count
        return 0

    def _purge_presences(self, company):
        """One batch of presences in between; how many there were."""
        names = [name for name, kind in PRESENCE_FIELDS.items() if kind == "position"]
        is_there = SQL(" OR ").join(SQL("row.%s IS NOT NULL", SQL.identifier(name)) for name in names)
        return self._purge_rows("flexible.work.presence", names, company, SQL("AND (%s)", is_there), SQL())

    def _purge_rows(self, model, names, company, condition, mark):
        records = self.env[model].sudo()
        records.flush_model()
        table = SQL.identifier(records._table)
        # named first: PostgreSQL would expect a whole batch each night, and read years of rows for the few that are due
        due = self.env.execute_query(
            SQL(
                """
                SELECT row.id
                  FROM %(table)s row
                  JOIN hr_employee employee ON employee.id = row.employee_id
                 WHERE employee.company_id = %(company)s AND row.date < %(kept)s %(condition)s
                 LIMIT %(rows)s
                """,
                table=table,
                company=company.id,
                kept=self._last_kept(company, company.flexible_work_position_days),
                condition=condition,
                rows=ROWS,
            )
        )
        if not due:
            return 0
        nothing = SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in names)
        ids = [row[0] for row in due]
        self.env.cr.execute(SQL("UPDATE %s SET %s%s WHERE id = ANY(%s)", table, nothing, mark, ids))
        records.invalidate_model(flush=False)
        return len(due)

    def _purge_photos(self, company):
        """One batch of photos, with their files; how many there were.

        The file itself goes with Odoo's own collection of files that nothing refers to.
        """
        ids = [
            row[0]
            for model, names in (("hr.attendance", EVENT_FIELDS), ("flexible.work.presence", PRESENCE_FIELDS))
            for row in self.env.execute_query(
                SQL(
                    """
                    SELECT file.id
                      FROM ir_attachment file
                      JOIN %s row ON row.id = file.res_id
                      JOIN hr_employee employee ON employee.id = row.employee_id
                     WHERE file.res_model = %s AND file.res_field = ANY(%s)
                       AND employee.company_id = %s AND row.date < %s
                     LIMIT %s
                    """,
                    SQL.identifier(self.env[model]._table),
                    model,
                    [name for name, kind in names.items() if kind == "photo"],
                    company.id,
                    self._last_kept(company, company.flexible_work_photo_days),
                    PHOTOS,
                )
            )
        ]
        self.env["ir.attachment"].sudo().browse(ids).unlink()
        return len(ids)
