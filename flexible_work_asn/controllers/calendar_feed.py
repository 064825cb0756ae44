from datetime import timedelta

from odoo import fields, http
from odoo.http import request

from ..throttle import Throttle

#: calendar programs ask a few times an hour; more, or more addresses that do not exist, is a fault or an attack
READS_MAX = 60
MISSES_MAX = 30
WINDOW = timedelta(minutes=10)


class CalendarFeed(http.Controller):
    """The plan of one person, for calendar programs that cannot log in."""

    @http.route(
        "/flexible_work/calendar/<string:secret>.ics",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=lambda self, rule, args: not self._find(args["secret"])._is_use_due(),
        save_session=False,
        sitemap=False,
    )
    def feed(self, secret):
        """The iCalendar feed behind a secret address; 404 for every other, without telling why."""
        now = fields.Datetime.now()
        token = self._find(secret)
        if token:
            throttle, key = _throttle("reads", READS_MAX), token.id
        else:
            throttle, key = _throttle("misses", MISSES_MAX), request.httprequest.remote_addr
        wait = throttle.wait(key, now)
        if wait:
            return request.make_response("", headers=[("Retry-After", str(wait))], status=429)
        throttle.fail(key, now)
        if not token:
            return request.make_response("", headers=_private(), status=404)
        content = token.employee_id._flexible_work_calendar()
        if token._is_use_due():
            token.last_used_at = now
        response = request.make_response(
            content, headers=[("Content-Type", "text/calendar; charset=utf-8"), *_private()]
        )
        response.add_etag()
        return response.make_conditional(request.httprequest)

    def _find(self, secret):
        return request.env["flexible.work.calendar.token"]._find(secret)


def _throttle(name, limit):
    """The brake of this database and server process."""
    return request.env.registry.__dict__.setdefault(f"_flexible_work_calendar_{name}", Throttle(limit, WINDOW))


def _private():
    """Neither proxies nor search engines keep it, and nobody learns the address from a link in it."""
    return [
        ("Cache-Control", "private, no-cache"),
        ("X-Robots-Tag", "noindex, nofollow"),
        ("Referrer-Policy", "no-referrer"),
    ]
