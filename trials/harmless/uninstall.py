"""Every way in which Odoo lets the addons be removed leaves what was there before, and nothing else."""

from typing import NamedTuple

from tools.database import filestore

from .leftovers import unexplained
from .snapshot import compare_definitions, compare_rows, stored_files
from .work import PREFIX, Failed, cursor

# the demonstration does it otherwise, and Odoo's own words would be among what is left
LOAD_LANGUAGE = """
language = env["res.lang"].with_context(active_test=False).search([("code", "=", "id_ID")])
env["base.language.install"].create({"lang_ids": language.ids, "overwrite": False}).lang_install()
env.cr.commit()
"""
RULES, DAY, ACCOUNT = "flexible_work_asn", "flexible_work_asn_attendance", "flexible_work_asn_reports"
#: what is installed in which database, each on top of the one before
STAGES = {"before": None, "rules": RULES, "day": DAY, "account": ACCOUNT}


class Order(NamedTuple):
    """One way to remove addons: steps of (addon to remove, stage that must be there again)."""

    title: str
    steps: tuple


# Odoo removes with an addon all those that depend on it
ORDERS = (
    Order("one after the other", ((ACCOUNT, "day"), (DAY, "rules"), (RULES, "before"))),
    Order("the last, then the rest at once", ((ACCOUNT, "day"), (RULES, "before"))),
    Order("two at once, then the first", ((DAY, "rules"), (RULES, "before"))),
    Order("all at once", ((RULES, "before"),)),
)
#: people who are in the database whether or not the addons are
PEOPLE = ("hr_employee", "hr_version", "hr_department", "hr_attendance", "hr_leave", "hr_leave_type", "res_users")
#: in this many of the tables above is something to lose
KEPT_AT_LEAST = 6


def build(work, demo):
    """Databases with nothing, one, two and three of the addons."""
    name = work.new("before")
    work.shell(name, LOAD_LANGUAGE)
    for (below, _addon), (stage, addon) in zip(STAGES.items(), list(STAGES.items())[1:], strict=False):
        name = work.new(stage, PREFIX + below)
        seconds, _log = work.install(name, addon, demo=demo, log=f"install-{stage}")
        print(f"  {addon} installed{' with its demonstration' if demo else ''}: {seconds:.0f} s", flush=True)


def differences(before, after):
    """What is in one of two databases and not in the other, files of attachments included."""
    with cursor(before) as old, cursor(after) as new:
        found = [*compare_definitions(old, new), *compare_rows(old, new)]
        missing = [name for name in stored_files(new) if not (filestore(after) / name).exists()]
    if missing:
        raise Failed(f"{after} has lost {len(missing)} files of attachments: {missing[:5]}")
    return found


def remove(work, order, demo):
    """Go through the steps of one order; returns the number of differences that are known to be Odoo's."""
    name = work.new("work", PREFIX + "account")
    known = 0
    for addon, stage in order.steps:
        seconds, _log = work.uninstall(name, addon)
        found = differences(PREFIX + stage, name)
        if demo:
            # demonstrations fill tables of the addons below, too; they are emptied when those go
            found = [one for one in found if not one.name.startswith("flexible_work_")]
        left = unexplained(found, demo, below=stage != "before")
        if left:
            shown = "\n  ".join(left[:15])
            raise Failed(f"{order.title}: without {addon} {len(left)} differences from before:\n  {shown}")
        known += len(found)
        print(f"  {order.title}: without {addon} ({seconds:.0f} s) as before it", flush=True)
    work.drop(name)
    return known


def keep_people(work):
    """What people have entered in Odoo's own models outlives the addons, row by row.

    The demonstration stands for them: without its external ids nothing tells it from what people have typed in.
    """
    name = work.new("people", PREFIX + "account")
    quoted = ", ".join(f"'{addon}'" for addon in STAGES.values() if addon)
    work.query(
        f"delete from ir_model_data where module in ({quoted}) and (model like 'hr.%' or model like 'res%'"
        " or model like 'calendar.%') and model not in ('res.groups', 'res.groups.privilege')",
        name,
    )
    before = work.new("people_before", name)
    work.uninstall(name, RULES, log="people")
    # the first screen of some is one of the addons; without it Odoo opens its own
    ignored = dict.fromkeys(PEOPLE, ("write_date", "write_uid")) | {
        "res_users": ("write_date", "write_uid", "action_id")
    }
    with cursor(before) as old, cursor(name) as new:
        lost = [one for one in compare_rows(old, new, ignored) if one.name in PEOPLE]
        counts = {}
        for table in PEOPLE:
            new.execute(f"SELECT count(*) FROM {table}")
            counts[table] = new.fetchone()[0]
    if lost:
        raise Failed(f"people's own entries have changed:\n  {chr(10).join(map(str, lost[:15]))}")
    if sum(count > 1 for count in counts.values()) < KEPT_AT_LEAST:
        raise Failed(f"there was nothing to lose: {counts}")
    work.drop(name)
    work.drop(before)
    return counts


def main(work):
    for demo in (True, False):
        print(f"Removing the addons, {'with' if demo else 'without'} demonstration", flush=True)
        build(work, demo)
        known = sum(remove(work, order, demo) for order in ORDERS)
        print(f"  nothing left but {known} rows that Odoo always changes (leftovers.py says why)", flush=True)
        if demo:
            counts = keep_people(work)
            print("  kept, row by row: " + ", ".join(f"{n} {table}" for table, n in counts.items()), flush=True)
