from odoo import api, models
from odoo.exceptions import AccessError

REPORT = "flexible.work.report"


class IrAttachment(models.Model):
    """The files of a daily report are rendered by the system: nobody puts another one in the place of what was made.

    Whoever may write a report that is verified (its number, its recipients) would otherwise also write the files behind
    its fields, while some recipients have them and others do not.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        """:raises AccessError: for a file in the place of one that the system makes"""
        files = super().create(vals_list)
        if any(vals.get("res_field") for vals in vals_list):
            files.check_access("create")
        return files

    def write(self, vals):
        """:raises AccessError: for a file that the system made, or that would take the place of one"""
        result = super().write(vals)
        if {"res_model", "res_field"} & vals.keys():
            self.check_access("write")
        return result

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation == "read":
            return result
        made = self.sudo().filtered(lambda file: file.res_field and file.res_model == REPORT).sudo(False)
        if not made:
            return result
        forbidden, error = result or (
            self.browse(),
            lambda: AccessError(
                self.env._("The files of a daily report are made by the system, and stay as they are.")
            ),
        )
        return forbidden | made, error
