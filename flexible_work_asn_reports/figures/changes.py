"""What differs between two counts of the same day."""

from dataclasses import dataclass

from .counting import Figures


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is another one now."""

    name: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before


def changes(before: Figures, after: Figures) -> list[Change]:
    """The figures that differ, in the order of the columns; people present and obliged first, because readers do."""
    names = ["present", "obliged", *Figures.__dataclass_fields__]
    found = [Change(name, getattr(before, name), getattr(after, name)) for name in names]
    return [change for change in found if change.before != change.after]
