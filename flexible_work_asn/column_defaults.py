"""Defaults of columns that the addons add to tables of Odoo.

Odoo knows defaults in Python alone. While Odoo's own modules are being updated, the addons are not loaded yet, and a
row that is made in that moment, or by another program in SQL, has nothing in their columns: a required one refuses the
row, a number reads as 0. With the default in the database both get what they would have got otherwise.
"""

from odoo import fields
from odoo.tools import SQL


def give_defaults(model, addon):
    """Give the columns of the fields that ``addon`` adds to a model of Odoo their constant defaults.

    To be called by ``init()`` of the model, which runs when the addon is installed or upgraded.
    """
    for field in model._fields.values():
        if addon not in field._modules or not (field.store and field.column_type) or field.translate:
            continue
        # a constant is wrapped by Odoo; what is worked out for each record stays Odoo's to work out
        if field.default and field.default.__module__ == fields.Field.__module__:
            value = field.convert_to_column(field.default(model), model)
            model.env.cr.execute(
                SQL(
                    "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s",
                    SQL.identifier(model._table),
                    SQL.identifier(field.name),
                    value,
                )
            )
