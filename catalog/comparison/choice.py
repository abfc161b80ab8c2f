"""Which products an address asks to compare, read leniently: nothing in it is an error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from core.text import clean

MOST = 4
# Read no further into an address that names hundreds.
_READ = 20
_LONGEST = 140


@dataclass(frozen=True)
class Choice:
    """The slugs to compare, in the order of the buyer, and what was left out."""

    slugs: tuple[str, ...]
    too_many: bool = False
    unknown: int = 0

    def among(self, present: Mapping[str, str]) -> "Choice":
        """Those that exist, by their present slugs, the first four of them; how many do not."""
        kept = tuple(dict.fromkeys(present[slug] for slug in self.slugs if slug in present))
        return replace(
            self,
            slugs=kept[:MOST],
            too_many=self.too_many or len(kept) > MOST,
            unknown=sum(slug not in present for slug in self.slugs),
        )

    def query(self, *, without: str = "", **more: str) -> str:
        """The query string of these products, one taken out or something added."""
        pairs = [("p", slug) for slug in self.slugs if slug != without]
        return urlencode([*pairs, *more.items()])


def read_choice(typed: Sequence[str]) -> Choice:
    """The products named by `p`, each once."""
    slugs = tuple(dict.fromkeys(clean(one)[:_LONGEST].lower() for one in typed if clean(one)))
    return Choice(slugs[:_READ], too_many=len(slugs) > _READ)
