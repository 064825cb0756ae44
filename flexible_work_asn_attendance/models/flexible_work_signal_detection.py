import json
import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.bulk import insert_new, update_changed

from ..judge import Event, Position, find_signals

_logger = logging.getLogger(__name__)

COLUMNS = ("employee_id", "date", "kind", "facts", "day_id", "company_id", "department_id", "state")
#: the page and Odoo's systray belong to the person; a kiosk stands where it stands, and others type for somebody
OWN_CHANNEL = "systray"


class FlexibleWorkSignal(models.Model):
    """Signals are looked for in batch, by a job of their own: never in the path of a check-in."""

    _inherit = "flexible.work.signal"

    @api.model
    def _cron_detect(self):
        """Look for signals of today and yesterday in every regional government; one that fails holds up no other."""
        companies = self.env["res.company"].sudo().search([])  # pylint: disable=no-search-all
        self.env["ir.cron"]._commit_progress(remaining=len(companies))
        failure = None
        for company in companies:
            today = company._flexible_work_today()
            try:
                self.sudo()._detect(company, today - timedelta(days=1), today)
            except Exception as error:
                self.env.cr.rollback()
                _logger.exception("Signals of %s could not be looked for", company.name)
                failure = error
            if not self.env["ir.cron"]._commit_progress(1):
                break
        if failure:
            raise failure

    @api.model
    @api.private
    def _detect(self, company, date_from, date_to):
        """Record the signals of one regional government on a range of local dates; five queries at most.

        What was recorded stays: of an open signal the facts follow what has been seen since, and one that somebody
        has looked at is not made again, neither for its date nor for the same row of dates.
        """
        self.env.flush_all()
        limits = company._flexible_work_signal_limits()
        events = self._events(company, limits, date_from, date_to)
        found = find_signals(events, limits, date_from, date_to) if events else []
        if not found:
            return
        days, known = self._days_and_known(company, limits, date_from, date_to, found)
        new, changed = [], []
        for signal in found:
            key = (signal.person, signal.date)
            facts = json.dumps(signal.facts, sort_keys=True)
            stored = known.get((*key, signal.kind))
            if stored:
                id_, state, before = stored
                if state == "open" and json.dumps(before, sort_keys=True) != facts:
                    changed.append((id_, facts))
            elif key in days and not _looked_at(signal, known):
                day_id, unit = days[key]
                new.append((*key, signal.kind, facts, day_id, company.id, unit, "open"))
        insert_new(self, COLUMNS, new, unique=("employee_id", "date", "kind"))
        update_changed(self, ("facts",), changed)
        self._count_again([row[4] for row in new])

    def _events(self, company, limits, date_from, date_to):
        """Events at the person's own page; of the dates before the range those that could make up a row with it.

        Somebody at the network of an office is known to be there: his or her coordinates say nothing more.
        """
        rows = self.env.execute_query(
            SQL(
                """
                WITH person AS (
                    SELECT id FROM hr_employee WHERE company_id = %(company)s
                ), event AS (
                    SELECT a.employee_id, a.date, e.*
                      FROM hr_attendance a
                      JOIN person ON person.id = a.employee_id
                CROSS JOIN LATERAL (VALUES
                    (a.check_in, a.in_mode, a.flexible_in_located, a.in_latitude, a.in_longitude,
                     a.flexible_in_accuracy, a.flexible_in_place_by, a.flexible_in_device, a.flexible_in_drift,
                     a.flexible_in_received_at),
                    (a.check_out, a.out_mode, a.flexible_out_located, a.out_latitude, a.out_longitude,
                     a.flexible_out_accuracy, a.flexible_out_place_by, a.flexible_out_device, a.flexible_out_drift,
                     a.flexible_out_received_at)
                ) AS e (at, channel, located, latitude, longitude, accuracy, place_by, device, drift, received_at)
                     WHERE a.date BETWEEN %(first)s AND %(last)s AND e.at IS NOT NULL AND e.channel = %(channel)s
                 UNION ALL
                    SELECT p.employee_id, p.date, p.at, %(channel)s, p.located, p.latitude, p.longitude, p.accuracy,
                           p.place_by, p.device, p.drift, p.received_at
                      FROM flexible_work_presence p
                      JOIN person ON person.id = p.employee_id
                     WHERE p.date BETWEEN %(first)s AND %(last)s
                )
                SELECT employee_id, date, at, located AND place_by IS DISTINCT FROM 'network', latitude, longitude,
                       accuracy, device, drift, received_at
                  FROM event
                 WHERE date >= %(date_from)s
                    OR received_at IS NOT NULL
                    OR accuracy > %(accuracy)s
                    OR (located AND (employee_id, latitude, longitude) IN (
                        SELECT employee_id, latitude, longitude FROM event WHERE date >= %(date_from)s AND located
                    ))
                """,
                company=company.id,
                first=date_from - timedelta(days=limits.window - 1),
                last=date_to,
                date_from=date_from,
                channel=OWN_CHANNEL,
                accuracy=limits.accuracy,
            )
        )
        return [_event(*row) for row in rows]

    def _days_and_known(self, company, limits, date_from, date_to, found):
        """({(employee id, date): (day id, unit)}, {(employee id, date, kind): (id, state, facts)}) of these people."""
        people = list({signal.person for signal in found})
        days = self.env.execute_query(
            SQL(
                "SELECT employee_id, date, id, department_id FROM flexible_work_day"
                " WHERE company_id = %s AND employee_id = ANY(%s) AND date BETWEEN %s AND %s",
                company.id,
                people,
                date_from,
                date_to,
            )
        )
        known = self.env.execute_query(
            SQL(
                "SELECT employee_id, date, kind, id, state, facts FROM flexible_work_signal"
                " WHERE employee_id = ANY(%s) AND date BETWEEN %s AND %s",
                people,
                date_from - timedelta(days=limits.window),
                date_to,
            )
        )
        return {row[:2]: row[2:] for row in days}, {row[:3]: row[3:] for row in known}

    @api.model
    @api.private
    def _count_again(self, day_ids):
        """Write on these days how many of their signals nobody has looked at yet; closed days, too."""
        if not day_ids:
            return
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT d.id, count(s.id) FILTER (WHERE s.state = 'open')
                  FROM flexible_work_day d
             LEFT JOIN flexible_work_signal s ON s.day_id = d.id
                 WHERE d.id = ANY(%s)
              GROUP BY d.id
                """,
                list(set(day_ids)),
            )
        )
        update_changed(self.env["flexible.work.day"].sudo(), ("signal_count",), rows)


def _event(person, date, at, located, latitude, longitude, accuracy, device, drift, received_at):
    position = Position(float(latitude or 0), float(longitude or 0), accuracy) if located else None
    delay = round((received_at - at).total_seconds()) if received_at else None
    return Event(person, date, at, position, device, drift, delay)


def _looked_at(signal, known):
    """Whether somebody has looked at the same kind of signal on one of the dates that make up this one."""
    earlier = [
        known.get((signal.person, fields.Date.to_date(day), signal.kind)) for day in signal.facts.get("dates", ())
    ]
    return any(stored and stored[1] != "open" for stored in earlier)
