from datetime import timedelta

from odoo import fields, http
from odoo.http import request

from ..throttle import Throttle, unnamed

WINDOW = timedelta(minutes=10)
#: calendar programs ask a few times an hour; more, or more addresses that do not exist, is a fault or an attack
READS = Throttle("calendar_reads", 60, WINDOW)
MISSES = Throttle("calendar_misses", 30, WINDOW)


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
            wait = READS.take(request.env, token.id, now)
        else:
            wait = MISSES.take(request.env, unnamed(request.env, request.httprequest.remote_addr), now)
        if wait:
            return request.make_response("", headers=[("Retry-After", str(wait))], status=429)
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


def _private():
    """Neither proxies nor search engines keep it, and nobody learns the address from a link in it."""
    return [
        ("Cache-Control", "private, no-cache"),
        ("X-Robots-Tag", "noindex, nofollow"),
        ("Referrer-Policy", "no-referrer"),
    ]
