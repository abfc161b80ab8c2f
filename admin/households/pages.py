"""The forms of the registry as pages send them."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.audit.reasons import reason_parser
from admin.households.forms import (
    Ground,
    HouseholdForm,
    MemberForm,
    one_of,
    read_date,
    read_dni,
    read_place,
)
from admin.households.values import HouseholdValues
from core.clock import today
from core.errors import InputError
from core.forms import ParsedField
from core.text import clean
from core.web_forms import PageForm, TokenForm

LONGEST_REASON = 200
# The button that leads from a question about doubles back to the form.
CORRECT = "correct"
INCOMPLETE = "El formulario llegó incompleto. Envíelo otra vez."


def read_version(typed: str) -> int:
    """Which version of a record a form showed."""
    kept = clean(typed)
    if not (kept.isascii() and kept.isdigit() and len(kept) < 10):
        raise InputError(_("El formulario llegó incompleto. Envíelo otra vez."))
    return int(kept)


class MemberPage(PageForm, MemberForm):
    """Somebody new; `different` says that she is none of those who look alike."""

    soonest = timedelta(0)
    different = ParsedField(parse=one_of(("yes",)))

    def check(self) -> None:
        """A person has a name."""
        self.require(("given_names",))


class HouseholdPage(MemberPage, HouseholdForm):
    """A new household with its first member."""

    def __init__(self, ground: Ground, **options: Any) -> None:
        self.ground = ground
        super().__init__(**options)

    def check(self) -> None:
        """A household is somewhere."""
        super().check()
        self.require(("place",))


class HouseholdEdit(TokenForm, HouseholdForm):
    """A household's facts but its district, which changes by a move."""

    place = None  # type: ignore[assignment]  # how WTForms drops a field
    version = ParsedField(parse=read_version, missing=INCOMPLETE)

    def check(self) -> None:
        """Without the version nobody knows what was shown."""
        self.require(("version",))

    def values(self, district_code: str) -> HouseholdValues:
        """What was typed, once it is valid."""
        return HouseholdValues(
            district_code, self.code.data or "", self.area.data or "", self.joined_year.data
        )


class MemberEdit(TokenForm, MemberForm):
    """A member's facts."""

    version = ParsedField(parse=read_version, missing=INCOMPLETE)

    def check(self) -> None:
        """A person has a name."""
        self.require(("given_names", "version"))


class DayPage(TokenForm):
    """Something that happened on a day, and why."""

    day = ParsedField(_l("¿Qué día?"), parse=read_date, missing="Escriba el día, así: 24/6/2026.")
    why = ParsedField(_l("¿Por qué?"), parse=reason_parser(LONGEST_REASON))

    def __init__(self, **options: Any) -> None:
        day = today()
        super().__init__(**{"day": f"{day.day}/{day.month}/{day.year}"} | options)

    def check(self) -> None:
        """It happened on a day."""
        self.require(("day",))


class ActPage(DayPage):
    """Something that happens to a record as it was shown: sent twice, or by two, it happens once."""

    version = ParsedField(parse=read_version, missing=INCOMPLETE)

    def check(self) -> None:
        """On a day, to what was shown."""
        super().check()
        self.require(("version",))


class MovePage(ActPage):
    """A move to another district, in the whole country."""

    place = ParsedField(_l("Distrito nuevo"), missing="Escriba el distrito donde vive ahora.")
    # The district outside one's territory that was asked about, and meant.
    sure = ParsedField(parse=clean)

    def __init__(self, ground: Ground, **options: Any) -> None:
        self.ground = ground
        super().__init__(**options)

    def parse_place(self, typed: str) -> str:
        """Any district: a household may be handed over to another territory."""
        return read_place(self.ground.gazetteer, typed, self.ground.scope)

    def check(self) -> None:
        """It moved somewhere."""
        super().check()
        self.require(("place",))
        if self.beyond and self.sure.data != self.beyond:
            self.troubles.append(
                _(
                    "%(place)s está fuera de su territorio: el hogar pasa al equipo de allá y usted ya no lo verá. "
                    "Si es así, envíelo otra vez.",
                    place=self.ground.gazetteer.full(self.beyond[:4], self.beyond),
                )
            )

    @property
    def beyond(self) -> str:
        """The code of the district that the household would be handed over to, outside one's territory."""
        code: str = self.place.data or ""
        return "" if self.ground.scope.covers(code) else code


class PairPage(TokenForm):
    """An act on two records: which versions of both were shown."""

    version = ParsedField(parse=read_version, missing=INCOMPLETE)
    other_version = ParsedField(parse=read_version, missing=INCOMPLETE)

    def check(self) -> None:
        """Both were shown."""
        self.require(("version", "other_version"))

    @property
    def versions(self) -> tuple[int, int]:
        """The first one's and the other's."""
        return self.version.data, self.other_version.data


class PassPage(PairPage, DayPage):
    """Somebody passes to another household on a day."""

    def check(self) -> None:
        """On a day, and to what was shown."""
        PairPage.check(self)
        DayPage.check(self)


class DniPage(TokenForm):
    """A DNI that is looked for."""

    dni = ParsedField(_l("DNI"), parse=read_dni, missing="Escriba los 8 dígitos del DNI.")

    def check(self) -> None:
        """Something is looked for."""
        self.require(("dni",))


class ReasonPage(TokenForm):
    """Why somebody asks for what is kept covered."""

    why = ParsedField(
        _l("¿Para qué lo necesita?"),
        parse=reason_parser(LONGEST_REASON, shortest=5),
        missing="Escriba para qué necesita ver el DNI.",
    )

    def check(self) -> None:
        """There is a reason."""
        self.require(("why",))
