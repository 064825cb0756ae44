from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Command

#: records of these models are read by their public face where the user may not read them
FACES = {"hr.employee": "hr.employee.public"}
OURS = "flexible.work."


class Base(models.AbstractModel):
    """What is entered in a form of ours refers to nothing that its user may not read.

    Odoo fills in an unsaved form before it asks who may save it, and names whatever a field points to: so whoever asks
    about the form of a number that is not his would be told a name, a unit and dates.
    """

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

    @api.private
    def _flexible_check_references(self, *many_values):
        """:raises AccessError: for values that point to records of ours, or employees, that the user may not read"""
        if self.env.su:
            return
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
        """Add what ``values`` point to and these records do not hold yet to ``asked``, ``{model: {id, …}}``."""
        for name, value in values.items():
            field = self._fields.get(name)
            if not field or not field.relational or not value:
                continue
            ids = {value} if field.type == "many2one" else self._flexible_command_ids(field, value, asked)
            ids = {one for one in ids if isinstance(one, int) and one > 0}
            if field.comodel_name.startswith(OURS) or field.comodel_name in FACES:
                held = set(self.sudo()[name].ids) if self else set()
                asked[field.comodel_name] |= ids - held

    def _flexible_command_ids(self, field, commands, asked):
        """The ids that commands of a field with many records link; what new lines point to is added to ``asked``."""
        ids = set()
        lines = self.env[field.comodel_name]
        for command in commands if isinstance(commands, (list, tuple)) else ():
            if not isinstance(command, (list, tuple)) or not command:
                ids.add(command)
            elif command[0] in (Command.CREATE, Command.UPDATE) and isinstance(command[2], dict):
                if command[0] == Command.UPDATE:
                    ids.add(command[1])
                lines._flexible_collect_references(command[2], asked)
            elif command[0] == Command.LINK:
                ids.add(command[1])
            elif command[0] == Command.SET:
                ids.update(command[2] or ())
        return ids
