from odoo import api, models

from odoo.addons.flexible_work_asn.local_time import parse_day

#: columns of numbers that are not negative
NUMBERS = ("quantity", "amount")


class FlexibleWorkLedger(models.Model):
    """The ledger from a sheet: one row for each unit, month and kind."""

    _name = "flexible.work.ledger"
    _inherit = ["flexible.work.ledger", "flexible.work.checked.import"]

    @api.model
    def get_import_templates(self):
        return self._import_template_offers("ledger", self.env._("Template for the ledger (unit, month, what)"))

    @api.model
    @api.private
    def _import_columns(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "department_id": ("Dinas Kesehatan", "Dinas Kesehatan / Puskesmas Siko"),
            "month": ("2026-01-01", "2026-01-01"),
            "kind": (kinds["electricity"], kinds["fuel"]),
            "quantity": ("5210", "140.5"),
            "amount": ("7800000", "1405000"),
            "note": ("PLN 5412", ""),
        }

    @api.model
    @api.private
    def _check_import_rows(self, columns, data):
        """A unit has each kind once a month, in the file and with what is there; no month of the future."""
        faults = super()._check_import_rows(columns, data)
        for name in NUMBERS:
            faults += self._import_number_faults(name, columns, data)
        if not {"department_id", "month", "kind"} <= columns.keys():
            return faults
        lines = [
            (row, *(str(line[columns[name]] or "").strip() for name in ("department_id", "month", "kind")))
            for row, line in enumerate(data)
        ]
        days = {row: parse_day(month) for row, _unit, month, _kind in lines}
        months = {day.replace(day=1) for day in days.values() if day}
        # rows that name their record change it
        known = set() if "id" in columns else self._import_known_rows(months)
        units, own = self._import_names("hr.department"), self._import_own_units()
        rows, today = {}, self.env.company._flexible_work_today()
        for row, unit, month, kind in lines:
            ids, day = units.get(unit, ()), days[row]
            if len(ids) == 1 and own is not None and ids[0] not in own:
                faults.append(self._import_fault("department_id", row, unit, self.env._("this is not your unit.")))
            if day is None or day > today:
                faults.append(self._import_fault("month", row, month, self._import_month_fault(day)))
                continue
            key = (ids[0] if len(ids) == 1 else unit, day.replace(day=1), self._import_kind(kind))
            if key in rows:
                said = self.env._("row %s has the same unit, month and kind. Keep one of the two.", rows[key] + 2)
                faults.append(self._import_fault("month", row, month, said))
            elif key in known:
                said = self.env._("this unit has figures of this kind for the month already. Change them in the list.")
                faults.append(self._import_fault("month", row, month, said))
            rows.setdefault(key, row)
        return faults

    def _import_month_fault(self, day):
        if day is None:
            return self.env._("write a date, such as 2026-01-01.")
        return self.env._("this month lies in the future.")

    def _import_number_faults(self, name, columns, data):
        for row, line in enumerate(data if name in columns else ()):
            written = str(line[columns[name]] or "").strip()
            try:
                negative = float(written or 0) < 0
            except ValueError:
                yield self._import_fault(name, row, written, self.env._("write a number."))
                continue
            if negative:
                yield self._import_fault(name, row, written, self.env._("write zero or more."))

    def _import_known_rows(self, months):
        # sudo: only whether there is a row is asked
        rows = self.sudo().search_fetch(
            [("company_id", "in", self.env.companies.ids), ("month", "in", list(months))],
            ["department_id", "month", "kind"],
        )
        return {(row.department_id.id, row.month, row.kind) for row in rows}

    def _import_own_units(self):
        """Ids of the units for which the user enters figures; None: all."""
        if self.env.su or self.env.user.has_group("flexible_work_asn.group_bkpsdm"):
            return None
        # sudo: asked by the user's own part in them
        return set(self.env["hr.department"].sudo().search([("flexible_staff_user_ids", "in", self.env.uid)]).ids)

    def _import_kind(self, written):
        """The key of a kind, whichever of its names the file uses."""
        for env in (self.env, self.with_context(lang="en_US").env):
            for key, label in self._fields["kind"]._description_selection(env):
                if written.casefold() in (key.casefold(), label.casefold()):
                    return key
        return written
