"""A database of each released state of the addons becomes by an upgrade what a fresh installation is, with its data.

A state is taken from the repository's history and installed with its demonstration: circulars, rosters, time off, a
week of check-ins and of daily reports that were sent. Then today's addons are upgraded on it. Compared with a fresh
installation are the definition of the database and all that the addons bring (menus, views, rules, rights, crons,
mails: by external id, field by field), and the data with themselves before.
"""

import json
import re
import shutil
import subprocess

from tools.paths import HOME, ROOT, addons

from .history import KNOWN, STATES
from .install import MADE_OF
from .leftovers import ALWAYS, STAMPS, Known, pairs_of, unexplained_by
from .snapshot import compare_definitions, compare_rows
from .work import Failed, cursor

#: everything that the addons bring, with references told by external ids; ids and dates differ between databases
CONTENTS = """
import json
addons = ADDONS
names = {}
for data in env["ir.model.data"].search([]):
    names.setdefault((data.model, data.res_id), []).append(data.complete_name)

def told(record):
    found = sorted(names.get((record._name, record.id), []))
    return found[0] if found else record._name

def value(record, field):
    found = record[field.name]
    if field.type in ("many2one", "many2many", "reference"):
        return sorted(map(told, found)) if found else []
    return str(found) if found else ""

LEFT_OUT = (
    "id", "arch_prev", "arch_fs", "parent_path", "create_uid", "create_date", "write_uid", "write_date", "display_name",
    "nextcall", "lastcall", "user_ids",
)
for data in env["ir.model.data"].search([("module", "in", addons)]):
    if data.model not in env or data.model.startswith("ir.model"):
        print("NAME", data.complete_name, data.model)
        continue
    record = env[data.model].with_context(active_test=False, lang="en_US").browse(data.res_id).exists()
    fields = [f for f in record._fields.values() if f.store and f.type not in ("binary", "one2many")]
    values = {f.name: value(record, f) for f in fields if f.name not in LEFT_OUT} if record else None
    print("DATA", json.dumps([data.complete_name, data.model, values]))
"""


def addons_of(commit):
    """Folder with the addons as they were at a commit."""
    folder = HOME / "released"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = folder / "released.tar"
    command = ("git", "-c", "safe.directory=*", "archive", "-o", str(archive), commit, *addons())
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"released states are in the history of the repository, which is not here: {done.stderr.strip()}")
    shutil.unpack_archive(archive, folder, filter="data")
    archive.unlink()
    return folder


def contents(work, name):
    """{external id: (model, {field: value})} of what the addons bring, and external ids of models and fields."""
    data, names = {}, set()
    for line in work.shell_lines(name, CONTENTS.replace("ADDONS", repr(addons()))):
        if line.startswith("DATA "):
            xml_id, model, values = json.loads(line[5:])
            data[xml_id] = (model, values)
        elif line.startswith("NAME "):
            names.add(line[5:])
    return data, names


def compare_contents(fresh, upgraded):
    """Lines about what an upgrade leaves otherwise than an installation; the demonstration's own records aside."""
    (new, new_names), (old, old_names) = fresh, upgraded
    for name in sorted(new_names - old_names):
        yield f"not there after the upgrade: {name}"
    for xml_id in sorted(new.keys() - old.keys()):
        yield f"not there after the upgrade: {xml_id} ({new[xml_id][0]})"
    for name in sorted(old_names - new_names):
        yield f"there after the upgrade only: {name}"
    for xml_id in sorted(new.keys() & old.keys()):
        (model, wanted), (_model, found) = new[xml_id], old[xml_id]
        for field in sorted(wanted or ()):
            was, should = (without_numbers(values.get(field)) for values in (found or {}, wanted))
            if was != should:
                yield f"{model} {xml_id}.{field}: {first_difference(was, should)}"


def without_numbers(value):
    """Views name actions by their number, which is another in each database."""
    return re.sub(r'(name|_view_id|_action_id)="\d+"', r'\1="#"', value) if isinstance(value, str) else value


def first_difference(was, should):
    """Both from where they part."""
    was, should = str(was), str(should)
    start = max(0, next((i for i, (a, b) in enumerate(zip(was, should, strict=False)) if a != b), 0) - 20)
    return f"{was[start : start + 120]!r}, should be {should[start : start + 120]!r}"


#: what an upgrade changes in rows of people's own
TOUCHED = (
    *ALWAYS,
    *(
        Known(table, "a stored field was computed anew", STAMPS)
        for table in ("flexible_work_circular", "flexible_work_grade", "flexible_work_roster", "res_partner")
    ),
    Known("flexible_work_service_category", "the circulars that name it were not said before", STAMPS),
    Known("hr_attendance", "one since the installation is marked: its position goes in time", ("flexible_purged",)),
)


def changes(before, after):
    """Lines about people's own rows that an upgrade has changed or lost."""
    with cursor(before) as old, cursor(after) as new:
        found = list(compare_rows(old, new))
    theirs = [
        one
        for (table, _number), pair in pairs_of(found).items()
        if not table.startswith(MADE_OF) and any(one.sign == "-" for one, _row in pair)
        for one, _row in pair
    ]
    return unexplained_by(TOUCHED, theirs)


def upgrade_from(work, version, fresh, wanted):
    """Lines about what is not as it should be after an upgrade from a released state."""
    commit = STATES[version]
    name = work.new("released")
    seconds, _log = work.install(
        name, *addons(), demo=True, log="install-released", addons_path=addons_of(commit), allowed=(" WARNING ",)
    )
    print(f"  {version} ({commit}) installed with its demonstration: {seconds:.0f} s", flush=True)
    before = work.new("released_before", name)
    seconds, _log = work.upgrade(name, addons()[0])
    with cursor(fresh) as new, cursor(name) as old:
        problems = [str(one) for one in compare_definitions(new, old) if one.kind not in KNOWN]
    problems += [f"changed by the upgrade: {line}" for line in changes(before, name)]
    problems += compare_contents(wanted, contents(work, name))
    if not problems:
        print(f"  {version} upgraded in {seconds:.0f} s: as a fresh installation, no row lost or changed", flush=True)
    return [f"from {version}: {line}" for line in problems]


def main(work, versions=("19.0.1.0.0", "19.0.1.4.0")):
    print(f"Upgrading from {', '.join(versions)} with data", flush=True)
    fresh = work.new("fresh")
    work.install(fresh, *addons(), log="install-fresh")
    wanted = contents(work, fresh)
    problems = [line for version in versions for line in upgrade_from(work, version, fresh, wanted)]
    if problems:
        shown = "\n  ".join(problems[:30])
        raise Failed(f"{len(problems)} things are not as they should be after the upgrade:\n  {shown}")


def every(work):
    """From each released version."""
    main(work, tuple(STATES))
