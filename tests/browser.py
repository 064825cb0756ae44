"""A real browser as somebody holds it: a phone (390 x 844) or a desk, with or without a position."""

import contextlib
import os
import resource
import shutil
import threading
from unittest.mock import patch

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36",
}
DESK = {"viewport": {"width": 1400, "height": 900}}
TIMEOUT_MS = 30_000


def executable():
    """The Chromium of this machine, or None."""
    found = map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))
    return os.environ.get("CHROMIUM") or next(filter(None, found), None)


class Browser:
    """One Chromium for a whole scenario; every person in it has a context of his or her own."""

    def __init__(self, playwright, base_url):
        self.base_url = base_url
        self.chromium = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)

    def person(self, login, database, *, phone=False, position=None):
        """A logged-in page in Indonesian, in Ternate; ``position`` = (latitude, longitude) grants it.

        The password is the login. ``page.problems`` collects what the console complains about.
        """
        context = self.chromium.new_context(
            base_url=self.base_url,
            locale="id-ID",
            timezone_id="Asia/Jayapura",
            **(PHONE if phone else DESK),
        )
        if position:
            context.grant_permissions(["geolocation"])
            latitude, longitude = position
            context.set_geolocation({"latitude": latitude, "longitude": longitude, "accuracy": 12})
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "console",
            lambda message: (
                page.problems.append(message.text) if message.type == "error" and "404" not in message.text else None
            ),
        )
        answer = page.request.post(
            "/web/session/authenticate",
            data={"jsonrpc": "2.0", "params": {"db": database, "login": login, "password": login}},
        )
        assert answer.json().get("result", {}).get("uid"), answer.text()[:300]
        return page


@contextlib.contextmanager
def unlimited_memory():
    """Odoo limits the address space of its process; Chromium reserves more than that and would be killed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextlib.contextmanager
def taking_turns(test):
    """Let the statements of ``test`` wait until no page is being answered.

    Both use one transaction, which is read-only as long as a request is answered that only reads.
    """
    cursor, own = test.env.cr, threading.get_ident()
    execute = cursor.execute

    def execute_in_turn(*arguments, **options):
        if threading.get_ident() != own:
            return execute(*arguments, **options)
        with test.registry.cursor():  # which waits for the one of the request
            return execute(*arguments, **options)

    with patch.object(cursor, "execute", execute_in_turn):
        yield


@contextlib.contextmanager
def open_browser(base_url, test=None):
    """A :class:`Browser` on ``base_url``; everything is closed at the end.

    :param test: the test case whose server answers there, which then takes turns with it
    """
    # imported here: whoever runs only the other tests needs no browser
    from playwright.sync_api import sync_playwright

    turns = taking_turns(test) if test else contextlib.nullcontext()
    with unlimited_memory(), sync_playwright() as playwright, turns:
        browser = Browser(playwright, base_url)
        try:
            yield browser
        finally:
            browser.chromium.close()


def open_page(page, path):
    """Go to a page of the web client and wait until it stands still."""
    page.goto(path)
    page.wait_for_selector(".o_web_client .o_action_manager > *")
    settle(page)


def settle(page):
    """Wait until nothing loads any more."""
    page.wait_for_function("() => !document.querySelector('.o_loading_indicator, .o_blockUI')")
