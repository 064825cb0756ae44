from odoo import api, fields, models

from ..column_defaults import give_defaults


class HrDepartment(models.Model):
    """A unit of the regional government: whether it is an OPD, whom it serves, and who decides in it."""

    _inherit = "hr.department"

    is_opd = fields.Boolean(
        string="Is an OPD", help="A perangkat daerah of its own: it reports to the head of the region."
    )
    opd_id = fields.Many2one(
        "hr.department",
        string="OPD",
        compute="_compute_opd_id",
        store=True,
        recursive=True,
        index=True,
        help="The OPD that this unit belongs to: itself, or the nearest one above it.",
    )
    service_category_id = fields.Many2one("flexible.work.service.category", tracking=True)
    flexible_exempt = fields.Selection(
        [
            ("inherit", "As its kind of service, else as the unit above"),
            ("exempt", "Stays on site"),
            ("included", "Works flexibly"),
        ],
        string="Flexible work",
        default="inherit",
        required=True,
        tracking=True,
        help="A carve-out such as the secretariat of a hospital says 'Works flexibly' here.",
    )
    is_flexible_exempt = fields.Boolean(
        string="Exempt from flexible work",
        compute="_compute_is_flexible_exempt",
        store=True,
        recursive=True,
    )
    flexible_exempt_source_id = fields.Many2one(
        "hr.department",
        string="Decided by",
        compute="_compute_is_flexible_exempt",
        store=True,
        recursive=True,
        help="The unit up the tree where the answer comes from.",
    )
    site_ids = fields.Many2many(
        "hr.work.location",
        string="Sites",
        help="Where a check-in of this unit counts as inside. Empty: the sites of the unit above.",
    )
    area_id = fields.Many2one(
        "flexible.work.area", string="Lies in", check_company=True, help="The kecamatan or island, for travel times."
    )
    staff_min_count = fields.Integer(
        string="Keeps at least", tracking=True, help="People it never gives away to other units. 0: not set."
    )
    onsite_min_count = fields.Integer(
        string="On site at least", tracking=True, help="People on every working day. 0: not set."
    )
    onsite_min_percent = fields.Float(
        string="On site at least (%)", tracking=True, help="Of the unit's people on every working day. 0: not set."
    )
    service_hours = fields.Char(help="When the public is served, in the words of the notice.")
    complaint_channels = fields.Text(help="How the public can complain: LAPOR!, face to face, telephone.")
    flexible_operator_ids = fields.Many2many(
        "res.users",
        "hr_department_flexible_operator_rel",
        "department_id",
        "user_id",
        string="Operators",
        domain="[('share', '=', False)]",
        help="They prepare rosters and reports of this unit and below, and decide nothing.",
    )
    flexible_head_user_ids = fields.Many2many(
        "res.users",
        "hr_department_flexible_head_rel",
        "department_id",
        "user_id",
        string="Deciding users",
        compute="_compute_flexible_head_user_ids",
        store=True,
        recursive=True,
        help="The managers of this unit and of all units above it, and those who act for them (Plh, Plt).",
    )
    flexible_staff_user_ids = fields.Many2many(
        "res.users",
        "hr_department_flexible_staff_rel",
        "department_id",
        "user_id",
        string="Deciding users and operators",
        compute="_compute_flexible_staff_user_ids",
        store=True,
        recursive=True,
    )

    def init(self):
        super().init()
        give_defaults(self, "flexible_work_asn")

    @api.depends("is_opd", "parent_id.opd_id")
    def _compute_opd_id(self):
        for department in self:
            department.opd_id = department if department.is_opd else department.parent_id.opd_id

    @api.depends(
        "flexible_exempt",
        "service_category_id.exempt",
        "parent_id.is_flexible_exempt",
        "parent_id.flexible_exempt_source_id",
    )
    def _compute_is_flexible_exempt(self):
        """The nearest answer up the tree wins: the unit's own word, then its kind of service."""
        for department in self:
            if department.flexible_exempt != "inherit":
                exempt, source = department.flexible_exempt == "exempt", department
            elif department.service_category_id:
                exempt, source = department.service_category_id.exempt, department
            else:
                exempt = department.parent_id.is_flexible_exempt
                source = department.parent_id.flexible_exempt_source_id
            department.is_flexible_exempt = exempt
            department.flexible_exempt_source_id = source

    @api.depends(
        "manager_id.user_id",
        "parent_id.flexible_head_user_ids",
        "flexible_delegation_ids.in_force",
        "flexible_delegation_ids.employee_id.user_id",
    )
    def _compute_flexible_head_user_ids(self):
        """The manager and whoever acts for him or her today, and those of the units above."""
        for department in self:
            acting = department.sudo().flexible_delegation_ids.filtered("in_force").employee_id
            department.flexible_head_user_ids = (
                department.manager_id.user_id | acting.user_id | department.parent_id.flexible_head_user_ids
            )

    @api.depends("flexible_head_user_ids", "flexible_operator_ids", "parent_id.flexible_staff_user_ids")
    def _compute_flexible_staff_user_ids(self):
        for department in self:
            department.flexible_staff_user_ids = (
                department.flexible_head_user_ids
                | department.flexible_operator_ids
                | department.parent_id.flexible_staff_user_ids
            )
