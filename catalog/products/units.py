"""The units things are sold in, as data: what they are called, how their price is said, what they measure.

Each unit measures one dimension and holds `factor` base units of it. A container (jaba, saco, molde…) has no
fixed content, so it is a dimension of its own: its prices are compared only with those of the same container.
"""

import difflib
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from core.errors import InputError
from core.text import clean, fold


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; it holds `factor` base units (kg, litro, unidad, hora, metro…) of its dimension."""

    code: str
    singular: str
    plural: str
    price_phrase: str
    dimension: str
    factor: Fraction = Fraction(1)
    symbol: str = ""
    aliases: tuple[str, ...] = ()

    def named(self, thousandths: int) -> str:
        """The unit's name after that many thousandths: "kg", "docena", "docenas"."""
        return self.symbol or (self.singular if thousandths == 1000 else self.plural)


def _container(singular: str, plural: str, article: str, *aliases: str) -> Unit:
    code = fold(singular)
    return Unit(code, singular, plural, f"{article} {singular}", code, aliases=aliases)


def _work(code: str, singular: str, plural: str, *aliases: str) -> Unit:
    return Unit(code, singular, plural, f"por {singular}", code, aliases=aliases)


_ALL = (
    Unit(
        *("kg", "kilogramo", "kilogramos", "por kg", "mass", Fraction(1), "kg"),
        ("k", "kgs", "kgr", "kgrs", "klg", "kilo", "kilos", "quilo"),
    ),
    Unit("g", "gramo", "gramos", "por g", "mass", Fraction(1, 1000), "g", ("gr", "grs", "gms", "gm")),
    # The Spanish arroba as it is weighed in Peru, and the quintal of four: 11.5 kg and 46 kg.
    Unit("arroba", "arroba", "arrobas", "la arroba", "mass", Fraction(23, 2), "", ("@", "arr", "@s")),
    Unit(
        "quintal", "quintal", "quintales", "el quintal", "mass", Fraction(46), "", ("qq", "qqs", "qtal", "qm")
    ),
    Unit("libra", "libra", "libras", "la libra", "mass", Fraction(46, 100), "", ("lb", "lbs")),
    Unit(
        *("tonelada", "tonelada", "toneladas", "por tonelada", "mass", Fraction(1000), ""),
        ("t", "tn", "tm", "ton", "tons", "tonelada metrica", "toneladas metricas"),
    ),
    Unit(
        "litro", "litro", "litros", "por litro", "volume", Fraction(1), "", ("l", "lt", "lts", "ltr", "ltrs")
    ),
    Unit("ml", "mililitro", "mililitros", "por ml", "volume", Fraction(1, 1000), "ml", ("mls", "cc")),
    Unit("galon", "galón", "galones", "el galón", "volume", Fraction(3785, 1000), "", ("gal", "gln", "gls")),
    Unit(
        *("unidad", "unidad", "unidades", "la unidad", "count", Fraction(1), ""),
        (
            *("cada uno", "cada una", "c/u", "c/uno", "c/una", "cu", "uno", "una"),
            *("u", "un", "und", "unds", "uni", "unid", "unids", "ud", "uds"),
            *("pieza", "piezas", "pza", "pzas", "pz"),
        ),
    ),
    Unit("par", "par", "pares", "el par", "count", Fraction(2), "", ("prs",)),
    Unit(
        "docena",
        "docena",
        "docenas",
        "la docena",
        "count",
        Fraction(12),
        "",
        ("doc", "docs", "dna", "dnas", "dz"),
    ),
    Unit("ciento", "ciento", "cientos", "el ciento", "count", Fraction(100), "", ("cto", "ctos", "cien")),
    Unit("millar", "millar", "millares", "el millar", "count", Fraction(1000), "", ("mll", "mllr")),
    Unit(
        "metro",
        "metro",
        "metros",
        "por metro",
        "length",
        Fraction(1),
        "m",
        ("mt", "mts", "mtr", "metro lineal", "metros lineales"),
    ),
    Unit("cm", "centímetro", "centímetros", "por cm", "length", Fraction(1, 100), "cm", ("cms",)),
    Unit(
        *("m2", "metro cuadrado", "metros cuadrados", "por m²", "area", Fraction(1), "m²"),
        ("mt2", "mts2", "metro2", "metros2"),
    ),
    Unit("hora", "hora", "horas", "por hora", "time", Fraction(1), "", ("h", "hr", "hrs", "hs")),
    # The working day of Peruvian law (Constitution, art. 25): eight hours.
    Unit(
        *("jornada", "jornada", "jornadas", "por jornada", "time", Fraction(8), ""),
        ("dia", "dias", "jornal", "jornales", "dia de trabajo", "dias de trabajo", "jor"),
    ),
    _work("trabajo", "trabajo", "trabajos", "obra", "obras", "proyecto", "proyectos", "encargo", "encargos"),
    _work("servicio", "servicio", "servicios", "serv", "atencion", "atenciones"),
    _work("evento", "evento", "eventos", "fiesta", "fiestas"),
    _work("viaje", "viaje", "viajes", "flete", "fletes"),
    _work("persona", "persona", "personas", "pers", "pax"),
    _work("noche", "noche", "noches"),
    _work("mes", "mes", "meses"),
    _container("atado", "atados", "el", "atd", "manojo", "manojos"),
    _container("jaba", "jabas", "la", "java", "javas", "cajon", "cajones"),
    _container("saco", "sacos", "el", "sacos", "costal", "costales"),
    _container("molde", "moldes", "el", "mld"),
    _container("plancha", "planchas", "la"),
    _container("porongo", "porongos", "el"),
    _container("frasco", "frascos", "el", "fco", "fcos", "fsco"),
    _container("bolsa", "bolsas", "la", "bls", "bol", "bolsita", "bolsitas"),
    _container("botella", "botellas", "la", "bot", "bots", "btl"),
    _container("pote", "potes", "el", "pt", "pts"),
    _container("tableta", "tabletas", "la", "tabl", "barra", "barras"),
    _container("balde", "baldes", "el", "bld"),
    _container("caja", "cajas", "la", "cja", "cjas", "cj"),
    _container("paquete", "paquetes", "el", "paq", "paqs", "pqt", "pqte"),
    _container("bandeja", "bandejas", "la", "bdj"),
    _container("lata", "latas", "la"),
    _container("ristra", "ristras", "la"),
    _container("rollo", "rollos", "el"),
    _container("madeja", "madejas", "la", "ovillo", "ovillos"),
    _container("juego", "juegos", "el", "jgo", "jgos", "set", "sets", "kit", "kits"),
    _container("porción", "porciones", "la", "porc", "racion", "raciones", "tajada", "tajadas"),
    _container("plato", "platos", "el"),
    _container("vaso", "vasos", "el"),
    _container("cabeza", "cabezas", "la", "cabeza de ganado", "cabezas de ganado"),
    _container("planta", "plantas", "la", "planton", "plantones"),
)

UNITS = MappingProxyType({unit.code: unit for unit in _ALL})


def _key(text: str) -> str:
    return " ".join(fold(text).replace(".", "").strip("()[]").split())


def _names(unit: Unit) -> set[str]:
    return {
        _key(name) for name in (unit.code, unit.singular, unit.plural, unit.symbol, *unit.aliases) if name
    }


_BY_NAME = {name: unit for unit in _ALL for name in _names(unit)}


def known_unit(text: str) -> Unit | None:
    """The unit people mean by a text ("kg.", "Kilos", "@", "c/u"), or None."""
    return _BY_NAME.get(_key(text))


def find_unit(text: str) -> Unit:
    """The unit people mean by a text; raises InputError, naming units that look alike."""
    unit = known_unit(text)
    if unit:
        return unit
    key = _key(text)
    if not key:
        raise InputError("Falta la unidad. Escriba, por ejemplo, kg, litro, unidad o docena.")
    near = difflib.get_close_matches(key[:40], _BY_NAME, n=6, cutoff=0.6)
    near = [name for name in near if name[0] == key[0]] or near
    codes = list(dict.fromkeys(_BY_NAME[name].symbol or _BY_NAME[name].singular for name in near))[:2]
    remedy = (
        f"¿Quiso decir {' o '.join(codes)}?"
        if codes
        else "Use, por ejemplo, kg, litro, unidad, docena o jornada."
    )
    raise InputError(f'No conozco la unidad "{clean(text)[:40]}". {remedy}')
