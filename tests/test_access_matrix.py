"""The access matrix is a file that people read and decide about; the running rules are held against all of it."""

import csv
import os
from pathlib import Path

from odoo.tests import tagged

from .access_world import OPERATIONS, OURS, ROLES, SCOPES, AccessWorld

MATRIX = Path(__file__).with_name("access_matrix.csv")
FIELDS = Path(__file__).with_name("access_fields.csv")
COLUMNS = ("model", "scope", "state", "kind", *ROLES)
#: views that show rows as soon as there is something to show
VIEWS_WITH_ROWS = {"flexible.work.apel.recap", "flexible.work.survey.result"}
#: write the file anew from the running rules, to look at the difference
REWRITE = bool(os.environ.get("ACCESS_MATRIX_REWRITE"))


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessWorld):
    """Model × role × create, read, write, delete × own, own unit, other unit, other company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_all()
        cls.running_fields = list(cls._rows_of_fields())
        cls.running = [row for model in cls.models() for row in cls._rows_of(model)]
        cls.written = cls._file(MATRIX, COLUMNS, cls.running)
        cls.written_fields = cls._file(FIELDS, ("model", "field", *ROLES), cls.running_fields)

    @staticmethod
    def _file(path, columns, running):
        """The rows of a file, which is written before if asked for."""
        if REWRITE:
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(running)
        with path.open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    @classmethod
    def _rows_of_fields(cls):
        """Who reads a field of ours, of those who read the record: all that are added to models of Odoo, and those of
        our own models that are not for all of its readers.
        """
        for model in sorted(cls.env.registry):
            records = cls.env[model]
            for name, field in sorted(records._fields.items()):
                ours = (field._module or "").startswith("flexible_work_asn") and not field.inherited
                if not ours or records._abstract or (model.startswith(OURS) and not field.groups):
                    continue
                cells = {
                    role: "r" * records.with_user(cls.user[role])._has_field_access(field, "read") for role in ROLES
                }
                yield {"model": model, "field": name, **cells}

    @classmethod
    def _rows_of(cls, model):
        """The rows of the file about one model; states and kinds with the same rights share theirs."""
        rows = []
        paths = {name: cls.rule_path(model, name) for name in ("state", "kind")}
        for kind in cls._choices(model, paths["kind"]):
            cls._set(model, paths["kind"], kind)
            for state in cls._choices(model, paths["state"]):
                cls._set(model, paths["state"], state)
                cells = cls._cells(model)
                for scope in SCOPES:
                    if scope != "own" or cls.is_personal(model):
                        of_roles = {role: cells[scope, role] for role in ROLES}
                        rows.append({"model": model, "scope": scope, "state": state, "kind": kind, **of_roles})
        rows = cls._join(cls._join(rows, "state"), "kind")
        return sorted(rows, key=lambda row: SCOPES.index(row["scope"]))

    @classmethod
    def _choices(cls, model, path):
        if not path:
            return [""]
        holder, name = cls._holder(cls.record(model, "unit"), path)
        return list(dict(holder._fields[name]._description_selection(holder.env)))

    @staticmethod
    def _holder(record, path):
        """The record at the end of a path but for its last name, and that name."""
        *steps, name = path.split(".")
        for step in steps:
            record = record[step]
        return record, name

    @classmethod
    def _set(cls, model, path, value):
        """Let the rows of a model be in a state; as the buttons do in the end, without what they ask for."""
        if not path:
            return
        for key in cls.keys(model):
            holder, name = cls._holder(cls.record(model, key), path)
            cls.env.cr.execute(f'UPDATE "{holder._table}" SET "{name}" = %s WHERE id = %s', [value, holder.id])
        cls.env.invalidate_all()

    @classmethod
    def _cells(cls, model):
        """``{(scope, role): letters}`` of what each role does with the row of each scope."""
        rows = {key: cls.record(model, key) for key in cls.keys(model)}
        every = cls.env[model].browse(row_id for row in rows.values() for row_id in row.ids)
        cells = dict.fromkeys(((scope, role) for scope in SCOPES for role in ROLES), "")
        for role in ROLES:
            user = cls.user[role]
            seen = every.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
            for operation, letter in OPERATIONS.items():
                if not seen.browse().has_access(operation):
                    continue
                may = set(seen._filtered_access(operation).ids)
                for key, row in rows.items():
                    scope, _, whose = key.partition(" ")
                    if row and row.id in may and whose in ("", role):
                        cells[scope, role] += letter
        return cells

    @staticmethod
    def _join(rows, name):
        """Rows that differ in ``name`` alone become one, with all of its values; none where they are all there are."""
        joined = {}
        for row in rows:
            rights = tuple(value for column, value in row.items() if column != name)
            joined.setdefault(rights, []).append(row)
        return [{**same[0], name: " ".join(row[name] for row in same)} for same in joined.values()]

    def test_the_running_rules_are_those_of_the_file(self):
        self.assert_same(COLUMNS, self.written, self.running)

    def test_protected_fields_are_those_of_the_file(self):
        self.assert_same(("model", "field", *ROLES), self.written_fields, self.running_fields)

    def assert_same(self, columns, written, running):
        written, running = ([", ".join(row[name] for name in columns) for row in rows] for rows in (written, running))
        self.assertEqual(sorted(set(written) - set(running)), [], "in the file, and not so in the rules")
        self.assertEqual(sorted(set(running) - set(written)), [], "in the rules, and not so in the file")
        self.assertEqual(written, running)

    def test_no_model_is_missing_from_the_file(self):
        self.assertEqual(sorted({row["model"] for row in self.written}), sorted(self.models()))

    def test_every_row_was_there_to_be_asked_about(self):
        for name, model in self.models().items():
            for key in self.keys(name):
                if model._auto or name in VIEWS_WITH_ROWS:
                    self.assertTrue(self.record(name, key).exists(), f"{name} {key}")
