"""Rows into PostgreSQL by COPY, for tests and benchmarks.

Creating an employee through the ORM takes some 40 ms; a city of 10,000 would take seven minutes. One record is made by
the ORM, with every default and computed value of every installed addon, and the others are copies of its row in which
only what differs is replaced.
"""

import csv
import io
import json
from datetime import date, datetime

from odoo.tools import SQL

NULL = "\\N"


def next_ids(env, table, count):
    """Take ``count`` ids from the sequence of a table."""
    env.cr.execute(SQL("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", table, count))
    return [row[0] for row in env.cr.fetchall()]


def copy_rows(env, table, rows):
    """Insert dicts of equal keys with one COPY. Without an ``id`` one is taken from the sequence.

    :return: the ids, in the order of the rows
    """
    rows = list(rows)
    if not rows:
        return []
    if "id" not in rows[0]:
        rows = [{"id": new_id, **row} for new_id, row in zip(next_ids(env, table, len(rows)), rows)]
    columns = list(rows[0])
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerows([_text(row[column]) for column in columns] for row in rows)
    buffer.seek(0)
    names = ", ".join(f'"{column}"' for column in columns)
    env.cr.copy_expert(f"COPY \"{table}\" ({names}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')", buffer)
    return [row["id"] for row in rows]


def clone_rows(env, record, overrides):
    """Insert copies of the row of ``record``, each with the values of one dict of ``overrides`` instead."""
    table = record._table
    record.env.flush_all()
    env.cr.execute(SQL("SELECT column_name FROM information_schema.columns WHERE table_name = %s", table))
    columns = [row[0] for row in env.cr.fetchall() if row[0] != "id"]
    texts = SQL(", ").join(SQL("%s::text", SQL.identifier(column)) for column in columns)
    env.cr.execute(SQL("SELECT %s FROM %s WHERE id = %s", texts, SQL.identifier(table), record.id))
    template = dict(zip(columns, env.cr.fetchone()))
    unknown = {name for override in overrides[:1] for name in override} - set(columns) - {"id"}
    if unknown:
        raise ValueError(f"{table} has no columns {sorted(unknown)}")
    return copy_rows(env, table, [{**template, **override} for override in overrides])


def _text(value):
    if value is None:
        return NULL
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, (date, datetime)):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value)
    return value


def analyze(env, *models):
    """Tell PostgreSQL's planner of the new rows.

    Table by table: a bare ANALYZE locks the catalogues that all databases share until the transaction ends.
    """
    for model in models:
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(env[model]._table)))


def stale_values(records):
    """Stored computed fields whose value in the database is not what the ORM would compute, as readable lines."""
    found = []
    for field in records._fields.values():
        if not (field.store and field.compute and field.column_type):
            continue
        before = {record.id: record[field.name] for record in records}
        records.env.add_to_compute(field, records)
        for record in records:
            if record[field.name] != before[record.id]:
                found.append(f"{record} {field.name}: {before[record.id]!r}, computed {record[field.name]!r}")
    return found
