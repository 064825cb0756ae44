from collections import defaultdict
from difflib import get_close_matches

from odoo import api, models

from ..nip import DIGITS, clean_nip

#: more faults than these are counted, not listed
FAULTS_SHOWN = 50


class FlexibleWorkCheckedImport(models.AbstractModel):
    """Checks a file before Odoo's import takes its first line: each fault with its row, column and value.

    Odoo imports long files in parts and stops at a fault in a later one; here the whole file is read first, so
    that either all of it comes in or nothing. Names that several records have are refused instead of guessed.
    """

    _name = "flexible.work.checked.import"
    _description = "Check of a File to Import"

    @api.model
    @api.private
    def _import_template_offers(self, name, label):
        """What the import screen offers: the sheet, in which a NIP stays text, and a CSV for other programs."""
        address = f"/flexible_work/import_template/{name}"
        return [
            {"label": label, "template": f"{address}.xlsx"},
            {"label": self.env._("%s, as CSV", label), "template": f"{address}.csv"},
        ]

    @api.model
    def load(self, fields, data):
        if not self.env.context.get("import_file"):
            return super().load(fields, data)
        # the check below looks names and NIPs up for the user
        self.check_access("create")
        faults = self._check_import(fields, data)
        if faults:
            return {"ids": False, "messages": self._import_name_rows(faults), "nextrow": 0}
        result = super().load(fields, data)
        result["messages"] = self._import_name_rows(_without_echoes(result["messages"]))
        return result

    def _import_name_rows(self, messages):
        """Each error begins with its row, as a spreadsheet counts with the headings as the first."""
        for message in messages:
            if message["type"] == "error" and message.get("rows"):
                row, fault = message["rows"]["from"] + 2, message["message"]
                message["message"] = self.env._("Row %(row)s: %(fault)s", row=row, fault=fault)
        return messages

    @api.model
    @api.private
    def _check_import(self, fields, data):
        """All faults that can be found without writing, as messages of ``load``."""
        columns = {path: n for n, path in enumerate(fields) if path in self._fields}
        faults = []
        for path, column in columns.items():
            field = self._fields[path]
            cells = [(row, str(line[column]).strip()) for row, line in enumerate(data) if line[column]]
            if field.type == "many2one":
                faults += self._check_import_names(path, cells, fields, data)
            elif field.type == "selection":
                faults += self._check_import_choices(path, cells)
        faults += self._check_import_rows(columns, data)
        faults.sort(key=lambda fault: fault["record"])
        if len(faults) > FAULTS_SHOWN:
            more = self.env._("%s more faults are not listed.", len(faults) - FAULTS_SHOWN)
            faults = [*faults[:FAULTS_SHOWN], {"type": "error", "message": more}]
        return faults

    @api.model
    @api.private
    def _check_import_rows(self, columns, data):
        """Hook: faults of the model's own. ``columns`` gives the column of each field."""
        return []

    @api.model
    @api.private
    def _import_fault(self, path, row, value, fault):
        """The message about one cell: it names column and value; the row stands beside it."""
        label = self._fields[path]._description_string(self.env)
        return {
            "type": "error",
            "message": self.env._(
                "%(column)s “%(value)s”: %(fault)s", column=label, value=value or self.env._("(empty)"), fault=fault
            ),
            "record": row,
            "rows": {"from": row, "to": row},
            "field": path,
            "field_name": label,
            "value": value,
        }

    # ------------------------------------------------------------ columns
    def _check_import_choices(self, path, cells):
        english = self.with_context(lang="en_US").env
        labels = dict(self._fields[path]._description_selection(self.env))
        known = {*labels, *labels.values(), *dict(self._fields[path]._description_selection(english)).values()}
        known = {str(value).casefold() for value in known}
        choices = ", ".join(filter(None, labels.values()))
        for row, value in cells:
            if value.casefold() not in known:
                yield self._import_fault(path, row, value, self.env._("choose one of: %s.", choices))

    def _check_import_names(self, path, cells, fields, data):
        """Every name has to be that of exactly one record."""
        comodel = self._fields[path].comodel_name
        known = self._import_names(comodel)
        coming = self._import_names_of_file(fields, data) if comodel == self._name else {}
        for row, value in cells:
            number = len(known.get(_key(value), ()))
            if number == 1 or (not number and coming.get(value, row) < row):
                continue
            yield self._import_fault(path, row, value, self._import_name_fault(comodel, value, number, known))

    @api.model
    @api.private
    def _import_names(self, comodel):
        """{name as written in a file: ids}; employees are known by NIP, too."""
        known = defaultdict(list)
        # sudo: the file names employees by NIP, which operators may not read but do know
        records = self.env[comodel].sudo().search(self._import_names_domain(comodel))
        for record in records:
            known[record.display_name].append(record.id)
            if comodel == "hr.employee" and record.nip:
                known[record.nip].append(record.id)
        return known

    def _import_names_domain(self, comodel):
        if "company_id" in self.env[comodel]._fields:
            return [("company_id", "in", [*self.env.companies.ids, False])]
        return []

    @api.model
    @api.private
    def _import_names_of_file(self, fields, data):
        """{name: row} of records that the file itself brings, for those that refer to earlier ones."""
        return {}

    def _import_name_fault(self, comodel, value, number, known):
        if number:
            return self.env._("%s have this name. Write something that only one of them has.", number)
        if comodel == "hr.employee":
            return self.env._("no employee of this regional government has this NIP or name.")
        longer = [name for name in known if name.endswith(f"/ {value}")]
        if longer:
            return self.env._("write the whole path, such as: %s.", "; ".join(longer[:3]))
        similar = get_close_matches(value, known, n=3, cutoff=0.6)
        if similar:
            return self.env._("nothing has this name. Did you mean: %s?", "; ".join(similar))
        return self.env._("nothing has this name. Create it first, or correct the name.")


def _key(value):
    """Employees are written with their NIP however it is typed."""
    nip = clean_nip(value)
    return nip if len(nip) == DIGITS and nip.isdigit() else value


def _without_echoes(messages):
    """Without what Odoo says twice: once for the whole part, on its first row, and once for the row itself."""
    kept = {}
    for message in messages:
        kept[message.get("message"), message.get("type")] = message
    return list(kept.values())
