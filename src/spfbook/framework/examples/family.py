"""Worked examples of a family: the p values of many tests, and which of them may be called."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from spfbook.framework.values import Number, Slug, Text, Value


class FamilyExample(Value):
    """One test of a family, and what its p comes to beside the others."""

    case: Text
    p: Annotated[Number, Field(ge=0, le=1)]
    adjusted: Annotated[Number, Field(ge=0, le=1)]
    """As it is printed where it comes from: the one found is rounded like it."""
    called: bool
    """Whether a trend is found."""
    reason: Text | None = None


class FamilyGroup(Value):
    """The tests of one report."""

    id: Slug
    title: Text
    share: Annotated[Number, Field(gt=0, lt=1)] = Decimal("0.1")
    """Of the trends called, the share that is expected to be chance (q)."""
    rows: Annotated[tuple[FamilyExample, ...], Field(min_length=1)]
