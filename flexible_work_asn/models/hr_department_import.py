from odoo import api, models


class HrDepartment(models.Model):
    """Units from a file: the tree of OPD and sub-units in one go, upper units before lower ones."""

    _name = "hr.department"
    _inherit = ["hr.department", "flexible.work.checked.import"]

    @api.model
    def get_import_templates(self):
        return self._import_template_offers("units", self.env._("Template for units (OPD, sub-units, heads)"))

    @api.model
    @api.private
    def _import_columns(self):
        category = self.env["flexible.work.service.category"].search([], limit=1).display_name or ""
        exempt = dict(self._fields["flexible_exempt"]._description_selection(self.env))
        return {
            "name": ("Dinas Kesehatan", "Puskesmas Siko"),
            "parent_id": ("", "Dinas Kesehatan"),
            "is_opd": ("1", "0"),
            "service_category_id": (category, ""),
            "flexible_exempt": (exempt["inherit"], exempt["inherit"]),
            "manager_id": ("", ""),
            "onsite_min_percent": ("50", ""),
        }

    @api.model
    @api.private
    def _import_names_of_file(self, fields, data):
        return dict(reversed([(name, row) for row, name in self._import_paths(fields, data)]))

    @api.model
    @api.private
    def _check_import_rows(self, columns, data):
        """A unit that is there already, or twice in the file, would be there twice."""
        faults = super()._check_import_rows(columns, data)
        if "name" not in columns or self.env.context.get("import_updates"):
            return faults
        known, rows = self._import_names(self._name), {}
        for row, path in self._import_paths(list(columns), [[line[n] for n in columns.values()] for line in data]):
            if path in rows:
                said = self.env._("row %s names the same unit. Keep one of the two.", rows[path] + 2)
                faults.append(self._import_fault("name", row, path, said))
            elif path in known:
                faults.append(self._import_fault("name", row, path, self.env._("this unit is there already.")))
            rows.setdefault(path, row)
        return faults

    def _import_paths(self, fields, data):
        """(row, whole path) of each unit in the file."""
        if "name" not in fields:
            return []
        name, parent = fields.index("name"), fields.index("parent_id") if "parent_id" in fields else None
        return [
            (row, " / ".join(filter(None, (str(line[parent] or "").strip() if parent is not None else "", line[name]))))
            for row, line in enumerate(data)
            if line[name]
        ]
