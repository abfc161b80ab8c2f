"""QR codes: an address as one path, black on white in every scheme."""

from functools import lru_cache
from typing import Any

import segno
from flask import request
from markupsafe import Markup

from catalog import metadata

# Cameras need four modules of white around; a sheet of paper that is white itself can do with fewer.
QUIET = 4


def draw(address: str, quiet: int = QUIET) -> Markup:
    """The drawing of an address, made anew; it names nothing, so what holds it must."""
    # M bears a fold or a stain of 15 % and keeps an address of this site at 33 × 33 modules.
    code: Any = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, border=quiet, svgclass="qr-code", lineclass="qr-ink", light="#fff")
    return Markup(drawn)  # noqa: S704 drawn from an address, without a word in it


@lru_cache(maxsize=256)
def qr_svg(address: str, quiet: int = QUIET) -> Markup:
    """The drawing of an address that everybody may know: it is kept."""
    return draw(address, quiet)


def qr_of(path: str) -> Markup:
    """For templates: the code of a page of this site, by its path."""
    return qr_svg(metadata.absolute(path))


def own_path(address: str) -> str:
    """For templates: the path of an address of this site, absolute or not."""
    return address.removeprefix(metadata.settings().base_url) or f"{request.script_root}/"
