"""What ``make dist`` builds in ``dist/``: of each addon a wheel, as the OCA builds them, and a zip with its folder.

Both hold the files that git knows, with the licence, and are the same to the last byte wherever and whenever the same
state of the repository is built with the same tools: file modes and times are set, names are in order. The time is that
of the last commit, because Odoo tells by it which scripts and styles have to be compiled again; ``SOURCE_DATE_EPOCH``
overrides it.

    python -m tools.dist [FOLDER]
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime, timezone
from pathlib import Path

from .console import output, run, say
from .paths import ROOT, addons, manifests

TARGET = ROOT / "dist"
LICENCE = ("LICENSE", "COPYING")
#: no part of an addon, should git not be there to tell
IGNORED = {"__pycache__", "build", ".pytest_cache", ".ruff_cache", ".hypothesis"}
MODE = 0o644
RELEASE = re.compile(r"^## [\d.]+ \((\d{4}-\d{2}-\d{2})\)", re.MULTILINE)


def has_git():
    return bool(shutil.which("git")) and (ROOT / ".git").exists()


def git(*arguments):
    return output("git", "-c", "safe.directory=*", *arguments, cwd=ROOT)


def uncommitted():
    """Names of files that go into the packages otherwise than they were committed."""
    return git("diff", "--name-only", "HEAD", "--", *addons(), *LICENCE).splitlines() if has_git() else []


def files_of(addon):
    """Paths of an addon's files, relative to the repository, in order."""
    if has_git():
        listing = git("ls-files", "-z", addon).split("\0")
        found = [Path(name) for name in listing if name and (ROOT / name).is_file()]
    else:
        found = [path.relative_to(ROOT) for path in (ROOT / addon).rglob("*") if path.is_file()]
    return sorted(
        path for path in found if not IGNORED & set(path.parts) and path.suffix not in (".pyc", ".orig", ".rej")
    )


def moment():
    """Seconds since 1970 that every file in a package bears: of the last commit, without git of the last release."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    if has_git():
        return int(git("log", "-1", "--format=%ct"))
    day = RELEASE.search((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))[1]
    return int(datetime.fromisoformat(day).replace(tzinfo=timezone.utc).timestamp())


def stage(addon, folder):
    """Copy an addon with the licence below a folder, all files with the same mode; returns its folder."""
    for path in files_of(addon):
        put(ROOT / path, folder / path)
    for name in LICENCE:
        put(ROOT / name, folder / addon / name)
    with open(folder / addon / "pyproject.toml", "a") as settings:
        settings.write(siblings(addon))
    return folder / addon


def siblings(addon):
    """Settings of whool by which a wheel asks for addons of ours as new as itself: pip upgrades what is too old."""
    known = manifests()
    needed = [name for name in known[addon]["depends"] if name in known]
    lines = [f'{name} = "odoo-addon-{name}>={known[name]["version"]},==19.0.*"\n' for name in needed]
    return "".join(["\n[tool.whool.depends_override]\n", *lines])


def put(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(MODE)


def wheel(source, target, seconds):
    """Build the wheel of a staged addon without going to an index; returns its path."""
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(seconds)}
    before = set(target.glob("*.whl"))
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, source)
    done = run(
        *command, env=variables, cwd=target, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\n{source.name}: no wheel could be built")
    (built,) = set(target.glob("*.whl")) - before
    return built


def archive(source, target, seconds):
    """Zip the folder of a staged addon, ready to be unpacked on an addons path; returns the archive's path."""
    version = manifests()[source.name]["version"]
    path = target / f"{source.name}-{version}.zip"
    date = datetime.fromtimestamp(seconds, timezone.utc).timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(path for path in source.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(source.parent).as_posix(), date)
            entry.external_attr = (0o100000 | MODE) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes())
    return path


def build(target):
    """Build all packages into a folder, which is emptied first of what was built before; yields their paths."""
    target.mkdir(parents=True, exist_ok=True)
    for old in (*target.glob("*.whl"), *target.glob("*.zip"), target / "SHA256SUMS"):
        old.unlink(missing_ok=True)
    seconds = moment()
    built = []
    with tempfile.TemporaryDirectory() as folder:
        # umask decides the modes of folders and of what is generated
        old_umask = os.umask(0o022)
        try:
            for addon in addons():
                source = stage(addon, Path(folder))
                built.append(archive(source, target, seconds))
                built.append(wheel(source, target, seconds))
        finally:
            os.umask(old_umask)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(built)]
    (target / "SHA256SUMS").write_text("".join(sums))
    return sorted(built)


def main(folder=TARGET):
    target = Path(folder).resolve()
    for path in build(target):
        print(f"{path.stat().st_size:>9,} {path.relative_to(target.parent)}")
    if uncommitted():
        say(f"not for others: {len(uncommitted())} files are not as they were committed, such as {uncommitted()[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
