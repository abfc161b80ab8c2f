"""A maker's portrait on the public side, as the jobs leave it."""

from typing import Any

from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.photos.models import Portrait
from core.ids import media_token


def make_portrait(session: Session, enterprise: Enterprise, **facts: Any) -> Portrait:
    """A ready portrait's row (no file): two widths, WebP and JPEG."""
    portrait = Portrait(
        **{
            "enterprise_id": enterprise.id,
            "token": media_token(),
            "width": 900,
            "height": 1125,
            "widths": "320,640",
            "formats": "webp,jpg",
            "placeholder": 0,
            "ready": True,
        }
        | facts
    )
    session.add(portrait)
    session.flush()
    return portrait
