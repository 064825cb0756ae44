from datetime import timedelta

from odoo import api, models

from .flexible_work_demo import LANGUAGE, PAST_DAYS, _is_login

#: as many dates as make up a signal
DATES = 3
SAME_PHONE = "demo"


class FlexibleWorkDemo(models.AbstractModel):
    """Signals to look at: somebody whose position never moves, and two with one phone; one is explained already."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_signals(self):
        self = self.with_context(lang=LANGUAGE, tracking_disable=True)
        company, today = self._company(), self._today()
        one, other, third = self._people_of_own_unit()
        self._stand_still(one)
        (self._last_located(other) | self._last_located(third)).flexible_in_device = SAME_PHONE
        signals = self.env["flexible.work.signal"]
        signals._detect(company, today - timedelta(days=PAST_DAYS), today)
        found = signals.search([("kind", "=", "device"), ("employee_id", "=", other.id)], limit=1)
        found.explanation = "Ponsel saya rusak, jadi saya presensi lewat peramban di ponsel rekan."
        head = self._own_unit().manager_id.user_id
        found.with_user(head)._set_explained("Benar, ponselnya sedang diperbaiki. Sudah diingatkan untuk memakai kios.")

    @api.model
    def _people_of_own_unit(self):
        """Three people of the OPD of the logins with enough located check-ins on one last date."""
        days = self.env["flexible.work.day"].search(
            [("opd_id", "=", self._own_unit().id), ("status", "=", "present"), ("date", "<", self._today())], order="id"
        )
        people = days.filtered(lambda day: not _is_login(day)).employee_id
        return people.filtered(lambda person: len(self._located(person)) >= DATES)[:3]

    @api.model
    def _located(self, employee):
        return self.env["hr.attendance"].search(
            [("employee_id", "=", employee.id), ("flexible_in_located", "=", True), ("date", "<", self._today())],
            order="date desc",
        )

    @api.model
    def _last_located(self, employee):
        return self._located(employee)[:1]

    @api.model
    def _stand_still(self, employee):
        """The same coordinates on several dates, as an app that fakes the position gives them."""
        attendances = self._located(employee)[:DATES]
        first = attendances[-1]
        attendances.write({"in_latitude": first.in_latitude, "in_longitude": first.in_longitude})
