"""What people and jobs are doing when everything stops, and what they do afterwards: presence and days.

Each deed is done in rounds: ``prepare`` (undisturbed), ``act`` (killed somewhere in it), ``resume`` (the server is
back: people try again what was not answered, jobs run), ``audit`` (words about everything that is lost, doubled or
half). ``acknowledged`` is what people were told was done.
"""

import threading
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
        self.round = told.setdefault("round", 0)

    def prepare(self):
        # of all deeds: none meets what another has left
        self.round = self.told["round"] = self.told["round"] + 1

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
            # nobody taps faster than this
            self.gone.wait(0.5)

    def resume(self):
        self.gone.set()
        self.refused = []
        again, self.waiting = self.waiting, []
        taps = {}
        for number, cookie, kind, _error in again:
            taps.setdefault((number, cookie), []).append(kind)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(self._tap_again, taps.items()))
        self.refused = [error for _number, _cookie, _kind, error in self.waiting]

    def _tap_again(self, tap):
        (number, cookie), kinds = tap
        for kind in kinds:
            self._tap(number, cookie, kind)

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
                    wrong.append(
                        f"check-{kind} of employee {employees[number]} was acknowledged: {rows} rows, {ended} ended"
                    )
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
