"""Where everything lies, and what the repository holds."""

import ast
import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# all that is downloaded or built lies in this one ignored folder
HOME = Path(os.environ.get("ODOO_HOME") or ROOT / ".odoo").resolve()
VENV = HOME / "venv"
PYTHON = VENV / "bin/python"
BIN = HOME / "bin"
SOURCE = HOME / "src"
DATA = HOME / "data"
LOGS = HOME / "log"
CONF = HOME / "odoo.conf"


def manifests():
    """{addon: manifest} of the addons at the root of the repository."""
    found = sorted(ROOT.glob("*/__manifest__.py"))
    return {path.parent.name: ast.literal_eval(path.read_text(encoding="utf-8")) for path in found}


def addons():
    """Names of the addons, each after those it depends on."""
    depends = {name: manifest.get("depends", []) for name, manifest in manifests().items()}
    ordered = []

    def visit(name):
        for needed in depends[name]:
            if needed in depends and needed not in ordered:
                visit(needed)
        if name not in ordered:
            ordered.append(name)

    for name in depends:
        visit(name)
    return ordered


def foreign_modules():
    """Odoo's own modules that the addons depend on."""
    known = manifests()
    return sorted({needed for manifest in known.values() for needed in manifest.get("depends", [])} - set(known))


def digest(*parts):
    """Short fingerprint of some strings."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:10]


def addons_digest():
    """Fingerprint of all that installing the addons reads: everything but their tests."""
    found = hashlib.sha256()
    for addon in addons():
        for path in sorted((ROOT / addon).rglob("*")):
            if path.is_file() and "tests" not in path.parts and "__pycache__" not in path.parts:
                found.update(f"{path.relative_to(ROOT)}\0".encode())
                found.update(path.read_bytes())
    return found.hexdigest()[:10]
