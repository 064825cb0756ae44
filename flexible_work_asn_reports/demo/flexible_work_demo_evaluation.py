import random
from datetime import date, timedelta

from odoo import Command, api, models

from odoo.addons.flexible_work_asn.bulk import insert_new

from ..words import LANGUAGE

#: the first quarter under the circular of 12 January 2026, and as much time before it
AFTER = (date(2026, 1, 12), date(2026, 3, 31))
BEFORE = (date(2025, 10, 25), date(2026, 1, 11))
BILLED = (date(2025, 11, 1), date(2025, 12, 1), date(2026, 2, 1), date(2026, 3, 1))
THURSDAY, FRIDAY = 3, 4
#: kind: rupiah per month and person before, and what of it is left under the circular in flexible OPD
BILLS = {"electricity": (210_000, 0.86), "water": (26_000, 0.93), "internet": (65_000, 1.04), "fuel": (120_000, 0.82)}
DAY_COLUMNS = (
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
LOG_COLUMNS = ("employee_id", "date", "company_id", "department_id", "opd_id", "day_id", "state", "hours")
CONCLUSION = (
    "Layanan dan kehadiran tetap terjaga, biaya listrik turun. Kehadiran pejabat struktural perlu dibina sebelum "
    "kebijakan ini diperpanjang."
)


class FlexibleWorkDemo(models.AbstractModel):
    """The evaluation of the first quarter under the circular, over days and bills of that time.

    They are made in bulk: 41 OPD and some 340 people over five months.
    """

    _inherit = "flexible.work.demo"

    @api.model
    def _load_evaluation(self):
        """Days, reports and bills of the quarter and of the time before it; then BKPSDM counts and makes it final."""
        draw = random.Random(84)
        self._make_days(draw)
        self._make_logs(draw)
        self._make_bills(draw)
        self._evaluate()

    @api.model
    def _make_days(self, draw):
        people = self.env["hr.employee"].search([("nip", "!=", False), ("department_id.opd_id", "!=", False)])
        drift = {unit.id: draw.gauss(0, 0.002) for unit in people.department_id.opd_id}
        rows = []
        for first, last in (BEFORE, AFTER):
            days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
            days = [day for day in days if day.weekday() < 5 and day not in self._holidays()]
            for person in people:
                rows += [self._past_day(person, day, drift, draw) for day in days]
        insert_new(self.env["flexible.work.day"], DAY_COLUMNS, rows, ("employee_id", "date"), by_server=True)

    @api.model
    def _past_day(self, person, day, drift, draw):
        unit, official, after = person.department_id, person.position_level_id.structural, day >= AFTER[0]
        flexible = after and not unit.is_flexible_exempt
        absent = 0.004 + (0.014 if flexible and official else 0) + (drift[unit.opd_id.id] if after else 0)
        mode = "wfh" if flexible and not official and day.weekday() == THURSDAY else "wfo"
        present, late = draw.random() >= absent, 0.05 if flexible else 0.08
        joined = "on_time" if draw.random() < 0.93 else "late"
        return (
            person.id,
            person.company_id.id,
            day,
            unit.id,
            unit.opd_id.id,
            "Asia/Jayapura",
            person.asn_kind or "pns",
            official,
            "present" if present else "absent",
            mode,
            draw.randint(3, 40) if present and draw.random() < late else 0,
            day.weekday() != FRIDAY,
            joined if present and day.weekday() != FRIDAY else "none",
            "none",
            "verified" if present and mode == "wfh" else "none",
            "closed",
        )

    @api.model
    def _make_logs(self, draw):
        """Approved reports of nearly all days at home."""
        days = self.env["flexible.work.day"].search(
            [("date", ">=", AFTER[0]), ("date", "<=", AFTER[1]), ("mode", "=", "wfh"), ("status", "=", "present")]
        )
        rows = [
            (
                day.employee_id.id,
                day.date,
                day.company_id.id,
                day.department_id.id,
                day.opd_id.id,
                day.id,
                "approved",
                7.5,
            )
            for day in days
            if draw.random() < 0.99
        ]
        insert_new(self.env["flexible.work.log"], LOG_COLUMNS, rows, ("employee_id", "date"))

    @api.model
    def _make_bills(self, draw):
        rupiah = self.env.ref("base.IDR")
        rupiah.active = True
        if self._company().currency_id != rupiah:
            self._company().currency_id = rupiah
        units = self.env["hr.department"].search([("is_opd", "=", True), ("company_id", "=", self._company().id)])
        rows = []
        for unit in units:
            size = max(unit.total_employee, 4) * draw.uniform(0.8, 1.25)
            for kind, (price, left) in BILLS.items():
                for month in BILLED:
                    level = left if month > AFTER[0] and not unit.is_flexible_exempt else 1.0
                    amount = round(size * price * level * draw.gauss(1, 0.05), -3)
                    rows.append((unit.company_id.id, unit.id, unit.id, month, kind, amount))
        columns = ("company_id", "department_id", "opd_id", "month", "kind", "amount")
        insert_new(self.env["flexible.work.ledger"], columns, rows, None)

    @api.model
    def _evaluate(self):
        evaluations = self._reports().env["flexible.work.evaluation"].with_context(lang=LANGUAGE)
        circular = self.env.ref("flexible_work_asn.circular_ternate")
        evaluation = evaluations.create(
            {
                "circular_id": circular.id,
                "date_from": AFTER[0],
                "date_to": AFTER[1],
                "before_from": BEFORE[0],
                "before_to": BEFORE[1],
                "number": "800.1.5/412/BKPSDM/2026",
                "conclusion": CONCLUSION,
            }
        )
        evaluation.action_count()
        head, due = self._unit("department_diskominfo").manager_id.user_id, self._today() + timedelta(days=14)
        bkpsdm = self.env.ref("flexible_work_asn.user_bkpsdm")
        tasks = [("Tinjau kebutuhan internet OPD bersama Diskominfo", head), ("Pembinaan pejabat struktural", bkpsdm)]
        for finding, (name, owner) in zip(evaluation.finding_ids, tasks, strict=False):
            values = {"name": name, "user_id": owner.id, "date_deadline": due}
            finding.followup_ids = [Command.create(values)]
        evaluation.action_finish()
