"""The scope of what belongs to an office as a whole rather than to a place."""

from typing import Any

from sqlalchemy import ColumnElement, select

from admin.territories.models import UnitProvince
from core.scoping import Scope


def of_units(scope: Scope, model: Any) -> ColumnElement[bool]:
    """That a row's office (`unit_id`) covers a province of the scope; what no office made is the national one's."""
    offices = select(UnitProvince.unit_id).where(scope.reaches(UnitProvince.province_code)).correlate(None)
    within: ColumnElement[bool] = model.unit_id.in_(offices)
    return within
