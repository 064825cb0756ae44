"""Every roster there is, tried one by one: slow and obvious, to compare the optimal strategy with.

Written from the rules alone; of the code under test it uses nothing but the problem's raw data.
"""

import math
from collections import Counter
from datetime import timedelta
from itertools import chain, combinations


def rosters(problem):
    """All sets of open days that could be flexible, allowed or not."""
    keys = [key for key, cell in problem.cells.items() if cell == "open" and problem.first <= key[1] <= problem.last]
    return map(frozenset, chain.from_iterable(combinations(keys, n) for n in range(len(keys) + 1)))


def missing(problem, away):
    """{(date, competence): people missing on site}"""
    short = {}
    for day, requirements in problem.requirements.items():
        for item in requirements:
            people = [
                (person, cell)
                for (person, date), cell in problem.cells.items()
                if date == day
                and (item.competence_id is None or item.competence_id in problem.competences.get(person, ()))
            ]
            if not any(date == day for _person, date in problem.cells):
                continue
            needed = max(item.count, math.ceil(round(item.percent * len(people) / 100, 6)))
            present = sum(cell in ("onsite", "open") and (person, day) not in away for person, cell in people)
            short[day, item.competence_id] = max(0, needed - present)
    return short


def keeps_personal_rules(problem, away):
    """Weekly limit, days in a row, target: whatever concerns one person; what is fixed already cannot be helped."""
    fixed = {key for key, cell in problem.cells.items() if cell == "away"}
    both = fixed | away
    for person in {person for person, _day in away}:
        own = sorted(day for who, day in both if who == person)
        if problem.target is not None:
            if len([day for day in own if problem.first <= day <= problem.last]) > problem.target:
                return False
        for (who, monday), cap in problem.caps.items():
            week = [monday + timedelta(days=n) for n in range(7)]
            if who == person and any((person, day) in away and (person, day) not in problem.uncapped for day in week):
                if sum((person, day) in both and (person, day) not in problem.uncapped for day in week) > cap:
                    return False
        if problem.no_two_in_a_row:
            days = sorted(day for who, day in problem.cells if who == person)
            for one, other in zip(days, days[1:]):
                if one in own and other in own and ((person, one) in away or (person, other) in away):
                    return False
    return True


def least_missing(problem):
    """For each date and competence, how few can be missing, by any allowed roster."""
    least = {}
    for away in rosters(problem):
        if keeps_personal_rules(problem, away):
            for key, count in missing(problem, away).items():
                least[key] = min(least.get(key, count), count)
    return least


def allowed(problem):
    """The rosters that break no rule and leave nowhere more people missing than must be."""
    least = least_missing(problem)
    for away in rosters(problem):
        if keeps_personal_rules(problem, away) and missing(problem, away) == least:
            yield away


def merits(problem, away):
    """What the goals come to, in their order; more is better."""
    people = {person for (person, day), cell in problem.cells.items() if cell == "open" and problem.in_period(day)}
    both = away | {key for key, cell in problem.cells.items() if cell == "away" and problem.in_period(key[1])}
    counts = Counter(person for person, _day in both)
    edges = Counter(person for person, day in both if day.strftime("%a") in ("Mon", "Fri"))
    distances = [
        sum(max(0, common - edges[person], edges[person] - common - 1) for person in people) for common in range(9)
    ]
    met = sum(
        wish == (key in away)
        for key, wish in problem.wishes.items()
        if problem.cells.get(key) == "open" and problem.in_period(key[1])
    )
    return len(away), -sum(counts[person] ** 2 for person in people), -min(distances), met


def best(problem):
    """The merits of the best roster."""
    return max(merits(problem, away) for away in allowed(problem))
