"""Photos that a form brings: kept even where the rest is refused, and put in order without a script."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage, MultiDict

from admin.products.models import PhotoUpload
from admin.products.photos import find_upload, forget_files, keep_files, register_upload, workshop
from admin.products.queries import uploads_of
from admin.products.values import PhotoValue
from catalog.enterprises.models import Enterprise
from core.audit import Actor
from core.db import take_turns
from core.errors import InputError
from core.ids import media_token
from core.imaging import ImageFacts, ImagingError, render_photo
from core.text import clean

MOST = 8
LONGEST_ALT = 200
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """What came of the files that were sent: the tokens that were kept, and what is wrong with each other one."""

    tokens: list[str]
    refused: list[str]


@dataclass(frozen=True)
class PhotoRow:
    """A photo in the form: its upload, the words for who cannot see it."""

    upload: PhotoUpload
    alt: str

    @property
    def value(self) -> PhotoValue:
        """As a version keeps it."""
        return PhotoValue(self.upload.token, self.alt)


def room_in(sent: MultiDict[str, str]) -> int:
    """How many more photos a form may bring beside those that it keeps."""
    kept = set(sent.getlist("photo")) - set(sent.getlist("off"))
    return MOST - len(kept)


def take_in(
    session: Session, enterprise_id: int, files: Iterable[FileStorage], room: int, *, by: Actor
) -> Taken:
    """Keep each file that is a photo, and say of each other one what is wrong; for the caller to commit.

    Rendering takes seconds: the session is given back meanwhile, so that no lock is held.
    """
    session.rollback()
    sent = [file for file in files if file.filename]
    taken, rendered = Taken([], []), list[tuple[str, ImageFacts]]()
    for number, file in enumerate(sent):
        try:
            if number >= room:
                raise InputError(_("Caben %(most)s fotos. Quite alguna para poner esta.", most=MOST))
            rendered.append(_render(file))
        except InputError as error:
            taken.refused.append(f"«{clean(file.filename or '')[:60]}»: {error.message}")
        except ImagingError:
            _log.exception("a photo could not be prepared")
            words = _("No pudimos prepararla. Vuelva a subirla en unos minutos.")
            taken.refused.append(f"«{clean(file.filename or '')[:60]}»: {words}")
        finally:
            file.close()
    if rendered:
        take_turns(session, f"photos {enterprise_id}")
        enterprise = session.get_one(Enterprise, enterprise_id)
        taken.tokens.extend(_register(session, enterprise, *one, by=by) for one in rendered)
    return taken


def _render(file: FileStorage) -> tuple[str, ImageFacts]:
    token = media_token()
    with TemporaryDirectory(dir=workshop()) as folder:
        source, renditions = Path(folder) / "sent", Path(folder) / "renditions"
        file.save(source)
        facts = render_photo(source, renditions)
        keep_files(token, source, renditions)
    return token, facts


def _register(session: Session, enterprise: Enterprise, token: str, facts: ImageFacts, *, by: Actor) -> str:
    """The token of the upload: of the one before where the same file was sent already."""
    known = find_upload(session, enterprise, facts.sha256)
    if known is not None:
        forget_files(token)
        return known.token
    return register_upload(session, enterprise, token, facts, by=by).token


def rows_sent(
    session: Session, enterprise_id: int, sent: MultiDict[str, str], added: Sequence[str] = ()
) -> list[PhotoRow]:
    """The photos of a form as it was sent, in the order that was asked for, and then those just added."""
    wanted = _from_lines(sent["photos"]) if sent.get("photos") else _from_lists(sent)
    return rows_of(session, enterprise_id, [*wanted, *(PhotoValue(token, "") for token in added)])


def rows_of(session: Session, enterprise_id: int, wanted: Iterable[PhotoValue]) -> list[PhotoRow]:
    """Those of the photos that are the enterprise's own, each once."""
    each = {one.token: one for one in reversed(list(wanted))}
    uploads = uploads_of(session, [enterprise_id], each)
    known = [(uploads.get((enterprise_id, token)), one.alt) for token, one in reversed(each.items())]
    return [PhotoRow(upload, alt) for upload, alt in known if upload is not None]


def named(rows: Sequence[PhotoRow], name: str) -> tuple[PhotoValue, ...]:
    """The photos as a version keeps them: one that nobody put into words is called after the product."""
    return tuple(
        PhotoValue(row.upload.token, row.alt or suggested(name, place)) for place, row in enumerate(rows)
    )


def suggested(name: str, place: int) -> str:
    """Words for a photo that nobody has put into words."""
    return name if place == 0 else _("%(name)s, foto %(number)s", name=name, number=place + 1)


def as_lines(photos: Iterable[PhotoValue]) -> str:
    """Photos in one text that `rows_sent` reads back."""
    return "\n".join(f"{one.token} {one.alt}" for one in photos)


def _from_lines(text: str) -> list[PhotoValue]:
    pairs = (line.partition(" ") for line in text.splitlines()[:MOST])
    return [PhotoValue(token, clean(alt)[:LONGEST_ALT]) for token, _space, alt in pairs]


def _from_lists(sent: MultiDict[str, str]) -> list[PhotoValue]:
    tokens, alts, places = sent.getlist("photo"), sent.getlist("alt"), sent.getlist("order")
    off = set(sent.getlist("off"))
    rows = []
    for now, token in enumerate(tokens[:MOST]):
        alt = clean(alts[now])[:LONGEST_ALT] if now < len(alts) else ""
        typed = places[now] if now < len(places) else ""
        place = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else now + 1
        # Who moves up goes before the one that is there; who moves down, after it.
        moved = (place > now + 1) - (place < now + 1)
        rows.append((place, moved, now, PhotoValue(token, alt)))
    return [row[3] for row in sorted(rows, key=lambda row: row[:3]) if row[3].token not in off]
