"""The virtual environment with Odoo in it, and the variables that every program of ours runs with."""

import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from . import apt, chromium, fetch_odoo, postgres
from .console import Stop, lock, logged, output, run, step
from .paths import BIN, CONF, DATA, HOME, LOGS, PYTHON, ROOT, VENV, digest

LOCK = ROOT / "requirements.txt"
SERIES = "19.0"
LAUNCHER = '#!/bin/sh\nexec "{python}" -I "{script}" "$@"\n'


class Environment(NamedTuple):
    variables: dict  # for every program of ours
    source: Path  # Odoo
    browser: str  # Chromium, or None


def prepare():
    """Make what is missing of the environment and start PostgreSQL."""
    with lock("environment"):
        install_packages()
        source = link_odoo()
        browser = chromium.ensure(PYTHON)
        write_launchers()
        write_configuration()
        return Environment(variables(browser), source, browser)


# ---------------------------------------------------------------- Python packages
def works(python):
    return Path(python).exists() and run(python, "-c", "", check=False, stderr=subprocess.DEVNULL).returncode == 0


def install_packages():
    """A virtual environment with what requirements.txt pins, through the index that pip is configured for here."""
    stamp = VENV / "installed"
    wanted = digest(LOCK.read_text(), sys.version_info[:2])
    if works(PYTHON) and stamp.exists() and stamp.read_text() == wanted:
        return
    with step("Python packages (about a minute)"):
        if not usable_venv():
            create_venv()
        pip = (PYTHON, "-m", "pip", "install", "-q", "--no-input", "--disable-pip-version-check", "--require-hashes")
        advice = "check the network and pip's configuration (pip config list), then start again"
        logged(LOGS / "pip.log", *pip, "-r", LOCK, advice=advice)
    stamp.write_text(wanted)


def usable_venv():
    """Whether there is one, of the Python that runs now, with pip."""
    version = "import pip, sys; print(sys.version_info[:2])"
    return works(PYTHON) and output(PYTHON, "-c", version, check=False) == str(sys.version_info[:2])


def create_venv():
    shutil.rmtree(VENV, ignore_errors=True)
    advice = "install the package python3-venv, or name another Python: make ... PYTHON=/path/to/python3"
    try:
        import ensurepip  # noqa: F401  (Debian has it in python3-venv, which may be missing)
    except ImportError:
        logged(LOGS / "venv.log", sys.executable, "-m", "venv", "--without-pip", VENV, advice=advice)
        install_pip(advice)
    else:
        logged(LOGS / "venv.log", sys.executable, "-m", "venv", VENV, advice=advice)


def install_pip(advice):
    """pip out of the distribution's package python3-pip-whl, without root."""
    try:
        package = "python3-pip-whl"
        found = apt.find_and_download([package], HOME / "deb", {"debian": [None], "ubuntu": [None]})[package]
    except apt.Unavailable as error:
        raise Stop(f"this Python has no ensurepip, and pip cannot be had otherwise ({error}): {advice}") from None
    for archive, member in apt.members(found):
        if member.isreg() and Path(member.name).name.startswith("pip-"):
            wheel = HOME / "deb" / Path(member.name).name
            wheel.write_bytes(archive.extractfile(member).read())
    logged(LOGS / "venv.log", PYTHON, wheel / "pip", "install", "-q", "--no-index", wheel, advice=advice)


# ---------------------------------------------------------------- Odoo
def link_odoo():
    """Make ``import odoo`` and ``python -m odoo`` work in the virtual environment; returns Odoo's folder."""
    given = os.environ.get("ODOO_PATH")
    source = Path(given).expanduser().resolve() if given else fetch_odoo.fetch()
    if not (source / "odoo" / "release.py").exists():
        raise Stop(f"ODOO_PATH names {source}, which has no odoo/release.py: name the folder that holds odoo/")
    series = series_of(source)
    if series != SERIES:
        raise Stop(f"{source} holds Odoo {series}, but the addons are for {SERIES}")
    site = next(VENV.glob("lib/python3*/site-packages"))
    (site / "odoo-source.pth").write_text(f"{source}\n")
    return source


def series_of(source):
    """'19.0', read without importing Odoo."""
    release = (source / "odoo/release.py").read_text(encoding="utf-8")
    found = re.search(r"^version_info = \((\S+), (\d+),", release, re.MULTILINE)
    return ".".join(found.groups()) if found else "of an unknown version"


@functools.cache
def odoo_version(source):
    """Changes when another Odoo is used, or the one that ODOO_PATH names is updated."""
    marks = ("fetched.json", ".git/HEAD", ".git/index", "odoo/release.py")
    return digest(source, *((source / mark).stat().st_mtime_ns for mark in marks if (source / mark).exists()))


# ---------------------------------------------------------------- programs and their variables
def write_launchers():
    """Programs that Odoo looks for on PATH."""
    BIN.mkdir(exist_ok=True)
    launcher = BIN / "wkhtmltopdf"
    launcher.write_text(LAUNCHER.format(python=PYTHON, script=ROOT / "tools/wkhtmltopdf.py"))
    launcher.chmod(0o755)


def has_patched_wkhtmltopdf():
    found = shutil.which("wkhtmltopdf")
    return bool(found) and "patched qt" in output(found, "--version", check=False)


def variables(browser):
    """PATH, the connection to PostgreSQL and Odoo's configuration, on top of the user's own variables."""
    found = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    found.update(postgres.start())
    # Odoo's own look-up knows only names on PATH; the stand-in for wkhtmltopdf and the fetched Chromium lie in BIN
    front = [postgres.programs(), PYTHON.parent]
    if not has_patched_wkhtmltopdf() or browser == str(chromium.FETCHED):
        front.append(BIN)
    if browser and not shutil.which(Path(browser).name):
        # one that CHROMIUM names, outside of PATH
        front.append(Path(browser).parent)
    found["PATH"] = os.pathsep.join([*map(str, front), found.get("PATH", "")])
    if browser:
        found["CHROMIUM"] = browser
    found["ODOO_RC"] = str(CONF)
    return found


def write_configuration():
    """The rest comes from variables (the server's PG...) and from the command line."""
    options = {
        "addons_path": ROOT,
        "data_dir": DATA,
        "http_interface": os.environ.get("HTTP_INTERFACE", "127.0.0.1"),
        "max_cron_threads": 0,
        "list_db": False,
    }
    text = "".join(f"{name} = {value}\n" for name, value in options.items())
    CONF.write_text(f"[options]\n{text}")
