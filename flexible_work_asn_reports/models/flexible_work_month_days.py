from odoo import fields, models
from odoo.tools import SQL

STATE_SELECTION = [("draft", "Draft"), ("confirmed", "Confirmed"), ("sent", "Sent")]
#: who knows of letters of warning besides the person
REPORTERS = "flexible_work_asn.group_head,flexible_work_asn.group_bkpsdm,flexible_work_asn.group_auditor"


class FlexibleWorkMonthDays(models.AbstractModel):
    """The days of a month as columns: of one person numbers of days, of an OPD or the region person-days.

    Only closed days count, like on the TPP sheets. They are written by the count and never typed: no role has write
    access to them.
    """

    _name = "flexible.work.month.days"
    _description = "Days of a Month"

    days = fields.Integer(string="Days on record", readonly=True, help="Closed days, with days off.")
    obliged = fields.Integer(
        string="Obliged to attend",
        readonly=True,
        help="Days less days off, duty elsewhere, leave, sickness, permit and study.",
    )
    present = fields.Integer(readonly=True)
    percent = fields.Float(
        string="Present (%)",
        digits=(5, 2),
        readonly=True,
        aggregator="avg",
        help="Days present of those on which the person was obliged to attend. Of groups: of all their days.",
    )
    wfo = fields.Integer(string="WFO", readonly=True)
    wfh = fields.Integer(string="WFH", readonly=True)
    wfa = fields.Integer(string="WFA", readonly=True)
    other_office = fields.Integer(string="Other office", readonly=True)
    duty = fields.Integer(string="Duty elsewhere (DL)", readonly=True)
    leave = fields.Integer(string="Leave (C)", readonly=True)
    leave_ct = fields.Integer(string="Annual leave (CT)", readonly=True)
    leave_cb = fields.Integer(string="Long leave (CB)", readonly=True)
    leave_cs = fields.Integer(string="Sick leave (CS)", readonly=True)
    leave_cm = fields.Integer(string="Maternity leave (CM)", readonly=True)
    leave_cap = fields.Integer(string="Leave for important reasons (CAP)", readonly=True)
    leave_cber = fields.Integer(string="Collective leave (CBer)", readonly=True)
    leave_cltn = fields.Integer(string="Unpaid leave (CLTN)", readonly=True)
    leave_other = fields.Integer(string="Other leave", readonly=True)
    sick = fields.Integer(string="Sick (S)", readonly=True)
    permit = fields.Integer(string="Permit (I)", readonly=True)
    study = fields.Integer(string="Study (TB)", readonly=True)
    absent = fields.Integer(string="Absent without notice (TK)", readonly=True)
    off = fields.Integer(string="Not a working day", readonly=True)

    late = fields.Integer(string="Times late", readonly=True)
    late_minutes = fields.Integer(string="Minutes late", readonly=True)
    early = fields.Integer(string="Times early", readonly=True)
    early_minutes = fields.Integer(string="Minutes early", readonly=True)
    missing_in = fields.Integer(string="Without check-in", readonly=True)
    missing_out = fields.Integer(string="Without check-out", readonly=True)

    apel_expected = fields.Integer(string="Morning apel: expected", readonly=True, help="Or the joint one instead.")
    apel_present = fields.Integer(string="Morning apel: present", readonly=True, help="On time or late.")
    apel_late = fields.Integer(string="Morning apel: late", readonly=True)
    apel_missed = fields.Integer(string="Morning apel missed", readonly=True, help="Not joined, or rejected.")
    apel_rejected = fields.Integer(string="Morning apel: rejected", readonly=True)
    apel_afternoon_expected = fields.Integer(string="Afternoon apel: expected", readonly=True)
    apel_afternoon_present = fields.Integer(string="Afternoon apel: present", readonly=True, help="On time or late.")
    apel_afternoon_late = fields.Integer(string="Afternoon apel: late", readonly=True)
    apel_afternoon_missed = fields.Integer(
        string="Afternoon apel missed", readonly=True, help="Not joined, or rejected."
    )
    apel_afternoon_rejected = fields.Integer(string="Afternoon apel: rejected", readonly=True)

    presence_expected = fields.Integer(string="Presences expected", readonly=True)
    presence_met = fields.Integer(string="Presences made", readonly=True)
    presence_missed = fields.Integer(
        string="Presences missed", readonly=True, help="In between check-in and check-out."
    )
    report_handed_in = fields.Integer(string="Daily reports handed in", readonly=True)
    report_missing = fields.Integer(string="Daily reports missing", readonly=True)
    outside = fields.Integer(string="Checked in outside", readonly=True, help="Not where it should have been.")
    corrected = fields.Integer(string="Days corrected", readonly=True)
    assigned_in = fields.Integer(
        string="Days assigned from other OPD",
        readonly=True,
        help="Days on which people whose post is in another OPD worked here; they count here.",
    )
    rejected = fields.Integer(string="Days rejected", readonly=True, help="By the head: the presence was not accepted.")
    undecided = fields.Integer(
        string="Days not decided", readonly=True, help="Presence away from the office that nobody verified: it counts."
    )
    structural_obliged = fields.Integer(string="Structural officials obliged", readonly=True)
    structural_present = fields.Integer(string="Structural officials present", readonly=True)
    structural_late = fields.Integer(string="Structural officials late", readonly=True)
    structural_absent = fields.Integer(string="Structural officials absent (TK)", readonly=True)
    warnings = fields.Integer(
        string="Warnings issued", readonly=True, groups=REPORTERS, help="Letters about a day of this month."
    )

    def _read_group_select(self, aggregate_spec, query):
        """Of several rows the share of all their days, not the mean of shares."""
        if aggregate_spec == "percent:avg":
            present, obliged = (self._field_to_sql(self._table, name, query) for name in ("present", "obliged"))
            return SQL("100.0 * SUM(%s) / NULLIF(SUM(%s), 0)", present, obliged)
        return super()._read_group_select(aggregate_spec, query)


class FlexibleWorkMonthTotals(models.AbstractModel):
    """The month of an OPD or of the whole region: person-days, and numbers of people."""

    _name = "flexible.work.month.totals"
    _description = "Month of Many People"
    _inherit = ["flexible.work.month.days"]

    people = fields.Integer(string="Employees", readonly=True)
    pns = fields.Integer(string="PNS", readonly=True)
    pppk = fields.Integer(string="PPPK", readonly=True)
    pppk_pw = fields.Integer(string="PPPK part-time", readonly=True)
    kind_unknown = fields.Integer(string="Without kind of ASN", readonly=True)
    people_wfo = fields.Integer(string="People who worked WFO", readonly=True, help="On one day at least.")
    people_wfh = fields.Integer(string="People who worked WFH", readonly=True)
    people_wfa = fields.Integer(string="People who worked WFA", readonly=True)
    people_other_office = fields.Integer(string="People who worked at another office", readonly=True)
    people_flexible = fields.Integer(
        string="People who worked flexibly", readonly=True, help="WFH, WFA or other office."
    )
    people_absent = fields.Integer(string="People with a day of TK", readonly=True)
    people_late = fields.Integer(string="People who were late", readonly=True)
    apel_held = fields.Integer(string="Morning apel held", readonly=True, help="Days with a morning or joint apel.")
    apel_afternoon_held = fields.Integer(string="Afternoon apel held", readonly=True)
    assigned_out = fields.Integer(
        string="Days assigned to other OPD",
        readonly=True,
        help="Days on which people of the posts of this OPD worked for another one; they count there.",
    )
