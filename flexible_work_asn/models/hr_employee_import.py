from odoo import api, models
from odoo.fields import Domain

from ..local_time import parse_day
from ..nip import DIGITS, clean_nip


class HrEmployee(models.Model):
    """Employees from a file, and found by their NIP."""

    _name = "hr.employee"
    _inherit = ["hr.employee", "flexible.work.checked.import"]

    @api.model
    def _search_display_name(self, operator, value):
        return self._or_by_nip(super()._search_display_name(operator, value), operator, value)

    @api.model
    @api.private
    def _or_by_nip(self, domain, operator, value):
        """A NIP typed in full finds its employee, also for operators, who may not read it but have it on paper."""
        texts = [value] if isinstance(value, str) else value if operator == "in" else ()
        nips = {clean_nip(text) for text in texts if isinstance(text, str)}
        nips = [nip for nip in nips if len(nip) == DIGITS and nip.isdigit()]
        if not nips or operator not in ("=", "in", "ilike", "=ilike") or not self._knows_nips():
            return domain
        found = self.sudo().search([("nip", "in", nips), ("company_id", "in", self.env.companies.ids)])
        return Domain.OR([Domain(domain), Domain("id", "in", found.ids)])

    def _knows_nips(self):
        user = self.env.user
        return self.env.su or any(
            user.has_group(group) for group in ("flexible_work_asn.group_operator", "flexible_work_asn.group_bkpsdm")
        )

    @api.model
    def get_import_templates(self):
        label = self.env._("Template for civil servants (NIP, unit, position)")
        return [*self._import_template_offers("employees", label), *super().get_import_templates()]

    @api.model
    @api.private
    def _import_columns(self):
        return {
            "nip": ("198703152010012003", "199001152024211001"),
            "name": ("Siti Rahmawati, S.Kom.", "Abdul Gani"),
            "department_id": ("Dinas Komunikasi / Bidang Aplikasi", "Dinas Kesehatan"),
            "job_title": ("Pranata Komputer", "Perawat"),
            "position_level_id": self._import_examples("position_pelaksana"),
            "asn_kind": ("PNS", "PPPK"),
            "grade_id": self._import_examples("grade_3a"),
            "sex": self._import_choices("sex", "female", "male"),
            "birthday": ("1987-03-15", "1990-01-15"),
            "date_version": ("2026-01-01", "2026-01-01"),
            "work_email": ("siti@example.go.id", ""),
        }

    @api.model
    @api.private
    def _check_import_rows(self, columns, data):
        """NIP against date of birth and sex in the same row, and against each other and those who are there."""
        faults = super()._check_import_rows(columns, data)
        if "nip" not in columns:
            return faults
        known = self._import_known_nips()
        first_rows = {}
        for row, line in enumerate(data):
            written = str(line[columns["nip"]] or "")
            nip = clean_nip(written)
            if not nip:
                continue
            for fault in self._nip_faults(nip, *self._import_person(columns, line)):
                faults.append(self._import_fault("nip", row, written, fault))
            if nip in first_rows:
                # rows as a spreadsheet counts them, with the headings as the first
                said = self.env._("row %s has the same NIP. Keep one of the two.", first_rows[nip] + 2)
                faults.append(self._import_fault("nip", row, written, said))
            elif nip in known and not self.env.context.get("import_updates_nips"):
                said = self.env._("%s has this NIP already. Leave this row out, or change that employee.", known[nip])
                faults.append(self._import_fault("nip", row, written, said))
            first_rows.setdefault(nip, row)
        return faults

    def _import_known_nips(self):
        people = self.sudo().search([("nip", "!=", False), ("company_id", "in", self.env.company.ids)])
        return {person.nip: person.name for person in people}

    def _import_person(self, columns, line):
        """Date of birth, sex and kind of ASN as this row says them."""

        def cell(name):
            return str(line[columns[name]] or "").strip() if name in columns else ""

        return (
            parse_day(cell("birthday")),
            self._import_key("sex", cell("sex")),
            self._import_key("asn_kind", cell("asn_kind")),
        )

    def _import_key(self, name, value):
        """The key of a selection for what a file says, the key itself or its words; None when it says nothing."""
        for env in (self.env, self.with_context(lang="en_US").env):
            for key, label in self._fields[name]._description_selection(env):
                if value.casefold() in (str(key).casefold(), label.casefold()):
                    return key
        return None

    @api.model
    @api.private
    def _import_choices(self, name, *keys):
        labels = dict(self._fields[name]._description_selection(self.env))
        return tuple(labels[key] for key in keys)

    @api.model
    @api.private
    def _import_examples(self, xmlid):
        """The name of a level or grade that most people have, twice; none where it has been deleted."""
        record = self.env.ref(f"flexible_work_asn.{xmlid}", raise_if_not_found=False)
        return (record.display_name if record else "",) * 2
