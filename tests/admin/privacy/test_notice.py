"""Beside every form that takes a person's data stands the notice: who keeps it, what for, and where her rights are."""

import re

from core.config import ROOT
from tests.support import tree

# What a person's data is called in a form, and the macros that ask for it.
ASKS = re.compile(
    r"\bform\.(?:full_name|given_names|surnames|dni|phone|contact|document|email|whatsapp|ruc|agree_name)\b"
    r"|\{\{ (?:person|record_fields)\("
)
NOTICE = re.compile(r"\{\{ (?:privacy_notice|legal|asked_of_her)\(")
# Forms with such a field that take nothing down, each with its reason.
EXEMPT = {
    "catalog/components/index.html": "shows the pieces of forms, outside production",
    "components/seek.html": "looks somebody up by what is kept already",
    "admin/enterprises/reveal.html": "shows what is kept already",
    "admin/allies/edit.html": "an institution's office, and no person's telephone: the form says so",
    "admin/access/enter.html": "signing in: the account's own address is compared, not taken down",
    "admin/recovery/ask.html": "the account's own address is compared, not taken down",
}


def test_every_form_that_takes_a_person_s_data_says_what_for() -> None:
    silent = set()
    for path in tree.files("templates", suffixes={".html"}):
        name, text = path.relative_to(ROOT / "templates").as_posix(), path.read_text()
        if "<form" in text and ASKS.search(text) and not NOTICE.search(text):
            silent.add(name)
    assert silent - set(EXEMPT) == set()


def test_the_notice_names_the_law_and_leads_to_her_rights() -> None:
    text = (ROOT / "templates/components/privacy_notice.html").read_text()
    assert "Ley 29733" in text
    assert "catalog.pages.privacy" in text
    for name in ("components/person.html", "components/enterprise.html"):
        assert "privacy_notice(" in (ROOT / "templates" / name).read_text(), name
