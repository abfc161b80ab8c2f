"""What a buyer named, ready to be looked for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """One thing named: any of the ways to say it will do, and each way is stems that must all be there.

    `prefix` is the folded beginning of a word still being typed: words that begin so will do as well.
    """

    typed: str
    any_of: tuple[tuple[str, ...], ...]
    prefix: str = ""
