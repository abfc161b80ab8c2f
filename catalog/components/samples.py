"""What the component page shows its components with: invented, so that every state can be seen at once."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from catalog.enterprises.presentation import Column, MakerCard, SeasonRow
from catalog.photos.presentation import Picture
from catalog.products.listing import Link, page_links
from catalog.products.months import ALL_MONTHS, MONTH_LETTERS, MONTH_NAMES
from catalog.products.presentation import Card, Fact, MonthBar, season, strip
from catalog.sectors.offer import SectorTile
from core.config import ROOT
from core.errors import InputError
from core.forms import ParsedField, ParsedForm, Typed

TOKENS = ROOT / "static" / "css" / "tokens.css"
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,8})\s*;", re.I)
MEANINGS = {
    "paper": "el fondo", "surface": "lo que está encima", "wash": "lo que descansa", "line": "separa",
    "line-strong": "bordea un control", "ink": "se lee", "muted": "acompaña", "cochinilla": "actúa",
    "anil": "enlaza", "chillca": "disponible", "chillca-pale": "ya comprometido", "seal": "un sello",
    "focus": "donde está el teclado", "cochinilla-text": "lo que falta corregir",
}  # fmt: skip
APRIL_TO_AUGUST = 0b000011111000


def colours() -> list[tuple[str, str, str, str]]:
    """Name, light and dark value and meaning of each colour, as the stylesheet has them now."""
    text = TOKENS.read_text(encoding="utf-8").partition("@media print")[0]
    light, _, dark = text.partition("prefers-color-scheme: dark")
    by_day: dict[str, str] = dict(_TOKEN.findall(light))
    by_night: dict[str, str] = dict(_TOKEN.findall(dark))
    return [
        (name, value, by_night.get(name, value), MEANINGS.get(name, "")) for name, value in by_day.items()
    ]


def picture(asset: Callable[[str], str]) -> Picture:
    """The one picture that ships with the site."""
    return Picture((), asset("img/site.jpg"), "", "Cesto con productos de la tierra", 1200, 630, "p40")


def cards(photo: Picture, today: date) -> dict[str, Card]:
    """A card in each of its states: a whole one, one out of season, long words, and one of which little is known."""
    whole = Card(
        slug="muestra", name="Papa nativa huayro", maker="Papas Ccotana", place="Kishuará, Apurímac",
        money="S/ 3.20", per="por kg", paused=False, capacity="2,500 kg", season=season(ALL_MONTHS, today),
        strip=strip(ALL_MONTHS, 0b11), picture=photo, hue="hue-agropecuario", sealed=True, papered=True,
        demo=True,
    )  # fmt: skip
    return {
        "Completa": whole,
        "Sin foto, fuera de temporada": replace(
            whole, name="Manta de lana", picture=None, hue="hue-artesanal", sealed=False, papered=False,
            season=season(APRIL_TO_AUGUST, today), strip=strip(APRIL_TO_AUGUST, 0),
        ),
        "Nombres largos": replace(
            whole, name="Mermelada artesanal de aguaymanto con maracuyá y panela granulada del valle",
            maker="Asociación de Productoras Agropecuarias Virgen de la Candelaria de Pampachiri",
            place="San Francisco de Daguas, Amazonas", papered=False,
        ),
        "De lo que se sabe poco": replace(
            whole, name="Chuño blanco", picture=None, capacity="", season="", strip=None, sealed=False,
            papered=False,
        ),
        "De quien no tiene por ahora": replace(whole, name="Miel de abeja", paused=True),
    }  # fmt: skip


def month_bars() -> list[MonthBar]:
    """A year with a month of each kind."""
    kinds = [("free", 8, "40 kg"), ("free", 3, "quedan 15 kg"), ("full", 0, "todo está comprometido")]
    kinds += [("out", 0, "fuera de temporada")] * 9
    return [
        MonthBar(MONTH_LETTERS[at], f"{MONTH_NAMES[at]} de 2027", state, eighths, at == 1, words)
        for at, (state, eighths, words) in enumerate(kinds)
    ]


def facts() -> list[Fact]:
    """A line that is known, one with a note, one that is not known."""
    return [
        Fact("Pedido mínimo", "5 kg", "shopping-basket"),
        Fact("Entrega en", "Lima, Oxapampa", "truck", "Los martes y jueves"),
        Fact("Flete", "sin dato", "hand-coins", unknown=True),
    ]


def seasons() -> list[SeasonRow]:
    """A product of which the year is known, and one of which it is not."""
    return [
        SeasonRow("papa", "Papa nativa huayro", "De enero a marzo", month_bars()),
        SeasonRow("oca", "Oca", "", []),
    ]


def columns() -> list[Column]:
    """The head of a calendar, in February."""
    return [Column(name[:3], f"{name} de 2027", at == 1) for at, name in enumerate(MONTH_NAMES)]


def maker(photo: Picture) -> MakerCard:
    """A maker with her portrait."""
    return MakerCard(
        slug="papas-ccotana", name="Papas Ccotana", place="Kishuará, Apurímac",
        makes="Papa nativa huayro, Chuño blanco y 2 más", picture=photo, portrait=photo, hue="hue-agropecuario",
        demo=True,
    )  # fmt: skip


def tiles(photo: Picture) -> list[SectorTile]:
    """A sector with a photo, one without, one where nobody offers yet."""
    return [
        SectorTile("lacteos", "Quesos y lácteos", 8, photo, "hue-agropecuario"),
        SectorTile("tejidos", "Tejidos y prendas", 16, None, "hue-artesanal"),
        SectorTile("bodega", "Bodega y abarrotes", 0, None, "hue-comercio-minorista"),
    ]


def pager() -> list[Link | None]:
    """The middle of a long list."""
    return page_links(7, 40, page_url)


def page_url(number: int) -> str:
    """Where a page of the sample would be."""
    return f"#pagina-{number}"


def counts() -> dict[str, dict[str, int]]:
    """What some choices of a search would find."""
    return {
        "rubro": {"agropecuario": 10, "lacteos": 8, "panes-dulces": 2},
        "departamento": {"cajamarca": 6, "puno": 4},
        "mes": {"abril": 8, "mayo": 10},
        "entrega": {"cusco": 3, "lima": 1240},
        "registro": {"si": 5},
    }


def _refuse(_typed: str) -> str:
    raise InputError("El celular debe tener 9 dígitos y empezar con 9. Revise el número.")


class SampleForm(ParsedForm):
    """A form with a field of each kind."""

    name = ParsedField("Nombre", id="c-nombre")
    phone = ParsedField("Celular", id="c-celular", parse=_refuse)
    unit = ParsedField("Unidad territorial", id="c-unidad")
    role = ParsedField("Rol", id="c-rol")
    note = ParsedField("Qué más conviene saber", id="c-nota")
    told = ParsedField("Se le explicó para qué se guarda el dato", id="c-explicado")


def filled_form() -> SampleForm:
    """A form as it comes back with one field refused: everything else is kept."""
    form = SampleForm(Typed(name="Rosa Quispe Mamani", phone="12345", unit="1", role="agent"))
    form.validate()
    return form
