"""Untrusted photos become clean renditions, in a child process with limits (ADR 0004).

This side never imports Pillow and never parses a picture beyond its first bytes.
"""

import hashlib
import importlib.util
import io
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.storage import TEMPORARY_PREFIX
from core.subprocesses import LimitedProcessError, run_limited

WIDTHS = (320, 640, 1024, 1600)
SHARE_SIZE = (1200, 630)
SHARE_BYTES = 300_000
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MIN_SIDE = 200
MAX_ASPECT = 4
PAPER = "#fbf7ef"

TOO_BIG = "La foto supera 10 MB (o 40 megapíxeles). Redúzcala y súbala de nuevo."
EMPTY = "El archivo de la foto está vacío. Elíjalo y súbalo de nuevo."
NOT_A_PHOTO = "Este archivo no es una foto JPG, PNG o WebP. Elija una foto y súbala de nuevo."
HEIC_UNSUPPORTED = "Esta foto está en formato HEIC, que aquí no se puede abrir. Guárdela como JPG y súbala."
DAMAGED = "La foto está dañada o incompleta. Compruebe que se abre en su teléfono y súbala de nuevo."
TOO_SLOW = "La foto demoró demasiado en prepararse. Redúzcala y súbala de nuevo."
TOO_SMALL = f"La foto es muy pequeña: cada lado debe medir al menos {MIN_SIDE} píxeles. Suba una más grande."
TOO_LONG = (
    f"La foto es demasiado alargada: un lado mide más de {MAX_ASPECT} veces el otro. Recórtela un poco."
)
BUSY = "Hay muchas fotos en proceso. Espere un minuto y súbala de nuevo."
_REFUSALS = {"too_big": TOO_BIG, "damaged": DAMAGED, "too_small": TOO_SMALL, "too_long": TOO_LONG}

_ROOT = Path(__file__).resolve().parent.parent
# A short life: without `site` (-S; the folders it would have found follow the job), without a collector and
# without tidying up at the end, the child spends 25 ms less of its 70 on merely being a Python.
_START = (
    "import gc, os, sys; gc.disable(); sys.path += sys.argv[2:]; from core.imaging_worker import main; "
    "main(); sys.stdout.flush(); os._exit(0)"
)
# Pictures are large blocks, taken and given back many times over. Kept, and in huge pages, they cost a tenth of
# the page faults: 50 ms of system time in 1.1 s. Where the C library is another one, this is ignored.
_ALLOCATOR = (
    "glibc.malloc.hugetlb=1:glibc.malloc.trim_threshold=536870912:glibc.malloc.mmap_threshold=33554432"
)
# Each child may take up to Limits.memory_mb: no more of them at once than there are cores.
_SLOTS = threading.BoundedSemaphore(os.cpu_count() or 1)


@dataclass(frozen=True)
class Limits:
    """What one child may use: MB of address space and of one file, seconds of processor and of clock."""

    memory_mb: int = 1024
    file_mb: int = 32
    cpu_seconds: int = 20
    wall_seconds: float = 60.0


LIMITS = Limits()


@dataclass(frozen=True)
class ImageFacts:
    """What a page needs to know of a rendered photo; width and height are of its largest rendition.

    `brightness` is the mean of its luma (0 to 255) and `sharpness` the variance of its Laplacian, both at 640 px.
    """

    width: int
    height: int
    widths: tuple[int, ...]
    placeholder: int
    format: str
    sha256: str
    brightness: int | None = None
    sharpness: int | None = None


class ImagingError(RuntimeError):
    """The server, and not the photo, is at fault: a full disk, a missing library."""


def render_photo(
    source: Path, out_dir: Path, *, formats: Sequence[str] = ("webp", "jpg"), share: bool = True
) -> ImageFacts:
    """Write `<width>.<format>` for each width, and share.jpg; all of them or none.

    InputError for a photo that is refused, ImagingError where it is no fault of the photo. `out_dir` is
    a scratch folder: durability is the store's, by put_file. `sha256` is that of the source.
    """
    with source.open("rb") as photo:
        kind, digest = _inspect(photo)
        answer = _render(photo, _job(kind, formats, share=share), out_dir)
    return ImageFacts(
        width=answer["width"],
        height=answer["height"],
        widths=tuple(answer["widths"]),
        placeholder=_nearest_colour(answer["mean"]),
        format=kind,
        sha256=digest,
        brightness=answer["brightness"],
        sharpness=answer["sharpness"],
    )


def render_avif(source: Path, out_dir: Path) -> tuple[int, ...]:
    """Write `<width>.avif` for each width, all or none, and return the widths; errors as render_photo."""
    with source.open("rb") as photo:
        kind, _digest = _inspect(photo)
        answer = _render(photo, _job(kind, ("avif",), share=False), out_dir)
    return tuple(answer["widths"])


@cache
def heic_supported() -> bool:
    """Whether the optional library for HEIC is installed."""
    return importlib.util.find_spec("pillow_heif") is not None


def _inspect(photo: io.BufferedReader) -> tuple[str, str]:
    """The kind by its first bytes, and the hash; InputError for what is no photo or over MAX_BYTES."""
    size = os.fstat(photo.fileno()).st_size
    if size > MAX_BYTES:
        raise InputError(TOO_BIG)
    if size == 0:
        raise InputError(EMPTY)
    kind = _kind(photo.read(16))
    if kind is None:
        raise InputError(NOT_A_PHOTO)
    if kind == "heic" and not heic_supported():
        raise InputError(HEIC_UNSUPPORTED)
    photo.seek(0)
    return kind, hashlib.file_digest(photo, "sha256").hexdigest()


def _kind(start: bytes) -> str | None:
    if start.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "webp"
    if start[4:8] == b"ftyp" and start[8:12] in (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"):
        return "heic"
    return None


def _job(kind: str, formats: Sequence[str], *, share: bool) -> dict[str, Any]:
    return {
        "kind": kind,
        "formats": list(formats),
        "widths": WIDTHS,
        "share": SHARE_SIZE if share else None,
        "share_bytes": SHARE_BYTES,
        "paper": PAPER,
        "max_pixels": MAX_PIXELS,
        "min_side": MIN_SIDE,
        "max_aspect": MAX_ASPECT,
    }


def _render(photo: io.BufferedReader, job: dict[str, Any], out_dir: Path) -> dict[str, Any]:
    out_dir.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=out_dir))
    moved: list[Path] = []
    try:
        answer = _ask_child(photo, job, work)
        names = [f"{width}.{extension}" for width in answer["widths"] for extension in job["formats"]]
        for name in [*names, "share.jpg"] if job["share"] else names:
            (work / name).replace(out_dir / name)
            moved.append(out_dir / name)
    except BaseException:
        for path in moved:
            path.unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return answer


def _ask_child(photo: io.BufferedReader, job: dict[str, Any], work: Path) -> dict[str, Any]:
    try:
        with _slot():
            output = run_limited(
                [sys.executable, "-I", "-S", "-c", _START, json.dumps(job), str(_ROOT), *_library_folders()],
                stdin=photo,
                cwd=work,
                memory_mb=LIMITS.memory_mb,
                cpu_seconds=LIMITS.cpu_seconds,
                wall_seconds=LIMITS.wall_seconds,
                file_mb=LIMITS.file_mb,
                output_mb=1,
                environment=_environment(),
            )
    except LimitedProcessError as error:
        raise _blame(error) from error
    answer: dict[str, Any] = json.loads(output or b'{"failed": "no answer"}')
    if "refused" in answer:
        raise InputError(_REFUSALS[answer["refused"]])
    if "failed" in answer:
        raise ImagingError(answer["failed"])
    done: dict[str, Any] = answer["done"]
    return done


def _blame(error: LimitedProcessError) -> InputError | ImagingError:
    """Whose fault it was: the photo's where a limit or a crash ended the child, ours where it gave up itself."""
    code = error.returncode or 0
    if error.kind in ("time", "cpu") or (error.kind == "crash" and code == -signal.SIGKILL):
        return InputError(TOO_SLOW)
    if code < 0:
        return InputError(TOO_BIG if error.kind == "memory" else DAMAGED)
    last_words = error.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    return ImagingError(f"exit status {code}: {last_words}"[:300])


@contextmanager
def _slot() -> Iterator[None]:
    if not _SLOTS.acquire(timeout=LIMITS.wall_seconds):
        raise InputError(BUSY)
    try:
        yield
    finally:
        _SLOTS.release()


def _environment() -> dict[str, str]:
    """The allocator's settings, and what the loader may need to find shared libraries."""
    passed = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return {"GLIBC_TUNABLES": _ALLOCATOR, **passed}


@cache
def _library_folders() -> tuple[str, ...]:
    folders = []
    for library in ("PIL", "pillow_heif"):
        spec = importlib.util.find_spec(library)
        if spec and spec.origin:
            folders.append(str(Path(spec.origin).parent.parent))
    return tuple(dict.fromkeys(folders))


def _placeholder_palette() -> Iterator[tuple[int, int, int]]:
    """64 soft colours where photos of goods average out: four lights, leaning to the warm side."""
    for light in (56, 104, 152, 208):
        for blue in (-48, -28, -8, 12):
            for red in (-16, 0, 16, 32):
                channels = (light + 1.402 * red, light - 0.344 * blue - 0.714 * red, light + 1.772 * blue)
                r, g, b = (max(0, min(255, round(channel))) for channel in channels)
                yield r, g, b


_PALETTE = tuple(_placeholder_palette())
PLACEHOLDER_COLOURS: tuple[str, ...] = tuple(f"#{r:02x}{g:02x}{b:02x}" for r, g, b in _PALETTE)


def _nearest_colour(mean: Sequence[int]) -> int:
    def distance(index: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(_PALETTE[index], mean, strict=True))

    return min(range(len(_PALETTE)), key=distance)
