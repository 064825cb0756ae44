from odoo import fields, models


class FlexibleWorkPlacement(models.Model):
    """Proposal of placements: the fewest and nearest moves of people that close most of a shortage (Permen PANRB
    7/2022). It proposes; BKPSDM accepts, and both units approve each assignment."""

    _name = "flexible.work.placement"
    _description = "Proposal of Placements"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(related="workload_id.company_id", store=True, index=True)
    workload_id = fields.Many2one(
        "flexible.work.workload", string="Workload analysis", required=True, index=True, check_company=True
    )
    date_from = fields.Date(required=True, string="From", tracking=True)
    date_to = fields.Date(required=True, string="Last day", tracking=True)
    department_ids = fields.Many2many(
        "hr.department", string="Only these units", help="Empty: all units of the analysis.", check_company=True
    )
    fixed_employee_ids = fields.Many2many(
        "hr.employee", "flexible_work_placement_fixed_rel", string="Who stays", check_company=True
    )
    moves_max = fields.Integer(string="Moves at most", help="0: no limit.")
    travel_max = fields.Integer(
        string="Travel at most (minutes)", help="From home to the new place, one way. 0: no limit."
    )
    load_max = fields.Integer(
        string="Not who is in teams for more than (%)", default=50, help="Share of working time given to teams."
    )
    include_pppk = fields.Boolean(string="Move PPPK, too")
    seconds = fields.Integer(string="Search for (seconds)", default=10)
    state = fields.Selection(
        [("draft", "Draft"), ("proposed", "Proposed"), ("done", "Decided"), ("cancelled", "Cancelled")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    move_ids = fields.One2many("flexible.work.placement.move", "placement_id", string="Moves", readonly=True)
    solved_at = fields.Datetime(readonly=True, copy=False)
    duration = fields.Float(string="Found in (seconds)", readonly=True, copy=False, digits=(16, 2))
    is_proven = fields.Boolean(string="Proven best", readonly=True, copy=False)
    gap = fields.Float(string="Gap (%)", readonly=True, copy=False, digits=(16, 2))
    shortage_before = fields.Integer(readonly=True, copy=False)
    shortage_after = fields.Integer(readonly=True, copy=False)
    move_count = fields.Integer(string="Number of moves", readonly=True, copy=False)
    travel_minutes = fields.Integer(string="Travel of those who move (minutes)", readonly=True, copy=False)
    greedy_shortage = fields.Integer(string="Shortage left by nearest first", readonly=True, copy=False)
    greedy_moves = fields.Integer(string="Moves of nearest first", readonly=True, copy=False)
    greedy_travel = fields.Integer(string="Travel of nearest first (minutes)", readonly=True, copy=False)
    message = fields.Text(string="What came out", readonly=True, copy=False)
