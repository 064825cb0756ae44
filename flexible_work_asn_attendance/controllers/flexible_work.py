from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .attendance import check_information, is_number


class FlexibleWorkController(http.Controller):
    """What the page *Hari Ini* does. Every answer is the card again, as `get_my_day` gives it."""

    @http.route("/flexible_work/check", type="jsonrpc", auth="user")
    def check(
        self,
        kind,
        latitude=None,
        longitude=None,
        accuracy=None,
        device=None,
        photo=None,
        ticket=None,
        elapsed=None,
        client_time=None,
    ):
        """Check the user in or out, or record a presence in between; by the server's clock.

        The position is what the browser says, or None. A second tap, or the same request once more, is answered with
        what the first one did. What can't count is refused with a UserError that says what to do: it is final, so a
        browser that has kept the event gives it up then.

        :param kind: ``in``, ``out`` or ``presence``
        :param latitude: decimal degrees, with ``longitude``; None when the person can't or won't tell
        :param accuracy: metres
        :param device: random name that the browser keeps for itself
        :param photo: base64 of a JPEG of at most 300 kB, by the circular's policy
        :param ticket: ``card.ticket``, only for an event that was kept without network
        :param elapsed: milliseconds between the receipt of the ticket and the tap, by a monotonic clock
        :param client_time: wall clock of the device on sending (milliseconds since 1970); for the record only
        """
        information = check_information("systray", latitude, longitude)
        accuracy = accuracy if is_number(accuracy, 1e7) and accuracy >= 0 else None
        self._own_employee()._flexible_work_check(
            kind,
            information,
            accuracy,
            device=device,
            photo=photo,
            ticket=ticket,
            elapsed=elapsed,
            client_time=client_time,
        )
        return self._card()

    @http.route("/flexible_work/apel/join", type="jsonrpc", auth="user")
    def join_apel(self, apel_id, code):
        """Join an apel with the code that its leader shows."""
        employee = self._own_employee()
        # whatever a client sends: it may be read off a QR code
        number = int(apel_id) if str(apel_id).isdecimal() and len(str(apel_id)) < 10 else 0
        own = [("id", "=", number), ("company_id", "=", employee.company_id.id)]
        apel = request.env["flexible.work.apel"].sudo().search_fetch(own)
        if not apel:
            raise UserError(request.env._("This apel does not exist any more."))
        apel._join(employee, code)
        return self._card()

    def _own_employee(self):
        employee = request.env.user.employee_id.sudo()
        if not employee:
            raise UserError(request.env._("Your user is not linked to an employee. Ask BKPSDM to link it."))
        return employee

    def _card(self):
        request.env.flush_all()
        return request.env["flexible.work.day"].get_my_day()
