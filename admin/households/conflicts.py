"""Two people changed one record: what each wrote, field by field, so that nothing is lost."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from admin.households.forms import say
from core.forms import ParsedField, ParsedForm


@dataclass(frozen=True)
class Side:
    """What one of both wrote: as a form reads it, and as a page says it."""

    typed: str
    said: str


@dataclass(frozen=True)
class Difference:
    """A field that both wrote differently."""

    name: str
    label: str
    yours: Side
    theirs: Side


@dataclass(frozen=True)
class Conflict:
    """The fields to choose between, and those on which both agree as they were typed."""

    differences: list[Difference]
    same: dict[str, str]


def compare(
    form: ParsedForm,
    names: Iterable[str],
    kept: Mapping[str, str],
    say: Callable[[str, str], str] = say,
) -> Conflict:
    """What a form holds beside what is kept by now, each in the words that `say` has for it."""
    differences: list[Difference] = []
    same: dict[str, str] = {}
    for name in names:
        field = form[name]
        if not isinstance(field, ParsedField):
            continue
        theirs = kept[name]
        if field.data == (field.parse(theirs) if theirs else None):
            same[name] = field.typed
        else:
            yours = Side(field.typed, say(name, field.typed))
            label = str(field.label.text)
            differences.append(Difference(name, label, yours, Side(theirs, say(name, theirs))))
    return Conflict(differences, same)
