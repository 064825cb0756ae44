"""What a region needs and the best placement, once more and slowly: straight from the made-up region, without the
addons and without a solver.

The best placement is a flow of least cost from the units that give to the needs, grown path by path (successive
shortest paths): the first goal is its size, the second the number of people who move, the third their minutes.
"""

import math
from collections import Counter, defaultdict, deque

from .bolmong import EFFECTIVE_MINUTES, GRADES, TRAVEL_MAX

#: a move costs more than all minutes together
MOVE = 10**6


def needs(region):
    """{(unit, competence, lowest grade): people}: by workload from half a person on, or by the open counters."""
    minutes, counters = Counter(), Counter()
    for service in region.services:
        volume = service.volume * (12 if service.monthly else 1)
        minutes[service.unit, service.competence, service.grade] += volume * service.minutes
    for counter in region.counters:
        if counter.is_open:
            counters[counter.unit, counter.competence, None] += counter.staff
    needed = {
        key: max(math.floor(minutes[key] / EFFECTIVE_MINUTES + 0.5), counters[key]) for key in {*minutes, *counters}
    }
    return {key: number for key, number in needed.items() if number}


def fits(person, need):
    _unit, competence, grade = need
    if person.structural or (competence and competence not in person.competences):
        return False
    return grade is None or (person.grade is not None and GRADES.index(person.grade) >= GRADES.index(grade))


def best(region):
    """``(needed, filled before, filled after, moves, minutes of those who move)`` of the best placement."""
    needed = needs(region)
    before = _flow(region, needed, moving=False)
    after = _flow(region, needed, moving=True)
    return (sum(needed.values()), before[0], *after)


def _flow(region, needed, moving):
    graph = _Graph()
    areas = {unit.name: unit.area for unit in region.units}
    headcount = Counter(person.unit for person in region.people)
    classes = defaultdict(int)
    for person in region.people:
        own = any(need[0] == person.unit for need in needed)
        movable = moving and person.kind == "pns" and not person.fixed and not person.structural
        if own or movable:
            classes[person.unit, person.competences, person.grade, person.area, person.structural, movable] += 1
    givers = {unit.name: headcount[unit.name] - unit.keeps for unit in region.units}
    for unit, spare in givers.items():
        graph.arc("source", ("gives", unit), max(0, spare), 0)
    for need, number in needed.items():
        graph.arc(("need", need), "sink", number, 0)
    samples = {
        (p.unit, p.competences, p.grade, p.area, p.structural, m): p for p in region.people for m in (True, False)
    }
    for key, number in classes.items():
        unit, person, movable = key[0], samples[key], key[-1]
        graph.arc(("gives", unit) if movable else "source", ("people", key), number, 0)
        for need in needed:
            if not fits(person, need):
                continue
            if need[0] == unit:
                graph.arc(("people", key), ("need", need), number, 0)
            elif movable and person.area:
                minutes = region.travel[person.area, areas[need[0]]]
                if minutes <= TRAVEL_MAX:
                    graph.arc(("people", key), ("need", need), number, MOVE + minutes)
    size, cost = graph.grow()
    return size, *divmod(cost, MOVE)


class _Graph:
    """A network with residual arcs; the cheapest path is found anew each time (Bellman and Ford, with a queue)."""

    def __init__(self):
        self.arcs, self.out = [], defaultdict(list)

    def arc(self, tail, head, capacity, cost):
        for node, (to, room, price) in ((tail, (head, capacity, cost)), (head, (tail, 0, -cost))):
            self.out[node].append(len(self.arcs))
            self.arcs.append([to, room, price])

    def grow(self):
        """``(size, cost)`` of the largest flow that costs least."""
        size = cost = 0
        while path := self._path():
            room = min(self.arcs[n][1] for n in path)
            for n in path:
                self.arcs[n][1] -= room
                self.arcs[n ^ 1][1] += room
            size += room
            cost += room * sum(self.arcs[n][2] for n in path)
        return size, cost

    def _path(self):
        price, came, waiting, queued = {"source": 0}, {}, deque(["source"]), {"source"}
        while waiting:
            node = waiting.popleft()
            queued.discard(node)
            for n in self.out[node]:
                head, room, step = self.arcs[n]
                if room and price[node] + step < price.get(head, math.inf):
                    price[head], came[head] = price[node] + step, n
                    if head not in queued:
                        queued.add(head)
                        waiting.append(head)
        path, node = [], "sink"
        while node in came:
            path.append(came[node])
            node = self.arcs[came[node] ^ 1][0]
        return path[::-1]
