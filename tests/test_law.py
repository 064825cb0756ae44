"""The documents that are made from others: the table of law tells what is missing, and the fragments are sound."""

import pytest

from odoo.tests import BaseCase, tagged

from tools import readme
from tools.law import places, table
from tools.paths import addons


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At most two (Permen PANRB 4/2025 Pasal 13(1)).", {"Permen PANRB 4/2025 Pasal 13"}),
        ("PermenPANRB 14/2017: nine elements", {"Permen PANRB 14/2017"}),
        ("by Perpres 21/2023 Pasal 4 and 9", {"Perpres 21/2023 Pasal 4", "Perpres 21/2023 Pasal 9"}),
        ("UU 27/2022 Pasal 20(2) c and e", {"UU 27/2022 Pasal 20"}),
        ("Permen PANRB 6/2022 and 7/2022", {"Permen PANRB 6/2022", "Permen PANRB 7/2022"}),
        ("SE Mendagri 800.1.5/3349/SJ: five minutes", {"SE Mendagri 800.1.5/3349/SJ"}),
        ("SE MenPANRB 2/2026 and Perpres 21/2023 Pasal 7", {"SE PANRB 2/2026", "Perpres 21/2023 Pasal 7"}),
        ("PP 94/2021 counts. Two of 12/2025 do not", {"PP 94/2021"}),
        ("Permen PANRB 4/2025 Pasal 25 (discipline), Pasal 10 (special)",
         {"Permen PANRB 4/2025 Pasal 25", "Permen PANRB 4/2025 Pasal 10"}),
        ("Pasal 3 of the circular, 40 percent", set()),
    ],
)  # fmt: skip
def test_citations_are_read(text, found):
    assert places.citations(text) == found


def test_nothing_is_missing():
    assert list(table.problems()) == []


@pytest.mark.parametrize(
    ("file", "change", "problem"),
    [
        ("provisions.csv", {"citation": "UU 1/1945 Pasal 1"}, "no test cites UU 1/1945 Pasal 1"),
        ("provisions.csv", {"citation": "UU 1/1945 Pasal 1"}, "no docstring and no help of a field cites UU 1/1945"),
        ("needs.csv", {"done": "flexible.work.nothing"}, "there is no flexible.work.nothing"),
        ("needs.csv", {"tests": "test_plan.test_nothing"}, "0 tests are called test_plan.test_nothing"),
        ("needs.csv", {"tests": ""}, "neither function and test, nor why not"),
    ],
)
def test_what_is_missing_is_said(monkeypatch, file, change, problem):
    rows = table.rows

    def changed(name):
        found = rows(name)
        return found if name != file else [*found, {**found[0], **change}]

    monkeypatch.setattr(table, "rows", changed)
    assert [line for line in table.problems() if problem in line]


def test_an_article_that_is_not_listed_is_said(monkeypatch):
    rows = table.rows
    monkeypatch.setattr(table, "rows", lambda name: rows(name)[1:])
    assert [line for line in table.problems() if line.endswith("which tools/law/provisions.csv does not list")]


def test_the_table_is_the_same_each_time():
    text = table.document()
    assert text == table.document()
    assert [number for number in range(1, 75) if f"\n| {number} |" not in text] == []


@pytest.mark.parametrize("addon", addons())
def test_readme_of_an_addon_is_sound(addon):
    """docutils doubts nothing in it, so that an index of packages can show it, too."""
    assert "<h" in readme.html_of(readme.readme(addon))


def test_a_fragment_with_a_fault_is_refused():
    with pytest.raises(Exception, match="Inline literal start-string"):
        readme.html_of("Run ``odoo and wait.\n")


@tagged("post_install", "-at_install")
class TestNamesOfTheTable(BaseCase):
    """Names of models and fields in the table are found in the sources; here the running system is asked."""

    def test_models_and_fields_are_in_the_registry(self):
        from odoo.modules.registry import Registry
        from odoo.tests.common import get_db_name

        registry = Registry(get_db_name())
        unknown = []
        for row in table.rows("needs.csv"):
            for name in row["done"].split():
                model, _dot, part = name.rpartition(".")
                if name.startswith(("flexible.work.", "hr.", "res.")) and name not in registry:
                    if model not in registry or not hasattr(registry[model], part):
                        unknown.append(name)
        self.assertEqual(unknown, [])
