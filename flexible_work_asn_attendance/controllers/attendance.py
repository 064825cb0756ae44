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


def check_information(mode, latitude=None, longitude=None, accuracy=None):
    """Values of a check-in without the prefix in_ or out_; no position is None or False, never 0."""
    values = {
        "mode": mode,
        "ip_address": request.geoip.ip,
        "browser": request.httprequest.user_agent.browser,
    }
    if _is_number(latitude, 90) and _is_number(longitude, 180) and (latitude or longitude):
        values |= {"latitude": latitude, "longitude": longitude, "located": True}
        if _is_number(accuracy, 1e7) and accuracy >= 0:
            values["accuracy"] = accuracy
    return values


def _is_number(value, limit):
    # what a client sends may be anything; False and True are numbers to Python
    return isinstance(value, int | float) and not isinstance(value, bool) and -limit <= value <= limit
