"""What the lists of the daily page must say, counted person by person from the events of ``tests.morning``.

Written like ``tests.ternate_reference``, from the sentences quoted, and importing nothing of the addons.
"""

from collections import Counter
from math import ceil

from .ternate_reference import STRUCTURAL

# "cuti tahunan, cuti besar, cuti sakit, cuti melahirkan, cuti karena alasan penting, cuti bersama, cuti di luar
# tanggungan negara" (PP 11/2017 Pasal 310): the letters under which BKN's recaps show them.
LEAVE_KINDS = ("ct", "cb", "cs", "cm", "cap", "cber", "cltn")


class Account:
    """One date of one city: what the page says besides its main table."""

    def __init__(self, reference, day, morning, closed):
        self.reference, self.city, self.date = reference, reference.city, day
        self.people = []
        for person in self.city.people:
            planned = reference.day(person, day)
            if planned is not None:
                events = morning[person.key]
                self.people.append((person, planned, events, reference.judge(planned, events, day, closed)))

    def structural(self):
        """ "Pejabat struktural wajib hadir di kantor", shown apart: {OPD key: Counter}, the total under None."""
        return self._per_opd(self._structural)

    def _structural(self, person, planned, events, judged):
        if planned.level not in STRUCTURAL:
            return
        yield "headcount"
        if judged.status in ("absent", "pending"):
            yield from ("obliged", "absent")
        elif judged.status == "present":
            yield from ("obliged", "present")
            if planned.mode == "wfo":
                yield "wfo"
            if judged.late:
                yield "late"

    def leave_kinds(self):
        """Who is on leave, by its kind: {OPD key: Counter}, the total under None."""
        return self._per_opd(self._leave_kind)

    def _leave_kind(self, person, planned, events, judged):
        if judged.status == "leave":
            yield self.city.leave_on(person.key, self.date).cuti or "other"

    def _per_opd(self, columns):
        table = {None: Counter()}
        for person, planned, events, judged in self.people:
            counted = list(columns(person, planned, events, judged))
            if counted:
                table.setdefault(self.city.opd(planned.unit), Counter()).update(counted)
                table[None].update(counted)
        return table

    def absent(self):
        """ "Tanpa keterangan": everybody obliged who is not there, as {(name, NIP, name of the OPD)}."""
        return {
            self._named(person, planned)
            for person, planned, _events, judged in self.people
            if judged.status in ("absent", "pending")
        }

    def breaches(self):
        """ "tidak berlaku bagi OPD pelayanan langsung": who is bound to the office by the unit or the position, and is
        present, but checked in elsewhere."""
        return {
            self._named(person, planned)
            for person, planned, events, judged in self.people
            if judged.status == "present"
            and planned.mode == "wfo"
            and (planned.level in STRUCTURAL or self.reference.serves_directly(planned.unit))
            and self.reference.place(person, planned, events) == "outside"
        }

    def _named(self, person, planned):
        return person.name, person.nip, self.city.units[self.city.opd(planned.unit)].name

    def shortfalls(self, percents):
        """Units with fewer people in the office than they need: {name of the unit: (needed, on site)}.

        :param percents: {unit key: percent of the unit's people whose working day it is, with all units below}
        """
        short = {}
        for unit, percent in percents.items():
            inside = [
                (person, planned, events, judged)
                for person, planned, events, judged in self.people
                if not planned.off and unit in {step.key for step in self.city.path(planned.unit)}
            ]
            on_site = sum(
                judged.status == "present"
                and planned.mode == "wfo"
                and self.reference.place(person, planned, events) != "outside"
                for person, planned, events, judged in inside
            )
            needed = ceil(round(percent * len(inside) / 100, 6))
            if on_site < needed:
                short[self.city.units[unit].name] = (needed, on_site)
        return short

    def shares(self):
        """[(present of obliged, absent, name)] of every OPD in which somebody was obliged, worst first."""
        table = {}
        for _person, planned, _events, judged in self.people:
            if judged.status in ("present", "absent", "pending"):
                counted = table.setdefault(self.city.opd(planned.unit), Counter())
                counted["obliged"] += 1
                counted["present"] += judged.status == "present"
        return sorted(
            (
                counted["present"] / counted["obliged"],
                counted["present"] - counted["obliged"],
                self.city.units[opd].name,
            )
            for opd, counted in table.items()
        )
