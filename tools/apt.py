"""Packages of the distribution, downloaded without root and without touching the machine's package manager.

apt itself does the work, in a state folder of ours, with the sources, proxies and keys that the machine is
configured for: it checks the signature of the index and the checksum of each package. No host is named here.
"""

import os
import shutil
import subprocess
from pathlib import Path

from .console import Stop, last_error, output, run
from .paths import HOME

STATE = HOME / "apt"
KEYRINGS = {
    "debian": ("debian-archive-keyring.pgp", "debian-archive-keyring.gpg"),
    "ubuntu": ("ubuntu-archive-keyring.pgp", "ubuntu-archive-keyring.gpg"),
}
COMPONENTS = {"debian": ["main"], "ubuntu": ["main", "universe"]}


class Unavailable(Exception):
    """The package cannot be had from this source."""


def available():
    return all(map(shutil.which, ("apt-get", "dpkg-deb")))


def release():
    """(family, codename): family is 'debian', 'ubuntu' or '' for something else."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "", ""
    facts = dict(line.replace('"', "").split("=", 1) for line in lines if "=" in line)
    kinds = [facts.get("ID", ""), *facts.get("ID_LIKE", "").split()]
    family = next((kind for kind in ("ubuntu", "debian") if kind in kinds), "")
    return family, facts.get("UBUNTU_CODENAME") or facts.get("VERSION_CODENAME", "")


def archives(family, codename):
    """Addresses of the distribution's own archive in apt's configuration, the likeliest first."""
    if os.environ.get("DEBIAN_MIRROR"):
        return [os.environ["DEBIAN_MIRROR"]]
    try:
        listed = output(
            "apt-get",
            "indextargets",
            "--no-release-info",
            "--format=$(REPO_URI) $(RELEASE) $(COMPONENT)",
            "Created-By: Packages",
            stderr=subprocess.DEVNULL,
        )
    except subprocess.CalledProcessError:
        return []
    suites = {codename, "stable", "testing", "unstable", "sid", "devel"}
    found = [
        uri
        for uri, suite, component in (line.split() for line in listed.splitlines() if line.count(" ") == 2)
        if suite in suites and component in COMPONENTS[family]
    ]
    # a vendor's repository may use the same names; the archive itself is called after the distribution
    return sorted(dict.fromkeys(found), key=lambda uri: f"/{family}" not in uri)


def source_line(family, uri, suite):
    keyring = next((p for n in KEYRINGS[family] if (p := Path("/usr/share/keyrings") / n).exists()), None)
    signed = f"[signed-by={keyring}] " if keyring else ""
    return f"deb {signed}{uri} {suite} {' '.join(COMPONENTS[family])}\n"


def download(names, sources, dest):
    """Download packages; returns {name: path of the .deb}.

    :param dest: folder for them; what is in it is deleted
    :param sources: text of the apt source list to use
    :raises Unavailable: with apt's own words
    """
    shutil.rmtree(STATE, ignore_errors=True)
    for folder in ("lists/partial", "cache/archives/partial"):
        (STATE / folder).mkdir(parents=True)
    (STATE / "status").touch()
    (STATE / "sources.list").write_text(sources)
    shutil.rmtree(dest, ignore_errors=True)
    dest.mkdir(parents=True)
    options = {
        "Dir::State": STATE,
        "Dir::State::Lists": STATE / "lists",
        "Dir::State::status": STATE / "status",
        "Dir::Cache": STATE / "cache",
        "Dir::Etc::sourcelist": STATE / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
        "Acquire::http::Timeout": "60",
        "APT::Sandbox::User": "",  # as root apt would become a user who cannot see this folder
    }
    apt = ["apt-get", "-q", *(f"-o{name}={value}" for name, value in options.items())]
    environment = {**os.environ, "LC_ALL": "C"}

    def call(*arguments):
        done = run(*apt, *arguments, check=False, capture_output=True, text=True, cwd=dest, env=environment)
        errors = [line for line in done.stderr.splitlines() if line.startswith("E:")]
        if done.returncode or errors:
            raise Unavailable(errors[0] if errors else last_error(done.stderr))

    try:
        call("update", "-oAPT::Update::Error-Mode=any")
        call("download", *names)
    finally:
        shutil.rmtree(STATE, ignore_errors=True)
    return {name: next(dest.glob(f"{name}_*.deb")) for name in names}


def find_and_download(names, dest, suites):
    """Download packages from the first of the distribution's suites that has them.

    :param suites: {family: [suite, ...]}; None stands for the release that runs here
    :raises Unavailable: with the first reason
    """
    if not available():
        raise Unavailable("apt-get is not here")
    family, codename = release()
    if os.environ.get("DEBIAN_MIRROR"):
        family = "debian"
    if not family:
        raise Unavailable("this is neither Debian nor Ubuntu nor made from one")
    reason = ""
    for uri in archives(family, codename):
        for suite in suites[family]:
            try:
                return download(names, source_line(family, uri, suite or codename), dest)
            except Unavailable as error:
                reason = reason or str(error)
    raise Unavailable(reason or "apt's configuration names no archive of the distribution")


def members(package):
    """Yield (tar archive, member) of what a .deb installs, in order."""
    import tarfile

    unpack = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", os.fspath(package)], stdout=subprocess.PIPE)
    with unpack.stdout, tarfile.open(fileobj=unpack.stdout, mode="r|") as archive:
        for member in archive:
            yield archive, member
    if unpack.wait():
        raise Stop(f"{package} is damaged: delete it and start again")
