from odoo import api, fields, models
from odoo.tools import format_date

KIND_SELECTION = [
    ("identical", "Identical coordinates over days"),
    ("travel", "Impossible travel"),
    ("accuracy", "Poor accuracy"),
    ("device", "One device for several people"),
    ("clock", "Clock far from the server's"),
    ("offline", "Sent later too often"),
]
#: who may know every name
ALL_UNITS = ("flexible_work_asn.group_bkpsdm", "flexible_work_asn.group_auditor")


class FlexibleWorkSignal(models.Model):
    """Something about a check-in that a head should look at. It accuses nobody and changes nothing by itself.

    Cirebon found 1,329 people by identical coordinates and handed the cases to the direct superiors first. The person
    reads the signal, too, and may explain it. Rows are made in bulk by the server alone (`_detect`).
    """

    _name = "flexible.work.signal"
    _description = "Signal about a Check-in"
    _inherit = ["flexible.work.employee.record", "mail.thread"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"
    _mail_post_access = "read"

    day_id = fields.Many2one("flexible.work.day", readonly=True, index=True, ondelete="cascade")
    kind = fields.Selection(KIND_SELECTION, required=True, readonly=True)
    facts = fields.Json(
        readonly=True,
        groups=",".join(ALL_UNITS),
        help="Technical: dates, metres, seconds and people; never coordinates. The words say it to everybody.",
    )
    details = fields.Char(string="What was seen", compute="_compute_details")
    explanation = fields.Text(readonly=True, help="What the person says about it.")
    state = fields.Selection(
        [("open", "To look at"), ("explained", "Explained"), ("followed", "Followed up")],
        default="open",
        required=True,
        readonly=True,
    )
    note = fields.Text(readonly=True, help="Why it was set aside, or what was done. The person can read it.")
    decided_by_id = fields.Many2one("res.users", string="Looked at by", readonly=True)
    decided_at = fields.Datetime(string="Looked at", readonly=True)

    _once_per_day = models.UniqueIndex("(employee_id, date, kind)", "This signal has been recorded already.")
    _open_idx = models.Index("(company_id, date) WHERE state = 'open'")

    @api.depends("employee_id", "date", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for signal in self:
            # sudo: heads read the name of their people, who are not theirs to read in HR
            name = signal.sudo().employee_id.name
            signal.display_name = f"{kinds.get(signal.kind, '')}: {name}, {format_date(self.env, signal.date)}"

    @api.depends("kind", "facts")
    @api.depends_context("lang", "uid")
    def _compute_details(self):
        names = self._names_of_others()
        for signal in self:
            tell = getattr(self, f"_tell_{signal.kind}", None)
            # sudo: what is told leaves out the people whom the user may not know
            signal.details = tell(signal.sudo().facts or {}, names) if tell else ""

    def _names_of_others(self):
        """{employee id: name} of those with the same device whom the user may know: people of own units, else all."""
        ids = {other for signal in self.sudo() for other in (signal.facts or {}).get("others", ())}
        others = self.env["hr.employee"].sudo().browse(ids).exists()
        user = self.env.user
        if not any(user.has_group(group) for group in ALL_UNITS):
            others = others.filtered(lambda employee: user in employee.department_id.flexible_head_user_ids)
        return {employee.id: employee.name for employee in others}

    def _tell_identical(self, facts, _names):
        return self.env._(
            "The same coordinates, to 7 decimals, on %(count)s dates: %(dates)s",
            count=len(facts.get("dates", ())),
            dates=self._said(facts),
        )

    def _tell_travel(self, facts, _names):
        return self.env._(
            "%(distance)s km in %(minutes)s min between two check-ins: %(speed)s km/h",
            distance=round(facts.get("metres", 0) / 1000, 1),
            minutes=round(facts.get("seconds", 0) / 60),
            speed=facts.get("speed", 0),
        )

    def _tell_accuracy(self, facts, _names):
        return self.env._(
            "Positions with a doubt of up to %(metres)s m on %(count)s dates: %(dates)s",
            metres=facts.get("metres", 0),
            count=len(facts.get("dates", ())),
            dates=self._said(facts),
        )

    def _tell_device(self, facts, names):
        others = facts.get("others", ())
        known = [names[other] for other in others if other in names]
        unknown = len(others) - len(known)
        if known and unknown:
            known.append(self.env._("%s of other units", unknown))
        return self.env._("%(count)s people with one device on this date", count=facts.get("people", 0)) + (
            f": {', '.join(known)}" if known else ""
        )

    def _tell_clock(self, facts, _names):
        seconds = facts.get("seconds", 0)
        minutes = round(abs(seconds) / 60)
        if seconds < 0:
            return self.env._("The clock of the device was %s minutes behind. It counts for nothing.", minutes)
        return self.env._("The clock of the device was %s minutes ahead. It counts for nothing.", minutes)

    def _tell_offline(self, facts, _names):
        return self.env._(
            "Sent later on %(count)s dates (%(dates)s); on this one up to %(minutes)s min after the tap",
            count=len(facts.get("dates", ())),
            dates=self._said(facts),
            minutes=round(facts.get("seconds", 0) / 60),
        )

    def _said(self, facts):
        """The dates of ``facts``, as 12/01, 13/01."""
        days = [fields.Date.to_date(day) for day in facts.get("dates", ())]
        return ", ".join(f"{day:%d/%m}" for day in days)
