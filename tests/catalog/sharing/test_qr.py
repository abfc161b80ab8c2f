"""`/qr`: a code that cameras read, for pages of this site that answer, and for nothing else."""

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
import segno
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.sharing.codes import qr_svg
from core.config import Settings

RUN = re.compile(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?")


def read(svg: str) -> str:
    """What a camera reads in a drawing of ours: its path drawn as pixels, then decoded."""
    side = int(re.findall(r'viewBox="0 0 (\d+) ', svg)[0])
    path = re.findall(r'd="([^"]+)"', svg)[-1]
    picture = Image.new("L", (side * 4, side * 4), 255)
    pen, x, y = ImageDraw.Draw(picture), 0.0, 0.0
    for move, first, second in RUN.findall(path):
        if move == "M":
            x, y = float(first), float(second)
        elif move == "m":
            x, y = x + float(first), y + float(second)
        else:
            pen.rectangle((x * 4, (y - 0.5) * 4, (x + float(first)) * 4 - 1, (y + 0.5) * 4 - 1), fill=0)
            x += float(first)
    found: list[str] = [one.text for one in zxingcpp.read_barcodes(picture)]
    return found[0]


def on_page(page: str) -> str:
    return re.findall(r"<svg[^>]*qr-code.*?</svg>", page, re.DOTALL)[0]


def test_the_code_of_a_product_opens_its_page(client: FlaskClient, papa: Product, settings: Settings) -> None:
    page = client.get("/qr?pagina=/productos/papa-nativa-huayro").text
    address = f"{settings.base_url}/productos/papa-nativa-huayro"
    assert read(on_page(page)) == address
    assert "<h1" in page
    assert "Papa nativa huayro" in page
    assert "Papas Ccotana · Kishuara, Apurímac" in page
    assert address.partition("://")[2] in page.replace("<wbr>", "")
    assert f'aria-label="Código QR que abre {address}"' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Juntos Emprende"),
        ("/productos", "Productos"),
        ("/productos?rubro=lacteos&mes=abril", "Productos"),
        ("/emprendimientos", "Emprendimientos"),
        ("/emprendimientos/papas-ccotana", "Papas Ccotana"),
        ("/rubros", "Rubros"),
        ("/rubros/lacteos", "Quesos y lácteos"),
        ("/lugares", "Lugares"),
        ("/lugares/apurimac", "Apurímac"),
        ("/lugares/apurimac/andahuaylas", "Andahuaylas"),
    ],
)
def test_other_pages_have_theirs(
    client: FlaskClient, ccotana: Enterprise, settings: Settings, path: str, title: str
) -> None:
    page = client.get("/qr", query_string={"pagina": path}).text
    assert f">{title}" in page
    assert read(on_page(page)) == settings.base_url + path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "productos",
        "//otro.pe/productos",
        "/\\otro.pe",
        "///otro.pe",
        "https://otro.pe/productos",
        "/productos/../../x",
        "/productos/%2e%2e",
        "/productos#aqui",
        "/@otro.pe",
        "javascript:alert(1)",
        "/" + "a" * 400,
        "/productos/no-hay",
        "/productos/Papa-nativa-huayro",
        "/productos/manjar-blanco",
        "/productos/chuno-blanco",
        "/emprendimientos/nadie",
        "/rubros/nada",
        "/lugares/marte",
        "/lugares/apurimac/cusco",
        "/qr",
        "/robots.txt",
        "/static/css/site.css",
        "/media/00000000000000aa/share.jpg",
        "/denunciar",
        "/gestion",
        "/productos\n",
        "/productos\u2028",
    ],
)
def test_nothing_else_has_one(
    client: FlaskClient, papa: Product, manjar: Product, archivada: Product, path: str
) -> None:
    assert client.get("/qr", query_string={"pagina": path}).status_code == 404


def test_without_a_page_there_is_none(client: FlaskClient) -> None:
    assert client.get("/qr").status_code == 404


def test_a_query_cannot_break_out_of_the_address(client: FlaskClient, settings: Settings) -> None:
    page = client.get("/qr", query_string={"pagina": '/productos?q=ñandú "><b>'}).text
    assert "<b>" not in page
    assert read(on_page(page)) == f"{settings.base_url}/productos?q=%C3%B1and%C3%BA%20%22%3E%3Cb%3E"


def test_it_asks_the_database_little(
    client: FlaskClient, papa: Product, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    client.get("/qr?pagina=/productos/papa-nativa-huayro")
    with count_queries() as asked:
        client.get("/qr?pagina=/productos/papa-nativa-huayro")
    assert len(asked) <= 2


def test_the_drawing_is_light_and_has_its_quiet_zone() -> None:
    address = "https://juntosemprende.example/productos/queso-fresco"
    drawn = str(qr_svg(address))
    assert len(drawn.encode()) < 3000
    assert drawn.count("<path") == 2
    assert "style" not in drawn
    side = segno.make(address, error="m", micro=False).symbol_size(border=4)[0]
    assert f'viewBox="0 0 {side} {side}"' in drawn


def test_a_smudge_does_not_hide_the_address() -> None:
    address = "https://juntosemprende.example/productos/queso-fresco"
    file = io.BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="png", scale=6, border=4)
    picture = Image.open(file).convert("L")
    ImageDraw.Draw(picture).rectangle((120, 120, 150, 150), fill=0)
    assert zxingcpp.read_barcodes(picture)[0].text == address


def test_the_macro_names_what_it_draws(app: Flask, settings: Settings) -> None:
    template = '{% from "components/qr.html" import qr %}{{ qr("/productos") }}'
    with app.test_request_context():
        drawn = app.jinja_env.from_string(template).render()
    assert 'role="img" aria-label="Código QR de esta página"' in drawn
    assert read(drawn) == f"{settings.base_url}/productos"


def test_what_a_code_cannot_hold_is_not_found(client: FlaskClient) -> None:
    assert client.get("/qr", query_string={"pagina": "/productos?q=" + "😀" * 250}).status_code == 404
