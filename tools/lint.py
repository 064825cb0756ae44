"""What ``make lint`` checks, in the environment's Python. Every check is run; the status is 1 if any of them fails.

python -m tools.lint [CHECK ...]        single ones, as the hooks of pre-commit do
"""

import ast
import re
import sys
from pathlib import Path

from . import docs
from .console import run
from .paths import ROOT, addons, manifests

LANGUAGE = "id"
# a model too long for one file goes on in others on purpose; a method that gives nothing back (a computed field, a
# constraint) has nothing to return from super()
NOT_ASKED = "consider-merging-classes-inherited,missing-return"
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")


def tracked(pattern, *folders):
    """Files below the given folders of the repository, our own only."""
    for folder in folders or (".",):
        for path in sorted((ROOT / folder).rglob(pattern)):
            path = path.relative_to(ROOT)
            if not any(part.startswith(".") or part == "node_modules" for part in path.parts):
                yield path


# ---------------------------------------------------------------- Python
def ruff():
    command = (sys.executable, "-m", "ruff", "check", "--quiet", "--output-format=concise", ".")
    return run(*command, cwd=ROOT, check=False).returncode


def ruff_format():
    command = (sys.executable, "-m", "ruff", "format", "--check", "--quiet", ".")
    return run(*command, cwd=ROOT, check=False).returncode


def pylint():
    command = (sys.executable, "-m", "pylint", "--rcfile=.pylintrc", f"--disable={NOT_ASKED}", *addons())
    return run(*command, cwd=ROOT, check=False).returncode


# ---------------------------------------------------------------- XML
def xml():
    """Every XML file is well formed; what a manifest loads keeps to the schema of Odoo's data files."""
    from lxml import etree

    import odoo

    schema = etree.RelaxNG(etree.parse(str(Path(odoo.__path__[0]) / "import_xml.rng")))
    loaded = {
        Path(addon, name)
        for addon, manifest in manifests().items()
        for name in (*manifest.get("data", ()), *manifest.get("demo", ()))
    }
    for path in tracked("*.xml"):
        try:
            document = etree.parse(ROOT / path)
        except etree.XMLSyntaxError as error:
            yield f"{path}: {error}"
            continue
        if path in loaded and not schema.validate(document):
            error = schema.error_log.last_error
            yield f"{path}:{error.line}: {error.message}"


# ---------------------------------------------------------------- tests
def imported_tests():
    """Odoo's own runner sees only the test files that tests/__init__.py imports."""
    for addon in addons():
        package = ROOT / addon / "tests/__init__.py"
        files = {path.stem for path in package.parent.glob("test_*.py")}
        names = set()
        if package.exists():
            for node in ast.walk(ast.parse(package.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    names |= {alias.name.rpartition(".")[2] for alias in node.names}
        for name in sorted(files - names):
            yield f"{addon}/tests/{name}.py: tests/__init__.py does not import it"
        for name in sorted({name for name in names if name.startswith("test_")} - files):
            yield f"{addon}/tests/__init__.py: there is no {name}.py"


# ---------------------------------------------------------------- translations
def translations():
    """Every term has its Indonesian words, with the same placeholders, and the template knows the same terms.

    Whether the terms are those of the code needs a database: tests/test_packaging.py asks that.
    """
    import polib

    for addon in addons():
        path = Path(addon, "i18n", f"{LANGUAGE}.po")
        template = Path(addon, "i18n", f"{addon}.pot")
        if not (ROOT / path).exists():
            yield f"{path}: missing; make i18n writes it"
            continue
        entries = [entry for entry in polib.pofile(str(ROOT / path)) if not entry.obsolete]
        for entry in entries:
            yield from problems_of(path, entry)
        if not (ROOT / template).exists():
            yield f"{template}: missing; make i18n writes it"
            continue
        known = {entry.msgid for entry in polib.pofile(str(ROOT / template))}
        for term in sorted(known ^ {entry.msgid for entry in entries}):
            yield f"{path}: {term!r} is in only one of {path.name} and {template.name}; make i18n"


def problems_of(path, entry):
    where = f"{path}:{entry.linenum}: {entry.msgid!r}"
    if not entry.msgstr:
        yield f"{where} is not translated"
    elif entry.fuzzy:
        yield f"{where} is marked as fuzzy"
    elif sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(PLACEHOLDER.findall(entry.msgstr)):
        yield f"{where} has other placeholders in its translation"


CHECKS = {
    "ruff": ruff,
    "ruff-format": ruff_format,
    "pylint-odoo": pylint,
    "XML": xml,
    "tests-imported": imported_tests,
    "translations": translations,
    "documents": docs.problems,
}


def main(*names):
    unknown = set(names) - set(CHECKS)
    if unknown:
        print(f"lint knows no {', '.join(sorted(unknown))}: {', '.join(CHECKS)}")
        return 1
    failed = []
    for name in names or CHECKS:
        result = CHECKS[name]()
        if not isinstance(result, int):
            problems = list(result)
            for problem in problems:
                print(problem)
            result = len(problems)
        if result:
            failed.append(name)
        print(f"{name}: {'failed' if result else 'ok'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
