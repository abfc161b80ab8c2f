"""What somebody calls the browser she signed in with: enough to tell hers from another's."""

import re

from flask_babel import gettext as _

# Each browser also says the names of those it descends from: the first that fits is the one.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/|Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrom|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone|iPad", "iPhone o iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux|CrOS", "Linux"),
)


def device_of(user_agent: str) -> str:
    """The browser and the system that a User-Agent names."""
    browser = _first(_BROWSERS, user_agent) or _("Otro navegador")
    system = _first(_SYSTEMS, user_agent)
    return _("%(browser)s en %(system)s", browser=browser, system=system) if system else browser


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for pattern, name in known if re.search(pattern, user_agent)), "")
