"""What a page is made from: the framework, the figures known, and their assessments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from spfbook.framework.commentary import Commentary
from spfbook.framework.deliverables import Deliverable
from spfbook.framework.delivery import Progress
from spfbook.framework.edition import TrendAllowance
from spfbook.framework.framework import Area, Framework, Priority, Row, Task, Theme
from spfbook.framework.observations import Observations
from spfbook.framework.periods import Period
from spfbook.rules.assessment import Assessment, assess
from spfbook.rules.delivery import DeliveryJudgement, judge_delivery


@dataclass(frozen=True)
class View:
    """Everything that pages of one edition may show, with nothing left to read."""

    framework: Framework
    observations: Observations
    period: Period
    as_at: date
    comparators: tuple[str, ...]
    """Ids of the areas shown beside the council's own."""
    history_years: int
    progress: Progress
    """What has been reported about the deliverables."""
    trend_allowance: TrendAllowance = field(default_factory=TrendAllowance)
    """What allowing for all the trend tests of the report comes to."""
    is_illustrative: bool = False
    """Whether any source is made up, be it about this page or not: every page says so."""
    commentary: Commentary = field(default_factory=Commentary)
    """What services say of their indicators and deliverables."""

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        return tuple(self.framework.areas[name] for name in self.comparators)

    @cached_property
    def _assessments(self) -> dict[str, Assessment]:
        return {}

    @cached_property
    def _judged(self) -> dict[str, Assessment]:
        """Before the number of trend tests is allowed for."""
        return {}

    def with_changes(self, **changes: TrendAllowance | Commentary) -> View:
        """This view with another allowance or commentary; nothing is judged again."""
        found = replace(self, **changes)
        found.__dict__["_judged"] = self._judged
        return found

    def has(self, indicator_id: str) -> bool:
        """Whether the plan, as it stood for this edition, had the indicator."""
        return indicator_id in self.framework.indicators

    def assessment(self, indicator_id: str) -> Assessment:
        if indicator_id not in self._assessments:
            self._assessments[indicator_id] = self._judge(indicator_id).allowing(
                self.trend_allowance
            )
        return self._assessments[indicator_id]

    def _judge(self, indicator_id: str) -> Assessment:
        if indicator_id not in self._judged:
            indicator = self.framework.indicators[indicator_id]
            found = assess(indicator, self.framework, self.observations, self.period)
            self._judged[indicator_id] = found
        return self._judged[indicator_id]

    def rows(self, theme: Theme) -> Iterator[tuple[Row, Assessment]]:
        """Each row of the theme's tables with the assessment of its indicator."""
        for row in self.framework.rows(theme):
            yield row, self.assessment(row.indicator.id)

    def assessments(self, theme: Theme) -> list[Assessment]:
        """Each indicator of the theme once, however often its tables show it."""
        return list({row.indicator.id: found for row, found in self.rows(theme)}.values())

    def every(self) -> list[Assessment]:
        """Each indicator of the plan once."""
        return [self.assessment(name) for name in self.framework.indicators]

    def of_priority(self, priority: Priority) -> list[Assessment]:
        """Each indicator of the priority once, however often its themes show it."""
        rows = [pair for theme in priority.themes for pair in self.rows(theme)]
        return list({row.indicator.id: found for row, found in rows}.values())

    def tasks(self, theme: Theme) -> Iterator[tuple[Task, DeliveryJudgement]]:
        """Each row of the theme's deliverables with how it stands."""
        for task in self.framework.tasks(theme):
            yield task, self.delivery(task.deliverable)

    def delivery(self, deliverable: Deliverable) -> DeliveryJudgement:
        return judge_delivery(deliverable, self.progress.of(deliverable.id), self.as_at)
