"""What every value of the framework has in common: frozen, nothing unknown, exact numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
)


class Value(BaseModel):
    """A frozen value that refuses unknown keys; attribute docstrings become the JSON Schema."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        ser_json_inf_nan="null",
    )


def _exact(found: Any) -> Any:
    """A YAML number as the Decimal that was written, not the float nearest to it."""
    if isinstance(found, bool) or not isinstance(found, int | float | Decimal):
        raise ValueError("write a number")
    number = Decimal(str(found))
    if not number.is_finite():
        raise ValueError("write a number")
    return number


Number = Annotated[Decimal, BeforeValidator(_exact), WithJsonSchema({"type": "number"})]
"""An exact number; money in pounds, percentages as 72.5, rates in their unit's base."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A readable, lasting id: lower-case words joined by hyphens."""

Text = Annotated[str, StringConstraints(min_length=1)]
