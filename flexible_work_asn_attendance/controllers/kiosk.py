from datetime import timedelta

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.flexible_work_asn.throttle import Throttle

from .attendance import FlexibleWorkHrAttendance

#: wrong PINs of one person; then that person waits, and nobody else
PIN_TRIES = Throttle(limit=5, window=timedelta(minutes=5))
#: wrong PINs from one address, of whomever: a kiosk at a gate serves hundreds of people, and some mistype
ADDRESS_TRIES = Throttle(limit=40, window=timedelta(minutes=5))
#: by what the kiosk's own list of people searches
LIST_FIELDS = frozenset({"name", "display_name", "department_id", "job_id", "company_id"})
#: "any" would lead to further fields
LIST_OPERATORS = frozenset({"=", "in", "like", "ilike", "child_of"})


class FlexibleWorkKiosk(FlexibleWorkHrAttendance):
    """Odoo's kiosk shows today's plan once somebody is recognised, and lets nobody guess PINs.

    Failures are counted in the memory of each worker process: with several workers there are as many times more
    tries. That is enough against guessing (10,000 PINs), and needs no write in the database for each of them.
    """

    @http.route()
    def scan_barcode(self, token, barcode):
        _speak_as(self._get_company(token))
        return _with_plan(super().scan_barcode(token, barcode))

    @http.route()
    def manual_selection(self, token, employee_id, pin_code, latitude=False, longitude=False):
        """:raises UserError: when too many wrong PINs were tried, saying how long to wait"""
        company = self._get_company(token)
        _speak_as(company)
        asks_pin = company.attendance_kiosk_use_pin
        now = fields.Datetime.now()
        person = (request.db, "pin", str(employee_id))
        address = (request.db, "address", request.httprequest.remote_addr)
        if asks_pin:
            _check_wait(max(PIN_TRIES.wait(person, now), ADDRESS_TRIES.wait(address, now)))
        answer = super().manual_selection(token, employee_id, pin_code, latitude=latitude, longitude=longitude)
        if asks_pin and answer:
            PIN_TRIES.forget(person)
        elif asks_pin:
            PIN_TRIES.fail(person, now)
            ADDRESS_TRIES.fail(address, now)
        return _with_plan(answer)

    @http.route()
    def employees_infos(self, token, limit, offset, domain):
        """The list of people, searched only by what the kiosk itself searches by.

        Odoo searches with whatever it is sent: who knows the address of the kiosk could find out, one comparison after
        the other, where somebody's registered home is.
        """
        if not all(_is_for_list(condition) for condition in Domain(domain).iter_conditions()):
            return {"records": [], "length": 0}
        return super().employees_infos(token, limit, offset, domain)


def _is_for_list(condition):
    return condition.field_expr in LIST_FIELDS and condition.operator in LIST_OPERATORS


def _speak_as(company):
    """A kiosk speaks the language of its government, whatever that of the browser."""
    if company.partner_id.lang:
        request.update_context(lang=company.partner_id.lang)


def _check_wait(seconds):
    if seconds:
        minutes = -(-seconds // 60)
        raise UserError(
            request.env._("Too many wrong PINs. Wait %s minutes, or ask the operator of your unit for help.", minutes)
        )


def _with_plan(answer):
    """What Odoo answers to somebody whom badge, PIN or choice has identified, with today's plan.

    Odoo's other answers don't get it: they are given to anybody who knows the address of the kiosk.
    """
    if answer and answer.get("id"):
        employee = request.env["hr.employee"].sudo().browse(answer["id"])
        answer["flexible_plan"] = employee._flexible_work_kiosk_plan()
    return answer
