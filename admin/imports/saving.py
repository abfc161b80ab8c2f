"""Writing what a checked file says, through the operations that pages use, in the caller's transaction."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from sqlalchemy.orm import Session

from admin.enterprises.operations import approve_enterprise, create_enterprise, propose_enterprise
from admin.imports.checking import Plan, check_rows, prepare_photos
from admin.imports.identity import Line, photo_values
from admin.imports.makers import Maker
from admin.imports.photos import FolderPhotos, PhotoSource, Track, untracked
from admin.imports.rows import ImportRefused, Problem, RawRow
from admin.products.operations import approve_product, create_product, propose_product
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import Actor
from core.db import take_turns
from core.errors import ConflictError


@dataclass
class Count:
    """How many of a kind were new, changed, left as they were, and published."""

    new: int = 0
    changed: int = 0
    same: int = 0
    published: int = 0

    def add(self, *, new: bool, changed: bool, published: bool) -> None:
        """Count one."""
        self.new += new
        self.changed += changed and not new
        self.same += not (new or changed)
        self.published += published


@dataclass
class ImportResult:
    """What an import did, or would do."""

    products: Count
    enterprises: Count
    photos: int = 0

    def as_dict(self) -> dict[str, object]:
        """For those who print it otherwise."""
        return asdict(self)


def import_rows(
    session: Session,
    rows: Iterable[RawRow],
    *,
    by: Actor,
    photos: PhotoSource | None = None,
    publish: bool = False,
    demo: bool = False,
    track: Track = untracked,
) -> ImportResult:
    """Import rows in the caller's transaction, all or, raising ImportRefused, none (then roll back)."""
    source = photos or FolderPhotos(None, keep=False)
    # Two offices that name the same enterprise would each find it missing, and make it twice.
    take_turns(session, "import")
    plan = check_rows(session, rows, source, track)
    prepare_photos(plan, source, track)
    plan.refuse_if_wrong()
    return save_plan(session, plan, source, by=by, publish=publish, demo=demo, track=track)


def foretell(plan: Plan, *, publish: bool) -> ImportResult:
    """What saving the plan would do."""
    result = ImportResult(Count(), Count(), len({name for line in plan.lines for name in line.new_photos}))
    for maker in plan.makers:
        result.enterprises.add(**_fate(maker, publish))
    for line in plan.lines:
        result.products.add(**_fate(line, publish))
    return result


def save_plan(
    session: Session,
    plan: Plan,
    photos: PhotoSource,
    *,
    by: Actor,
    publish: bool,
    demo: bool = False,
    track: Track = untracked,
) -> ImportResult:
    """Write a plan without problems."""
    result = foretell(plan, publish=publish)
    homes: dict[int, Enterprise] = {}
    for maker in track(plan.makers, "Guardando emprendimientos"):
        homes[id(maker)] = _save_maker(session, maker, by=by, publish=publish, demo=demo)
    for line in track(plan.lines, "Guardando productos"):
        try:
            _save_line(session, line, homes[id(line.maker)], photos, by=by, publish=publish)
        except ConflictError as error:
            raise ImportRefused([Problem(line.row.number, "", str(error))]) from error
    session.flush()
    return result


def _fate(one: Maker | Line, publish: bool) -> dict[str, bool]:
    settled = one.known is not None and one.known.settled and not one.changed
    return {"new": one.known is None, "changed": one.changed, "published": publish and not settled}


def _save_maker(session: Session, maker: Maker, *, by: Actor, publish: bool, demo: bool) -> Enterprise:
    if maker.values is None:
        raise ValueError("an enterprise of the plan was not settled")
    if maker.known is None:
        enterprise = create_enterprise(session, maker.values, by=by, demo=demo)
    else:
        enterprise = session.get_one(Enterprise, maker.known.id)
        if maker.changed:
            propose_enterprise(session, enterprise, maker.values, by=by)
    if _fate(maker, publish)["published"]:
        approve_enterprise(session, enterprise, by=by)
    return enterprise


def _save_line(
    session: Session, line: Line, home: Enterprise, photos: PhotoSource, *, by: Actor, publish: bool
) -> None:
    fate = _fate(line, publish)
    values = line.values
    if values is None:
        raise ValueError("a row of the plan has no values")
    if line.photos is not None:
        known = line.tokens
        sent = [
            name if name in known else photos.upload(session, home, name, by=by).token for name in line.photos
        ]
        values = replace(values, photos=photo_values(line, values.name, sent))
    if line.known is None:
        product = create_product(session, home, values, by=by)
    elif fate["changed"] or fate["published"]:
        product = session.get_one(Product, line.known.id)
        propose_product(session, product, values, by=by)
    else:
        return
    if fate["published"]:
        approve_product(session, product, by=by)
