"""The guides name pictures that are there, of screens that the script takes; none is left over, and both languages tell
of the same."""

import re
from datetime import datetime
from pathlib import Path

import polib

from tools.screens import RECORDS, SCREENS
from tools.screenshots import why_not_now

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs/guide"
#: the same guide in both languages
GUIDES = {
    "pegawai": "employee",
    "kepala": "head",
    "bkpsdm": "bkpsdm",
    "tim-ti": "it",
    "kepala-daerah": "mayor",
}
#: what is quoted from the screens: **a button**, *a menu > an entry*
QUOTED = re.compile(r"\*\*([^*\n]+)\*\*|(?<![*\w])\*([^*\s][^*\n]*)\*(?![*\w])")
ADDONS = ("flexible_work_asn", "flexible_work_asn_attendance", "flexible_work_asn_reports")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")


def pictures(language, name):
    """``[(words, target)]`` of the pictures that a guide names."""
    return PICTURE.findall((GUIDE / language / f"{name}.md").read_text(encoding="utf-8"))


def names(language, name):
    return [Path(target).stem for _words, target in pictures(language, name)]


def test_each_guide_is_there_in_both_languages_with_the_same_pictures_in_the_same_order():
    assert {path.stem for path in (GUIDE / "id").glob("*.md")} == set(GUIDES)
    assert {path.stem for path in (GUIDE / "en").glob("*.md")} == set(GUIDES.values())
    for indonesian, english in GUIDES.items():
        assert names("id", indonesian) == names("en", english), indonesian


def test_each_picture_is_a_screen_that_the_script_takes_and_says_what_it_shows():
    taken = {screen.name for screen in SCREENS}
    for language, guides in (("id", GUIDES), ("en", GUIDES.values())):
        for guide in guides:
            for words, target in pictures(language, guide):
                path = GUIDE / language / target
                assert path.parent.resolve() == (GUIDE / "images" / language).resolve(), target
                assert path.stem in taken, f"{guide}: make screenshots takes no {path.stem}"
                assert path.read_bytes().startswith(b"\x89PNG"), path
                assert words.strip(), f"{guide}: {target} says nothing to whoever cannot see it"


def test_no_picture_and_no_screen_is_left_over():
    named = {language: set() for language in ("id", "en")}
    for indonesian, english in GUIDES.items():
        named["id"] |= set(names("id", indonesian))
        named["en"] |= set(names("en", english))
    for language, used in named.items():
        assert {path.stem for path in (GUIDE / "images" / language).glob("*.png")} == used
        assert {screen.name for screen in SCREENS} == used


def test_screens_name_records_that_are_looked_for():
    for screen in SCREENS:
        assert set(re.findall(r"{(\w+)}", screen.path)) <= set(RECORDS)


def words_of_the_screens(language):
    """All terms of the addons, in the language of a guide, and the few of Odoo's own that the guides quote."""
    words = {"id": {"Pengaturan"}, "en": {"Settings"}}[language]
    for addon in ADDONS:
        for entry in polib.pofile(str(ROOT / addon / "i18n/id.po")):
            words.add(entry.msgstr if language == "id" else entry.msgid)
    return words


def test_what_a_guide_quotes_from_the_screens_is_on_them():
    for language, guides in (("id", GUIDES), ("en", GUIDES.values())):
        words = words_of_the_screens(language)
        for guide in guides:
            text = PICTURE.sub("", (GUIDE / language / f"{guide}.md").read_text(encoding="utf-8"))
            for button, menu in QUOTED.findall(text):
                for name in (button or menu).split(" > "):
                    assert name in words, f"{language}/{guide}.md: no screen says {name!r}"


def test_pictures_are_taken_while_people_are_at_work():
    assert why_not_now(datetime(2026, 11, 26, 12, 47)) is None
    for moment in (datetime(2026, 11, 26, 19, 42), datetime(2026, 11, 26, 7, 30), datetime(2026, 11, 28, 12, 0)):
        assert "09:00 to 16:00" in why_not_now(moment)
