"""How a folded word sounds in Peru, so that what is written by ear meets what is written by the book."""

import re
from functools import lru_cache

# What is written, and the sound it stands for, in this order. Capitals stand for sounds of two letters on the way.
_WRITTEN = (
    *(("ch", "C"), ("ph", "f"), ("sh", "s")),
    *(("hue", "We"), ("hui", "Wi"), ("hua", "Wa"), ("gua", "Wa"), ("qua", "Wa"), ("kua", "Wa"), ("w", "W")),
    *(("gue", "Ge"), ("gui", "Gi"), ("ge", "je"), ("gi", "ji"), ("qu", "k")),
    *(("cce", "se"), ("cci", "si"), ("ce", "se"), ("ci", "si"), ("ck", "k")),
    *(("ll", "y"), ("ia", "ya"), ("ie", "ye"), ("io", "yo"), ("mb", "nb"), ("mp", "np")),
)
_LETTERS = str.maketrans({"q": "k", "c": "k", "z": "s", "x": "s", "v": "b", "h": "", "G": "g"})
_INITIAL = re.compile(r"^gu(?=[ei])")
_LAST_Y = re.compile(r"y(?![aeiou])")
_TWICE = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("eo", "iu")


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """The key of a folded word's sound: b is v, s is z and soft c, ll is y, qu is k, h is silent."""
    heard = _INITIAL.sub("W", word)
    for written, sounds in _WRITTEN:
        heard = heard.replace(written, sounds)
    heard = heard.translate(_LETTERS)
    if "y" in heard:
        heard = _LAST_Y.sub("i", heard)
    return _TWICE.sub(r"\1", heard)


def loosely(heard: str) -> str:
    """The same where e is not told from i nor o from u, as in Quechua: «quisu», «ulluku»."""
    return heard.translate(_VOWELS)
