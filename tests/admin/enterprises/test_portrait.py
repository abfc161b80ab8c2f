"""A portrait is private until its maker consents, public only with its row, and gone when she takes it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.consents.operations import withdraw_consent
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.operations import (
    approve_enterprise,
    archive_enterprise,
    remove_portrait,
    send_portrait,
)
from admin.products import photos
from admin.products.models import PhotoUpload
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Portrait
from core import jobs
from core.audit import SYSTEM, AuditEntry
from core.db import db
from core.errors import InputError
from core.storage import LocalStore
from tests.admin.enterprises.conftest import consent, in_media, shown

PhotoFile = Callable[[str], Path]
MOVES = [photos.PUBLISH, photos.WITHDRAW]
pytestmark = pytest.mark.usefixtures("consent_text")


@pytest.fixture
def public_portrait(
    session: Session, awana_record: EnterpriseRecord, send_picture: Callable[[str], str]
) -> str:
    """The token of a portrait with consent, its files in place."""
    token = send_picture("rojo")
    consent(session, awana_record)
    session.commit()
    jobs.run_due(MOVES)
    return token


def test_without_consent_it_stays_private(session: Session, send_picture: Callable[[str], str]) -> None:
    token = send_picture("rojo")
    assert shown(session) == []
    jobs.run_due(MOVES)
    assert (in_media(), photos.renditions().exists(f"{token}/320.webp")) == (set(), True)


def test_consent_to_another_field_does_not_show_it(
    session: Session, awana_record: EnterpriseRecord, send_picture: Callable[[str], str]
) -> None:
    send_picture("rojo")
    consent(session, awana_record, "story")
    assert shown(session) == []


def test_with_consent_it_is_ready_only_when_its_files_are_public(
    session: Session, awana_record: EnterpriseRecord, send_picture: Callable[[str], str]
) -> None:
    token = send_picture("rojo")
    consent(session, awana_record)
    assert shown(session) == [(token, False)]
    jobs.run_due(MOVES)
    assert shown(session) == [(token, True)]
    assert photos.media().exists(f"{token}/320.webp")


def test_consent_given_before_the_photo_shows_it_when_it_comes(
    session: Session, awana_record: EnterpriseRecord, send_picture: Callable[[str], str]
) -> None:
    consent(session, awana_record)
    assert shown(session) == []
    token = send_picture("rojo")
    assert shown(session) == [(token, False)]


def test_a_draft_shows_its_maker_only_once_published(
    session: Session, tejidos: Enterprise, photo_file: PhotoFile
) -> None:
    token = send_portrait(session, tejidos, photo_file("rojo"), by=SYSTEM).token
    record = session.scalars(select(EnterpriseRecord)).one()
    consent(session, record)
    assert shown(session) == []
    approve_enterprise(session, tejidos, by=SYSTEM)
    assert shown(session) == [(token, False)]


def test_files_cut_short_leave_the_row_waiting(
    session: Session,
    awana_record: EnterpriseRecord,
    send_picture: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = send_picture("rojo")
    consent(session, awana_record)
    session.commit()
    real, calls = LocalStore.put_bytes, 0

    def cut(self: LocalStore, name: str, data: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise OSError(28, "No space left on device", name)
        real(self, name, data)

    with monkeypatch.context() as full:
        full.setattr(LocalStore, "put_bytes", cut)
        jobs.run_due([photos.PUBLISH])
    assert shown(session) == [(token, False)]
    assert 0 < len(list(photos.media().names())) < len(list(photos.renditions().names()))
    with monkeypatch.context() as later:
        later.setattr(jobs, "now", lambda: photos.now() + jobs.FIRST_RETRY * 2)
        jobs.run_due([photos.PUBLISH])
    assert shown(session) == [(token, True)]
    assert list(photos.media().names()) == list(photos.renditions().names())


def test_the_worker_adds_avif(session: Session, public_portrait: str) -> None:
    jobs.run_due()
    assert db.session.scalars(select(Portrait.formats)).all() == ["avif,webp,jpg"]
    assert photos.media().exists(f"{public_portrait}/320.avif")


def test_withdrawing_the_consent_takes_row_and_files_away(
    client: FlaskClient, session: Session, awana_record: EnterpriseRecord, public_portrait: str
) -> None:
    path = f"/media/{public_portrait}/320.webp"
    with client.get(path) as answer:
        assert answer.status_code == 200
    record = db.session.scalars(select(EnterpriseRecord)).one()
    withdraw_consent(db.session(), record, "portrait", by=SYSTEM)
    assert db.session.scalars(select(Portrait)).all() == []
    db.session.commit()
    jobs.run_due(MOVES)
    assert client.get(path).status_code == 404
    assert public_portrait not in client.get("/emprendimientos/tejidos-awana").text


def test_a_publication_that_comes_after_the_withdrawal_publishes_nothing(
    session: Session, awana_record: EnterpriseRecord, send_picture: Callable[[str], str]
) -> None:
    send_picture("rojo")
    consent(session, awana_record)
    withdraw_consent(session, awana_record, "portrait", by=SYSTEM)
    session.commit()
    jobs.run_due([photos.WITHDRAW])
    jobs.run_due([photos.PUBLISH])
    assert in_media() == set()


def test_consent_given_again_shows_the_same_portrait(
    session: Session, awana_record: EnterpriseRecord, send_picture: Callable[[str], str]
) -> None:
    token = send_picture("rojo")
    consent(session, awana_record)
    withdraw_consent(session, awana_record, "portrait", by=SYSTEM)
    consent(session, awana_record)
    session.commit()
    jobs.run_due(MOVES)
    assert (shown(session), in_media()) == ([(token, True)], {token})


def test_archiving_takes_it_along(session: Session, public_portrait: str) -> None:
    enterprise = db.session.scalars(select(Enterprise)).one()
    archive_enterprise(db.session(), enterprise, by=SYSTEM, reason="cerró")
    db.session.commit()
    jobs.run_due(MOVES)
    assert (shown(db.session()), in_media()) == ([], set())


def test_another_one_takes_the_place_of_the_first(
    session: Session, public_portrait: str, photo_file: PhotoFile
) -> None:
    inside = db.session()
    enterprise = inside.scalars(select(Enterprise)).one()
    token = send_portrait(inside, enterprise, photo_file("verde"), by=SYSTEM).token
    inside.commit()
    jobs.run_due(MOVES)
    assert (shown(db.session()), in_media()) == ([(token, True)], {token})
    assert db.session.scalars(select(PhotoUpload.token)).all() == [token]


def test_the_files_of_a_former_one_are_swept(
    session: Session, send_picture: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    former, token = send_picture("rojo"), send_picture("verde")
    session.commit()
    in_two_days = photos.now() + 2 * photos.KEEP_UNCLAIMED
    monkeypatch.setattr(photos, "now", lambda: in_two_days)
    photos.sweep(session)
    assert set(photos.originals().names()) == {token}
    assert former not in {name.partition("/")[0] for name in photos.renditions().names()}


def test_removing_it_leaves_nothing_on_either_side(session: Session, public_portrait: str) -> None:
    inside = db.session()
    enterprise = inside.scalars(select(Enterprise)).one()
    remove_portrait(inside, enterprise, by=SYSTEM, reason="ella lo pidió")
    inside.commit()
    jobs.run_due(MOVES)
    assert (shown(db.session()), in_media()) == ([], set())
    assert db.session.scalars(select(PhotoUpload)).all() == []
    assert db.session.scalars(select(EnterpriseRecord.portrait_token)).all() == [None]


def test_the_same_file_sent_twice_is_one_upload_and_one_change(
    session: Session, send_picture: Callable[[str], str]
) -> None:
    assert send_picture("rojo") == send_picture("rojo")
    assert len(session.scalars(select(PhotoUpload)).all()) == 1
    changes = session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("portrait.%"))).all()
    assert changes == ["portrait.set"]


def test_a_file_that_is_no_photo_is_refused(session: Session, awana: Enterprise, tmp_path: Path) -> None:
    (tmp_path / "nota.jpg").write_text("hola")
    with pytest.raises(InputError, match="no es una foto"):
        send_portrait(session, awana, tmp_path / "nota.jpg", by=SYSTEM)


def test_the_audit_says_that_it_changed_and_not_to_what(
    session: Session, awana: Enterprise, send_picture: Callable[[str], str]
) -> None:
    send_picture("rojo")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "portrait.set")).one()
    assert (entry.subject_id, entry.changes, entry.actor) == (
        awana.public_id,
        {"portrait": None},
        SYSTEM.name,
    )


def test_regenerating_renders_it_anew(session: Session, cli: FlaskCliRunner, public_portrait: str) -> None:
    photos.media().delete(f"{public_portrait}/320.webp")
    assert cli.invoke(args=["photos", "regenerate"]).exit_code == 0
    assert photos.media().exists(f"{public_portrait}/320.webp")
