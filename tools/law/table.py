"""docs/law.md: article of law, setting or function that carries it out, test that shows it."""

import csv
from pathlib import Path

from ..paths import ROOT
from . import places

HERE = Path(__file__).parent
TARGET = ROOT / "docs/law.md"
WEIGHTS = {
    "A": "The law or the articles ask for it",
    "B": "Circulars in force ask for it",
    "C": "Quality and defence",
}
INTRODUCTION = """# From the law to the code and its tests

Made by `make docs` from the docstrings, the help of the settings and the tests, which cite articles as here.
`make lint` fails when an article has no function or no test, when a name does not exist any more, or when the code
cites an article that is not listed.

The full texts of Permen PANRB 4/2025 and of the central circulars were not at hand: the articles are those known from
official summaries and quotations. What they leave open is a setting. This table helps whoever audits; it is no legal
advice.
"""
#: kinds of places in the order in which they say most
ORDER = ("setting", "field", "model", "function", "module")


def rows(name):
    """The rows of a list; one with more or fewer cells than headings, as by a wrong quote, is an error."""
    with open(HERE / name, encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, strict=True))
    for number, row in enumerate(found, 1):
        if None in row or None in row.values():
            raise ValueError(f"{name}, row {number}: not as many cells as headings")
    return found


def link(name, path):
    return f"[{name}](../{path})"


def cell(text):
    return text.replace("|", "\\|")


# ---------------------------------------------------------------- articles
def carried_out(found):
    """Links to what cites an article, settings first."""
    known = sorted(found, key=lambda place: (ORDER.index(place.kind), place.name, place.path))
    return "<br>".join(
        link(f"`{place.name}`", place.path) + (" (setting)" if place.kind == "setting" else "") for place in known
    )


def shown(found):
    """Links to the files of tests that cite an article, each with its tests."""
    files = {}
    for place in sorted(found):
        files.setdefault(place.path, []).append(place.name)
    return "<br>".join(f"{link(Path(path).stem, path)}: {', '.join(names)}" for path, names in files.items())


def articles(code, tests):
    yield "## Articles\n"
    yield "| article | what it asks | carried out by | shown by |"
    yield "| --- | --- | --- | --- |"
    for row in rows("provisions.csv"):
        done = carried_out(code.get(row["citation"], ()))
        test = shown(tests.get(row["citation"], ()))
        asks = row["asks"] + (f" *{row['why']}*" if row["why"] else "")
        yield f"| {row['citation']} | {cell(asks)} | {done} | {test} |"
    yield ""


# ---------------------------------------------------------------- needs
def needs(names, tests):
    yield "## What regional governments need\n"
    yield "Beyond single articles, in order of weight: from the regulations above, circulars in force and practice."
    yield ""
    for weight, heading in WEIGHTS.items():
        yield f"### {heading}\n"
        yield "| no. | need | carried out by | shown by |"
        yield "| --- | --- | --- | --- |"
        for row in rows("needs.csv"):
            if row["weight"] == weight:
                yield line_of_need(row, names, tests)
        yield ""


def line_of_need(row, names, tests):
    done = "<br>".join(link(f"`{name}`", names[name]) for name in row["done"].split() if name in names)
    files = {}
    for test in row["tests"].split():
        for path in tests.get(test, ()):
            files.setdefault(path, []).append(test.partition(".")[2])
    test = "<br>".join(f"{link(Path(path).stem, path)}: {', '.join(found)}" for path, found in files.items())
    words = cell(row["need"]) + (f" *{cell(row['limits'])}*" if row["limits"] else "")
    return f"| {row['number']} | {words} | {done} | {test} |"


def document():
    """The text of docs/law.md."""
    lines = [INTRODUCTION, *articles(places.code_places(), places.test_places())]
    lines += needs(places.names(), places.test_names())
    return "\n".join(lines).rstrip() + "\n"


# ---------------------------------------------------------------- what is missing
def problems():
    """Articles and needs without function or test, and names that do not exist."""
    code, tests = places.code_places(), places.test_places()
    listed = {row["citation"]: row for row in rows("provisions.csv")}
    for citation, row in listed.items():
        if row["why"]:
            continue
        if citation not in code:
            yield f"tools/law/provisions.csv: no docstring and no help of a field cites {citation}"
        if citation not in tests:
            yield f"tools/law/provisions.csv: no test cites {citation}"
    for citation in sorted((set(code) | set(tests)) - set(listed)):
        example = min(code.get(citation) or tests[citation])
        yield f"{example.path}: cites {citation}, which tools/law/provisions.csv does not list"
    names, known = places.names(), places.test_names()
    for row in rows("needs.csv"):
        where = f"tools/law/needs.csv: need {row['number']}"
        for name in row["done"].split():
            if name not in names:
                yield f"{where}: there is no {name}"
        for test in row["tests"].split():
            if len(known.get(test, ())) != 1:
                yield f"{where}: {len(known.get(test, ()))} tests are called {test}"
        if not (row["limits"] or (row["done"] and row["tests"])):
            yield f"{where}: neither function and test, nor why not"
