from odoo import fields, models
from odoo.tools import SQL

from ..figures import Figures


class FlexibleWorkFigures(models.AbstractModel):
    """The figures of one OPD, or of the whole region, as columns.

    All are numbers of people on one date. They are written by the count and never typed: no role has write access to
    them, and the database refuses a row whose sums do not agree.
    """

    _name = "flexible.work.figures"
    _description = "Figures of a Daily Report"

    headcount = fields.Integer(string="Employees", readonly=True)
    pns = fields.Integer(string="PNS", readonly=True)
    pppk = fields.Integer(string="PPPK", readonly=True)
    pppk_pw = fields.Integer(string="PPPK part-time", readonly=True)
    kind_unknown = fields.Integer(string="Without kind of ASN", readonly=True)
    obliged = fields.Integer(
        string="Obliged to attend",
        readonly=True,
        help="Employees less days off, duty elsewhere, leave, sickness, permit and study.",
    )
    present = fields.Integer(readonly=True)
    wfo = fields.Integer(string="WFO", readonly=True)
    wfh = fields.Integer(string="WFH", readonly=True)
    wfa = fields.Integer(string="WFA", readonly=True)
    other_office = fields.Integer(string="Other office", readonly=True)
    duty = fields.Integer(string="Duty elsewhere (DL)", readonly=True)
    leave = fields.Integer(string="Leave (C)", readonly=True)
    sick = fields.Integer(string="Sick (S)", readonly=True)
    permit = fields.Integer(string="Permit (I)", readonly=True)
    study = fields.Integer(string="Study (TB)", readonly=True)
    absent = fields.Integer(
        string="Absent without notice (TK)",
        readonly=True,
        help="People obliged to attend who were not in at the hour of the count.",
    )
    pending = fields.Integer(
        string="Not yet in", readonly=True, help="Those of TK who may still come: the day is open."
    )
    off = fields.Integer(string="Not a working day", readonly=True)
    apel_expected = fields.Integer(string="Expected at apel", readonly=True)
    apel_present = fields.Integer(string="Present at apel", readonly=True)
    late = fields.Integer(readonly=True)
    structural_obliged = fields.Integer(string="Structural officials obliged", readonly=True)
    structural_present = fields.Integer(string="Structural officials present", readonly=True)
    leave_ct = fields.Integer(string="Annual leave (CT)", readonly=True)
    leave_cb = fields.Integer(string="Long leave (CB)", readonly=True)
    leave_cs = fields.Integer(string="Sick leave (CS)", readonly=True)
    leave_cm = fields.Integer(string="Maternity leave (CM)", readonly=True)
    leave_cap = fields.Integer(string="Leave for important reasons (CAP)", readonly=True)
    leave_cber = fields.Integer(string="Collective leave (CBer)", readonly=True)
    leave_cltn = fields.Integer(string="Unpaid leave (CLTN)", readonly=True)
    leave_other = fields.Integer(
        string="Other leave", readonly=True, help="Leave whose kind is not set on the kind of time off."
    )
    structural_headcount = fields.Integer(string="Structural officials", readonly=True)
    structural_wfo = fields.Integer(string="Structural officials in the office", readonly=True)
    structural_late = fields.Integer(string="Structural officials late", readonly=True)
    structural_absent = fields.Integer(string="Structural officials absent", readonly=True)
    apel_afternoon_expected = fields.Integer(string="Expected at afternoon apel", readonly=True)
    apel_afternoon_present = fields.Integer(string="Present at afternoon apel", readonly=True)
    late_minutes = fields.Integer(string="Minutes late", readonly=True, help="Of all who are late together.")
    outside = fields.Integer(
        string="Checked in outside", readonly=True, help="People present whose first check-in was certainly elsewhere."
    )
    corrected = fields.Integer(
        string="Days corrected", readonly=True, help="An approved correction is laid over what was recorded."
    )
    assigned_in = fields.Integer(
        string="Assigned from other OPD",
        readonly=True,
        help="Those of the employees whose post is in another OPD: they are counted where they work on that date.",
    )
    assigned_out = fields.Integer(
        string="Assigned to other OPD",
        readonly=True,
        help="People whose post is in this OPD and who are counted by another one on that date; not among the "
        "employees.",
    )
    percent = fields.Float(
        string="Present (%)", digits=(5, 2), readonly=True, aggregator="avg", help="Present of those obliged to attend."
    )

    def _read_group_select(self, aggregate_spec, query):
        """The share of a group is that of its sums: an OPD of five people does not weigh as much as one of 500."""
        if aggregate_spec == "percent:avg":
            present, obliged = (self._field_to_sql(self._table, name, query) for name in ("present", "obliged"))
            return SQL("100.0 * SUM(%s) / NULLIF(SUM(%s), 0)", present, obliged)
        return super()._read_group_select(aggregate_spec, query)

    def _figures(self) -> Figures:
        """The stored figures as the pure type of the core."""
        self.ensure_one()
        return Figures(**{name: self[name] for name in Figures.__dataclass_fields__})


def column_values(figures: Figures) -> dict:
    """Values of all columns of :class:`FlexibleWorkFigures` for these figures."""
    values = {name: getattr(figures, name) for name in Figures.__dataclass_fields__}
    return values | {"present": figures.present, "obliged": figures.obliged, "percent": figures.percent or 0.0}
