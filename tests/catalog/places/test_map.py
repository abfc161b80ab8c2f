"""The map of the departments: its links, its shades and its drawing."""

import gzip
import json
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.places import outlines
from catalog.places.map import steps
from tests.support import cast

ReadMap = Callable[[], dict[str, tuple[str, str]]]
MOST = 5_000


@pytest.mark.usefixtures("papa", "queso", "manjar", "archivada")
def test_each_department_is_a_link_with_its_name_and_number(read_map: ReadMap) -> None:
    links = read_map()
    assert len(links) == 25
    assert links["/lugares/apurimac"] == ("Apurímac: 1 producto", "l3")
    assert links["/lugares/cajamarca"] == ("Cajamarca: 1 producto", "l3")
    assert links["/lugares/tacna"] == ("Tacna: todavía sin productos", "l0")
    assert all(name.partition(": ")[0] for name, _shade in links.values())


def test_shades_and_legend_are_counted(
    client: FlaskClient, session: Session, ccotana: Enterprise, rosa: Enterprise, read_map: ReadMap
) -> None:
    cusco = cast.make_enterprise(session, "Tejidos de Chinchero", district_code="081302")
    for maker, number in ((ccotana, 9), (rosa, 4), (cusco, 1)):
        for one in range(number):
            cast.make_product(session, maker, f"Papa {maker.id} {one}")
    links = read_map()
    shades = {name: links[f"/lugares/{name}"][1] for name in ("apurimac", "cajamarca", "cusco", "lima")}
    assert shades == {"apurimac": "l3", "cajamarca": "l2", "cusco": "l1", "lima": "l0"}
    page = client.get("/lugares").text
    legend = re.findall(r'<i class="(l\d)"></i>([^<]+)', page)
    assert legend == [("l0", "Todavía sin productos"), ("l1", "1 a 3"), ("l2", "4 a 8"), ("l3", "9")]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([0, 0], []), ([3, 0], [1, 3]), ([1, 1, 1], [1]), ([1, 2, 3], [1, 2, 3]), ([5, 7, 9, 40], [1, 7, 9])],
)
def test_steps_are_thirds_of_those_that_offer_something(counts: list[int], expected: list[int]) -> None:
    assert steps(counts) == expected


def test_an_empty_catalogue_has_a_map_too(client: FlaskClient, read_map: ReadMap) -> None:
    assert {shade for _name, shade in read_map().values()} == {"l0"}
    assert '<meta name="robots" content="noindex">' in client.get("/lugares").text


@pytest.mark.usefixtures("papa")
def test_the_drawing_is_light(client: FlaskClient) -> None:
    page = client.get("/lugares").text
    drawn = page[page.index("<figure") : page.index("</figure>")]
    assert len(gzip.compress(drawn.encode())) <= MOST
    assert "style=" not in drawn


def test_the_paths_are_what_the_command_makes() -> None:
    made = outlines.build(json.loads(outlines.SOURCE.read_text(encoding="utf-8")))
    assert made == json.loads(outlines.TARGET.read_text(encoding="utf-8"))


def test_shared_borders_are_one_line() -> None:
    """Every corner of a border between two departments is a corner of both: no gap opens between them."""
    places = json.loads(outlines.TARGET.read_text(encoding="utf-8"))["places"]
    corners = {code: set(_corners(place["path"])) for code, place in places.items()}
    for code, place in places.items():
        for other in place["near"]:
            assert code in places[other]["near"]
            assert len(corners[code] & corners[other]) >= 2, (code, other)
    assert places["08"]["near"] == ["03", "04", "05", "12", "17", "21", "25"]


def _corners(path: str) -> list[tuple[int, int]]:
    found = []
    for ring in path.split("z")[:-1]:
        x, y, *rest = map(int, re.findall(r"-?\d+", ring))
        found.append((x, y))
        for across, down in zip(rest[::2], rest[1::2], strict=True):
            x, y = x + across, y + down
            found.append((x, y))
    return found
