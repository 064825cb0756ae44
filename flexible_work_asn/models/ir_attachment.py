from odoo import api, models
from odoo.exceptions import AccessError, UserError

ADDONS = "flexible_work_asn"
OURS = "flexible.work."


class IrAttachment(models.Model):
    """A file of ours is changed by whoever added it, while its document is open; what the system made, by nobody.

    Odoo lets whoever may write a record also write every file behind it. So a signed letter, a report that was sent or
    the evidence of a request that is decided could be replaced behind the record's back.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        """:raises AccessError: for a file in the place of one that a field of ours holds"""
        files = super().create(vals_list)
        if any(vals.get("res_field") for vals in vals_list):
            files.check_access("create")
        return files

    def write(self, vals):
        """:raises AccessError: for a file that a field of ours holds, or that would take the place of one"""
        result = super().write(vals)
        if {"res_model", "res_id", "res_field"} & vals.keys():
            self.check_access("write")
        return result

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation == "read" or self.env.su:
            return result
        kept = self.sudo().filtered(lambda file: file._flexible_is_kept(operation, self.env.user)).sudo(False)
        if not kept:
            return result
        forbidden, error = result or (
            self.browse(),
            lambda: AccessError(
                self.env._(
                    "This file stays as it is: it is entered in its form, made by the system, or belongs to something "
                    "that is decided."
                )
            ),
        )
        return forbidden | kept, error

    def _flexible_is_kept(self, operation, user):
        """Whether this file is not to be changed by ``user`` directly; in superuser mode."""
        record = self.env.get(self.res_model or "", None)
        if record is None:
            return False
        if self.res_field:
            field = record._fields.get(self.res_field)
            return bool(field) and (field._module or "").startswith(ADDONS)
        if operation == "create" or not self.res_model.startswith(OURS) or not self.res_id:
            return False
        return self.create_uid != user or self._flexible_is_evidence(record.browse(self.res_id), user)

    def _flexible_is_evidence(self, record, user):
        """Whether this file is the evidence of a document that is not open for changes any more."""
        if "evidence_ids" not in record._fields or self not in record.evidence_ids:
            return False
        try:
            record.with_user(user)._check_changeable()
        except UserError:
            return True
        return False
