"""What an evaluation measures: each measure with its area, its unit, and which way is better.

The areas are those that the circulars ask for at the end of the month: service, attendance (structural officials
apart), performance, savings.
"""

from dataclasses import dataclass

from .evaluation import Rule

SERVICE, ATTENDANCE, PERFORMANCE, SAVINGS = "service", "attendance", "performance", "savings"
#: kinds of use in the ledger, in the order of the report
LEDGER_KINDS = ("electricity", "water", "internet", "fuel", "other")
#: person-days that a unit must have in a period to count; of officials as many as a single head has in a month
PERSON_DAYS, OFFICIAL_DAYS = 60, 15


@dataclass(frozen=True, slots=True)
class Measure:
    """``unit``: percent, number, hours, index or money. ``compared``: exempt units have it, too."""

    key: str
    area: str
    unit: str
    better: int
    least: float = 1
    compared: bool = True

    def rule(self, units: int) -> Rule:
        """How it is judged where ``units`` units are needed on either side."""
        return Rule(self.better, self.unit == "money", self.least, units)


MEASURES = (
    Measure("complaints", SERVICE, "number", -1, 0),
    Measure("answer_hours", SERVICE, "hours", -1, 3),
    Measure("answered_late", SERVICE, "percent", -1, 3),
    Measure("survey", SERVICE, "index", 1, 10),
    Measure("away", ATTENDANCE, "percent", 0, PERSON_DAYS),
    Measure("present", ATTENDANCE, "percent", 1, PERSON_DAYS),
    Measure("present_structural", ATTENDANCE, "percent", 1, OFFICIAL_DAYS),
    Measure("present_staff", ATTENDANCE, "percent", 1, PERSON_DAYS),
    Measure("late", ATTENDANCE, "percent", -1, PERSON_DAYS),
    Measure("apel", PERFORMANCE, "percent", 1, OFFICIAL_DAYS),
    Measure("verified", PERFORMANCE, "percent", 1, OFFICIAL_DAYS, compared=False),
    Measure("reported", PERFORMANCE, "percent", 1, OFFICIAL_DAYS, compared=False),
    Measure("bills", SAVINGS, "money", -1),
    *(Measure(kind, SAVINGS, "money", -1) for kind in LEDGER_KINDS),
)


def attendance_parts(figures) -> dict[str, tuple[int, int]]:
    """{measure: (those counted, of how many)} of the :class:`~.counting.Figures` of one unit, in person-days."""
    away = figures.wfh + figures.wfa + figures.other_office
    return {
        "away": (away, figures.present),
        "present": (figures.present, figures.obliged),
        "present_structural": (figures.structural_present, figures.structural_obliged),
        "present_staff": (
            figures.present - figures.structural_present,
            figures.obliged - figures.structural_obliged,
        ),
        "late": (figures.late, figures.present),
        "apel": (figures.apel_present, figures.apel_expected),
    }
