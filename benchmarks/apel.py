"""2,000 people join one apel over HTTP: within some minutes as they come, and as fast as the server answers."""

import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore

from odoo.addons.flexible_work_asn_attendance.judge import code_at

from tests.live import Listener, LiveCity, live_server, percentile

from .measure import Row, Timing

#: as many questions at the same time as a proxy in front passes on: two workers of Odoo let 16 wait at the door. The
#: others wait at the proxy, and their waiting counts
AT_ONCE = 12
PEOPLE_AT_ONCE = 200
AS_FAST_AS_POSSIBLE = 8
DAY, APEL = "flexible.work.day", "flexible.work.apel"


def roll_call(bench):
    """Everybody opens the page and joins, at random moments, and then all at once. The leader's board listens."""
    city = LiveCity(bench.live_database, bench.joins)
    with live_server(bench.live_database) as server:
        server.ask(city.leader_cookie, DAY, "get_my_day")
        morning, afternoon = city.apel_ids
        yield from _run(bench, server, city, morning, minutes=bench.minutes)
        yield from _run(bench, server, city, afternoon, minutes=0)


def _run(bench, server, city, apel_id, minutes):
    board = [city.leader_cookie, APEL, "get_board", [apel_id]]
    listener = Listener(server, city.leader_cookie, f"flexible_work_apel_{apel_id}")
    listener.start()
    time.sleep(0.5)
    _seconds, before, _error = server.ask(*board)
    drawn = random.Random(apel_id)
    arrivals = sorted(60 * minutes * drawn.random() for _cookie in city.cookies)
    proxy = Semaphore(AT_ONCE if minutes else AS_FAST_AS_POSSIBLE)
    began, computed = time.perf_counter(), server.computed()

    def through(question, *arguments):
        """Seconds from asking to the answer, with those before the proxy."""
        asked = time.perf_counter()
        with proxy:
            _seconds, answer, error = question(*arguments)
        return time.perf_counter() - asked, answer, error

    def person(number):
        wait = arrivals[number] - (time.perf_counter() - began)
        if wait > 0:
            time.sleep(wait)
        cookie = city.cookies[number]
        page, _card, problem = through(server.ask, cookie, DAY, "get_my_day") if minutes else (0, None, None)
        code = code_at(city.secrets[apel_id], int(time.time()))
        question = (cookie, "/flexible_work/apel/join", {"apel_id": apel_id, "code": code})
        seconds, answer, error = through(server.call, *question)
        me = answer and answer["employee"]["id"]
        return page, seconds, problem or error, me, time.perf_counter()

    pulses = []
    with ThreadPoolExecutor(PEOPLE_AT_ONCE if minutes else AS_FAST_AS_POSSIBLE) as pool:
        people = [pool.submit(person, number) for number in range(len(city.cookies))]
        while not all(one.done() for one in people):
            pulses.append(server.ask(city.leader_cookie, APEL, "get_code", [apel_id])[0])
            for _ in range(30):
                if all(one.done() for one in people):
                    break
                time.sleep(1)
        results = [one.result() for one in people]
    lasted, computed = time.perf_counter() - began, server.computed() - computed
    each = f"; {1000 * computed / len(results):.0f} ms of Odoo and PostgreSQL each" + (
        ", with the page" if minutes else ""
    )
    time.sleep(2)
    read, after, _error = server.ask(*board)
    listener.close()
    errors = [result[2] for result in results if result[2]]
    for error in sorted(set(errors)):
        print(f"  apel: {errors.count(error)} x {error}", file=sys.stderr)
    delays = [listener.heard[me] - answered for _p, _s, _e, me, answered in results if me in listener.heard]
    what = f"apel: join within {minutes:g} min" if minutes else "apel: join as fast as possible"
    yield Row(
        what,
        len(results),
        "joins",
        Timing(lasted, computed),
        note=_words([r[1] for r in results], errors) + each,
        with_queries=False,
    )
    if minutes:
        note = _words([r[0] for r in results], [])
        yield Row("apel: the page before", len(results), "pages", Timing(lasted), note=note, with_queries=False)
    yield Row(
        "apel: the leader's board",
        len(delays),
        "lines",
        Timing(lasted),
        note=f"heard {len(delays)} of {len(results)} by the bus, p95 {1000 * max(0, percentile(delays, 0.95)):.0f} ms "
        f"after the answer; code and counters p95 {1000 * percentile(pulses, 0.95):.0f} ms; reading all at the end "
        f"{1000 * read:.0f} ms; present {before['present']} -> {after['present']} of {after['expected']}",
        with_queries=False,
    )


def _words(seconds, errors):
    shares = ", ".join(f"p{share:g} {1000 * percentile(seconds, share / 100):.0f} ms" for share in (50, 95, 99))
    return f"{shares}, longest {1000 * max(seconds):.0f} ms; {len(errors)} errors"
