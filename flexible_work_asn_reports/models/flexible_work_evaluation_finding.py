from odoo import api, fields, models
from odoo.exceptions import UserError

from ..figures.evaluation_measures import LEDGER_KINDS
from .flexible_work_evaluation_measure import AREA_SELECTION

#: points by which structural officials may attend less than others before it is a finding
OFFICIALS_LESS = 1.0
#: what the count alone writes
BY_THE_COUNT = ("proposed", "measure_id", "proposal")


class FlexibleWorkEvaluationFinding(models.Model):
    """What an evaluation found, in words, and what is done about it. Proposed by the count, edited by people."""

    _name = "flexible.work.evaluation.finding"
    _description = "Finding of an Evaluation"
    _order = "evaluation_id desc, sequence, id"

    evaluation_id = fields.Many2one("flexible.work.evaluation", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="evaluation_id.company_id", store=True)
    evaluation_state = fields.Selection(related="evaluation_id.state", string="State of the evaluation")
    sequence = fields.Integer(default=10)
    area = fields.Selection(AREA_SELECTION, required=True)
    name = fields.Text(string="Finding", required=True)
    measure_id = fields.Many2one("flexible.work.evaluation.measure", readonly=True, ondelete="set null")
    proposed = fields.Boolean(
        readonly=True,
        copy=False,
        help="Proposed by the count, and nobody has edited it: it is proposed anew each time.",
    )
    proposal = fields.Char(readonly=True, copy=False, help="Technical: the rule that proposed it.")
    followup_ids = fields.One2many("flexible.work.evaluation.followup", "finding_id", string="Follow-ups")
    followup_count = fields.Integer(string="Number of follow-ups", compute="_compute_followup_count")

    @api.depends("followup_ids")
    def _compute_followup_count(self):
        for finding in self:
            finding.followup_count = len(finding.followup_ids)

    @api.model_create_multi
    def create(self, vals_list):
        """:raises UserError: for an evaluation that is final"""
        if not self.env.su:
            vals_list = [vals | dict.fromkeys(BY_THE_COUNT, False) for vals in vals_list]
        findings = super().create(vals_list)
        findings._check_open()
        return findings

    def write(self, vals):
        """What somebody has edited is his or her own, and is not proposed anew.

        :raises UserError: for an evaluation that is final; follow-ups may be added to it nevertheless
        """
        if not self.env.su and vals.keys() - {"followup_ids"}:
            self._check_open()
            vals = {name: value for name, value in vals.items() if name not in BY_THE_COUNT}
            if {"name", "area"} & vals.keys():
                vals["proposed"] = False
        result = super().write(vals)
        if "evaluation_id" in vals and not self.env.su:
            # it may have been moved to another regional government
            self.check_access("write")
            self._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_final(self):
        self._check_open()

    def _check_open(self):
        if self.env.su:
            return
        for evaluation in self.evaluation_id:
            if evaluation.state == "final":
                raise UserError(
                    self.env._("%s is final. Reopen it with a reason to change it.", evaluation.display_name)
                )

    def action_open(self):
        """The finding with its follow-ups."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "name": self.env._("Finding"),
            "target": "new",
        }


class FlexibleWorkEvaluation(models.Model):
    """Findings that follow from the measures by plain rules."""

    _inherit = "flexible.work.evaluation"

    def _propose_findings(self):
        """Propose anew what nobody has edited and nobody acts on; the language is that of documents."""
        self.finding_ids.filtered(lambda finding: finding.proposed and not finding.followup_ids).unlink()
        evaluation = self.with_context(lang=self._document_lang())
        kept = set(self.finding_ids.mapped("proposal"))
        values = [finding for finding in evaluation._proposals() if finding["proposal"] not in kept]
        self.env["flexible.work.evaluation.finding"].create(
            [
                {"evaluation_id": self.id, "proposed": True, "sequence": 10 * number, **finding}
                for number, finding in enumerate(values, 1)
            ]
        )

    def _proposals(self):
        """What is worse first, then officials who attend less, what cannot be judged, what is better.

        Of bills that fell only their sum is said.
        """
        proposals = [self._clear_difference(one) for one in self.measure_ids if one.verdict == "worse"]
        officials = self._officials_attend_less()
        if officials:
            proposals.append(officials)
        proposals += self._not_judged()
        fallen = self.measure_ids.filtered(lambda one: one.verdict == "better" and one.key not in LEDGER_KINDS)
        return proposals + [self._clear_difference(one) for one in fallen]

    def _clear_difference(self, measure):
        name = f"{measure.display_name}. {measure.sentence}"
        return {"area": measure.area, "name": name, "measure_id": measure.id, "proposal": measure.key}

    def _not_judged(self):
        """One proposal per area with measures of which too few units have figures."""
        proposals = []
        areas = self.env["flexible.work.evaluation.measure"]._fields["area"]
        for area, label in areas._description_selection(self.env):
            missing = self.measure_ids.filtered(lambda one, area=area: one.area == area and one.verdict == "few")
            if missing:
                names = "; ".join(missing.mapped("display_name"))
                words = self.env._(
                    "%(area)s cannot be judged by %(measures)s: too few units have figures for both periods.",
                    area=label,
                    measures=names,
                )
                proposals.append({"area": area, "name": words, "proposal": f"few {area}"})
        return proposals

    def _officials_attend_less(self):
        """Structural officials set the example (SE Wali Kota Ternate): said where they attend less than others."""
        by_key = {measure.key: measure for measure in self.measure_ids}
        officials, others = by_key["present_structural"], by_key["present_staff"]
        if not officials.flexible_number or not others.flexible_number:
            return None
        if others.flexible_after - officials.flexible_after <= OFFICIALS_LESS:
            return None
        words = self.env._(
            "Structural officials of flexible units attended less than the others: %(officials)s against %(others)s of "
            "those obliged.",
            officials=officials._level(officials.flexible_after),
            others=others._level(others.flexible_after),
        )
        return {"area": "attendance", "name": words, "measure_id": officials.id, "proposal": "officials"}
