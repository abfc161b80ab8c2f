"""Templates: each shown by a view, none with anything inline."""

import fnmatch
import re

import pytest
from flask import Flask
from jinja2 import meta, nodes

from core.config import ROOT
from tests.support import tree

TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path
    for path in tree.files("templates", suffixes={".html"})
}
# Data for search engines is not a script: the browser never runs it.
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/ld\+json\")", re.I)
INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.I)


def named_in_code() -> set[str]:
    """Templates that code names, where * stands for what an f-string fills in."""
    return {text for path in tree.python(*tree.CODE) for text in tree.strings(path) if text.endswith(".html")}


@pytest.fixture
def named_in_templates(app: Flask) -> set[str]:
    found: set[str] = set()
    for path in TEMPLATES.values():
        syntax = app.jinja_env.parse(path.read_text())
        found |= {one or "*" for one in meta.find_referenced_templates(syntax)}
        # Given by name to a function of ours, as `fragment("components/top.html")`.
        found |= {str(one.value) for one in syntax.find_all(nodes.Const) if str(one.value).endswith(".html")}
    return found


def test_every_template_is_used(named_in_templates: set[str]) -> None:
    used = named_in_code() | named_in_templates
    idle = {one for one in TEMPLATES if not any(fnmatch.fnmatch(one, pattern) for pattern in used)}
    assert idle == set()


def test_every_template_that_is_named_exists(named_in_templates: set[str]) -> None:
    used = named_in_code() | named_in_templates
    missing = {pattern for pattern in used if not fnmatch.filter(TEMPLATES, pattern)}
    assert missing == set()


@pytest.mark.parametrize("pattern", [SCRIPT, INLINE], ids=["script", "style and handlers"])
def test_no_template_holds_anything_inline(pattern: re.Pattern[str]) -> None:
    found = {
        f"{one}: {match.group()}"
        for one, path in TEMPLATES.items()
        if (match := pattern.search(path.read_text()))
    }
    assert found == set()


def test_no_template_reaches_for_another_site() -> None:
    source = re.compile(r"(?:src|srcset|href)=\"(?:https?:)?//", re.I)
    found = {
        f"{one}: {line.strip()}"
        for one, path in TEMPLATES.items()
        for line in path.read_text().splitlines()
        if source.search(line) and "<a " not in line
    }
    assert found == set()


def test_a_feature_s_templates_lie_under_its_name() -> None:
    for one in TEMPLATES:
        wing, *rest = one.split("/")
        if one == "admin/base.html":
            continue
        if wing in ("catalog", "admin"):
            assert (ROOT / wing / rest[0] / "views.py").exists(), one
        else:
            assert wing in ("components", "errors", "mail", "base.html"), one
