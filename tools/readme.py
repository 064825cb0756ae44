"""What tells of an addon, made from the fragments in its folder ``readme/``, as the OCA lays them out.

    ADDON/README.rst                        whoever reads the folder, and the wheel's description
    ADDON/static/description/index.html     the addon's page in Odoo's *Apps*
    ADDON/static/description/*.png          its pictures, the same as in docs/screenshots
    CHANGELOG.md                            the history of all addons by version

``make docs`` writes them; ``make lint`` says which are not what the fragments say. All are the same each time.
"""

import re

from .paths import ROOT, addons, manifests

NOTE = '.. Made by "make docs" from the fragments in readme/: change those.\n'
#: fragment: heading; in this order, those that are there
SECTIONS = {
    "INSTALL": "Installation",
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "ROADMAP": "Known limits",
    "HISTORY": "Changelog",
    "CONTRIBUTORS": "Contributors",
}
#: of the page in Apps: who looks there has Odoo, and has yet to decide
PAGE = ("CONFIGURE", "USAGE", "INSTALL", "ROADMAP", "HISTORY")
PICTURES = "static/description/"
SCREENSHOTS = ROOT / "docs/screenshots"
LICENCE = "LGPL-3, see the files LICENSE and COPYING.\n"
RELEASE = re.compile(
    r"^(\d+(?:\.\d+){4}) \((\d{4}-\d\d-\d\d)\)\n~+\n+(.*?)(?=^\d+(?:\.\d+){4} \(|\Z)", re.MULTILINE | re.DOTALL
)
# what docutils makes of a fragment, in the words of Bootstrap, which Odoo's own pages are styled with
CLASSES = (
    ("<figure>", '<figure class="text-center my-4">'),
    ("<figcaption>", '<figcaption class="text-muted mt-2">'),
    ('class="arabic simple"', 'class="mb-3"'),
    ('class="simple"', 'class="mb-3"'),
    (' class="docutils literal"', ""),
)


def fragment(addon, name):
    """The text of a fragment, empty where there is none."""
    path = ROOT / addon / "readme" / f"{name}.rst"
    return path.read_text(encoding="utf-8").strip() + "\n" if path.exists() else ""


def heading(text, line):
    return f"{text}\n{line * len(text)}\n"


# ---------------------------------------------------------------- README.rst
def readme(addon):
    """The addon's README.rst."""
    name = manifests()[addon]["name"]
    parts = [NOTE, f"{'=' * len(name)}\n{heading(name, '=')}", fragment(addon, "DESCRIPTION")]
    parts.append("**Contents**\n\n.. contents::\n   :local:\n   :depth: 1\n")
    for key, title in SECTIONS.items():
        text = fragment(addon, key)
        if text:
            parts += [heading(title, "="), text]
    parts += [heading("Licence", "="), LICENCE]
    return "\n".join(parts).replace(f"../{PICTURES}", PICTURES)


# ---------------------------------------------------------------- page in Apps
def html_of(text):
    """A fragment as HTML, without what surrounds a whole document. Anything that docutils doubts is an error."""
    from docutils.core import publish_parts

    settings = {
        "halt_level": 2,
        "report_level": 2,
        "initial_header_level": 3,
        "doctitle_xform": False,
        "syntax_highlight": "none",
        "table_style": "table",
    }
    body = publish_parts(text, writer="html5", settings_overrides=settings)["body"].strip()
    for before, after in CLASSES:
        body = body.replace(before, after)
    # docutils writes sizes as style="width: 720px;" alone, which is too wide for a phone
    return re.sub(
        r' style="width: (\d+)px;"', r' class="img-fluid border rounded" style="width: \1px; max-width: 100%"', body
    )


def page(addon):
    """The addon's index.html: Odoo shows it on the form of the module, below name, summary and icon."""
    lead = html_of(fragment(addon, "DESCRIPTION")).replace("<p>", '<p class="lead">', 1)
    parts = ['<section class="container pt-3">', lead, "</section>"]
    for key in PAGE:
        text = fragment(addon, key)
        if text:
            parts += ['<section class="container pt-3">', f"<h2>{SECTIONS[key]}</h2>", html_of(text), "</section>"]
    return "\n".join(parts).replace(f"../{PICTURES}", "") + "\n"


def pictures(addon):
    """{path below the addon: bytes} of the pictures that its description shows."""
    names = re.findall(rf"\.\. figure:: \.\./{PICTURES}(\S+)", fragment(addon, "DESCRIPTION"))
    return {f"{PICTURES}{name}": (SCREENSHOTS / name).read_bytes() for name in names}


# ---------------------------------------------------------------- CHANGELOG.md
def releases(addon):
    """{version: (date, text)} of an addon's history."""
    found = RELEASE.findall(fragment(addon, "HISTORY"))
    return {version: (date, text.strip()) for version, date, text in found}


def changelog():
    """The history of all addons by version, newest first."""
    known = manifests()
    histories = {addon: releases(addon) for addon in addons()}
    dates = {version: date for history in histories.values() for version, (date, _text) in history.items()}
    parts = [
        "# Changelog\n",
        "What users and administrators notice, by version of the addons, which all bear the same. Before an upgrade,\n"
        "`odoo -d DATABASE -u flexible_work_asn --stop-after-init`, make a backup of the database and the filestore.\n",
    ]
    for version in sorted(dates, key=lambda version: [int(part) for part in version.split(".")], reverse=True):
        parts.append(f"## {version} ({dates[version]})\n")
        for addon, history in histories.items():
            if version in history:
                parts.append(f"**{known[addon]['name']}**\n\n{history[version][1].replace('``', '`')}\n")
    return "\n".join(parts)


def documents():
    """{path: content, text or bytes} of all that is made from fragments."""
    found = {ROOT / "CHANGELOG.md": changelog()}
    for addon in addons():
        found[ROOT / addon / "README.rst"] = readme(addon)
        found[ROOT / addon / PICTURES / "index.html"] = page(addon)
        found.update({ROOT / addon / path: content for path, content in pictures(addon).items()})
    return found


def problems():
    """What the fragments lack: a section, or the version of the manifest in the history."""
    for addon, manifest in manifests().items():
        for key in ("DESCRIPTION", *SECTIONS):
            if not fragment(addon, key):
                yield f"{addon}/readme/{key}.rst: missing or empty"
        if manifest["version"] not in releases(addon):
            yield f"{addon}/readme/HISTORY.rst: nothing about {manifest['version']}, the version of the manifest"
