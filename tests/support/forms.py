"""The forms of a page as a person finds them, and filled in so that only what a test spoils is wrong with them."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from core.clock import today

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
# What a form that somebody has not filled in yet is told, by the names of its fields.
TYPED = {
    "place": "Ccorca, Cusco", "surnames": "Quispe Huamán", "given_names": "Juana", "dni": "00077777",
    "phone": "951000077", "email": "nadie@juntos.test", "number": "00077777", "reason": "Lo pidió ella",
    "why": "Lo pidió ella", "password": "otras papas nativas", "code": "000000",
    "made_on": "01/06/2026",
}  # fmt: skip


@dataclass
class Form:
    """What stands in one form of a page."""

    address: str
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    boxes: dict[str, str] = field(default_factory=dict)

    def data(self, **changed: str) -> dict[str, Any]:
        """What a browser sends of it, with some of it changed."""
        typed: dict[str, Any] = self.fields | changed
        return typed | {name: (io.BytesIO(PDF), "plan.pdf") for name in self.files}


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms = page, [Form("")]
        self.named, self.area = "", ""
        self.kept = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form, or take in one of its fields."""
        has = {name: value or "" for name, value in attrs}
        form = self.forms[-1]
        if tag == "form":
            posts = has.get("method", "").lower() == "post"
            self.forms.append(Form(urlsplit(has.get("action") or self.page).path if posts else ""))
        elif tag == "select":
            self.named, self.kept = has.get("name", ""), False
            form.fields[self.named] = ""
        elif tag == "option" and self.named:
            value = has.get("value", "")
            if "selected" in has or (value and not form.fields[self.named]):
                form.fields[self.named] = form.fields[self.named] if self.kept else value
                self.kept = self.kept or "selected" in has
        elif tag == "textarea":
            self.area = has.get("name", "")
            form.fields[self.area] = ""
        elif tag == "input" and has.get("name"):
            _take(form, has)

    def handle_data(self, data: str) -> None:
        """What a text area holds."""
        if self.area:
            self.forms[-1].fields[self.area] += data.strip("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a form, or one of its fields."""
        form = self.forms[-1]
        if tag == "form":
            self.forms.append(Form(""))
        elif tag == "select":
            self.named = ""
        elif tag == "textarea" and self.area:
            form.fields[self.area] = form.fields[self.area] or TYPED.get(self.area, "Palabras de prueba")
            self.area = ""


def _take(form: Form, has: dict[str, str]) -> None:
    name, kind, value = has["name"], has.get("type", "text"), has.get("value", "")
    if kind == "file":
        form.files.add(name)
    elif kind == "radio":
        if "checked" in has or name not in form.fields:
            form.fields[name] = value
    elif kind == "checkbox":
        form.boxes[name] = value
        if "checked" in has or "required" in has:
            form.fields[name] = value
    elif kind == "hidden" or value:
        form.fields[name] = value
    elif kind == "date":
        form.fields[name] = today().isoformat()
    else:
        form.fields[name] = TYPED.get(name, "Palabra" if "required" in has else "")


def forms_of(page: str, text: str) -> Iterator[Form]:
    """Each form of a page that is sent by POST, filled in."""
    reader = _Reader(page)
    reader.feed(text)
    return (form for form in reader.forms if form.address)


def body_of(answer: TestResponse) -> str:
    """What an answer holds, each part of a workbook too."""
    body = answer.get_data()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"\n".join([*map(str.encode, parts.namelist()), *map(parts.read, parts.namelist())])
    return body.decode("utf-8", "replace")


def words_of(answer: TestResponse) -> str:
    """All that an answer says, in its headers too."""
    return f"{answer.headers}\n{body_of(answer)}"
