"""Photos of a product's form: each by itself, in an order that is asked for, and private until they are approved."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.enterprises.models import EnterpriseRecord
from admin.products import photos
from admin.products.models import PhotoUpload
from admin.products.operations import proposed_values
from admin.products.uploads import as_lines
from admin.products.values import PhotoValue
from catalog.products.models import Product
from core.scoping import everything
from tests.admin.products.conftest import LIST, Fill
from tests.core.test_imaging_refuse import REFUSED
from tests.support.enterprises import make_record
from tests.support.registry import HIDDEN
from tests.support.staff import PUNO, sign_in

Jpeg = Callable[[str], bytes]
PHOTO = re.compile(r'name="photo" value="(\w{16})"')
SHOWN = re.compile(r'src="(/gestion/fotos/[^"]+)"')


@pytest.fixture
def address(session: Session, pan: Product) -> str:
    """Of the form of the bread."""
    session.commit()
    return f"{LIST}/{pan.public_id}/editar"


def opened(client: FlaskClient, address: str) -> dict[str, str]:
    """What the form carries along, but its photos."""
    return {n: v for n, v in HIDDEN.findall(client.get(address).text) if n != "photo"}


def shown(session: Session) -> list[tuple[str, str]]:
    """The photos of the newest version of the one product: token and words."""
    with everything(session, "a test"):
        values = proposed_values(session, session.scalars(select(Product)).one())
    return [(one.token, one.alt) for one in values.photos]


@pytest.mark.usefixtures("gestor")
def test_one_bad_photo_of_five_is_named_and_the_other_four_stay(
    client: FlaskClient, session: Session, address: str, fill: Fill, jpeg: Jpeg
) -> None:
    files = [(jpeg(name), f"{name}.jpg") for name in ("rojo", "verde", "azul", "celeste")]
    kept = opened(client, address)
    refused = fill(
        address, [*files[:2], (b"no es una foto", "mala.jpg"), *files[2:]], **kept, packaging="Caja"
    )
    assert refused.status_code == 422
    assert "«mala.jpg»: Este archivo no es una foto" in unescape(refused.text)
    assert "Caja" in refused.text
    tokens = PHOTO.findall(refused.text)
    assert len(tokens) == 4
    assert fill(address, **kept, packaging="Caja", photo=tokens, alt=[""] * 4).status_code == 303
    assert shown(session) == [
        (token, words)
        for token, words in zip(
            tokens,
            ("Pan de trigo", *(f"Pan de trigo, foto {number}" for number in (2, 3, 4))),
            strict=True,
        )
    ]


@pytest.mark.usefixtures("gestor")
def test_photos_stay_where_another_field_is_wrong(
    client: FlaskClient, address: str, fill: Fill, jpeg: Jpeg
) -> None:
    refused = fill(address, [(jpeg("rojo"), "a.jpg")], **opened(client, address), price="caro")
    assert refused.status_code == 422
    assert len(PHOTO.findall(refused.text)) == 1


@pytest.mark.usefixtures("gestor")
def test_they_are_put_in_order_called_and_taken_off_without_a_script(
    client: FlaskClient, session: Session, address: str, fill: Fill, jpeg: Jpeg
) -> None:
    files = [(jpeg(name), f"{name}.jpg") for name in ("rojo", "verde", "azul")]
    fill(address, files, **opened(client, address))
    a, b, c = PHOTO.findall(client.get(address).text)
    alts = ["En el horno", "En la mesa", "En la feria"]
    fill(address, **opened(client, address), photo=[a, b, c], alt=alts, order=["1", "2", "1"])
    assert shown(session) == [(c, "En la feria"), (a, "En el horno"), (b, "En la mesa")]
    fill(address, **opened(client, address), photo=[c, a, b], alt=alts, order=["3", "2", "3"], off=[a])
    assert [token for token, _alt in shown(session)] == [b, c]


@pytest.mark.usefixtures("gestor")
def test_eight_fit_and_the_ninth_is_named(client: FlaskClient, address: str, fill: Fill, jpeg: Jpeg) -> None:
    files = [(jpeg("a" * n), f"{n}.jpg") for n in range(1, 10)]
    refused = fill(address, files, **opened(client, address))
    assert refused.status_code == 422
    assert "«9.jpg»: Caben 8 fotos" in unescape(refused.text)
    assert len(PHOTO.findall(refused.text)) == 8
    assert 'type="file"' not in refused.text


@pytest.mark.usefixtures("gestor")
def test_the_same_file_again_is_one_upload(
    client: FlaskClient, session: Session, address: str, fill: Fill, jpeg: Jpeg
) -> None:
    for _ in range(2):
        fill(address, [(jpeg("rojo"), "a.jpg")], **opened(client, address))
    with everything(session, "a test"):
        uploads = session.scalars(select(PhotoUpload)).all()
    assert len(uploads) == 1
    assert len({name.split("/")[0] for name in photos.renditions().names()}) == 1


@pytest.mark.usefixtures("gestor")
def test_light_and_sharpness_are_measured_and_told(
    client: FlaskClient, session: Session, address: str, fill: Fill, jpeg: Jpeg
) -> None:
    answer = fill(address, [(jpeg("rojo"), "a.jpg")], **opened(client, address))
    with everything(session, "a test"):
        upload = session.scalars(select(PhotoUpload)).one()
    assert upload.brightness is not None
    assert upload.sharpness == 0  # of one colour: there is no edge in it
    assert "La foto 1 parece" in client.get(answer.location).text


@pytest.mark.usefixtures("gestor")
def test_a_photo_that_waits_is_served_to_staff_and_kept_by_nobody(
    client: FlaskClient, address: str, fill: Fill, jpeg: Jpeg, puno_head: Account
) -> None:
    answer = fill(address, [(jpeg("rojo"), "a.jpg")], **opened(client, address))
    source = SHOWN.findall(client.get(answer.location).text)[0]
    served = client.get(source)
    assert served.mimetype == "image/webp"
    assert "no-store" in served.headers["Cache-Control"]
    assert client.get(f"{source.rpartition('/')[0]}/share.jpg").status_code == 404
    assert list(photos.media().names()) == []
    sign_in(client, puno_head)
    assert client.get(source).status_code == 404


@pytest.mark.usefixtures("gestor")
def test_a_photo_of_another_maker_is_as_none(
    client: FlaskClient, session: Session, address: str, fill: Fill, jpeg: Jpeg, tmp_path: object
) -> None:
    fill(address, [(jpeg("rojo"), "a.jpg")], **opened(client, address))
    foreign = _upload_in_puno(session)
    fill(address, **opened(client, address), photo=[foreign], alt=["Ajena"], order=["1"])
    assert shown(session) == []
    fill(address, **opened(client, address), photos=as_lines([PhotoValue(foreign, "Ajena")]))
    assert shown(session) == []
    assert tmp_path


def _upload_in_puno(session: Session) -> str:
    record: EnterpriseRecord = make_record(session, "Panes de Puno", district=PUNO)
    with everything(session, "a test"):
        mine = session.scalars(select(PhotoUpload)).one()
        facts = {
            name: getattr(mine, name) for name in ("width", "height", "widths", "formats", "placeholder")
        }
        upload = PhotoUpload(
            enterprise_id=record.enterprise_id, token="f" * 16, sha256="f" * 64, created_at=mine.created_at,
            created_by="Alguien", **facts,
        )  # fmt: skip
        session.add(upload)
        session.commit()
    return "f" * 16


@pytest.mark.usefixtures("gestor")
def test_hostile_photos_are_refused_one_by_one_and_the_rest_is_kept(
    client: FlaskClient, session: Session, address: str, fill: Fill, jpeg: Jpeg
) -> None:
    cases = [(make(), f"{name}.jpg", message) for name, (make, message) in REFUSED.items() if make()]
    kept, good = opened(client, address), jpeg("rojo")
    for start in range(0, len(cases), 4):
        some = cases[start : start + 4]
        files = [(content, name) for content, name, _message in some]
        answer = fill(address, [(good, "buena.jpg"), *files], **kept, packaging="Caja de cartón")
        assert answer.status_code == 422, [name for _content, name, _message in some]
        told = unescape(answer.text)
        for _content, name, message in some:
            assert f"«{name}»: {message}" in told
        assert "Caja de cartón" in answer.text
        assert len(PHOTO.findall(answer.text)) == 1
    assert shown(session) == []
