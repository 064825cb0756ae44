"""What one tap brings along: the moment that counts, and what is stored with it."""

import base64
import binascii
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import hash_sign, hmac, verify_hash_signed

from ..judge import TicketFault, moment_of_tap

#: the largest photo (bytes); a phone's camera at 800 pixels takes some 80 kB
PHOTO_MAX = 300_000
JPEG = b"\xff\xd8\xff"
#: what is not kept where the circular records no place
WHERE = ("latitude", "longitude", "location", "ip_address")
TICKET_SCOPE = "flexible_work_asn_attendance.ticket"
DEVICE_SCOPE = "flexible_work_asn_attendance.device"
#: the name that a browser keeps for itself is a random one of this many characters at most
DEVICE_MAX = 200
#: a clock that is further off than a year says nothing
DRIFT_MAX = 366 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Event:
    """One check-in, check-out or presence, as it will be stored.

    ``at`` counts (naive UTC, the server's clock). ``received_at`` is set only for one that a phone without network has
    kept. ``information`` is what Odoo stores with an attendance, without the prefix in_ or out_.
    """

    at: datetime
    information: dict
    accuracy: float | None = None
    received_at: datetime | None = None
    device: str | None = None
    drift: int | None = None
    photo: bytes | None = field(default=None, repr=False)

    @property
    def located(self) -> bool:
        """Whether it says where. Odoo's clients send 0 for both when they know nothing: nobody is there, in the sea."""
        latitude, longitude = (self.information.get(name) for name in ("latitude", "longitude"))
        known = all(value is not None and value is not False for value in (latitude, longitude))
        return known and not (latitude == 0 and longitude == 0)

    def without_place(self):
        """The same where the circular records no place: neither coordinates nor the address of the network."""
        information = {name: value for name, value in self.information.items() if name not in WHERE}
        return replace(self, information=information, accuracy=None)

    def values(self, direction, again=False):
        """Values on hr.attendance. All are said, so that a later check-out leaves nothing of an earlier one.

        :param again: there may be a photo of an earlier one
        """
        information = {"latitude": False, "longitude": False, **self.information}
        values = {f"{direction}_{name}": value for name, value in information.items()}
        own = {
            "located": self.located,
            "accuracy": self.accuracy or 0.0,
            "device": self.device or False,
            "drift": self.drift or 0,
            "received_at": self.received_at or False,
        }
        # also of a check-in from before this addon: here is a position that is ours to delete
        values["flexible_purged"] = False
        if self.photo or again:
            own["photo"] = self.photo or False
        return values | {f"flexible_{direction}_{name}": value for name, value in own.items()}


def new_ticket(employee):
    """The server's time, signed for ``employee``: with it a phone may say later when it was tapped."""
    now = fields.Datetime.to_string(fields.Datetime.now())
    return hash_sign(employee.sudo().env, TICKET_SCOPE, [employee.id, now])


def moment_of(employee, ticket, elapsed):
    """The moment that counts for an event that was kept without network.

    :param ticket: as `new_ticket` gave it
    :param elapsed: milliseconds from then to the tap, by the phone's monotonic clock
    :raises UserError: when it is not the employee's own, was changed, or is too old; saying what to do
    """
    env, now = employee.env, fields.Datetime.now()
    minutes = employee.company_id.flexible_work_offline_minutes
    try:
        holder, given_at = verify_hash_signed(employee.sudo().env, TICKET_SCOPE, ticket) or (None, None)
    except (AttributeError, TypeError, ValueError):
        holder, given_at = None, None
    if not given_at:
        raise UserError(
            env._("What the phone has kept was changed on the way and does not count. Ask for a correction of the day.")
        )
    if holder != employee.id:
        raise UserError(
            env._(
                "What the phone has kept belongs to somebody else, who was signed in on it. It does not count for you."
            )
        )
    try:
        return moment_of_tap(fields.Datetime.to_datetime(given_at), elapsed, now, timedelta(minutes=minutes))
    except TicketFault as fault:
        raise UserError(_fault_words(env, fault.kind, minutes)) from None


def _fault_words(env, kind, minutes):
    if kind == "too_old":
        return env._(
            "This tap is too old: what a phone keeps without network counts for %s minutes. Ask for a correction of the"
            " day, with the reason that there was no network.",
            minutes,
        )
    if kind == "not_accepted":
        return env._("Check-ins that are sent later are not accepted here. Ask for a correction of the day.")
    return env._("The time that the phone has kept does not agree with the server's clock. Tap again.")


def hashed_device(env, device):
    """The random name that a browser keeps for itself, hashed with this database's secret; None without one.

    It tells that two check-ins came from one device; neither which device it is, nor anything to another database.
    """
    if not isinstance(device, str) or not device.strip():
        return None
    return hmac(env(su=True), DEVICE_SCOPE, device.strip()[:DEVICE_MAX])


def drift_of(client_time, now):
    """Seconds by which the device's clock is ahead of the server's; None when it says nothing of use.

    :param client_time: milliseconds since 1970 by the device's wall clock, on sending
    """
    if isinstance(client_time, bool) or not isinstance(client_time, int | float):
        return None
    ahead = client_time / 1000 - (now - datetime(1970, 1, 1)).total_seconds()
    return round(ahead) if abs(ahead) <= DRIFT_MAX else None


def checked_photo(env, photo, policy):
    """The photo as it is stored (base64), by what the circular says; None when it wants none.

    :param policy: none, optional or required
    :raises UserError: when one is required and missing, or what was sent is no photo of at most 300 kB
    """
    if policy == "none" or (policy == "optional" and not photo):
        return None
    if not photo:
        raise UserError(env._("The circular asks for a photo with each presence. Take one, then try again."))
    content = _decoded(photo)
    if content is None or not content.startswith(JPEG):
        raise UserError(env._("That is no photo (JPEG). Take another one."))
    if len(content) > PHOTO_MAX:
        raise UserError(env._("The photo is larger than %s kB. Take a smaller one.", PHOTO_MAX // 1000))
    return base64.b64encode(content)


def _decoded(photo):
    if not isinstance(photo, str):
        return None
    # a canvas gives data:image/jpeg;base64,…
    text = photo.partition(",")[2] if photo.startswith("data:") else photo
    # longer than any photo that is accepted: not worth decoding
    if len(text) > PHOTO_MAX * 2:
        return JPEG + bytes(PHOTO_MAX)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
