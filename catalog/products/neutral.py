"""The order that favours nobody: by name as a Spanish dictionary has it, then by place and maker, then by number."""

import unicodedata

from catalog.products.dossiers import Dossier
from core.text import clean

# Sorts after every letter: «ñu» comes after «nuez» and before «oca».
_AFTER_N = "n\x7f"


def in_order(dossiers: list[Dossier]) -> list[Dossier]:
    """By name, department, province, enterprise, then the number each was given when it was written down."""
    return sorted(dossiers, key=_key)


def _key(one: Dossier) -> tuple[str, str, str, str, int]:
    department, province = one.department, one.province
    names = (one.product.name, department, province, one.enterprise.name)
    name, department, province, maker = map(alphabetical, names)
    return name, department, province, maker, one.product.id


def alphabetical(text: str) -> str:
    """What a text sorts by: capitals and accents make no difference, ñ is a letter of its own after n."""
    lowered = clean(text).casefold()
    if lowered.isascii():
        return lowered
    apart = unicodedata.normalize("NFKD", lowered.replace("ñ", _AFTER_N))
    return "".join(c for c in apart if not unicodedata.category(c).startswith("M"))
