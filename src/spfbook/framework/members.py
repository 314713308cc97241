"""Members of Cabinet and their portfolios, as the sources name them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from spfbook.framework.values import Slug, Text, Value


class PortfolioTheme(Value):
    """A theme, or some of its rows, that a source gives a portfolio."""

    theme: Slug
    sub_theme: Text | None = None
    """Only the rows under this heading of the theme's table."""
    groups: tuple[Text, ...] = ()
    """Only the rows of these groups."""
    words: Text | None = None
    """What the source says, word for word; None: it is the plan's own tables that say so, by
    naming the member, and nobody else, for every deliverable of the theme."""


class Portfolio(Value):
    """What a member of Cabinet answers for, and when."""

    title: Text
    start: date | None = None
    """None: the sources do not say since when."""
    end: date | None = None
    """None: still held when the plan was written."""
    source: Text | None = None
    """Where the words of `themes` stand."""
    themes: tuple[PortfolioTheme, ...] = ()
    """What a source gives it: the holder answers for their indicators that name no lead member."""


class Member(Value):
    id: Slug
    name: Text
    known_as: Text
    """As the document writes the name in its tables (`Cllr Worby`)."""
    portfolios: Annotated[tuple[Portfolio, ...], Field(min_length=1)]
