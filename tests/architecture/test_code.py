"""Rules of the code that no linter knows."""

import ast
import re

from tests.support import tree

# Where a request, a command or a job ends: everything below these leaves the commit to them.
EDGES = {"views.py", "cli.py"}
EDGE_FILES = {
    "core/jobs.py": "a job is its own edge",
    "catalog/reference.py": "holds its one command beside what it loads",
    "catalog/search/folder.py": "commits to files of its own, which are no authority",
}
DATABASE_NAMES = {
    "core/db.py": "the one place that knows both databases",
    "core/config.py": "reads DATABASE_URL, whose schemes are names of databases",
}
MAX_LINES = 300
# Longer files, each with its reason.
LONG: dict[str, str] = {}
# Written apart, so that this file does not find itself; in capitals the word is Spanish too.
UNFINISHED = re.compile(
    r"(?:#|//|/\*|<!--)\s*TO" + r"DO\b|\bTO" + r"DO[:(]|\b(?:FIX" + r"ME|XX" + r"X|HA" + r"CK)\b"
)
OVERRIDES = {
    "process_bind_param",
    "process_result_value",
    "to_python",
    "to_url",
    "get_command",
    "list_commands",
}


def test_only_the_edge_commits() -> None:
    wrong = {
        tree.name(path)
        for path in tree.python(*tree.CODE)
        for node in ast.walk(tree.syntax(path))
        if isinstance(node, ast.Attribute) and node.attr == "commit"
        if path.name not in EDGES and tree.name(path) not in EDGE_FILES
    }
    assert wrong == set()


def test_no_file_but_one_knows_which_database_it_talks_to() -> None:
    wrong = set()
    for path in tree.python(*tree.CODE):
        if tree.name(path) in DATABASE_NAMES:
            continue
        named = [
            text for text in tree.strings(path) if re.search(r"sqlite|postgres|pysqlite|psycopg", text, re.I)
        ]
        imported = [
            one
            for one in tree.imports(path)
            if re.match(r"sqlite3|pysqlite3|psycopg|sqlalchemy\.dialects", one)
        ]
        asked = [
            node.attr
            for node in ast.walk(tree.syntax(path))
            if isinstance(node, ast.Attribute) and node.attr in ("dialect", "get_backend_name")
        ]
        if named or imported or asked:
            wrong.add((tree.name(path), *named, *imported, *asked))
    assert wrong == set()


def test_files_fit_in_a_head() -> None:
    kinds = {".py", ".html", ".css", ".js"}
    places = (
        "app.py",
        "core",
        "catalog",
        "admin",
        "templates",
        "static",
        "tests",
        "benchmarks",
        "migrations/env.py",
    )
    long = {
        f"{tree.name(path)}: {lines} lines"
        for path in tree.files(*places, suffixes=kinds)
        if (lines := len(path.read_text().splitlines())) > MAX_LINES and tree.name(path) not in LONG
    }
    assert long == set()


def test_nothing_is_left_for_later() -> None:
    found = {
        f"{tree.name(path)}: {match.group()}"
        for path in [*tree.files(*tree.EVERYTHING), *tree.root_files()]
        if path.suffix != ".csv" and (match := UNFINISHED.search(path.read_text()))
    }
    assert found == set()


def test_public_functions_say_what_they_do() -> None:
    bare = set()
    for path in tree.python(*tree.CODE):
        for node in _public(tree.syntax(path)):
            if not ast.get_docstring(node):
                bare.add(f"{tree.name(path)}: {getattr(node, 'name', 'module')}")
    assert bare == set()


def _public(parent: ast.Module | ast.ClassDef) -> list[ast.Module | ast.ClassDef | ast.FunctionDef]:
    found: list[ast.Module | ast.ClassDef | ast.FunctionDef] = [parent]
    for node in parent.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            found += _public(node)
        elif (
            isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name not in OVERRIDES
        ):
            found.append(node)
    return found
