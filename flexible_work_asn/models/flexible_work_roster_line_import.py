from odoo import api, models


class FlexibleWorkRosterLine(models.Model):
    """Lines of a roster from a file: one for each person and day."""

    _name = "flexible.work.roster.line"
    _inherit = ["flexible.work.roster.line", "flexible.work.checked.import"]

    @api.model
    def get_import_templates(self):
        return self._import_template_offers("roster_lines", self.env._("Template for roster lines (NIP, date, place)"))

    @api.model
    @api.private
    def _import_columns(self):
        modes = dict(self._fields["mode"]._description_selection(self.env))
        return {
            "employee_id": ("198703152010012003", "198703152010012003"),
            "date": ("2026-01-13", "2026-01-14"),
            "mode": (modes["wfh"], modes["wfo"]),
            "shift_id": ("", ""),
        }

    @api.model
    @api.private
    def _check_import_rows(self, columns, data):
        """A person has one line a day."""
        faults = super()._check_import_rows(columns, data)
        if "employee_id" not in columns or "date" not in columns:
            return faults
        rows = {}
        for row, line in enumerate(data):
            key = (str(line[columns["employee_id"]]).strip(), str(line[columns["date"]]).strip())
            if key in rows:
                said = self.env._("row %s is about the same person and day. Keep one of the two.", rows[key] + 2)
                faults.append(self._import_fault("date", row, key[1], said))
            rows.setdefault(key, row)
        return faults
