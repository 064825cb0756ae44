from odoo import api, fields, models

AREA_SELECTION = [
    ("service", "Service"),
    ("attendance", "Attendance"),
    ("performance", "Performance"),
    ("savings", "Savings"),
]
MEASURE_SELECTION = [
    ("complaints", "Complaints per month and unit"),
    ("answer_hours", "Hours until a complaint is answered"),
    ("answered_late", "Complaints answered late, of those answered"),
    ("survey", "Index of public satisfaction (25 to 100)"),
    ("away", "Presence away from the office (WFH, WFA, other office)"),
    ("present", "Present, of those obliged to attend"),
    ("present_structural", "Structural officials present, of those obliged"),
    ("present_staff", "Other employees present, of those obliged"),
    ("late", "Late, of those present"),
    ("apel", "Present at the apel, of those expected"),
    ("verified", "Presence away from the office that the head verified"),
    ("reported", "Days at home or elsewhere with an approved daily report"),
    ("bills", "Bills in all"),
    ("electricity", "Electricity bills"),
    ("water", "Water bills"),
    ("internet", "Internet bills"),
    ("fuel", "Fuel bills"),
    ("other", "Other bills of operations"),
]
VERDICT_SELECTION = [
    ("better", "Better"),
    ("worse", "Worse"),
    ("unclear", "No clear difference"),
    ("few", "Too few data"),
    ("context", "For information"),
]


class FlexibleWorkEvaluationMeasure(models.Model):
    """One measure of an evaluation: before and after, of flexible and of exempt units, and the difference in
    differences with its confidence interval. Written by the count, never typed.

    Levels are means over units (of money, sums); changes and differences are in the measure's unit, of money in
    percent. The method is in ``figures/evaluation.py``.
    """

    _name = "flexible.work.evaluation.measure"
    _description = "Measure of an Evaluation"
    _order = "evaluation_id desc, sequence, id"
    _rec_name = "key"

    evaluation_id = fields.Many2one(
        "flexible.work.evaluation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="evaluation_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(readonly=True)
    area = fields.Selection(AREA_SELECTION, required=True, readonly=True)
    key = fields.Selection(MEASURE_SELECTION, string="Measure", required=True, readonly=True)
    unit = fields.Selection(
        [
            ("percent", "Percent"),
            ("number", "Number"),
            ("hours", "Hours"),
            ("index", "Index"),
            ("money", "Money"),
        ],
        required=True,
        readonly=True,
    )
    better = fields.Integer(readonly=True, help="1: more is better; -1: less is better; 0: neither.")
    flexible_number = fields.Integer(string="Flexible units", readonly=True, aggregator=None)
    exempt_number = fields.Integer(string="Exempt units", readonly=True, aggregator=None)
    flexible_before = fields.Float(readonly=True, aggregator=None)
    flexible_after = fields.Float(readonly=True, aggregator=None)
    flexible_change = fields.Float(readonly=True, aggregator=None)
    exempt_before = fields.Float(readonly=True, aggregator=None)
    exempt_after = fields.Float(readonly=True, aggregator=None)
    exempt_change = fields.Float(readonly=True, aggregator=None)
    is_compared = fields.Boolean(readonly=True, help="There were enough units for a difference.")
    has_interval = fields.Boolean(readonly=True)
    estimate = fields.Float(
        string="Difference",
        readonly=True,
        aggregator=None,
        help="Mean change of flexible units less mean change of exempt units.",
    )
    low = fields.Float(string="From (95 %)", readonly=True, aggregator=None)
    high = fields.Float(string="To (95 %)", readonly=True, aggregator=None)
    freedom = fields.Float(string="Degrees of freedom", digits=(16, 1), readonly=True, aggregator=None)
    chance = fields.Float(
        digits=(16, 4), readonly=True, aggregator=None, help="Of a difference as large by accident alone."
    )
    robust = fields.Boolean(
        string="Clear among all", readonly=True, help="Clear also when it counts that so many measures were compared."
    )
    has_placebo = fields.Boolean(readonly=True)
    placebo = fields.Float(
        string="Difference before",
        readonly=True,
        aggregator=None,
        help="The same difference between the two halves of the period before, where there can be no effect.",
    )
    placebo_low = fields.Float(readonly=True, aggregator=None)
    placebo_high = fields.Float(readonly=True, aggregator=None)
    verdict = fields.Selection(VERDICT_SELECTION, required=True, readonly=True)
    caution_codes = fields.Json(readonly=True)
    blanks = fields.Json(readonly=True, help="Technical: levels of which nothing is recorded; they are not zero.")
    weekly = fields.Json(readonly=True, help="Technical: means over units per week, for the chart.")
    unit_ids = fields.One2many("flexible.work.evaluation.unit", "measure_id", string="Units", readonly=True)
    saved = fields.Monetary(
        string="Less per month",
        readonly=True,
        aggregator=None,
        help="What flexible units paid less in a month than before; negative: more.",
    )
    saved_percent = fields.Float(string="Less (%)", digits=(16, 1), readonly=True, aggregator=None)
    sentence = fields.Text(string="What it shows", compute="_compute_words")
    caution = fields.Text(string="To be read with care", compute="_compute_words")
    before_after = fields.Char(string="Flexible: before → after", compute="_compute_words")
    exempt_before_after = fields.Char(string="Exempt: before → after", compute="_compute_words")
    interval = fields.Char(string="Difference (95 % interval)", compute="_compute_words")
    chart = fields.Html(compute="_compute_chart", sanitize=False)

    _once = models.Constraint("UNIQUE(evaluation_id, key)", "A measure stands in an evaluation once.")

    @api.depends("key")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = dict(self._fields["key"]._description_selection(self.env))
        for measure in self:
            measure.display_name = names.get(measure.key, "")

    @api.depends("verdict", "estimate", "low", "high", "caution_codes")
    @api.depends_context("lang")
    def _compute_words(self):
        for measure in self:
            measure.sentence = measure._sentence()
            measure.caution = "\n".join(measure._cautions())
            measure.before_after = measure._levels("flexible")
            measure.exempt_before_after = measure._levels("exempt")
            measure.interval = measure._interval()

    @api.depends("flexible_before", "weekly")
    @api.depends_context("lang")
    def _compute_chart(self):
        for measure in self:
            measure.chart = measure._chart_html()
