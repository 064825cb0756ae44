from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from .hr_attendance import SENSITIVE

#: what tells where somebody was and by which device, on hr.attendance
EVENT_FIELDS = {
    f"{prefix}{direction}_{name}": kind
    for direction in ("in", "out")
    for prefix, name, kind in (
        ("", "latitude", "position"),
        ("", "longitude", "position"),
        ("", "location", "position"),
        ("", "ip_address", "position"),
        ("", "browser", "position"),
        ("flexible_", "device", "position"),
        ("flexible_", "photo", "photo"),
    )
}
PRESENCE_FIELDS = {
    **dict.fromkeys(("latitude", "longitude", "accuracy", "ip_address", "device"), "position"),
    "photo": "photo",
}
HOME_FIELDS = dict.fromkeys(("home_latitude", "home_longitude"), "home")
HOME_CHANGE_FIELDS = dict.fromkeys(
    ("address", "latitude", "longitude", "previous_address", "previous_latitude", "previous_longitude"), "home"
)
#: a mark in the context that no client can send: the columns of a query are being read, not compared
FETCHING = object()


class FlexibleWorkSensitive(models.AbstractModel):
    """A model with fields that only the person and BKPSDM may know: who reads them is noted in the access log.

    Covers whatever leaves the server by a reading call: ``read``, ``search_read``, ``web_read``, exports, and images.
    Values read by the server itself, for judging, are not a reading of somebody.
    """

    _name = "flexible.work.sensitive"
    _description = "Personal Data whose Reading is Noted"

    @api.model
    def _flexible_sensitive(self):
        """``{field: kind of the access log}``"""
        return {}

    def _flexible_person(self):
        """The employee whom one record is about."""
        return self.employee_id

    def _read_format(self, fnames, load="_classic_read"):
        result = super()._read_format(fnames, load=load)
        kinds = self._flexible_kinds(fnames)
        if kinds:
            told = defaultdict(set)
            for values in result:
                for name, kind in kinds.items():
                    if values.get(name):
                        told[kind].add(values["id"])
            self._flexible_note(told)
        return result

    def _export_rows(self, fields, **kwargs):
        # first: what is noted is read by the server, and would lie in the cache for whoever asks
        self.check_access("read")
        kinds = self._flexible_kinds({path[0] for path in fields if path})
        if kinds:
            self._flexible_note({kind: set(self.ids) for kind in kinds.values()})
        return super()._export_rows(fields, **kwargs)

    def copy_data(self, default=None):
        """:raises AccessError: for records that the user may not read, of which nothing is noted either"""
        self.check_access("read")
        kinds = self._flexible_kinds([name for name, field in self._fields.items() if field.copy])
        if kinds:
            self._flexible_note({kind: set(self.ids) for kind in kinds.values()})
        return super().copy_data(default)

    def _field_to_sql(self, alias, field_expr, query=None):
        """:raises UserError: for a search, an order or a group by a position: it would tell where somebody was"""
        sql = super()._field_to_sql(alias, field_expr, query)
        fetches = self.env.context.get("flexible_fetching") is FETCHING
        if not fetches and self._flexible_kinds([field_expr]):
            raise UserError(
                self.env._("Positions, devices and photos are read one by one, and never compared or grouped.")
            )
        return sql

    def _fetch_query(self, query, fields):
        if not self._flexible_kinds([field.name for field in fields]):
            return super()._fetch_query(query, fields)
        fetching = self.with_context(flexible_fetching=FETCHING)
        return super(FlexibleWorkSensitive, fetching)._fetch_query(query, fields).with_env(self.env)

    def _flexible_kinds(self, names):
        """``{field: kind}`` of the sensitive fields among ``names``, when somebody reads them."""
        if self.env.su:
            return {}
        sensitive = self._flexible_sensitive()
        return {name: sensitive[name] for name in sensitive.keys() & set(names)}

    def _flexible_note(self, ids_by_kind):
        records = self.sudo()
        self.env["flexible.work.access.log"]._note(
            {
                kind: records.browse(id_ for id_ in ids if isinstance(id_, int)).mapped(
                    lambda record: record._flexible_person()
                )
                for kind, ids in ids_by_kind.items()
                if ids
            }
        )


class HrAttendance(models.Model):
    """Odoo's own fields on where and by what somebody checked in are for BKPSDM; the person reads them in My Data."""

    _name = "hr.attendance"
    _inherit = ["hr.attendance", "flexible.work.sensitive"]

    in_latitude = fields.Float(groups=SENSITIVE, copy=False)
    in_longitude = fields.Float(groups=SENSITIVE, copy=False)
    in_location = fields.Char(groups=SENSITIVE, copy=False)
    in_ip_address = fields.Char(groups=SENSITIVE, copy=False)
    in_browser = fields.Char(groups=SENSITIVE, copy=False)
    out_latitude = fields.Float(groups=SENSITIVE, copy=False)
    out_longitude = fields.Float(groups=SENSITIVE, copy=False)
    out_location = fields.Char(groups=SENSITIVE, copy=False)
    out_ip_address = fields.Char(groups=SENSITIVE, copy=False)
    out_browser = fields.Char(groups=SENSITIVE, copy=False)
    # NULL on what was there before this addon: a default of False is not written to rows that exist, and what others
    # have recorded is no matter of ours unless the region says so
    flexible_purged = fields.Boolean(
        readonly=True,
        copy=False,
        default=False,
        help="Position and device have been deleted after the set time; what was judged by them stays.",
    )

    # what is still to be deleted: each night asks for it among years of rows that are done, or none of ours
    _kept_idx = models.Index("(flexible_purged, date) WHERE flexible_purged IS NOT TRUE")

    @api.model
    def _flexible_sensitive(self):
        return EVENT_FIELDS

    def _flexible_position_text(self, direction):
        """``0.789300, 127.384200 (± 12 m)``; empty without a position."""
        self.ensure_one()
        if not self[f"flexible_{direction}_located"] or self.flexible_purged:
            return ""
        text = f"{self[f'{direction}_latitude']:.6f}, {self[f'{direction}_longitude']:.6f}"
        accuracy = self[f"flexible_{direction}_accuracy"]
        return f"{text} (± {accuracy:.0f} m)" if accuracy else text

    def action_flexible_position(self):
        """Show where and by which device this was, which is noted in the access log."""
        self.ensure_one()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.hr_attendance_position_action"
        ) | {"res_id": self.id}

    def action_in_attendance_maps(self):
        self.check_access("read")
        self._flexible_note({"position": set(self.ids)})
        return super().action_in_attendance_maps()

    def action_out_attendance_maps(self):
        self.check_access("read")
        self._flexible_note({"position": set(self.ids)})
        return super().action_out_attendance_maps()


class FlexibleWorkPresence(models.Model):
    _name = "flexible.work.presence"
    _inherit = ["flexible.work.presence", "flexible.work.sensitive"]

    _kept_idx = models.Index(
        "(date) WHERE latitude IS NOT NULL OR longitude IS NOT NULL OR accuracy IS NOT NULL OR ip_address IS NOT NULL"
        " OR device IS NOT NULL"
    )

    @api.model
    def _flexible_sensitive(self):
        return PRESENCE_FIELDS

    def action_flexible_position(self):
        """Show where and by which device this was, which is noted in the access log."""
        self.ensure_one()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_presence_position_action"
        ) | {"res_id": self.id}


class FlexibleWorkHomeChange(models.Model):
    _name = "flexible.work.home.change"
    _inherit = ["flexible.work.home.change", "flexible.work.sensitive"]

    @api.model
    def _flexible_sensitive(self):
        return HOME_CHANGE_FIELDS


class HrEmployee(models.Model):
    _name = "hr.employee"
    _inherit = ["hr.employee", "flexible.work.sensitive"]

    home_located = fields.Boolean(groups=SENSITIVE, copy=False)
    home_latitude = fields.Float(groups=SENSITIVE, copy=False)
    home_longitude = fields.Float(groups=SENSITIVE, copy=False)

    @api.model
    def _flexible_sensitive(self):
        return HOME_FIELDS

    def _flexible_person(self):
        return self

    def action_flexible_home(self):
        """Show the position of the registered home, which is noted in the access log."""
        self.ensure_one()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.hr_employee_home_position_action"
        ) | {"res_id": self.id}


class IrBinary(models.AbstractModel):
    """A photo that is looked at by its address is read as well."""

    _inherit = "ir.binary"

    def _record_to_stream(self, record, field_name):
        stream = super()._record_to_stream(record, field_name)
        about, name = record, field_name
        if record._name == "ir.attachment" and record.sudo().res_field and record.sudo().res_model in self.env:
            file = record.sudo()
            about, name = self.env[file.res_model].browse(file.res_id), file.res_field
        sensitive = getattr(about, "_flexible_sensitive", dict)()
        if name in sensitive:
            about.sudo(False).with_user(self.env.uid)._flexible_note({sensitive[name]: set(about.ids)})
        return stream


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _read_format(self, fnames, load="_classic_read"):
        """The content of a photo, read through the file that holds it."""
        result = super()._read_format(fnames, load=load)
        if not self.env.su and {"datas", "raw", "db_datas"} & set(fnames):
            for file in self.sudo().filtered("res_field"):
                record = self.env.get(file.res_model, self).browse(file.res_id)
                kind = getattr(record, "_flexible_sensitive", dict)().get(file.res_field)
                if kind:
                    record._flexible_note({kind: {file.res_id}})
        return result
