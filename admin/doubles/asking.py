"""The question that comes before saving somebody who looks like one who is there already."""

from collections.abc import Sequence

from flask import render_template, request

from admin.doubles.pages import card_of, card_of_typed
from admin.doubles.queries import Alike
from admin.households.pages import MemberPage
from admin.households.presentation import typed_fields
from admin.households.queries import people_of
from admin.households.values import MemberValues
from catalog.places.queries import gazetteer
from core.audit import Subject
from core.db import db


def question(
    form: MemberPage, values: MemberValues, district_code: str, alike: Sequence[Alike]
) -> tuple[str, list[Subject]]:
    """The page with what was typed beside those who look alike, and the households that whoever reads it sees."""
    session = db.session()
    places = gazetteer(session)
    homes = {one.household.id: one.household for one in alike}
    people = people_of(session, list(homes))
    written = card_of_typed(values, district_code, places)
    page = render_template(
        "admin/households/doubt.html",
        form=form, typed=typed_fields(form), action=request.path, written=written,
        cards=[card_of(one, people[one.household.id], written, places) for one in alike],
    )  # fmt: skip
    return page, [Subject.of(home) for home in homes.values()]
