from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..asked import ID_MAX

#: records of these models are read by their public face where the user may not read them
FACES = {"hr.employee": "hr.employee.public"}
OURS = "flexible.work."


# What is entered in a form of ours refers to nothing that its user may not read.
#
# Odoo fills in an unsaved form before it asks who may save it, and names whatever a field points to: so whoever asks
# about the form of a number that is not his would be told a name, a unit and dates.
#
# No docstring: Odoo would write it into the database as the description of every model that has none, and leave it
# there when the addon is removed.
class Base(models.AbstractModel):
    _inherit = "base"

    def onchange(self, values, field_names, fields_spec):
        """:raises AccessError: for a form of ours about records that the user may not read"""
        if self._name.startswith(OURS):
            self._flexible_check_references(values)
            if not self:
                self._flexible_check_references(
                    {
                        key.removeprefix("default_"): value
                        for key, value in self.env.context.items()
                        if key.startswith("default_")
                    }
                )
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def name_create(self, name):
        """:raises UserError: where a name makes no record of ours: it is about a person, a unit or a date"""
        field = self._fields.get(self._rec_name)
        if self._name.startswith(OURS) and field and field.type not in ("char", "text"):
            raise UserError(self.env._("A name alone does not make this record. Open its form and fill it in."))
        return super().name_create(name)

    def _check_access(self, operation):
        if self._name.startswith(OURS):
            self._flexible_check_companies()
            # to Odoo 0 is a record that is not saved yet, which everybody may read
            if 0 in self._ids:
                raise UserError(self.env._("This is no record. Reload the page."))
        return super()._check_access(operation)

    @api.private
    def _flexible_check_companies(self):
        """Odoo hands on what a client says of its companies, and stumbles over what is no list of ids.

        :raises UserError: for such
        """
        ids = self.env.context.get("allowed_company_ids")
        if ids and not (isinstance(ids, (list, tuple)) and all(type(one) is int for one in ids)):
            raise UserError(self.env._("The regional governments of this question are none. Reload the page."))

    @api.private
    def _flexible_check_references(self, *many_values):
        """:raises AccessError: for values that point to records of ours, or employees, that the user may not read"""
        if self.env.su:
            return
        self._flexible_check_companies()
        asked = defaultdict(set)
        for values in many_values:
            self._flexible_collect_references(values, asked)
        for model, ids in asked.items():
            records = self.env[model]
            if model in FACES and not records.has_access("read"):
                records = self.env[FACES[model]]
            if not records.browse(sorted(ids)).has_access("read"):
                raise AccessError(self.env._("A record that is entered here does not exist, or is not yours to read."))

    def _flexible_collect_references(self, values, asked):
        """Add what ``values`` point to and these records do not hold yet to ``asked``, ``{model: {id, …}}``.

        What is no dictionary Odoo refuses itself.
        """
        for name, value in values.items() if isinstance(values, dict) else ():
            field = self._fields.get(name)
            if not field or not field.relational or not value:
                continue
            ids = self._flexible_command_ids(field, [value] if field.type == "many2one" else value, asked)
            if field.comodel_name.startswith(OURS) or field.comodel_name in FACES:
                held = set(self.sudo()[name].ids) if self else set()
                asked[field.comodel_name] |= ids - held

    def _flexible_command_ids(self, field, commands, asked):
        """The ids that commands of a field with many records link; what new lines point to is added to ``asked``."""
        ids = []
        lines = self.env[field.comodel_name]
        for command in commands if isinstance(commands, (list, tuple)) else ():
            # Odoo also takes a dictionary for a record that is there: its id, and what is new in it
            if isinstance(command, dict):
                command = (Command.UPDATE, command.get("id"), command)
            if not isinstance(command, (list, tuple)) or not command:
                ids.append(command)
                continue
            kind, number, content = (*command, None, None)[:3]
            if kind in (Command.UPDATE, Command.LINK):
                ids.append(number)
            if kind in (Command.CREATE, Command.UPDATE):
                lines._flexible_collect_references(content, asked)
            elif kind == Command.SET and isinstance(content, (list, tuple)):
                ids.extend(content)
        return {one for one in ids if type(one) is int and 0 < one <= ID_MAX}
