"""The repository as a package: what an administrator installs and what a new developer reads must hold together."""

import ast
import io
import re
import shutil
import subprocess
from datetime import date, datetime, time

import polib
import pytest

from odoo.modules import get_module_path
from odoo.tests import TransactionCase, tagged
from odoo.tools.convert import convert_file
from odoo.tools.translate import trans_export

from odoo.addons.flexible_work_asn.demo.regions import REGIONS, ROLES
from odoo.addons.flexible_work_asn.local_time import to_local

from tools import dev, docs, lint, server
from tools.paths import ROOT, addons, manifests

REQUIRED_KEYS = ("name", "summary", "version", "category", "author", "license", "depends", "data")
DATA_FOLDERS = ("data", "demo", "report", "security", "views", "wizard")
DEFINING = re.compile(r"^class \w+\((?:models\.\w*Model|(?:http\.)?Controller)\b", re.MULTILINE)
LICENCE_FILES = ("LICENSE", "COPYING")
# written so that this file does not find itself
REGISTRIES = re.compile(
    r"\b(?:pypi|pythonhosted|debian|ubuntu|npmjs|npmmirror|yarnpkg|unpkg|jsdelivr|docker|quay|ghcr|nodesource)"
    r"[.](?:org|com|io|net)\b"
)
MACHINE_PATHS = re.compile(r"(?<![\w./}])/(?:home|root|Users|work|workspace|tmp|mnt)/\w|\b[A-Z]:\\\\?Users\b")


def repository_files():
    """Files that git knows; without git, all but the ignored."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listing = ("git", "-c", "safe.directory=*", "ls-files")
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]
    ignored = {".odoo", ".git", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis"}
    files = (path for path in ROOT.rglob("*") if path.is_file())
    return [path for path in files if not ignored & set(path.relative_to(ROOT).parts)]


def lines_of(path):
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def places(pattern):
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in repository_files()
        if path.name not in LICENCE_FILES
        for number, line in enumerate(lines_of(path), 1)
        if pattern.search(line)
    ]


def test_no_registry_is_named_in_any_file():
    assert places(REGISTRIES) == []


def test_no_path_of_a_machine_is_named_in_any_file():
    assert places(MACHINE_PATHS) == []


def test_licence_is_lgpl_3():
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("addon", addons())
def test_manifest_is_complete(addon):
    manifest = manifests()[addon]
    assert [key for key in REQUIRED_KEYS if not manifest.get(key)] == []
    assert re.fullmatch(r"19\.0\.\d+\.\d+\.\d+", manifest["version"])
    assert manifest["license"] == "LGPL-3"
    assert [module for module in manifest["depends"] if not get_module_path(module)] == []
    assert (ROOT / addon / "static/description/icon.png").exists()


@pytest.mark.parametrize("addon", addons())
def test_manifest_names_the_files_that_are_there(addon):
    manifest = manifests()[addon]
    named = [*manifest.get("data", ()), *manifest.get("demo", ())]
    assert [name for name in named if not (ROOT / addon / name).is_file()] == []
    assert len(named) == len(set(named))
    present = {
        path.relative_to(ROOT / addon).as_posix()
        for folder in DATA_FOLDERS
        for kind in ("*.xml", "*.csv")
        for path in (ROOT / addon / folder).glob(kind)
    }
    assert sorted(present - set(named)) == []


@pytest.mark.parametrize("addon", addons())
def test_assets_of_the_manifest_match_files(addon):
    for bundle, entries in manifests()[addon].get("assets", {}).items():
        for entry in entries:
            pattern = entry if isinstance(entry, str) else entry[-1]
            if pattern.partition("/")[0] == addon:
                assert list(ROOT.glob(pattern)), f"{bundle}: nothing matches {pattern}"


@pytest.mark.parametrize("addon", addons())
def test_every_file_with_models_or_pages_is_imported(addon):
    """What is in a file that its package does not import is not there, and nothing says so."""
    for package in (ROOT / addon).rglob("__init__.py"):
        imported = {
            alias.name
            for node in ast.walk(ast.parse(package.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        sources = {path.stem: path.read_text(encoding="utf-8") for path in package.parent.glob("*.py")}
        defining = {name for name, source in sources.items() if DEFINING.search(source)}
        assert sorted(defining - imported) == [], package.parent.relative_to(ROOT)


def test_commands_of_the_makefile_are_those_of_the_tools():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^COMMANDS = (.*)$", makefile, re.MULTILINE)[1].split()
    assert set(targets) <= set(dev.COMMANDS)
    assert set(re.findall(r"^ {2}make ([\w-]+)", dev.HELP, re.MULTILINE)) <= set(targets)


def test_commands_of_the_readme_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z][\w-]*)", "\n".join(re.findall(r"`[^`]+`|^ {4}.*$", readme, re.MULTILINE))))
    assert {"demo", "test", "stop"} <= named
    assert sorted(named - set(dev.COMMANDS)) == []


def test_files_of_the_readme_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = [name for name in re.findall(r"\]\(([^)#]+)\)", readme) if "://" not in name]
    named = re.findall(r"\b(?:[\w-]+/)+test_\w+\.py\b", readme)
    assert [name for name in linked + named if not (ROOT / name).exists()] == []


def test_lock_pins_every_requirement_with_hashes():
    asked = {
        re.match(r"[\w.-]+", line)[0].lower().replace("_", "-")
        for line in (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = {name.lower() for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    assert sorted(asked - pinned) == []
    assert lock.count("--hash=sha256:") >= len(pinned)
    assert not re.search(r"^\s*(?:-i|--(?:extra-)?index-url|--find-links|--trusted-host)\b|://", lock, re.MULTILINE)


def test_ci_is_executable_and_calls_the_commands():
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert set(re.findall(r"^tools ([\w-]+)", script.read_text(encoding="utf-8"), re.MULTILINE)) == {"lint", "test"}


def test_hooks_of_pre_commit_are_the_checks_of_lint():
    """One list of checks; nothing but what this repository pins is run, and nothing fetched."""
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"^ +- repo: (.*)$", text, re.MULTILINE) == ["local"]
    assert re.findall(r"^ +entry: python3 -m tools lint (.*)$", text, re.MULTILINE) == list(lint.CHECKS)


def test_documents_are_what_they_are_made_from():
    assert list(docs.problems()) == []


@pytest.mark.parametrize("addon", addons())
def test_page_of_the_addon_shows_pictures_that_are_there(addon):
    folder = ROOT / addon / "static/description"
    page = (folder / "index.html").read_text(encoding="utf-8")
    shown = re.findall(r'<img [^>]*src="([^"]+)"', page)
    assert len(shown) > 1
    assert [name for name in shown if not (folder / name).is_file()] == []
    assert re.findall(r"<(?:script|style|link|iframe)\b", page) == []


@tagged("post_install", "-at_install")
class TestInstalled(TransactionCase):
    def test_addons_are_installed_with_the_version_of_their_manifest(self):
        modules = self.env["ir.module.module"].search([("name", "in", addons())])
        self.assertEqual(
            {module.name: (module.state, module.installed_version) for module in modules},
            {name: ("installed", manifest["version"]) for name, manifest in manifests().items()},
        )

    def test_translations_know_the_terms_of_the_code(self):
        """`make i18n` brings them in line."""
        for addon in addons():
            with self.subTest(addon=addon), io.BytesIO() as exported:
                trans_export(None, [addon], exported, "po", self.env)
                terms = {entry.msgid for entry in polib.pofile(exported.getvalue().decode())}
                text = (ROOT / addon / "i18n/id.po").read_text(encoding="utf-8")
                self.assertEqual(terms, {entry.msgid for entry in polib.pofile(text) if not entry.obsolete})

    def test_apps_shows_the_page_of_each_addon(self):
        """As Odoo makes it safe: headings, words and pictures are still there."""
        for module in self.env["ir.module.module"].search([("name", "in", addons())]):
            with self.subTest(addon=module.name):
                html = module.description_html
                self.assertRegex(html, r"<h2>Usage</h2>\s*<ul")
                names = re.findall(r'src="/(\w+)/static/description/([\w.-]+)"', html)
                self.assertGreater(len(names), 1)
                self.assertEqual({name for name, _file in names}, {module.name})
                self.assertNotIn("system-message", html)

    def test_every_model_of_ours_has_access_rights(self):
        ours = [model for model in self.env.registry.values() if model._module in addons() and model._auto]
        granted = set(self.env["ir.model.access"].search([]).mapped("model_id.model"))
        missing = [model._name for model in ours if not model._abstract and model._name not in granted]
        self.assertEqual(missing, [])


@tagged("post_install", "-at_install")
class TestDemonstration(TransactionCase):
    @classmethod
    def setUpClass(cls):
        """Odoo itself goes on without demo data that fail, and says so in its log only."""
        super().setUpClass()
        for addon, manifest in ((addon, manifests()[addon]) for addon in addons()):
            for name in manifest.get("demo", ()):
                convert_file(cls.env(su=True), addon, name, {}, mode="init", noupdate=True)

    def test_demo_data_load_after_each_other_and_bring_the_logins(self):
        users = self.env["res.users"].search([("login", "in", list(server.LOGINS))])
        self.assertEqual(sorted(users.mapped("login")), sorted(server.LOGINS))
        self.assertTrue(self.env["flexible.work.day"].search_count([("employee_id.user_id", "in", users.ids)]))

    def test_each_region_of_the_articles_is_a_company_with_its_circular_days_and_people(self):
        """What it is bound by and how it has lived in the last days, as its own BKPSDM reads it."""
        for key, facts in REGIONS.items():
            with self.subTest(region=key):
                users = {role: self.env["res.users"].search([("login", "=", f"{role}_{key}")]) for role in ROLES}
                self.assertEqual({role: len(user) for role, user in users.items()}, dict.fromkeys(ROLES, 1))
                company = users["bkpsdm"].company_id
                self.assertEqual((company.name, set(users["pegawai"].company_ids)), (facts["name"], {company}))
                mine = self.env(user=users["bkpsdm"].id, context={"allowed_company_ids": company.ids})
                today = company._flexible_work_today()
                self.assertTrue(mine["flexible.work.circular"]._binding_between(company, today, today), "in force")
                self.assertEqual(
                    set(mine["hr.department"].search([("is_opd", "=", True)]).mapped("name")),
                    {title for _key, title, _category, _size in facts["units"]},
                )
                days = mine["flexible.work.day"].search([("date", "<", today)])
                self.assertEqual(days.company_id, company, "of nobody else")
                self.assertTrue(days.filtered("check_in"), "somebody came")

    def test_holidays_of_the_demo_data_are_whole_days_of_the_city(self):
        names = self.env["ir.model.data"].search(
            [("model", "=", "resource.calendar.leaves"), ("name", "=like", "holiday\\_%")]
        )
        leaves = self.env["resource.calendar.leaves"].browse(names.mapped("res_id"))
        spans = [[to_local(moment, "Asia/Jayapura") for moment in (leave.date_from, leave.date_to)] for leave in leaves]
        days = [date(*map(int, name.split("_")[1:])) for name in names.mapped("name")]
        self.assertTrue(days)
        self.assertEqual(
            spans, [[datetime.combine(day, time.min), datetime.combine(day, time(23, 59, 59))] for day in days]
        )
        self.assertEqual(leaves.calendar_id, self.env.ref("flexible_work_asn.calendar_asn"))
