from odoo import api, fields, models
from odoo.exceptions import AccessError

#: what is kept up to date while the team works
RESULT = frozenset({"realised", "conclusion", "sequence"})


class FlexibleWorkTeamTarget(models.Model):
    """A result that a team is to reach: with an indicator that can be counted (Permen PANRB 6/2022).

    Once the team is at work, the leader keeps what was realised; the target itself is changed by the head of the unit.
    """

    _name = "flexible.work.team.target"
    _description = "Target of a Team"
    _order = "team_id, sequence, id"

    team_id = fields.Many2one("flexible.work.team", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="team_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Result", required=True)
    indicator = fields.Char()
    measure = fields.Char(string="Counted in", help="Such as documents, days, percent.")
    target = fields.Float()
    realised = fields.Float(copy=False)
    progress = fields.Float(string="Progress (%)", compute="_compute_progress")
    conclusion = fields.Char(string="Outcome", copy=False, help="What came of it; asked for when the team is closed.")
    date_due = fields.Date(string="By")

    _not_negative = models.Constraint(
        "CHECK(target >= 0 AND realised >= 0)", "Targets and what is realised are never below zero."
    )

    @api.depends("target", "realised")
    def _compute_progress(self):
        for target in self:
            target.progress = 100 * target.realised / target.target if target.target else 0

    @api.model_create_multi
    def create(self, vals_list):
        targets = super().create(vals_list)
        targets._check_may_change({"name"})
        return targets

    def write(self, vals):
        self._check_may_change(vals.keys())
        result = super().write(vals)
        if "team_id" in vals:
            self._check_may_change({"name"})
        if "realised" in vals and not self.env.su:
            for target in self:
                target.team_id._message_log(
                    body=self.env._(
                        "%(target)s: %(realised)s of %(planned)s %(measure)s",
                        target=target.name,
                        realised=f"{target.realised:g}",
                        planned=f"{target.target:g}",
                        measure=target.measure or "",
                    ).strip()
                )
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_fixed(self):
        self._check_may_change({"name"})

    def _check_may_change(self, names):
        """:raises UserError: when the team is over
        :raises AccessError: for those who do not work with the team, and for the target itself once it is at work
        """
        if self.env.su:
            return
        for target in self:
            team = target.team_id
            team._check_changeable()
            kept = team._may_prepare() if team.state == "draft" or set(names) <= RESULT else team._may_manage()
            if not kept:
                raise AccessError(
                    self.env._(
                        "The leader keeps what is realised. The targets of a team at work are changed by the head of "
                        "%s or BKPSDM.",
                        team.sudo().department_id.name,
                    )
                )
