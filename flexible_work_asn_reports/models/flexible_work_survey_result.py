from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..figures.survey import ELEMENTS
from ..figures.survey import grade as grade_of
from .day_kinds import DAY_KIND_SELECTION

#: what an index is of groups of results: sums over the answers behind them, never a mean of means
SCORES = SQL(" + ").join(SQL.identifier(f"{name}_sum") for name in ELEMENTS)


class FlexibleWorkSurveyResult(models.Model):
    """The survey of public satisfaction per service, month and kind of day: as many answers, such an index.

    Of few answers nothing but their number is told, in lists as well as in charts and sums (see the setting). Grouped
    in whatever way, an index is worked out from the sums of the answers in the group (PermenPANRB 14/2017), never as a
    mean of means. Rows that are too small enter the index of a group only where they are enough together: otherwise
    the difference between two groups would tell what the row keeps.
    """

    _name = "flexible.work.survey.result"
    _description = "Index of Public Satisfaction"
    _auto = False
    _order = "month desc, service_id"
    _rec_name = "service_id"
    _depends = {
        "flexible.work.survey.answer": [
            "company_id",
            "service_id",
            "department_id",
            "opd_id",
            "day_kind",
            "date",
            *ELEMENTS,
        ],
        "res.company": ["flexible_work_survey_minimum"],
    }

    company_id = fields.Many2one("res.company", string="Regional government", readonly=True)
    service_id = fields.Many2one("flexible.work.public.service", readonly=True)
    department_id = fields.Many2one("hr.department", string="Unit", readonly=True)
    opd_id = fields.Many2one("hr.department", string="OPD", readonly=True)
    month = fields.Date(readonly=True)
    month_words = fields.Char(string="Month in words", compute="_compute_month_words")
    day_kind = fields.Selection(DAY_KIND_SELECTION, string="Kind of day", readonly=True)
    answers = fields.Integer(readonly=True)
    skm = fields.Float(
        string="SKM index", digits=(5, 2), readonly=True, aggregator="avg", help="25 to 100 (PermenPANRB 14/2017)."
    )
    is_told = fields.Boolean(
        string="Enough answers", readonly=True, help="With fewer answers than the settings ask for, no index is told."
    )
    grade = fields.Char(compute="_compute_grade")
    u1 = fields.Float(string="U1 Requirements", digits=(3, 2), readonly=True, aggregator="avg")
    u2 = fields.Float(string="U2 System, mechanism and procedure", digits=(3, 2), readonly=True, aggregator="avg")
    u3 = fields.Float(string="U3 Time until completion", digits=(3, 2), readonly=True, aggregator="avg")
    u4 = fields.Float(string="U4 Fee", digits=(3, 2), readonly=True, aggregator="avg")
    u5 = fields.Float(string="U5 Result of the service", digits=(3, 2), readonly=True, aggregator="avg")
    u6 = fields.Float(string="U6 Competence of the officers", digits=(3, 2), readonly=True, aggregator="avg")
    u7 = fields.Float(string="U7 Conduct of the officers", digits=(3, 2), readonly=True, aggregator="avg")
    u8 = fields.Float(
        string="U8 Handling of complaints and suggestions", digits=(3, 2), readonly=True, aggregator="avg"
    )
    u9 = fields.Float(string="U9 Facilities", digits=(3, 2), readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        """One row for each service, month and kind of day; the sums behind the indices are no fields."""
        sums = SQL(", ").join(
            SQL("SUM(a.%s) AS %s", SQL.identifier(name), SQL.identifier(f"{name}_sum")) for name in ELEMENTS
        )
        means = SQL(", ").join(
            SQL(
                "CASE WHEN enough THEN ROUND(%s::numeric / answers, 2) END AS %s",
                SQL.identifier(f"{name}_sum"),
                SQL.identifier(name),
            )
            for name in ELEMENTS
        )
        return SQL(
            "SELECT sums.*, enough AS is_told, %s,"
            " CASE WHEN enough THEN ROUND(25.0 * (%s) / (9 * answers), 2) END AS skm FROM ("
            # the id of an answer would tell which came first; 53 bits are what a browser counts with
            "SELECT hashtextextended(CONCAT_WS(',', a.company_id, a.service_id, a.department_id,"
            " COALESCE(a.opd_id, 0), COALESCE(a.day_kind, ''), DATE_TRUNC('month', a.date)::date), 0)"
            " & 9007199254740991 AS id, a.company_id, a.service_id, a.department_id, a.opd_id, a.day_kind,"
            " DATE_TRUNC('month', a.date)::date AS month, COUNT(*) AS answers,"
            " c.flexible_work_survey_minimum AS minimum, COUNT(*) >= c.flexible_work_survey_minimum AS enough, %s"
            " FROM flexible_work_survey_answer a JOIN res_company c ON c.id = a.company_id"
            " GROUP BY a.company_id, a.service_id, a.department_id, a.opd_id, a.day_kind,"
            " DATE_TRUNC('month', a.date), c.flexible_work_survey_minimum) sums",
            means,
            SCORES,
            sums,
        )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_words(self):
        for result in self:
            result.month_words = format_date(self.env, result.month, date_format="MMMM y")

    @api.depends("skm")
    @api.depends_context("lang")
    def _compute_grade(self):
        grades = self.env["flexible.work.survey.grade"]
        labels = {grade.name: grade.display_name for grade in grades.sudo().search([])}  # pylint: disable=no-search-all
        bounds = grades.sudo()._bounds()
        for result in self:
            result.grade = labels.get(grade_of(result.is_told and result.skm or None, bounds), "")

    def _read_group_select(self, aggregate_spec, query):
        """Indices of groups of results, from the answers behind them; nothing where they are too few together."""
        name, _colon, function = aggregate_spec.partition(":")
        if name not in ("skm", *ELEMENTS):
            return super()._read_group_select(aggregate_spec, query)
        if function != "avg":
            raise ValueError(f"{name} of a group is worked out from its answers: there is no {function or 'other'}")
        self._check_field_access(self._fields[name], "read")

        sums = [f"{element}_sum" for element in (ELEMENTS if name == "skm" else (name,))]
        scores = SQL(" + ").join(SQL.identifier(self._table, one) for one in sums)
        scale = SQL("25.0 / 9" if name == "skm" else "1.0")
        return SQL(
            "CASE WHEN SUM(%(answers)s) FILTER (WHERE NOT %(told)s) < MAX(%(minimum)s)"
            " THEN ROUND(%(scale)s * SUM(%(scores)s) FILTER (WHERE %(told)s)"
            " / SUM(%(answers)s) FILTER (WHERE %(told)s), 2)"
            " WHEN SUM(%(answers)s) >= MAX(%(minimum)s) THEN ROUND(%(scale)s * SUM(%(scores)s) / SUM(%(answers)s), 2)"
            " END",
            answers=SQL.identifier(self._table, "answers"),
            told=SQL.identifier(self._table, "is_told"),
            minimum=SQL.identifier(self._table, "minimum"),
            scale=scale,
            scores=scores,
        )
