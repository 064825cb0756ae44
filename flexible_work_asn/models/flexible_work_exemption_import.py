from odoo import api, models


class FlexibleWorkExemption(models.Model):
    """Statements from a file: one line for each person, position or unit."""

    _name = "flexible.work.exemption"
    _inherit = ["flexible.work.exemption", "flexible.work.checked.import"]

    @api.model
    def get_import_templates(self):
        return self._import_template_offers("statements", self.env._("Template for statements"))

    @api.model
    @api.private
    def _import_columns(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "kind": (kinds["new_employee"], kinds["unit"]),
            "employee_id": ("199001152026011001", ""),
            "department_id": ("", "Dinas Kesehatan / Puskesmas Siko"),
            "position_level_id": ("", ""),
            "allows_flexible": ("0", "1"),
            "date_from": ("2026-01-01", "2026-02-01"),
            "date_to": ("2026-12-31", "2026-02-28"),
            "reason": ("CPNS, masa percobaan", "Renovasi gedung"),
            "document_number": ("800/12/2026", "800/15/2026"),
        }
