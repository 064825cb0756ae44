"""Made-up facts of all kinds for property tests: three people, two weeks, a small tree of units."""

from datetime import date, timedelta

from hypothesis import strategies as st

from odoo.addons.flexible_work_asn.plan import (
    Absence,
    Assignment,
    Calendar,
    Circular,
    Facts,
    Person,
    Placement,
    Request,
    RosterLine,
    Rule,
    Shift,
    Statement,
    Unit,
)

START = date(2026, 1, 12)
DAYS = [START + timedelta(days=n) for n in range(14)]
OFFICE_HOURS = dict.fromkeys(range(5), (7.5, 16.0))
LUNCH = dict.fromkeys(range(5), (12.0, 13.0))
CALENDARS = {
    1: Calendar(1, "5 hari", (OFFICE_HOURS, OFFICE_HOURS), (LUNCH, LUNCH)),
    2: Calendar(2, "6 hari", ({**OFFICE_HOURS, 5: (7.5, 13.0)}, OFFICE_HOURS)),
}
SHIFTS = {
    1: Shift(1, "Pagi", "wfo", 7.0, 14.0),
    2: Shift(2, "Malam", "wfo", 22.0, 30.0),
    3: Shift(3, "Dari rumah", "wfh", 8.0, 16.0),
    4: Shift(4, "Libur", off=True),
}
#: a tree of units: 1 > 2 > 3 and 4
PATHS = {1: (1,), 2: (1, 2), 3: (1, 2, 3), 4: (4,)}
PEOPLE = range(1, 4)
MODES = ("wfo", "wfh", "wfa", "other_office")

days = st.sampled_from(DAYS)
ids = st.integers(1, 4)
id_sets = st.frozensets(ids, max_size=2)
words = st.sampled_from([None, None, *MODES, "choice", "roster"])
modes = st.sampled_from(MODES)
hours = st.sampled_from([0.0, 6.0, 9.0, 11.5, 12.0, 12.5, 14.0, 17.0, 23.0])
weekdays = st.none() | st.frozensets(st.integers(0, 6), min_size=1)
periods = st.tuples(days, days).map(sorted)
open_periods = st.tuples(days, st.none() | days).map(lambda pair: (min(pair[0], pair[1] or pair[0]), pair[1]))


@st.composite
def rules(draw, rule_id):
    part = draw(st.sampled_from([None, None, True]))
    first, last = draw(open_periods) if draw(st.booleans()) else (date.min, None)
    return Rule(
        id=rule_id,
        weekdays=draw(st.tuples(*[words] * 7)),
        sequence=draw(st.sampled_from([5, 10])),
        unit_ids=draw(id_sets),
        category_ids=draw(id_sets),
        position_ids=draw(id_sets),
        area_ids=draw(st.frozensets(ids, max_size=1)),
        date_from=first,
        date_to=last,
        hour_from=draw(hours) if part else 0.0,
        hour_to=draw(hours) if part else 0.0,
        hours_tolerance=draw(st.sampled_from([0, 60])),
    )


@st.composite
def circulars(draw, circular_id):
    return Circular(
        id=circular_id,
        company_id=draw(st.sampled_from([1, 1, 2])),
        name=f"SE {circular_id}",
        date_from=draw(days),
        last_date=draw(st.none() | days),
        open_ended=draw(st.booleans()),
        date_issued=draw(st.sampled_from(DAYS[:2])),
        onsite_position_ids=draw(st.frozensets(ids, max_size=1)),
        rules=tuple(draw(rules(circular_id * 10 + n)) for n in range(draw(st.integers(0, 3)))),
        flexible_days_max=draw(st.sampled_from([0, 1, 2])),
        enforced=draw(st.booleans()),
    )


@st.composite
def people(draw, person_id):
    def placement():
        return Placement(
            company_id=1,
            unit_id=draw(st.none() | ids),
            calendar_id=draw(st.sampled_from([1, 1, 2, None])),
            position_id=draw(st.none() | ids),
            asn_kind="pns",
            area_id=draw(st.none() | ids),
        )

    first, moved, last = sorted([draw(days), draw(days), draw(days)])
    spans = [(first, moved, placement())]
    if moved < last:
        spans.append((moved + timedelta(days=1), last, placement()))
    return Person(person_id, tuple(spans), draw(st.none() | st.none() | days))


@st.composite
def statements(draw, statement_id):
    kind = draw(st.sampled_from(["discipline", "new_employee", "revoked", "special", "recall", "position", "unit"]))
    first, last = draw(open_periods)
    about = {
        "position": lambda: {"position_id": draw(ids), "allows_flexible": draw(st.booleans())},
        "unit": lambda: {"unit_id": draw(ids), "allows_flexible": draw(st.booleans())},
        "recall": lambda: {
            **draw(st.sampled_from([{}, {"unit_id": 2}, {"employee_id": 1}, {"employee_id": 2}])),
            "hour_from": draw(hours),
        },
    }.get(kind, lambda: {"employee_id": draw(st.sampled_from(PEOPLE))})()
    return Statement(statement_id, kind, first, last, company_id=draw(st.sampled_from([1, 1, 2])), **about)


@st.composite
def absences(draw):
    first, last = draw(periods)
    what = draw(st.sampled_from(["leave", "duty", "sick"]))
    part = draw(st.sampled_from([{}, {"half": "am"}, {"half": "pm"}, {"hours": (8.0, 12.5)}, {"hours": (12.0, 16.0)}]))
    return Absence(first, first if part else last, what, f"Izin {what}", **part)


def lines():
    return st.builds(RosterLine, ids, st.sampled_from(["wfo", "wfh", "wfa", None]), st.none() | st.none() | ids)


@st.composite
def all_facts(draw):
    def for_some(make, most=2):
        """{person: facts}, each made by ``make`` with a number of its own."""
        chosen = draw(st.lists(st.sampled_from(PEOPLE), max_size=most))
        return {n: tuple(make(10 * n + k) for k in range(chosen.count(n))) for n in set(chosen)}

    units = {
        unit_id: Unit(
            unit_id,
            path,
            f"Unit {unit_id}",
            draw(st.none() | ids),
            draw(st.sampled_from([False, False, True])),
            "Dinas",
            draw(st.none() | st.sampled_from(path)),
        )
        for unit_id, path in PATHS.items()
    }
    return Facts(
        people=tuple(draw(people(n)) for n in PEOPLE),
        circulars=tuple(draw(circulars(n)) for n in range(1, 1 + draw(st.integers(0, 3)))),
        units=units,
        calendars=CALENDARS,
        holidays={(draw(st.sampled_from([1, 2])), draw(days)): "Libur"},
        positions={n: f"Jabatan {n}" for n in range(1, 5)},
        absences=for_some(lambda _n: draw(absences())),
        rosters={
            n: draw(st.dictionaries(days, st.lists(lines(), min_size=1, max_size=2).map(tuple), max_size=5))
            for n in PEOPLE
        },
        declarations={n: draw(st.dictionaries(days, st.sampled_from(["wfh", "wfa"]), max_size=4)) for n in PEOPLE},
        shifts=SHIFTS,
        statements=tuple(draw(statements(n)) for n in range(1, 1 + draw(st.integers(0, 3)))),
        requests=for_some(lambda n: Request(n, *draw(periods), draw(st.none() | modes), draw(st.booleans()))),
        assignments=for_some(
            lambda n: Assignment(
                n, draw(ids), *draw(periods), draw(weekdays), draw(st.sampled_from([None, None, 1, 2]))
            )
        ),
    )
