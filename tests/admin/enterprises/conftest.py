"""A portrait sent, consented, and looked for on the public side."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.consents.operations import give_consent
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.operations import send_portrait
from admin.products import photos
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Portrait
from core.audit import SYSTEM
from core.clock import today
from core.db import db


def consent(session: Session, record: EnterpriseRecord, field: str = "portrait") -> None:
    """Let its maker agree to show a field."""
    give_consent(session, record, field, given_on=today(), channel="in_person", by=SYSTEM)


def shown(session: Session) -> list[tuple[str, bool]]:
    """Token and readiness of each public portrait, once the session's work is committed."""
    session.commit()
    return [tuple(row) for row in db.session.execute(select(Portrait.token, Portrait.ready))]


def in_media() -> set[str]:
    """The tokens whose files anybody may ask for."""
    return {name.partition("/")[0] for name in photos.media().names()}


@pytest.fixture
def send_picture(
    session: Session, awana: Enterprise, photo_file: Callable[[str], Path]
) -> Callable[[str], str]:
    """`send_picture("rojo")` makes that picture the portrait of Tejidos Awana; its token."""
    return lambda name: send_portrait(session, awana, photo_file(name), by=SYSTEM).token
