"""Imports run one way: app → admin → catalog → core; and never in a circle."""

import graphlib
from pathlib import Path

import pytest

from tests.support import tree

MAY_IMPORT = {
    "core": {"core"},
    "catalog": {"catalog", "core"},
    "admin": {"admin", "catalog", "core"},
    "app": {"admin", "catalog", "core"},
}
HOUSES = {"app", "core", "catalog", "admin", "tests", "benchmarks", "migrations"}
MODULES = {tree.module(path): path for path in tree.python(*tree.CODE)}


@pytest.mark.parametrize("wing", MAY_IMPORT)
def test_a_wing_imports_only_what_lies_below_it(wing: str) -> None:
    wrong = {
        f"{module} imports {target}"
        for module, path in MODULES.items()
        if module.split(".")[0] == wing
        for target in tree.imports(path)
        if target.split(".")[0] in HOUSES - MAY_IMPORT[wing]
    }
    assert wrong == set()


def test_no_module_needs_itself_to_be_imported() -> None:
    graph = {module: _modules(path) - {module} for module, path in MODULES.items()}
    tuple(graphlib.TopologicalSorter(graph).static_order())


def _modules(path: Path) -> set[str]:
    """What a file imports, as modules of the project."""
    found = set()
    for target in tree.imports(path):
        found |= {name for name in (target, target.rpartition(".")[0]) if name in MODULES}
    return {name for name in found if not MODULES[name].name.startswith("__init__")}


def test_packages_hold_their_docstring_only() -> None:
    for path in tree.python(*tree.CODE):
        if path.name == "__init__.py":
            body = tree.syntax(path).body
            assert len(body) == 1, tree.name(path)
            assert path.read_text().startswith('"""'), tree.name(path)
            assert len(path.read_text().splitlines()) == 1, tree.name(path)


def test_every_folder_of_code_is_a_package() -> None:
    bare = {tree.name(path.parent) for path in tree.python("core", "catalog", "admin")} - {
        tree.name(path.parent)
        for path in tree.python("core", "catalog", "admin")
        if path.name == "__init__.py"
    }
    assert bare == set()
