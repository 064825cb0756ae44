"""The windows of presence of the circulars that hold for many days, loaded in one query."""

from odoo.tools import SQL

from ..judge import Window

NO_WINDOWS = ()


class WindowFacts:
    """Finds the windows of a day: of the circular that decided it, else of the one in force for its government.

    They bind on days without a rostered shift and without time off: who has a shift comes when it begins.
    """

    def __init__(self, env, days):
        """
        :param days: dicts of days, see `DaysFacts`
        """
        self._circulars, self._in_force = {}, []
        self._found = {}
        for id_, company, region, first, last, windows in env.execute_query(
            SQL(
                """
                  SELECT c.id, c.company_id,
                         c.state <> 'draft' AND c.issuer = 'region' AND NOT COALESCE(c.is_template, FALSE),
                         c.date_from, c.last_date,
                         (SELECT json_agg(json_build_array(w.id, w.mode, w.kind, w.hour_from, w.hour_to))
                            FROM flexible_work_presence_window w WHERE w.circular_id = c.id)
                    FROM flexible_work_circular c
                   WHERE c.company_id = ANY(%s) OR c.id = ANY(%s)
                ORDER BY c.date_to IS NULL, c.date_issued DESC NULLS LAST, c.id DESC
                """,
                list({day["company_id"] for day in days}),
                list({day["circular_id"] for day in days if day["circular_id"]}),
            )
        ):
            self._circulars[id_] = tuple(Window(*window) for window in windows or ())
            if region and first:
                self._in_force.append((company, first, last, id_))

    def of(self, day):
        """The windows of one day, whatever their mode."""
        if day["shift_id"] or day["leave_status"] or not day["mode"]:
            return NO_WINDOWS
        key = (day["company_id"], day["date"], day["circular_id"])
        if key not in self._found:
            self._found[key] = self._find(*key)
        return self._found[key]

    def _find(self, company_id, date, circular_id):
        if circular_id:
            return self._circulars.get(circular_id, NO_WINDOWS)
        for company, first, last, id_ in self._in_force:
            if company == company_id and first <= date and (last is None or date <= last):
                return self._circulars[id_]
        return NO_WINDOWS
