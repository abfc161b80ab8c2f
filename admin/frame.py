"""What stands around every page of staff: her sections, who she is and where she works."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import Flask, current_app, request, url_for
from flask_login import current_user

from admin.access.models import Account
from admin.access.permissions import Permission, may
from admin.access.words import role_name
from admin.territories.models import TerritorialUnit
from core.db import db


class Section(NamedTuple):
    """A part of the staff area: where it begins, its name and icon, who may open it, and what one does there.

    Name and words are lazy, so that they are said in the language of the page.
    """

    endpoint: str
    label: Any
    icon: str
    permission: Permission
    words: Any = ""


@dataclass(frozen=True)
class Link:
    """A section as a page shows it; `here` where the page is part of it."""

    path: str
    label: str
    icon: str
    words: str
    here: bool


@dataclass(frozen=True)
class Frame:
    """Who is signed in, and what she may open."""

    name: str
    role: str
    unit: str
    demo: bool
    links: Sequence[Link]


def init_app(app: Flask, navigation: Sequence[Section]) -> None:
    """Give templates `staff_frame()`, None where nobody is signed in, and `known(endpoint)`."""
    app.jinja_env.globals["staff_frame"] = _frame_of(navigation)
    app.jinja_env.globals["known"] = _known


def _known(endpoint: str) -> bool:
    return endpoint in current_app.view_functions


def _frame_of(navigation: Sequence[Section]) -> Callable[[], Frame | None]:
    def frame() -> Frame | None:
        account = current_user._get_current_object()  # noqa: SLF001 Flask-Login's documented way
        if not isinstance(account, Account):
            return None
        links = [_link(one) for one in navigation if _opens(account, one)]
        unit = db.session().get(TerritorialUnit, account.unit_id) if account.unit_id else None
        return Frame(
            account.name, role_name(account.known_role), unit.name if unit else "", account.demo, links
        )

    return frame


def _opens(account: Account, section: Section) -> bool:
    return _known(section.endpoint) and may(account.known_role, section.permission)


def _link(section: Section) -> Link:
    """A section is where the page is if they are of one feature."""
    feature = (request.endpoint or "").rpartition(".")[0]
    here = feature == section.endpoint.rpartition(".")[0]
    return Link(url_for(section.endpoint), str(section.label), section.icon, str(section.words), here)
