"""The proof: a week like Bolsel's and of a hospital that never closes, against a reading of the announcement alone.

Everything is done as on the day: the quarter-hourly job opens and closes, people check in and out, are present in
between and join the apel by the code on the leader's screen, each at the server's clock of that moment. What every day
came to equals ``tests.bolsel_reference``.
"""

import itertools
from contextlib import suppress
from datetime import timedelta

import pytz
from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.flexible_work_asn_attendance.judge import code_at

from .bolsel import (
    APEL,
    APEL_UNITS,
    BARRED,
    CORRECTED,
    HALF_DAYS,
    HEADCOUNT,
    HOLIDAYS,
    LEAVES,
    MONDAY,
    OFFICE,
    OFFICE_HOURS,
    PEOPLE,
    RECALLS,
    REJECTED,
    SATURDAY,
    SHIFTS,
    SUNDAY,
    TIME_ZONE,
    TURNS,
    UNITS,
    WEEK,
    WINDOWS,
    acts,
    at,
)
from .bolsel_reference import Answer, Reference

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEAVE_KINDS = ("leave", "sick", "duty", "permit")
QUIET = {"tracking_disable": True, "mail_create_nolog": True, "mail_create_nosubscribe": True}


def to_utc(local):
    """The naive UTC time of a local time of the regency."""
    return pytz.timezone(TIME_ZONE).localize(local).astimezone(pytz.utc).replace(tzinfo=None)


@tagged("post_install", "-at_install")
class TestBolsel(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reference = Reference()
        cls.acts = acts(cls.reference)
        cls._create_government()
        cls._create_people()
        cls._create_circular()
        cls._create_facts_of_persons()
        cls._create_turns()
        cls.Day = cls.env["flexible.work.day"].sudo()
        cls.taken = set()
        cls._live_the_week()

    # ------------------------------------------------------------ the regency
    @classmethod
    def _create_government(cls):
        cls.company = cls.env["res.company"].create({"name": "Pemerintah Kabupaten Bolaang Mongondow Selatan"})
        cls.company.partner_id.tz = TIME_ZONE
        cls.env.user.company_ids = [Command.link(cls.company.id)]
        cls.env = cls.env(context={**cls.env.context, **QUIET, "allowed_company_ids": cls.company.ids})
        cls.company = cls.company.with_env(cls.env)
        halves = (("morning", 0), ("lunch", 1), ("afternoon", 2))
        cls.company.resource_calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "37,5 jam",
                "tz": TIME_ZONE,
                "company_id": cls.company.id,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": period,
                                "dayofweek": str(weekday),
                                "day_period": period,
                                "hour_from": hours[n],
                                "hour_to": hours[n + 1],
                            }
                        )
                        for weekday, hours in OFFICE_HOURS.items()
                        for period, n in halves
                    ),
                ],
            }
        )
        cls.env["resource.calendar.leaves"].create(
            [
                {
                    "name": name,
                    "company_id": cls.company.id,
                    "calendar_id": False,
                    "date_from": to_utc(at(day, 0)),
                    "date_to": to_utc(at(day, 24)) - timedelta(seconds=1),
                }
                for day, name in HOLIDAYS.items()
            ]
        )

    @classmethod
    def _create_people(cls):
        address = cls.env["res.partner"].create({"name": "Kantor Bupati"})
        site = cls.env["hr.work.location"].create(
            {
                "name": "Molibagu",
                "company_id": cls.company.id,
                "address_id": address.id,
                "is_located": True,
                "latitude": OFFICE[0],
                "longitude": OFFICE[1],
                "radius": 100,
            }
        )
        cls.units = {}
        for key, (name, above, category) in UNITS.items():
            values = {"name": name, "company_id": cls.company.id, "site_ids": [Command.set(site.ids)]}
            if category:
                values["service_category_id"] = cls.env.ref(f"flexible_work_asn.category_{category}").id
            values |= {"parent_id": cls.units[above].id} if above else {"is_opd": True}
            cls.units[key] = cls.env["hr.department"].create(values)
        level = cls.env.ref("flexible_work_asn.position_pelaksana")
        employees = cls.env["hr.employee"].create(
            [
                {
                    "name": person.key,
                    "company_id": cls.company.id,
                    "department_id": cls.units[person.unit].id,
                    "resource_calendar_id": cls.company.resource_calendar_id.id,
                    "position_level_id": level.id,
                    "date_version": MONDAY - timedelta(days=400),
                }
                for person in PEOPLE
            ]
        )
        cls.employees = dict(zip((person.key for person in PEOPLE), employees, strict=True))

    @classmethod
    def _create_circular(cls):
        # "setiap Senin dan Selasa. Sementara tiga hari lainnya ASN tetap bekerja dari kantor."
        rule = {day: "wfa" if n < 2 else "wfo" for n, day in enumerate(WEEKDAYS[:5])}
        circular = cls.env["flexible.work.circular"].create(
            {
                "name": "Fleksibilitas kerja ASN",
                "number": "800/1/2026",
                "date_issued": MONDAY - timedelta(days=5),
                "signatory_title": "Bupati Bolaang Mongondow Selatan",
                "date_from": MONDAY,
                "company_id": cls.company.id,
                "rule_ids": [Command.create({"article": "angka 1", **rule})],
                "presence_window_ids": [
                    Command.create({"mode": mode, "kind": kind, "hour_from": begins, "hour_to": ends})
                    for mode, kind, begins, ends in WINDOWS
                ],
                "apel_schedule_ids": [
                    Command.create(
                        {
                            "kind": kind,
                            "audience": "all",
                            "scope": "region" if kind == "joint" else "opd",
                            "department_ids": [
                                Command.set([cls.units[unit].id for unit in APEL_UNITS if kind != "joint"])
                            ],
                            **{name: n in weekdays for n, name in enumerate(WEEKDAYS)},
                            "hour_from": begins,
                            "hour_late": late,
                            "hour_to": ends,
                        }
                    )
                    for kind, weekdays, begins, late, ends in APEL
                ],
            }
        )
        circular.action_enact()

    @classmethod
    def _create_facts_of_persons(cls):
        kinds = {
            kind: cls.env["hr.leave.type"].create(
                {
                    "name": kind,
                    "asn_status": kind.removesuffix("_half"),
                    "requires_allocation": False,
                    "leave_validation_type": "no_validation",
                    "request_unit": "half_day" if kind.endswith("_half") else "day",
                    "company_id": cls.company.id,
                }
            )
            for kind in (*LEAVE_KINDS, "permit_half")
        }
        for kind, key, first, last in LEAVES:
            cls._create_leave(kinds[kind], key, first, last)
        for key, day in HALF_DAYS:
            cls._create_leave(
                kinds["permit_half"], key, day, day, request_date_from_period="pm", request_date_to_period="pm"
            )
        Statement = cls.env["flexible.work.exemption"]
        for (key, day), hour in RECALLS.items():
            Statement.create(
                {
                    "kind": "recall",
                    "employee_id": cls.employees[key].id,
                    "date_from": day,
                    "date_to": day,
                    "hour_from": hour or 0.0,
                    "reason": "Rapat dengan Bupati",
                    "company_id": cls.company.id,
                }
            )
        for key in BARRED:
            Statement.create(
                {
                    "kind": "discipline",
                    "employee_id": cls.employees[key].id,
                    "date_from": MONDAY,
                    "reason": "Sedang menjalani hukuman disiplin",
                    "company_id": cls.company.id,
                }
            )

    @classmethod
    def _create_leave(cls, kind, key, first, last, **values):
        leave = cls.env["hr.leave"].create(
            {
                "employee_id": cls.employees[key].id,
                "holiday_status_id": kind.id,
                "request_date_from": first,
                "request_date_to": last,
                **values,
            }
        )
        if leave.state != "validate":
            leave.action_approve()

    @classmethod
    def _create_turns(cls):
        """The teams of the hospital take turns: morning, afternoon, night, free, two days each."""
        shifts = {
            code: cls.env["flexible.work.shift"].create(
                {
                    "code": code,
                    "name": code,
                    "mode": "wfo",
                    "hour_from": SHIFTS[code][0] if code != "O" else 0.0,
                    "hour_to": SHIFTS[code][1] % 24 if code != "O" else 0.0,
                    "is_off": code == "O",
                    "company_id": cls.company.id,
                }
            )
            for code in dict.fromkeys(TURNS)
        }
        roster = cls.env["flexible.work.roster"].create(
            {
                "department_id": cls.units["rsud"].id,
                "date_from": MONDAY,
                "date_to": SUNDAY,
                "line_ids": [
                    Command.create(
                        {
                            "employee_id": cls.employees[person.key].id,
                            "date": day,
                            "shift_id": shifts[TURNS[((day - MONDAY).days + 2 * person.team) % len(TURNS)]].id,
                            "mode": "wfo",
                        }
                    )
                    for person in PEOPLE
                    if person.team is not None
                    for day in WEEK
                ],
            }
        )
        with cls._clock(at(MONDAY, 0) - timedelta(days=2)):
            roster.action_approve()

    # ------------------------------------------------------------ the week
    @classmethod
    def _clock(cls, local):
        return freeze_time(to_utc(local))

    @classmethod
    def _live_the_week(cls):
        """Everything that happens, in order, with the job once an hour."""
        jobs = [(at(MONDAY, hour, 5), None) for hour in range(24 * 8)]
        events = [(act.at, act) for act in cls.acts]
        decided = {at(day, 10): [] for _key, day in REJECTED}
        for key, day in REJECTED:
            decided[at(day, 10)].append((key, day))
        decided[at(SATURDAY, 9)] = list(CORRECTED)
        things = sorted(
            itertools.chain(jobs, events, decided.items()), key=lambda thing: (thing[0], isinstance(thing[1], list))
        )
        for moment, thing in things:
            with cls._clock(moment):
                if thing is None:
                    cls.Day._process_company(cls.company)
                elif isinstance(thing, list):
                    cls._decide(thing)
                else:
                    cls._act(thing)
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _act(cls, act):
        employee = cls.employees[act.person].sudo()
        with suppress(UserError), cls.env.cr.savepoint():
            if act.what == "apel":
                cls._join(employee, act)
            else:
                position = {"latitude": act.place[0], "longitude": act.place[1]} if act.place else {}
                employee._flexible_work_check(act.what, {"mode": "systray", **position}, 10.0)
            cls.env.flush_all()
            cls.taken.add(act)

    @classmethod
    def _join(cls, employee, act):
        """By the code that is on the leader's screen at that moment."""
        apel = cls.env["flexible.work.apel"].sudo()._for_day(cls._day(act.person, act.at.date()))
        apel = apel.filtered(lambda one: one.kind == act.kind)
        if not apel:
            return
        if apel.state == "draft":
            apel.action_open()
        apel._join(employee, code_at(apel.secret, int(pytz.utc.localize(to_utc(act.at)).timestamp())))

    @classmethod
    def _decide(cls, keys):
        for key, day in keys:
            row = cls._day(key, day)
            if (key, day) in REJECTED and row.status == "present":
                row._decide("rejected", "Tidak berada di tempat")
            elif (key, day) in CORRECTED:
                cls._correct(row, at(day, CORRECTED[key, day]))

    @classmethod
    def _correct(cls, row, left):
        correction = cls.env["flexible.work.correction"].create(
            {
                "employee_id": row.employee_id.id,
                "date": row.date,
                "day_id": row.id,
                "kind": "forgot",
                "check_out": to_utc(left),
                "reason": "Lupa presensi pulang",
            }
        )
        correction.sudo().state = "approved"
        cls.env.flush_all()
        cls.Day._judge_days(row.ids, reopened=True)

    @classmethod
    def _day(cls, key, day):
        return cls.Day.search([("employee_id", "=", cls.employees[key].id), ("date", "=", day)])

    # ------------------------------------------------------------ the proof
    def _acts_of(self, person, day):
        """Acts of a person that belong to a date: a night's way home to the evening on which it began."""
        own = [act for act in self.acts if act.person == person.key]
        return [act for act in own if self._date_of(person, act) == day]

    def _date_of(self, person, act):
        day = act.at.date()
        before = self.reference.plan(person, day - timedelta(days=1)) if day > MONDAY else None
        night = before and before.end and before.end > 24
        if night and act.what == "out" and act.at < at(day, 12):
            return day - timedelta(days=1)
        return day

    def test_every_day_of_everybody_came_to_what_the_announcement_says(self):
        different = []
        for person in PEOPLE:
            for day in WEEK:
                expected = self.reference.judge(person, day, self._acts_of(person, day))
                found = self._answer(person, day)
                if expected != found:
                    different.append(f"{person.key} {day}: expected {expected}\n  found {found}")
        self.assertFalse(different, f"{len(different)} days differ:\n" + "\n".join(different[:8]))

    def _answer(self, person, day):
        row = self._day(person.key, day)
        return Answer(
            row.mode or None,
            row.status,
            row.late_minutes,
            row.early_minutes,
            row.missing or "",
            row.place or "",
            (row.presence_expected, row.presence_met),
            (row.apel_expected, row.apel_morning),
            (row.apel_afternoon_expected, row.apel_afternoon),
            row.corrected,
        )

    def test_every_day_is_closed_and_has_one_status_so_that_the_sums_equal_the_headcount(self):
        rows = self.Day.search([("company_id", "=", self.company.id), ("date", "in", WEEK)])
        self.assertEqual(set(rows.mapped("state")), {"closed"})
        self.assertFalse(rows.filtered("problem"))
        for day in WEEK:
            counts = {}
            for row in rows.filtered(lambda row, day=day: row.date == day):
                counts[row.status] = counts.get(row.status, 0) + 1
            self.assertEqual(sum(counts.values()), sum(HEADCOUNT.values()))
            self.assertNotIn("pending", counts)

    def test_sessions_of_apel_are_those_of_the_schedule(self):
        held = self.env["flexible.work.apel"].search([("company_id", "=", self.company.id), ("date", "in", WEEK)])
        expected = {
            (MONDAY + timedelta(days=weekday), kind, unit)
            for kind, weekdays, *_hours in APEL
            for weekday in weekdays
            for unit in (("",) if kind == "joint" else APEL_UNITS)
        }
        names = {self.units[unit]: unit for unit in APEL_UNITS}
        self.assertEqual({(apel.date, apel.kind, names.get(apel.department_id, "")) for apel in held}, expected)
