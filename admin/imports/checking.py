"""Reading a whole file against the catalogue: what it would change, or everything that is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.forms import EnterpriseForm
from admin.imports.columns import BY_FIELD, COLUMNS, ENTERPRISE, PRODUCT
from admin.imports.existing import load_existing
from admin.imports.identity import Line, find_makers, find_product, line_key, refuse_same_names, row_id
from admin.imports.makers import Maker
from admin.imports.photos import PhotoSource, Track, split_names
from admin.imports.rows import ImportRefused, Problem, RawRow
from admin.products.forms import ProductForm
from admin.products.values import PhotoValue
from catalog.places.lookup import load_places
from catalog.products.models import Seal
from catalog.sectors.queries import sector_tree
from core.errors import InputError
from core.forms import Names, ParsedForm, same_text

# What offices write where the catalogue has a wider name; every word belongs to one sector without doubt.
SECTOR_WORDS = {
    "granos": "quinua kiwicha cañihua",
    "animales-menores": "cuyes cuy conejos gallinas",
    "panes-dulces": "panaderia panificacion pasteleria mermeladas",
    "artesanal": "artesania artesanias",
    "tejidos": "textil textiles textileria",
    "ceramica": "alfareria",
    "joyeria": "bisuteria plateria",
    "madera-fibras": "carpinteria cesteria",
    "construccion-reparacion": "albañileria",
    "hospedaje-guia": "turismo",
}

_CELLS = {
    form: tuple((column.name, to) for column in COLUMNS for which, to in column.fields if which == form)
    for form in (ENTERPRISE, PRODUCT)
}


@dataclass
class Plan:
    """What a file would change, in its order."""

    lines: list[Line]
    makers: list[Maker]
    product_form: ProductForm
    enterprise_form: EnterpriseForm
    problems: list[Problem] = field(default_factory=list)

    def refuse_if_wrong(self) -> None:
        """Raise ImportRefused where there is any problem."""
        if self.problems:
            raise ImportRefused(self.problems)


def make_forms(session: Session) -> tuple[EnterpriseForm, ProductForm]:
    """The two forms with what they look names up in, read once."""
    places = load_places(session)
    tree = sector_tree(session)
    sectors = [(name, one.slug) for one in tree.by_id.values() for name in (one.slug, one.name)]
    known = {one.slug for one in tree.by_id.values()}
    sectors += [
        (word, slug) for slug, words in SECTOR_WORDS.items() if slug in known for word in words.split()
    ]
    seals = [(slug, name) for slug, name in session.execute(select(Seal.slug, Seal.name).order_by(Seal.name))]
    product_form = ProductForm(
        sectors=Names(sectors, {one.slug: one.name for one in tree.by_id.values()}),
        seals=Names([(name, slug) for slug, full in seals for name in (slug, full)], dict(seals)),
        places=places,
    )
    return EnterpriseForm(places=places), product_form


def check_rows(session: Session, rows: Iterable[RawRow], photos: PhotoSource, track: Track) -> Plan:
    """Read every row and look up what it speaks of; finds everything wrong but the photos' contents."""
    enterprise_form, product_form = make_forms(session)
    lines = [_heard(row, enterprise_form) for row in track([*rows], "Leyendo filas")]
    ids = {number for line in lines if (number := row_id(line.row))}
    existing = load_existing(session, ids, {key for line in lines if (key := line_key(line))})
    makers = find_makers(lines, existing)
    by_name: dict[tuple[int, str], RawRow] = {}
    for line in track(lines, "Revisando productos"):
        find_product(line, by_name)
        line.values = product_form.read(_typed(line.row, PRODUCT), line.known.values if line.known else None)
        _report(line.row, product_form, PRODUCT)
        _find_photos(line, photos)
    for maker in makers:
        maker.settle(enterprise_form)
    refuse_same_names(lines, makers, existing)
    problems = [problem for line in lines for problem in line.row.problems]
    return Plan(lines, makers, product_form, enterprise_form, problems)


def prepare_photos(plan: Plan, photos: PhotoSource, track: Track) -> None:
    """Check and render the new photos; what is wrong with one becomes a problem of each row that names it."""
    wanted = list(dict.fromkeys(handle for line in plan.lines for handle in line.new_photos))
    if not wanted:
        return
    refused = photos.prepare(wanted, track)
    for line in plan.lines:
        for handle in line.new_photos:
            if handle in refused:
                plan.problems.append(Problem(line.row.number, "fotos", f'"{handle}": {refused[handle]}'))


def _typed(row: RawRow, form: str) -> dict[str, str]:
    return {to: row.cells[column] for column, to in _CELLS[form] if column in row.cells}


def _heard(row: RawRow, form: EnterpriseForm) -> Line:
    facts = form.read(_typed(row, ENTERPRISE), required=not row_id(row))
    _report(row, form, ENTERPRISE)
    return Line(row, facts)


def _report(row: RawRow, form: ParsedForm, which: str) -> None:
    """Turn a form's errors into the row's problems, once where two fields share a column."""
    broken = {problem.column for problem in row.problems}
    for name, messages in form.errors.items():
        column = BY_FIELD[which, str(name)]
        if column in broken:
            continue
        for message in messages:
            row.refuse(column, str(message))


def _find_photos(line: Line, photos: PhotoSource) -> None:
    text = line.row.cells.get("fotos", "")
    before = line.known.values.photos if line.known else ()
    if not text or same_text(text, say_photos(before)):
        return
    try:
        names = split_names(text, line.tokens, photos)
        digests = {name: photos.digest(name) for name in names if name not in line.tokens}
    except InputError as error:
        line.row.refuse("fotos", error.message)
        return
    sent = line.maker.known.photos if line.maker and line.maker.known else {}
    line.photos = list(dict.fromkeys(sent.get(digests.get(name, ""), name) for name in names))


def say_photos(photos: Iterable[PhotoValue]) -> str:
    """Photos as a cell names them."""
    return ", ".join(f"{photo.token}.jpg" for photo in photos)
