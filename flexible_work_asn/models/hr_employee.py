from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, LazyTranslate, format_date

from ..bulk import ids_array
from ..nip import clean_nip, nip_problems
from .hr_version import GROUPS, QUIET

_lt = LazyTranslate(__name__)

#: the zone of an employee ``e``: of the working schedule, else the employee's, else the government's
ZONE = SQL("COALESCE(schedule.tz, resource.tz, government_schedule.tz, partner.tz, 'UTC')")
ZONE_JOINS = SQL(
    """
    LEFT JOIN hr_version version ON version.id = e.current_version_id
    LEFT JOIN resource_calendar schedule ON schedule.id = version.resource_calendar_id
    LEFT JOIN resource_resource resource ON resource.id = e.resource_id
    LEFT JOIN res_company government ON government.id = e.company_id
    LEFT JOIN resource_calendar government_schedule ON government_schedule.id = government.resource_calendar_id
    LEFT JOIN res_partner partner ON partner.id = government.partner_id
    """
)
#: the same zone without joins, for a question about one employee ``e``: planning six joins costs more than answering
ZONE_OF_ONE = SQL(
    """
    COALESCE(
        (SELECT tz FROM resource_calendar
          WHERE id = (SELECT resource_calendar_id FROM hr_version WHERE id = e.current_version_id)),
        (SELECT tz FROM resource_resource WHERE id = e.resource_id),
        (SELECT COALESCE((SELECT tz FROM resource_calendar WHERE id = government.resource_calendar_id),
                         (SELECT tz FROM res_partner WHERE id = government.partner_id))
           FROM res_company government WHERE government.id = e.company_id),
        'UTC')
    """
)

#: by code of ``nip_problems``: what is wrong, and what to do
NIP_FAULTS = {
    "digits": _lt("It has %(count)s characters instead of 18 digits: copy it from the appointment letter."),
    "rounded": _lt(
        "It ends with 000, as numbers do that a spreadsheet has rounded: format the column as text and type it again."
    ),
    "birthday": _lt("The first eight digits, %(first)s, are no date of birth (YYYYMMDD)."),
    "birthday_differs": _lt(
        "It begins with the date of birth %(first)s, but %(birthday)s is recorded: correct one of the two."
    ),
    "month": _lt("Digits 9 to 14, %(month)s, are no year and month of appointment (YYYYMM)."),
    "appointed": _lt("Digits 9 to 14, %(month)s, say an appointment before the age of 17: check them."),
    "sex": _lt("Digit 15 is %(digit)s; it is 1 for men and 2 for women."),
    "sex_differs": _lt("Digit 15 is %(digit)s (1 male, 2 female), but %(sex)s is recorded: correct one of the two."),
}


class HrEmployee(models.Model):
    """A civil servant: identity number, career level, and the registered home."""

    _inherit = "hr.employee"

    nip = fields.Char(
        string="NIP",
        groups=GROUPS,
        tracking=True,
        copy=False,
        help="18 digits. 1-8: date of birth (YYYYMMDD). 9-14: year and month of appointment as CPNS (YYYYMM). 15: sex, "
        "1 male, 2 female. 16-18: serial number. PPPK have 18 digits that begin with the date of birth, too; the "
        "others are not judged. Blanks are left out.",
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
    flexible_site_ids = fields.Many2many(
        "hr.work.location",
        string="Further sites",
        groups=GROUPS,
        help="Other places where this person may check in at the office, besides those of the unit.",
    )
    home_located = fields.Boolean(
        string="Home has a position",
        groups=GROUPS,
        help="Said apart from the figures, because 0.0 is a real latitude for regions on the equator.",
    )
    home_latitude = fields.Float(digits=(10, 7), groups=GROUPS)
    home_longitude = fields.Float(digits=(10, 7), groups=GROUPS)

    placement_fixed = fields.Boolean(
        string="Stays in the unit", groups=GROUPS, tracking=True, help="Is never proposed for another unit."
    )
    placement_fixed_reason = fields.Char(string="Why", groups=GROUPS, tracking=True)

    # What is kept with the unit and government of its person. Without these fields each change of an employee, a new
    # one included, would search all four tables several times for what has to follow.
    flexible_declaration_ids = fields.One2many(
        "flexible.work.declaration", "employee_id", string="Declared places", groups=GROUPS
    )
    flexible_statement_ids = fields.One2many(
        "flexible.work.exemption", "employee_id", string="Statements", groups=GROUPS
    )
    flexible_request_ids = fields.One2many(
        "flexible.work.request", "employee_id", string="Requests for flexible work", groups=GROUPS
    )
    flexible_wish_ids = fields.One2many("flexible.work.wish", "employee_id", string="Wishes", groups=GROUPS)

    _nip_unique = models.UniqueIndex(
        "(nip, company_id) WHERE nip IS NOT NULL AND active",
        "Another employee of this regional government has this NIP.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([_with_clean_nip(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(_with_clean_nip(vals))

    @api.model
    def _create(self, data_list):
        """Odoo writes the first version of each new employee several times; the plan hears of all of them once."""
        quiet = self.with_context(flexible_work_plan_quiet=QUIET)
        employees = super(HrEmployee, quiet)._create(data_list).with_env(self.env)
        versions = employees.sudo().version_ids
        versions._flexible_work_plan_changed(versions.mapped("date_version"))
        return employees

    @api.constrains("nip", "birthday")
    def _check_nip(self):
        """What the digits of a NIP say agrees with what is recorded; of PPPK only length and birth are certain."""
        for employee in self.sudo().filtered("nip"):
            faults = employee._nip_faults(employee.nip, employee.birthday, employee.sex, employee.asn_kind)
            if faults:
                raise ValidationError(
                    self.env._(
                        "The NIP %(nip)s of %(name)s is not right. %(faults)s",
                        nip=employee.nip,
                        name=employee.name,
                        faults=" ".join(faults),
                    )
                )

    @api.model
    @api.private
    def _nip_faults(self, nip, birthday=None, sex=None, asn_kind="pns"):
        """A sentence for each thing that is wrong with a NIP, and what to do; none when it is right."""
        codes = nip_problems(nip, birthday=birthday or None, sex=sex or None, pns=(asn_kind or "pns") == "pns")
        sexes = dict(self.env["hr.version"]._fields["sex"]._description_selection(self.env))
        words = {"count": len(nip), "birthday": birthday and format_date(self.env, birthday), "sex": sexes.get(sex, "")}
        if "digits" not in codes:
            words |= {"first": nip[:8], "month": nip[8:14], "digit": nip[14]}
        faults = []
        for code in codes:
            template = self.env._(NIP_FAULTS[code])
            faults.append(template % words)
        return faults

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
                    "SELECT e.id, %s FROM hr_employee e %s WHERE e.id = ANY(%s::int4[])",
                    ZONE,
                    ZONE_JOINS,
                    ids_array(self.ids),
                )
            )
        )

    @api.private
    def _flexible_work_facts_changed(self, date_from, date_to):
        """Hook: the plan of these employees may have changed on the local dates from ``date_from`` on."""


def _with_clean_nip(vals):
    """``vals`` with the NIP as 18 digits, however it was typed; none stays none, as its index wants it."""
    return {**vals, "nip": clean_nip(vals["nip"]) or False} if vals.get("nip") else vals
