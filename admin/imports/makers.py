"""An enterprise as several rows of one file tell it: the rows must agree, and blank cells change nothing."""

from dataclasses import dataclass, field, replace
from typing import Any

from admin.enterprises.forms import EnterpriseForm
from admin.enterprises.values import PRIVATE_FIELDS, EnterpriseValues
from admin.imports.columns import BY_FIELD, ENTERPRISE
from admin.imports.existing import Key, KnownEnterprise, enterprise_key
from admin.imports.rows import RawRow
from catalog.enterprises.models import Wallet
from core.forms import same_text
from core.text import clean

COLUMN_OF = {
    name: BY_FIELD.get((ENTERPRISE, name), "")
    for name in ("name", "story", "whatsapp", "invoices", "wallets")
}
COLUMN_OF["district_code"] = "distrito"


@dataclass(frozen=True)
class Fact:
    """A value, the row that gave it and how it was typed there."""

    value: Any
    row: RawRow

    def typed(self, name: str) -> str:
        """The cell's text."""
        return self.row.cells.get(COLUMN_OF[name], "")


@dataclass
class Maker:
    """One enterprise of the file: `known` where the catalogue has it already."""

    known: KnownEnterprise | None
    facts: dict[str, Fact] = field(default_factory=dict)
    extra_wallets: Wallet = field(default_factory=lambda: Wallet(0))
    values: EnterpriseValues | None = None

    @property
    def changed(self) -> bool:
        """Whether the file says something that the newest version does not."""
        return self.known is None or self.values != self.known.values

    def key(self) -> Key | None:
        """What it is called, and where, after the import."""
        return enterprise_key(self.values.name, self.values.district_code) if self.values else None

    def hear(self, row: RawRow, facts: dict[str, Any], *, by_id: bool) -> None:
        """Take a row's facts; one that contradicts another row's is refused, naming both."""
        for name, value in facts.items():
            if name == "extra_wallets":
                self.extra_wallets |= value
            elif name == "name" and not by_id:
                # Found by this name, however it is spelt: only a row with its id can spell it anew.
                if self.known is None:
                    self.facts.setdefault(name, Fact(value, row))
            else:
                self._agree(name, Fact(value, row))

    def _agree(self, name: str, fact: Fact) -> None:
        first = self.facts.setdefault(name, fact)
        if first.value == fact.value:
            return
        said = "" if name in PRIVATE_FIELDS else f'"{clean(first.typed(name))[:60]}" de '
        fact.row.refuse(
            COLUMN_OF[name],
            f"no coincide con {said}la fila {first.row.number}, del mismo emprendimiento. "
            "Escriba lo mismo en todas sus filas.",
        )

    def settle(self, form: EnterpriseForm) -> None:
        """Put the facts over the newest version; text that stands as it was exported changes nothing."""
        base = self.known.values if self.known else None
        kept = form.written(base) if base else {}
        given = {
            name: fact.value
            for name, fact in self.facts.items()
            if name == "district_code" or name not in kept or not same_text(fact.typed(name), kept[name])
        }
        wallets = Wallet(given.get("wallets", base.wallets if base else 0)) | self.extra_wallets
        given = {name: int(value) if name == "invoices" else value for name, value in given.items()}
        given["wallets"] = int(wallets)
        self.values = replace(base, **given) if base else EnterpriseValues(**given)
