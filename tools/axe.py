"""Asks axe-core (of the package axe-playwright-python) what of a page shuts somebody out.

Only what it calls serious or critical is asked for: WCAG 2.2, levels A and AA. What belongs to Odoo's own frame, which
is around every page of every addon, is told apart from what is ours.
"""

import importlib.util
from functools import cache
from pathlib import Path

#: what Odoo draws around and beside our parts: navigation, search, its lists, fields, pager, chatter, its kiosk
FRAME = ", ".join(
    (
        ".o_main_navbar",
        ".o_navbar",
        ".o_control_panel",
        ".o_cp_searchview",
        ".o_searchview",
        ".o_search_panel",
        ".o_search_panel_sidebar",
        ".oi-panel-right",
        "button:has(> .oi-panel-right)",
        ".o_burger_menu",
        ".o-mail-Chatter",
        ".o-mail-ChatHub",
        ".o_notification_manager",
        ".o_list_renderer",
        ".o_kanban_renderer",
        ".o_field_widget",
        ".o_statusbar_status",
        ".o_form_statusbar",
        ".o_notebook_headers",
        ".o_settings_container",
        ".o_app",
        ".settings_tab",
        ".o_setting_box",
        ".settings",
        ".o_pivot",
        ".o_graph_renderer",
        ".o_calendar_renderer",
        ".o-dropdown--menu",
        ".o-barcode-input",
        ".o_form_label",
        ".o_datetime_picker",
        ".o_bottom_sheet",
        ".o_statusbar_buttons",
    )
)
#: by these we are known inside of the frame, too
OURS = '[class*="o_fw_"], [class^="fw_"], [class*=" fw_"]'
ASK = """
async ([within, frame, ours]) => {
    // colours on their way from one to another are neither
    for (const animation of document.getAnimations()) {
        if (animation instanceof CSSTransition) animation.finish();
    }
    const found = await axe.run(within || document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        resultTypes: ["violations"],
        elementRef: true,
    });
    const problems = [];
    for (const { id, impact, help, nodes } of found.violations) {
        if (impact !== "serious" && impact !== "critical") continue;
        for (const node of nodes) {
            const element = node.element;
            // drawn anew while it was looked at
            if (!element.isConnected) continue;
            const told = node.any.map(({ message }) => message).join("; ");
            // below a bar that stays at the edge of the screen: it comes out when one scrolls
            if (id === "target-size" && told.includes("obscured")) continue;
            // whichever is nearer: our cell in Odoo's list, Odoo's list on our page
            const isWebClient = element === document.documentElement && document.querySelector(".o_web_client");
            const nearest = element.closest(`${ours}, ${frame}`);
            problems.push({
                id,
                impact,
                help,
                html: node.html.slice(0, 220),
                target: node.target.join(" "),
                more: told.slice(0, 200),
                frame: Boolean(isWebClient || (nearest?.matches(frame) && !nearest.matches(ours))),
            });
        }
    }
    return problems;
}
"""


@cache
def script():
    """The text of axe-core."""
    found = importlib.util.find_spec("axe_playwright_python")
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def findings(page, within=None):
    """What axe finds on a page as it stands.

    :param within: a selector; without it, the whole page
    :return: dicts with ``id``, ``impact``, ``help``, ``html``, ``target``, ``more`` and ``frame``: whether it is Odoo's
    """
    if not page.evaluate("typeof axe === 'object'"):
        # by the browser itself: the policy of our public pages lets no script in
        page.evaluate(script())
    return page.evaluate(ASK, [within, FRAME, OURS])


def told(finding):
    """A finding in one line."""
    return f"{finding['id']} ({finding['impact']}): {finding['html']} {finding['more']}"
