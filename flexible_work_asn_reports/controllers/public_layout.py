"""What all pages without login share: the language, the head with the arms, and what browsers may do with them.

A page is rendered by :func:`render` from a template that calls ``flexible_work_asn_reports.public_layout``, and sent
by :func:`answer`. It needs neither a session nor a cookie, nor JavaScript.
"""

import re
from datetime import timedelta
from urllib.parse import urlencode

from odoo.http import request

INDENTATION = re.compile(r"\n\s*(?=<)")
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
BUNDLE = "flexible_work_asn_reports.assets_public"
#: styles and pictures from here alone; a page that has to calculate in the browser also names its own scripts
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src %s; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
#: of every route that shows a page
PAGE = {
    "type": "http",
    "auth": "public",
    "methods": ["GET"],
    "readonly": True,
    "save_session": False,
    "sitemap": False,
}
#: so long a brake remembers
WINDOW = timedelta(minutes=10)


def languages_of(env) -> dict[str, str]:
    """``{"id": "id_ID", "en": "en_US"}``: the languages of the pages that are installed, Indonesian first."""
    installed = [code for code, _name in env["res.lang"].sudo().get_installed()]
    found = {short: next((code for code in installed if code.split("_")[0] == short), None) for short in LANGUAGES}
    return {short: code for short, code in found.items() if code} or {"en": "en_US"}


def chosen_language() -> str:
    """``id`` or ``en``: as the link to switch says (``?lang=``), else as the browser prefers, else Indonesian."""
    available = list(languages_of(request.env))
    asked = request.httprequest.args.get("lang")
    if asked in available:
        return asked
    return request.httprequest.accept_languages.best_match(available, default=available[0])


def explicit_language() -> str:
    """The language that was chosen by the link and goes along with every link of the page; empty: by the browser."""
    asked = request.httprequest.args.get("lang")
    return asked if asked in languages_of(request.env) else ""


def link(path, **query) -> str:
    """``path`` with those of ``query`` that say something."""
    query = {key: value for key, value in query.items() if value}
    return f"{path}?{urlencode(query)}" if query else path


def _styles(env) -> list[str]:
    """The files of the bundle, by their own addresses: served without a session, so no cookie comes with them."""
    kept = env.registry.__dict__.setdefault("_flexible_work_public_styles", [])
    if not kept:
        files = env["ir.asset"].sudo()._get_asset_paths(BUNDLE, {})
        kept.extend(f"{url}?v={int(changed)}" for url, _path, _bundle, changed in files if url.endswith(".css"))
    return kept


def layout_values(env, path, language, company=None, home="", **query) -> dict:
    """What the layout shows around a page.

    :param path: of the page itself, for the links that switch the language; ``query`` goes along
    :param language: ``id`` or ``en``
    :param company: the regional government whose name and arms stand above, in sudo; None: nobody's
    :param home: where its name leads to
    """
    arms = company and company.flexible_work_public_page and company.logo_web and not company.uses_default_logo
    return {
        "page_lang": language,
        "government": company.name if company else "",
        "home_url": home,
        "arms_url": f"/layanan/{company.id}/lambang" if arms else "",
        "languages": [
            {
                "code": code,
                # what is read aloud begins with what is seen
                "name": f"{code.upper()} – {LANGUAGES[code]}",
                "current": code == language,
                "url": link(path, **query, lang=code),
            }
            for code in languages_of(env)
        ],
        "styles": _styles(env),
    }


def render(env, template, language, values) -> bytes:
    """The page as UTF-8, in ``language`` (``id`` or ``en``)."""
    code = languages_of(env)[language]
    html = env["ir.qweb"].with_context(lang=code)._render(template, values)
    # a third of a long list is the indentation of its template
    return INDENTATION.sub("\n", f"<!DOCTYPE html>\n{html}").encode()


def answer(content, language, cache="no-store", status=200, scripts=False):
    """A response with ``content``: what may keep it, what it may load, and 304 for whoever has it already.

    :param cache: the Cache-Control, such as ``public, max-age=60``; answers to forms are never kept
    :param scripts: whether it has scripts of its own, from files of the addons
    """
    response = request.make_response(
        content,
        headers=[
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Language", language),
            ("Cache-Control", cache),
            ("Vary", "Accept-Language"),
            ("Content-Security-Policy", POLICY % ("'self'" if scripts else "'none'")),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
        ],
        status=status,
    )
    if status == 200 and "no-store" not in cache:
        response.add_etag()
        response.make_conditional(request.httprequest)
    return response
