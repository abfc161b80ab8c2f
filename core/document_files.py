"""Files that people hand in and that stay private: told by what they hold, kept in DATA_DIR, served by no address."""

import io
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePosixPath

from flask import abort, current_app, send_file
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from core.clock import now
from core.config import Settings
from core.documents import DocumentColumns
from core.errors import InputError
from core.storage import LocalStore
from core.text import clean

LARGEST = 10 * 1024 * 1024
KEEP_UNCLAIMED = timedelta(days=1)
# A document of an office suite is a zip with this part in it.
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MACROS = "vbaProject.bin"
_MOST_PARTS = 5000
_STARTS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
# Of a file whose name does not tell: something to keep, and nothing to open.
UNKNOWN = "application/octet-stream"


def store_of(folder: str) -> LocalStore:
    """The files of one kind of documents, in their folder of DATA_DIR: never public."""
    settings: Settings = current_app.config["SETTINGS"]
    return LocalStore(settings.data_dir / folder)


def kind_of(data: bytes) -> str:
    """What a file is by what it holds, whatever it is called; raises InputError."""
    if not data:
        raise InputError(_("El archivo está vacío. Elija otro."))
    if len(data) > LARGEST:
        raise InputError(_("El archivo supera 10 MB. Redúzcalo y súbalo de nuevo."))
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    return _office_kind(data)


def _office_kind(data: bytes) -> str:
    wrong = InputError(_("Solo se guardan PDF, Word (.docx), Excel (.xlsx) y fotos JPG o PNG."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()[:_MOST_PARTS]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise wrong from None
    if any(name.endswith(_MACROS) for name in names):
        raise InputError(
            _("El archivo lleva macros. Guárdelo sin ellas, como .docx o .xlsx, y súbalo de nuevo.")
        )
    kinds = [_OFFICE[name] for name in names if name in _OFFICE]
    if len(kinds) != 1 or "[Content_Types].xml" not in names:
        raise wrong
    return kinds[0]


def kept_name(sent: str, kind: str, *, nameless: str) -> str:
    """The name of a file as it is kept: no folders, and the ending of what it is; `nameless` where it has none."""
    stem = clean(PurePosixPath(sent.replace("\\", "/")).stem)[:100].strip(" .")
    return f"{stem or nameless}.{kind}"


def as_download(store: LocalStore, *, token: str, name: str) -> Response:
    """A document as a file to keep, opened by nothing on the way; 404 where the file is gone."""
    try:
        file = io.BytesIO(store.read(token))
    except FileNotFoundError:
        abort(404)
    kind = TYPES.get(name.rpartition(".")[2], UNKNOWN)
    answer = send_file(file, kind, as_attachment=True, download_name=name, etag=False, max_age=0)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def sweep(session: Session, store: LocalStore, model: type[DocumentColumns]) -> int:
    """Delete the files that no standing row claims (taken off, or their sender was interrupted), once a day old."""
    claimed = set(session.scalars(select(model.file_token).where(model.removed_at.is_(None))))
    session.rollback()
    oldest = (now() - KEEP_UNCLAIMED).timestamp()
    removed = store.sweep_temporaries(KEEP_UNCLAIMED)
    for name in list(store.names()):
        path = store.root / name
        if name not in claimed and path.exists() and path.stat().st_mtime < oldest:
            store.delete(name)
            removed += 1
    return removed
