"""A small region with days, written straight into the table as the opening of a day does."""

import importlib.util
import random
from datetime import date, datetime
from pathlib import Path

from odoo.tests import TransactionCase, new_test_user
from odoo.tools import SQL

DAY = date(2026, 1, 15)  # Thursday
SEVEN = datetime(2026, 1, 14, 22, 0)  # 07:00 WIT, when the UTC date is still yesterday

OPD_NAMES = ("Dinas Kesehatan", "Dinas Pendidikan", "Badan Keuangan dan Aset Daerah", "Inspektorat")


def upgrade(cr, version):
    """Run the script that follows the upgrade to ``version``."""
    script = Path(__file__).parent.parent / "migrations" / version / "post-migration.py"
    spec = importlib.util.spec_from_file_location(f"flexible_work_reports_migration_{version}", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.migrate(cr, version)


class ReportCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=False, no_reset_password=True))
        cls.company = cls.new_company("Kota Loloda")
        cls.bkpsdm = cls.new_user("bkpsdm_officer", "group_bkpsdm")
        cls.head = cls.new_user("head_of_health", "group_head")
        cls.operator = cls.new_user("operator_of_health", "group_operator")
        cls.mayor = cls.new_user("mayor", "group_executive")
        cls.auditor = cls.new_user("auditor", "group_auditor")
        cls.plain = cls.new_user("employee")
        cls.opds = cls.env["hr.department"].create(
            [{"name": name, "is_opd": True, "company_id": cls.company.id} for name in OPD_NAMES]
        )
        cls.health, cls.school, cls.finance, cls.inspection = cls.opds
        manager = cls.env["hr.employee"].create(
            {"name": "Head of Health", "company_id": cls.company.id, "user_id": cls.head.id}
        )
        cls.health.write({"manager_id": manager.id, "flexible_operator_ids": [(4, cls.operator.id)]})
        cls.Report = cls.env["flexible.work.report"].with_company(cls.company)

    @classmethod
    def new_company(cls, name):
        calendar = cls.env["resource.calendar"].create({"name": f"{name} WIT", "tz": "Asia/Jayapura"})
        company = cls.env["res.company"].create({"name": name, "city": name.split()[-1]})
        calendar.company_id = company
        company.resource_calendar_id = calendar
        return company

    @classmethod
    def new_user(cls, login, group=None, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            f"report_test_{login}",
            ",".join(filter(None, ["base.group_user", group and f"flexible_work_asn.{group}"])),
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
            tz="Asia/Jakarta",
        )

    @classmethod
    def add_days(cls, opd, number=1, company=None, day=DAY, **values):
        """Write ``number`` day rows of new people of an OPD (None: of no OPD)."""
        company = company or cls.company
        cls.add_rows(
            [{"opd_id": opd and opd.id, "department_id": opd and opd.id, **values} for _row in range(number)],
            company,
            day,
        )

    @classmethod
    def add_rows(cls, rows, company=None, day=DAY):
        company = company or cls.company
        cls.env.flush_all()
        employees = cls.env["hr.employee"].create({"name": "Pegawai", "company_id": company.id})
        cls.env.flush_all()
        ids = cls._copies_of(employees, len(rows))
        defaults = {
            "tz": "Asia/Jayapura",
            "status": "present",
            "mode": "wfo",
            "asn_kind": "pns",
            "structural": False,
            "late_minutes": 0,
            "check_in": None,
            "apel_expected": False,
            "apel_morning": "none",
            "apel_afternoon": "none",
            "verification": "none",
            "state": "open",
            "opd_id": None,
            "department_id": None,
            "circular_id": None,
            "source": None,
            "place": None,
            "leave_kind": None,
            "corrected": False,
            "apel_afternoon_expected": False,
        }
        names = ["employee_id", "company_id", "date", *defaults]
        values = [
            tuple(
                {**defaults, **row, "employee_id": employee_id, "company_id": company.id, "date": day}[name]
                for name in names
            )
            for row, employee_id in zip(rows, ids, strict=True)
        ]
        cls.env.execute_query(
            SQL(
                "INSERT INTO flexible_work_day (%s) VALUES %s RETURNING id",
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(SQL("%s", value) for value in values),
            )
        )
        cls.env.invalidate_all()

    @classmethod
    def _copies_of(cls, employee, number):
        """Ids of ``number`` employees, copied in SQL: the ORM needs 40 ms for each."""
        skip = {"id", "current_version_id", "barcode", "user_id"}
        columns = [
            row[0]
            for row in cls.env.execute_query(
                SQL(
                    "SELECT column_name FROM information_schema.columns"
                    " WHERE table_name = 'hr_employee' AND table_schema = current_schema()"
                )
            )
            if row[0] not in skip
        ]
        columns = SQL(", ").join(map(SQL.identifier, columns))
        rows = cls.env.execute_query(
            SQL(
                "INSERT INTO hr_employee (%s) SELECT %s FROM hr_employee, generate_series(1, %s)"
                " WHERE id = %s RETURNING id",
                columns,
                columns,
                number,
                employee.id,
            )
        )
        return [row[0] for row in rows]

    @classmethod
    def random_rows(cls, opds, number, seed=1):
        rng = random.Random(seed)
        modes = ("wfo", "wfh", "wfa", "other_office")
        statuses = ("present",) * 40 + (
            "pending",
            "absent",
            "absent",
            "duty",
            "leave",
            "leave",
            "sick",
            "permit",
            "study",
            "off",
        )
        rows = []
        for _person in range(number):
            status = rng.choice(statuses)
            opd = rng.choice(opds)
            rows.append(
                {
                    "opd_id": opd and opd.id,
                    "department_id": opd and opd.id,
                    "status": status,
                    "mode": rng.choice(modes) if status in ("present", "pending", "absent") else None,
                    "asn_kind": rng.choice(("pns",) * 6 + ("pppk",) * 3 + ("pppk_pw",)),
                    "structural": rng.random() < 0.1,
                    "late_minutes": rng.choice((0, 0, 0, 0, 0, 12)),
                    "apel_expected": status not in ("off", "leave"),
                    "apel_morning": rng.choice(("none", "on_time", "on_time", "on_time", "late", "rejected")),
                    "apel_afternoon_expected": rng.random() < 0.2,
                    "apel_afternoon": rng.choice(("none", "on_time", "late")),
                    "leave_kind": rng.choice(("ct", "cap", "cm", None)) if status == "leave" else None,
                    "source": rng.choice(("rule", "rule", "unit", "position", "default")),
                    "place": rng.choice(("inside", "inside", "inside", "unknown", "outside")),
                    "corrected": rng.random() < 0.02,
                }
            )
        return rows

    @classmethod
    def counted_report(cls):
        report = cls.Report.with_user(cls.bkpsdm).create({"date": DAY})
        report.action_count()
        return report

    @classmethod
    def line_of(cls, report, opd, user=None):
        line = report.sudo().line_ids.filtered(lambda line: line.department_id == opd)
        return line.with_user(user or cls.bkpsdm)

    @classmethod
    def verified_report(cls):
        """A report that BKPSDM verified although OPD are missing."""
        report = cls.counted_report()
        report.action_verify(reason="Cut-off hour has passed")
        return report
