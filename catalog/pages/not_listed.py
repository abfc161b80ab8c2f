"""What the catalogue does not list, and why: the one list that the public page and whoever reviews a listing read.

`signs` are words of a listing that call for a second look, as a pattern over folded text; they decide nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from core.text import fold


@dataclass(frozen=True)
class Rule:
    """Something not listed: what, what of it may be listed all the same, the law behind it, the words that tell."""

    name: str
    title: str
    why: str
    law: str
    signs: str


def rules() -> list[Rule]:
    """Every rule, in the order of the page."""
    return [*_nature(), *_health(), *_safety(), *_fair()]


def _nature() -> list[Rule]:
    return [
        Rule(
            "coca",
            _("Hoja de coca y lo que se hace con ella"),
            _("Ni hoja, ni harina, ni mates, ni dulces. Por ley, su compra y venta corresponde a ENACO."),
            _("Decreto Ley 22095"),
            r"\bcoca\b",
        ),
        Rule(
            "wildlife",
            _("Animales y plantas silvestres"),
            _(
                "Ni vivos ni en partes: pieles, plumas, dientes, caparazones, carne de monte, plantas o maderas"
                " protegidas. Lo que viene de un manejo o criadero autorizado, como la fibra de vicuña con sus"
                " papeles, lo revisa el personal antes de publicarlo."
            ),
            _("Ley 29763, Forestal y de Fauna Silvestre"),
            r"\b(?:carne de monte|otorongos?|jaguar(?:es)?|tigrillos?|guacamayos?|loros?|monos?|motelos?|taricayas?"
            r"|sajinos?|majaz|venados?|caiman(?:es)?|boas?|suri|palo santo|plumas? de|fibra de vicuna)\b",
        ),
        Rule(
            "heritage",
            _("Piezas antiguas del patrimonio"),
            _(
                "Ni huacos, ni mantos, ni restos prehispánicos; ni arte o libros virreinales. Las réplicas hechas hoy"
                " sí, siempre que digan que lo son."
            ),
            _("Ley 28296, del Patrimonio Cultural de la Nación"),
            r"\b(?:huacos?|prehispanic[oa]s?|arqueologic[oa]s?|virreinal(?:es)?|preinca(?:s|ic[oa]s?)?)\b",
        ),
    ]


def _health() -> list[Rule]:
    return [
        Rule(
            "cures",
            _("Medicinas y promesas de curación"),
            _(
                "Ni remedios, ni tratamientos, ni alimentos de los que se diga que curan o previenen una enfermedad."
                " Una hierba se publica como hierba, sin decir qué sana."
            ),
            _("Ley 29459, de los Productos Farmacéuticos"),
            r"\b(?:curan?|curacion|curativ[oa]s?|medicinal(?:es)?|medicinas?|medicamentos?|remedios?|sanan|diabetes"
            r"|cancer|artritis|antibiotic[oa]s?|terapeutic[oa]s?)\b",
        ),
        Rule(
            "alcohol",
            _("Licores sin registro sanitario"),
            _(
                "Las bebidas alcohólicas se publican solo con su registro sanitario, y se venden solo a mayores de"
                " 18 años."
            ),
            _("Ley 28681, de bebidas alcohólicas"),
            r"\b(?:aguardientes?|canazo|licor(?:es)? de|piscos?|vinos?|cervezas?|chicha de jora|macerados?)\b",
        ),
        Rule(
            "meat",
            _("Carne que no viene de un camal autorizado"),
            _(
                "Res, cerdo, ovino y alpaca, solo de un camal autorizado. Los animales de crianza vivos sí se publican."
            ),
            _("Decreto Supremo 015-2012-AG"),
            r"\b(?:carnes? de (?:res|cerdo|chancho|ovino|cordero|alpaca|llama))\b",
        ),
    ]


def _safety() -> list[Rule]:
    return [
        Rule(
            "weapons",
            _("Armas, explosivos y fuegos artificiales"),
            _("Tampoco municiones ni pirotécnicos hechos a mano."),
            _("Ley 30299"),
            r"\b(?:armas de fuego|escopetas?|pistolas?|municion(?:es)?|explosivos?|pirotecnic[oa]s?|cohetes?|cohetones"
            r"|cohetecillos?|polvora)\b",
        ),
        Rule(
            "smuggling",
            _("Contrabando y ropa usada importada"),
            _("Se publica lo que el emprendimiento siembra, cría, hace o presta él mismo."),
            _("Leyes 28008 y 28514"),
            r"\b(?:contrabando|ropa usada|segunda mano)\b",
        ),
    ]


def _fair() -> list[Rule]:
    return [
        Rule(
            "copies",
            _("Marcas copiadas"),
            _("Ni prendas con marcas o personajes de otros sin su permiso, ni copias de discos o libros."),
            _("Decretos Legislativos 1075 y 822"),
            r"\b(?:replicas? de marca|tipo original|adidas|nike|disney)\b",
        ),
        Rule(
            "people",
            _("Fotos y datos de otras personas"),
            _(
                "Nadie aparece sin su permiso; niñas y niños, no aparecen. Tampoco se usan fotos tomadas de otra"
                " página."
            ),
            _("Ley 29733, de Protección de Datos Personales"),
            r"\b(?:dni|ruc)\b|\b9\d{2}[ -]?\d{3}[ -]?\d{3}\b",
        ),
        Rule(
            "money",
            _("Préstamos, rifas y apuestas"),
            _("El catálogo muestra productos y servicios, no negocios con dinero."),
            "",
            r"\b(?:prestamos?|rifas?|apuestas?|sorteos?|inversiones)\b",
        ),
    ]


def suspects(texts: Iterable[str]) -> list[str]:
    """The names of the rules whose signs these texts of a listing carry."""
    folded = " ".join(fold(text) for text in texts)
    return [rule.name for rule in rules() if re.search(rule.signs, folded)]
