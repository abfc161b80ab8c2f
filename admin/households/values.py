"""What a household and a member are, as forms read them and operations write them."""

from dataclasses import dataclass
from datetime import date

from catalog.search.sounds import loosely, sound
from core.text import slugify

LONGEST_KEY = 160
LONGEST_WORD = 40


@dataclass(frozen=True)
class HouseholdValues:
    """A household's own facts; "" and None say that nobody knows."""

    district_code: str
    code: str = ""
    area: str = ""
    joined_year: int | None = None


@dataclass(frozen=True)
class MemberValues:
    """A member's facts; "" and None say that nobody knows. `dni` None leaves the one that is kept."""

    given_names: str
    surnames: str = ""
    dni: str | None = None
    sex: str = ""
    born_on: date | None = None
    mother_tongue: str = ""
    disability: bool | None = None
    phone: str = ""
    schooling: str = ""
    cares_for_children: bool | None = None
    entrepreneur: bool = False

    @property
    def words(self) -> list[str]:
        """The folded words of the name, surnames first."""
        return name_words(f"{self.surnames} {self.given_names}")


def name_words(typed: str) -> list[str]:
    """Folded words as names are found by: «Ñahui-Quispe» is two."""
    return [word[:LONGEST_WORD] for word in slugify(typed).split("-") if word]


def name_key(words: list[str]) -> str:
    """How a name is sorted."""
    return " ".join(words)[:LONGEST_KEY]


def sound_of(word: str) -> str:
    """How a word of a name sounds, whoever writes it: Kispe and Quispe, Yupanqui and Llupanki."""
    return loosely(sound(word))[:LONGEST_WORD]


def sound_key(words: list[str]) -> str:
    """The sounds of a name in an order of their own, so that surnames and names may change places."""
    return " ".join(sorted({sound_of(word) for word in words}))[:LONGEST_KEY]
