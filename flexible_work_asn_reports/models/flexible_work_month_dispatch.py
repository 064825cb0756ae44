from odoo import fields, models
from odoo.tools import formatLang

from ..report.table import share
from .flexible_work_report import READERS


class FlexibleWorkMonthDispatch(models.Model):
    """One sending of the monthly report or of the recap of apel: the files as they went out, and to whom.

    What was sent stays here when the month is reopened and sent again as a correction.
    """

    _name = "flexible.work.month.dispatch"
    _description = "Sending of a Monthly Report"
    _order = "id desc"
    _rec_name = "kind"

    month_id = fields.Many2one(
        "flexible.work.month", string="Recapitulation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="month_id.company_id", store=True, index=True)
    month = fields.Date(related="month_id.month", store=True)
    kind = fields.Selection([("report", "Monthly report"), ("apel", "Recap of apel")], required=True, readonly=True)
    correction = fields.Integer(readonly=True, help="0: as first sent.")
    recipient_ids = fields.Many2many(
        "res.partner", "flexible_work_month_dispatch_recipient_rel", string="Recipients", readonly=True
    )
    reached_ids = fields.Many2many(
        "res.partner", "flexible_work_month_dispatch_reached_rel", string="Handed over to", readonly=True
    )
    state = fields.Selection(
        [("failed", "Not complete"), ("sent", "Sent")], default="failed", required=True, readonly=True
    )
    error = fields.Text(string="Why not", readonly=True)
    sent_at = fields.Datetime(string="Sent on", readonly=True)
    sent_by_id = fields.Many2one("res.users", readonly=True)
    pdf_file = fields.Binary("PDF", attachment=True, readonly=True, groups=READERS)
    pdf_name = fields.Char(readonly=True)
    html_file = fields.Binary(
        "HTML", attachment=True, readonly=True, groups=READERS, help="Sent where the PDF could not be made."
    )
    html_name = fields.Char(readonly=True)
    xlsx_file = fields.Binary("XLSX", attachment=True, readonly=True, groups=READERS)
    xlsx_name = fields.Char(readonly=True)

    def _files(self):
        """(name, content in base64) of what goes out."""
        self.ensure_one()
        files = [(self[f"{kind}_name"], self[f"{kind}_file"]) for kind in ("pdf", "html", "xlsx")]
        return [(name, content) for name, content in files if content]

    def _subject(self):
        """The subject of the mail, in the language of the reader."""
        self.ensure_one()
        kind = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        subject = f"{kind} {self.month_id._month_label()}, {self.company_id.name}"
        if self.correction:
            return self.env._("%(subject)s (correction %(number)s)", subject=subject, number=self.correction)
        return subject

    def _mail_figures(self):
        """(label, figure) for the text of the mail, in the language of the reader."""
        self.ensure_one()
        month = self.month_id
        if self.kind == "apel":
            return [
                (name, share(self.env, month[f"{prefix}_present"], month[f"{prefix}_expected"]))
                for prefix, name in (
                    ("apel", self.env._("Morning or joint apel")),
                    ("apel_afternoon", self.env._("Afternoon apel")),
                )
                if month[f"{prefix}_expected"]
            ]
        names = ("people", "people_flexible", "wfo", "wfh", "wfa", "other_office", "absent", "late")
        labels = month.fields_get(names, ["string"])
        figures = [(labels[name]["string"], formatLang(self.env, month[name], digits=0)) for name in names]
        return [(self.env._("Present of those obliged"), share(self.env, month.present, month.obliged)), *figures]
