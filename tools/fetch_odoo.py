"""Odoo 19 out of the distribution's package, only the parts that are needed, as a folder that can be moved.

The result holds ``odoo-bin``, ``odoo/`` and ``odoo-19.0.egg-info`` (so that pip knows that odoo is there).
"""

import ast
import fnmatch
import json
import posixpath
import shutil
from pathlib import PurePosixPath

from . import apt
from .console import Stop, step
from .paths import HOME, SOURCE, digest

PACKAGE = "odoo-19"
# the package links into these: jQuery is in Odoo's assets for the login page, Roboto is the font of reports
COMPANIONS = ("libjs-jquery", "fonts-roboto-unhinted")
SUITES = {"debian": ["sid", None], "ubuntu": [None, "devel"]}
INSTALLED = PurePosixPath("usr/lib/python3/dist-packages")
LANGUAGES = {"id"}
LEFT_OUT = ("l10n_*", "pos_*", "point_of_sale", "website*", "theme_*", "iot_*", "payment_*", "test_*")
# not in the package for want of its source, and used only to blur the background of video calls; but a missing
# file of an asset bundle is an error in the log and in the browser's console, which fails every browser test
EMPTY = ("odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js",)
ADVICE = (
    "set ODOO_PATH to an Odoo 19 that you have: a source checkout (branch 19.0), an unpacked nightly, "
    "or the folder with odoo/ in it of a Docker image"
)
WANTED = digest(PACKAGE, COMPANIONS, SUITES, sorted(LANGUAGES), LEFT_OUT, EMPTY)


def fetch():
    """Get Odoo if it is not there yet; returns its folder."""
    stamp = SOURCE / "fetched.json"
    if stamp.exists() and json.loads(stamp.read_text()).get("wanted") == WANTED:
        return SOURCE
    with step("Odoo 19: downloading the distribution's package (125 MB)"):
        try:
            packages = apt.find_and_download([PACKAGE, *COMPANIONS], HOME / "deb", SUITES)
        except apt.Unavailable as error:
            raise Stop(f"Odoo 19 cannot be had from this machine's package manager ({error}): {ADVICE}") from None
    fresh = SOURCE.with_name("src.new")
    shutil.rmtree(fresh, ignore_errors=True)
    with step("Odoo 19: unpacking what is needed"):
        links = unpack(packages[PACKAGE], fresh)
        for name in COMPANIONS:
            fill(links, packages[name], fresh)
        for path in EMPTY:
            if not (fresh / path).exists():
                (fresh / path).parent.mkdir(parents=True, exist_ok=True)
                (fresh / path).write_text("/* not in the distribution's package */\n")
        prune(fresh / "odoo/addons")
    version = packages[PACKAGE].name.split("_")[1]
    (fresh / "fetched.json").write_text(json.dumps({"wanted": WANTED, "version": version}))
    shutil.rmtree(SOURCE, ignore_errors=True)
    fresh.rename(SOURCE)
    shutil.rmtree(HOME / "deb", ignore_errors=True)
    return SOURCE


def destination(path):
    """Where a file of the package goes, or None if it is not wanted."""
    if path == PurePosixPath("usr/bin/odoo"):
        return "odoo-bin"
    if INSTALLED not in path.parents:
        return None
    path = path.relative_to(INSTALLED)
    top, *rest = path.parts
    if top.endswith(".egg-info"):
        return str(path)
    if top != "odoo":
        return None
    if rest[:1] == ["addons"] and any(fnmatch.fnmatch(rest[1], pattern) for pattern in LEFT_OUT if rest[1:]):
        return None
    if path.suffix == ".po" and path.stem not in LANGUAGES:
        return None
    return str(path)


def unpack(package, folder):
    """Write the wanted files; returns {target of a link out of the package: [file, ...]}."""
    links = {}
    for archive, member in apt.members(package):
        path = PurePosixPath(posixpath.normpath(member.name))
        wanted = destination(path)
        if not wanted:
            continue
        if member.issym():
            real = posixpath.normpath(posixpath.join("/", path.parent, member.linkname)).lstrip("/")
            links.setdefault(real, []).append(wanted)
        elif member.isreg():
            (folder / wanted).parent.mkdir(parents=True, exist_ok=True)
            with archive.extractfile(member) as source, open(folder / wanted, "wb") as target:
                shutil.copyfileobj(source, target)
    if not (folder / "odoo/addons").is_dir():
        raise Stop(f"{package.name} does not hold Odoo where it was expected: {ADVICE}")
    (folder / "odoo-bin").chmod(0o755)
    return links


def fill(links, package, folder):
    """Put the real files in the place of links into another package."""
    for archive, member in apt.members(package):
        path = posixpath.normpath(member.name)
        if member.isreg() and path in links:
            data = archive.extractfile(member).read()
            for wanted in links[path]:
                (folder / wanted).parent.mkdir(parents=True, exist_ok=True)
                (folder / wanted).write_bytes(data)


def prune(addons):
    """Leave out, too, what depends on an addon that was left out.

    An addon that installs itself and lacks a dependency would stay "to install", an error at every start.
    """
    depends = {
        path.parent.name: ast.literal_eval(path.read_text(encoding="utf-8")).get("depends", [])
        for path in addons.glob("*/__manifest__.py")
    }
    while broken := [name for name, needed in depends.items() if not depends.keys() >= set(needed)]:
        for name in broken:
            del depends[name]
            shutil.rmtree(addons / name)
