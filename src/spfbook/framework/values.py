"""What every value of the framework has in common: frozen, nothing unknown, exact numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema

from spfbook.framework.attribute_docs import attribute_docs


class Value(BaseModel):
    """A frozen value that refuses unknown keys; attribute docstrings become the JSON Schema."""

    # Checked against from the first value on: most programs read few of the kinds there are.
    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_inf_nan="null", defer_build=True
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        schema = handler(core)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for each in cls.__mro__[: cls.__mro__.index(Value)]:
            for name, words in attribute_docs(each).items():
                properties[name].setdefault("description", words)
        return schema


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
