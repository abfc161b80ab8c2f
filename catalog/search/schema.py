"""The shape of the index on disk. Another shape gets another VERSION, and with it another folder."""

from typing import Any

from whoosh import columns, fields
from whoosh.analysis import Token, Tokenizer

VERSION = 2


class Given(Tokenizer):  # type: ignore[misc]  # Whoosh has no types
    """Takes words as they come: documents are folded and stemmed before they get here."""

    def __call__(self, value: list[str], **_kwargs: Any) -> Any:
        """One token a word."""
        token = Token()
        for word in value:
            token.text = word
            token.boost = 1.0
            yield token


def _words() -> fields.FieldType:
    # Whether a word is there, and nothing of how often or among how many: half the time to write, a third of the room.
    return fields.ID(analyzer=Given())


def schema() -> fields.Schema:
    """Stems by where they stand, surface forms, facets, and columns to sort by."""
    return fields.Schema(
        id=fields.ID(unique=True, stored=True),
        # Stems: of the name; of sector, place and maker; of all of these and the description.
        name=_words(),
        about=_words(),
        text=_words(),
        # Folded words as they are written, to complete and to correct what is typed.
        words=_words(),
        facet=_words(),
        # Of one product: id, price and capacity in base units (-1: unknown), microseconds of publication since the
        # epoch (so the order is the database's), name's length.
        product=fields.COLUMN(columns.NumericColumn("q")),
        price=fields.COLUMN(columns.NumericColumn("q")),
        capacity=fields.COLUMN(columns.NumericColumn("q", default=-1)),
        published=fields.COLUMN(columns.NumericColumn("q")),
        length=fields.COLUMN(columns.NumericColumn("q")),
        # The name as written, and what is promised of it, where something is: {"": capacity, "2026-12": committed},
        # both in thousandths of its unit, since capacity in base units is rounded.
        stored_name=fields.STORED(),
        committed=fields.STORED(),
    )
