from odoo.http import request

from odoo.addons.hr_attendance.controllers.main import HrAttendance


class FlexibleWorkHrAttendance(HrAttendance):
    """Odoo's own channels (systray, kiosk), with positions that come from the browser alone."""

    @staticmethod
    def _get_geoip_response(mode, latitude=False, longitude=False, device_tracking_enabled=True):
        """What is stored with a check-in.

        Odoo asks OpenStreetMap for an address, which may take ten seconds and sends personal data abroad,
        and takes the position of the IP address for that of the phone. Neither happens here.
        """
        if not device_tracking_enabled:
            return {"mode": mode}
        return check_information(mode, latitude, longitude)


def check_information(mode, latitude=None, longitude=None):
    """Values of a check-in without the prefix in_ or out_; without a position there is none, not even 0."""
    values = {
        "mode": mode,
        "ip_address": request.geoip.ip,
        "browser": request.httprequest.user_agent.browser,
    }
    if is_number(latitude, 90) and is_number(longitude, 180):
        values |= {"latitude": latitude, "longitude": longitude}
    return values


def is_number(value, limit):
    """Whether ``value`` is a figure between ``-limit`` and ``limit``; a client may send anything."""
    # False and True are numbers to Python
    return isinstance(value, int | float) and not isinstance(value, bool) and -limit <= value <= limit
