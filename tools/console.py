"""What the commands print, and how they run other programs."""

import contextlib
import fcntl
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

from .paths import HOME


class Stop(Exception):
    """Ends a command with one clear line that says what to do next, and status 1."""


def say(*words):
    mark = "\033[1m::\033[0m" if sys.stderr.isatty() else "::"
    print(mark, *words, file=sys.stderr, flush=True)


@contextlib.contextmanager
def step(what):
    """Say what is being done, and afterwards how long it took."""
    say(f"{what} ...")
    start = time.monotonic()
    yield
    say(f"{what}: {time.monotonic() - start:.0f} s")


def run(*command, **options):
    """``subprocess.run`` that checks the status unless told otherwise."""
    options.setdefault("check", True)
    return subprocess.run([os.fspath(part) for part in command], **options)


def output(*command, **options):
    """The standard output of a program, stripped."""
    return run(*command, stdout=subprocess.PIPE, text=True, **options).stdout.strip()


def logged(log, *command, advice, **options):
    """Run a program that writes to a log file; where it fails, its last error is the one clear line.

    :param log: path of the log file
    :param advice: what the user can do about a failure
    """
    log = Path(log)
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w") as file:
        file.write(f"$ {shlex.join(map(os.fspath, command))}\n")
        file.flush()
        done = run(*command, stdout=file, stderr=subprocess.STDOUT, check=False, **options)
    if done.returncode:
        raise Stop(f"{last_error(log.read_text(errors='replace'))} -- {advice} (log: {log})")


def last_error(text):
    """The line of a log that names the error best."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = [line for line in lines if line.lower().startswith(("error", "e:", "npm err", "fatal", "psql: error"))]
    return (named or lines or ["no message"])[-1].removeprefix("ERROR: ")


@contextlib.contextmanager
def lock(name):
    """Keep two commands from building the same thing at the same time."""
    HOME.mkdir(parents=True, exist_ok=True)
    with open(HOME / f"{name}.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another command that uses the same {name}")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
