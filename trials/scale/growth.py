"""Time, queries and memory per person while a region grows; what is flat stays level in the chart."""

import json
import subprocess
import sys
from pathlib import Path

from .chart import line_chart
from .databases import database
from .history import WORKING_DAYS

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
STEPS = ("plan", "day", "report", "month")
#: three years; of more people fewer days, up to so many rows
DAYS, ROWS = 3 * WORKING_DAYS, 2_500_000
#: what else the figures hold
OTHER = ("sizes", "xlsx bytes", "pdf bytes")


def add_arguments(parser):
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="employees, comma-separated")
    parser.add_argument("--days", type=int, default=DAYS, help="working days of history (default: three years)")
    parser.add_argument("--rows", type=int, default=ROWS, help="days of people at most; of larger regions fewer days")
    parser.add_argument("--steps", default=",".join(STEPS))
    parser.add_argument("--chart", type=Path, help="folder for the charts (SVG) and the figures (JSON)")


def run(options):
    results = {}
    for size in map(int, options.sizes.split(",")):
        days = min(options.days, max(1, options.rows // size))
        print(f"{size:,} employees, {days} working days of history", file=sys.stderr, flush=True)
        with database("READY", f"growth_{size}") as name:
            results[size] = {**_one(name, size, days, options.steps), "days": days}
    print(table(results))
    print(weights(results))
    if options.chart:
        options.chart.mkdir(parents=True, exist_ok=True)
        (options.chart / "growth.json").write_text(json.dumps(results, indent=1) + "\n")
        for kind, text in charts(results).items():
            (options.chart / f"growth-{kind}.svg").write_text(text)
    return 0


def _one(name, size, days, steps):
    program = (sys.executable, "-m", "trials.scale.growth_one")
    arguments = (name, str(size), str(days), steps)
    subprocess.run((*program, "load", *arguments), check=True)
    done = subprocess.run((*program, "measure", *arguments), check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _steps(results):
    found = dict.fromkeys(step for result in results.values() for step in result)
    return [step for step in found if step not in (*OTHER, "days")]


def table(results):
    """Milliseconds per person of the clock, computed by Python and by the database, queries and megabytes of a step."""
    lines = []
    for step in _steps(results):
        lines.append(f"\n{step}")
        lines.append(
            f"{'people':>10} {'seconds':>9} {'ms/person':>10} {'Python ms':>10} {'SQL ms':>8} {'queries':>8} {'MB':>7}"
        )
        for size, result in results.items():
            if step in result:
                found = result[step]
                each = [1000 * found[kind] / size for kind in ("seconds", "python", "database")]
                lines.append(
                    f"{size:>10,} {found['seconds']:>9.2f} {each[0]:>10.3f} {each[1]:>10.3f} {each[2]:>8.3f}"
                    f" {found['queries']:>8} {found['megabytes']:>7.0f}"
                )
    return "\n".join(lines)


def weights(results):
    """What a person weighs in a year of 250 working days and one row of each a day, by the largest table measured."""
    lines = ["", "bytes per row: table, indexes; per person and year (MB)"]
    largest = {}
    for result in results.values():
        for name, found in result["sizes"].items():
            if found["rows"] > largest.get(name, {"rows": 0})["rows"]:
                largest[name] = found
    for name, found in largest.items():
        table_bytes, index_bytes = found["table"] / found["rows"], found["indexes"] / found["rows"]
        year = (table_bytes + index_bytes) * WORKING_DAYS / 1e6
        yearly = f"{year:.3f}" if name in ("flexible_work_day", "hr_attendance") else ""
        lines.append(
            f"{name:<32} {found['rows']:>10,} rows {table_bytes:>7.0f} {index_bytes:>6.0f} {yearly:>8}"
            f"  (a row as the job writes it: {found['row']})"
        )
    return "\n".join(lines)


def charts(results):
    """Three charts: time of the clock, time of Python, and memory, each per person."""
    kinds = {
        "time": ("Time per person", "ms per person", lambda found, size: 1000 * found["seconds"] / size),
        "computed": (
            "Computed per person by Odoo and PostgreSQL together",
            "ms per person",
            lambda found, size: 1000 * (found["python"] + found["database"]) / size,
        ),
        "memory": (
            "Memory per person at the peak",
            "kB per person",
            lambda found, size: 1000 * found["megabytes"] / size,
        ),
    }
    drawn = {}
    for kind, (title, unit, value) in kinds.items():
        lines = {
            step: [(size, value(result[step], size)) for size, result in results.items() if step in result]
            for step in _steps(results)
            if step != "nothing to do"
        }
        lines = {step: [point for point in points if point[1] > 0] for step, points in lines.items()}
        drawn[kind] = line_chart(title, "employees", unit, {step: points for step, points in lines.items() if points})
    return drawn
