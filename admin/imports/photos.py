"""Where an import's photos come from: a folder beside the spreadsheet, or what the caller rendered already."""

import contextlib
import difflib
import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Protocol, TypeVar

from flask import current_app
from sqlalchemy.orm import Session

from admin.products import photos
from admin.products.models import PhotoUpload
from catalog.enterprises.models import Enterprise
from core.audit import Actor
from core.errors import InputError
from core.ids import media_token
from core.imaging import MAX_BYTES, TOO_BIG, ImageFacts, render_photo
from core.text import clean, fold, split_list

Item = TypeVar("Item")
EXTENSIONS = frozenset({".jpg", ".jpeg", ".jpe", ".png", ".webp", ".heic", ".heif", ".jfif"})
_TOKEN = re.compile(r"[0-9a-f]{16}(?:\.jpe?g)?", re.IGNORECASE)


class Track(Protocol):
    """Shows how far a loop has come."""

    def __call__(self, items: Collection[Item], label: str) -> Iterable[Item]:
        """The items, one by one."""


def untracked(items: Collection[Item], label: str) -> Iterable[Item]:
    """Shows nothing."""
    del label
    return items


class PhotoSource(Protocol):
    """Finds photos by the names in a sheet, and turns them into uploads; a handle stands for one photo."""

    def find(self, name: str) -> str:
        """The handle of the photo called so; raises InputError."""

    def digest(self, handle: str) -> str:
        """The SHA-256 of the photo as sent, since the same photo twice is one upload; raises InputError."""

    def prepare(self, handles: Collection[str], track: Track) -> dict[str, str]:
        """Check and render photos, each once; what is wrong with each that cannot be used."""

    def upload(self, session: Session, enterprise: Enterprise, handle: str, *, by: Actor) -> PhotoUpload:
        """The upload of a prepared photo for this enterprise."""


class FolderPhotos:
    """The photos lying in one folder, found by name and never outside it; without a folder, none.

    Each is rendered once, and kept at once where `keep`: before any row names it, as uploads are. What no row
    claims in the end, `discard` removes.
    """

    def __init__(self, folder: Path | None, *, keep: bool) -> None:
        self.given = folder is not None
        self.folder = (folder or Path()).resolve()
        self.keep = keep
        self._names: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        self._digests: dict[str, str] = {}
        self._done: dict[str, tuple[str, ImageFacts]] = {}
        self._refused: dict[str, str] = {}
        self._claimed: set[str] = set()
        for path in sorted(self.folder.iterdir()) if self.given else ():
            if (
                path.name.startswith(".")
                or not path.is_file()
                or not path.resolve().is_relative_to(self.folder)
            ):
                continue
            self._names.setdefault(_key(path.name), []).append(path.name)
            if path.suffix.lower() in EXTENSIONS:
                self._stems.setdefault(_key(path.stem), []).append(path.name)

    def find(self, name: str) -> str:
        """The file called so, ignoring capitals, accents, spaces and, if left out, the extension."""
        if not self.given:
            raise InputError(
                f'"{name[:60]}": indique la carpeta de las fotos con --photos, o deje la celda vacía.'
            )
        found = self._names.get(_key(name)) or self._stems.get(_key(name)) or []
        if name in found:
            return name
        if len(found) > 1:
            raise InputError(f'"{name[:60]}" puede ser {" o ".join(found[:3])}. Escriba el nombre completo.')
        if not found:
            near = difflib.get_close_matches(_key(name)[:80], self._stems, 1, 0.8)
            remedy = f"¿Es {self._stems[near[0]][0]}?" if near else "Revise el nombre o copie la foto."
            raise InputError(f'"{name[:60]}" no está en la carpeta de fotos. {remedy}')
        return found[0]

    def digest(self, handle: str) -> str:
        """The SHA-256 of a file, read once; raises InputError for one too big or that cannot be read."""
        if handle not in self._digests:
            try:
                with (self.folder / handle).open("rb") as file:
                    if os.fstat(file.fileno()).st_size > MAX_BYTES:
                        raise InputError(TOO_BIG)
                    self._digests[handle] = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                raise InputError(
                    "No se puede leer este archivo. Revise sus permisos o cópielo de nuevo."
                ) from error
        return self._digests[handle]

    def prepare(self, handles: Collection[str], track: Track) -> dict[str, str]:
        """Render the files that were not yet, several at a time."""
        first = {self.digest(handle): handle for handle in handles}
        waiting = {
            digest: handle for digest, handle in first.items() if digest not in self._done | self._refused
        }
        with _workshop() as work, _pool() as pool:
            rendering = {
                pool.submit(render_photo, self.folder / handle, _made(work / digest)): digest
                for digest, handle in waiting.items()
            }
            for _, future in zip(track(waiting, "Preparando fotos"), as_completed(rendering), strict=True):
                self._take(rendering[future], future, work)
        return {
            handle: self._refused[self.digest(handle)]
            for handle in handles
            if self.digest(handle) in self._refused
        }

    def _take(self, digest: str, future: Future[ImageFacts], work: Path) -> None:
        folder = work / digest
        try:
            facts = future.result()
        except InputError as error:
            self._refused[digest] = error.message
            return
        if facts.sha256 != digest:
            self._refused[digest] = "La foto cambió mientras se leía. Vuelva a importar."
            return
        token = media_token()
        if self.keep:
            handle = next(name for name, known in self._digests.items() if known == digest)
            photos.keep_files(token, self.folder / handle, folder)
        self._done[digest] = token, facts
        for rendition in folder.iterdir():
            rendition.unlink()

    def upload(self, session: Session, enterprise: Enterprise, handle: str, *, by: Actor) -> PhotoUpload:
        """The enterprise's upload of this very file, new or known; its files are shared among enterprises."""
        known = photos.find_upload(session, enterprise, self.digest(handle))
        if known is not None:
            return known
        token, facts = self._done[self.digest(handle)]
        self._claimed.add(token)
        return photos.register_upload(session, enterprise, token, facts, by=by)

    def discard(self, *, all_of_them: bool) -> None:
        """Remove the kept files that no row names; all of them after a rollback."""
        for token, _ in self._done.values():
            if self.keep and (all_of_them or token not in self._claimed):
                photos.forget_files(token)


def as_token(name: str) -> str:
    """The token in the name under which an export writes a photo ("<token>.jpg"); "" for any other name."""
    return name[:16].lower() if _TOKEN.fullmatch(name) else ""


def split_names(text: str, known: Collection[str], source: PhotoSource) -> list[str]:
    """The photos a cell names, tokens among `known` or handles; raises InputError for one that is not there.

    Split at comma, semicolon and line; at slash and "y" only where the whole is no file's name.
    """
    found = [
        one for part in re.split(r"[,;\n\r]", text) if clean(part) for one in _several(part, known, source)
    ]
    return list(dict.fromkeys(found))


def _several(text: str, known: Collection[str], source: PhotoSource) -> list[str]:
    """The photo of this name or, where there is none, those of its parts."""
    try:
        return [_one(clean(text), known, source)]
    except InputError:
        parts = [part for part in text.split("/") if clean(part)]
        if len(parts) < 2:
            parts = split_list(text)
        if len(parts) < 2:
            raise
        return [one for part in parts for one in _several(part, known, source)]


def _one(name: str, known: Collection[str], source: PhotoSource) -> str:
    token = as_token(name)
    return token if token and token in known else source.find(name)


def _key(name: str) -> str:
    return "".join(fold(name).split())


@contextlib.contextmanager
def _pool() -> Iterator[ThreadPoolExecutor]:
    """As many threads as cores; when one photo's failure or Ctrl-C ends the work, those that wait are not begun."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextlib.contextmanager
def _workshop() -> Iterator[Path]:
    folder = current_app.config["SETTINGS"].data_dir / "work"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as work:
        yield Path(work)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
