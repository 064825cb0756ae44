from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.local_time import at_hour, to_local

from ..opening import HORIZON, Change, Period, Schedule, situation, week_of
from ..words import clock_words

ONE_DAY, GRACE = timedelta(days=1), timedelta(minutes=1)
#: where a working schedule says no hours: a holiday is who covers these
OFFICE_HOURS = (8.0, 16.0)


class FlexibleWorkPublicService(models.Model):
    """Open now? The facts are loaded in a fixed number of queries, the answer is the core's (``opening/``)."""

    _inherit = "flexible.work.public.service"

    open_state = fields.Selection(
        [("open", "Open now"), ("later", "Opens today"), ("closed", "Closed today"), ("unknown", "No hours")],
        compute="_compute_open_state",
        compute_sudo=True,
    )
    open_words = fields.Char(string="Now", compute="_compute_open_state", compute_sudo=True)

    @api.depends(
        "around_the_clock",
        "on_holidays",
        "hours_ids.weekday",
        "hours_ids.hour_from",
        "hours_ids.hour_to",
        "hours_ids.circular_id",
        "change_ids.kind",
        "change_ids.date_from",
        "change_ids.date_to",
        "change_ids.hour_from",
        "change_ids.hour_to",
    )
    @api.depends_context("lang")
    def _compute_open_state(self):
        found = self._situations()
        for service in self:
            now = found.get(service)
            service.open_state = now.state if now else False
            service.open_words = now and service._situation_words(now)

    @api.private
    def _situations(self, now=None):
        """``{service: Situation}``, each by the local time of its regional government. In superuser mode.

        :param now: naive UTC time; without it the server's clock
        """
        found, now = {}, now or fields.Datetime.now()
        for company, services in self.filtered("company_id").grouped("company_id").items():
            moment = to_local(now, company._flexible_work_tz())
            first, last = moment.date(), moment.date() + HORIZON * ONE_DAY
            holidays = self._holidays(company, first, last)
            schedules = services._schedules(company, first, last)
            found.update((service, situation(schedules[service], moment, holidays)) for service in services)
        return found

    @api.private
    def _schedules(self, company, first, last):
        """``{service: Schedule}`` for the local dates from ``first`` to ``last``."""
        circulars = self._circulars_by_rank(company, first, last)
        rows = {service: ([], {}) for service in self}
        for hours in self.hours_ids:
            usual, of_circulars = rows[hours.service_id]
            into = of_circulars.setdefault(hours.circular_id.id, []) if hours.circular_id else usual
            into.append((int(hours.weekday), _minute(hours.hour_from), _minute(hours.hour_to)))
        changes = self.change_ids.filtered(lambda change: change.date_from <= last and change.date_to >= first)
        changes = changes.sorted(lambda change: (change.date_from, change.id), reverse=True).grouped("service_id")
        return {
            service: Schedule(
                usual=week_of(usual),
                periods=tuple(
                    Period(
                        circular.date_from,
                        circular._last_date() or None,
                        week_of(of_circulars[circular.id]),
                        circular.id,
                    )
                    for circular in circulars
                    if circular.id in of_circulars
                ),
                changes=tuple(map(_change, changes.get(service, ()))),
                around_the_clock=service.around_the_clock,
                on_holidays=service.on_holidays,
            )
            for service, (usual, of_circulars) in rows.items()
        }

    @api.model
    def _circulars_by_rank(self, company, first, last):
        """Circulars that decide days; a dated one goes before an open-ended one, then the later issued, as in plans."""
        circulars = self.env["flexible.work.circular"]._binding_between(company, first, last)
        return circulars.filtered(lambda circular: not circular.never_in_force).sorted(
            lambda circular: (bool(circular.date_to), circular.date_issued or circular.date_from, circular.id),
            reverse=True,
        )

    @api.model
    @api.private
    def _holidays(self, company, first, last):
        """``{local date: name}`` of public holidays and cuti bersama that cover the working hours of a date
        (Perpres 21/2023 Pasal 6)."""
        calendar, tz = company.sudo().resource_calendar_id, company._flexible_work_tz()
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search(
                [
                    ("resource_id", "=", False),
                    ("company_id", "in", [company.id, False]),
                    ("calendar_id", "in", [calendar.id, False]),
                    ("date_to", ">=", datetime.combine(first - ONE_DAY, time.min)),
                    ("date_from", "<=", datetime.combine(last + ONE_DAY, time.max)),
                ],
                order="date_from, id",
            )
        )
        lines = calendar.attendance_ids.filtered(lambda line: line.hour_to > line.hour_from)
        opening = min(lines.mapped("hour_from"), default=OFFICE_HOURS[0])
        closing = max(lines.mapped("hour_to"), default=OFFICE_HOURS[1])
        holidays = {}
        for leave in leaves:
            begins, ends = to_local(leave.date_from, tz), to_local(leave.date_to, tz) + GRACE
            for ahead in range((min(last, ends.date()) - max(first, begins.date())).days + 1):
                day = max(first, begins.date()) + ahead * ONE_DAY
                if begins <= at_hour(day, opening) and at_hour(day, closing) <= ends:
                    holidays.setdefault(day, leave.name or self.env._("Holiday"))
        return holidays

    # ------------------------------------------------------------------ in words
    @api.private
    def _situation_words(self, now) -> str:
        """ "Open until 15:00 WIT", "Opens tomorrow at 08:00 WIT": how the service stands, in the reader's language."""
        self.ensure_one()
        if now.state == "unknown":
            return self.department_id.service_hours or self.env._("Hours are not published yet")
        if now.state == "open":
            return self._open_words(now)
        if now.state == "later":
            return self.env._("Opens today at %s", self._clock_words(now.opens))
        if not now.opens:
            return self.env._("Closed until further notice")
        words = {"time": self._clock_words(now.opens), "date": self._date_words(now.opens.date())}
        if now.opens.date() == now.date + ONE_DAY:
            return self.env._("Closed, opens tomorrow at %(time)s", **words)
        return self.env._("Closed, opens on %(date)s at %(time)s", **words)

    def _open_words(self, now):
        if not now.until:
            return self.env._("Open around the clock")
        if now.until == datetime.combine(now.date + ONE_DAY, time.min):
            return self.env._("Open until midnight")
        words = {"time": self._clock_words(now.until), "date": self._date_words(now.until.date())}
        if now.until.date() == now.date:
            return self.env._("Open until %(time)s", **words)
        return self.env._("Open until %(date)s, %(time)s", **words)

    @api.private
    def _clock_words(self, moment) -> str:
        """``08.00 WIT`` or ``08:00 WIT``: a naive local time, with the zone said."""
        return clock_words(self.env, moment, self.company_id._flexible_work_tz())

    @api.private
    def _date_words(self, day) -> str:
        return format_date(self.env, day, date_format="EEEE, d MMMM")


def _minute(hour):
    return round(hour * 60)


def _change(change):
    spans = ((_minute(change.hour_from), _minute(change.hour_to)),) if change.kind == "hours" else ()
    return Change(change.date_from, change.date_to, change.kind, spans, change.id)
