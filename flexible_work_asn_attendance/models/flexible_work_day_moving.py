from odoo import api, models
from odoo.tools import SQL

#: what is kept about a person on a date, and is of the unit of the day
GOES_ALONG = (
    "flexible.work.presence",
    "flexible.work.log",
    "flexible.work.contact",
    "flexible.work.correction",
    "flexible.work.signal",
    "flexible.work.apel.attendance",
)


class FlexibleWorkDay(models.Model):
    """An open day that another unit counts now takes along what was kept of it: the new unit decides about it."""

    _inherit = "flexible.work.day"

    @api.model
    @api.private
    def _take_along(self, keys):
        """Let what was kept of the days of ``keys`` (employee id, local date) be of their unit of now.

        Daily reports, calls, corrections, presences and signals; the waiting corrections ask the new unit's head.
        One query for each kind, and those alone that were of another unit are read.
        """
        if not keys:
            return
        self.env.flush_all()
        employees, dates = (list(values) for values in zip(*keys, strict=True))
        for name in GOES_ALONG:
            model = self.env[name].sudo()
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT r.id
                      FROM unnest(%s::int4[], %s::date[]) AS key (employee_id, date)
                      JOIN flexible_work_day d ON d.employee_id = key.employee_id AND d.date = key.date
                      JOIN %s r ON r.employee_id = d.employee_id AND r.date = d.date
                     WHERE r.department_id IS DISTINCT FROM d.department_id
                    """,
                    employees,
                    dates,
                    SQL.identifier(model._table),
                )
            )
            records = model.browse([row[0] for row in rows])
            for field in ("department_id", "opd_id"):
                if records and field in model._fields and model._fields[field].compute:
                    self.env.add_to_compute(model._fields[field], records)
            records.flush_recordset()
            if name == "flexible.work.correction":
                records.filtered(lambda correction: correction.state == "submitted")._ask_again()
