"""A proposal of placements through Odoo: analysis, building of the question, and the search with all that is kept."""

import random

from freezegun import freeze_time

from tests.population_load import utc

from .city import THURSDAY
from .measure import Row, timed

PEOPLE, DISTRICTS, AREAS, TOWNS = 3000, 30, 34, 8
COMPETENCES, MINUTES = 6, 75000


def proposal(bench):
    """Three thousand people, thirty districts that are short of several competences; nearest first beside the best."""
    city = bench.city
    with freeze_time(utc(THURSDAY, 9.0), tick=True):
        workload = _workload(city)
        people = len(city.employees)
        with timed(city.env) as timing:
            workload.action_compute()
        note = f"needed {workload.needed}, short of {workload.shortage}"
        yield Row("proposal: workload analysis", people, "people", timing, note)
        placement = city.env["flexible.work.placement"].create(
            {
                "name": "Benchmark",
                "workload_id": workload.id,
                "date_from": THURSDAY,
                "date_to": THURSDAY.replace(month=6),
                "seconds": 30,
            }
        )
        with timed(city.env) as timing:
            collected = placement._collect_problem()
        moving = len(collected.problem.people)
        yield Row("proposal: building of the problem", moving, "people", timing)
        with timed(city.env) as timing:
            placement.action_solve()
        proven = "proven best" if placement.is_proven else f"gap {placement.gap:.1f} %"
        note = (
            f"shortage {placement.shortage_before} → {placement.shortage_after}, {placement.move_count} moves, "
            f"{placement.travel_minutes:,} min, {proven} in {placement.duration:.2f} s; nearest first "
            f"{placement.greedy_shortage}, {placement.greedy_moves} moves, {placement.greedy_travel:,} min"
        )
        yield Row("proposal: search, explained and kept", moving, "people", timing, note)


def _workload(city):
    """Districts with services, where nobody has the competence yet, and people elsewhere who have it."""
    env, company, chance = city.env, city.company, random.Random(1)
    areas = env["flexible.work.area"].create(
        [
            {
                "name": f"Area {n}",
                "company_id": company.id,
                "is_located": True,
                "latitude": chance.uniform(0, 0.8),
                "longitude": chance.uniform(123.5, 124.5),
            }
            for n in range(AREAS)
        ]
    )
    competences = env["flexible.work.competence"].create(
        [{"name": f"Competence {n}", "company_id": company.id} for n in range(COMPETENCES)]
    )
    districts = env["hr.department"].create(
        [
            {"name": f"Kecamatan {n}", "company_id": company.id, "is_opd": True, "area_id": areas[n].id}
            for n in range(DISTRICTS)
        ]
    )
    env["flexible.work.service"].create(
        [
            {
                "name": competence.name,
                "department_id": district.id,
                "competence_id": competence.id,
                "volume": MINUTES * chance.randint(2, 6),
                "norm_minutes": 1,
            }
            for district in districts
            for competence in competences
        ]
    )
    company.flexible_unknown_need_keep_percent = 50
    people = city.employees[:PEOPLE]
    living, able = {}, {}
    for person in people:
        # in the towns, which are the last areas: the districts are far from most
        living.setdefault(chance.choice(areas[-TOWNS:]), []).append(person.id)
        for competence in chance.sample(list(competences), chance.randint(0, 2)):
            able.setdefault(competence, []).append(person.id)
    for area, ids in living.items():
        env["hr.employee"].browse(ids).residence_area_id = area
    for competence, ids in able.items():
        competence.employee_ids = env["hr.employee"].browse(ids)
    return env["flexible.work.workload"].create({"name": "Benchmark", "company_id": company.id, "date": THURSDAY})
