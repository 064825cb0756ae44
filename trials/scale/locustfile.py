"""What the clients do, for locust, which runs in an environment of its own: nothing here knows Odoo.

The environment variable SCALE names a JSON file: ``{host, ours, rate, seconds, cookies, heads, mayor, leader, apel_id,
apel_cookies, unit_ids, answer}``; the figures are written to ``answer``.
"""

import itertools
import json
import os
import random
import time
from pathlib import Path

import gevent
from locust import FastHttpUser, constant_pacing, events, task

PLAN = json.loads(Path(os.environ["SCALE"]).read_text())
#: enough of them that nobody has to wait for an answer before the next one's turn has come
CLIENTS = 300
PLACE = {"latitude": 0.7893, "longitude": 127.3842}
#: seconds after which a code of the apel is asked for again
CODE_SECONDS = 5


class Client(FastHttpUser):
    abstract = True
    host = PLAN["host"]
    connection_timeout = network_timeout = 60.0
    #: seconds from one turn of a client to its next, on average
    every = 1.0

    def on_start(self):
        self.due = time.monotonic()
        gevent.sleep(self.wait_time())

    def wait_time(self):
        """People come when they come. Turns at even distances from the start on would be waves of everybody at once."""
        self.due += random.expovariate(1 / self.every)
        return max(0, self.due - time.monotonic())

    def ask(self, cookie, path, params, name):
        """One JSON-RPC question by somebody; an error of Odoo's counts as an error."""
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        headers = {"Content-Type": "application/json", "Cookie": cookie}
        with self.client.post(path, data=body, headers=headers, name=name, catch_response=True) as response:
            # the next one asks with a cookie of his or her own
            self.client.cookiejar.clear()
            try:
                answer = response.json()
            except (ValueError, TypeError, AttributeError):
                response.failure(f"status {response.status_code}")
                return None
            if "error" in answer:
                response.failure(answer["error"].get("data", {}).get("message", "error")[:120])
                return None
            return answer["result"]

    def call(self, cookie, model, method, args, name, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.ask(cookie, f"/web/dataset/call_kw/{model}/{method}", params, name)


def _turns(cookies):
    """Everybody in turn; the second time they check out, the third time once more."""
    for turn in itertools.count():
        for cookie in cookies:
            yield cookie, "in" if turn == 0 else "out"


class CheckIn(Client):
    """10,000 people, each with the own session: the tap on the button."""

    fixed_count = CLIENTS
    every = CLIENTS / PLAN["rate"]
    turns = _turns(PLAN["cookies"])

    @task
    def tap(self):
        cookie, kind = next(self.turns)
        if PLAN["ours"]:
            self.ask(cookie, "/flexible_work/check", {"kind": kind, **PLACE, "accuracy": 12.0}, "check-in")
        else:
            self.ask(cookie, "/hr_attendance/systray_check_in_out", PLACE, "check-in")


if PLAN["ours"] and not PLAN["alone"]:

    class Leader(Client):
        """The board asks for the code; the others read it from there."""

        fixed_count = 1
        wait_time = constant_pacing(CODE_SECONDS)
        code = None

        def on_start(self):
            """The board asks at once, and regularly."""

        @task
        def pulse(self):
            pulse = self.call(PLAN["leader"], "flexible.work.apel", "get_code", [[PLAN["apel_id"]]], "apel: board")
            Leader.code = pulse and pulse["code"]

    class Join(Client):
        """2,000 people join the apel within five minutes, or as many as there is time for."""

        fixed_count = 60
        every = 300 * fixed_count / len(PLAN["apel_cookies"])
        turns = iter(PLAN["apel_cookies"])

        @task
        def join(self):
            cookie = next(self.turns, None) if Leader.code else None
            if cookie:
                question = {"apel_id": PLAN["apel_id"], "code": Leader.code}
                self.ask(cookie, "/flexible_work/apel/join", question, "apel: join")

    class Head(Client):
        """60 heads look at their morning twice a minute: the numbers, then the list."""

        fixed_count = 60
        every = 30
        numbers = itertools.count()

        def on_start(self):
            number = next(self.numbers)
            self.cookie, self.unit = PLAN["heads"][number], PLAN["unit_ids"][number]
            super().on_start()

        @task
        def morning(self):
            domain = [["department_id", "child_of", self.unit]]
            self.call(self.cookie, "flexible.work.day", "get_morning_numbers", [domain], "head: numbers")
            fields = {name: {} for name in ("date", "mode", "status", "check_in", "place", "late_minutes")}
            fields["employee_id"] = {"fields": {"display_name": {}}}
            self.call(
                *(self.cookie, "flexible.work.day", "web_search_read", [domain], "head: list of 80"),
                specification=fields,
                limit=80,
            )

    class Mayor(Client):
        fixed_count = 1
        every = 10

        @task
        def region(self):
            self.call(PLAN["mayor"], "flexible.work.dashboard", "get_today", [], "mayor: region today")


@events.quitting.add_listener
def _write(environment, **_kwargs):
    figures = {}
    for (name, _method), entry in environment.stats.entries.items():
        figures[name] = {
            "requests": entry.num_requests,
            "failures": entry.num_failures,
            "rate": entry.num_requests / max(1e-9, (entry.last_request_timestamp or 0) - entry.start_time),
            **{f"p{share:g}": entry.get_response_time_percentile(share / 100) for share in (50, 95, 99)},
            "longest": entry.max_response_time,
        }
    errors = [
        {"name": one.name, "error": str(one.error), "times": one.occurrences}
        for one in environment.stats.errors.values()
    ]
    Path(PLAN["answer"]).write_text(json.dumps({"figures": figures, "errors": errors}))
