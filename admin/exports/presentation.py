"""How the pages of exports say what was taken."""

from urllib.parse import parse_qsl

from flask_babel import gettext as _

from catalog.places.queries import Gazetteer

PLACES = ("provincia", "distrito")


def say_filters(filters: str, gazetteer: Gazetteer) -> str:
    """What a list was narrowed by, in words."""
    said = []
    for name, value in parse_qsl(filters):
        if name == "elegidos":
            said.append(_("%(number)s elegidos", number=value))
        elif name in PLACES:
            said.append(gazetteer.name(value))
        elif name == "q":
            said.append(_("buscados por palabras"))
        else:
            said.append(f"{name}: {value.replace('-', ' ')}")
    return ", ".join(said)
