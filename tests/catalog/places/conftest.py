"""Reading the pages of places."""

from collections.abc import Callable

import pytest
from defusedxml import ElementTree
from flask.testing import FlaskClient

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def read_map(client: FlaskClient) -> Callable[[], dict[str, tuple[str, str]]]:
    """`read_map()` is the links of the map at /lugares: address → (name said, class that shades it)."""

    def read() -> dict[str, tuple[str, str]]:
        page = client.get("/lugares").text
        drawn = page[page.index("<svg viewBox") : page.index("</figure>")].partition("</svg>")[0] + "</svg>"
        return {
            link.attrib["href"]: (link.attrib["aria-label"], link.attrib["class"])
            for link in ElementTree.fromstring(drawn)
        }

    return read
