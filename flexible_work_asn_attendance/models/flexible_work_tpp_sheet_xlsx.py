from odoo import api, models
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.report.letterhead import address_lines, government_name, grouped_nip, signature

from ..report.tpp_xlsx import TppPage, write_tpp_workbook

#: columns of LB.1 that are added up
SUMMED = frozenset(
    {
        "wfo_days",
        "wfh_days",
        "wfa_days",
        "other_office_days",
        "duty_days",
        "leave_days",
        "sick_days",
        "permit_days",
        "study_days",
        "absent_days",
        "late_minutes",
        "early_minutes",
        "missing_clocks",
        "apel_missed",
    }
)
FIGURES = (
    "obliged_days",
    "wfo_days",
    "wfh_days",
    "wfa_days",
    "other_office_days",
    "duty_days",
    "leave_days",
    "leave_kinds",
    "sick_days",
    "permit_days",
    "study_days",
    "absent_days",
    "late_minutes",
    "early_minutes",
)
REST = ("missing_clocks", "apel_missed", "presence_missed", "reports_missing", "percent", "percent_tpp")
LAST = ("amendment_tpp", "total_tpp")


class FlexibleWorkTppSheet(models.Model):
    """The sheet as a workbook, in the language of the regional government."""

    _inherit = "flexible.work.tpp.sheet"

    @api.private
    def _xlsx(self):
        """The workbook as bytes.

        :raises AccessError: for whoever may not read the sheet
        """
        self.ensure_one()
        self.check_access("read")
        company = self.sudo().company_id
        language = self.env["flexible.work.discipline.case"]._language_of(company)
        return write_tpp_workbook(self.sudo().with_context(lang=language)._page())

    def _page(self):
        company, opd = self.company_id, self.department_id
        site = opd.site_ids[:1].address_id
        employee, title = opd._acting_head(self.date_to) if opd else (self.env["hr.employee"], False)
        lines = self.line_ids.sorted(lambda line: (line.department_id.complete_name or "", line.employee_id.name))
        codes = sorted({code for line in lines for code in (line.band_counts or {})})
        fields_ = self.env["flexible.work.tpp.line"].fields_get([*FIGURES, *REST, *LAST], ["string"])
        amended = any(line.amendment_tpp for line in lines)
        named = [(name, fields_[name]["string"]) for name in FIGURES]
        named += [(code, code) for code in codes]
        named += [(name, fields_[name]["string"]) for name in (*REST, *(LAST if amended else ()))]
        today = company._flexible_work_today()
        return TppPage(
            government=government_name(company, self.env._("GOVERNMENT OF %s")),
            office=opd.name or company.name,
            address=address_lines(site if site.street else company.partner_id, self.env._("Telephone %s")),
            title=self.env._("LB.1 Monthly recapitulation of presence and TPP deductions"),
            subtitle=self.env._("Month of %s", self._month_label()),
            notes=self._xlsx_notes(),
            sheets=("LB.1", "LB.2"),
            columns=[*self._named("number", "name", "nip", "unit"), *named],
            rows=[_row(line, codes) for line in lines],
            total=self.env._("Total"),
            reason_title=self.env._("LB.2 Deductions per person"),
            reason_columns=self._named(
                "number", "name", "nip", "date", "what", "code", "minutes", "percent", "percent_tpp"
            ),
            reasons=list(self._reason_rows(lines)),
            signature=signature(self.env, employee, title, company.city, today),
            page_of=(self.env._("Page"), self.env._("of")),
            sums=SUMMED | set(codes),
        )

    @api.private
    def _tables_in_force(self):
        """The tables of deductions by which the days of the month go."""
        schemes = self.env["flexible.work.tpp.scheme"]
        tables = schemes._tables(self.company_id, self.date_from, self.date_to)
        return schemes.browse(table.key for _first, _last, table in tables)

    def _named(self, *names):
        """Columns with their headings."""
        words = {
            "number": self.env._("No"),
            "name": self.env._("Name"),
            "nip": "NIP",
            "unit": self.env._("Unit"),
            "date": self.env._("Date"),
            "what": self.env._("What happened"),
            "code": self.env._("Band"),
            "minutes": self.env._("Minutes"),
            "percent": self.env._("% of the base"),
            "percent_tpp": self.env._("% of the TPP"),
        }
        return [(name, words[name]) for name in names]

    def _reason_rows(self, lines):
        kinds = dict(self.env["flexible.work.tpp.reason"]._fields["kind"]._description_selection(self.env))
        tolerated = self.env._("%s (tolerated)")
        for line in lines:
            for reason in line.reason_ids:
                yield {
                    "name": line.employee_id.name,
                    "nip": grouped_nip(line.employee_id.nip),
                    "date": reason.date,
                    "what": tolerated % kinds[reason.kind] if reason.forgiven else kinds[reason.kind],
                    "code": reason.code or "",
                    "minutes": reason.minutes or "",
                    "percent": reason.percent,
                    "percent_tpp": reason.percent_tpp,
                }

    def _xlsx_notes(self):
        """State, table and what is not counted."""
        states = dict(self._fields["state"]._description_selection(self.env))
        notes = [self.env._("State of the sheet: %s.", states[self.state])]
        notes += [
            self.env._(
                "Table of deductions: %(name)s, %(basis)s, from %(date)s.",
                name=table.name,
                basis=table.legal_basis,
                date=format_date(self.env, table.date_from),
            )
            for table in self._tables_in_force()
        ]
        if self.open_days:
            notes.append(self.env._("%s days are not closed yet and not counted.", self.open_days))
        if self.undecided_days:
            notes.append(self.env._("%s days wait for a decision and count as present.", self.undecided_days))
        return notes


def _row(line, codes):
    counts = line.band_counts or {}
    return {
        "name": line.employee_id.name,
        "nip": grouped_nip(line.employee_id.nip),
        "unit": line.department_id.name or "",
        **{name: line[name] or (0 if line._fields[name].type != "char" else "") for name in (*FIGURES, *REST, *LAST)},
        **{code: counts.get(code, 0) for code in codes},
    }
