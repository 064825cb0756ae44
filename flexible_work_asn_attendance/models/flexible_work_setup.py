from odoo import api, models

from odoo.addons.flexible_work_asn.models.flexible_work_setup import DONE, IT, MISSING, OPTIONAL, WARNING, share_state


class FlexibleWorkSetup(models.AbstractModel):
    """Checks of the day: notice on personal data, closing hour, homes, apel, kiosk."""

    _inherit = "flexible.work.setup"

    @api.model
    def _checks(self, company):
        today = company._flexible_work_today()
        circulars = self.env["flexible.work.circular"]._binding_between(company, today, False)
        return [
            *super()._checks(company),
            self._check_notice(company),
            self._check_closing(company),
            self._check_apel(circulars),
            self._check_homes(company, circulars),
            self._check_kiosk(company),
        ]

    @api.model
    def _check_notice(self, company):
        contact = company.flexible_work_data_officer
        return self._check(
            "notice",
            "presence",
            self.env._("Notice on personal data"),
            DONE if contact else MISSING,
            self.env._("Contact: %s", contact) if contact else self.env._("No contact for personal data is named."),
            self.env._(
                "Positions and photos are personal data. Everybody has to be told whom to ask about them "
                "(UU 27/2022). The text of the notice comes with the system and may be replaced."
            ),
            action=self._settings("flexible_work_asn_attendance"),
            by=IT,
            button=self.env._("Settings"),
        )

    @api.model
    def _check_closing(self, company):
        """A day that closes before work ends makes those absent who are still to come back."""
        work = company.resource_calendar_id.attendance_ids.filtered(lambda line: line.day_period != "lunch")
        end, close = max(work.mapped("hour_to"), default=0.0), company.flexible_work_close_hour
        return self._check(
            "closing",
            "presence",
            self.env._("Hour on which a day closes"),
            DONE if close >= end else WARNING,
            self.env._("Closes at %(close)s; work ends at %(end)s.", close=_clock(close), end=_clock(end)),
            self.env._(
                "Whoever has not come in by then is absent without explanation (TK). It should lie after the end of "
                "work, else people who still check out have to be corrected."
            ),
            action=self._settings("flexible_work_asn_attendance"),
            by=IT,
            button=self.env._("Settings"),
        )

    @api.model
    def _check_apel(self, circulars):
        schedules = circulars.apel_schedule_ids
        return self._check(
            "apel",
            "presence",
            self.env._("Apel"),
            DONE if schedules else OPTIONAL,
            self.env._("%s schedules of apel.", len(schedules))
            if schedules
            else self.env._("The circular in force has no schedule of apel."),
            self.env._(
                "By it each apel is announced on the phone with its window. Without it leaders enter each one by hand."
            ),
            action="flexible_work_asn.flexible_work_circular_action",
            button=self.env._("Circulars"),
        )

    @api.model
    def _check_homes(self, company, circulars):
        """Homes are needed where the circular judges places and sends somebody home."""
        people = self.env["hr.employee"]
        own = [("company_id", "=", company.id)]
        total = people.search_count(own)
        lacking = people.search_count([*own, ("home_located", "=", False)])
        is_judged = bool(circulars.filtered(lambda circular: circular.place_policy != "none"))
        state = share_state(total, lacking) if is_judged else OPTIONAL
        return self._check(
            "homes",
            "presence",
            self.env._("Registered homes"),
            WARNING if state == MISSING else state,
            self.env._("%(lacking)s of %(all)s employees have none.", lacking=lacking, all=total)
            if lacking or not total
            else self.env._("All %s employees have one.", total),
            self.env._(
                "Presence from home is judged by the registered home. Employees register it themselves on their phone, "
                "and BKPSDM decides."
            ),
            action="flexible_work_asn_attendance.flexible_work_home_change_action",
            button=self.env._("Registered homes"),
        )

    @api.model
    def _check_kiosk(self, company):
        without = self.env["hr.employee"].search_count(
            [("company_id", "=", company.id), ("pin", "in", (False, "")), ("barcode", "in", (False, ""))]
        )
        total = self.env["hr.employee"].search_count([("company_id", "=", company.id)])
        state = share_state(total, without)
        return self._check(
            "kiosk",
            "presence",
            self.env._("Kiosk at the entrance"),
            OPTIONAL if state == MISSING else state,
            self.env._("%(lacking)s of %(all)s employees have neither PIN nor badge.", lacking=without, all=total),
            self.env._(
                "For whoever comes without a phone: a tablet at the entrance that knows the plan. It asks for PIN or "
                "badge."
            ),
            action="hr_attendance.action_hr_attendance_settings",
            by=IT,
            button=self.env._("Settings"),
        )


def _clock(hour):
    return f"{int(hour):02d}:{round(hour % 1 * 60):02d}"
