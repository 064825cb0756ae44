"""Takes the pictures of the guides from the running demo, in Indonesian and English, and asks axe about each screen.

python -m tools.screenshots ADDRESS DATABASE [--only NAME ...] [--axe] [--now]

Pictures show a working day on which people are at work: at another hour none is taken, unless ``--now`` says so.
``--axe`` takes no picture and shows each screen at both widths. The status is 1 if a screen cannot be reached, or if
axe finds something serious that is ours.
"""

import argparse
import ast
import io
import sys
import time
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from .axe import findings, told
from .paths import ROOT
from .screens import RECORDS, SCREENS

IMAGES = ROOT / "docs/guide/images"
LANGUAGES = {"id": "id_ID", "en": "en_US"}
#: colours of a picture: few enough for small files, enough for shades of text
COLOURS = 96
TIMEOUT_MS = 25_000
ZONE = "Asia/Jayapura"
#: local hours of the demo's city at which a working day shows what a day is: all have come, nobody has left
HOURS = range(9, 16)


class Camera:
    """A browser on the demo; each person logs in once for each language and width."""

    def __init__(self, playwright, address, database):
        from tests.browser import ARGUMENTS, DESK, PHONE, executable

        self.address, self.database = address, database
        self.screens = {True: PHONE, False: DESK}
        self.chromium = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        self.pages, self.records = {}, {}

    def page(self, login, language, phone):
        key = (login, language, phone)
        if key not in self.pages:
            context = self.chromium.new_context(
                base_url=self.address,
                locale={"id": "id-ID", "en": "en-GB"}[language],
                timezone_id=ZONE,
                reduced_motion="reduce",
                **self.screens[phone],
            )
            context.set_default_timeout(TIMEOUT_MS)
            page = context.new_page()
            if login:
                self._log_in(page, login, language)
            self.pages[key] = page
        return self.pages[key]

    def _log_in(self, page, login, language):
        params = {"db": self.database, "login": login, "password": login}
        answer = self._ask(page, "/web/session/authenticate", params)
        self._call(page, "res.users", "write", [[answer["uid"]], {"lang": LANGUAGES[language]}])

    def _call(self, page, model, method, args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self._ask(page, f"/web/dataset/call_kw/{model}/{method}", params)

    def _ask(self, page, path, params):
        answer = page.request.post(path, data={"jsonrpc": "2.0", "params": params}).json()
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer["result"]

    def path(self, screen):
        """The path with the numbers of the records that it names, as the administrator finds them."""
        names = [name for name in RECORDS if "{" + name + "}" in screen.path]
        for name in names:
            if name not in self.records:
                self.records[name] = self._search(screen, *RECORDS[name])
        return screen.path.format(**self.records)

    def _search(self, screen, model, domain, order, field="id"):
        page = self.page("admin", "id", False)
        found = self._call(
            page, model, "search_read", [], domain=ast.literal_eval(domain), fields=[field], order=order, limit=1
        )
        if not found:
            raise RuntimeError(f"the demo has no {model} for {screen.name}")
        return found[0][field]

    def show(self, screen, language, phone=None):
        """The page, standing still."""
        page = self.page(screen.login, language, screen.phone if phone is None else phone)
        page.goto("about:blank")
        page.goto(self.path(screen), wait_until="domcontentloaded")
        page.locator(screen.wait).first.wait_for()
        self._settle(page)
        if screen.act:
            screen.act(page)
            self._settle(page)
        return page

    def _settle(self, page):
        page.wait_for_function("() => !document.querySelector('.o_loading_indicator, .o_blockUI, .o_fw_skeleton')")
        page.wait_for_timeout(700)  # charts and sheets that slide in

    def back_to_indonesian(self):
        for login, language, _phone in list(self.pages):
            if login and language != "id":
                page = self.pages[login, language, _phone]
                self._log_in(page, login, "id")


def take(camera, screen, language):
    """The picture of a screen; its bytes."""
    page = camera.show(screen, language)
    target = IMAGES / language / f"{screen.name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_small(page.screenshot(full_page=screen.full)))
    return target.stat().st_size


def _small(png):
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if picture.width < 800:  # the phone's, twice as sharp
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        file, "PNG", optimize=True
    )
    return file.getvalue()


def examine(camera, screen, language):
    """What axe finds on a screen at both widths: ``[(width, finding)]``."""
    return [
        ("phone" if phone else "desk", found)
        for phone in (True, False)
        for found in findings(camera.show(screen, language, phone))
    ]


def why_not_now(now):
    """Why pictures taken at ``now``, a moment of the demo's city, would not show people at work; None if they do."""
    if now.weekday() < 5 and now.hour in HOURS:
        return None
    return (
        f"It is {now:%A, %H:%M} in Ternate, and the pictures would show a day without people at work. Take them on a"
        f" working day from {HOURS[0]:02}:00 to {HOURS[-1] + 1}:00 (UTC+9), or all the same with ARGS=--now."
    )


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__.split("\n")[0])
    parser.add_argument("address")
    parser.add_argument("database")
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--axe", action="store_true")
    parser.add_argument("--now", action="store_true")
    options = parser.parse_args(arguments)
    reason = None if options.axe or options.now else why_not_now(datetime.now(ZoneInfo(ZONE)))
    if reason:
        print(reason)
        return 1
    screens = [screen for screen in SCREENS if not options.only or screen.name in options.only]

    from playwright.sync_api import sync_playwright

    failed, frame = [], {}
    with sync_playwright() as playwright:
        camera = Camera(playwright, options.address, options.database)
        # one language after the other: it is the person's, not the page's
        for language in ("id",) if options.axe else LANGUAGES:
            for screen in screens:
                begun = time.monotonic()
                try:
                    if options.axe:
                        words = _report(examine(camera, screen, language), frame)
                        if words:
                            failed.append(screen.name)
                    else:
                        words = [f"{take(camera, screen, language) // 1024} kB"]
                except Exception as error:
                    failed.append(screen.name)
                    words = [str(error).splitlines()[0]]
                print(f"{language} {screen.name}: {time.monotonic() - begun:.1f} s {'; '.join(words[:1])}", flush=True)
                for line in words[1:]:
                    print(f"    {line}")
        camera.back_to_indonesian()
        camera.chromium.close()
    if options.axe:
        print("Odoo's own frame:")
        for rule, (count, example) in sorted(frame.items(), key=lambda item: -item[1][0]):
            print(f"    {rule} {count}, such as {example}")
    print(f"{len(screens)} screens, {len(failed)} failed: {', '.join(failed)}" if failed else f"{len(screens)} screens")
    return 1 if failed else 0


def _report(found, frame):
    ours = Counter()
    for width, finding in found:
        if finding["frame"]:
            count, example = frame.get(finding["id"], (0, finding["html"]))
            frame[finding["id"]] = count + 1, example
        else:
            ours[f"{width}: {told(finding)}"] += 1
    return [f"{len(ours)} findings", *ours] if ours else []


if __name__ == "__main__":
    sys.exit(main())
