"""Words of a text as the index keeps them and as buyers ask for them: folded, without stop words, stemmed.

The stem folds plural and gender and nothing else: «quesos» meets «queso» and «rojas» meets «rojo», but «panela»
does not meet «pan». It is a key, not a word: never show it.
"""

import re
from functools import lru_cache

from catalog.search.stop_words import STOP_WORDS
from core.text import fold

# No text of the catalogue is longer; of a longer one the beginning is read.
MAX_TEXT = 20_000
MAX_WORD = 40
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’´`][^\W\d_]+)*")
_APOSTROPHE = re.compile(r"['’´`]")

# They end in s and are one; short ones are never touched.
_SINGULAR = frozenset(
    {"anis", "pais", "tres", "seis", "gres", "lunes", "martes", "jueves", "viernes", "menos"}
)
# Endings of adjectives, participles and trades, which a noun of the other gender seldom shares.
_TWO_GENDERS = ("osa", "iva", "ica", "ana", "ina", "ena", "aria", "oria", "era", "ita", "illa", "uda", "unda")
_PARTICIPLES = ("ada", "ida")
_PERSONS = ("dora", "tora", "sora")
# Short adjectives, and animals, that have two genders whatever their ending.
_SHORT = """
acida agria alta amarga ancha andina baja barata blanca blanda buena cara cerda chancha chica clara coneja
corta criolla cruda densa dura entera fina flaca fresca gorda gruesa hecha larga limpia llena madura mala
molida negra nina nueva oscura pava pequena prieta pura rica roja rubia sana seca serrana suelta sucia tibia
tierna tuerta vieja viva
"""
_SHORTER = frozenset(_SHORT.split())
_SMALL = re.compile(r"(?P<base>.{2,}?)(?P<small>e?c(?=it)|)it(?P<vowel>[oa])s?")
_CLOSES = frozenset("nry")


def words(text: str) -> list[str]:
    """The folded words of a text in their order, stop words left out, numbers kept."""
    return [word for word in all_words(text) if word not in STOP_WORDS]


def all_words(text: str) -> list[str]:
    """The folded words of a text in their order."""
    found = _WORD.findall(fold(text[:MAX_TEXT]))
    return [_APOSTROPHE.sub("", word)[:MAX_WORD] for word in found]


def stems(text: str) -> list[str]:
    """The stems of a text in their order, without those of stop words."""
    return [stem(word) for word in words(text)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What a folded word has in common with its plural and its other gender."""
    if len(word) < 4 or not word.isalpha():
        return word
    return _one_gender(singular(word))


def singular(word: str) -> str:
    """Without the marks of the plural, nor the e that a plural cannot tell from them (pan-es, tomate-s)."""
    if word in _SINGULAR:
        return word
    if word.endswith("s"):
        word = word[:-1]
        if len(word) < 4:
            return word
    if word.endswith("ce"):
        return f"{word[:-2]}z"
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _one_gender(word: str) -> str:
    if not word.endswith("a"):
        return word
    if len(word) >= 8 and word.endswith(_PERSONS):
        return word[:-1]
    shaped = word.endswith(_TWO_GENDERS) if len(word) >= 6 else False
    participle = len(word) >= 5 and word.endswith(_PARTICIPLES)
    return f"{word[:-1]}o" if shaped or participle or word in _SHORTER else word


def roots(word: str) -> tuple[str, ...]:
    """The folded words that a diminutive may come from: «papitas» from papa, «pancito» from pan."""
    match = _SMALL.fullmatch(word)
    if not match:
        return ()
    base, small, vowel = match["base"], match["small"], match["vowel"]
    if small:
        return (base,) if base[-1] in _CLOSES else (base, f"{base}e")
    # «-quito» and «-guito» only keep the sound of c and g.
    if base.endswith(("qu", "gu")):
        base = f"{base[:-2]}{'c' if base[-2] == 'q' else 'g'}"
    return (f"{base}{vowel}", f"{base}e") if base[-1] not in "lz" else (f"{base}{vowel}", base)
