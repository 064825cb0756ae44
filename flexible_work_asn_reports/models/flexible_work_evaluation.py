from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

from ..words import document_lang

ACTIONS["reopen_evaluation"] = ("flexible.work.evaluation", "_reopen")

#: what the figures depend on: changing it throws them away
COUNTED_BY = frozenset({"company_id", "circular_id", "date_from", "date_to", "before_from", "before_to", "units_min"})
ONE_DAY = timedelta(days=1)


class FlexibleWorkEvaluation(models.Model):
    """The evaluation of flexible work over a period: service, attendance (structural officials apart), performance and
    savings, before against after and flexible units against exempt ones (Permen PANRB 4/2025; SE Wali Kota Ternate:
    end of month). Its findings lead to follow-ups and, with one click, to a draft of the circular that supersedes.

    ``draft`` → ``counted`` → ``final``, and then the figures are frozen.
    """

    _name = "flexible.work.evaluation"
    _description = "Evaluation of Flexible Work"
    _inherit = ["flexible.work.document", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _entered = COUNTED_BY | {"name", "number", "conclusion", "finding_ids"}

    name = fields.Char(
        required=True, tracking=True, compute="_compute_name", store=True, readonly=False, precompute=True
    )
    company_id = fields.Many2one(
        "res.company",
        string="Regional government",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    circular_id = fields.Many2one(
        "flexible.work.circular",
        tracking=True,
        ondelete="restrict",
        domain="[('issuer', '=', 'region'), ('is_template', '=', False), ('company_id', '=', company_id),"
        " ('state', '!=', 'draft')]",
        help="The circular that is evaluated; the time before ends on the day before it came into force.",
    )
    date_from = fields.Date(
        required=True,
        string="From",
        tracking=True,
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_to = fields.Date(
        required=True,
        string="Until",
        tracking=True,
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
    )
    before_from = fields.Date(
        required=True,
        string="Compared with",
        tracking=True,
        compute="_compute_before",
        store=True,
        readonly=False,
        precompute=True,
        help="First day of the period before.",
    )
    before_to = fields.Date(
        required=True,
        string="Until (before)",
        tracking=True,
        compute="_compute_before",
        store=True,
        readonly=False,
        precompute=True,
    )
    units_min = fields.Integer(
        string="Units needed",
        default=5,
        help="So many flexible, and so many exempt, OPD have to have figures before anything is said about them.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("counted", "Counted"), ("final", "Final")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    number = fields.Char(
        string="Letter number", copy=False, tracking=True, help="As in the register: 800.1.5/…/BKPSDM."
    )
    conclusion = fields.Text(copy=False, tracking=True, help="What BKPSDM says to the regional head, in its own words.")
    counted_at = fields.Datetime(string="Counted", readonly=True, copy=False)
    final_by_id = fields.Many2one("res.users", string="Made final by", readonly=True, copy=False)
    final_at = fields.Datetime(string="Final since", readonly=True, copy=False)
    facts = fields.Json(readonly=True, copy=False, help="Technical: what the count found out about the data.")
    cautions = fields.Text(compute="_compute_cautions", string="To be read with care")
    measure_ids = fields.One2many(
        "flexible.work.evaluation.measure", "evaluation_id", string="Measures", readonly=True, copy=False
    )
    finding_ids = fields.One2many("flexible.work.evaluation.finding", "evaluation_id", string="Findings", copy=False)
    followup_ids = fields.One2many("flexible.work.evaluation.followup", "evaluation_id", string="Follow-ups")
    followup_count = fields.Integer(compute="_compute_counts")
    followup_open_count = fields.Integer(string="Open follow-ups", compute="_compute_counts")
    better_count = fields.Integer(string="Better", compute="_compute_counts")
    worse_count = fields.Integer(string="Worse", compute="_compute_counts")
    unclear_count = fields.Integer(string="No clear difference", compute="_compute_counts")
    few_count = fields.Integer(string="Too few data", compute="_compute_counts")
    superseding_circular_id = fields.Many2one(
        "flexible.work.circular", string="Draft that supersedes", readonly=True, copy=False
    )

    _periods_in_order = models.Constraint(
        "CHECK (before_from < before_to AND before_to < date_from AND date_from <= date_to)",
        "The period before has to end before the period begins, and both have to have an end after their beginning.",
    )
    _units_positive = models.Constraint(
        "CHECK (units_min >= 3)", "Fewer than three units on a side cannot be compared: nothing could be said of them."
    )

    # ------------------------------------------------------------ periods
    @api.depends("date_from", "date_to")
    def _compute_name(self):
        for evaluation in self:
            evaluation.name = evaluation.name or False
            if evaluation.date_from and evaluation.date_to and not evaluation.name:
                evaluation.name = self.env._(
                    "Evaluation %(first)s to %(last)s",
                    first=format_date(self.env, evaluation.date_from, date_format="d MMMM y"),
                    last=format_date(self.env, evaluation.date_to, date_format="d MMMM y"),
                )

    @api.depends("circular_id", "company_id")
    def _compute_dates(self):
        """From the circular's first day to its last one, or to the end of the last month."""
        for evaluation in self:
            if evaluation.date_from and evaluation.date_to and not evaluation.circular_id:
                continue
            yesterday = evaluation.company_id._flexible_work_today() - ONE_DAY
            month_end = (yesterday + ONE_DAY).replace(day=1) - ONE_DAY
            first = evaluation.circular_id.date_from or (month_end - relativedelta(months=2)).replace(day=1)
            last = min(evaluation.circular_id.last_date or yesterday, yesterday)
            if not evaluation.circular_id.last_date and month_end > first:
                last = min(last, month_end)
            evaluation.date_from, evaluation.date_to = first, max(first, last)

    @api.depends("circular_id", "date_from", "date_to")
    def _compute_before(self):
        """As long as the period, and next before the circular (or the period); whole months before whole months."""
        for evaluation in self:
            first, last = evaluation.date_from, evaluation.date_to
            if not first or not last:
                evaluation.before_from = evaluation.before_to = False
                continue
            until = min(evaluation.circular_id.date_from or first, first) - ONE_DAY
            span = relativedelta(last + ONE_DAY, first)
            whole_months = first.day == 1 and not span.days
            evaluation.before_to = until
            if whole_months and (until + ONE_DAY).day == 1:
                evaluation.before_from = until + ONE_DAY - span
            else:
                # two weeks at least: the halves of less say nothing
                evaluation.before_from = until - max(last - first, timedelta(days=13))

    @api.constrains("circular_id", "company_id")
    def _check_circular(self):
        for evaluation in self:
            circular = evaluation.circular_id
            if circular and circular.company_id != evaluation.company_id:
                raise ValidationError(self.env._("The circular is of another regional government."))

    # ------------------------------------------------------------ what is shown
    @api.depends("measure_ids.verdict", "followup_ids.state")
    def _compute_counts(self):
        for evaluation in self:
            verdicts = evaluation.measure_ids.mapped("verdict")
            for verdict in ("better", "worse", "unclear", "few"):
                evaluation[f"{verdict}_count"] = verdicts.count(verdict)
            evaluation.followup_count = len(evaluation.followup_ids)
            evaluation.followup_open_count = evaluation.followup_ids.mapped("state").count("open")

    @api.depends("facts")
    @api.depends_context("lang")
    def _compute_cautions(self):
        for evaluation in self:
            evaluation.cautions = "\n".join(evaluation._caution_sentences())

    # ------------------------------------------------------------ the way of an evaluation
    def write(self, vals):
        """What the figures depend on throws them away: they are of another question then."""
        stale = self.filtered(lambda evaluation: evaluation.state == "counted" and evaluation._asks_anew(vals))
        result = super().write(vals)
        if stale:
            stale.sudo()._forget()
        return result

    def _asks_anew(self, vals):
        """Whether ``vals`` change what the figures depend on."""
        for name in COUNTED_BY & vals.keys():
            field = self._fields[name]
            if field.convert_to_cache(vals[name], self) != field.convert_to_cache(self[name], self):
                return True
        return False

    def _forget(self):
        self.measure_ids.unlink()
        self.finding_ids.filtered("proposed").unlink()
        self.write({"state": "draft", "counted_at": False, "facts": False})

    def _check_changeable(self):
        for evaluation in self:
            if evaluation.state == "final":
                raise UserError(
                    self.env._("%s is final. Reopen it with a reason to change it.", evaluation.display_name)
                )

    def action_count(self):
        """Count the measures anew and propose findings; findings that people wrote or edited stay.

        :raises AccessError: for all but BKPSDM
        :raises UserError: while the period goes on, and for what is final
        """
        for evaluation in self:
            evaluation.check_access("write")
            evaluation._check_state("draft", "counted")
            today = evaluation.company_id._flexible_work_today()
            if evaluation.date_to >= today:
                raise UserError(
                    self.env._(
                        "%(evaluation)s goes until %(date)s, which is not over yet. Let it end on an earlier day.",
                        evaluation=evaluation.display_name,
                        date=format_date(self.env, evaluation.date_to),
                    )
                )
            evaluation.sudo()._count()
        return True

    def action_finish(self):
        """Freeze the figures; owners of follow-ups get their activities, heads and the regional head may read it.

        :raises AccessError: for all but BKPSDM
        :raises UserError: before it is counted
        """
        for evaluation in self:
            evaluation.check_access("write")
            evaluation._check_state("counted")
            evaluation.sudo().write({"state": "final", "final_by_id": self.env.uid, "final_at": fields.Datetime.now()})
            evaluation.sudo().followup_ids._assign()
        return True

    def action_reopen(self):
        """Ask why, then take the final state back."""
        self.check_access("write")
        return self.env["flexible.work.reason"]._ask(self, "reopen_evaluation", self.env._("Reopen"))

    @api.private
    def _reopen(self, reason):
        """Back to counted, with the written ``reason``, which stays in the chatter."""
        for evaluation in self:
            evaluation.check_access("write")
            evaluation._check_state("final")
            evaluation.sudo().write({"state": "counted", "final_by_id": False, "final_at": False})
            evaluation.sudo()._message_log(
                body=self.env._("Reopened. Reason: %s", reason), author_id=self.env.user.partner_id.id
            )
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_except_final(self):
        self._check_changeable()

    def action_supersede(self):
        """Open the draft of the circular that supersedes the evaluated one; made from its text if there is none yet.

        The findings stand in the draft's chatter, so that whoever changes the provisions has them before him.

        :raises AccessError: for all but BKPSDM
        :raises UserError: without a circular in force
        """
        self.ensure_one()
        self.check_access("write")
        if not self.circular_id:
            raise UserError(self.env._("Say first which circular is evaluated."))
        if self.state == "draft":
            raise UserError(self.env._("Count the evaluation first: a new circular follows from what it finds."))
        action = self.circular_id.action_new_version()
        draft = self.env["flexible.work.circular"].browse(action["res_id"])
        if self.superseding_circular_id != draft:
            self.sudo().superseding_circular_id = draft
            draft.message_post(body=self._words_for_draft())
            self._message_log(body=self.env._("Draft that supersedes: %s", draft.display_name))
        return action

    # ------------------------------------------------------------ windows
    def action_units(self):
        """The figures of each unit behind the measures."""
        return self._open_list("flexible_work_asn_reports.flexible_work_evaluation_unit_action")

    def action_followups(self):
        """The follow-ups of the findings."""
        return self._open_list("flexible_work_asn_reports.flexible_work_evaluation_followup_action")

    def action_circular(self):
        """The draft that supersedes."""
        self.ensure_one()
        self.check_access("read")
        return self.superseding_circular_id._open_form()

    def action_print(self):
        """The report as PDF."""
        self.check_access("read")
        self._check_counted()
        return self.env.ref("flexible_work_asn_reports.action_report_evaluation").report_action(self)

    def action_xlsx(self):
        """The workbook, with the figures of each unit and formulas over them."""
        self.ensure_one()
        self.check_access("read")
        self._check_reads_units()
        self._check_counted()
        return {"type": "ir.actions.act_url", "url": f"/flexible_work/evaluation/{self.id}/xlsx", "target": "download"}

    def _check_counted(self):
        for evaluation in self:
            if evaluation.state == "draft":
                raise UserError(self.env._("%s is not counted yet: count it first.", evaluation.display_name))

    def _open_list(self, xmlid):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {"domain": [("evaluation_id", "=", self.id)], "context": {}}

    @api.private
    def _document_lang(self):
        """Language of papers: Indonesian where it is installed."""
        return document_lang(self.env)
