"""Which enterprise and which product each row speaks of: by id, or by name and place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from admin.imports.existing import Existing, Key, KnownProduct, enterprise_key
from admin.imports.makers import Maker
from admin.imports.rows import RawRow
from admin.products.values import PhotoValue, ProductValues
from core.text import clean, fold

ALT_LENGTH = 200
_ARCHIVED = "su emprendimiento está archivado. Quite la fila."


@dataclass
class Line:
    """One row on its way: whose it is, which product it updates, and what that should become."""

    row: RawRow
    facts: dict[str, Any] | None
    maker: Maker | None = None
    known: KnownProduct | None = None
    values: ProductValues | None = None
    photos: list[str] | None = None

    @property
    def changed(self) -> bool:
        """Whether the row says something that the newest version does not."""
        return self.known is None or self.values != self.known.values or bool(self.new_photos)

    @property
    def new_photos(self) -> list[str]:
        """The handles of photos that its enterprise has not sent before."""
        known = self.tokens
        return [name for name in self.photos or () if name not in known]

    @property
    def tokens(self) -> set[str]:
        """The photos its enterprise has sent before."""
        return set(self.maker.known.photos.values()) if self.maker and self.maker.known else set()


def photo_values(line: Line, name: str, tokens: Iterable[str]) -> tuple[PhotoValue, ...]:
    """Photos in their order; one that the product had keeps its words, a new one gets the product's name."""
    had = {photo.token: photo for photo in line.known.values.photos} if line.known else {}
    enterprise = line.maker.values.name if line.maker and line.maker.values else ""
    alt = f"{name}, de {enterprise}"[: ALT_LENGTH - 10]
    return tuple(
        had.get(token) or PhotoValue(token, alt if place == 0 else f"{alt} (foto {place + 1})")
        for place, token in enumerate(dict.fromkeys(tokens))
    )


def row_id(row: RawRow) -> str:
    """The id typed in a row; "" for a row that names things only."""
    return clean(row.cells.get("id", "")).lower()


def line_key(line: Line) -> Key | None:
    """What a row calls its enterprise, and where; None where it does not say both."""
    facts = line.facts or {}
    if "name" not in facts or "district_code" not in facts:
        return None
    return enterprise_key(facts["name"], facts["district_code"])


def find_makers(lines: list[Line], existing: Existing) -> list[Maker]:
    """Say whose each row is: rows with an id first, since they may give an enterprise a new name."""
    by_id: dict[int, Maker] = {}
    by_key: dict[Key, Maker] = {}
    seen: dict[str, RawRow] = {}
    for line in lines:
        if number := row_id(line.row):
            _find_by_id(line, number, existing, by_id, by_key, seen)
    for line in lines:
        key = line_key(line)
        if row_id(line.row) or key is None:
            continue
        line.maker = by_key.get(key) or _by_key(line.row, key, existing, by_id)
        if line.maker is not None:
            by_key[key] = line.maker
            line.maker.hear(line.row, line.facts or {}, by_id=False)
    # In the order of the file, so that a first import numbers things as the sheet does.
    return list({id(line.maker): line.maker for line in lines if line.maker}.values())


def _find_by_id(
    line: Line,
    number: str,
    existing: Existing,
    by_id: dict[int, Maker],
    by_key: dict[Key, Maker],
    seen: dict[str, RawRow],
) -> None:
    if number in seen:
        line.row.refuse("id", f"ya está en la fila {seen[number].number}. Deje una sola fila por producto.")
        return
    seen[number] = line.row
    line.known = existing.products.get(number)
    if line.known is None:
        line.row.refuse(
            "id", "ningún producto tiene este id. Cópielo de la exportación, o déjelo vacío si es nuevo."
        )
        return
    home = existing.enterprises[line.known.enterprise_id]
    if home.status == "archived":
        line.row.refuse("id", _ARCHIVED)
    line.maker = by_id.setdefault(home.id, Maker(home))
    by_key.setdefault(enterprise_key(home.values.name, home.values.district_code), line.maker)
    if line.facts is not None:
        line.maker.hear(line.row, line.facts, by_id=True)
    renamed = line_key(line)
    if renamed:
        by_key.setdefault(renamed, line.maker)


def _by_key(row: RawRow, key: Key, existing: Existing, by_id: dict[int, Maker]) -> Maker | None:
    found = existing.by_key.get(key, [])
    if len(found) > 1:
        row.refuse(
            "emprendimiento",
            "hay dos emprendimientos con este nombre en la provincia. Use el id de sus productos.",
        )
        return None
    if not found:
        return Maker(None)
    if found[0].status == "archived":
        row.refuse("emprendimiento", _ARCHIVED)
        return None
    return by_id.setdefault(found[0].id, Maker(found[0]))


def find_product(line: Line, by_name: dict[tuple[int, str], RawRow]) -> None:
    """Say which product the row updates, if any, and refuse the second row of one product."""
    name = fold(line.row.cells.get("producto", ""))
    if line.maker is None:
        return
    if line.known is None and not row_id(line.row) and line.maker.known:
        found = line.maker.known.products.get(name, [])
        current = [product for product in found if product.status != "archived"]
        if len(current) > 1:
            line.row.refuse(
                "producto", "hay dos productos con este nombre en el emprendimiento. Use la columna id."
            )
        elif current:
            line.known = current[0]
        elif found:
            line.row.refuse(
                "producto",
                "este producto está archivado. Quite la fila, o publíquelo antes con "
                f"flask products publish {found[0].public_id}.",
            )
    if line.known is not None:
        name = f"={line.known.public_id}"
    if name and line.row is not by_name.setdefault((id(line.maker), name), line.row):
        first = by_name[id(line.maker), name].number
        line.row.refuse(
            "producto", f"ya está en la fila {first}, del mismo emprendimiento. Deje una sola fila."
        )


def refuse_same_names(lines: list[Line], makers: list[Maker], existing: Existing) -> None:
    """A new name that something else has already would make two of one."""
    _refuse_same_enterprises(makers, existing)
    whole = [line for line in lines if line.maker and line.values]
    in_file = {line.known.public_id for line in whole if line.known}
    named: dict[tuple[int, str], RawRow] = {}
    # Those that keep their name come first: it is the new name that is one too many.
    for line in sorted(whole, key=_renames):
        if line.maker is None or line.values is None:
            continue
        if line.photos is not None and not line.new_photos:
            line.values = replace(line.values, photos=photo_values(line, line.values.name, line.photos))
        name = fold(line.values.name)
        here = named.setdefault((id(line.maker), name), line.row)
        others = line.maker.known.products.get(name, []) if line.maker.known else []
        staying = [one for one in others if one.public_id not in in_file]
        twice = any(problem.column == "producto" for problem in line.row.problems)
        if _renames(line) and not twice and (here is not line.row or staying):
            where = (
                f"el de la fila {here.number}"
                if here is not line.row
                else f"el del id {staying[0].public_id}"
            )
            line.row.refuse(
                "producto", f"otro producto del emprendimiento se llama igual: {where}. Cambie uno."
            )


def _renames(line: Line) -> bool:
    before, after = line.known and line.known.values, line.values
    return after is not None and not (before and fold(before.name) == fold(after.name))


def _refuse_same_enterprises(makers: list[Maker], existing: Existing) -> None:
    for maker in makers:
        key = maker.key()
        if not maker.known or not key or maker.key() == _old_key(maker):
            continue
        others = [one for one in existing.by_key.get(key, []) if one.id != maker.known.id]
        fact = maker.facts.get("name") or maker.facts.get("district_code")
        if others and fact:
            fact.row.refuse(
                "emprendimiento",
                "otro emprendimiento de la provincia se llama igual. Escriba un nombre distinto.",
            )


def _old_key(maker: Maker) -> Key | None:
    before = maker.known.values if maker.known else None
    return enterprise_key(before.name, before.district_code) if before else None
