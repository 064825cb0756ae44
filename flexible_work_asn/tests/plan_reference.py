"""A slow and obvious reading of the precedence (highest first), one person and one day at a time.

Written apart from the resolver and sharing nothing with it but the facts.
"""


def decide(facts, person, day):  # noqa: C901 - as long as the list of levels
    """(source, mode, leave status) of a person on a day, or None when not employed."""
    placement = None
    for first, last, candidate in person.spans:
        if first <= day <= last:
            placement = candidate
    if placement is None:
        return None

    calendar = facts.calendars.get(placement.calendar_id)
    if calendar is None or calendar.hours(day) is None:
        return ("holiday", None, None)
    if (placement.calendar_id, day) in facts.holidays:
        return ("holiday", None, None)

    for absence in facts.absences.get(person.id, ()):
        if absence.date_from <= day and day <= absence.date_to:
            return ("leave", None, absence.status)

    in_force = [
        circular
        for circular in facts.circulars
        if circular.company_id == placement.company_id
        and circular.date_from <= day
        and (circular.last_date is None or circular.last_date >= day)
    ]
    for circular in in_force:
        if placement.position_id in circular.onsite_position_ids:
            return ("position", "wfo", None)

    unit = facts.units.get(placement.unit_id)
    if unit is not None and unit.exempt:
        return ("unit", "wfo", None)

    word = _word_of_the_circulars(in_force, placement, unit, day)
    if word == "roster":
        above = list(reversed(unit.path)) if unit else []
        lines = facts.rosters.get(person.id, {}).get(day, ())
        for unit_id in above:
            modes = sorted(line.mode for line in lines if line.unit_id == unit_id)
            if modes:
                return ("roster", modes[-1], None)
        return ("default", "wfo", None)
    if word == "choice":
        return ("rule", facts.declarations.get(person.id, {}).get(day, "wfh"), None)
    if word:
        return ("rule", word, None)
    return ("default", "wfo", None)


def _word_of_the_circulars(in_force, placement, unit, day):
    """Sort all provisions that speak, best first, and take the word of the first."""
    speaking = []
    for circular in in_force:
        for rule in circular.rules:
            word = rule.weekdays[day.weekday()]
            if word and _covers(rule, placement, unit):
                speaking.append((circular, rule, word))
    # stable sorts, least important first
    speaking.sort(key=lambda item: item[1].id)
    speaking.sort(key=lambda item: item[0].id)
    speaking.sort(key=lambda item: item[1].sequence)
    speaking.sort(key=lambda item: bool(item[1].category_ids), reverse=True)
    speaking.sort(key=lambda item: _nearness(item[1], unit), reverse=True)
    speaking.sort(key=lambda item: bool(item[1].position_ids), reverse=True)
    speaking.sort(key=lambda item: item[0].date_issued, reverse=True)
    speaking.sort(key=lambda item: item[0].open_ended)
    return speaking[0][2] if speaking else None


def _covers(rule, placement, unit):
    if rule.unit_ids and not (unit and rule.unit_ids & set(unit.path)):
        return False
    if rule.category_ids and not (unit and unit.category_id in rule.category_ids):
        return False
    return not rule.position_ids or placement.position_id in rule.position_ids


def _nearness(rule, unit):
    if not rule.unit_ids:
        return 0
    return max(unit.path.index(unit_id) + 1 for unit_id in rule.unit_ids if unit_id in unit.path)
