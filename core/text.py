"""Text as people type it: cleaned for keeping, folded for comparing, split where it lists things."""

import re
import unicodedata

_HARD_SEPARATORS = re.compile(r"[,;/&\n\r]")
_AND = re.compile(r"(?:^|(?<=\s))[yYeE](?=\s|$)")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
# Control, format (zero width, bidirectional overrides, soft hyphen) and surrogate characters.
_DROPPED = {"Cc", "Cf", "Cs"}


def clean(text: str, *, lines: bool = False) -> str:
    """The text as it is kept: NFC, one space between words, no control, zero-width or bidi characters.

    `lines` keeps line breaks, at most one empty line together; otherwise everything stands on one line.
    """
    if lines:
        kept = "\n".join(clean(line) for line in text.splitlines())
        return re.sub(r"\n{3,}", "\n\n", kept).strip("\n")
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _DROPPED)
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def fold(text: str) -> str:
    """The text as it is compared: cleaned, NFKC, lowercase, without accents.

    ñ becomes n on purpose: half the keyboards and all hurried typists leave it out ("todo el ano", "Munoz"),
    and a match too many is a smaller harm than a product nobody finds. Never show folded text to anyone.
    """
    folded = clean(text)
    if not folded.isascii():
        # Twice, since lowering a letter can bring out a mark of its own (İ), and composing hides others.
        folded = _unaccented(_unaccented(folded).casefold())
        folded = clean(unicodedata.normalize("NFKC", folded))
    return folded.lower()


def _unaccented(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.category(c).startswith("M"))


def slugify(text: str) -> str:
    """The folded text in kebab case, ASCII letters and digits only; may be empty («¡¡!!»)."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def split_list(text: str) -> list[str]:
    """The things listed in a text, split at comma, semicolon, slash, line, & and the words "y" and "e"."""
    parts = (part for hard in _HARD_SEPARATORS.split(text) for part in _AND.split(hard))
    return [kept for kept in map(clean, parts) if kept]
