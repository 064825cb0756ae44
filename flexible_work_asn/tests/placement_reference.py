"""Placements by trying everything, slow and obvious; it shares nothing with the solver but the problem."""

import itertools

from ..placement.problem import Move


def fits(person, need):
    grade = person.grade
    return (
        not person.structural
        and (need.competence is None or need.competence in person.competences)
        and (need.grade_min is None or (grade is not None and grade >= need.grade_min))
        and (need.grade_max is None or (grade is not None and grade <= need.grade_max))
    )


def places(problem, people, room):
    """How many of the people find a need, at best."""
    if not people:
        return 0
    best = places(problem, people[1:], room)
    for need_id, count in room.items():
        if count > 0 and fits(people[0], problem.need[need_id]):
            best = max(best, 1 + places(problem, people[1:], {**room, need_id: count - 1}))
    return best


def filled(problem, unit_id, moves):
    """How many needs of a unit are filled: by who came, and at best by who is there."""
    came = [move.need for move in moves if problem.need[move.need].unit == unit_id]
    gone = {move.person for move in moves}
    room = {need.id: need.needed - came.count(need.id) for need in problem.needs if need.unit == unit_id}
    there = [person for person in problem.people if person.unit == unit_id and person.id not in gone]
    over = sum(max(0, -count) for count in room.values())
    return len(came) - over + places(problem, there, room)


def headcount(problem, unit_id, moves):
    gone = {move.person for move in moves}
    stayed = sum(person.unit == unit_id and person.id not in gone for person in problem.people)
    return stayed + sum(problem.need[move.need].unit == unit_id for move in moves)


def shortage(problem, moves):
    needed = sum(need.needed for need in problem.needs)
    return needed - sum(filled(problem, unit.id, moves) for unit in problem.units)


def minutes(problem, move):
    area = problem.person[move.person].area
    return problem.travel.get((area, problem.need[move.need].unit), problem.travel_unknown)


def may(problem, move):
    """Whether the move alone breaks no rule."""
    person, need = problem.person[move.person], problem.need[move.need]
    way = minutes(problem, move)
    return (
        fits(person, need)
        and need.unit != person.unit
        and person.fixed is None
        and problem.unit[person.unit].gives
        and problem.unit[need.unit].receives
        and (person.id, need.unit) not in problem.refused
        and (problem.load_max is None or person.load <= problem.load_max)
        and way is not None
        and (problem.travel_max is None or way <= problem.travel_max)
    )


def valid(problem, moves):
    """Whether no rule is broken; what the kept moves did alone is not counted."""
    kept = problem.kept
    if problem.moves_max is not None and len(moves) > max(problem.moves_max, len(kept)):
        return False
    for need in problem.needs:
        come = [sum(move.need == need.id for move in some) for some in (kept, moves)]
        if come[1] > max(come[0], need.needed):
            return False
    return all(
        headcount(problem, unit.id, moves)
        >= min(unit.minimum, headcount(problem, unit.id, ()), headcount(problem, unit.id, kept))
        and filled(problem, unit.id, moves) >= min(filled(problem, unit.id, ()), filled(problem, unit.id, kept))
        for unit in problem.units
    )


def plans(problem):
    """Every valid plan."""
    kept = {move.person for move in problem.kept}
    choices = []
    for person in problem.people:
        possible = [Move(person.id, need.id) for need in problem.needs]
        if person.id not in kept:
            choices.append([None, *(move for move in possible if may(problem, move))])
    for chosen in itertools.product(*choices):
        moves = (*problem.kept, *filter(None, chosen))
        if valid(problem, moves):
            yield moves


def merits(problem, moves):
    """Shortage, moves, travel, load: less is better, from left to right."""
    return (
        shortage(problem, moves),
        len(moves),
        sum(minutes(problem, move) or 0 for move in moves),
        sum(problem.person[move.person].load for move in moves),
    )


def best(problem):
    return min(merits(problem, moves) for moves in plans(problem))
