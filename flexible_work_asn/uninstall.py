"""What has to be done before Odoo removes an addon, so that nothing of it stays behind.

Odoo deletes the records that an addon has brought one after the other, while its tables still point to them: a unit of
the demonstration cannot be deleted as long as a roster speaks of it, and so stays, with an error in the log. And it
forgets what it has noted about foreign keys and about fields that come from other addons' mixins. So, each addon's hook
first empties the tables that will be dropped anyway. What people have entered in Odoo's own models (employees, time
off, attendances) is left as it is; only people of the demonstration, who have come with the addon, go with it.
"""

import psycopg2

from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

#: models of Odoo in which only the demonstration has records, each before those that it points to
OF_THE_DEMONSTRATION = (
    "hr.leave",
    "hr.leave.allocation",
    "hr.attendance",
    "calendar.event",
    "hr.employee",
    "hr.version",
    "resource.resource",
    "resource.calendar.leaves",
    "res.users",
    "hr.department",
    "hr.work.location",
    "hr.leave.type",
    "res.company",
    "resource.calendar",
    "res.partner",
)


def prepare(env, addon):
    """Let go of everything in which the tables of ``addon`` hold on to other records, and empty them.

    Called by the addon's ``uninstall_hook``, before Odoo deletes anything. The tables, columns, menus, rights and so on
    are Odoo's own to remove.
    """
    env.flush_all()
    models = [model for model in env.registry.values() if model._original_module == addon]
    tables = [model._table for model in models if model._auto and not model._abstract] + _relations(env, addon)
    _release_foreign_keys(env, addon, tables)
    env.cr.execute(SQL("TRUNCATE %s", SQL(", ").join(map(SQL.identifier, tables))))
    env.invalidate_all()
    _forget(env, addon, [model._name for model in models])
    _remove_demonstration(env, addon)


def _relations(env, addon):
    """Tables of many2many fields that no other addon uses."""
    relations = env["ir.model.relation"].search([("module.name", "=", addon)])
    shared = env["ir.model.relation"].search(
        [("name", "in", relations.mapped("name")), ("module", "not in", relations.module.ids)]
    )
    return sorted(set(relations.mapped("name")) - set(shared.mapped("name")))


def _release_foreign_keys(env, addon, tables):
    """Drop the foreign keys of the tables and those on them; columns elsewhere that pointed to them are empty."""
    keys = env.execute_query(
        SQL(
            """
            SELECT own.relname, one.conname, own.relname = ANY(%(tables)s), a.attname
              FROM pg_constraint one
              JOIN pg_class own ON own.oid = one.conrelid
              JOIN pg_class other ON other.oid = one.confrelid
              JOIN pg_attribute a ON a.attrelid = own.oid AND a.attnum = one.conkey[1]
             WHERE one.contype = 'f' AND own.relnamespace = current_schema::regnamespace
               AND (own.relname = ANY(%(tables)s) OR other.relname = ANY(%(tables)s))
            """,
            tables=tables,
        )
    )
    for table, key, is_own, column in keys:
        table, column = SQL.identifier(table), SQL.identifier(column)
        if not is_own:
            env.cr.execute(SQL("UPDATE %s SET %s = NULL WHERE %s IS NOT NULL", table, column, column))
        env.cr.execute(SQL("ALTER TABLE %s DROP CONSTRAINT %s", table, SQL.identifier(key)))
    # Odoo deletes its notes on constraints that have an external id, and those on foreign keys have none
    env.cr.execute(
        SQL(
            "DELETE FROM ir_model_constraint c USING ir_module_module m"
            " WHERE m.id = c.module AND m.name = %s AND c.type = 'f'",
            addon,
        )
    )


def _forget(env, addon, names):
    """External ids and searches that would point to nothing."""
    data = env["ir.model.data"]
    # a selection of a mixin's field belongs to the mixin's addon, too, and Odoo keeps what belongs to another
    fields = env["ir.model.fields"].search([("model", "in", names)])
    for found in (
        fields.selection_ids,
        fields,
        env["ir.model.inherit"].search([("model_id.model", "in", names)]),
    ):
        data.search([("model", "=", found._name), ("res_id", "in", found.ids), ("module", "!=", addon)]).unlink()
    data.search([("model", "in", names)]).unlink()
    env["ir.filters"].with_context(active_test=False).search([("model_id", "in", names)]).unlink()
    env["ir.exports"].search([("resource", "in", names)]).unlink()


def _remove_demonstration(env, addon):
    """People, units and entries of the demonstration, which other entries of it hold on to."""
    env = env(context={**env.context, MODULE_UNINSTALL_FLAG: True, "active_test": False, "tracking_disable": True})

    def own(name):
        data = env["ir.model.data"].search([("module", "=", addon), ("model", "=", name)])
        return env[name].browse(data.mapped("res_id")).exists()

    # a company must have a working schedule, and the demonstration has given it its own
    schedules = own("resource.calendar")
    standard = env.ref("resource.resource_calendar_std", raise_if_not_found=False)
    companies = env["res.company"].search([("resource_calendar_id", "in", schedules.ids)]) - own("res.company")
    if companies and standard:
        companies.resource_calendar_id = standard
    for name in OF_THE_DEMONSTRATION:
        if name in env:
            _delete_those_that_can(own(name))


@mute_logger("odoo.sql_db")
def _delete_those_that_can(records):
    """Delete the records but for those that somebody's own entries hold on to."""
    try:
        with records.env.cr.savepoint():
            records.unlink()
    except (psycopg2.IntegrityError, UserError):
        half = len(records) // 2
        if half:
            _delete_those_that_can(records[:half])
            _delete_those_that_can(records[half:])
