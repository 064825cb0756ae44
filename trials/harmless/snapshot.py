"""What a database holds: its definition, and all rows of all tables, compared between two databases.

Rows are compared whole, as JSON, and counted: none missing, none more, none twice. Nothing is left out here; what may
differ is named in `leftovers`.
"""

from collections import Counter
from typing import NamedTuple

DEFINITIONS = {
    "column": """
        SELECT c.relname || '.' || a.attname,
               format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
               || COALESCE(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
          FROM pg_attribute a
          JOIN pg_class c ON c.oid = a.attrelid
     LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
           AND a.attnum > 0 AND NOT a.attisdropped""",
    "relation": """
        SELECT relname, relkind::text || relpersistence::text
               || COALESCE(' ' || CASE WHEN relkind IN ('v', 'm') THEN
               -- a report of Odoo is a view that holds the date on which it was made
               regexp_replace(pg_get_viewdef(oid), '[0-9]{4}-[0-9]{2}-[0-9]{2}', 'today', 'g') END, '')
          FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'""",
    "index": """
        SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'""",
    "constraint": """
        SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "trigger": """
        SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal""",
    "function": """
        SELECT p.oid::regprocedure::text, md5(pg_get_functiondef(p.oid))
          FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')""",
    "type": """
        SELECT typname, typtype::text FROM pg_type
         WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r')""",
    "extension": "SELECT extname, extversion FROM pg_extension",
    "comment": """
        SELECT c.relname || COALESCE('.' || a.attname, ''), d.description
          FROM pg_description d
          JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
     LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
         WHERE c.relnamespace = 'public'::regnamespace""",
}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
COLUMNS = """
    SELECT attname FROM pg_attribute
     WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname"""
# one number for a table of any size, whatever the order of its rows
CHECKSUM = """SELECT count(*), sum(hashtextextended(ROW({names})::text, 0)) FROM {table} AS t"""
ROWS = """SELECT {row} FROM {table} AS t"""


class Difference(NamedTuple):
    """One thing that is in one database and not in the other."""

    kind: str  # column, index, …, or 'row'
    name: str  # of the table or thing
    sign: str  # '+': only after, '-': only before
    what: str  # the definition, or the row as JSON

    def __str__(self):
        return f"{self.sign} {self.kind} {self.name}: {self.what[:240]}"


def definition(cr):
    """{(kind, name, definition)} of all that is no row."""
    found = set()
    for kind, query in DEFINITIONS.items():
        cr.execute(query)
        found |= {(kind, name, what) for name, what in cr.fetchall()}
    return found


def compare_definitions(before, after):
    """Differences between the definitions of two databases, given their cursors."""
    old, new = definition(before), definition(after)
    return [
        Difference(kind, name, sign, what)
        for sign, some in (("-", old - new), ("+", new - old))
        for kind, name, what in sorted(some)
    ]


def tables(cr):
    cr.execute(TABLES)
    return [name for (name,) in cr.fetchall()]


def columns(cr, table):
    cr.execute(COLUMNS, [f'"{table}"'])
    return [name for (name,) in cr.fetchall()]


def _row(names):
    pairs = ", ".join(f"'{name}', t.\"{name}\"" for name in names)
    # a function takes 100 arguments
    parts = [f"jsonb_build_object({', '.join(pairs.split(', ')[i : i + 80])})" for i in range(0, 2 * len(names), 80)]
    return f"({' || '.join(parts)})::text"


def checksum(cr, table, names):
    """Number of rows and a sum over their contents in these columns."""
    cr.execute(CHECKSUM.format(names=", ".join(f't."{name}"' for name in names), table=f'"{table}"'))
    return cr.fetchone()


def rows(cr, table, names):
    cr.execute(ROWS.format(row=_row(names), table=f'"{table}"'))
    return Counter(row for (row,) in cr.fetchall())


def compare_rows(before, after, ignored=None):
    """Differences between the rows of the tables and columns that both databases have.

    :param ignored: {table: names of columns that are not compared}
    """
    for table in sorted(set(tables(before)) & set(tables(after))):
        left_out = (ignored or {}).get(table, ())
        names = [name for name in columns(before, table) if name in columns(after, table) and name not in left_out]
        if not names or checksum(before, table, names) == checksum(after, table, names):
            continue
        old, new = rows(before, table, names), rows(after, table, names)
        for sign, some in (("-", old - new), ("+", new - old)):
            for what in sorted(some.elements()):
                yield Difference("row", table, sign, what)


def stored_files(cr):
    """Names of the files that attachments point to, relative to the filestore."""
    cr.execute("SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL")
    return [name for (name,) in cr.fetchall()]
