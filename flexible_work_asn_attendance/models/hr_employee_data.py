import io
import json
import zipfile

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.orm.models import NO_ACCESS
from odoo.tools import html2plaintext

from odoo.addons.flexible_work_asn.local_time import to_local, zone_label

from ..report.data_xlsx import write_data

BKPSDM = "flexible_work_asn.group_bkpsdm"
OURS = "flexible_work_asn"
#: models with a record of a person, besides our own
OTHERS = ("hr.attendance",)
#: columns that say nothing about the person; figures of others are left out with `Json`
TECHNICAL = {"id", "create_uid", "write_uid", "message_main_attachment_id", "access_token"}
PERSONAL = ("name", "work_email", "work_phone", "job_title", "department_id", "company_id", "user_id", "tz")
#: check-ins shown on the page of one's own data
SHOWN = 30


class HrEmployee(models.Model):
    """Everything held about one person (UU 27/2022: the person may know and have it), and the notice about it."""

    _inherit = "hr.employee"

    # ------------------------------------------------------------ the page
    @api.model
    @api.readonly
    def flexible_work_my_data(self):
        """What the page *My Data* shows of the user: notice, times kept, contact, home, last check-ins, readers.

        Positions are the user's own. Times are local.

        :raises UserError: for a user without an employee
        """
        employee = self._flexible_me()
        company = employee.company_id
        return {
            "employee": {"id": employee.id, "name": employee.name},
            "notice": company._flexible_work_notice(),
            "officer": company.flexible_work_data_officer or "",
            "position_days": company.flexible_work_position_days,
            "photo_days": company.flexible_work_photo_days,
            "home": {
                "address": employee.home_address or "",
                "position": f"{employee.home_latitude:.6f}, {employee.home_longitude:.6f}"
                if employee.home_located
                else "",
            },
            "events": employee._flexible_my_events(),
            "readers": self.env["flexible.work.access.log"].sudo().search_count([("employee_id", "=", employee.id)]),
        }

    @api.model
    def _flexible_me(self):
        employee = self.env.user.employee_id.sudo()
        if not employee:
            raise UserError(self.env._("Your user is not linked to an employee. Ask BKPSDM to link it."))
        return employee

    def _flexible_my_events(self):
        """The last check-ins and check-outs (self in sudo), the newest first, with all that is held of each."""
        tz = self._flexible_work_tz_batch()[self.id]
        attendances = self.env["hr.attendance"].sudo().search([("employee_id", "=", self.id)], limit=SHOWN)
        kinds = {"in": self.env._("Check-in"), "out": self.env._("Check-out")}
        places = dict(attendances._fields["flexible_in_place"]._description_selection(self.env))
        events = []
        for one in attendances:
            for way in ("out", "in"):
                moment = one.check_out if way == "out" else one.check_in
                if moment:
                    events.append(
                        {
                            "key": f"{one.id}-{way}",
                            "kind": kinds[way],
                            "at": f"{to_local(moment, tz):%d/%m/%Y %H:%M} {zone_label(tz)}",
                            "place": places.get(one[f"flexible_{way}_place"], ""),
                            "position": one._flexible_position_text(way),
                            "network": one[f"{way}_ip_address"] or "",
                            "browser": one[f"{way}_browser"] or "",
                            "photo": f"/flexible_work/my_data/photo/{one.id}/{way}"
                            if one.with_context(bin_size=True)[f"flexible_{way}_photo"]
                            else "",
                            "purged": one.flexible_purged,
                        }
                    )
        return events

    # ------------------------------------------------------------ everything held
    def action_flexible_export_data(self):
        """Download everything held about this person, which is noted in the access log."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/flexible_work/data/{self.id}", "target": "self"}

    @api.private
    def _flexible_check_export(self):
        """:raises AccessError: for all but the person and BKPSDM of the same regional government"""
        self.ensure_one()
        employee = self.sudo()
        own = employee.user_id == self.env.user
        theirs = self.env.user.has_group(BKPSDM) and employee.company_id in self.env.user.company_ids
        if not own and not theirs:
            raise AccessError(self.env._("Only the person and BKPSDM may have everything that is held about somebody."))

    @api.private
    def _flexible_data_zip(self):
        """Everything held about this person: ``data.json``, ``data.xlsx`` and the files, as bytes of a ZIP.

        :raises AccessError: for all but the person and BKPSDM; noted in the access log when it isn't the person
        """
        self._flexible_check_export()
        self.env["flexible.work.access.log"]._note({"export": self})
        data, files = self.sudo()._flexible_data()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
            archive.writestr("data.xlsx", write_data(data))
            for file in files:
                archive.writestr(f"files/{file.id}-{file.name.replace('/', '_')}", file.raw or b"")
        return packed.getvalue()

    def _flexible_data(self):
        """``(data, files)`` of this person (sudo): ``{about, person, records, mentioned}`` and attachments."""
        records = self._flexible_data_records()
        files = self.env["ir.attachment"].sudo()
        tables = []
        for model, rows in records.items():
            names = self._flexible_data_fields(model)
            labels = self.env[model].fields_get(names, ["string"])
            tables.append(
                {
                    "model": model,
                    "title": self.env["ir.model"]._get(model).name,
                    "columns": {name: labels[name]["string"] for name in names},
                    "rows": [_row(record, names) for record in rows],
                    "messages": self._flexible_data_messages(rows),
                }
            )
            if rows:
                files |= files.search(
                    [
                        ("res_model", "=", model),
                        ("res_id", "in", rows.ids),
                        ("id", "!=", False),
                        ("type", "=", "binary"),
                    ]
                )
        company = self.company_id
        names = self._flexible_own_fields()
        labels = self.fields_get(names, ["string"])
        data = {
            "about": {
                "name": self.name,
                "regional government": company.name,
                "made at (UTC)": fields.Datetime.to_string(fields.Datetime.now()),
                "times": "UTC",
            },
            "person": {name: [labels[name]["string"], _value(self, name)] for name in names},
            "tables": tables,
            "mentioned": self._flexible_data_mentioned(),
            "files": [f"files/{file.id}-{file.name.replace('/', '_')}" for file in files],
        }
        return data, files

    @api.model
    def _flexible_data_models(self):
        """``{model: field}``: the stored field that says whom a record is about, or the record it is part of.

        Found by walking our models, so that none that is added later is forgotten. A model with ``employee_id`` is
        about that person alone; the parts of such a record (lines of a report) belong to it.
        """
        about = {
            name: "employee_id"
            for name, model in self._flexible_models().items()
            if _is_stored_link(model, "employee_id", "hr.employee")
        }
        parts = {}
        for name, model in self._flexible_models().items():
            if name not in about:
                for field in model._fields.values():
                    if (
                        field.comodel_name in about
                        and _is_stored_link(model, field.name)
                        and field.ondelete == "cascade"
                    ):
                        parts[name] = field.name
                        break
        return about | parts

    @api.model
    def _flexible_models(self):
        """Our models that are stored, and Odoo's that this addon writes to."""
        return {
            name: model
            for name, model in ((name, self.env[name]) for name in self.env)
            if (model._auto and not model._abstract and not model._transient)
            and (name in OTHERS or str(model._original_module or "").startswith(OURS))
        }

    def _flexible_data_records(self):
        """``{model: records}`` (sudo), parts after what they are part of."""
        found = {}
        for model, field in sorted(self._flexible_data_models().items(), key=lambda item: item[1] != "employee_id"):
            records = self.env[model].sudo().with_context(active_test=False)
            whole = records._fields[field].comodel_name
            ids = self.ids if whole == "hr.employee" else found[whole].ids
            found[model] = records.search([(field, "in", ids)], order="id")
        return found

    def _flexible_data_mentioned(self):
        """Where records about somebody else name this person: as colleague of a swap, leader of an "
        "apel and the like."""
        mentioned = []
        models_about = self._flexible_data_models()
        for name, model in self._flexible_models().items():
            for field in model._fields.values():
                links = field.comodel_name == "hr.employee" and field.store and field.type in ("many2one", "many2many")
                if links and models_about.get(name) != field.name:
                    records = model.sudo().with_context(active_test=False).search([(field.name, "in", self.ids)])
                    if records:
                        title = self.env["ir.model"]._get(name).name
                        label = model.fields_get([field.name], ["string"])[field.name]["string"]
                        mentioned.append({"title": title, "as": label, "count": len(records)})
        return mentioned

    @api.model
    def _flexible_data_fields(self, model):
        """Stored fields of ``model`` that say something about the person."""
        return [
            name
            for name, field in self.env[model]._fields.items()
            if field.store
            and field.type not in ("binary", "json", "one2many", "many2many", "many2one_reference", "properties")
            and field.groups != NO_ACCESS
            and name not in TECHNICAL
        ]

    def _flexible_own_fields(self):
        """Fields of the employee that our addons add, and a few by which the person is known."""
        own = [
            name
            for name, field in self._fields.items()
            if (field.store or field.inherited or field.related)
            and field.type not in ("binary", "json", "one2many")
            and any(str(module).startswith(OURS) for module in field._modules)
            and not field.name.startswith("flexible_mode_today")
        ]
        return [*PERSONAL, *own]

    def _flexible_data_messages(self, rows):
        if not rows or "message_ids" not in rows._fields:
            return []
        messages = (
            self.env["mail.message"]
            .sudo()
            .search([("model", "=", rows._name), ("res_id", "in", rows.ids), ("body", "!=", "")], order="id")
        )
        return [
            {
                "record": message.res_id,
                "date": fields.Datetime.to_string(message.date),
                "author": message.author_id.name or "",
                "text": html2plaintext(message.body).strip(),
            }
            for message in messages
        ]


def _is_stored_link(model, name, comodel=None):
    field = model._fields.get(name)
    return bool(
        field and field.type == "many2one" and field.store and (comodel is None or field.comodel_name == comodel)
    )


def _row(record, names):
    return {"id": record.id, **{name: _value(record, name) for name in names}}


def _value(record, name):
    """What JSON can hold: names instead of numbers of records, words instead of keys of selections."""
    field, value = record._fields[name], record[name]
    if field.relational:
        return ", ".join(value.mapped("display_name")) if value else ""
    if field.type in ("date", "datetime"):
        return field.to_string(value) if value else ""
    if field.type == "selection":
        return dict(field._description_selection(record.env)).get(value, value or "")
    if field.type in ("boolean", "integer", "float", "monetary"):
        return value
    return str(value or "")
