from collections.abc import Set
from contextlib import contextmanager
from datetime import timedelta

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.flexible_work_asn.asked import ID_MAX, number_of
from odoo.addons.flexible_work_asn.throttle import Throttle, unnamed

from .attendance import FlexibleWorkHrAttendance

WINDOW = timedelta(minutes=5)
#: wrong PINs of one person; then that person waits, and nobody else
PIN_TRIES = Throttle("pin", 5, WINDOW)
#: wrong PINs and unknown badges from one address, of whomever: a kiosk at a gate serves hundreds of people, and some
#: mistype
ADDRESS_TRIES = Throttle("pin_address", 40, WINDOW)
#: by what the kiosk's own list of people searches
LIST_FIELDS = frozenset({"name", "display_name", "department_id", "job_id", "company_id"})
#: "any" would lead to further fields
LIST_OPERATORS = frozenset({"=", "in", "like", "ilike", "child_of"})


class FlexibleWorkKiosk(FlexibleWorkHrAttendance):
    """Odoo's kiosk shows today's plan once somebody is recognised, and lets nobody guess PINs or badges.

    Each attempt is counted as a failure first and taken back when it was none, so that nobody gets past by trying many
    at one moment.
    """

    @staticmethod
    def _get_company(token):
        """The company of a kiosk's address; none for what is no address, with which Odoo would search, too."""
        return FlexibleWorkHrAttendance._get_company(token if _is_text(token) else "")

    @http.route()
    def scan_barcode(self, token, barcode):
        """:raises UserError: when too many badges or PINs that nobody has came from this address"""
        _speak_as(self._get_company(token))
        if not _is_text(barcode):
            # Odoo searches with it: false would be the first person without a badge, a list many guesses at once
            return {}
        with _guess() as address:
            answer = super().scan_barcode(token, barcode)
            if answer:
                ADDRESS_TRIES.give_back(request.env, address)
        return _with_plan(answer)

    @http.route()
    def manual_selection(self, token, employee_id, pin_code, latitude=False, longitude=False):
        """:raises UserError: when too many wrong PINs were tried, saying how long to wait"""
        company = self._get_company(token)
        _speak_as(company)
        if type(employee_id) is not int:
            # [5] is the same person to Odoo, but another one to the brake
            return {}
        if not company.attendance_kiosk_use_pin:
            return _with_plan(super().manual_selection(token, employee_id, pin_code, latitude, longitude))
        if not _is_text(pin_code):
            # false is the PIN of everybody who has none
            return {}
        with _guess(employee_id) as address:
            answer = super().manual_selection(token, employee_id, pin_code, latitude, longitude)
            if answer:
                PIN_TRIES.forget(request.env, employee_id)
                ADDRESS_TRIES.give_back(request.env, address)
        return _with_plan(answer)

    @http.route()
    def employees_infos(self, token, limit, offset, domain):
        """The list of people, searched only by what the kiosk itself searches by.

        Odoo searches with whatever it is sent: who knows the address of the kiosk could find out, one comparison after
        the other, where somebody's registered home is.
        """
        nobody = {"records": [], "length": 0}
        try:
            conditions = list(Domain(domain).iter_conditions())
        except (TypeError, ValueError, AttributeError):
            return nobody
        if not all(map(_is_for_list, conditions)) or not _is_count(limit) or not _is_count(offset):
            return nobody
        return super().employees_infos(token, limit, offset, domain)


def _is_for_list(condition):
    values = condition.value if isinstance(condition.value, (list, tuple, Set)) else [condition.value]
    return (
        condition.field_expr in LIST_FIELDS
        and condition.operator in LIST_OPERATORS
        and all(isinstance(value, str) or value is False or number_of(value) for value in values)
    )


def _is_count(value):
    return not value or (type(value) is int and 0 < value <= ID_MAX)


def _speak_as(company):
    """A kiosk speaks the language of its government, whatever that of the browser."""
    if company.partner_id.lang:
        request.update_context(lang=company.partner_id.lang)


def _is_text(value):
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


@contextmanager
def _guess(employee_id=None):
    """Count an attempt as a failure; the caller takes back what was none. Gives the key of the address.

    What raises an error has got past PIN and badge: it comes too early in the day, or too late.
    """
    env, now = request.env, fields.Datetime.now()
    address = unnamed(env, request.httprequest.remote_addr)
    wait = ADDRESS_TRIES.take(env, address, now)
    if wait:
        _refuse(wait)
    wait = PIN_TRIES.take(env, employee_id, now) if employee_id is not None else 0
    if wait:
        # whoever is barred has tried nothing
        ADDRESS_TRIES.give_back(env, address)
        _refuse(wait)
    try:
        yield address
    except Exception:
        ADDRESS_TRIES.give_back(env, address)
        if employee_id is not None:
            PIN_TRIES.give_back(env, employee_id)
        raise


def _refuse(seconds):
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
