import random
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.flexible_work_asn.demo.flexible_work_demo import LOGINS
from odoo.addons.flexible_work_asn.demo.regions import LOGINS as REGION_LOGINS
from odoo.addons.flexible_work_asn.local_time import at_hour, to_local, to_utc

from ..judge import COUNTED_BY_APEL, end_of_work, judge_join
from ..models.flexible_work_apel_schedule import WEEKDAYS

LANGUAGE = "id_ID"
PAST_DAYS = 7
#: local hours at which the server goes through the days, before anybody comes and after everybody has gone
MIDNIGHT = 0.1
NIGHT = 23.5
#: when the heads decide about the day
AFTERNOON = 15.0
#: the hours between which an apel of today may begin
MORNING, EVENING = 7.5, 16.0
THURSDAY = 3
#: as announced for 1448 H; whether apel are suspended is for the circular to say
RAMADAN = {"date_from": "2027-02-08", "date_to": "2027-03-09"}
METRES_PER_DEGREE = 111_195
REJECTION = "Tidak dapat dihubungi selama jam kerja dan tidak ada laporan tugas."


class FlexibleWorkDemo(models.AbstractModel):
    """A week of working days: people come, join the apel, and are verified, and the addon judges it all."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_past_days(self):
        """Live through the last seven days in their order, and through today as far as it has come."""
        self = self.with_context(lang=LANGUAGE, tracking_disable=True)
        company, now = self._company(), fields.Datetime.now()
        # modules get their translations after their demo data: what is noted below is to be in the language already
        self.env["ir.module.module"]._load_module_terms(
            ["flexible_work_asn", "flexible_work_asn_attendance"], [LANGUAGE]
        )
        # overtime (lembur) of civil servants is ordered in writing, not clocked
        self.env["hr.version"].search([("employee_id.nip", "!=", False)]).ruleset_id = False
        self._schedule()
        for back in range(PAST_DAYS, 0, -1):
            self._live_through(self._today() - timedelta(days=back))
        self.env["flexible.work.day"]._process_company(company, now)
        today = self._days(self._today())
        others = today.filtered(lambda day: not _is_login(day))
        self._check_in(others, until=now)
        elsewhere = today.filtered(lambda day: day.opd_id != self._own_unit())
        self._hold_apel(self._today(), elsewhere, elsewhere, until=now)
        self.env["flexible.work.day"]._process_company(company, now)
        self._begin_now()

    @api.model
    def _live_through(self, date):
        process = self.env["flexible.work.day"]._process_company
        process(self._company(), self._moment(date, MIDNIGHT))
        days = self._days(date)
        night = self._moment(date, NIGHT)
        self._check_in(days, until=night)
        self._hold_apel(date, days, days, until=night)
        self._decide(date, days)
        process(self._company(), night)

    @api.model
    def _days(self, date):
        """Open days of ``date`` on which somebody works."""
        return self.env["flexible.work.day"].search(
            [
                ("company_id", "=", self._company().id),
                ("date", "=", date),
                ("mode", "!=", False),
                ("leave_status", "=", False),
                ("employee_id.nip", "!=", False),
            ]
        )

    @api.model
    def _moment(self, date, hour):
        """Naive UTC time of a local hour in Ternate."""
        return to_utc(at_hour(date, hour), self._company()._flexible_work_tz())

    # ------------------------------------------------------------ check-ins
    @api.model
    def _check_in(self, days, until):
        """Check-ins and check-outs of one date, those up to ``until`` (naive UTC)."""
        attendances = self.env["hr.attendance"]
        # who forgot to check out is checked out by the addon when he or she comes again
        inside = attendances.search([("check_out", "=", False), ("employee_id", "in", days.employee_id.ids)])
        for attendance in inside:
            attendance.employee_id._close_forgotten(attendance)
        entries = [_Presence(day).entry(until) for day in days]
        attendances.create([entry for entry in entries if entry])

    # ------------------------------------------------------------ apel
    @api.model
    def _schedule(self):
        """The schedule of the circular: mornings for those away, and one afternoon; none in Ramadan."""
        circular = self.env.ref("flexible_work_asn.circular_ternate")
        days = dict.fromkeys(WEEKDAYS, False)
        self.env["flexible.work.apel.schedule"].create(
            [
                {
                    "circular_id": circular.id,
                    **days,
                    **dict.fromkeys(("tuesday", "wednesday", "thursday"), True),
                    "meeting_url": "https://rapat.ternate.example/apel-pagi",
                },
                {
                    "circular_id": circular.id,
                    "kind": "afternoon",
                    **days,
                    "thursday": True,
                    "hour_from": 15.5,
                    "hour_late": 15.75,
                    "hour_to": 16.0,
                    "meeting_url": "https://rapat.ternate.example/apel-sore",
                },
            ]
        )
        self.env["flexible.work.apel.suspension"].create(
            {"circular_id": circular.id, **RAMADAN, "name": "Bulan Ramadan"},
        )

    @api.model
    def _hold_apel(self, date, days, joining, until):
        """The apel that the schedule has made for this date, and who of ``joining`` took part."""
        away = days.filtered(lambda day: day.mode in COUNTED_BY_APEL and day.opd_id)
        apels = self.env["flexible.work.apel"].search(
            [
                ("company_id", "=", self._company().id),
                ("date", "=", date),
                ("department_id", "in", away.opd_id.ids),
            ]
        )
        apels = apels.filtered(lambda apel: self._moment(date, apel.hour_from) <= until)
        apels.state = "open"
        joined = []
        for apel in apels:
            for day in away & joining:
                moment = day.opd_id == apel.department_id and _Presence(day).apel(apel)
                if moment and moment <= until:
                    verdict = judge_join(apel._roll_call(), to_local(moment, day.tz))
                    joined.append(
                        {
                            "apel_id": apel.id,
                            "employee_id": day.employee_id.id,
                            "joined_at": moment,
                            "result": verdict,
                            "uniform": "no" if day.employee_id.id % 23 == 0 else "yes",
                        }
                    )
        self.env["flexible.work.apel.attendance"].create(joined)
        self.env["flexible.work.day"]._judge_days(away.ids)

    @api.model
    def _begin_now(self):
        """Today's apel of the OPD of the logins begins now, so that it can be tried at once; the next ones are
        prepared."""
        self.env["flexible.work.apel"]._follow_coming(self._company())
        today = self._today()
        own = [("department_id", "=", self._own_unit().id), ("date", "=", today), ("state", "=", "draft")]
        apel = self.env["flexible.work.apel"].search(own, order="hour_from", limit=1)
        local = to_local(fields.Datetime.now(), self._company()._flexible_work_tz())
        begins = local.hour + local.minute // 15 / 4
        if MORNING <= begins < EVENING:
            apel.write({"hour_from": begins, "hour_late": begins + 1, "hour_to": begins + 2, "by_hand": True})

    @api.model
    def _own_unit(self):
        """The OPD of the logins."""
        return self.env.ref("flexible_work_asn.department_diskominfo")

    # ------------------------------------------------------------ decisions
    @api.model
    def _decide(self, date, days):
        """The heads verify what they have to look at; on Thursday the head of the logins' OPD rejects one."""
        joined = self.env["flexible.work.apel.attendance"].search(
            [("apel_id.date", "=", date), ("apel_id.company_id", "=", self._company().id)]
        )
        for opd in days.opd_id:
            head = opd.manager_id
            waiting = days.filtered(
                lambda day, opd=opd, head=head: day.opd_id == opd and day.is_to_decide and day.employee_id != head
            )
            if opd == self._own_unit() and date.weekday() == THURSDAY:
                rejected = waiting.filtered(lambda day: not _is_login(day))[:1]
                rejected.with_user(head.user_id)._decide("rejected", REJECTION)
                waiting -= rejected
            waiting.with_user(head.user_id)._decide("verified")
            own = joined.filtered(
                lambda one, opd=opd, head=head: one.apel_id.department_id == opd and one.employee_id != head
            )
            own.with_user(head.user_id)._decide("verified")
        days.filtered("verified_at").verified_at = self._moment(date, AFTERNOON)
        joined.decided_at = self._moment(date, AFTERNOON)


def _is_login(day):
    """Whether it is the day of somebody who logs in: they come in time, and today is left to who tries them."""
    return day.employee_id.user_id.login in (*LOGINS, *REGION_LOGINS)


class _Presence:
    """When and where one person comes and goes on one day: drawn anew, but always the same for the same day."""

    def __init__(self, day):
        self.day = day
        self.draw = random.Random(f"{day.employee_id.nip} {day.date}")
        self.comes = self.draw.random() > 0.03 or _is_login(day)

    def entry(self, until):
        """Values of the attendance, or None for somebody who has not come by ``until``."""
        if not self.comes:
            return None
        day, draw = self.day, self.draw
        late = draw.random() < 0.06 and not _is_login(day)
        begins = at_hour(day.date, day.hour_from)
        check_in = begins + timedelta(seconds=draw.randint(120, 3000) if late else -draw.randint(30, 1900))
        ends = end_of_work(day.date, day.hour_from, day.hour_to)
        early = draw.random() < 0.03
        check_out = ends + timedelta(seconds=-draw.randint(900, 3600) if early else draw.randint(60, 2700))
        forgets = draw.random() < 0.02
        values = {"employee_id": day.employee_id.id, "check_in": to_utc(check_in, day.tz), **self.position("in")}
        if values["check_in"] > until:
            return None
        check_out = to_utc(check_out, day.tz)
        if check_out <= until and not forgets:
            values |= {"check_out": check_out, **self.position("out")}
        return values

    def position(self, direction):
        """Where the telephone is: at the office or at home, a few far away, a few without a position."""
        day, draw = self.day, self.draw
        employee = day.employee_id
        site = day.department_id.site_ids[:1] if day.assignment_id else employee.work_location_id
        far, silent = draw.random() < 0.03, draw.random() < 0.06
        north, east = draw.gauss(0, 18), draw.gauss(0, 18)
        if far and not _is_login(day):
            north += 900
        if day.mode == "wfh":
            known, centre = employee.home_located, (employee.home_latitude, employee.home_longitude)
        else:
            known, centre = site.is_located and day.mode == "wfo", (site.latitude, site.longitude)
        values = {f"{direction}_mode": "systray"}
        if known and not silent:
            values |= {
                f"{direction}_latitude": centre[0] + north / METRES_PER_DEGREE,
                f"{direction}_longitude": centre[1] + east / METRES_PER_DEGREE,
                f"flexible_{direction}_accuracy": draw.choice((5.0, 8.0, 12.0, 20.0)),
            }
        return values

    def apel(self, apel):
        """Naive UTC time of joining it, or None."""
        draw = random.Random(f"{apel.kind} {self.day.employee_id.nip} {self.day.date}")
        misses, late = draw.random() < 0.06, draw.random() < 0.08
        if _is_login(self.day):
            misses = late = False
        if misses or not self.comes:
            return None
        seconds = draw.randint(920, 1700) if late else draw.randint(10, 880)
        return to_utc(at_hour(self.day.date, apel.hour_from) + timedelta(seconds=seconds), self.day.tz)
