"""Bring i18n/*.pot and i18n/id.po of addons in line with their code; run by ``make i18n``.

A new term is added without a translation, for somebody to fill in; one that is gone is removed.
"""

import sys
import tempfile
from pathlib import Path

from .console import output
from .lint import LANGUAGE
from .paths import ROOT

# would differ at every run and say nothing
UNSTABLE = ("POT-Creation-Date", "PO-Revision-Date")


def export(database, addon, target):
    command = ("-m", "odoo", "i18n", "export", "-d", database, "-l", "pot", "-o", target, addon)
    output(sys.executable, *command)


def merge(addon, template):
    """Write both files of an addon; returns how many terms have no translation."""
    import polib

    folder = ROOT / addon / "i18n"
    folder.mkdir(exist_ok=True)
    fresh = polib.pofile(str(template), wrapwidth=78)
    for name in UNSTABLE:
        fresh.metadata.pop(name, None)
    fresh.save(str(folder / f"{addon}.pot"))
    path = folder / f"{LANGUAGE}.po"
    known = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))} if path.exists() else {}
    for entry in fresh:
        entry.msgstr = known.get(entry.msgid, "")
    fresh.metadata["Language"] = LANGUAGE
    fresh.metadata["Plural-Forms"] = "nplurals=1; plural=0;"
    fresh.save(str(path))
    return len(fresh.untranslated_entries())


def main(database, *names):
    with tempfile.TemporaryDirectory() as folder:
        for addon in names:
            template = Path(folder) / f"{addon}.pot"
            export(database, addon, template)
            left = merge(addon, template)
            print(f"{addon}/i18n/{LANGUAGE}.po: {left} terms to translate")


if __name__ == "__main__":
    main(*sys.argv[1:])
