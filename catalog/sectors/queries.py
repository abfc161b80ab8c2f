"""Reading sectors: the whole tree in one query, since it is a few dozen rows that staff may edit."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.changes.versions import kept_while_it_stands
from catalog.sectors.models import Sector


@dataclass(frozen=True, slots=True)
class Branch:
    """A sector as pages need it."""

    id: int
    parent_id: int | None
    slug: str
    path: str
    name: str
    kind: str
    paper_rule: str

    @property
    def root(self) -> str:
        """The slug of the top sector it hangs from: it gives the branch its colour."""
        return self.path.partition("/")[0]


class SectorTree:
    """The branches in the order staff gave them."""

    def __init__(self, branches: Iterable[Branch]) -> None:
        self.by_id = {branch.id: branch for branch in branches}
        self.by_slug = {branch.slug: branch for branch in self.by_id.values()}

    @cached_property
    def said(self) -> str:
        """All that pages say of the tree, to tell it from another by: one text, hashed once."""
        return repr(list(self.by_id.values()))

    @property
    def tops(self) -> list[Branch]:
        """The top sectors."""
        return [branch for branch in self.by_id.values() if branch.parent_id is None]

    def children(self, branch: Branch) -> list[Branch]:
        """The sectors right under one."""
        return [child for child in self.by_id.values() if child.parent_id == branch.id]

    def line(self, branch: Branch) -> list[Branch]:
        """From the top sector down to this one."""
        return [self.by_slug[slug] for slug in branch.path.split("/") if slug in self.by_slug]

    def ids_under(self, branch: Branch) -> list[int]:
        """The ids of a sector and of all that hang from it."""
        inside = f"{branch.path}/"
        return [one.id for one in self.by_id.values() if one is branch or one.path.startswith(inside)]


@kept_while_it_stands
def sector_tree(session: Session) -> SectorTree:
    """The whole tree, in one query."""
    columns = (
        Sector.id, Sector.parent_id, Sector.slug, Sector.path, Sector.name, Sector.kind, Sector.paper_rule,
    )  # fmt: skip
    rows = session.execute(select(*columns).order_by(Sector.position, Sector.id))
    return SectorTree(Branch(*row) for row in rows)
