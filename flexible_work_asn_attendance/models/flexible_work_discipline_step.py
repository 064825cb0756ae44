from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..judge import DisciplineStep


class FlexibleWorkDisciplineStep(models.Model):
    """A step of discipline by working days absent without valid reason in one year (PP 94/2021).

    Shipped are the steps of PP 94/2021 with article numbers still to be checked. A regional government that has steps
    of its own goes by them alone.
    """

    _name = "flexible.work.discipline.step"
    _description = "Step of Discipline"
    _order = "company_id, sequence, id"

    name = fields.Char(required=True, translate=True, string="Punishment")
    sequence = fields.Integer(default=10, help="From light to grave: of several steps reached, the last one counts.")
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("cumulative", "Added up in the year"), ("in_a_row", "In a row")], required=True, default="cumulative"
    )
    days_from = fields.Integer(string="Working days", required=True, default=1)
    days_label = fields.Char(compute="_compute_days_label", string="Days")
    article = fields.Char()
    article_checked = fields.Boolean(help="Somebody has compared the article with the text of the regulation.")
    decided_by = fields.Selection(
        [
            ("superior", "Direct superior"),
            ("authority", "Official with authority to punish"),
            ("ppk", "Personnel authority (PPK)"),
        ],
        required=True,
        default="superior",
        help="Who decides about the punishment. The direct superior has to act in any case: to punish, or to report "
        "it to the official with the authority.",
    )
    notice_days = fields.Integer(
        string="Early notice (days)",
        default=1,
        help="So many days before the step, the person and the superior are told. 0: not told.",
    )
    deadline_days = fields.Integer(
        string="To be acted on within (days)", default=7, help="Calendar days after the step is reached."
    )
    tell_bkpsdm = fields.Boolean(string="BKPSDM is told at once")
    company_id = fields.Many2one(
        "res.company",
        string="Regional government",
        default=lambda self: self.env.company,
        index=True,
        help="Empty: as shipped, for all that have no steps of their own.",
    )

    _days_positive = models.Constraint("CHECK(days_from > 0)", "A step begins with one working day at least.")
    _waits_positive = models.Constraint(
        "CHECK(notice_days >= 0 AND deadline_days >= 0)", "Days of notice and to act cannot be negative."
    )

    @api.depends("days_from", "kind", "sequence", "company_id", "active")
    @api.depends_context("lang")
    def _compute_days_label(self):
        """4-6, 28 and more, 10 in a row."""
        others = self.with_context(active_test=True).search([("kind", "=", "cumulative")])
        for step in self:
            if step.kind == "in_a_row":
                step.days_label = self.env._("%s in a row", step.days_from)
                continue
            later = others.filtered(
                lambda one, step=step: one.company_id == step.company_id and one.days_from > step.days_from
            )
            last = min(later.mapped("days_from"), default=0) - 1
            if last < 0:
                step.days_label = self.env._("%s and more", step.days_from)
            else:
                step.days_label = f"{step.days_from}–{last}" if last > step.days_from else str(step.days_from)

    @api.constrains("days_from", "kind", "company_id", "sequence", "active")
    def _check_order(self):
        """Steps of one kind with more days are graver, and no two begin with the same day."""
        for company in self.company_id | self.env["res.company"]:
            for kind in ("cumulative", "in_a_row"):
                steps = self.search([("company_id", "=", company.id), ("kind", "=", kind)], order="days_from, sequence")
                for lighter, graver in zip(steps, steps[1:], strict=False):
                    if lighter.days_from == graver.days_from or lighter.sequence >= graver.sequence:
                        raise ValidationError(
                            self.env._(
                                "%(lighter)s and %(graver)s: a step with more days has to come later in the list, and "
                                "no two steps of one kind begin with the same day.",
                                lighter=lighter.name,
                                graver=graver.name,
                            )
                        )

    @api.model
    @api.private
    def _steps_of(self, company):
        """The steps by which ``company`` goes, from light to grave: its own, else those shipped."""
        steps = self.sudo().search([("company_id", "in", [company.id, False])], order="sequence, id")
        return steps.filtered(lambda step: step.company_id == company) or steps.filtered(
            lambda step: not step.company_id
        )

    @api.private
    def _facts(self):
        """The steps as the core counts them."""
        return [
            DisciplineStep(step.id, step.days_from, step.sequence, step.kind == "in_a_row", step.notice_days)
            for step in self
        ]

    def action_copy_shipped(self):
        """Give the regional government in use steps of its own, to be changed: a copy of those shipped.

        :raises UserError: when it has some already
        """
        company = self.env.company
        if self.with_context(active_test=False).search_count([("company_id", "=", company.id)], limit=1):
            raise UserError(self.env._("%s has steps of its own already: change those.", company.name))
        for step in self.search([("company_id", "=", False)]):
            step.copy({"company_id": company.id})
        return {"type": "ir.actions.client", "tag": "soft_reload"}
