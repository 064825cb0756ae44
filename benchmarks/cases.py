"""What is measured. Each case takes the Bench and yields rows of the table."""

import itertools
from contextlib import closing

from freezegun import freeze_time

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from odoo.addons.flexible_work_asn.plan import resolve

from tests.population_load import utc

from .apel import roll_call
from .city import CHECK_IN_DAY, MONTH, THURSDAY, TUESDAY, BenchmarkCity
from .dashboard import dashboard
from .evaluation import evaluation
from .measure import Row, best_of, timed
from .month import month
from .own_facts import enforce_limit, load_own_facts
from .placement import placement
from .proposal import proposal
from .public import public
from .report import report
from .rosters import rosters
from .simulation import simulation
from .tpp import tpp

POSITION = {"mode": "systray", "latitude": 0.79, "longitude": 127.38, "browser": "chrome", "ip_address": "127.0.0.1"}


def resolve_plan(bench):
    """The plan of everybody for a month: the core alone, and with its facts from PostgreSQL."""
    yield from _plan_of_the_city(bench, "resolve")


def resolve_plan_with_own_facts(bench):
    """The same with facts of every kind for a part of the people, and beside it how stock Odoo stores such a plan."""
    count = load_own_facts(bench.city, MONTH)
    ours = None
    for row in _plan_of_the_city(bench, "own facts", f"{count:,} people with further facts of their own"):
        ours = ours or ("with loading" in row.what and row) or None
        yield row
    enforce_limit(bench.city)
    rows = _plan_of_the_city(bench, "weekly limit", "the same, and days over the limit turn back")
    yield from itertools.islice(rows, 2)
    if bench.stock:
        for row in bench.stock.places(bench.samples):
            row.what = "own facts: the same plan stored by Odoo alone"
            stock = row.timing.seconds / row.amount
            mine = ours.timing.seconds / ours.amount
            row.note = f"{row.note}; {stock / mine:,.0f} x as long per day as resolving with loading"
            yield row


def _plan_of_the_city(bench, name, note=""):
    city = bench.city
    facts = city.employees.sudo()._flexible_work_facts(MONTH[0], MONTH[-1])
    timing, decisions = best_of(3, lambda: resolve(facts, MONTH))
    yield Row(f"{name}: core alone, 31 days", len(decisions), "decisions", timing, note=note, with_queries=False)

    def whole():
        city.env.invalidate_all()
        return city.employees._flexible_work_decisions(MONTH[0], MONTH[-1])

    timing, decisions = best_of(3, whole, city.env)
    yield Row(f"{name}: with loading, 31 days", len(decisions), "decisions", timing)

    def one_day():
        city.env.invalidate_all()
        return city.employees._flexible_work_decisions(THURSDAY, THURSDAY)

    timing, decisions = best_of(3, one_day, city.env)
    yield Row(f"{name}: with loading, 1 day", len(decisions), "decisions", timing)
    explained, _sentences = best_of(3, lambda: city.employees._flexible_work_explain(decisions), city.env)
    yield Row(f"{name}: one sentence each, 1 day", len(decisions), "decisions", explained)


def open_and_close(bench):
    """A whole day: opened after midnight, everybody checks in, judged at nine, closed in the evening.

    Each step is committed, as the job does it: of rows that a transaction has written itself PostgreSQL checks every
    reference once more.
    """
    with closing(Registry(bench.day_database).cursor()) as cursor:
        city = BenchmarkCity(api.Environment(cursor, SUPERUSER_ID, {}), bench.people)
        yield from _whole_day(bench, city, cursor.commit)


def _whole_day(bench, city, commit=lambda: None):
    city.company.flexible_work_opened_on = False
    city.env.invalidate_all()
    commit()
    with timed(city.env) as opened:
        city.process(TUESDAY, 0.25)
        commit()
    days = city.headcount(TUESDAY)
    yield Row("open the day", days, "days", opened)
    city.env.invalidate_all()
    with timed(city.env) as timing:
        city.process(TUESDAY, 0.5)
        commit()
    yield Row("run again: nothing to do", days, "days", timing)
    city.morning(TUESDAY)
    city.env.invalidate_all()
    commit()
    with timed(city.env) as timing:
        city.process(TUESDAY, 9.0)
        commit()
    yield Row("judge the day at 09:00", days, "days", timing, note="all check-ins and apel at once")
    city.env.invalidate_all()
    with timed(city.env) as timing:
        city.process(TUESDAY, 9.25)
        commit()
    yield Row("run again at 09:15: nothing to do", days, "days", timing)
    city.env.invalidate_all()
    with timed(city.env) as closed:
        city.process(TUESDAY, 18.5)
        commit()
    yield Row("close the day", days, "days", closed)
    if bench.stock:
        for row in bench.stock.absences(bench.samples):
            stock, ours = row.timing, opened.seconds + closed.seconds
            times = stock.seconds / row.amount / (ours / days)
            python = stock.python / row.amount / ((opened.python + closed.python) / days)
            row.what = "the same by Odoo alone: absences of yesterday"
            row.note = (
                f"{row.note}; {times:,.1f} x as long per person as opening and closing ({python:,.1f} x of Python)"
            )
            yield row


def daily_report(bench):
    """The daily page, of a day that has passed."""
    _let_it_pass(bench)
    yield from report(bench)


def region_today(bench):
    """The screen of that day."""
    _let_it_pass(bench)
    yield from dashboard(bench)


def _let_it_pass(bench):
    if not bench.city.headcount(TUESDAY):
        for _row in _whole_day(bench, bench.city):
            pass


def check_in(bench):
    """Check-ins and check-outs as systray and kiosk make them, against the same of Odoo alone, turn by turn.

    At 07:18 in Ternate of a day that the cron has opened after midnight, and at 16:03; the clock runs on from there.
    """
    city = bench.city
    city.company.flexible_work_opened_on = False
    city.process(CHECK_IN_DAY, 0.25)
    ours = city.employees[-bench.samples :]
    others = bench.stock.employees[: bench.samples] if bench.stock else ours.browse()
    for what, hour in (("check-in", 7.3), ("check-out", 16.05)):
        yield from _checks(what, hour, ours, others)


def _checks(what, hour, ours, others):
    """Turn by turn, so that what else the machine does is shared by all three."""
    half = len(ours) // 2
    mine, page, stock = [], [], []
    with freeze_time(utc(CHECK_IN_DAY, hour), tick=True):
        for number in range(half):
            mine.append(_one_check(ours[number]))
            page.append(_one_check(ours[half + number], what.removeprefix("check-")))
            if others:
                stock.append(_one_check(others[number]))
    theirs = _median(stock) if stock else None
    if theirs:
        yield Row(f"{what}: Odoo alone", 1, what, theirs, note=f"median of {len(stock)}")
    for how, timings in (("with the addons", mine), ("by the page Hari Ini", page)):
        middle = _median(timings)
        ratio = "; no database with Odoo alone to compare with"
        if theirs:
            ratio = (
                f"; {middle.seconds / theirs.seconds:.2f} x Odoo alone "
                f"({middle.python / theirs.python:.2f} x of Python)"
            )
        yield Row(f"{what}: {how}", 1, what, middle, note=f"median of {len(timings)}{ratio}")


def _one_check(employee, kind=None):
    """As in a request of its own: nothing is in the cache, and nothing of Odoo's notes is switched off.

    :param kind: in or out, as the page says it; the toggle of systray and kiosk without
    """
    env = employee.env(context={"allowed_company_ids": employee.env.context["allowed_company_ids"]})
    env.invalidate_all()
    employee = employee.with_env(env).sudo()
    with timed(env) as timing:
        if kind:
            employee._flexible_work_check(kind, dict(POSITION), 12.0, device="benchmark", client_time=0)
        else:
            employee._attendance_action_change(dict(POSITION))
    return timing


def _median(timings):
    return sorted(timings, key=lambda timing: timing.seconds)[len(timings) // 2]


def odoo_alone(bench):
    """What Odoo has for the like: a place of work per employee and date, and absences of yesterday."""
    if not bench.stock:
        return
    yield from bench.stock.places(bench.samples)
    yield from bench.stock.absences(bench.samples)


CASES = {
    "resolve": resolve_plan,
    "simulation": simulation,
    "day": open_and_close,
    "report": daily_report,
    "dashboard": region_today,
    "check-in": check_in,
    "stock": odoo_alone,
    "roster": rosters,
    "apel": roll_call,
    "tpp": tpp,
    "evaluation": evaluation,
    "public": public,
    "month": month,
    "placement": placement,
    "proposal": proposal,
    # the last one, as what it loads is there for all that follow
    "own-facts": resolve_plan_with_own_facts,
}
