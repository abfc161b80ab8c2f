"""Static files: copied once at start under a name that carries their hash, compressed, served immutable.

A stylesheet may begin with `@import "other.css";` lines: the copies hold the imported rules themselves.
"""

import gzip
import hashlib
import re
import tempfile
from pathlib import Path

import brotli
import rcssmin
from flask import Flask
from whitenoise import WhiteNoise

from core.config import ROOT, Settings

SOURCE = ROOT / "static"
COMPRESSIBLE = {".css", ".js", ".svg", ".webmanifest", ".txt"}
_IMPORT = re.compile(r'@import "([^"]+)";\n?')
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the hashed copies at /static/ and give templates `asset('css/site.css')`."""
    target = settings.data_dir / "static"
    names = build(SOURCE, target)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's documented way
        app.wsgi_app,
        root=str(target),
        prefix="static/",
        immutable_file_test=lambda _path, url: bool(_HASHED.search(url)),
        max_age=60,
        allow_all_origins=False,
        add_headers_function=lambda headers, _path, _url: headers.add_header(
            "X-Content-Type-Options", "nosniff"
        ),
    )
    urls = {name: f"/static/{hashed}" for name, hashed in names.items()}
    app.jinja_env.globals["asset"] = urls.__getitem__


def build(source: Path, target: Path) -> dict[str, str]:
    """Copy every file of `source` to `target` under its hashed name; returns name → hashed name.

    Safe while another process does the same: files are written aside and renamed, and never changed in place.
    """
    target.mkdir(parents=True, exist_ok=True)
    names: dict[str, str] = {}
    for path in sorted(source.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            data = _packed(path) if path.suffix == ".css" else path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()[:12]
            name = path.relative_to(source)
            hashed = name.with_name(f"{name.stem}.{digest}{name.suffix}")
            names[str(name)] = str(hashed)
            _place(target / hashed, data, compress=name.suffix in COMPRESSIBLE)
    _sweep(target, {*names.values()})
    return names


def _packed(sheet: Path) -> bytes:
    """A stylesheet with what it imports in its place, without comments and blanks."""
    return str(rcssmin.cssmin(_whole(sheet, set()))).encode()


def _whole(sheet: Path, seen: set[Path]) -> str:
    """The text of a sheet with each imported one where it is first named."""
    seen.add(sheet)

    def imported(match: re.Match[str]) -> str:
        other = (sheet.parent / match[1]).resolve()
        return "" if other in seen else _whole(other, seen)

    return _IMPORT.sub(imported, sheet.read_text(encoding="utf-8"))


def _place(path: Path, data: bytes, *, compress: bool) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    versions = {path: data}
    if compress:
        versions[path.with_name(f"{path.name}.gz")] = gzip.compress(data, 9, mtime=0)
        versions[path.with_name(f"{path.name}.br")] = brotli.compress(data)
    for final, content in reversed(versions.items()):
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).chmod(0o644)
        Path(file.name).rename(final)


def _sweep(target: Path, kept: set[str]) -> None:
    """Drop copies of older contents a day after they were made: pages of the previous version may still ask."""
    newest = max((path.stat().st_mtime for path in target.rglob("*") if path.is_file()), default=0)
    for path in target.rglob("*"):
        if path.is_file():
            plain = str(path.relative_to(target)).removesuffix(".gz").removesuffix(".br")
            if plain not in kept and path.stat().st_mtime < newest - 86_400:
                path.unlink(missing_ok=True)
