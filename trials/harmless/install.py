"""Installing the addons on the database of a region that has worked with Odoo for two years changes nothing of it."""

import time

import psycopg2

from tools.database import filestore
from tools.paths import addons

from .leftovers import ALWAYS, STAMPS, Known, pairs_of, unexplained_by
from .snapshot import compare_rows, stored_files
from .work import TEMPLATE, Failed, cursor

PEOPLE = 10_000
DAYS = 730
UNITS = 60
# what Odoo itself would make: one of each, by Odoo, of which the others are copies
PROTOTYPE = """
calendar = env["resource.calendar"].create({"name": "Lima hari kerja", "tz": "Asia/Makassar"})
env.company.write({"name": "Pemerintah Kabupaten", "resource_calendar_id": calendar.id})
units = env["hr.department"].create([{"name": f"OPD {n}"} for n in range(UNITS)])
units |= units.create([{"name": f"Bidang {n}", "parent_id": unit.id} for unit in units for n in range(3)])
kind = env["hr.leave.type"].create(
    {"name": "Cuti tahunan", "requires_allocation": False, "leave_validation_type": "no_validation"}
)
person = env["hr.employee"].create(
    {"name": "Pegawai", "department_id": units[0].id, "resource_calendar_id": calendar.id}
)
attendance = {"check_in": "2020-01-06 23:30:00", "check_out": "2020-01-07 08:00:00"}
env["hr.attendance"].create({"employee_id": person.id, **attendance})
leave = {"holiday_status_id": kind.id, "request_date_from": "2020-02-03", "request_date_to": "2020-02-05"}
env["hr.leave"].create({"employee_id": person.id, **leave})
env.cr.commit()
"""
ATTENDANCE = {"model": "hr.attendance"}
#: what an addon changes in rows of those tables
DESCRIBED = (
    Known("ir_model", "the description of a model is that of the last addon that says one", (*STAMPS, "info")),
    Known("ir_model_fields", "positions of a check-in are not copied with it", (*STAMPS, "copied"), ATTENDANCE),
    Known("ir_module_module", "the addons are installed", None, {"name": "flexible_work_asn.*"}),
    Known("rule_group_rel", "rules of the addons and their groups"),
    Known("mail_message", "what the addons bring has its message of creation", None, {"model": r"(flexible|ir)\..*"}),
    Known("res_company", "a cron of the addons notes in their columns what it has done", STAMPS),
)
#: tables that say what Odoo is made of; an addon adds rows to them, and changes none
MADE_OF = ("ir_", "res_groups", "mail_template", "mail_activity_type", "mail_message_subtype", "report_paperformat")
CRONS = """
import time
for cron in env["ir.cron"].search([("model_id.model", "=like", "flexible.work.%")]):
    start = time.monotonic()
    cron.method_direct_trigger()
    env.cr.commit()
    print(f"RAN {time.monotonic() - start:.1f} {cron.cron_name}")
"""


class Population:
    """Rows of people, cloned in SQL from those of one person; Odoo would take hours for them."""

    def __init__(self, cr, people):
        self.cr, self.people, self.base = cr, people, {}

    def ids(self, query):
        self.cr.execute(query)
        return [row[0] for row in self.cr.fetchall()]

    def clone(self, table, **values):
        """Copy the newest row so many times as there are people; ``n`` counts them.

        :param values: SQL expressions of columns that differ
        """
        names = self.ids(
            f"SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped"
        )
        (self.base[table],) = self.ids(f"SELECT max(id) FROM {table}")
        values["id"] = "p.id + n"
        copied = ", ".join(values.get(name, f"p.{name}") for name in names)
        self.cr.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {copied} FROM {table} p,"
            f" generate_series(1, {self.people - 1}) n WHERE p.id = {self.base[table]}"
        )
        self.cr.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")

    def of(self, table):
        return f"{self.base[table]} + n"

    def make(self, days):
        units = self.ids("SELECT id FROM hr_department WHERE name->>'en_US' ~ '^(OPD|Bidang)' ORDER BY id")
        unit = f"('{{{','.join(map(str, units))}}}'::int[])[n % {len(units)} + 1]"
        self.clone("res_partner", name="'Pegawai ' || n", complete_name="'Pegawai ' || n")
        self.clone("resource_resource", name="'Pegawai ' || n")
        self.clone(
            "hr_employee",
            name="'Pegawai ' || n",
            barcode="NULL",
            current_version_id="NULL",
            last_attendance_id="NULL",
            resource_id=self.of("resource_resource"),
            work_contact_id=self.of("res_partner"),
        )
        self.clone("hr_version", employee_id=self.of("hr_employee"), department_id=unit)
        first = self.base["hr_employee"]
        self.cr.execute(
            "UPDATE hr_employee e SET current_version_id = v.id FROM hr_version v"
            f" WHERE v.employee_id = e.id AND e.id > {first}"
        )
        self.clone("hr_leave", employee_id=self.of("hr_employee"), meeting_id="NULL", department_id=unit)
        # 07:10 to 07:49 in Makassar, nine hours; everybody is away one day in 33
        self.cr.execute(
            "INSERT INTO hr_attendance (employee_id, date, check_in, check_out, worked_hours, in_mode, out_mode,"
            "   overtime_status, create_uid, write_uid, create_date, write_date)"
            " SELECT e.id, day, day - interval '50 minutes' + late, day + interval '8 hours' + late, 8.0, 'systray',"
            "   'systray', 'approved', 1, 1, day, day"
            f"  FROM hr_employee e, generate_series(current_date - {days}, current_date - 1, interval '1 day') day,"
            "   LATERAL (SELECT (e.id * 7 + extract(doy FROM day)::int * 13) % 40 * interval '1 minute' AS late) l"
            f" WHERE e.id >= {first} AND extract(isodow FROM day) < 6"
            "   AND (e.id * 7 + extract(doy FROM day)::int) % 33 <> 0"
        )


def build(work, people, days):
    name = work.new("region")
    work.shell(name, f"UNITS = {UNITS}\n" + PROTOTYPE)
    connection = psycopg2.connect(dbname=name)
    with connection, connection.cursor() as cr:
        Population(cr, people).make(days)
        counts = {}
        for table in ("hr_employee", "hr_department", "hr_attendance", "hr_leave"):
            cr.execute(f"SELECT count(*) FROM {table}")
            counts[table] = cr.fetchone()[0]
    connection.close()
    work.query("vacuum analyze", name)
    print("  before: " + ", ".join(f"{n:,} {table}" for table, n in counts.items()), flush=True)
    return name


def changed(before, after):
    """Lines about differences that are neither new rows of an addon nor Odoo's own stamps."""
    with cursor(before) as old, cursor(after) as new:
        found = list(compare_rows(old, new))
        new.execute("SELECT DISTINCT d.model, d.res_id FROM ir_model_data d WHERE d.module = ANY(%s)", [list(addons())])
        brought = {(model.replace(".", "_"), number) for model, number in new.fetchall()}
        lost = [name for name in stored_files(old) if not (filestore(after) / name).exists()]
    if lost:
        raise Failed(f"{len(lost)} files of attachments are gone: {lost[:5]}")
    theirs = [
        one
        for (table, number), pair in pairs_of(found).items()
        for one, _row in pair
        if not (len(pair) == 1 and one.sign == "+" and (table.startswith(MADE_OF) or (table, number) in brought))
    ]
    return unexplained_by(ALWAYS + DESCRIBED, theirs)


def main(work, people=PEOPLE, days=DAYS):
    print(f"Installing on a database with {people:,} employees and {days} days of attendance", flush=True)
    name = build(work, people, days)
    before = work.new("region_before", name)
    empty = work.new("empty", TEMPLATE)
    usual, _log = work.install(empty, *addons(), log="install-empty")
    work.drop(empty)
    size = work.query(f"select pg_database_size('{name}')")[0]
    seconds, _log = work.install(name, *addons(), log="install-region")
    grown = int(work.query(f"select pg_database_size('{name}')")[0]) - int(size)
    print(f"  installed in {seconds:.0f} s (on an empty database {usual:.0f} s), {grown / 1e6:.0f} MB more", flush=True)
    check(before, name, "the installation")
    start = time.monotonic()
    for line in work.shell_lines(name, CRONS):
        if line.startswith("RAN "):
            print(f"  cron: {line[4:]}", flush=True)
    print(f"  all crons once: {time.monotonic() - start:.0f} s", flush=True)
    check(before, name, "the first run of all crons")


def check(before, after, what):
    left = changed(before, after)
    if left:
        shown = "\n  ".join(left[:15])
        raise Failed(f"{what} has changed {len(left)} rows that are not the addons':\n  {shown}")
    print(f"  after {what} nothing of theirs has changed, row by row", flush=True)
