"""What people and jobs are doing when everything stops, and what they do afterwards.

Each deed is done in rounds: ``prepare`` (undisturbed), ``act`` (killed somewhere in it), ``resume`` (the server is back:
people try again what was not answered, jobs run), ``audit`` (words about everything that is lost, doubled or half).
``acknowledged`` is what people were told was done.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

CLIENTS = 20
PAST = "flexible_work_day WHERE company_id = %s AND date = %s"


class Deed:
    """One kind of work. ``longest`` is after how many seconds of it a kill still finds it unfinished."""

    longest = 3.0

    def __init__(self, house, told, letterbox, rng):
        self.house, self.told, self.letterbox, self.rng = house, told, letterbox, rng
        self.company, self.agency = told["company_id"], told["agency_cookie"]
        self.today = date.fromisoformat(told["today"])
        self.round = 0

    def prepare(self):
        self.round += 1

    def act(self):
        raise NotImplementedError

    def resume(self):
        raise NotImplementedError

    def audit(self):
        raise NotImplementedError

    def expect(self, found, statement, *values):
        """Words for each row that an invariant's query finds."""
        rows = self.house.sql(statement, *values)
        return [f"{found}: {', '.join(map(str, row))}" for row in rows[:5]]


class CheckIn(Deed):
    """Twenty people at once check in, then out, until the server is gone; as the page does, they try again."""

    longest = 4.0

    def prepare(self):
        super().prepare()
        self.house.sql("DELETE FROM hr_attendance WHERE employee_id = ANY(%s)", self.told["employees"])
        self.house.sql(
            "UPDATE flexible_work_day SET check_in = NULL, check_out = NULL WHERE company_id = %s AND date = %s",
            self.company,
            self.today,
        )
        self.acknowledged = {"in": set(), "out": set()}
        self.waiting = []

    def act(self):
        people = list(enumerate(self.told["cookies"]))
        self.rng.shuffle(people)
        self.gone = threading.Event()
        with ThreadPoolExecutor(CLIENTS) as pool:
            list(pool.map(self._day_of, [people[n::CLIENTS] for n in range(CLIENTS)]))

    def _day_of(self, people):
        for number, cookie in people:
            for kind in ("in", "out"):
                if self.gone.is_set():
                    return
                self._tap(number, cookie, kind)

    def _tap(self, number, cookie, kind):
        _card, error = self.house.call(cookie, "/flexible_work/check", {"kind": kind})
        if error is None:
            self.acknowledged[kind].add(number)
        else:
            self.waiting.append((number, cookie, kind, error))

    def resume(self):
        self.gone.set()
        self.refused = []
        again, self.waiting = self.waiting, []
        for number, cookie, kind, _error in again:
            self._tap(number, cookie, kind)
        self.refused = [error for _number, _cookie, _kind, error in self.waiting]

    def audit(self):
        employees = self.told["employees"]
        wrong = [f"refused on trying again: {error}" for error in self.refused]
        rows = self.house.sql(
            "SELECT employee_id, count(*), count(check_out) FROM hr_attendance WHERE employee_id = ANY(%s) GROUP BY 1",
            employees,
        )
        found = {employee: (number, ended) for employee, number, ended in rows}
        for kind, done in self.acknowledged.items():
            for number in done:
                rows, ended = found.get(employees[number], (0, 0))
                if rows != 1 or (kind == "out" and ended != 1):
                    wrong.append(f"check-{kind} of employee {employees[number]} was acknowledged: {rows} rows, {ended} ended")
        wrong += [f"{number} attendances of employee {one}" for one, (number, _ended) in found.items() if number > 1]
        return wrong + self.expect(
            "the day says another time than the attendance",
            "SELECT d.employee_id, d.check_in, a.check_in, d.check_out, a.check_out FROM flexible_work_day d"
            " LEFT JOIN hr_attendance a ON a.employee_id = d.employee_id AND a.date = d.date"
            " WHERE d.company_id = %s AND d.date = %s AND (d.check_in IS DISTINCT FROM a.check_in"
            " OR d.check_out IS DISTINCT FROM a.check_out)",
            self.company,
            self.today,
        )

    def done(self):
        return sum(map(len, self.acknowledged.values()))


class Days(Deed):
    """The job opens three days and closes two of them."""

    longest = 2.5
    behind = 2

    def prepare(self):
        super().prepare()
        first = self.today - timedelta(days=self.behind)
        self.house.sql("DELETE FROM hr_attendance WHERE employee_id = ANY(%s)", self.told["employees"])
        self.house.sql("DELETE FROM flexible_work_day WHERE company_id = %s AND date >= %s", self.company, first)
        self.house.sql(
            "UPDATE res_company SET flexible_work_opened_on = %s WHERE id = %s", first - timedelta(days=1), self.company
        )
        self.partly = []

    def act(self):
        self.house.wake("cron_process_days")

    def resume(self):
        self.partly = self._wrong_numbers(allowed=(0,))
        self.house.finish("cron_process_days")

    def _wrong_numbers(self, allowed=()):
        """Dates on which not everybody who is employed has a day."""
        people = self.house.one("SELECT count(*) FROM hr_employee WHERE company_id = %s AND active", self.company)
        wrong = []
        for back in range(self.behind + 1):
            day = self.today - timedelta(days=back)
            number = self.house.one(f"SELECT count(*) FROM {PAST}", self.company, day)
            if number != people and number not in allowed:
                wrong.append(f"{number} of {people} days of {day}")
        return wrong

    def audit(self):
        wrong = self.partly + self._wrong_numbers()
        wrong += self.expect(
            "the day of an earlier date is not closed, or today's is",
            "SELECT date, state, count(*) FROM flexible_work_day WHERE company_id = %s AND date >= %s"
            " AND (state = 'closed') != (date < %s) GROUP BY 1, 2",
            self.company,
            self.today - timedelta(days=self.behind),
            self.today,
        )
        return wrong + self.expect(
            "opened up to another date",
            "SELECT flexible_work_opened_on FROM res_company WHERE id = %s AND flexible_work_opened_on != %s",
            self.company,
            self.today,
        )

    def done(self):
        return self.behind + 1


class Report(Deed):
    """BKPSDM makes the daily report and sends it to three; the mails leave once it is committed."""

    longest = 7.0
    words = "Daily report"

    def prepare(self):
        super().prepare()
        house, agency = self.house, self.agency
        # one that no earlier round has used
        used = house.one("SELECT min(date) FROM flexible_work_report WHERE company_id = %s", self.company)
        last = house.one("SELECT max(date) FROM flexible_work_day WHERE company_id = %s AND date <= %s", self.company,
                         self.today - timedelta(days=10))
        self.date = used - timedelta(days=1) if used else last
        values = {"company_id": self.company, "date": str(self.date)}
        self.report = house.must(agency, "flexible.work.report", "create", [values])[0]
        house.must(agency, "flexible.work.report", "action_count", [self.report])
        house.must(agency, "flexible.work.report", "action_verify", [self.report], reason="Trial")
        self.before = len(self.letterbox.mails)
        self.answered = False

    def act(self):
        _action, error = self.house.ask(self.agency, "flexible.work.report", "action_send", [self.report])
        self.answered = error is None

    def resume(self):
        """After a crash BKPSDM presses the button again where nothing had been answered, and decides what is uncertain."""
        self.half = self._half()
        house = self.house
        # a quarter of an hour later: the job gives up on workers that are gone
        house.sql(
            "UPDATE flexible_work_report_delivery SET claimed_at = claimed_at - interval '16 minutes'"
            " WHERE report_id = %s AND claimed_at IS NOT NULL",
            self.report,
        )
        house.finish("ir_cron_send_reports")
        self.uncertain = self._deliveries("unknown")
        self.untold = self._untold()
        for delivery, address in self.uncertain:
            there = self.letterbox_has(address)
            action = "action_confirm_received" if there else "action_resend"
            house.must(self.agency, "flexible.work.report.delivery", action, [delivery])
        if house.one("SELECT state FROM flexible_work_report WHERE id = %s", self.report) != "sent":
            house.ask(self.agency, "flexible.work.report", "action_send", [self.report])
        house.finish("ir_cron_send_reports")

    def _deliveries(self, state):
        return self.house.sql(
            "SELECT d.id, lower(d.email) FROM flexible_work_report_delivery d WHERE report_id = %s AND state = %s",
            self.report,
            state,
        )

    def _half(self):
        """Of a report that is to leave, everything is there; of one that is not, nothing."""
        return self.expect(
            "half a report",
            "SELECT r.id, r.state, r.token IS NOT NULL, r.fingerprint IS NOT NULL, f.files, d.deliveries"
            " FROM flexible_work_report r,"
            " LATERAL (SELECT count(*) AS files FROM ir_attachment WHERE res_model = 'flexible.work.report'"
            " AND res_id = r.id AND res_field IN ('pdf_file', 'html_file', 'xlsx_file')) f,"
            " LATERAL (SELECT count(*) AS deliveries FROM flexible_work_report_delivery WHERE report_id = r.id) d"
            " WHERE r.id = %s AND (r.token IS NOT NULL, r.fingerprint IS NOT NULL, f.files, d.deliveries)"
            " NOT IN ((TRUE, TRUE, 2, %s), (FALSE, FALSE, 0, 0))",
            self.report,
            len(self.told["recipients"]),
        )

    def _untold(self):
        """BKPSDM has an activity on a report of which the fate of a mail is uncertain."""
        told = self.house.one(
            "SELECT count(*) FROM mail_activity WHERE res_model = 'flexible.work.report' AND res_id = %s", self.report
        )
        return ["nobody was told that a mail is uncertain"] if self.uncertain and not told else []

    def letterbox_has(self, address):
        return sum(to == address for to, subject, _mail in self.letterbox.mails[self.before :])

    def audit(self):
        wrong = self.half + self.untold + self._half()
        state = self.house.one("SELECT state FROM flexible_work_report WHERE id = %s", self.report)
        if state != "sent":
            wrong.append(f"the report of {self.date} is {state} in the end")
        for address in self.told["recipients"]:
            number = self.letterbox_has(address)
            if number != 1:
                wrong.append(f"{number} mails of the report of {self.date} to {address}")
        others = len(self.letterbox.mails) - self.before - sum(map(self.letterbox_has, self.told["recipients"]))
        if others:
            wrong.append(f"{others} mails to others")
        return wrong + self.expect(
            "the fingerprint is not that of the file",
            "SELECT r.id FROM flexible_work_report r JOIN flexible_work_report_delivery d ON d.report_id = r.id"
            " WHERE r.id = %s AND d.state != 'sent'",
            self.report,
        )

    def done(self):
        return len(self.letterbox.mails) - self.before


class ReportBySchedule(Report):
    """The same by the job, at the hour of the schedule."""

    def act(self):
        self.house.sql(
            "UPDATE flexible_work_report SET send_due = now() AT TIME ZONE 'UTC' WHERE id = %s", self.report
        )
        self.house.wake("ir_cron_send_reports")


class BeforeAccepted(Report):
    """Killed after the mail was claimed, before the mail server accepts it."""

    moment = "before"

    def arm(self, kill):
        setattr(self.letterbox, self.moment, kill)


class AfterAccepted(BeforeAccepted):
    """Killed after the mail server has accepted the mail, before that is noted."""

    moment = "after"


class Approve(Deed):
    """Heads approve requests and both sides of assignments, BKPSDM accepts proposals of placement; letters follow."""

    longest = 6.0
    number = 8

    def prepare(self):
        super().prepare()
        house, agency, employees = self.house, self.agency, self.told["employees"]
        first = (self.round * self.number) % (len(employees) - 2 * self.number)
        people = employees[first : first + self.number]
        day = self.today + timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        house.sql("DELETE FROM flexible_work_request WHERE employee_id = ANY(%s)", people)
        self.requests = house.must(
            agency,
            "flexible.work.request",
            "create",
            [
                {"kind": "mode", "employee_id": one, "date_from": str(day), "date_to": str(day), "mode": "wfh",
                 "reason": "Trial", "work_plan": "Trial",
                 "evidence_ids": [(0, 0, {"name": "evidence.txt", "datas": "VHJpYWw="})]}
                for one in people
            ],
        )
        house.must(agency, "flexible.work.request", "action_submit", self.requests)
        units = dict(
            house.sql(
                "SELECT e.id, v.department_id FROM hr_employee e JOIN hr_version v ON v.id = e.current_version_id"
                " WHERE e.id = ANY(%s)",
                people,
            )
        )
        begin = str(self.today + timedelta(days=30 + self.round))
        values = [
            {"employee_id": one, "department_from_id": units[one], "department_to_id": self._other(units[one]),
             "date_from": begin, "date_to": begin, "letter_number": f"{self.round}/{one}"}
            for one in people[:2]
        ]
        self.assignments = house.must(agency, "flexible.work.assignment", "create", values)
        self.sides = {
            one: (value["department_from_id"], value["department_to_id"])
            for one, value in zip(self.assignments, values, strict=True)
        }
        self.units = units
        self.people_of = dict(zip(self.requests, people, strict=True))
        self.placement = self.told["placements"][(self.round - 1) % len(self.told["placements"])]
        self.moves = [
            row[0]
            for row in house.sql("SELECT id FROM flexible_work_placement_move WHERE placement_id = %s", self.placement)
        ]
        self.acknowledged = set()

    def _other(self, unit):
        return next(one for one in self.told["units"] if one != unit)

    def _head(self, unit):
        return self.told["head_cookies"][str(unit)]

    def _steps(self):
        """(name, function) of everything that is to be decided, each by who may."""
        ask = self.house.ask
        for one, employee in self.people_of.items():
            cookie = self._head(self.units[employee])
            yield ("request", one), lambda one=one, cookie=cookie: ask(
                cookie, "flexible.work.request", "action_approve", [one]
            )
        for one, (side_from, side_to) in self.sides.items():
            for step, side in (("action_release", side_from), ("action_accept", side_to)):
                yield (step, one), lambda one=one, step=step, side=side: ask(
                    self._head(side), "flexible.work.assignment", step, [one]
                )
        yield ("placement", self.placement), self._accept_moves

    def _accept_moves(self):
        made, error = self.house.ask(
            self.agency, "flexible.work.placement.accept", "create", [{"move_ids": [(6, 0, self.moves)]}]
        )
        if error:
            return made, error
        return self.house.ask(self.agency, "flexible.work.placement.accept", "action_accept", made)

    def act(self):
        steps = list(self._steps())
        self.rng.shuffle(steps)
        self.house.wake("cron_assignment_letters")
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(self._step, steps))

    def _step(self, step):
        name, act = step
        _answer, error = act()
        if error is None:
            self.acknowledged.add(name)
        return error

    def resume(self):
        """What was not answered is tried again; what was done all the same is refused, and that is right."""
        self.lost = self._lost()
        for step in self._steps():
            if step[0] not in self.acknowledged:
                self._step(step)
        self.house.finish("cron_assignment_letters")

    def _lost(self):
        """Acknowledged, and not there."""
        queries = {
            "request": "SELECT state = 'approved' AND decided_by_id IS NOT NULL FROM flexible_work_request WHERE id = %s",
            "action_release": "SELECT approved_from_by_id IS NOT NULL FROM flexible_work_assignment WHERE id = %s",
            "action_accept": "SELECT approved_to_by_id IS NOT NULL FROM flexible_work_assignment WHERE id = %s",
            "placement": "SELECT bool_and(state = 'accepted') FROM flexible_work_placement_move WHERE placement_id = %s",
        }
        return [
            f"{kind} {number} was acknowledged and is not done"
            for kind, number in sorted(self.acknowledged)
            if not self.house.one(queries[kind], number)
        ]

    def audit(self):
        wrong = self.lost + self._lost()
        wrong += self.expect(
            "not decided in the end, or an activity is left",
            "SELECT r.id, r.state, count(a.id) FROM flexible_work_request r LEFT JOIN mail_activity a"
            " ON a.res_model = 'flexible.work.request' AND a.res_id = r.id WHERE r.id = ANY(%s)"
            " GROUP BY r.id HAVING r.state != 'approved' OR count(a.id) > 0",
            self.requests,
        )
        wrong += self.expect(
            "told more than once, or never, that it was approved",
            "SELECT r.id, count(t.id) FROM flexible_work_request r"
            " LEFT JOIN mail_message m ON m.model = 'flexible.work.request' AND m.res_id = r.id"
            " LEFT JOIN mail_tracking_value t ON t.mail_message_id = m.id AND t.field_id ="
            " (SELECT id FROM ir_model_fields WHERE model = 'flexible.work.request' AND name = 'state')"
            " AND t.new_value_char = 'Approved'"
            " WHERE r.id = ANY(%s) GROUP BY r.id HAVING count(t.id) != 1",
            self.requests,
        )
        wrong += self.expect(
            "an assignment without its three letters, or with more",
            "SELECT s.id, s.state, s.letters_due, count(f.id) FROM flexible_work_assignment s"
            " LEFT JOIN ir_attachment f ON f.res_model = 'flexible.work.assignment' AND f.res_id = s.id"
            " AND f.mimetype = 'application/pdf'"
            " WHERE s.id = ANY(%s) GROUP BY s.id HAVING s.state != 'approved' OR s.letters_due OR count(f.id) != 3",
            self.assignments,
        )
        return wrong + self.expect(
            "a move without its one assignment",
            "SELECT m.id, m.state, count(s.id) FROM flexible_work_placement_move m LEFT JOIN flexible_work_assignment s"
            " ON s.move_id = m.id WHERE m.placement_id = %s GROUP BY m.id"
            " HAVING m.state != 'accepted' OR count(s.id) != 1",
            self.placement,
        )

    def done(self):
        return len(self.acknowledged)


DEEDS = {
    "check-in": CheckIn,
    "days": Days,
    "approve": Approve,
    "report": Report,
    "schedule": ReportBySchedule,
    "before-accepted": BeforeAccepted,
    "after-accepted": AfterAccepted,
}
