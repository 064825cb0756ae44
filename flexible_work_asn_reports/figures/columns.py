"""The columns of the daily table, in their order on paper and in the workbook."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` of the figure (of the row, for ``row`` columns), ``group`` of the heading above, ``style``: colour."""

    name: str
    group: str | None = None
    style: str = ""
    kind: str = "count"  # row, count, percent


COLUMNS = (
    Column("number", kind="row"),
    Column("name", kind="row"),
    Column("pns", "employees"),
    Column("pppk", "employees"),
    Column("pppk_pw", "employees"),
    Column("headcount", "employees", "sum"),
    Column("off"),
    Column("obliged", style="sum"),
    Column("wfo", "present", "wfo"),
    Column("wfh", "present", "wfh"),
    Column("wfa", "present", "wfa"),
    Column("other_office", "present", "other_office"),
    Column("present", "present", "sum"),
    Column("duty", "not_present", "duty"),
    Column("leave", "not_present"),
    Column("sick", "not_present"),
    Column("permit", "not_present"),
    Column("study", "not_present"),
    Column("absent", "not_present", "absent"),
    Column("apel_expected", "apel"),
    Column("apel_present", "apel"),
    Column("late"),
    Column("percent", kind="percent", style="sum"),
    Column("reported", kind="row"),
)

GROUPS = ("employees", "present", "not_present", "apel")
