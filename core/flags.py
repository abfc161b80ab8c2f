"""Small sets kept as one integer: filterable on every database without a join."""

from enum import IntFlag
from typing import Any, TypeVar

from sqlalchemy import Integer
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Flag = TypeVar("Flag", bound=IntFlag)


class FlagSet(TypeDecorator[IntFlag]):
    """A column holding an IntFlag; compare with `.bitwise_and()`."""

    impl = Integer
    cache_ok = True

    def __init__(self, enum: type[IntFlag]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:  # noqa: ARG002 SQLAlchemy's signature
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> IntFlag | None:  # noqa: ARG002 SQLAlchemy's signature
        return None if value is None else self.enum(value)


def full(enum: type[IntFlag]) -> int:
    """The integer with every flag of the set: the upper bound for the column's check."""
    return sum(member.value for member in enum)
