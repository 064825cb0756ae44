from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL, formatLang

from ..report.official import cited
from ..words import document_lang
from .flexible_work_ledger import KIND_SELECTION
from .flexible_work_month_days import REPORTERS
from .flexible_work_report import READERS

LEVELS = ("verbal", "written", "review")
#: how a call or message ended: the column in which it is counted
RESULTS = {"in_time": "contact_in_time", "late": "contact_late", "no_answer": "contact_no_answer"}
#: so many OPD with the lowest presence are named in the proposed text
NAMED = 3


class FlexibleWorkMonth(models.Model):
    """What the report to the governor or the ministry says besides the days: calls, warnings, discipline, savings.

    SE Mendagri 800.1.5/3349/SJ asks for it every month. It is counted with the days and frozen with them; the text is
    proposed once and then belongs to BKPSDM.
    """

    _inherit = "flexible.work.month"

    circular_ids = fields.Many2many(
        "flexible.work.circular", string="Circulars in force", readonly=True, copy=False, help="They decided days."
    )
    contact_total = fields.Integer(string="Calls and messages", readonly=True, copy=False)
    contact_in_time = fields.Integer(string="Answered in time", readonly=True, copy=False)
    contact_late = fields.Integer(string="Answered late", readonly=True, copy=False)
    contact_no_answer = fields.Integer(string="Not answered", readonly=True, copy=False)
    contact_excused = fields.Integer(string="Excused", readonly=True, copy=False)
    warning_verbal = fields.Integer(string="Verbal warnings", readonly=True, copy=False, groups=REPORTERS)
    warning_written = fields.Integer(string="Written warnings", readonly=True, copy=False, groups=REPORTERS)
    warning_review = fields.Integer(string="Calls to a performance review", readonly=True, copy=False, groups=REPORTERS)
    warning_proposed = fields.Integer(string="Proposed warnings to decide", readonly=True, copy=False, groups=REPORTERS)
    case_raised = fields.Integer(
        string="Cases of discipline raised", readonly=True, copy=False, groups=REPORTERS, help="PP 94/2021."
    )
    case_acted = fields.Integer(string="Cases acted on", readonly=True, copy=False, groups=REPORTERS)
    discipline_steps = fields.Json(readonly=True, copy=False, groups=REPORTERS, help="Technical: name and number.")
    savings = fields.Json(readonly=True, copy=False, help="Technical: rows of the ledger.")
    savings_table = fields.Html(string="Use and savings", compute="_compute_savings_table", sanitize=False)

    addressee = fields.Text(
        copy=False, help="As it stands on the letter, line by line. Taken over from the month before."
    )
    basis = fields.Text(string="Legal basis", copy=False, help="One per line.")
    introduction = fields.Text(copy=False)
    # they name OPD, of which a head reads the own one alone
    obstacles = fields.Text(
        copy=False, groups=READERS, help="What hindered. Proposed from the figures at the first count."
    )
    follow_up = fields.Text(string="What is done about it", copy=False, groups=READERS)

    @api.depends("savings")
    @api.depends_context("lang")
    def _compute_savings_table(self):
        def shown(value):
            return "—" if value is None else formatLang(self.env, value, digits=0)

        for month in self:
            month.savings_table = self.env["ir.qweb"]._render(
                "flexible_work_asn_reports.month_savings_screen", {"rows": month._savings_rows(), "shown": shown}
            )

    @api.model
    def _document_lang(self):
        """Language of papers: Indonesian where it is installed."""
        return document_lang(self.env)

    @api.private
    def _count_circumstances(self):
        """Calls, warnings, cases of discipline and the ledger of the month; in superuser mode."""
        self.ensure_one()
        values = {
            **self._contacts(),
            **self._warnings(),
            **self._cases(),
            "savings": self._savings(),
            "circular_ids": [(6, 0, self._circulars())],
        }
        self.write(values)

    def _in_month(self, field="date"):
        first, last = self._span()
        return [("company_id", "=", self.company_id.id), (field, ">=", first), (field, "<=", last)]

    def _contacts(self):
        found = dict(
            self.env["flexible.work.contact"]._read_group(
                [*self._in_month(), ("result", "!=", "waiting")], ["result"], ["__count"]
            )
        )
        values = {column: found.get(result, 0) for result, column in RESULTS.items()}
        # excused ones had a reason that was accepted: they count against nobody
        return {**values, "contact_excused": found.get("excused", 0), "contact_total": sum(found.values())}

    def _warnings(self):
        """Letters issued by level, and proposals that nobody has decided about."""
        found = {
            (state, level): number
            for state, level, number in self.env["flexible.work.warning"]._read_group(
                [*self._in_month(), ("state", "in", ("issued", "proposed"))], ["state", "level"], ["__count"]
            )
        }
        values = {f"warning_{level}": found.get(("issued", level), 0) for level in LEVELS}
        return {**values, "warning_proposed": sum(n for (state, _), n in found.items() if state == "proposed")}

    def _cases(self):
        """Cases of discipline that were raised in the month, by the step of PP 94/2021, and those acted on in it."""
        raised = self.env["flexible.work.discipline.case"]._read_group(
            [*self._in_month("raised_on"), ("state", "in", ("open", "acted")), ("step_id", "!=", False)],
            ["step_id"],
            ["__count"],
        )
        acted = self.env["flexible.work.discipline.action"]._read_group(
            [*self._in_month("done_on"), ("cancelled", "=", False)], [], ["case_id:count_distinct"]
        )
        language = self._document_lang()
        return {
            "case_raised": sum(number for _step, number in raised),
            "case_acted": acted[0][0],
            "discipline_steps": [[step.with_context(lang=language).name, number] for step, number in raised],
        }

    def _savings(self):
        """Rows of the ledger: this month, the month before and the same month of last year."""
        months = {
            "": self.month,
            "before_": self.month - relativedelta(months=1),
            "year_": self.month - relativedelta(years=1),
        }
        totals = {prefix: {} for prefix in months}
        for kind, first, quantity, amount in self.env["flexible.work.ledger"]._read_group(
            [("company_id", "=", self.company_id.id), ("month", "in", list(months.values()))],
            ["kind", "month:month"],
            ["quantity:sum", "amount:sum"],
        ):
            prefix = next(name for name, month in months.items() if month == first)
            totals[prefix][kind] = {"quantity": quantity, "amount": amount}
        kinds = [kind for kind, _name in KIND_SELECTION if any(kind in found for found in totals.values())]
        return [
            {
                "kind": kind,
                **{
                    prefix + name: found.get(kind, {}).get(name)
                    for prefix, found in totals.items()
                    for name in ("quantity", "amount")
                },
            }
            for kind in kinds
        ]

    def _circulars(self):
        return [
            circular_id
            for (circular_id,) in self.env.execute_query(
                SQL(
                    "SELECT DISTINCT d.circular_id FROM flexible_work_day d"
                    " WHERE d.circular_id IS NOT NULL AND d.state = 'closed' AND %s",
                    self._days(),
                )
            )
        ]

    @api.private
    def _savings_rows(self):
        """The stored rows with the names of their kinds and what is counted in, in the language of the reader."""
        self.ensure_one()
        ledger = self.env["flexible.work.ledger"]
        kinds = dict(ledger._fields["kind"]._description_selection(self.env))
        return [
            {**row, "name": kinds.get(row["kind"], row["kind"]), "unit": ledger._measure_of(row["kind"])}
            for row in self.savings or ()
        ]

    # ------------------------------------------------------------ the text
    @api.private
    def _propose_texts(self):
        """Fill what is empty, in the language of documents; what somebody has written stays."""
        self.ensure_one()
        month = self.with_context(lang=self._document_lang())
        proposals = {"addressee": month._last_addressee, "introduction": month._proposed_introduction}
        if self.counted_at:
            proposals |= {"basis": month._proposed_basis, "obstacles": month._proposed_obstacles}
        self.write({name: propose() for name, propose in proposals.items() if not self[name]})

    def _last_addressee(self):
        before = [("company_id", "=", self.company_id.id), ("month", "<", self.month), ("addressee", "!=", False)]
        return self.search(before, limit=1).addressee

    def _proposed_introduction(self):
        return self.env._(
            "We report on the flexible performance of official duties by the civil servants (ASN) of %(government)s in "
            "%(month)s as follows.",
            government=self.company_id.name,
            month=self._month_label(),
        )

    def _proposed_basis(self):
        central = self.env._("Circular of the Minister of Home Affairs number 800.1.5/3349/SJ of 31 March 2026")
        return "\n".join([central, *map(cited, self.circular_ids.sorted("date_from"))])

    def _whole(self, number):
        return formatLang(self.env, number, digits=0)

    def _proposed_obstacles(self):
        """One line for each thing that the figures say; BKPSDM strikes out or adds."""
        lines = []
        if self.contact_no_answer or self.contact_late:
            lines.append(
                self.env._(
                    "%(missed)s of %(all)s calls and messages were not answered in time.",
                    missed=self._whole(self.contact_no_answer + self.contact_late),
                    all=self._whole(self.contact_total),
                )
            )
        if self.report_missing:
            lines.append(
                self.env._(
                    "%s daily reports of work from home or elsewhere are missing.", self._whole(self.report_missing)
                )
            )
        if self.undecided:
            undecided = self._whole(self.undecided)
            lines.append(self.env._("Of %s days away from the office the superior has not decided.", undecided))
        lowest = self.line_ids.filtered(lambda line: line.is_opd and line.absent).sorted(
            lambda line: (line.percent, -line.absent, line.name)
        )
        if lowest:
            names = "; ".join(
                f"{line.name} ({formatLang(self.env, line.percent, digits=2)} %)" for line in lowest[:NAMED]
            )
            lines.append(self.env._("Lowest presence: %s.", names))
        return "\n".join(lines)
