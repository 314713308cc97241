"""What is written below an attribute is its description in the JSON Schema."""

from __future__ import annotations

from spfbook.framework.attribute_docs import attribute_docs
from spfbook.framework.values import Text, Value


class Bin(Value):
    """Where waste goes."""

    colour: Text
    """As residents
    know it."""
    litres: int = 240
    "not a docstring's own quotes, and yet one"
    emptied: bool = True

    def lid(self) -> str:
        """Of no attribute."""
        return self.colour


class StreetBin(Bin):
    """One for everybody."""

    litres: int = 90
    """Smaller."""
    street: Text | None = None


def described(found: type[Value]) -> dict[str, str | None]:
    properties = found.model_json_schema()["properties"]
    return {name: given.get("description") for name, given in properties.items()}


def test_only_what_stands_right_below_an_attribute_is_its_words() -> None:
    assert attribute_docs(Bin) == {
        "colour": "As residents\nknow it.",
        "litres": "not a docstring's own quotes, and yet one",
    }


def test_a_schema_has_the_words_of_the_class_and_of_those_it_is_made_from() -> None:
    assert described(StreetBin) == {
        "colour": "As residents\nknow it.",
        "litres": "Smaller.",
        "emptied": None,
        "street": None,
    }
