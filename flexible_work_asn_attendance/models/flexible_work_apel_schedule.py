from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.local_time import hour_label

KIND_SELECTION = [("morning", "Morning apel"), ("afternoon", "Afternoon apel"), ("joint", "Joint apel")]
AUDIENCE_SELECTION = [("away", "Those who work from home or elsewhere"), ("all", "Everybody on duty")]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: what sessions are made by; a change of it is said on a circular that is enacted
FOLLOWED = frozenset(
    {"kind", "audience", "scope", "department_ids", *WEEKDAYS, "hour_from", "hour_late", "hour_to", "meeting_url"}
)


def family_of(kind):
    """A joint apel takes the place of the morning one: nobody has both."""
    return "afternoon" if kind == "afternoon" else "morning"


def check_meeting_url(records):
    """:raises ValidationError: for a meeting link that is no web address; any provider will do"""
    for record in records:
        if not record.meeting_url:
            continue
        try:
            address = urlsplit(record.meeting_url.strip())
        except ValueError:
            address = urlsplit("")
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValidationError(
                record.env._(
                    "“%s” is no web address. Copy the whole link of the meeting: it begins with https://",
                    record.meeting_url,
                )
            )


class FlexibleWorkApelSchedule(models.Model):
    """When apel are held, as the circular says: sessions are made from it and from the plan.

    It may be changed while the circular is in force, as the other settings of presence; a change takes effect on
    sessions that have not been opened yet. A line that names units comes before one for all of them.
    """

    _name = "flexible.work.apel.schedule"
    _description = "Schedule of Apel"
    _order = "circular_id, hour_from, id"

    circular_id = fields.Many2one("flexible.work.circular", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="circular_id.company_id")
    kind = fields.Selection(KIND_SELECTION, required=True, default="morning")
    audience = fields.Selection(AUDIENCE_SELECTION, string="For", required=True, default="away")
    scope = fields.Selection(
        [("opd", "One for each OPD"), ("unit", "One for each unit named"), ("region", "One for the whole region")],
        string="Held",
        required=True,
        default="opd",
    )
    department_ids = fields.Many2many("hr.department", string="Units", help="With their sub-units. Empty: all.")
    monday = fields.Boolean(default=True)
    tuesday = fields.Boolean(default=True)
    wednesday = fields.Boolean(default=True)
    thursday = fields.Boolean(default=True)
    friday = fields.Boolean(default=True)
    saturday = fields.Boolean()
    sunday = fields.Boolean()
    hour_from = fields.Float(string="From", required=True, default=7.5, help="Local hour of the regional government.")
    hour_late = fields.Float(string="On time until", required=True, default=7.75, help="Whoever joins later is late.")
    hour_to = fields.Float(string="To", required=True, default=8.0, help="After that nobody can join any more.")
    meeting_url = fields.Char(string="Meeting link", help="Of any provider. It may be replaced for one session.")

    _window_ordered = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from <= hour_late AND hour_late <= hour_to AND hour_from < hour_to"
        " AND hour_to <= 24)",
        "An apel begins before it ends, and its limit for being on time lies between.",
    )

    @api.depends("kind", "hour_from", "hour_to", *WEEKDAYS)
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for schedule in self:
            hours = f"{hour_label(schedule.hour_from)}–{hour_label(schedule.hour_to)}"
            schedule.display_name = f"{kinds.get(schedule.kind, '')}, {schedule._weekday_words()}, {hours}"

    def _weekdays(self):
        """Numbers of its weekdays, 0 for Monday."""
        return {number for number, name in enumerate(WEEKDAYS) if self[name]}

    def _weekday_words(self, numbers=None):
        numbers = self._weekdays() if numbers is None else numbers
        return ", ".join(self._fields[WEEKDAYS[number]]._description_string(self.env) for number in sorted(numbers))

    # ------------------------------------------------------------ checks
    @api.constrains("meeting_url")
    def _check_meeting_url(self):
        check_meeting_url(self)

    @api.constrains(*WEEKDAYS)
    def _check_weekdays(self):
        for schedule in self:
            if not schedule._weekdays():
                raise ValidationError(self.env._("Say on which weekdays the apel is held."))

    @api.constrains("scope", "department_ids", "circular_id")
    def _check_units(self):
        for schedule in self:
            units = schedule.sudo().department_ids
            foreign = units.filtered(lambda unit, own=schedule.company_id: unit.company_id != own)
            if foreign:
                raise ValidationError(
                    self.env._(
                        "%(unit)s does not belong to %(region)s.",
                        unit=foreign[0].name,
                        region=schedule.company_id.name or self.env._("a circular without a regional government"),
                    )
                )
            if schedule.scope == "unit" and not units:
                raise ValidationError(self.env._("Name the units that hold an apel of their own."))
            if schedule.scope == "region" and units:
                raise ValidationError(
                    self.env._(
                        "An apel of the whole region is for all units: leave the units empty, or hold it per OPD."
                    )
                )
            if schedule.scope == "opd":
                without = units.filtered(lambda unit: not self._holds_opds(unit))
                if without:
                    raise ValidationError(
                        self.env._(
                            "%s is no OPD and has none below it. Choose “One for each unit named” instead.",
                            without[0].name,
                        )
                    )

    def _holds_opds(self, unit):
        """Whether ``unit`` is an OPD or has some below it; the topmost unit stands for one where none is marked."""
        if not unit.opd_id and not unit.parent_id:
            return True
        return bool(unit.search_count([("id", "child_of", unit.id), ("is_opd", "=", True)], limit=1))

    @api.constrains("circular_id", "kind", "scope", "department_ids", *WEEKDAYS)
    def _check_no_clash(self):
        """One apel of a kind per unit and day, and the joint one instead of that of the morning."""
        for circular in self.circular_id:
            lines = circular.apel_schedule_ids
            for number, one in enumerate(lines):
                for other in lines[:number]:
                    one._check_beside(other)

    def _check_beside(self, other):
        days = self._weekdays() & other._weekdays()
        if family_of(self.kind) != family_of(other.kind) or not days or not self._same_units(other):
            return
        words = {"days": self._weekday_words(days), "one": other.display_name, "other": self.display_name}
        if self.kind != other.kind:
            raise ValidationError(
                self.env._(
                    "On %(days)s a joint apel takes the place of the morning apel, and both are scheduled: "
                    "“%(one)s” and “%(other)s”. Take these days off one of them.",
                    **words,
                )
            )
        raise ValidationError(
            self.env._(
                "Two apel of the same kind are scheduled for the same unit on %(days)s: “%(one)s” and “%(other)s”. "
                "Take these days off one of them, or name other units.",
                **words,
            )
        )

    def _same_units(self, other):
        """Whether both are for all, or name the same unit; one that names a unit is an exception from one for all."""
        if not self.department_ids or not other.department_ids:
            return not self.department_ids and not other.department_ids
        return bool(self.department_ids & other.department_ids)

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        schedules = super().create(vals_list)
        schedules.circular_id.check_access("write")
        schedules._tell_changed(self.env._("Apel scheduled"))
        return schedules

    def write(self, vals):
        self.circular_id.check_access("write")
        result = super().write(vals)
        self.circular_id.check_access("write")
        if FOLLOWED & vals.keys():
            self._tell_changed(self.env._("Schedule of apel changed"))
        return result

    def unlink(self):
        self.circular_id.check_access("write")
        self._tell_changed(self.env._("Apel no longer scheduled"))
        return super().unlink()

    def _tell_changed(self, what):
        """On a circular in force: have the sessions follow soon, and keep in its history what was changed."""
        for schedule in self:
            if schedule.circular_id.state == "enacted":
                schedule.circular_id.message_post(
                    body=self.env._("%(what)s: %(line)s", what=what, line=schedule.display_name)
                )
                self.env["flexible.work.apel"]._follow_soon()


class FlexibleWorkApelSuspension(models.Model):
    """Days without apel, such as Ramadan (as in Mamuju and in Sumatera Selatan)."""

    _name = "flexible.work.apel.suspension"
    _description = "Suspension of Apel"
    _order = "date_from desc, id desc"

    circular_id = fields.Many2one("flexible.work.circular", required=True, index=True, ondelete="cascade")
    date_from = fields.Date(required=True, string="From")
    date_to = fields.Date(required=True, string="To")
    name = fields.Char(required=True, string="Reason")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "A suspension begins before it ends.")

    @api.depends("name", "date_from", "date_to")
    def _compute_display_name(self):
        for one in self:
            days = [format_date(self.env, day) for day in (one.date_from, one.date_to) if day]
            one.display_name = f"{one.name}, {' – '.join(days)}"

    @api.model_create_multi
    def create(self, vals_list):
        suspensions = super().create(vals_list)
        suspensions.circular_id.check_access("write")
        suspensions._tell_changed(self.env._("Apel suspended"))
        return suspensions

    def write(self, vals):
        self.circular_id.check_access("write")
        result = super().write(vals)
        self.circular_id.check_access("write")
        self._tell_changed(self.env._("Apel suspended"))
        return result

    def unlink(self):
        self.circular_id.check_access("write")
        self._tell_changed(self.env._("Apel no longer suspended"))
        return super().unlink()

    def _tell_changed(self, what):
        for one in self:
            if one.circular_id.state == "enacted":
                one.circular_id.message_post(body=self.env._("%(what)s: %(line)s", what=what, line=one.display_name))
                self.env["flexible.work.apel"]._follow_soon()
