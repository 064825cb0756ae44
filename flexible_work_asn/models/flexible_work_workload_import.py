from odoo import api, fields, models
from odoo.fields import Domain


class FlexibleWorkImportedOnce(models.AbstractModel):
    """Rows of a file that are about something which may be there once only, as ``_import_key`` says."""

    _name = "flexible.work.imported.once"
    _description = "Import of What is There Once"
    _inherit = ["flexible.work.checked.import"]

    #: columns that say together what a row is about
    _import_key = ()

    @api.model
    @api.private
    def _check_import_rows(self, columns, data):
        """Rows that are about the same, in the file or already there; figures that are none or below 0."""
        faults = super()._check_import_rows(columns, data)
        faults += self._check_import_figures(columns, data)
        if not set(self._import_key) <= columns.keys():
            return faults
        updates = self.env.context.get("import_updates")
        there = set() if updates else self._import_there()
        rows = {}
        for row, line in enumerate(data):
            key = self._import_row_key([str(line[columns[name]] or "").strip() for name in self._import_key])
            name = self._import_key[-1]
            if key in rows:
                said = self.env._("row %s is about the same. Keep one of the two.", rows[key] + 2)
                faults.append(self._import_fault(name, row, line[columns[name]], said))
            elif key in there:
                said = self.env._("this is there already: change it there, or leave the row out.")
                faults.append(self._import_fault(name, row, line[columns[name]], said))
            rows.setdefault(key, row)
        return faults

    @api.model
    @api.private
    def _import_row_key(self, values):
        """What a row is about, comparable with that of others and of records."""
        return tuple(values)

    @api.model
    @api.private
    def _import_there(self):
        """What is there already, as ``_import_row_key`` writes it."""
        # sudo: only told apart, for those who may create; it says no more than the constraint would
        records = self.sudo().search([("company_id", "in", self.env.companies.ids)])
        return {
            self._import_row_key([self._import_text(record[name]) for name in self._import_key]) for record in records
        }

    @api.model
    def _import_text(self, value):
        return value.display_name if isinstance(value, models.BaseModel) else str(value or "")

    def _check_import_figures(self, columns, data):
        """Numbers that are none or less than 0."""
        for name, column in columns.items():
            if self._fields[name].type not in ("integer", "float"):
                continue
            for row, line in enumerate(data):
                value = str(line[column] or "0").strip()
                try:
                    right = float(value) >= 0
                except ValueError:
                    right = False
                if not right:
                    yield self._import_fault(name, row, value, self.env._("write a number, 0 or more."))


class FlexibleWorkService(models.Model):
    """Services from a file: each once in its unit."""

    _name = "flexible.work.service"
    _inherit = ["flexible.work.service", "flexible.work.imported.once"]
    _import_key = ("department_id", "name")

    @api.model
    def get_import_templates(self):
        return self._import_template_offers(
            "services", self.env._("Template for services (unit, volume, time norm, competence)")
        )

    @api.model
    @api.private
    def _import_columns(self):
        period = dict(self._fields["volume_period"]._description_selection(self.env))
        return {
            "department_id": ("Kecamatan Ternate Tengah", "Kecamatan Ternate Tengah"),
            "name": ("Surat keterangan domisili", "Rekomendasi izin usaha mikro"),
            "volume": ("1800", "40"),
            "volume_period": (period["year"], period["month"]),
            "norm_minutes": ("20", "45"),
            "standard_days": ("1", "3"),
            "competence_id": ("", ""),
            "grade_min_id": ("", ""),
            "grade_max_id": ("", ""),
            "legal_basis": ("Permendagri 4/2010", ""),
        }


class FlexibleWorkCounter(models.Model):
    """Counters from a file: each once in its unit."""

    _name = "flexible.work.counter"
    _inherit = ["flexible.work.counter", "flexible.work.imported.once"]
    _import_key = ("department_id", "name")

    @api.model
    def get_import_templates(self):
        return self._import_template_offers("counters", self.env._("Template for counters (unit, staff, competence)"))

    @api.model
    @api.private
    def _import_columns(self):
        return {
            "department_id": ("Kecamatan Ternate Tengah", "Kecamatan Ternate Tengah"),
            "name": ("Loket 1", "Loket 2"),
            "minimum_staff": ("1", "1"),
            "is_open": ("1", "0"),
            "competence_id": ("", ""),
            "grade_min_id": ("", ""),
            "grade_max_id": ("", ""),
        }


class FlexibleWorkServiceActual(models.Model):
    """Monthly actuals from a file: one row for each service and month."""

    _name = "flexible.work.service.actual"
    _inherit = ["flexible.work.service.actual", "flexible.work.imported.once"]
    _import_key = ("service_id", "month")

    @api.model
    def get_import_templates(self):
        return self._import_template_offers(
            "actuals", self.env._("Template for monthly actuals (service, month, received, finished)")
        )

    @api.model
    @api.private
    def _import_columns(self):
        service = "Kecamatan Ternate Tengah: Surat keterangan domisili"
        return {
            "service_id": (service, service),
            "month": ("2026-01-01", "2026-02-01"),
            "received": ("150", "162"),
            "finished": ("148", "160"),
            "late": ("3", "0"),
            "note": ("", ""),
        }

    @api.model
    @api.private
    def _import_row_key(self, values):
        service, month = values
        try:
            return service, fields.Date.to_date(month).replace(day=1)
        except (AttributeError, ValueError):
            # the import itself says what is wrong with such a date
            return service, month

    @api.model
    @api.private
    def _import_names_domain(self, comodel):
        """Operators fill in the services that they may read."""
        domain = super()._import_names_domain(comodel)
        if comodel == "flexible.work.service":
            domain = Domain(domain) & Domain("id", "in", self.env[comodel].search(Domain.TRUE).ids)
        return domain


class FlexibleWorkTravel(models.Model):
    """Travel times from a file: one row for each pair of areas, whichever stands first."""

    _name = "flexible.work.travel"
    _inherit = ["flexible.work.travel", "flexible.work.imported.once"]
    _import_key = ("area_from_id", "area_to_id")

    @api.model
    def get_import_templates(self):
        return self._import_template_offers("travels", self.env._("Template for travel times (from, to, minutes)"))

    @api.model
    @api.private
    def _import_columns(self):
        return {
            "area_from_id": ("Ternate Tengah", "Ternate Tengah"),
            "area_to_id": ("Ternate Selatan", "Pulau Hiri"),
            "minutes": ("15", "50"),
            "note": ("", "Perahu motor dari Sulamadaha"),
        }

    @api.model
    @api.private
    def _import_row_key(self, values):
        return tuple(sorted(values))
