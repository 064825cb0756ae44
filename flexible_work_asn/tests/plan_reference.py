"""A slow and obvious reading of the precedence (highest first), one person and one day at a time.

Written apart from the resolver and sharing nothing with it but the facts. Hours are looked at piece by piece, between
all the hours at which anything may change.
"""

from typing import NamedTuple

FLEXIBLE = ("wfh", "wfa", "other_office")


class Outcome(NamedTuple):
    """What a day comes to."""

    source: str
    mode: str | None = None
    leave_status: str | None = None
    hours: tuple | None = None
    #: ((mode, from, to), …) of a day with several modes
    segments: tuple = ()
    part_leave: str | None = None
    unit_id: int | None = None
    home_unit_id: int | None = None
    tolerance: int = 0
    special: bool = False

    @property
    def flexible(self):
        return self.mode in FLEXIBLE or any(mode in FLEXIBLE for mode, _first, _last in self.segments)


def plan(facts, person, days):
    """{day: Outcome} of one person on ``days``, which are whole weeks."""
    outcomes = {day: decide(facts, person, day) for day in days}
    outcomes = {day: outcome for day, outcome in outcomes.items() if outcome}
    for week in {day.isocalendar()[:2] for day in outcomes}:
        this_week = [day for day in sorted(outcomes) if day.isocalendar()[:2] == week]
        counted = [day for day in this_week if outcomes[day].flexible and not outcomes[day].special]
        first_those_no_roster_decided = [day for day in counted if outcomes[day].source != "roster"]
        then_those_of_the_roster = [day for day in counted if outcomes[day].source == "roster"]
        kept = 0
        for day in first_those_no_roster_decided + then_those_of_the_roster:
            most = weekly_limit(facts, person, day)
            if most is not None and kept >= most:
                outcomes[day] = outcomes[day]._replace(source="cap", mode="wfo", segments=())
            else:
                kept += 1
    return outcomes


def weekly_limit(facts, person, day):
    """The fewest flexible days a week that a circular in force enforces, or None."""
    company = person.spans[0][2].company_id
    limits = [c.flexible_days_max for c in _circulars_in_force(facts, company, day) if c.enforced]
    return min([limit for limit in limits if limit > 0], default=None)


def decide(facts, person, day):
    """The Outcome of a person on a day before the weekly limit, or None when not employed."""
    post = None
    for first, last, candidate in person.spans:
        if first <= day <= last:
            post = candidate
    if post is None:
        return None

    assignments = [
        one
        for one in _current(facts.assignments.get(person.id, ()), day)
        if one.weekdays is None or day.weekday() in one.weekdays
    ]
    assignment = max(assignments, key=lambda one: (one.date_from, one.id), default=None)
    unit_id = assignment.unit_id if assignment else post.unit_id
    home_unit_id = post.unit_id if assignment else None
    unit = facts.units.get(unit_id)
    line = _line_of_nearest_unit(facts, person, day, unit)
    shift = facts.shifts.get(line.shift_id) if line else None
    common = {"unit_id": unit_id, "home_unit_id": home_unit_id}

    # whether somebody has decided on a special circumstance
    requests = _current(facts.requests.get(person.id, ()), day)
    request = max(requests, key=lambda one: (one.special, one.date_from, one.id), default=None)
    mine = [s for s in _current(facts.statements, day) if s.employee_id == person.id]
    special = any(s.kind == "special" for s in mine) or bool(request and request.special)
    common["special"] = special

    # 1. holiday
    calendar_id = assignment.calendar_id if assignment and assignment.calendar_id else post.calendar_id
    calendar = facts.calendars.get(calendar_id)
    if shift and shift.off:
        return Outcome("holiday", **common)
    if shift:
        hours, noon = (shift.hour_from, shift.hour_to), None
    elif calendar is None or calendar.hours(day) is None or (calendar_id, day) in facts.holidays:
        return Outcome("holiday", **common)
    else:
        hours, noon = calendar.hours(day), calendar.noon(day)

    # 2. leave
    absences = _current(facts.absences.get(person.id, ()), day)
    whole = [absence for absence in absences if not absence.half and not absence.hours]
    left = worked_hours(hours, noon, absences)
    status = _status(whole or absences)
    if whole or (absences and left is None):
        return Outcome("leave", None, status, hours, **common)
    if absences:
        hours = left
        common["part_leave"] = status

    # 3. recall
    home = facts.units.get(post.unit_id)
    recalled_from = _hour_of_recall(facts, person, day, post, home, hours)
    if recalled_from is not None and recalled_from <= hours[0]:
        return Outcome("recall", "wfo", None, hours, **common)

    outcome = _below_recall(facts, person, day, post, unit, line, shift, request, mine, hours, common)
    if recalled_from is None or recalled_from >= hours[1]:
        return outcome
    before = outcome.segments or ((outcome.mode, *hours),)
    segments = _pieces(hours, [recalled_from], before, lambda hour: "wfo" if hour > recalled_from else None)
    if segments == before:
        return outcome
    return outcome._replace(source="recall", mode=segments[0][0], segments=segments if len(segments) > 1 else ())


def _below_recall(facts, person, day, post, unit, line, shift, request, mine, hours, common):  # noqa: C901
    special = common["special"]
    # 4. bar
    barred = any(s.kind in ("discipline", "new_employee", "revoked") for s in mine)
    new = person.new_until is not None and day <= person.new_until
    if (barred or new) and not special:
        return Outcome("bar", "wfo", None, hours, **common)
    # 5. position
    in_force = _circulars_in_force(facts, post.company_id, day)
    if not special and position_on_site(facts, post, day, in_force):
        return Outcome("position", "wfo", None, hours, **common)
    # 6. unit
    if not special and unit is not None and unit_on_site(facts, unit, post.company_id, day):
        return Outcome("unit", "wfo", None, hours, **common)

    provisions = _speaking(in_force, post, unit, day)
    whole = next((item for item in provisions if not item[1].hour_from and not item[1].hour_to), None)
    parts = [
        item
        for item in provisions
        if (item[1].hour_from or item[1].hour_to)
        and item[2] in ("wfo", *FLEXIBLE)
        and (whole is None or _standing(item, unit) >= _standing(whole, unit))
    ]
    if not shift:
        common = {**common, "tolerance": (whole or (parts or [(0, _NoRule, 0)])[0])[1].hours_tolerance}

    # 7. request
    if request and request.mode:
        return Outcome("request", request.mode, None, hours, **common)

    word = whole[2] if whole else None
    line_mode = line and (line.mode or (shift and shift.mode) or "wfo")
    if word == "roster":
        base, source = (line_mode, "roster") if line else ("wfo", "default")
    elif shift and line_mode == "wfo":
        return Outcome("roster", "wfo", None, hours, **common)  # 8. a head may always call to the office
    elif word == "choice":
        base, source = facts.declarations.get(person.id, {}).get(day, "wfh"), "rule"
    else:
        base, source = (word, "rule") if word else ("wfo", "default")

    # 9. provisions about a part of the day
    def mode_at(hour):
        for _circular, rule, mode in parts:
            if rule.hour_from < hour < (rule.hour_to or hours[1]):
                return mode
        return None

    ends = [hour for _c, rule, _m in parts for hour in (rule.hour_from, rule.hour_to)]
    segments = _pieces(hours, ends, ((base, *hours),), mode_at)
    if segments != ((base, *hours),):
        return Outcome("rule", segments[0][0], None, hours, segments=segments if len(segments) > 1 else (), **common)
    return Outcome(source, base, None, hours, **common)


class _NoRule:
    hours_tolerance = 0


# ---------------------------------------------------------------- hours
def _pieces(hours, more, before, mode_at):
    """The day between all hours of change, each piece by ``mode_at`` its middle, else as it was before."""
    changes = sorted(
        {hour for hour in (*hours, *more, *(h for _m, *ends in before for h in ends)) if hours[0] <= hour <= hours[1]}
    )
    pieces = []
    for first, last in zip(changes, changes[1:]):
        middle = (first + last) / 2
        mode = mode_at(middle) or next(m for m, start, end in before if start < middle < end)
        if pieces and pieces[-1][0] == mode:
            pieces[-1] = (mode, pieces[-1][1], last)
        else:
            pieces.append((mode, first, last))
    return tuple(pieces)


def worked_hours(hours, noon, absences):
    """From the first to the last hour worked, or None."""
    middle = (hours[0] + hours[1]) / 2
    morning_end, afternoon = noon or (middle, middle)
    away = [(morning_end, afternoon)]
    for absence in absences:
        if absence.hours:
            away.append(absence.hours)
        elif absence.half == "am":
            away.append((hours[0] - 1, afternoon))
        elif absence.half == "pm":
            away.append((morning_end, hours[1] + 1))
    changes = sorted({hour for hour in (*hours, *(h for ends in away for h in ends)) if hours[0] <= hour <= hours[1]})
    worked = [
        (first, last)
        for first, last in zip(changes, changes[1:])
        if not any(start <= first and last <= end for start, end in away)
    ]
    return (worked[0][0], worked[-1][1]) if worked else None


def _status(absences):
    """Time off before duty; of several kinds the first of the alphabet."""
    statuses = sorted({absence.status for absence in absences})
    return next((status for status in statuses if status not in ("duty", "study")), statuses[0] if statuses else None)


# ---------------------------------------------------------------- who stays on site
def _hour_of_recall(facts, person, day, post, home, hours):
    """The earliest hour from which the person, the unit of the post or everybody is called, or None."""
    called = []
    for statement in _current(facts.statements, day):
        if statement.kind != "recall":
            continue
        if statement.employee_id is not None:
            if statement.employee_id == person.id:
                called.append(statement.hour_from)
        elif statement.company_id not in (None, post.company_id):
            continue
        elif statement.unit_id is None or (home is not None and statement.unit_id in home.path):
            called.append(statement.hour_from)
    return min(called, default=None)


def position_on_site(facts, post, day, in_force):
    """What the latest statement about the position says, else the circulars' lists."""
    about = [
        s
        for s in _current(facts.statements, day)
        if s.kind == "position" and s.position_id == post.position_id and s.company_id in (None, post.company_id)
    ]
    if about:
        latest = [s for s in about if s.date_from == max(s.date_from for s in about)]
        return any(not s.allows_flexible for s in latest)
    return any(post.position_id in circular.onsite_position_ids for circular in in_force)


def unit_on_site(facts, unit, company_id, day):
    """Going up from the unit, the first answer: of a statement, or the standing one."""
    answers_at = unit.exempt_by_id if unit.exempt_by_id in unit.path else (unit.id if unit.exempt else None)
    for unit_id in reversed(unit.path):
        about = [
            s
            for s in _current(facts.statements, day)
            if s.kind == "unit" and s.unit_id == unit_id and s.company_id in (None, company_id)
        ]
        if about:
            latest = [s for s in about if s.date_from == max(s.date_from for s in about)]
            return any(not s.allows_flexible for s in latest)
        if unit_id == answers_at:
            return unit.exempt
    return False


# ---------------------------------------------------------------- where the day is worked
def _line_of_nearest_unit(facts, person, day, unit):
    lines = facts.rosters.get(person.id, {}).get(day, ())
    for unit_id in reversed(unit.path if unit else ()):
        led = sorted(
            (line for line in lines if line.unit_id == unit_id), key=lambda line: (line.shift_id or 0, line.mode or "")
        )
        if led:
            return led[-1]
    return None


def _circulars_in_force(facts, company_id, day):
    return [
        circular
        for circular in facts.circulars
        if circular.company_id == company_id
        and circular.date_from <= day
        and (circular.last_date is None or circular.last_date >= day)
    ]


def _speaking(in_force, post, unit, day):
    """All provisions that speak about the day as (circular, rule, word), best first."""
    speaking = []
    for circular in in_force:
        for rule in circular.rules:
            word = rule.weekdays[day.weekday()]
            if word and rule.date_from <= day and (rule.date_to is None or day <= rule.date_to):
                if _covers(rule, post, unit):
                    speaking.append((circular, rule, word))
    # stable sorts, least important first
    speaking.sort(key=lambda item: item[1].id)
    speaking.sort(key=lambda item: item[0].id)
    speaking.sort(key=lambda item: item[1].sequence)
    speaking.sort(key=lambda item: _standing(item, unit), reverse=True)
    return speaking


def _standing(item, unit):
    """A dated circular before an open-ended one, then the later issued, then the narrower scope."""
    circular, rule, _word = item
    return (
        not circular.open_ended,
        circular.date_issued,
        bool(rule.area_ids),
        bool(rule.position_ids),
        _nearness(rule, unit),
        bool(rule.category_ids),
    )


def _covers(rule, post, unit):
    if rule.unit_ids and not (unit and rule.unit_ids & set(unit.path)):
        return False
    if rule.category_ids and not (unit and unit.category_id in rule.category_ids):
        return False
    if rule.area_ids and post.area_id not in rule.area_ids:
        return False
    return not rule.position_ids or post.position_id in rule.position_ids


def _nearness(rule, unit):
    if not rule.unit_ids:
        return 0
    return max(unit.path.index(unit_id) + 1 for unit_id in rule.unit_ids if unit_id in unit.path)


def _current(items, day):
    return [item for item in items if item.date_from <= day and (item.date_to is None or day <= item.date_to)]
