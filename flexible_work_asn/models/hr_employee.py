import re
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .hr_version import GROUPS


class HrEmployee(models.Model):
    """A civil servant: identity number, career level, and the registered home."""

    _inherit = "hr.employee"

    nip = fields.Char(
        string="NIP",
        groups=GROUPS,
        tracking=True,
        copy=False,
        help="18 digits: date of birth, month of appointment, sex, serial number. PPPK have 18 digits, too.",
    )
    asn_kind = fields.Selection(related="version_id.asn_kind", readonly=False, inherited=True, groups=GROUPS)
    position_level_id = fields.Many2one(
        related="version_id.position_level_id", readonly=False, inherited=True, groups=GROUPS
    )
    grade_id = fields.Many2one(related="version_id.grade_id", readonly=False, inherited=True, groups=GROUPS)
    competence_ids = fields.Many2many(
        "flexible.work.competence", string="Competences", groups=GROUPS, help="For rosters: what this person can do."
    )
    residence_area_id = fields.Many2one(
        "flexible.work.area",
        string="Area of residence",
        groups=GROUPS,
        tracking=True,
        help="As recorded in the personnel data, for circulars that speak for those who live there.",
    )
    home_located = fields.Boolean(
        string="Home has a position",
        groups=GROUPS,
        help="Said apart from the figures, because 0.0 is a real latitude for regions on the equator.",
    )
    home_latitude = fields.Float(digits=(10, 7), groups=GROUPS)
    home_longitude = fields.Float(digits=(10, 7), groups=GROUPS)

    _nip_unique = models.UniqueIndex(
        "(nip, company_id) WHERE nip IS NOT NULL AND active",
        "Another employee of this regional government has this NIP.",
    )

    @api.constrains("nip")
    def _check_nip(self):
        """The parts of a NIP that are certain for PNS and PPPK alike: 18 digits, a date of birth first."""
        for employee in self:
            if employee.nip and not _valid_nip(employee.nip):
                raise ValidationError(
                    self.env._(
                        "The NIP %(nip)s of %(name)s is not right: it has 18 digits and begins with the "
                        "date of birth as YYYYMMDD.",
                        nip=employee.nip,
                        name=employee.name,
                    )
                )

    @api.constrains("home_latitude", "home_longitude")
    def _check_home(self):
        for employee in self:
            if not (-90 <= employee.home_latitude <= 90 and -180 <= employee.home_longitude <= 180):
                raise ValidationError(self.env._("The home position of %s is not on Earth.", employee.name))

    @api.private
    def _flexible_work_tz_batch(self):
        """Name of the zone of each employee: of the working schedule, else the employee's, else the government's."""
        self.env["hr.employee"].flush_model(["resource_id", "company_id", "current_version_id"])
        self.env["hr.version"].flush_model(["resource_calendar_id"])
        for model in ("resource.calendar", "resource.resource", "res.partner"):
            self.env[model].flush_model(["tz"])
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT e.id, COALESCE(schedule.tz, resource.tz, government_schedule.tz, partner.tz, 'UTC')
                      FROM hr_employee e
                 LEFT JOIN hr_version version ON version.id = e.current_version_id
                 LEFT JOIN resource_calendar schedule ON schedule.id = version.resource_calendar_id
                 LEFT JOIN resource_resource resource ON resource.id = e.resource_id
                 LEFT JOIN res_company government ON government.id = e.company_id
                 LEFT JOIN resource_calendar government_schedule
                        ON government_schedule.id = government.resource_calendar_id
                 LEFT JOIN res_partner partner ON partner.id = government.partner_id
                     WHERE e.id = ANY(%s)
                    """,
                    list(self.ids),
                )
            )
        )

    @api.private
    def _flexible_work_facts_changed(self, date_from, date_to):
        """Hook: the plan of these employees may have changed on the local dates from ``date_from`` on."""


def _valid_nip(nip):
    if not re.fullmatch(r"\d{18}", nip):
        return False
    try:
        date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return False
    return True
