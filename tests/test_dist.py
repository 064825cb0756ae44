"""What ``make dist`` builds: the same bytes each time, complete, and installed from there without this repository."""

import ast
import json
import os
import shutil
import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

import odoo

from tools import dist
from tools.database import PREFIX, Databases
from tools.paths import ROOT, addons, manifests

INSTALL = "flexible_work_asn_reports"
#: libraries that Odoo 19 asks for itself, by the names that they are imported by
ODOO_BRINGS = {
    *("PIL", "babel", "dateutil", "lxml", "markupsafe", "openpyxl", "psycopg2", "pypdf", "pytz", "qrcode", "reportlab"),
    *("requests", "werkzeug", "xlrd", "xlsxwriter"),
}
#: imported where it is used, by files that say what to do where it is missing
OPTIONAL = {"flexible_work_asn/highs.py": {"highspy", "numpy"}}
#: run by the clean environment's Python: what our packages ask for and is not there
UNMET = """
import importlib.metadata as metadata
from packaging.requirements import Requirement
for found in metadata.distributions():
    if found.metadata["Name"].startswith("odoo-addon-flexible"):
        for line in found.requires:
            wanted = Requirement(line)
            try:
                version = metadata.version(wanted.name)
            except metadata.PackageNotFoundError:
                version = None
            if version is None or not wanted.specifier.contains(version, prereleases=True):
                print(f"{found.metadata['Name']} needs {line}, found {version}")
"""
#: run by Odoo's shell in the clean environment, after the installation
CHECK = """
import importlib, json
found = env["ir.module.module"].search([("name", "=like", "flexible_work_asn%")])
bundles = ("web.assets_backend", "flexible_work_asn_reports.assets_public", "hr_attendance.assets_public_attendance")
paths = [path for bundle in bundles for path, *_more in env["ir.asset"]._get_asset_paths(bundle, {})]
print("RESULT " + json.dumps({
    "modules": {module.name: [module.state, module.installed_version] for module in found},
    "files": {name: importlib.import_module(f"odoo.addons.{name}").__file__ for name in found.mapped("name")},
    "assets": len([path for path in paths if path.startswith("/flexible_work_asn")]),
}))
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    dist.build(folder)
    return folder


def wheel_of(folder, addon):
    (found,) = folder.glob(f"odoo_addon_{addon}-*.whl")
    return zipfile.ZipFile(found)


def zip_of(folder, addon):
    (found,) = folder.glob(f"{addon}-*.zip")
    return zipfile.ZipFile(found)


def test_the_same_state_gives_the_same_bytes(packages, tmp_path):
    """From a copy without git, with other modes and times of the files, at another time."""
    copy = tmp_path / "copy"
    for path in [Path("tools"), Path("LICENSE"), Path("COPYING"), Path("CHANGELOG.md"), *map(Path, addons())]:
        if (ROOT / path).is_dir():
            for name in dist.files_of(path):
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, copy / name)
                (copy / name).chmod(0o600)
        elif (ROOT / path).exists():
            shutil.copyfile(ROOT / path, copy / path)
    variables = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(dist.moment()),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TZ": "Asia/Tokyo",
    }
    command = (sys.executable, "-m", "tools.dist", tmp_path / "again")
    subprocess.run(command, cwd=copy, env=variables, check=True, umask=0o077, stdout=subprocess.DEVNULL)
    names = sorted(path.name for path in packages.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "again").iterdir())
    assert [name for name in names if (packages / name).read_bytes() != (tmp_path / "again" / name).read_bytes()] == []


@pytest.mark.parametrize("addon", addons())
def test_wheel_and_zip_hold_the_whole_addon_and_nothing_else(packages, addon):
    expected = {path.as_posix() for path in dist.files_of(addon)} | {f"{addon}/{name}" for name in dist.LICENCE}
    assert set(zip_of(packages, addon).namelist()) == expected
    names = set(wheel_of(packages, addon).namelist())
    info = {name for name in names if ".dist-info/" in name}
    # whool leaves out what only building needs
    assert {name.removeprefix("odoo/addons/") for name in names - info} == expected - {f"{addon}/pyproject.toml"}
    manifest = manifests()[addon]
    loaded = {f"{addon}/{name}" for key in ("data", "demo") for name in manifest.get(key, ())}
    assert sorted(loaded - expected) == []
    zipped, wheeled = zip_of(packages, addon), wheel_of(packages, addon)
    same = {name for name in expected if f"odoo/addons/{name}" in names}
    assert [name for name in sorted(same) if zipped.read(name) != wheeled.read(f"odoo/addons/{name}")] == []
    assert [name for name in expected if "__pycache__" in name or name.endswith((".pyc", ".orig"))] == []


@pytest.mark.parametrize("addon", addons())
def test_metadata_ask_for_what_the_addon_needs(packages, addon):
    wheel = wheel_of(packages, addon)
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    metadata = HeaderParser().parsestr(wheel.read(name).decode())
    manifest, known = manifests()[addon], manifests()
    assert metadata["Name"] == f"odoo-addon-{addon}"
    assert metadata["Version"] == manifest["version"]
    assert metadata["License"] == "LGPL-3"
    asked = {requirement.replace(" ", "") for requirement in metadata.get_all("Requires-Dist")}
    ours = {f"odoo-addon-{name}>={known[name]['version']},==19.0.*" for name in manifest["depends"] if name in known}
    external = set(manifest.get("external_dependencies", {}).get("python", ()))
    assert asked == {"odoo==19.0.*"} | ours | external


@pytest.mark.parametrize("addon", addons())
def test_every_library_is_brought_by_odoo_or_asked_for(addon):
    """What is imported and is neither makes a server of somebody else fail, and works here."""
    manifest, known = manifests()[addon], manifests()
    asked = {
        name
        for one in (addon, *(name for name in manifest["depends"] if name in known))
        for name in known[one].get("external_dependencies", {}).get("python", ())
    }
    unknown = set()
    for path in (path for path in dist.files_of(addon) if path.suffix == ".py" and "tests" not in path.parts):
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names.append(node.module)
            found = {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"odoo"}
            unknown |= {f"{path}: {name}" for name in found - OPTIONAL.get(path.as_posix(), set())}
    assert sorted(line for line in unknown if line.rpartition(" ")[2] not in ODOO_BRINGS | asked) == []


def test_sums_are_those_of_the_files(packages):
    done = subprocess.run(("sha256sum", "-c", "--quiet", "SHA256SUMS"), cwd=packages, check=False)
    assert done.returncode == 0
    assert len((packages / "SHA256SUMS").read_text().splitlines()) == 2 * len(addons())


# ---------------------------------------------------------------- installed
@pytest.fixture(scope="module")
def clean(packages, tmp_path_factory):
    """A new virtual environment: our wheels by pip, Odoo and libraries from the old one, nothing of this repository."""
    folder = tmp_path_factory.mktemp("clean")
    venv = folder / "venv"
    make = (sys.executable, "-m", "virtualenv", "--quiet", "--no-download", "--no-periodic-update")
    subprocess.run((*make, "--app-data", folder / "app-data", venv), check=True)
    python = venv / "bin/python"
    (site,) = venv.glob("lib/python3*/site-packages")
    source = Path(odoo.__path__[0]).parent
    libraries = Path(pytest.__file__).parent.parent
    (site / "environment.pth").write_text(f"{libraries}\n{source}\n")
    pip = (python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check")
    subprocess.run((*pip, *sorted(packages.glob("*.whl"))), check=True, cwd=folder)
    configuration = folder / "odoo.conf"
    configuration.write_text(f"[options]\ndata_dir = {folder / 'data'}\nmax_cron_threads = 0\nlist_db = False\n")
    (folder / "data").mkdir()
    return python, configuration


def test_all_that_the_wheels_ask_for_is_there(clean):
    done = subprocess.run((clean[0], "-c", UNMET), cwd=clean[1].parent, capture_output=True, text=True, check=True)
    assert done.stdout == ""


def odoo_command(clean, *arguments, **options):
    """Run Odoo in the clean environment; returns what it says, and fails on any error in its log."""
    python, configuration = clean
    variables = {**os.environ, "ODOO_RC": str(configuration)}
    options.update(cwd=configuration.parent, env=variables, capture_output=True, text=True, check=False)
    done = subprocess.run((python, "-m", "odoo", *arguments, "--no-http", "--log-level=warn"), **options)
    assert done.returncode == 0, done.stderr[-3000:]
    assert [line for line in done.stderr.splitlines() if " ERROR " in line or " CRITICAL " in line] == []
    return done.stdout


def test_addons_are_installed_from_the_wheels(clean):
    """In a database with Odoo's modules alone, by a server that does not know this repository."""
    databases = Databases(dict(os.environ), Path(odoo.__path__[0]).parent)
    name = f"{PREFIX}dist"
    databases.copy(databases.template(), name)
    try:
        odoo_command(clean, "server", "-d", name, "-i", INSTALL, "--stop-after-init")
        said = odoo_command(clean, "shell", "-d", name, input=CHECK)
    finally:
        databases.drop(name)
    (line,) = [line for line in said.splitlines() if line.startswith("RESULT ")]
    result = json.loads(line.removeprefix("RESULT "))
    known = manifests()
    assert result["modules"] == {addon: ["installed", known[addon]["version"]] for addon in addons()}
    (site,) = (clean[1].parent / "venv").glob("lib/python3*/site-packages")
    assert result["files"] == {addon: f"{site}/odoo/addons/{addon}/__init__.py" for addon in addons()}
    assert result["assets"] > 50
