"""Parts: one series of an indicator, with every judgement on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spfbook.framework.edition import TrendAllowance
from spfbook.framework.framework import Framework
from spfbook.framework.indicators import (
    Baseline,
    Component,
    CountedFrom,
    Indicator,
    Polarity,
)
from spfbook.framework.observations import Observation, Observations, Series
from spfbook.framework.periods import Period
from spfbook.framework.sources import Break
from spfbook.framework.targets import Target
from spfbook.framework.units import Unit
from spfbook.rules.breaks import breaks_of
from spfbook.rules.colour_change import revision_change
from spfbook.rules.comparison import SIZE_UNITS, Comparison, Limits
from spfbook.rules.direction import (
    Travel,
    allow_for_interval,
    judge_direction,
    judge_short_direction,
)
from spfbook.rules.evidence import counted_from, up_to
from spfbook.rules.exactness import decimals_of, known_limits
from spfbook.rules.judging import FOR_CONTEXT, Judged, judge_part, unit_of
from spfbook.rules.other_places import beside_others
from spfbook.rules.ranking import PeerRank, rank_among_peers
from spfbook.rules.rule_changes import effects_on_part, revised, said
from spfbook.rules.season import Season, season_of
from spfbook.rules.settled import Settled, settled_since
from spfbook.rules.status import Judgement
from spfbook.rules.trend import assess_trend
from spfbook.rules.trend_family import allow_for_family
from spfbook.rules.trend_finding import Trend
from spfbook.rules.trend_series import TrendSeries, trend_series
from spfbook.rules.uncertainty import is_uncertain
from spfbook.rules.variation import assess_variation
from spfbook.rules.variation_finding import Variation
from spfbook.rules.worked_out import worked_out


@dataclass(frozen=True, eq=False)
class Part:
    """One series of an indicator, the indicator itself or one of its components, in an edition of
    `period`. Each judgement is made when a page asks for it: many ask for the status alone."""

    indicator: Indicator
    component: Component | None
    framework: Framework = field(repr=False)
    observations: Observations = field(repr=False)
    period: Period
    allowance: TrendAllowance | None = None
    """What the trend tests of the report come to; None for each test by itself."""
    known: dict[str, Any] = field(default_factory=dict, repr=False)
    """What has been worked out."""

    @property
    def _definition(self) -> Indicator | Component:
        return self.component or self.indicator

    @property
    def _name(self) -> str | None:
        return self.component.id if self.component else None

    @worked_out
    def judged(self) -> Judged:
        """The status, and what it was judged on."""
        return judge_part(
            self.indicator, self.component, self.framework, self.observations, self.period
        )

    @property
    def series(self) -> Series | None:
        return self.judged.series

    @property
    def values(self) -> tuple[Observation, ...]:
        """The council's own, in order of time, none after the edition's period. The last one has
        a value or is suppressed."""
        return self.judged.values

    @property
    def unpublished(self) -> tuple[Observation, ...]:
        """Later periods for which the publisher gave no figure."""
        return self.judged.unpublished

    @property
    def judgement(self) -> Judgement:
        return self.judged.judgement

    @worked_out
    def unit(self) -> Unit:
        """The plan's, or that of the published series where the plan names none."""
        return unit_of(self._definition, self.series)

    @worked_out
    def decimals(self) -> int:
        """The plan's, or fewer where the figures are published with fewer."""
        return decimals_of(self._definition, self.values)

    @worked_out
    def breaks(self) -> tuple[Break, ...]:
        """Where its figures stop being comparable with earlier ones, in order of time."""
        return breaks_of(self.indicator, self._name, self.series)

    @worked_out
    def limits(self) -> Limits | None:
        """The 95% interval of the latest figure: published, or worked out from its counts."""
        return known_limits(self.latest, self.unit, self.decimals)

    @worked_out
    def travel(self) -> Travel:
        """Against the same period a year before."""
        return allow_for_interval(judge_direction(self.values, **self._change), self.limits)

    @worked_out
    def short(self) -> Travel:
        """Against the period before, where that means something."""
        found = judge_short_direction(
            self.values, **self._change, seasonal=self._season.is_seasonal
        )
        return allow_for_interval(found, self.limits)

    @worked_out
    def is_uncertain(self) -> bool:
        """The interval holds figures that meet the target and figures that do not."""
        judged = self.judged
        return is_uncertain(judged.judgement, judged.target, self.limits, judged.polarity)

    @worked_out
    def comparisons(self) -> tuple[Comparison, ...]:
        """Beside each comparator of the framework."""
        return beside_others(
            self.judged, self.framework, self.period, self.unit, self.limits, self.breaks
        )

    @worked_out
    def rank(self) -> PeerRank | None:
        """Among the framework's peers, where enough of them have a figure for the same period."""
        known = self.series.observations if self.series else ()
        return rank_among_peers(
            self.latest, known, self.framework.file.peers,
            polarity=self.judged.polarity, unit=self.unit, limits=self.limits,
            breaks=self.breaks,
        )  # fmt: skip

    @property
    def trend(self) -> Trend:
        """As the report calls it."""
        alone = self._trend_alone
        return alone if self.allowance is None else allow_for_family(alone, self.allowance)

    @worked_out
    def variation(self) -> Variation:
        """Whether the latest figure is within what is usual."""
        series, settled = self.series, self._settled
        return assess_variation(
            self._sequence, target=self.judged.target, polarity=self.judged.polarity,
            season=self._season, rebases=series.definition.rebases if series else (),
            is_never_negative=self.unit in SIZE_UNITS, settled=settled.since if settled else None,
        )  # fmt: skip

    @worked_out
    def revision(self) -> str | None:
        """What revising a figure did to the status, as a sentence."""
        return _revision(self.judged, self.indicator, self._name)

    @worked_out
    def changes(self) -> tuple[str, ...]:
        """What changing a target, a tolerance, a definition ... did to the status, a sentence
        each."""
        return said(effects_on_part(
            self.indicator, self.component, self.framework, self.observations, self.period
        ))  # fmt: skip

    @worked_out
    def counted_from(self) -> CountedFrom | None:
        """From when a figure counts that includes earlier ones."""
        return counted_from(self.indicator, self.series)

    @property
    def polarity(self) -> Polarity:
        return self._definition.polarity

    @property
    def baseline(self) -> Baseline | None:
        return self._definition.baseline

    @property
    def target(self) -> Target:
        return (self.component and self.component.target) or self.indicator.target

    @property
    def is_assessed(self) -> bool:
        return self.component is None or self.component.assessed

    @property
    def latest(self) -> Observation | None:
        return self.values[-1] if self.values else None

    @property
    def is_illustrative(self) -> bool:
        return self.series is not None and self.series.is_illustrative

    def of_area(self, area: str, period: Period) -> tuple[Observation, ...]:
        """Another area's values, none after `period`."""
        return up_to(self.series, area, period)

    @worked_out
    def _settled(self) -> Settled | None:
        return settled_since(self.indicator, self.component, self.framework.file)

    @worked_out
    def _change(self) -> dict[str, Any]:
        """What tells how far a figure may move before it counts as moved."""
        evidence, unit = self.judged.evidence, self.unit
        return {
            "polarity": self.judged.polarity, "decimals": self.decimals, "unit": unit,
            "breaks": self.breaks, "is_percentage": unit is Unit.PERCENT,
            "cumulative": evidence.cumulative,
            "is_running_total": evidence.counted_since is not None,
            "settled": self._settled, "band": self.indicator.dead_band,
        }  # fmt: skip

    @worked_out
    def _sequence(self) -> TrendSeries:
        return trend_series(
            self.values, unit=self.unit, polarity=self.judged.polarity,
            is_cumulative=self.judged.evidence.cumulative, breaks=self.breaks,
        )  # fmt: skip

    @worked_out
    def _season(self) -> Season:
        return season_of(self._sequence, is_marked=_is_seasonal(self.indicator, self.series))

    @worked_out
    def _trend_alone(self) -> Trend:
        return assess_trend(self._sequence)


def _revision(judged: Judged, indicator: Indicator, name: str | None) -> str | None:
    pairs = revised(judged.series.revisions if judged.series else (), indicator, name)
    if judged.judgement is FOR_CONTEXT:
        return None
    return revision_change(
        judged.evidence, pairs, judged.target, polarity=judged.polarity,
        tolerance=judged.tolerance,
    )  # fmt: skip


def _is_seasonal(indicator: Indicator, series: Series | None) -> bool:
    """Whether the plan or the source says that the figures follow the seasons."""
    return indicator.frequency.seasonal or (series is not None and series.definition.seasonal)
