"""The project's own files, read as text and as syntax."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

from core.config import ROOT

CODE = ("app.py", "core", "catalog", "admin")
EVERYTHING = (*CODE, "migrations", "templates", "static", "tests", "benchmarks", "docs", ".ci")
TEXT = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".ini", ".csv", ".svg", ".mako", ".json", ""}


def files(*tops: str, suffixes: set[str] = TEXT) -> Iterator[Path]:
    """Text files under these folders (or these files), sorted."""
    for top in tops:
        start = ROOT / top
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            if path.is_file() and path.suffix in suffixes and not _passing(path):
                yield path


def root_files() -> Iterator[Path]:
    """The text files of the top folder that are ours."""
    for name in ("Makefile", "README.md", "CHANGELOG.md", "pyproject.toml", ".gitignore"):
        if (ROOT / name).exists():
            yield ROOT / name


def python(*tops: str) -> Iterator[Path]:
    """Python files under these folders."""
    return files(*tops, suffixes={".py"})


def name(path: Path) -> str:
    """A file's path from the top of the project."""
    return path.relative_to(ROOT).as_posix()


def module(path: Path) -> str:
    """A file's dotted name."""
    return name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@functools.cache
def syntax(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> set[str]:
    """The dotted names a file imports anywhere in it, names from a package included (`from a import b` is a.b)."""
    found: set[str] = set()
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name(path)}: relative import"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def strings(path: Path) -> Iterator[str]:
    """Every string of a file that is not a docstring; of an f-string, its fixed parts joined by *."""
    tree = syntax(path)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part != node
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docs
            and id(node) not in inside
        ):
            yield node.value


def _passing(path: Path) -> bool:
    return bool({"__pycache__", ".cache", "node_modules"} & set(path.parts))
