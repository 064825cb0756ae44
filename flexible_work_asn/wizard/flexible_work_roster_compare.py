from odoo import fields, models
from odoo.exceptions import UserError

STRATEGIES = [("current", "As it stands"), ("cycle", "Cycle"), ("optimal", "Optimal")]
#: figures that are copied as they are
COPIED = (
    "flexible_days",
    "fewest",
    "most",
    "spread",
    "edge_spread",
    "days_short",
    "people_short",
    "weeks_over",
    "pairs_in_a_row",
    "seconds",
    "proven",
)


class FlexibleWorkRosterCompare(models.TransientModel):
    """The strategies of a roster side by side, and the choice of one of them."""

    _name = "flexible.work.roster.compare"
    _description = "Comparison of Roster Strategies"

    roster_id = fields.Many2one("flexible.work.roster", required=True, readonly=True, ondelete="cascade")
    state = fields.Selection(related="roster_id.state")
    line_ids = fields.One2many("flexible.work.roster.compare.line", "comparison_id", readonly=True)
    has_cycle = fields.Boolean(readonly=True)
    has_solver = fields.Boolean(readonly=True)

    def _compare(self):
        """Compute the lines."""
        for comparison in self:
            found = comparison.roster_id.compare_strategies()
            comparison.has_cycle, comparison.has_solver = "cycle" in found, "optimal" in found
            comparison.line_ids = [
                (
                    0,
                    0,
                    {
                        "strategy": strategy,
                        "wishes_met": self.env._(
                            "%(met)s of %(asked)s", met=figures["wishes_met"], asked=figures["wishes"]
                        ),
                        **{name: figures[name] for name in COPIED},
                    },
                )
                for strategy, figures in found.items()
            ]

    def action_use_cycle(self):
        """Generate the roster by its cycle."""
        return self._use("cycle")

    def action_use_optimal(self):
        """Generate the roster by the optimal strategy."""
        return self._use("optimal")

    def _use(self, strategy):
        self.ensure_one()
        if self.roster_id.state != "draft":
            raise UserError(self.env._("An approved roster cannot be changed. Reopen it first."))
        self.roster_id.strategy = strategy
        self.roster_id.action_fill()
        return {"type": "ir.actions.client", "tag": "soft_reload"}


class FlexibleWorkRosterCompareLine(models.TransientModel):
    """What one strategy comes to."""

    _name = "flexible.work.roster.compare.line"
    _description = "One Strategy in a Comparison"

    comparison_id = fields.Many2one("flexible.work.roster.compare", required=True, ondelete="cascade")
    strategy = fields.Selection(STRATEGIES, required=True)
    flexible_days = fields.Integer(string="Flexible days", help="Of all people together, in the period.")
    fewest = fields.Integer(help="Flexible days of the person who has fewest.")
    most = fields.Integer(help="Flexible days of the person who has most.")
    spread = fields.Integer(string="Difference", help="Most less fewest flexible days of a person.")
    edge_spread = fields.Integer(string="On Mon/Fri", help="Most less fewest flexible Mondays and Fridays of a person.")
    days_short = fields.Integer(string="Days short", help="Dates and groups with too few people on site.")
    people_short = fields.Integer(string="People missing", help="On these days, all together.")
    wishes_met = fields.Char(string="Wishes met")
    weeks_over = fields.Integer(
        string="Over the limit", help="Persons and weeks with more flexible days than the circular allows."
    )
    pairs_in_a_row = fields.Integer(string="Days in a row", help="Where the roster wants none.")
    seconds = fields.Float(digits=(16, 2))
    proven = fields.Boolean(string="Proven best")
