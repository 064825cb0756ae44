"""A stand-in for wkhtmltopdf (with patched Qt) that prints with Chromium.

For development machines only, where Debian's wkhtmltopdf loses headers, footers and page numbers. Odoo finds it by
its name on PATH, so no code of Odoo or of the addons changes. It takes the arguments that Odoo gives:
options, the bodies (one file per document), the file to write.
"""

import copy
import io
import os
import re
import resource
import shutil
import sys
import tempfile

VERSION = "wkhtmltopdf 0.12.6 (with patched qt)"
PAPER = {  # width and height in mm
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "Letter": (216, 279),
    "Legal": (216, 356),
}
FLAGS = {
    "--quiet",
    "--disable-local-file-access",
    "--enable-local-file-access",
    "--disable-smart-shrinking",
    "--header-line",
    "--footer-line",
}
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    # the bodies are local files that load fonts and styles from Odoo
    *("--disable-web-security", "--allow-file-access-from-files"),
)
BODY_STYLE = """
@page { size: %(width)smm %(height)smm; margin: %(top)smm %(right)smm %(bottom)smm %(left)smm }
html, body { height: auto !important; overflow: visible !important; print-color-adjust: exact }
.container { max-width: none !important }
tr { break-inside: avoid }
"""
# one sheet per page of the body, with the header above and the footer below the body's box
SHEET_STYLE = """
@page { size: %(width)smm %(height)smm; margin: 0 }
html, body { margin: 0 !important; padding: 0 !important; height: auto !important; max-width: none !important;
  background: none !important; overflow: visible !important }
.sheet { position: relative; width: %(width)smm; height: %(height)smm; overflow: hidden; break-after: page }
.sheet:last-child { break-after: auto }
.sheet > * { position: absolute; left: %(left)smm; right: %(right)smm; max-width: none !important }
.sheet > .run-header { bottom: calc(%(height)smm - %(top)smm + 2mm); max-height: %(top)smm }
.sheet > .run-footer { top: calc(%(height)smm - %(bottom)smm) }
"""


def parse(arguments):
    """({option: value}, [body, ...], file to write)"""
    options, files = {}, []
    left = iter(arguments)
    for argument in left:
        if argument in FLAGS:
            options[argument] = True
        elif argument == "--cookie":
            options.setdefault(argument, []).append((next(left), next(left)))
        elif argument.startswith("--"):
            options[argument] = next(left)
        else:
            files.append(argument)
    return options, files[:-1], files[-1]


def sheet_of(options):
    """Paper and margins in mm."""
    width, height = PAPER.get(options.get("--page-size", "A4"), PAPER["A4"])
    if "--page-width" in options:
        width = float(options["--page-width"].rstrip("m"))
        height = float(options["--page-height"].rstrip("m"))
    if options.get("--orientation", "").lower() == "landscape":
        width, height = height, width
    margins = {side: float(options.get(f"--margin-{side}", 10)) for side in ("top", "bottom", "left", "right")}
    return {"width": width, "height": height, **margins}


def read_html(path):
    import lxml.html

    return lxml.html.parse(path, lxml.html.HTMLParser(encoding="utf-8")).getroot()


def running_parts(options):
    """{'header': [element per document], 'footer': ...} of Odoo's minimal layout"""
    parts = {}
    for kind in ("header", "footer"):
        if f"--{kind}-html" in options:
            root = read_html(options[f"--{kind}-html"])
            found = root.xpath(f"//*[@id='minimal_layout_report_{kind}s']")
            parts[kind] = list(found[0]) if found else []
    return parts


class Printer:
    """One headless Chromium for all parts of a document; it sends ``cookies`` with what the document loads."""

    def __init__(self, cookies=()):
        self.cookies = "; ".join(f"{name}={value}" for name, value in cookies)

    def __enter__(self):
        # Odoo limits the address space of its children, of which Chromium reserves far more than it uses
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
        if not program:
            sys.exit("no Chromium to print with: install chromium or set CHROMIUM")
        from playwright.sync_api import sync_playwright

        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=program, timeout=30000, args=list(ARGUMENTS))
        self.page = self.browser.new_page()
        self.page.set_default_timeout(60000)
        if self.cookies:
            # a page from a file would not send cookies of its own to the server
            self.page.route(
                re.compile("^https?://"),
                lambda route: route.continue_(headers={**route.request.headers, "cookie": self.cookies}),
            )
        return self

    def __exit__(self, *_error):
        self.browser.close()
        self.playwright.stop()

    def pages(self, root):
        """The printed pages of a document."""
        import lxml.html
        from pypdf import PdfReader

        with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
            file.write(lxml.html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))
            file.flush()
            self.page.goto(f"file://{file.name}", wait_until="load")
            printed = self.page.pdf(prefer_css_page_size=True, print_background=True)
        return PdfReader(io.BytesIO(printed)).pages


def sheets(parts, position, total):
    """One element per page, with the header and the footer and their page numbers."""
    import lxml.html

    for number in range(1, total + 1):
        sheet = lxml.html.Element("div", {"class": "sheet"})
        for kind, elements in parts.items():
            if position >= len(elements):
                continue
            element = copy.deepcopy(elements[position])
            values = {"page": number, "topage": total, "sitepage": number, "sitepages": total}
            for name, value in values.items():
                for place in element.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"):
                    place.text = str(value)
            holder = lxml.html.Element("div", {"class": f"run-{kind} container"})
            holder.append(element)
            sheet.append(holder)
        yield sheet


def convert(printer, options, bodies, target):
    import lxml.html
    from pypdf import PdfWriter

    box, parts, result = sheet_of(options), running_parts(options), PdfWriter()
    for index, path in enumerate(bodies):
        root = read_html(path)
        style = lxml.html.Element("style")
        style.text = BODY_STYLE % box
        root.find("head").append(style)
        printed = printer.pages(root)
        first = len(result.pages)
        for page in printed:
            result.add_page(page)
        # Odoo numbers the bodies in their names; a header belongs to the body of the same number
        named = re.search(r"report\.body\.tmp\.(\d+)\.", path)
        position = int(named[1]) if named else index
        if not any(position < len(elements) for elements in parts.values()):
            continue
        style.text = SHEET_STYLE % box
        body = root.find("body")
        for child in list(body):
            body.remove(child)
        body.text = None
        body.extend(sheets(parts, position, len(printed)))
        for offset, page in enumerate(printer.pages(root)[: len(printed)]):
            result.pages[first + offset].merge_page(page)
            # merged pages are kept as plain text: nine times the size
            result.pages[first + offset].compress_content_streams()
    result.write(target)


def main(arguments):
    if "--version" in arguments:
        print(VERSION)
        return
    options, bodies, target = parse(arguments)
    with Printer(options.get("--cookie", ())) as printer:
        convert(printer, options, bodies, target)


if __name__ == "__main__":
    main(sys.argv[1:])
