"""The auditor: what has to be true of any database of the addons and its files, whatever happened before."""

import hashlib
import time


def settled(house):
    """Wait until nobody is in the middle of a transaction."""
    end = time.monotonic() + 60
    while house.one(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND xact_start IS NOT NULL"
        " AND pid != pg_backend_pid() AND backend_type = 'client backend'",
        house.database,
    ):
        if time.monotonic() > end:
            break
        time.sleep(0.05)


def files_wrong(house, seen=None):
    """Attachments whose file is missing or another one, and files that are not what their name says.

    The name of a file is the SHA-1 of what is in it, so each half file gives itself away.
    """
    store = house.data / "filestore" / house.database
    wrong, known = [], {}
    for path in store.glob("[0-9a-f][0-9a-f]/*"):
        if len(path.name) != 40:  # written, and not yet given its name
            continue
        key = (path.stat().st_size, path.stat().st_mtime_ns)
        if GOOD.get(path) != key:
            if hashlib.sha1(path.read_bytes()).hexdigest() != path.name:
                wrong.append(f"half a file: {path.name} has {key[0]} bytes")
                continue
            GOOD[path] = key
        known[f"{path.parent.name}/{path.name}"] = key[0]
    for number, model, name, size in house.sql(
        "SELECT id, res_model, store_fname, file_size FROM ir_attachment WHERE store_fname IS NOT NULL"
    ):
        if known.get(name) != size:
            wrong.append(f"attachment {number} of {model} has no whole file {name}")
    return wrong


#: files that were right when they were last read, by size and time: most of them are Odoo's own and never change
GOOD = {}


#: what may exist once: model's table, by which columns, of which rows
ONCE = (
    ("flexible_work_day", "employee_id, date", "TRUE"),
    ("hr_attendance", "employee_id", "check_out IS NULL"),
    ("flexible_work_report", "company_id, date, revision", "TRUE"),
    ("flexible_work_report_delivery", "report_id, partner_id", "TRUE"),
)


def doubled(house):
    """Rows that exist twice where there may be one, and people with two open attendances."""
    found = []
    for table, columns, where in ONCE:
        rows = house.sql(
            f"SELECT {columns}, count(*) FROM {table} WHERE {where} GROUP BY {columns} HAVING count(*) > 1"
        )
        found += [f"twice in {table}: {row}" for row in rows[:5]]
    return found
