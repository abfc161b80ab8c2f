"""Whom of the registry a sheet speaks of by numbers that its sender may only be guessing.

A sheet of a thousand DNI would tell which of them stand in the registry. So few are told of, and everyone who was found
is written down when the sheet is sent: later showings tell of nobody else. It costs as many look-ups as it may tell of,
whether somebody is found or not.
"""

from dataclasses import dataclass, field

from admin.imports.rows import Problem
from core.audit import Subject

MOST_TOLD = 10
MORE_PHONES = (
    "Hay más celulares que ya están en el registro. Por cada hoja se dicen "
    f"{MOST_TOLD}: si quiere ver los demás, súbalos en otra hoja."
)
MORE = (
    f"Hay más DNI o códigos por corregir. Por cada hoja se dicen {MOST_TOLD}: corrija estos, mire los demás en su "
    "hoja y súbala de nuevo."
)


@dataclass
class Telling:
    """Who was found, and who may be told of: once a sheet was sent, those `written` down then and nobody else."""

    written: frozenset[str] | None = None
    found: dict[Subject, None] = field(default_factory=dict)
    told: set[Subject] = field(default_factory=set)
    missing: int = 0
    more: bool = False
    # How many numbers the sheet asks of: DNI, codes and phones that are not the record's own.
    asked: int = 0

    @property
    def cost(self) -> int:
        """How many look-ups the sheet counts as."""
        return min(self.asked, MOST_TOLD)

    def may_tell(self, holder: Subject) -> bool:
        """Whether the sheet may say that it found this one."""
        self.found[holder] = None
        known = self.written is None or holder.public_id in self.written
        if known and len(self.told) < MOST_TOLD:
            self.told.add(holder)
        return holder in self.told

    def may_tell_missing(self) -> bool:
        """Whether the sheet may say once more that nobody was found: that tells of the others too."""
        self.missing += 1
        self.more |= self.missing > MOST_TOLD
        return self.missing <= MOST_TOLD

    def problems(self) -> list[Problem]:
        """That there is more which is not said, of the sheet as a whole."""
        return [Problem(0, "", MORE)] if self.more else []
