"""A region like Bolaang Mongondow, made up from a seed: fifteen kecamatan short of people for their PATEN services, and
OPD with people to spare. Plain Python: nothing here knows Odoo or the addons.

The awkward cases are there on purpose: services without a volume, counters that are closed, people with several
competences or none, grades below what a service asks, officials, PPPK, people without area of residence, an island
that is hours away, OPD that are below their own minimum.
"""

import random
from dataclasses import dataclass, field

#: minutes of work in a year of five days a week (Permen PANRB 1/2020)
EFFECTIVE_MINUTES = 75_000
TRAVEL_MAX = 150

DISTRICTS = (
    "Lolayan, Passi Barat, Passi Timur, Bilalang, Poigar, Bolaang, Bolaang Timur, Lolak, Sangtombolang, Dumoga, "
    "Dumoga Barat, Dumoga Timur, Dumoga Utara, Dumoga Tenggara, Dumoga Tengah"
).split(", ")
#: where the people live, too: an area without a unit, and one that no road reaches
AREAS = (*DISTRICTS, "Kotamobagu", "Pulau Molosing")
OFFICES = (
    "Sekretariat Daerah, Sekretariat DPRD, Inspektorat, Bappeda, Badan Keuangan, Badan Pendapatan, BKPP, Kesbangpol, "
    "Dinas Kominfo, Dinas Perpustakaan, Dinas Pertanian, Dinas Perikanan, Dinas Perkebunan, Dinas Perdagangan, "
    "Dinas Pariwisata, Dinas Pemuda dan Olahraga, Dinas Tenaga Kerja, Dinas Ketahanan Pangan"
).split(", ")
COMPETENCES = ("Petugas loket", "Operator komputer", "Verifikator perizinan", "Kasir")
#: service: (competence or None, lowest grade, minutes a request, requests a year of a kecamatan)
SERVICES = {
    "Pengantar KTP dan KK": ("Petugas loket", None, 12, (4_000, 24_000)),
    "Rekomendasi izin usaha mikro": ("Verifikator perizinan", "3a", 75, (300, 2_900)),
    "Surat keterangan waris": ("Verifikator perizinan", "3a", 120, (50, 300)),
    "Perekaman data": ("Operator komputer", None, 20, (2_000, 14_000)),
    "Legalisasi": (None, None, 5, (500, 6_000)),
}
#: from the lowest
GRADES = ("2a", "2c", "3a", "3c", "4a")


@dataclass(frozen=True)
class Unit:
    """A kecamatan or an OPD; ``keeps`` is its own minimum of people."""

    name: str
    area: str
    is_district: bool
    keeps: int


@dataclass(frozen=True)
class Service:
    unit: str
    name: str
    competence: str | None
    grade: str | None
    minutes: int
    volume: int
    monthly: bool  # the volume is one of a month


@dataclass(frozen=True)
class Counter:
    unit: str
    name: str
    competence: str | None
    staff: int
    is_open: bool


@dataclass(frozen=True)
class Person:
    key: int
    unit: str
    competences: frozenset
    grade: str | None
    area: str | None
    kind: str
    structural: bool
    fixed: bool


@dataclass
class Region:
    units: list = field(default_factory=list)
    services: list = field(default_factory=list)
    counters: list = field(default_factory=list)
    people: list = field(default_factory=list)
    #: (area, area), both ways and to itself -> minutes
    travel: dict = field(default_factory=dict)


def region(seed=1, people=900):
    """The region of ``seed``; the same seed always gives the same one."""
    dice = random.Random(seed)
    made = Region()
    _areas(dice, made)
    _units(dice, made, people)
    for unit in made.units:
        if unit.is_district:
            _work(dice, made, unit)
    return made


def _areas(dice, made):
    """The kecamatan lie along a road; the island is five hours from everywhere."""
    places = {name: (dice.uniform(0, 90), dice.uniform(0, 40)) for name in AREAS}
    for one, (x1, y1) in places.items():
        for other, (x2, y2) in places.items():
            if one == other:
                minutes = 0
            elif "Pulau" in one + other:
                minutes = 300
            else:
                minutes = 5 + round(1.5 * (abs(x1 - x2) + abs(y1 - y2)))
            made.travel[one, other] = minutes


def _units(dice, made, people):
    number = people - 10 * len(DISTRICTS)
    sizes = [dice.randint(60, 140) for _office in OFFICES]
    sizes = [max(8, size * number // sum(sizes)) for size in sizes]
    for n, (name, size) in enumerate(zip(OFFICES, sizes)):
        # the last one is below its own minimum and must give nobody
        keeps = size + 3 if n == len(OFFICES) - 1 else size * dice.randint(75, 95) // 100
        made.units.append(Unit(name, "Kotamobagu" if n % 3 else dice.choice(DISTRICTS), False, keeps))
        _staff(dice, made, name, size)
    for name in DISTRICTS:
        size = dice.randint(6, 12)
        made.units.append(Unit(f"Kecamatan {name}", name, True, size))
        _staff(dice, made, f"Kecamatan {name}", size)


def _staff(dice, made, unit, size):
    in_district = unit.startswith("Kecamatan")
    for n in range(size):
        number = dice.choices((0, 1, 2), (10, 2, 1))[0]
        made.people.append(
            Person(
                key=len(made.people),
                unit=unit,
                competences=frozenset(dice.sample(COMPETENCES, number)),
                grade=dice.choice((None, *GRADES * 3)),
                area=dice.choice((None, *AREAS, *["Kotamobagu"] * 30, *["Pulau Molosing"] * 5)),
                kind=dice.choices(("pns", "pppk"), (4, 1))[0],
                structural=n == 0,
                # the people of a kecamatan stay: moves between two of them would hide what is checked
                fixed=in_district or dice.random() < 0.05,
            )
        )


def _work(dice, made, unit):
    for name, (competence, grade, minutes, (low, high)) in SERVICES.items():
        volume = 0 if dice.random() < 0.05 else dice.randint(low, high)
        monthly = dice.random() < 0.3
        made.services.append(
            Service(unit.name, name, competence, grade, minutes, volume // 12 if monthly else volume, monthly)
        )
    made.counters.append(Counter(unit.name, "Loket 1", "Petugas loket", dice.choice((1, 2)), True))
    made.counters.append(Counter(unit.name, "Loket 2", "Petugas loket", 1, dice.random() < 0.7))
    made.counters.append(Counter(unit.name, "Kasir", "Kasir", 1, dice.random() < 0.8))
