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


def doubled(house):
    """Rows that exist twice where there may be one, and open attendances of one person."""
    found = []
    for words, statement in {
        "days of one person and date": "SELECT employee_id, date, count(*) FROM flexible_work_day GROUP BY 1, 2 HAVING count(*) > 1",
        "open attendances of one person": "SELECT employee_id, count(*) FROM hr_attendance WHERE check_out IS NULL GROUP BY 1"
        " HAVING count(*) > 1",
        "reports of one date": "SELECT company_id, date, revision, count(*) FROM flexible_work_report GROUP BY 1, 2, 3"
        " HAVING count(*) > 1",
        "deliveries to one recipient": "SELECT report_id, partner_id, count(*) FROM flexible_work_report_delivery GROUP BY 1, 2"
        " HAVING count(*) > 1",
    }.items():
        found += [f"{words}: {row}" for row in house.sql(statement)]
    return found
