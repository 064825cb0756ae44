"""Where the code cites the law: in docstrings, in the help of fields, and in tests.

A citation is written as lawyers here write it, ``Permen PANRB 4/2025 Pasal 13(1)``. Several articles of one regulation
may follow it in the same sentence: ``Perpres 21/2023 Pasal 4 and 9``. Paragraphs are folded into their article.
"""

import ast
import functools
import re
from typing import NamedTuple

from ..paths import ROOT, addons

KIND = r"(?:Permen ?PANRB|Perpres|Permendagri|PerBKN|Keppres|KEP|UU|PP|SE (?:Men)?PANRB|SE Mendagri)"
NUMBER = r"\d[\d.]*/(?:[A-Z.]+/)?(?:\d{4}(?:/SJ)?|\d+/SJ)"
INSTRUMENT = re.compile(rf"\b({KIND}) ({NUMBER})")
ANOTHER = re.compile(r"(?:,| and| dan) (\d+/\d{4})\b")
ARTICLES = re.compile(r"\bPasal (\d+)(?:\(\d+\))?(?: [a-z]\b)?((?:(?:, | and | dan )\d+(?:\(\d+\))?(?![\d.%/]))*)")
SPELLINGS = {"PermenPANRB": "Permen PANRB", "SE MenPANRB": "SE PANRB"}
#: models whose fields say how a regional government wants it
SETTINGS = ("res.company", "flexible.work.circular", "flexible.work.rule", "hr.department", "resource.calendar")
#: of a test in a class about a regulation: test_pasal_13_at_most_two_working_days
TEST_OF_ARTICLE = re.compile(r"test_pasal_(\d+)_")
SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z])|\n\s*\n")


class Place(NamedTuple):
    """Something in the code that cites an article; ``path`` is relative to the repository."""

    path: str
    name: str
    kind: str  # "setting" or "field", "function", "model", "module", "test"


def citations(text):
    """Citations in a text, such as {"Perpres 21/2023 Pasal 4", "PP 94/2021"}."""
    found = set()
    for sentence in SENTENCE.split(text):
        starts = list(INSTRUMENT.finditer(sentence))
        for match, following in zip(starts, [*starts[1:], None]):
            instrument = named(match[1], match[2])
            rest = sentence[match.end() : following.start() if following else len(sentence)]
            articles = set()
            for article in ARTICLES.finditer(rest):
                articles |= {article[1], *re.findall(r"(?<!\()\b(\d+)", article[2])}
            found |= {f"{instrument} Pasal {number}" for number in articles} or {instrument}
            found |= {named(match[1], number) for number in ANOTHER.findall(rest[:12])}
    return found


def named(kind, number):
    """One way to write the name of a regulation."""
    return f"{SPELLINGS.get(kind, kind)} {number}"


@functools.cache
def parse(path):
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def strings(node):
    """All text below a node, what stands beside each other joined by Python itself."""
    return "\n".join(
        part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def model_of(node):
    """The name of a class: that of its model where it has one."""
    names = {}
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
            names.update(
                {target.id: statement.value.value for target in statement.targets if isinstance(target, ast.Name)}
            )
    return names.get("_name") or names.get("_inherit") or node.name


# ---------------------------------------------------------------- code
def sources():
    """(path, tree) of the addons' Python files, without their tests, demonstration and migrations."""
    for addon in addons():
        for path in sorted((ROOT / addon).rglob("*.py")):
            path = path.relative_to(ROOT)
            if not {"tests", "demo", "migrations"} & set(path.parts):
                yield path, parse(path)


@functools.cache
def code_places():
    """{citation: {Place}} of the addons."""
    found = {}
    for path, tree in sources():
        collect_code(path, tree, found)
    return found


@functools.cache
def names():
    """{name: path} of models, their fields and methods, functions, and files that are no Python.

    A model that goes on in several files is found where it is defined (``_name``) first.
    """
    found = {}
    for path, tree in sources():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                found.setdefault(f"{path.stem}.{node.name}", path.as_posix())
            elif isinstance(node, ast.ClassDef):
                name_class(path, node, found)
    for addon in addons():
        for pattern in ("*/*.xml", "*/*.csv", "i18n/*.po"):
            for path in (ROOT / addon).glob(pattern):
                path = path.relative_to(ROOT).as_posix()
                found[path] = path
    return found


def name_class(path, node, found):
    owner = model_of(node)
    defined = any(isinstance(part, ast.Assign) and getattr(part.targets[0], "id", "") == "_name" for part in node.body)
    own = {owner, f"{path.stem}.{node.name}"}
    for part in node.body:
        if isinstance(part, ast.FunctionDef):
            own.add(f"{owner}.{part.name}")
        elif isinstance(part, ast.Assign) and isinstance(part.value, ast.Call):
            own.add(f"{owner}.{part.targets[0].id}")
    for name in own:
        if defined or name not in found:
            found[name] = path.as_posix()


def collect_code(path, tree, found):
    def note(text, name, kind):
        for citation in citations(text or ""):
            found.setdefault(citation, set()).add(Place(path.as_posix(), name, kind))

    note(ast.get_docstring(tree), path.stem, "module")
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            note(ast.get_docstring(node), f"{path.stem}.{node.name}", "function")
        elif isinstance(node, ast.ClassDef):
            owner = model_of(node)
            note(ast.get_docstring(node), owner, "model")
            for part in node.body:
                if isinstance(part, ast.FunctionDef):
                    note(ast.get_docstring(part), f"{owner}.{part.name}", "function")
                elif isinstance(part, ast.Assign) and isinstance(part.value, ast.Call):
                    kind = "setting" if owner in SETTINGS else "field"
                    note(strings(part.value), f"{owner}.{part.targets[0].id}", kind)


# ---------------------------------------------------------------- tests
def test_files():
    """Paths of all tests but that of this package, which cites articles that there are not."""
    for folder in (*(ROOT / addon / "tests" for addon in addons()), ROOT / "tests"):
        for path in sorted(folder.glob("test_*.py")):
            if path != ROOT / "tests/test_law.py":
                yield path.relative_to(ROOT)


@functools.cache
def test_places():
    """{citation: {Place}} of tests: what a test's name, docstring or expectations cite."""
    found = {}
    for path in test_files():
        for owner, node in tests_of(parse(path)):
            cited = citations(strings(node))
            article = TEST_OF_ARTICLE.match(node.name)
            if article and owner:
                regulations = {INSTRUMENT.match(name)[0] for name in citations(ast.get_docstring(owner) or "")}
                cited |= {f"{regulation} Pasal {article[1]}" for regulation in regulations}
            for citation in cited:
                found.setdefault(citation, set()).add(Place(path.as_posix(), node.name, "test"))
    return found


@functools.cache
def test_names():
    """{file.test: [paths]} of all tests."""
    found = {}
    for path in test_files():
        for _owner, node in tests_of(parse(path)):
            found.setdefault(f"{path.stem}.{node.name}", []).append(path.as_posix())
    return found


def tests_of(tree):
    """(class or None, function) of each test of a file."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield None, node
        elif isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and part.name.startswith("test_"):
                    yield node, part
