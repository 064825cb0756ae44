from datetime import date, datetime

import vobject
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..icalendar import Event, write_calendar

STAMP = datetime(2026, 1, 11, 15, 0)
#: what people write; control characters have no place in a calendar and are left out
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\x85\u2028\u2029"))


def written(*events):
    return write_calendar("Plan", "Asia/Jayapura", STAMP, events)


def event(**values):
    return Event(
        **{
            "uid": "1@x",
            "begin": datetime(2026, 1, 14, 22, 30),
            "end": datetime(2026, 1, 15, 7, 0),
            "summary": "R",
            **values,
        }
    )


class TestICalendar(BaseCase):
    """What is written is read back by another program's reader."""

    def test_hours_are_told_in_utc(self):
        (read,) = vobject.readOne(written(event())).vevent_list
        self.assertEqual(read.dtstart.value.isoformat(), "2026-01-14T22:30:00+00:00")
        self.assertEqual(read.dtend.value.isoformat(), "2026-01-15T07:00:00+00:00")

    def test_whole_days_are_dates_with_an_exclusive_end(self):
        read = vobject.readOne(written(event(begin=date(2026, 1, 16), end=date(2026, 1, 17)))).vevent
        self.assertEqual((read.dtstart.value, read.dtend.value), (date(2026, 1, 16), date(2026, 1, 17)))

    def test_a_calendar_without_events_is_a_calendar(self):
        self.assertEqual(vobject.readOne(written()).x_wr_calname.value, "Plan")

    def test_time_off_is_busy_and_a_place_is_not(self):
        text = written(event(), event(uid="2@x", busy=True))
        self.assertEqual([one.transp.value for one in vobject.readOne(text).vevent_list], ["TRANSPARENT", "OPAQUE"])

    def test_lines_end_as_the_standard_says_and_none_is_too_long(self):
        text = written(event(description="Kantor Wali Kota – giliran, " * 20))
        self.assertTrue(text.endswith("END:VCALENDAR\r\n"))
        self.assertNotIn("\n", text.replace("\r\n", ""))
        self.assertTrue(all(len(line.encode()) <= 75 for line in text.split("\r\n")))

    @given(TEXTS, TEXTS)
    def test_every_text_comes_back_as_it_was(self, summary, description):
        text = written(event(summary=f"x{summary}", description=f"x{description}\nz"))
        read = vobject.readOne(text).vevent
        self.assertEqual((read.summary.value, read.description.value), (f"x{summary}", f"x{description}\nz"))

    def test_no_text_begins_a_property_of_its_own(self):
        text = written(event(summary="A\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT"))
        self.assertEqual(len(vobject.readOne(text).vevent_list), 1)
        self.assertNotIn("\r\nATTENDEE", text)
