"""A small world with one record of every model of ours for everybody: about oneself, in the own unit, in another unit,
in another regional government.

The records are real rows, made by Odoo's own ``create`` with their computed and related columns. What is passed by are
the checks of values alone (a roster in the past, two reports of a day): who may read, write and delete a row does not
depend on whether it could be entered today.
"""

import re
from collections import namedtuple
from datetime import date, datetime, timedelta
from unittest.mock import patch

from odoo import models
from odoo.tests import new_test_user

from odoo.addons.flexible_work_asn.tests.common import FlexibleWorkCase

OURS = "flexible.work."
OPERATIONS = {"create": "c", "read": "r", "write": "w", "unlink": "d"}
#: whom a record is about, for somebody of the OPD "Diskominfo"; of `own` there is one for each role
SCOPES = ("own", "unit", "other", "elsewhere")
#: the roles, in the order of the columns
ROLES = (
    "employee",
    "leader",
    "operator",
    "head",
    "other_head",
    "bkpsdm",
    "executive",
    "auditor",
    "admin",
    "portal",
    "public",
)
GROUPS = {
    "operator": "group_operator",
    "head": "group_head",
    "other_head": "group_head",
    "bkpsdm": "group_bkpsdm",
    "executive": "group_executive",
    "auditor": "group_auditor",
    "admin": "group_admin",
}
DAY = date(2026, 2, 2)
#: words that stand in every text of a record, and nowhere else
MARK = "rahasia"
PICTURE = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
#: what cannot be guessed from the kind of the field
GIVEN = {
    ("flexible.work.cycle", "group_count"): lambda place: 1,
    ("flexible.work.day", "apel_expected"): lambda place: True,
    ("flexible.work.evaluation", "before_from"): lambda place: date(2025, 1, 1),
    ("flexible.work.evaluation", "before_to"): lambda place: date(2025, 1, 31),
    ("flexible.work.ledger", "month"): lambda place: _month(place),
    ("flexible.work.month", "month"): lambda place: _month(place),
    ("flexible.work.service.actual", "month"): lambda place: _month(place),
    ("flexible.work.log.column", "content"): lambda place: ("date", "nip", "unit")[place.index],
    ("flexible.work.report.reason", "method"): lambda place: "action_verify",
    ("flexible.work.reason", "decision"): lambda place: "end_statement",
    ("flexible.work.reason", "record_ids"): lambda place: [1],
    ("flexible.work.survey.grade", "lowest"): lambda place: 1.0 + place.index / 100,
}


def _is_content(field):
    """Whether a field holds words or a file that somebody could learn from."""
    return field.type in ("char", "text", "binary") and not field.compute


def _month(place):
    """The first day of a month of its own."""
    return date(2020 + place.index // 12, place.index % 12 + 1, 1)


#: who or what a record is about
Place = namedtuple("Place", "key index person unit company user")


class AccessWorld(FlexibleWorkCase):
    """One user of each role; :meth:`record` gives the row of a model about somebody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True, "mail_create_nolog": True})
        cls._rows, cls._fields_filled = {}, {}
        cls._create_people()

    @classmethod
    def _create_people(cls):
        cls.agency = cls._create_unit("BKPSDM", is_opd=True)
        cls.setda = cls._create_unit("Setda", is_opd=True)
        cls.elsewhere = cls.env["res.company"].create({"name": "Pemerintah Kota Tidore Kepulauan"})
        cls.foreign_unit = cls._create_unit("Diskominfo Tidore", is_opd=True, company_id=cls.elsewhere.id)
        cls.foreign_third = cls._create_unit("Setda Tidore", is_opd=True, company_id=cls.elsewhere.id)
        units = {
            "employee": cls.bidang,
            "leader": cls.setda,
            "operator": cls.bidang,
            "head": cls.diskominfo,
            "other_head": cls.dinkes,
        }
        known = {"employee": cls.staff, "head": cls.head}
        cls.person, cls.user = {}, {}
        for role in ROLES[:-2]:
            unit = units.get(role, cls.agency)
            person = known.get(role) or cls._create_employee(f"Orang {role}", unit, user=f"{role}_matriks")
            group = GROUPS.get(role)
            if group:
                person.user_id.group_ids |= cls.env.ref(f"flexible_work_asn.{group}")
            cls.person[role], cls.user[role] = person, person.user_id
        cls.user["portal"] = new_test_user(
            cls.env, "portal_matriks", groups="base.group_portal", company_id=cls.company.id
        )
        cls.user["public"] = cls.env.ref("base.public_user")
        cls.diskominfo.manager_id, cls.dinkes.manager_id = cls.head, cls.person["other_head"]
        cls.diskominfo.flexible_operator_ids = cls.user["operator"]
        colleague = cls._create_employee("Rekan", cls.bidang, user="rekan_matriks")
        cls.places = {
            "unit": cls._place("unit", 0, colleague, cls.bidang),
            "other": cls._place(
                "other", 1, cls._create_employee("Bidan", cls.dinkes, user="bidan_matriks"), cls.dinkes
            ),
            "elsewhere": cls._place(
                "elsewhere",
                2,
                cls._create_employee("Tetangga", cls.foreign_unit, user="tetangga_matriks"),
                cls.foreign_unit,
            ),
        }
        for index, (role, person) in enumerate(cls.person.items(), start=3):
            cls.places[f"own {role}"] = cls._place(f"own {role}", index, person, person.department_id)

    @classmethod
    def _place(cls, key, index, person, unit):
        return Place(key, index, person, unit, unit.company_id, person.user_id)

    # ------------------------------------------------------------ what there is
    @classmethod
    def models(cls):
        """The models of ours that have rows, by name; abstract ones have none."""
        return {
            name: cls.env[name]
            for name in sorted(cls.env.registry)
            if name.startswith(OURS) and not cls.env[name]._abstract
        }

    @classmethod
    def domains(cls, model):
        """The domains of the rules about a model, as they are written."""
        rules = cls.env["ir.rule"].sudo().search([("model_id.model", "=", model)])
        return [rule.domain_force or "" for rule in rules]

    @classmethod
    def is_personal(cls, model):
        """Whether a row of this model is about somebody, or belongs to whoever made it."""
        fields = cls.env[model]._fields
        about = any("user.id" in domain and ".user_id" in domain for domain in cls.domains(model))
        return about or "employee_id" in fields or "user_id" in fields or cls.env[model]._transient

    @classmethod
    def rule_path(cls, model, name):
        """The path to the state or kind (``name``) on which the rules of a model depend, such as ``report_id.state``;
        empty: on none.
        """
        found = re.findall(rf"'((?:\w+\.)?{name})'", " ".join(cls.domains(model)))
        return next((path for path in found if path != name), found[0] if found else "")

    @classmethod
    def keys(cls, model):
        """About whom there are rows of a model: three scopes, and one for each role where it is about people."""
        return list(cls.places) if cls.is_personal(model) else ["unit", "other", "elsewhere"]

    # ------------------------------------------------------------ rows
    @classmethod
    def build_all(cls):
        """The rows of all models, and of views last, which show what there is."""
        for name in sorted(cls.models(), key=lambda name: (not cls.env[name]._auto, name)):
            cls.build(name, cls.keys(name))
        cls.env.invalidate_all()

    @classmethod
    def record(cls, model, key):
        """The row of ``model`` about ``key``: a scope, or ``own ROLE``; a view gives the rows that there are."""
        cls.build(model, [key])
        return cls._rows[model, key]

    @classmethod
    def build(cls, model, keys):
        """Make the rows of ``model`` about ``keys`` that are missing, together, and before them what they point to."""
        keys = [key for key in keys if (model, key) not in cls._rows]
        if not keys:
            return
        records = cls.env[model].sudo()
        if not records._auto:
            cls._rows |= {(model, key): cls._of_view(records, cls.places[key]) for key in keys}
            return
        for field in cls._filled(model).values():
            if field.comodel_name and field.comodel_name.startswith(OURS) and field.comodel_name != model:
                cls.build(field.comodel_name, keys)
        with patch.object(models.BaseModel, "_validate_fields", lambda *args, **kwargs: None):
            # past the model's own create, which asks whether somebody may enter this today
            rows = models.BaseModel.create(records, [cls._values(records, cls.places[key]) for key in keys])
            records.env.flush_all()
        for key, row in zip(keys, rows):
            cls._rows[model, key] = row
            user = cls.places[key].user
            if user and row._log_access:
                cls.env.cr.execute(f'UPDATE "{row._table}" SET create_uid = %s WHERE id = %s', [user.id, row.id])
        rows.invalidate_recordset()

    @classmethod
    def _of_view(cls, records, place):
        wanted = [("employee_id", place.person), ("department_id", place.unit), ("opd_id", place.unit.opd_id)]
        for name, value in wanted:
            if name in records._fields:
                return records.search([(name, "=", value.id)], limit=1)
        return records

    @classmethod
    def _filled(cls, model):
        """The fields of a model that a row is given: those that are required, that rules ask about, and all texts."""
        if model not in cls._fields_filled:
            asked = set(re.findall(r"\('(\w+)", " ".join(cls.domains(model))))
            asked |= {"employee_id", "department_id", "opd_id", "company_id", "date"}
            cls._fields_filled[model] = {
                name: field
                for name, field in cls.env[model]._fields.items()
                if (model, name) in GIVEN
                or (cls._is_entered(field) and (field.required or name in asked or _is_content(field)))
            }
        return cls._fields_filled[model]

    @staticmethod
    def _is_entered(field):
        """Whether a row has a column that Odoo does not fill by itself."""
        if not field.store or field.related or field.name in models.MAGIC_COLUMNS:
            return False
        if field.type in ("one2many", "many2many") and not field.required:
            return False
        return field.required or not field.compute or (field.type == "many2one" and not field.readonly)

    @classmethod
    def _values(cls, records, place):
        values = {}
        for name, field in cls._filled(records._name).items():
            given = GIVEN.get((records._name, name))
            value = given(place) if given else cls._value(records, field, place)
            if value is not None:
                values[name] = value
        return values

    @classmethod
    def _value(cls, records, field, place):
        kind, name = field.type, field.name
        if kind == "many2one":
            return cls._reference(records, field, place)
        if kind == "many2many" and field.required:
            model = field.comodel_name
            if model.startswith(OURS):
                return [(6, 0, cls.record(model, place.key).ids)]
            return [(6, 0, place.person.ids)] if model == "hr.employee" else None
        if kind == "selection":
            default = records.default_get([name]).get(name)
            return default or next(iter(dict(field._description_selection(records.env))))
        values = {
            "char": f"{MARK}-{place.key}-{records._name}-{name}",
            "text": f"{MARK}-{place.key}-{records._name}-{name}",
            "html": f"<p>{MARK}-{place.key}</p>",
            "date": DAY + timedelta(days=place.index),
            "datetime": datetime(2026, 2, 2, 3) + timedelta(days=place.index),
            "integer": 1,
            "float": 1.0 if "from" in name else 2.0,
            "json": [],
            "binary": PICTURE,
        }
        if kind == "date" and name.endswith("_to"):
            return values["date"] + timedelta(days=30)
        if kind in ("integer", "float") and not field.required:
            return None
        return values.get(kind)

    @classmethod
    def _reference(cls, records, field, place):
        model, name = field.comodel_name, field.name
        if model == "hr.employee":
            leads = name == "leader_id" and place.key == "unit"
            return (cls.person["leader"] if leads else place.person).id
        if model == "hr.department":
            # the receiving unit is a third one, so that it lets nobody read who is not meant
            third = cls.setda if place.company == cls.company else cls.foreign_third
            if name == "opd_id":
                return place.unit.opd_id.id
            return (third if name.endswith("to_id") else place.unit).id
        if model == "res.company":
            return place.company.id
        if model == "res.users":
            return place.user.id if name == "user_id" else None
        if model == "res.partner":
            return place.user.partner_id.id
        if model.startswith(OURS) and model != records._name:
            return cls.record(model, place.key).id
        return None
