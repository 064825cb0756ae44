"""The screens of the guide: who looks at what, and how to get there. Made from the demo by ``make screenshots``.

Each is one picture in each language, ``docs/guide/images/LANGUAGE/NAME.png``; tests/test_guide.py compares this list
with what the guides name.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """One picture: ``login`` None is nobody. ``path`` may name a record that is looked for: ``{apel}``."""

    name: str
    login: str | None
    path: str
    phone: bool = False
    #: what has to be there before the picture is taken
    wait: str = ".o_action_manager > *"
    #: what is done before
    act: Callable | None = None
    full: bool = False


def _press(selector, then):
    def act(page):
        page.locator(selector).first.click()
        page.locator(then).first.wait_for()

    return act


def _scroll(selector):
    def act(page):
        page.locator(selector).first.scroll_into_view_if_needed()

    return act


def _open_apel(page):
    """The demo leaves today's for the visitor to open, if it was made in working hours."""
    page.wait_for_timeout(500)
    if page.locator(".o_fw_open").count():
        page.locator(".o_fw_open").click()
        page.wait_for_timeout(1500)


WHY = ".o_fw_why[aria-expanded='true']"
#: records that paths name: model, domain, order, field. The first one is taken
RECORDS = {
    "apel": (
        "flexible.work.apel",
        "[('department_id.manager_id.user_id.login', '=', 'kepala')]",
        "by_hand desc, date desc, hour_from",
    ),
    "roster": (
        "flexible.work.roster",
        "[('state', '!=', 'draft'), ('department_id.manager_id.user_id.login', '=', 'kepala')]",
        "date_to desc",
    ),
    "circular": ("flexible.work.circular", "[('number', '=', '800/84/2025'), ('is_template', '=', False)]", "id"),
    "report": ("flexible.work.report", "[('state', '=', 'sent')]", "date desc"),
    "month": ("flexible.work.month", "[]", "month desc"),
    "evaluation": ("flexible.work.evaluation", "[]", "id desc"),
    "placement": ("flexible.work.placement", "[]", "id"),
    "kiosk": ("res.company", "[]", "id", "attendance_kiosk_key"),
}

SCREENS = (
    # an employee, with the phone
    Screen("today", "pegawai", "/odoo/hari-ini", True, ".o_fw_today"),
    Screen("why", "pegawai", "/odoo/hari-ini", True, ".o_fw_today", _press(".o_fw_why", WHY)),
    Screen("my-plan", "pegawai", "/odoo/rencana-kerja", True, ".o_fw_month"),
    Screen("request", "pegawai", "/odoo/permohonan-saya/new", True, ".o_form_view"),
    Screen("correction", "pegawai", "/odoo/koreksi-saya/new", True, ".o_form_view"),
    Screen("work-report", "pegawai", "/odoo/laporan-kerja-saya", True),
    Screen("my-data", "pegawai", "/odoo/data-saya", True),
    # the head of an OPD
    Screen("morning", "kepala", "/odoo/pagi-ini"),
    Screen("morning-phone", "kepala", "/odoo/pagi-ini", True),
    Screen("board", "kepala", "/odoo/apel/{apel}/papan-apel", wait=".o_fw_board_title", act=_open_apel),
    Screen("grid", "kepala", "/odoo/giliran-kerja/{roster}/petak-giliran", wait=".o_fw_roster_grid table"),
    Screen("requests", "kepala", "/odoo/permohonan"),
    Screen("warnings", "kepala", "/odoo/teguran"),
    Screen("apel", "kepala", "/odoo/apel"),
    # BKPSDM
    Screen("setup", "bkpsdm", "/odoo/persiapan", wait=".o_fw_setup_check"),
    Screen("setup-phone", "bkpsdm", "/odoo/persiapan", True, wait=".o_fw_setup_check"),
    Screen("templates", "bkpsdm", "/odoo/contoh-edaran"),
    Screen("circular", "bkpsdm", "/odoo/surat-edaran/{circular}", wait=".o_form_view"),
    Screen("simulation", "bkpsdm", "/odoo/surat-edaran/{circular}/simulasi-edaran", wait=".o_fw_simulation table"),
    Screen("daily-report", "bkpsdm", "/odoo/daily-reports/{report}", wait=".o_form_view"),
    Screen("month", "bkpsdm", "/odoo/rekap-bulanan/{month}", wait=".o_form_view"),
    Screen("evaluation", "bkpsdm", "/odoo/evaluasi/{evaluation}", wait=".o_form_view"),
    Screen("need", "bkpsdm", "/odoo/peta-kebutuhan", wait=".o_fw_need_list"),
    Screen("placement", "bkpsdm", "/odoo/usulan-penempatan/{placement}", wait=".o_form_view"),
    # the IT team
    Screen(
        "setup-server",
        "admin",
        "/odoo/persiapan",
        wait=".o_fw_setup_check[data-key='mail']",
        act=_scroll(".o_fw_setup_check[data-key='printing']"),
    ),
    Screen(
        "settings",
        "admin",
        "/odoo/action-base_setup.action_general_configuration",
        wait=".settings_tab",
        act=_press(".tab[data-key='flexible_work_asn_attendance']", ".tab.selected[data-key^='flexible']"),
    ),
    Screen(
        "kiosk", None, "/hr_attendance/{kiosk}", wait=".o_hr_attendance_kiosk_mode, .o_hr_attendance_kiosk_backdrop"
    ),
    # the head of the region
    Screen("region-phone", "walikota", "/odoo/wilayah-hari-ini", True, ".o_fw_region"),
    Screen("region", "walikota", "/odoo/wilayah-hari-ini", wait=".o_fw_region"),
    # citizens
    Screen("public", None, "/layanan", True, "main", _press("main a:has-text('Ternate')", ".fw_card")),
)
