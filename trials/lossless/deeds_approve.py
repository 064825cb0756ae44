"""Deciding: requests, both sides of assignments with their letters, proposals of placement."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from .deeds import Deed


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
                {
                    "kind": "mode",
                    "employee_id": one,
                    "date_from": str(day),
                    "date_to": str(day),
                    "mode": "wfh",
                    "reason": "Trial",
                    "work_plan": "Trial",
                    "evidence_ids": [(0, 0, {"name": "evidence.txt", "datas": "VHJpYWw="})],
                }
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
            {
                "employee_id": one,
                "department_from_id": units[one],
                "department_to_id": self._other(units[one]),
                "date_from": begin,
                "date_to": begin,
                "letter_number": f"{self.round}/{one}",
            }
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
            yield (
                ("request", one),
                lambda one=one, cookie=cookie: ask(cookie, "flexible.work.request", "action_approve", [one]),
            )
        for one, (side_from, side_to) in self.sides.items():
            for step, side in (("action_release", side_from), ("action_accept", side_to)):
                yield (
                    (step, one),
                    lambda one=one, step=step, side=side: ask(
                        self._head(side), "flexible.work.assignment", step, [one]
                    ),
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
            "request": "SELECT state = 'approved' AND decided_at IS NOT NULL FROM flexible_work_request WHERE id = %s",
            "action_release": "SELECT approved_from_by_id IS NOT NULL FROM flexible_work_assignment WHERE id = %s",
            "action_accept": "SELECT approved_to_by_id IS NOT NULL FROM flexible_work_assignment WHERE id = %s",
            "placement": "SELECT every(state = 'accepted') FROM flexible_work_placement_move WHERE placement_id = %s",
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
