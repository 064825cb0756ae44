from contextlib import contextmanager
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.addons.flexible_work_asn.local_time import at_hour, to_utc
from odoo.addons.flexible_work_asn.tests.common import THURSDAY, FlexibleWorkCase

#: the office of Diskominfo, in the middle of Ternate
OFFICE = (0.7893, 127.3842)
#: about 1.1 km to the north
ELSEWHERE = (0.7993, 127.3842)
NOWHERE = (None, None)


class AttendanceCase(FlexibleWorkCase):
    """The small regional government on Thursday, 15 January 2026, when everybody but officials works from home."""

    zone = "Asia/Jayapura"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar.tz = cls.zone
        cls.employee_today = THURSDAY
        cls.circular = cls._create_circular()
        address = cls.env["res.partner"].create({"name": "Kantor Diskominfo"})
        cls.site = cls.env["hr.work.location"].create(
            {
                "name": "Kantor Diskominfo",
                "company_id": cls.company.id,
                "address_id": address.id,
                "latitude": OFFICE[0],
                "longitude": OFFICE[1],
                "is_located": True,
                "radius": 100,
            }
        )
        cls.diskominfo.site_ids = cls.site
        cls.Day = cls.env["flexible.work.day"]

    @classmethod
    def utc(cls, hour, minute=0, second=0, day=THURSDAY):
        """Naive UTC time of a local time of the unit."""
        local = at_hour(day, hour) + timedelta(minutes=minute, seconds=second)
        return to_utc(local, cls.zone)

    @contextmanager
    def local_time(self, hour, minute=0, second=0, day=THURSDAY):
        """The server's clock stands at a local time of the unit."""
        with freeze_time(self.utc(hour, minute, second, day)):
            yield

    def process(self, hour, minute=0, day=THURSDAY):
        """What the quarter-hourly job does for the regional government at a local time."""
        with self.local_time(hour, minute, day=day):
            self.Day.sudo()._process_company(self.company)

    def open_day(self, day=THURSDAY):
        self.process(0, 5, day=day)

    def day_of(self, employee, day=THURSDAY):
        return self.Day.sudo().search([("employee_id", "=", employee.id), ("date", "=", day)])

    def check(self, employee, kind, hour, minute=0, second=0, day=THURSDAY, at=NOWHERE, accuracy=10.0):
        """Check in or out as the page *Hari Ini* does."""
        information = {"mode": "systray"}
        if at != NOWHERE:
            information |= {"latitude": at[0], "longitude": at[1]}
        with self.local_time(hour, minute, second, day):
            employee.sudo()._flexible_work_check(kind, information, accuracy)
            self.env.flush_all()
        return self.day_of(employee, day)

    def card(self, user, hour, minute=0, day=THURSDAY):
        with self.local_time(hour, minute, day=day):
            return self.env["flexible.work.day"].with_user(user).get_my_day()

    def attendances(self, employee):
        return self.env["hr.attendance"].search([("employee_id", "=", employee.id)], order="check_in")

    def as_user(self, record, user):
        """``record`` as a user, or the user of a role, sees it."""
        user = self.user[user] if isinstance(user, str) else user
        return record.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)

    def moment(self, text):
        return datetime.fromisoformat(text)
