"""Editions: the report for one period, and what its pages are made with."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from spfbook.framework.cover import Cover
from spfbook.framework.periods import Period, parse_period
from spfbook.framework.values import Slug, Text, Value


class Settings(Value):
    """What a page is made with; each may be set for the edition, a priority, or a theme."""

    as_at: date | None = None
    """Pages see only what was published and recorded by this day."""
    sources: tuple[Slug, ...] | None = None
    """Sources of observations, in order of preference."""
    comparators: tuple[Slug, ...] | None = None
    """Areas shown beside the council's own."""
    history_years: Annotated[int, Field(ge=1, le=30)] | None = None
    """How far back charts and tables go."""


class EditionFile(Settings):
    """`params/<edition>.yml`: every setting is needed here, and may be laid over below."""

    as_at: date
    sources: tuple[Slug, ...]
    comparators: tuple[Slug, ...]
    history_years: Annotated[int, Field(ge=1, le=30)]
    edition: Slug
    title: Text
    period: Text
    meeting: date | None = None
    """The Cabinet meeting that receives it; none while it is not known."""
    status: Text = "Draft"
    decisions: tuple[Text, ...] = ()
    """What the Cabinet is asked to decide, in words; to note the report where none is named."""
    waivers: dict[Slug, Text] = Field(default_factory=dict)
    """Indicators whose figures are awaited and that are released without them: why, by id."""
    cover: Cover = Cover()
    """What only the council can say on the report that goes before the committee."""
    overrides: dict[Text, Settings] = Field(default_factory=dict)
    """By priority (`prevention`) or theme (`prevention/schools`)."""

    @field_validator("period")
    @classmethod
    def _is_period(cls, found: str, info: ValidationInfo) -> str:
        end = parse_period(found).end
        as_at = info.data.get("as_at")
        if as_at is not None and as_at < end:
            raise ValueError(f"as_at, {as_at}, is before it ends, on {end}")
        return found


class TrendAllowance(Value):
    """What allowing for all the trend tests of a report comes to.

    A page shows only its own indicators, and must still allow for all the tests of the report: so
    the limit is worked out once and handed to every page.
    """

    tests: int = Field(default=0, ge=0)
    """How many tests the report makes (m); 0 while it is not worked out."""
    p: float = Field(default=0.05, ge=0, le=1)
    """The largest p that is still called."""


class Edition(Value):
    """An edition, checked; `settings_for` gives the flat set of one page."""

    file: EditionFile
    trend_allowance: TrendAllowance = TrendAllowance()

    @property
    def id(self) -> str:
        return self.file.edition

    @property
    def title(self) -> str:
        return self.file.title

    @property
    def period(self) -> Period:
        return parse_period(self.file.period)

    @property
    def as_at(self) -> date:
        return self.file.as_at

    @property
    def day(self) -> date:
        """The day whose members of Cabinet answer for it: the meeting's, or the as-at date."""
        return self.file.meeting or self.file.as_at

    def settings_for(self, priority: str, theme: str | None = None) -> Settings:
        """The edition's settings with the priority's, then the theme's, laid over them."""
        found = {name: getattr(self.file, name) for name in Settings.model_fields}
        for place in (priority, f"{priority}/{theme}" if theme else None):
            over = self.file.overrides.get(place or "")
            if over is not None:
                found.update(over.model_dump(exclude_none=True))
        return Settings(**found)

    def all_sources(self) -> tuple[str, ...]:
        """Every source that any page of the edition reads."""
        named = [self.file.sources or ()]
        named += [over.sources or () for over in self.file.overrides.values()]
        return tuple(dict.fromkeys(name for names in named for name in names))
