"""Letters from templates: each in words alone and as a page, on `mail/base.txt` and `mail/base.html`."""

import re
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template

from core.config import Settings

BASE = ("mail/base.txt", "mail/base.html")


@dataclass(frozen=True)
class Written:
    """What `send` takes: `send(session, to=…, purpose=…, **vars(letter))`."""

    subject: str
    text: str
    html: str


def compose(template: str, subject: str, **values: Any) -> Written:
    """The letter of `<template>.txt` and `<template>.html`, which extend the two of `mail/`."""
    settings: Settings = current_app.config["SETTINGS"]
    known = {"subject": subject, "brand": settings.brand_name, **values}
    text = re.sub(r"\n{3,}", "\n\n", render_template(f"{template}.txt", **known)).strip()
    return Written(subject, f"{text}\n", render_template(f"{template}.html", **known))
