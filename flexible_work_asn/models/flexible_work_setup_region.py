from datetime import datetime

from odoo import api, models

from .flexible_work_setup import DONE, IT, MISSING, OPTIONAL, WARNING

#: WIB, WIB of Kalimantan, WITA, WIT
ZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
#: hours of a week without breaks: Perpres 21/2023 Pasal 4, and in Ramadan
WEEK_HOURS, RAMADAN_HOURS = 37.5, 32.5
#: from this month on the holidays of the next year are told by the joint decree of the ministers
NEXT_YEAR_FROM = 11


class FlexibleWorkSetup(models.AbstractModel):
    """Checks of time and of the rules: zone, hours, holidays, circular, new employees."""

    _inherit = "flexible.work.setup"

    @api.model
    def _checks_region(self, company):
        calendar = company.resource_calendar_id
        return [
            self._check_zone(company, calendar),
            self._check_hours(calendar),
            self._check_holidays(company),
        ]

    @api.model
    def _check_zone(self, company, calendar):
        tz = calendar.tz
        return self._check(
            "zone",
            "region",
            self.env._("Time zone"),
            DONE if tz in ZONES else MISSING,
            self.env._("Working schedule %(name)s: %(tz)s", name=calendar.name, tz=tz)
            if calendar
            else self.env._("The company has no working schedule."),
            self.env._(
                "At half past seven in the morning it is still yesterday in the server's time. Days, apel and the "
                "cut-off hour follow the zone of the working schedule: Asia/Jakarta (WIB), Asia/Makassar (WITA) or "
                "Asia/Jayapura (WIT)."
            ),
            action=self._calendar_action(company),
            by=IT if not calendar else "bkpsdm",
            button=self.env._("Working schedule"),
        )

    @api.model
    def _calendar_action(self, company):
        if company.resource_calendar_id:
            return self._window(
                self.env._("Working schedule"), "resource.calendar", res_id=company.resource_calendar_id.id
            )
        return self._window(self.env._("Company"), "res.company", res_id=company.id)

    @api.model
    def _check_hours(self, calendar):
        wanted = RAMADAN_HOURS if calendar.flexible_ramadan else WEEK_HOURS
        work = calendar.attendance_ids.filtered(lambda line: line.day_period != "lunch")
        hours = sum(line.hour_to - line.hour_from for line in work)
        if calendar.two_weeks_calendar:
            hours /= 2
        return self._check(
            "hours",
            "region",
            self.env._("Hours of a week"),
            MISSING if not work else DONE if abs(hours - wanted) < 0.01 else WARNING,
            self.env._("%(hours)s hours without breaks; the rule is %(wanted)s.", hours=f"{hours:g}", wanted=wanted),
            self.env._(
                "Coming late, leaving early and TPP are counted against these hours. Perpres 21/2023 Pasal 4 sets 37.5 "
                "a week, 32.5 in Ramadan."
            ),
            action=calendar
            and self._window(self.env._("Working schedule"), "resource.calendar", res_id=calendar.id)
            or None,
            button=self.env._("Working schedule"),
        )

    @api.model
    def _check_holidays(self, company):
        today = company._flexible_work_today()
        this, following = (self._count_holidays(company, year) for year in (today.year, today.year + 1))
        if not this:
            state = MISSING
        elif today.month >= NEXT_YEAR_FROM and not following:
            state = WARNING
        else:
            state = DONE
        return self._check(
            "holidays",
            "region",
            self.env._("Public holidays and cuti bersama"),
            state,
            self.env._(
                "%(this)s in %(year)s, %(following)s in %(next)s.",
                this=this,
                year=today.year,
                following=following,
                next=today.year + 1,
            ),
            self.env._(
                "On a holiday that is not entered everybody is expected, nobody comes, and all are absent without "
                "explanation (TK)."
            ),
            action="hr_holidays.open_view_public_holiday",
            button=self.env._("Public holidays"),
        )

    @api.model
    def _count_holidays(self, company, year):
        """By their end in UTC, which lies on the local date wherever it is UTC+7 to UTC+9."""
        return self.env["resource.calendar.leaves"].search_count(
            [
                ("resource_id", "=", False),
                ("company_id", "in", (False, company.id)),
                ("date_to", ">=", datetime(year, 1, 1)),
                ("date_to", "<", datetime(year + 1, 1, 1)),
            ]
        )

    # ------------------------------------------------------------ rules
    @api.model
    def _checks_rules(self, company):
        return [
            self._check_circular(company),
            self._check_leave_kinds(company),
            self._check_new_employees(company),
        ]

    @api.model
    def _check_circular(self, company):
        today = company._flexible_work_today()
        binding = self.env["flexible.work.circular"]._binding_between(company, today, False)
        in_force = binding.filtered(lambda circular: circular.date_from <= today)
        if in_force:
            state = DONE
            found = self.env._("In force: %s", "; ".join(in_force.mapped("display_name")))
        elif binding:
            state, first = WARNING, binding.sorted("date_from")[0]
            found = self.env._("%(name)s is in force from %(date)s.", name=first.display_name, date=first.date_from)
        else:
            drafts = self.env["flexible.work.circular"].search_count(
                [
                    ("company_id", "=", company.id),
                    ("issuer", "=", "region"),
                    ("is_template", "=", False),
                    ("state", "=", "draft"),
                ]
            )
            state = MISSING
            found = self.env._("%s drafts, none enacted.", drafts) if drafts else self.env._("No circular is entered.")
        return self._check(
            "circular",
            "rules",
            self.env._("Circular enacted"),
            state,
            found,
            self.env._(
                "Without a circular in force everybody works in the office every day. Begin from a template, simulate "
                "it, and enact it (Permen PANRB 4/2025)."
            ),
            action="flexible_work_asn.flexible_work_circular_action"
            if binding or state == DONE
            else "flexible_work_asn.flexible_work_circular_template_action",
            button=self.env._("Circulars") if binding else self.env._("Templates"),
        )

    @api.model
    def _check_leave_kinds(self, company):
        kinds = self.env["hr.leave.type"].search_fetch([("company_id", "in", (False, company.id))], ["asn_status"])
        labels = dict(self.env["hr.leave.type"]._fields["asn_status"]._description_selection(self.env))
        lacking = [labels[status] for status in ("sick", "permit", "duty") if status not in kinds.mapped("asn_status")]
        return self._check(
            "leave_kinds",
            "rules",
            self.env._("Kinds of time off"),
            MISSING if not kinds or len(lacking) == 3 else WARNING if lacking else DONE,
            self.env._("%(count)s kinds; none counts as: %(lacking)s.", count=len(kinds), lacking=", ".join(lacking))
            if lacking
            else self.env._("%s kinds, each with its letter in the daily recap.", len(kinds)),
            self.env._(
                "The daily recap tells leave, sick, permit and duty elsewhere apart. A kind of time off without its "
                "letter counts as leave, and an official journey as absence."
            ),
            action="hr_holidays.open_view_holiday_status",
            button=self.env._("Kinds of time off"),
        )

    @api.model
    def _check_new_employees(self, company):
        months = company.flexible_new_employee_months
        return self._check(
            "new_employees",
            "rules",
            self.env._("New employees"),
            DONE if months else OPTIONAL,
            self.env._("On site for %s months.", months)
            if months
            else self.env._("No length is set: only statements about single people keep them on site."),
            self.env._("Permen PANRB 4/2025 Pasal 25 bars new employees from flexible work and names no length."),
            action=self._settings("flexible_work_asn"),
            by=IT,
            button=self.env._("Settings"),
        )
