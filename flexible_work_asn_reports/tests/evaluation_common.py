"""A region of units with real day rows, whose truth is known: in flexible units something changes, or nothing does."""

from datetime import date, timedelta

import numpy as np

from odoo.addons.flexible_work_asn.bulk import insert_new

from .common import ReportCase

BEFORE = (date(2025, 10, 1), date(2025, 12, 31))
AFTER = (date(2026, 1, 1), date(2026, 3, 31))
FLEXIBLE, EXEMPT, PEOPLE = 10, 8, 9
#: every third working day is written: as many days as the figures need, and no more
STEP = 3
COLUMNS = (
    "employee_id",
    "company_id",
    "date",
    "department_id",
    "opd_id",
    "tz",
    "asn_kind",
    "structural",
    "status",
    "mode",
    "late_minutes",
    "apel_expected",
    "apel_morning",
    "apel_afternoon",
    "verification",
    "state",
)


class EvaluationCase(ReportCase):
    """Ten flexible and eight exempt OPD of nine people, one of them a structural official."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.opds.is_opd = False
        cls.health_kind = cls.env.ref("flexible_work_asn.category_health")
        cls.flexible = cls._make_opds("Dinas", FLEXIBLE)
        cls.exempt = cls._make_opds("Puskesmas", EXEMPT, service_category_id=cls.health_kind.id)
        template = cls.env["hr.employee"].create({"name": "Pegawai", "company_id": cls.company.id})
        cls.env.flush_all()
        ids = cls._copies_of(template, PEOPLE * (FLEXIBLE + EXEMPT))
        cls.people = {
            opd: ids[number * PEOPLE : (number + 1) * PEOPLE] for number, opd in enumerate(cls.flexible | cls.exempt)
        }
        cls.Evaluation = cls.env["flexible.work.evaluation"].with_company(cls.company)

    @classmethod
    def _make_opds(cls, name, number, **values):
        return cls.env["hr.department"].create(
            [{"name": f"{name} {n}", "is_opd": True, "company_id": cls.company.id, **values} for n in range(number)]
        )

    @classmethod
    def working_days(cls, first, last):
        days = (first + timedelta(days=n) for n in range(0, (last - first).days + 1, STEP))
        return [day for day in days if day.weekday() < 5]

    @classmethod
    def write_days(cls, share_before=0.95, share_after=0.95, effect=0.0, away=0.4, seed=1, skip=()):
        """Day rows of everybody in both periods.

        :param effect: by how much the chance to be present changes in flexible units only
        :param away: share of presences of flexible units that are from home in the time after
        """
        rng, rows = np.random.default_rng(seed), []
        for opd, people in cls.people.items():
            if opd in skip:
                continue
            flexible = opd in cls.flexible
            own = rng.normal(0, 0.01)
            for share, (first, last), home in (
                (share_before + own, BEFORE, 0.0),
                (share_after + own + (effect if flexible else 0.0), AFTER, away if flexible else 0.0),
            ):
                for day in cls.working_days(first, last):
                    draws = rng.random((PEOPLE, 2))
                    rows += [
                        cls._row(person, opd, day, number == 0, *draws[number], share, home)
                        for number, person in enumerate(people)
                    ]
        insert_new(cls.env["flexible.work.day"], COLUMNS, rows, ("employee_id", "date"))
        cls.env.invalidate_all()

    @classmethod
    def _row(cls, person, opd, day, official, chance, where, share, home):
        present = chance < share
        mode = "wfh" if where < home and not official else "wfo"
        return (
            person,
            cls.company.id,
            day,
            opd.id,
            opd.id,
            "Asia/Jayapura",
            "pns",
            official,
            "present" if present else "absent",
            mode,
            12 if present and where > 0.9 else 0,
            True,
            "on_time" if present else "none",
            "none",
            "verified" if present and mode == "wfh" and where < home / 2 else "none",
            "closed",
        )

    @classmethod
    def evaluation(cls, user=None, **values):
        return cls.Evaluation.with_user(user or cls.bkpsdm).create(
            {"date_from": AFTER[0], "date_to": AFTER[1], "before_from": BEFORE[0], "before_to": BEFORE[1], **values}
        )

    @classmethod
    def counted(cls, **values):
        evaluation = cls.evaluation(**values)
        evaluation.action_count()
        return evaluation

    @staticmethod
    def measure(evaluation, key):
        return evaluation.measure_ids.filtered(lambda measure: measure.key == key)
