"""What a page owes to everybody who reads it (WCAG 2.2 AA, as far as a browser can say it)."""

from tools.axe import findings, told

FAULTS = """
() => {
    const faults = [];
    const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const all = (selector) => [...document.querySelectorAll(selector)];
    const name = (element) =>
        (element.getAttribute("aria-label") || element.innerText || element.alt || element.title || "").trim();

    if (!document.documentElement.lang) faults.push("the page names no language");
    if (!document.title.trim()) faults.push("the page has no title");
    for (const landmark of ["header", "main", "footer"]) {
        if (all(`body > ${landmark}`).length !== 1) faults.push(`not one ${landmark}`);
    }
    let level = 0;
    for (const heading of all("h1, h2, h3, h4, h5, h6").filter(shown)) {
        const own = Number(heading.tagName[1]);
        if (own > level + 1) faults.push(`${heading.tagName} after level ${level}: ${heading.innerText}`);
        if (!heading.innerText.trim()) faults.push("an empty heading");
        level = own;
    }
    if (all("h1").length !== 1) faults.push("not one h1");
    for (const image of all("img")) if (!image.hasAttribute("alt")) faults.push(`no alt: ${image.src}`);
    for (const element of all("a[href], button")) if (!name(element)) faults.push(`no name: ${element.outerHTML}`);
    for (const field of all("input, select, textarea")) {
        if (field.type !== "hidden" && !field.labels.length && !field.getAttribute("aria-label")) {
            faults.push(`no label: ${field.outerHTML}`);
        }
    }
    for (const element of all("[aria-labelledby]")) {
        for (const id of element.getAttribute("aria-labelledby").split(" ")) {
            if (!document.getElementById(id)) faults.push(`labelled by nothing: ${id}`);
        }
    }
    const ids = all("[id]").map((element) => element.id);
    if (new Set(ids).size !== ids.length) faults.push("an id twice");
    for (const element of all("[tabindex]")) if (element.tabIndex > 0) faults.push("an order of its own");

    // contrast of each text with what lies behind it
    const parse = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
    const light = ([red, green, blue]) => {
        const part = (value) => {
            value /= 255;
            return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        };
        return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
    };
    const ground = (element) => {
        for (; element; element = element.parentElement) {
            const color = parse(getComputedStyle(element).backgroundColor);
            if (color.length === 3 || color[3] > 0) return color;
        }
        return [255, 255, 255];
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let least = 21;
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !shown(element)) continue;
        const pair = [parse(getComputedStyle(element).color), ground(element)].map(light).sort((a, b) => b - a);
        const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
        least = Math.min(least, contrast);
        if (contrast < 4.5) faults.push(`contrast ${contrast.toFixed(2)}: ${texts.currentNode.data.trim()}`);
    }

    // what is touched is at least 24 px high and wide, unless it stands in a line of text
    for (const element of all("a[href], button, input, select, textarea").filter(shown)) {
        const box = element.getBoundingClientRect();
        const inline = getComputedStyle(element).display === "inline";
        if (element.type !== "hidden" && !inline && box.right > 0 && (box.height < 24 || box.width < 24)) {
            faults.push(`${Math.round(box.width)} x ${Math.round(box.height)} px: ${name(element)}`);
        }
    }
    if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the screen");
    return faults;
}
"""


def faults(page):
    """What is wrong with ``page`` as it stands in the browser; empty for a good one."""
    return page.evaluate(FAULTS) + serious(page)


def serious(page):
    """What axe calls serious or critical on ``page`` as it stands and is not of Odoo's frame; a line for each."""
    return [told(finding) for finding in findings(page) if not finding["frame"]]


def keyboard_round(page, presses=200):
    """What the Tab key reaches, one after the other, as ``(name, outline width)``, until it leaves the page."""
    reached = []
    for _press in range(presses):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => {
                const element = document.activeElement;
                if (!element || element === document.body) return null;
                const style = getComputedStyle(element);
                const name = element.getAttribute("aria-label") || element.innerText || element.name || element.tagName;
                return [name.trim(), style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth)];
            }"""
        )
        if where is None:
            break
        reached.append(tuple(where))
    return reached
