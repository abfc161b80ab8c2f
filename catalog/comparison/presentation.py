"""What stands side by side: one row a fact, one cell a product, nothing marked as the better one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from catalog.photos.presentation import Picture, picture
from catalog.products import presentation
from catalog.products.dossiers import Dossier
from catalog.products.every_fact import every_fact
from core.i18n import say_date


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a column."""

    slug: str
    name: str
    maker: str
    maker_slug: str
    place: str
    demo: bool
    picture: Picture | None
    hue: str


@dataclass(frozen=True, slots=True)
class Value:
    """One cell; `strip` is the drawing of its months."""

    words: str
    note: str = ""
    unknown: bool = False
    strip: presentation.Strip | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of all."""

    term: str
    values: tuple[Value, ...]

    @property
    def same(self) -> bool:
        """Whether all of two or more say the same."""
        return len(self.values) > 1 and len(set(self.values)) == 1

    @property
    def missing(self) -> bool:
        """Whether nobody of two or more says it: such rows are told together."""
        return self.same and self.values[0].unknown

    @property
    def told(self) -> tuple[Value, ...]:
        """The cells: only one where all say the same."""
        return self.values[:1] if self.same else self.values


def head(one: Dossier) -> Head:
    """Photo, name, maker and place of a product."""
    return Head(
        slug=one.product.slug,
        name=one.product.name,
        maker=one.enterprise.name,
        maker_slug=one.enterprise.slug,
        place=one.place,
        demo=one.enterprise.demo,
        picture=picture(one.photo, widest=640, usual=320) if one.photo else None,
        hue=presentation.hue(one.sector),
    )


def rows(chosen: Sequence[Dossier]) -> list[Row]:
    """Every fact in the order in which a buyer asks."""
    facts = zip(*map(every_fact, chosen), strict=True)
    listed = [
        _row(several[0].term, [Value(one.words, one.note, one.unknown) for one in several])
        for several in facts
    ]
    return [*_prices(chosen), listed[0], _months(chosen), *listed[1:]]


def _row(term: str, values: Sequence[Value]) -> Row:
    return Row(term, tuple(values))


def _prices(chosen: Sequence[Dossier]) -> list[Row]:
    price = [Value(f"{one.money} {one.unit.price_phrase}") for one in chosen]
    confirmed = [Value(say_date(one.product.price_confirmed_on), _old(one)) for one in chosen]
    found = [_row(_("Precio"), price), _row(_("Precio confirmado el"), confirmed)]
    if _alike(chosen):
        found.insert(
            1, _row(_("El mismo precio, por unidad común"), [_per_base(one, chosen) for one in chosen])
        )
    return found


def _old(one: Dossier) -> str:
    if not presentation.price_is_old(one.product, one.day):
        return ""
    return _("Hace más de seis meses: puede haber cambiado.")


def _alike(chosen: Sequence[Dossier]) -> set[str]:
    """The dimensions in which two or more are sold by different units: dozens beside pieces, arrobas beside kilos."""
    units: dict[str, set[str]] = defaultdict(set)
    for one in chosen:
        units[one.product.dimension].add(one.product.unit)
    return {dimension for dimension, several in units.items() if len(several) > 1}


def _per_base(one: Dossier, chosen: Sequence[Dossier]) -> Value:
    if one.product.dimension in _alike(chosen):
        return Value(one.price_per_base)
    return Value(_("no se compara: se vende de otra manera"), unknown=True)


def unlike(chosen: Sequence[Dossier]) -> str:
    """Why some prices do not compare; empty where all do."""
    if len({one.product.dimension for one in chosen}) < 2:
        return ""
    ways = dict.fromkeys(one.unit.price_phrase for one in chosen)
    return _(
        "Se venden de distinta manera (%(ways)s): solo se comparan precios de lo que se mide igual.",
        ways=", ".join(ways),
    )


def _months(chosen: Sequence[Dossier]) -> Row:
    values = []
    for one in chosen:
        months = one.product.months
        drawn = presentation.strip(months, one.full) if months and not one.paused else None
        said = one.season or _("sin dato")
        values.append(Value(said, _promised(one), unknown=not one.season, strip=drawn))
    return _row(_("Meses"), values)


def _promised(one: Dossier) -> str:
    """The months of which something or all is promised, in words: the drawing alone would not tell everybody."""
    whole = [bar.name for bar in one.months if bar.state == "full"]
    return _("Todo comprometido en %(months)s", months=", ".join(whole)) if whole else ""
