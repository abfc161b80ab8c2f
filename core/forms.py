"""Forms that read text as people type it: the same ones on a page and in an import."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from wtforms import Form
from wtforms.fields import Field
from wtforms.widgets import TextInput

from core.errors import InputError
from core.text import clean, fold

T = TypeVar("T")
Parse = Callable[[str], Any]

NOTHING = frozenset(
    {"no", "ninguno", "ninguna", "no tiene", "sin", "nada", "no aplica", "n/a", "-", "--", "0"}
)


class Typed(dict[str, str]):
    """Typed text by field name, as WTForms asks for it."""

    def getlist(self, name: str) -> list[str]:
        """The texts typed in one field."""
        return [self[name]] if name in self else []


class ParsedField(Field):
    """A field that keeps the text as typed and reads it with `parse`, whose InputError becomes its own error.

    `missing` is what it says where the form requires it and it was left blank. A form's method `parse_<name>`
    takes the place of `parse` where reading needs what the form knows.
    """

    widget = TextInput()
    typed = ""

    def __init__(self, label: Any = "", *, parse: Parse = clean, missing: Any = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.parse = parse
        self.missing = missing

    @property
    def given(self) -> bool:
        """Whether something was typed: a blank field says nothing, and erases nothing."""
        return bool(self.typed)

    def process_data(self, value: str | None) -> None:
        """Show a text that nobody typed yet; it is not read."""
        self.data, self.typed = None, value or ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; a file in the place of a text is none."""
        sent = valuelist[0] if valuelist else ""
        self.typed = sent if isinstance(sent, str) and clean(sent) else ""
        self.data = self.parse(self.typed) if self.typed else None

    def _value(self) -> str:
        return self.typed


class ParsedForm(Form):
    """A form of ParsedFields; on a page, `class ProductPage(FlaskForm, ProductForm)` adds request and token.

    One form may be processed again and again, as an import does: building its fields costs more than reading them.
    """

    def process(self, *args: Any, **options: Any) -> None:
        """Read typed text, a request's or a Typed, as WTForms does, each field with its own reader."""
        for name, field in self._fields.items():
            reader = getattr(self, f"parse_{name}", None)
            if reader is not None and isinstance(field, ParsedField):
                field.parse = reader
        super().process(*args, **options)

    def refuse(self, name: str, message: str) -> None:
        """Add an error to a field while validating."""
        self[name].errors = [*self[name].errors, message]

    def require(self, names: Iterable[str]) -> None:
        """Refuse those of the fields that were left blank."""
        for name in names:
            field = self[name]
            if isinstance(field, ParsedField) and not field.given:
                self.refuse(name, str(field.missing))

    def given(self) -> dict[str, Any]:
        """What was typed and understood, by field name."""
        fields = self._fields.items()
        return {
            name: field.data
            for name, field in fields
            if isinstance(field, ParsedField) and field.given and not field.process_errors
        }


def text_parser(longest: int, *, shortest: int = 1, lines: bool = False) -> Parse:
    """A parser of plain text that cleans it and holds it to a length."""

    def parse(typed: str) -> str:
        kept = clean(typed, lines=lines)
        if len(kept) > longest:
            raise InputError(f"El texto tiene {len(kept):,} letras y caben {longest:,}. Acórtelo.")
        if len(kept) < shortest:
            raise InputError(f'"{kept}" es muy corto. Escriba al menos {shortest} letras.')
        return kept

    return parse


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ by nothing that is kept."""
    return clean(one, lines=True) == clean(other, lines=True)


class Names(Generic[T]):
    """What people may write for each of a few known things: names, and words that tell one from the others."""

    def __init__(self, names: Iterable[tuple[str, T]], labels: Mapping[T, str]) -> None:
        self.labels = labels
        self._by_name: dict[str, T] = {}
        for name, thing in names:
            self._by_name.setdefault(_key(name), thing)
        self._words = [(frozenset(map(_stem, name.split())), thing) for name, thing in self._by_name.items()]

    def find(self, typed: str) -> T | None:
        """The thing that is called so, or the only one whose name has all the typed words."""
        key = _key(typed)
        if key in self._by_name:
            return self._by_name[key]
        words = {_stem(word) for word in key.split()} - _SMALL_WORDS
        if not any(len(word) > 3 for word in words):
            return None
        found = {thing for having, thing in self._words if words <= having}
        return found.pop() if len(found) == 1 else None

    def near(self, typed: str, most: int = 3) -> list[str]:
        """The labels of the things whose names look like the typed text or share a word with it."""
        key = _key(typed)[:80]
        words = {_stem(word) for word in key.split()} - _SMALL_WORDS
        things = [self._by_name[name] for name in difflib.get_close_matches(key, self._by_name, most, 0.6)]
        things += [thing for having, thing in self._words if words & having]
        return [self.labels[thing] for thing in dict.fromkeys(things)][:most]


_SMALL_WORDS = frozenset({"de", "del", "la", "el", "los", "las", "y", "a", "en", "con", "para"})


def _key(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("_", " ").replace(",", " ").rstrip(".").split())


def _stem(word: str) -> str:
    return word.removesuffix("s").removesuffix("e") if len(word) > 4 else word
