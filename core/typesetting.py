"""Documents and drawings by typst, in a child process with limits (ADR 0009).

A template is ours and fixed; what it shows arrives as data, which it reads with `json("data.json")`. So no text of
anybody's is ever read as markup. This side never loads typst.
"""

import importlib.util
import json
import signal
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from core.subprocesses import LimitedProcessError, run_limited

Format = Literal["pdf", "png", "jpg"]
DATA, TEMPLATE = "data.json", "main.typ"

_ROOT = Path(__file__).resolve().parent.parent
# As in core.imaging: without `site` and without tidying up, a third of the child's time is spared.
_START = (
    "import gc, os, sys; gc.disable(); sys.path += sys.argv[2:]; from core.typesetting_worker import main; "
    "main(); sys.stdout.flush(); os._exit(0)"
)
# A package named in a template would be fetched from the network: the closed door ends that at once.
_ENVIRONMENT = {
    "https_proxy": "http://127.0.0.1:9",
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "RAYON_NUM_THREADS": "1",
}


@dataclass(frozen=True)
class Limits:
    """What one child may use: MB of address space and of output, seconds of processor and of clock."""

    memory_mb: int = 1024
    output_mb: int = 64
    cpu_seconds: int = 20
    wall_seconds: float = 60.0


LIMITS = Limits()


class TypesettingError(RuntimeError):
    """The document could not be made: a fault of the template, or a limit that was met (`kind` says which)."""

    def __init__(self, message: str, kind: str = "failed") -> None:
        super().__init__(message)
        self.kind = kind


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    files: Mapping[str, bytes] = MappingProxyType({}),
    format: Format = "pdf",  # noqa: A002 - the word typst uses
    ppi: float = 72,
    max_bytes: int = 0,
    limits: Limits = LIMITS,
) -> bytes:
    """The document that a template makes of the data; raises TypesettingError.

    `files` are what it may read beside the data, by plain names; nothing else of the disk is in its reach.
    Pictures hold one page: `ppi` 72 gives one pixel a point, and a JPEG is made plainer until it has `max_bytes`.
    """
    job = {"format": format, "ppi": ppi, "max_bytes": max_bytes}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            _place(Path(folder), name, content)
        _place(Path(folder), DATA, json.dumps(data, ensure_ascii=False).encode())
        _place(Path(folder), TEMPLATE, template.encode())
        return _ask_child(job, Path(folder), limits)


def _place(folder: Path, name: str, content: bytes) -> None:
    if Path(name).name != name or name.startswith("."):
        raise ValueError(f"not a plain name of a file: {name!r}")
    with (folder / name).open("xb") as file:
        file.write(content)


def _ask_child(job: Mapping[str, Any], folder: Path, limits: Limits) -> bytes:
    try:
        return run_limited(
            [sys.executable, "-I", "-S", "-c", _START, json.dumps(job), str(_ROOT), *_library_folders()],
            cwd=folder,
            memory_mb=limits.memory_mb,
            cpu_seconds=limits.cpu_seconds,
            wall_seconds=limits.wall_seconds,
            output_mb=limits.output_mb,
            environment=_ENVIRONMENT,
        )
    except LimitedProcessError as error:
        raise _blame(error) from error


def _blame(error: LimitedProcessError) -> TypesettingError:
    """The child's last words; a processor limit ends a thread of typst's as it ends any process."""
    last_words = error.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    slow = error.kind == "crash" and error.returncode == -signal.SIGKILL
    return TypesettingError(f"{error.kind}: {last_words}"[:300], "cpu" if slow else error.kind)


@cache
def _library_folders() -> tuple[str, ...]:
    found = (importlib.util.find_spec(library) for library in ("typst", "PIL"))
    return tuple(
        dict.fromkeys(str(Path(spec.origin).parent.parent) for spec in found if spec and spec.origin)
    )
