"""The portrait of whoever makes it, where she consents: the row is there or it is not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.photos.models import Portrait
from catalog.photos.presentation import Picture, picture

SMALL = 320


def portrait_of(session: Session, enterprise_id: int) -> Picture | None:
    """The portrait of an enterprise's maker, in the sizes of a page."""
    row = portrait_rows(session, [enterprise_id]).get(enterprise_id)
    return large_portrait(row) if row else None


def portrait_rows(session: Session, enterprise_ids: Sequence[int]) -> dict[int, Any]:
    """The portraits whose files stand, with what their words are made of; one question for a whole page."""
    if not enterprise_ids:
        return {}
    columns = (
        *(Portrait.enterprise_id, Portrait.token, Portrait.width, Portrait.height, Portrait.widths),
        *(Portrait.formats, Portrait.placeholder, Enterprise.demo, Enterprise.producer_name),
        Enterprise.name.label("alt"),
    )
    query = select(*columns).join(Enterprise, Enterprise.id == Portrait.enterprise_id)
    query = query.where(Portrait.enterprise_id.in_(enterprise_ids), Portrait.ready)
    return {row.enterprise_id: row for row in session.execute(query)}


def large_portrait(row: Any) -> Picture:
    """The picture of a row of portrait_rows, with words for who cannot see it."""
    return replace(picture(row), alt=_words(row))


def small_portrait(row: Any) -> Picture:
    """The same for a small round: the best format and a plain JPEG of the narrowest width."""
    full = picture(row, widest=SMALL, usual=SMALL)
    return replace(full, sources=full.sources[:1], srcset="", alt=_words(row))


def _words(row: Any) -> str:
    if row.producer_name:
        said = _("Retrato de %(name)s", name=row.producer_name)
    else:
        said = _("Retrato de quien lleva %(name)s", name=row.alt)
    return _("%(portrait)s, dibujo de demostración", portrait=said) if row.demo else said
