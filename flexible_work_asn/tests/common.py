from contextlib import contextmanager, suppress
from datetime import date, datetime

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user

#: the first week in which Ternate's circular was in force
MONDAY = date(2026, 1, 12)
TUESDAY = date(2026, 1, 13)
WEDNESDAY = date(2026, 1, 14)
THURSDAY = date(2026, 1, 15)
HOLIDAY = date(2026, 1, 16)
SATURDAY = date(2026, 1, 17)


class FlexibleWorkCase(TransactionCase):
    """A small regional government in Ternate: an OPD that works flexibly, one that serves the public."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls._create_calendar("Asia/Jayapura")
        cls.company = cls.env["res.company"].create(
            {"name": "Pemerintah Kota Ternate", "resource_calendar_id": cls.calendar.id}
        )
        cls.calendar.company_id = cls.company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.env.user.company_ids |= cls.company
        cls.position = {
            code: cls.env.ref(f"flexible_work_asn.position_{code}")
            for code in ("jpt_pratama", "administrator", "pengawas", "camat", "lurah", "pelaksana")
        }
        cls.diskominfo = cls._create_unit("Diskominfo", is_opd=True)
        cls.bidang = cls._create_unit("Bidang Informatika", parent_id=cls.diskominfo.id)
        cls.dinkes = cls._create_unit(
            "Dinas Kesehatan",
            is_opd=True,
            service_category_id=cls.env.ref("flexible_work_asn.category_health").id,
        )
        cls.head = cls._create_employee("Kepala Diskominfo", cls.diskominfo, "jpt_pratama", user="kepala")
        cls.staff = cls._create_employee("Pegawai", cls.bidang, user="pegawai")
        cls.nurse = cls._create_employee("Perawat", cls.dinkes)
        cls.diskominfo.manager_id = cls.head
        cls.head.user_id.group_ids |= cls.env.ref("flexible_work_asn.group_head")

    @classmethod
    def _create_calendar(cls, tz, weekdays="01234"):
        return cls.env["resource.calendar"].create(
            {
                "name": "37,5 jam",
                "tz": tz,
                "attendance_ids": [
                    (0, 0, {"name": day, "dayofweek": day, "hour_from": start, "hour_to": end, "day_period": period})
                    for day in weekdays
                    for start, end, period in ((7.5, 12.0, "morning"), (13.0, 16.0, "afternoon"))
                ],
            }
        )

    @classmethod
    def _create_unit(cls, name, **values):
        return cls.env["hr.department"].create({"name": name, "company_id": cls.company.id, **values})

    @classmethod
    def _create_employee(cls, name, unit, level="pelaksana", user=None, **values):
        return cls.env["hr.employee"].create(
            {
                "name": name,
                "company_id": unit.company_id.id,
                "department_id": unit.id,
                "resource_calendar_id": unit.company_id.resource_calendar_id.id,
                "position_level_id": cls.position[level].id,
                "date_version": date(2025, 1, 1),
                "user_id": user and cls._create_user(user, company=unit.company_id).id,
                **values,
            }
        )

    @classmethod
    def _create_user(cls, login, groups="base.group_user", company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            login=login,
            password=login,
            groups=groups,
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    @classmethod
    def _create_one_user_of_each_role(cls):
        """``cls.user``: by role, with the head of another OPD and an administrator of another government."""
        cls.other_head = cls._create_employee("Kepala Dinkes", cls.dinkes, "jpt_pratama", user="kepala_dinkes")
        cls.other_head.user_id.group_ids |= cls.env.ref("flexible_work_asn.group_head")
        cls.dinkes.manager_id = cls.other_head
        tidore = cls.env["res.company"].create({"name": "Pemerintah Kota Tidore Kepulauan"})
        cls.user = {
            "employee": cls.staff.user_id,
            "head": cls.head.user_id,
            "other_head": cls.other_head.user_id,
            "operator": cls._create_user("operator", "flexible_work_asn.group_operator"),
            "bkpsdm": cls._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm"),
            "executive": cls._create_user("walikota", "flexible_work_asn.group_executive"),
            "auditor": cls._create_user("inspektorat", "flexible_work_asn.group_auditor"),
            "elsewhere": cls._create_user("tidore", "flexible_work_asn.group_admin", company=tidore),
        }
        cls.diskominfo.flexible_operator_ids = cls.user["operator"]

    @classmethod
    def _create_circular(cls, enact=True, rules=None, **values):
        """SE Wali Kota Ternate 800/84/2025, unless told otherwise."""
        weekdays = {
            "monday": "wfo",
            "tuesday": "roster",
            "wednesday": "roster",
            "thursday": "choice",
            "friday": "wfo",
        }
        circular = cls.env["flexible.work.circular"].create(
            {
                "name": "Kerja fleksibel",
                "number": "800/84/2025",
                "date_issued": date(2026, 1, 9),
                "signatory_title": "Wali Kota Ternate",
                "date_from": MONDAY,
                "company_id": cls.company.id,
                "onsite_position_level_ids": [
                    (6, 0, [level.id for code, level in cls.position.items() if code != "pelaksana"])
                ],
                "rule_ids": [(0, 0, rule) for rule in (rules or [{"article": "angka 2", **weekdays}])],
                **values,
            }
        )
        if enact:
            circular.action_enact()
        return circular

    @classmethod
    def _create_holiday(cls, day, name="Isra Mikraj"):
        """A whole local day off in Ternate (UTC+9)."""
        return cls.env["resource.calendar.leaves"].create(
            {
                "name": name,
                "calendar_id": False,
                "company_id": cls.company.id,
                "date_from": datetime.combine(day, datetime.min.time()).replace(hour=15) - cls._one_day(),
                "date_to": datetime.combine(day, datetime.min.time()).replace(hour=14, minute=59, second=59),
            }
        )

    @staticmethod
    def _one_day():
        return date(2026, 1, 2) - date(2026, 1, 1)

    @classmethod
    def _create_leave(cls, employee, first, last, status="leave", **values):
        leave_type = cls.env["hr.leave.type"].create(
            {
                "name": f"Cuti ({status})",
                "asn_status": status,
                "requires_allocation": False,
                "leave_validation_type": "no_validation",
                "company_id": employee.company_id.id,
                **values.pop("type_values", {}),
            }
        )
        leave = cls.env["hr.leave"].create(
            {
                "employee_id": employee.id,
                "holiday_status_id": leave_type.id,
                "request_date_from": first,
                "request_date_to": last,
                **values,
            }
        )
        if leave.state != "validate":
            leave.action_approve()
        return leave

    @classmethod
    def _create_roster(cls, unit, lines, approve=True):
        roster = cls.env["flexible.work.roster"].create(
            {
                "department_id": unit.id,
                "date_from": min(day for _employee, day, _mode in lines),
                "date_to": max(day for _employee, day, _mode in lines),
                "line_ids": [
                    (0, 0, {"employee_id": employee.id, "date": day, "mode": mode}) for employee, day, mode in lines
                ],
            }
        )
        if approve:
            roster.action_approve()
        return roster

    def as_user(self, record, role):
        """``record`` as the user of ``role`` sees it, in his or her own regional government."""
        user = self.user[role]
        return record.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)

    def _who(self, act, record=None):
        """The roles for which ``act`` is not refused for want of rights, and finds something; it is undone each time.

        :param act: is given the environment of the role, or ``record`` as the role sees it
        """
        allowed = []
        for role in self.user:
            with suppress(AccessError), self.env.cr.savepoint() as savepoint:
                seen = self.as_user(self.company if record is None else record, role)
                answer = act(seen.env if record is None else seen)
                self.env.flush_all()
                if answer is None or answer:
                    allowed.append(role)
                savepoint.rollback()
            self.env.invalidate_all()
        return allowed

    @contextmanager
    def _refused(self, exception, words):
        """``exception`` with a message like ``words`` is raised, and nothing that was begun is kept."""
        with self.assertRaises(exception) as caught:
            yield
        self.assertRegex(str(caught.exception), words)

    def _run_cron(self, xmlid):
        with self.enter_registry_test_mode():
            self.env.ref(f"flexible_work_asn.{xmlid}").method_direct_trigger()

    def _decide(self, employee, day):
        return employee._flexible_work_decisions(day, day).get((employee.id, day))
