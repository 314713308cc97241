"""Parts: what is judged of one series, and what is left unsaid for want of figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import (
    Baseline,
    Component,
    CountedFrom,
    Frequency,
    Indicator,
    Polarity,
)
from spfbook.framework.observations import Missing, Observation, Observations, Series
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Break, FoundBaseline, Link, Source, SourceSeries
from spfbook.framework.targets import Target
from spfbook.framework.units import Unit
from spfbook.paths import Layout
from spfbook.rules.comparison import Standing
from spfbook.rules.direction import Direction
from spfbook.rules.part import Part
from spfbook.rules.status import Status
from spfbook.rules.trend_series import Why
from spfbook.rules.variation_finding import NoLimits
from spfbook.sources.framework_files import read_framework

TARGET = TypeAdapter(Target)
AT_LEAST_60 = {"kind": "threshold", "bound": "at_least", "value": 60}
PERIOD = parse_period("2021-22-q4")


@pytest.fixture
def framework(northmere: Layout) -> Framework:
    """Whose default tolerances never changed, so that every figure may be compared."""
    found = read_framework(northmere)
    return replace(found, file=found.file.model_copy(update={"changes": ()}))


def indicator(**more: Any) -> Indicator:
    fields = {
        "ref": "TP-901", "measure": "What is measured", "id": "measured", "name": "Measured",
        "purpose": "Shows what is measured.", "unit": Unit.PERCENT, "decimals": 1,
        "polarity": Polarity.HIGHER_IS_BETTER, "frequency": Frequency(every="quarter"),
        "target": TARGET.validate_python(AT_LEAST_60),
    }  # fmt: skip
    return Indicator(**(fields | more))


def observed(value: str | None, period: str = "2021-22-q4", **more: Any) -> Observation:
    when = parse_period(period)
    fields: dict[str, Any] = dict.fromkeys(
        ("missing", "numerator", "denominator", "lower", "upper", "flag", "note")
    )
    fields |= {
        "area": "northmere", "period": when, "value": None if value is None else Decimal(value),
        "published_on": when.end, "is_publication_stated": True, "recorded_on": when.end,
        "line": 2,
    }  # fmt: skip
    numbers = {"numerator", "denominator", "lower", "upper"}
    more = {k: Decimal(str(v)) if k in numbers else v for k, v in more.items()}
    return Observation(**(fields | more))


def series(
    *observations: Observation, of: Indicator, component: str | None = None,
    keyed_by: str = "series", baseline: FoundBaseline | None = None,
    revisions: tuple[tuple[Observation, Observation], ...] = (), **more: Any,
) -> Series:  # fmt: skip
    definition = SourceSeries(
        **{"id": "published", "title": "Published", "unit": of.unit, "lag_days": 30,
           "lag_basis": "Made for a test.", **more}
    )  # fmt: skip
    source = Source(
        id="figures", title="Figures", publisher="A test", licence="None", version="1",
        retrieved=date(2022, 5, 1), sha256="0" * 64, recorded="dated", keyed_by=keyed_by,
        series=(definition,),
    )  # fmt: skip
    found = baseline or FoundBaseline(finding="no_baseline")
    link = Link(indicator=of.id, component=component, match="same", baseline=found)
    return Series(of.id, component, source, definition, link, observations, revisions)


def part(
    framework: Framework, *observations: Observation, component: Component | None = None,
    of: Indicator | None = None, **more: Any,
) -> Part:  # fmt: skip
    of = of or indicator()
    name = component.id if component else None
    held = series(*observations, of=of, component=name, **more)
    return Part(of, component, framework, Observations(date(2022, 5, 20), (held,)), PERIOD)


# Limits


@pytest.mark.parametrize(("value", "counts", "has_limits"), [
    ("58.0", (58, 100), True),
    ("58.1", (58, 100), False),  # a whole unit as shown is another figure
    ("57.9", (58, 100), False),
    ("66.7", (2, 3), True),  # rounded
    ("66.6", (2, 3), False),  # cut off
    ("12.5", (1, 8), True),
    ("31.3", (5, 16), True),  # 31.25: half a unit off, rounded up
    ("31.2", (5, 16), True),  # and down
    ("58.0", (None, 100), False),
    ("58.0", (58, None), False),
    ("0.0", (0, 0), False),
    ("120.0", (120, 100), False),
    ("-5.0", (-5, 100), False),
])  # fmt: skip
def test_limits_come_from_counts_only_where_they_give_the_published_value(
    framework: Framework, value: str, counts: tuple[int | None, int | None], has_limits: bool
) -> None:
    named = zip(("numerator", "denominator"), counts, strict=True)
    given = {name: count for name, count in named if count is not None}
    found = part(framework, observed(value, **given))
    assert (found.limits is not None) is has_limits


def test_limits_of_a_percentage_are_wilsons_and_of_a_rate_poissons(framework: Framework) -> None:
    """81 of 263: Newcombe 1998, table I; 9 per 1,000: exact Poisson limits of 9 events."""
    share = part(framework, observed("30.8", numerator=81, denominator=263))
    assert [str(round(limit, 2)) for limit in share.limits] == ["25.53", "36.62"]
    rate = indicator(unit=Unit.PER_1000, decimals=1)
    events = part(framework, observed("9.0", numerator=9, denominator=1000), of=rate)
    assert [str(round(limit, 3)) for limit in events.limits] == ["4.115", "17.085"]


def test_a_published_interval_goes_before_one_worked_out(framework: Framework) -> None:
    found = part(
        framework, observed("58.0", numerator=58, denominator=100, lower=55, upper=61)
    )
    assert found.limits == (55, 61)


def test_a_plain_number_and_a_hidden_figure_have_no_limits(framework: Framework) -> None:
    homes = indicator(unit=Unit.COUNT, decimals=0)
    assert part(framework, observed("58", numerator=58, denominator=1), of=homes).limits is None
    hidden = observed(None, missing=Missing.SUPPRESSED, numerator=1, denominator=9)
    assert part(framework, hidden).limits is None


# Uncertain


@pytest.mark.parametrize(("bound", "limits", "is_uncertain"), [
    ("at_least", ("60.0", "64"), False),  # all of it meets the target, on it is met
    ("at_least", ("59.9", "64"), True),
    ("at_least", ("55", "60.0"), True),
    ("at_least", ("55", "59.9"), False),
    ("more_than", ("60.0", "64"), True),
    ("more_than", ("60.1", "64"), False),
    ("more_than", ("55", "60.0"), False),
    ("at_most", ("56", "60.0"), False),
    ("at_most", ("56", "60.1"), True),
    ("at_most", ("60.0", "64"), True),
    ("less_than", ("60.0", "64"), False),
    ("less_than", ("59.9", "64"), True),
    ("less_than", ("56", "60.0"), True),
])  # fmt: skip
def test_a_status_is_uncertain_when_its_interval_answers_both_ways(
    framework: Framework, bound: str, limits: tuple[str, str], is_uncertain: bool
) -> None:
    lower, upper = limits
    middle = (Decimal(lower) + Decimal(upper)) / 2
    of = indicator(target=TARGET.validate_python(AT_LEAST_60 | {"bound": bound}))
    found = part(framework, observed(str(middle), lower=lower, upper=upper), of=of)
    assert found.judgement.status.is_rated
    assert found.is_uncertain is is_uncertain


def test_nothing_is_uncertain_without_an_interval_or_a_rating(framework: Framework) -> None:
    assert not part(framework, observed("59.9")).is_uncertain
    of = indicator(target=TARGET.validate_python({"kind": "none"}))
    assert not part(framework, observed("59.9", lower=50, upper=70), of=of).is_uncertain
    stale = part(framework, observed("59.9", "2019-20-q4", lower=50, upper=70))
    assert stale.judgement.status is Status.STALE
    assert not stale.is_uncertain


def test_a_component_for_context_is_not_judged_at_all(framework: Framework) -> None:
    """Not red, not uncertain and not recoloured by a revision, wherever it is listed."""
    component = Component(
        id="number", text="number", unit=Unit.PERCENT, decimals=1,
        polarity=Polarity.HIGHER_IS_BETTER, assessed=False,
    )  # fmt: skip
    was, now = observed("70.0"), observed("50.0", lower=40, upper=61)
    found = part(framework, now, component=component, revisions=((was, now),))
    assert found.judgement.status is Status.NO_TARGET
    assert found.judgement.reason == "Shown for context; not judged."
    assert (found.is_uncertain, found.revision) == (False, None)
    assert found.limits == (40, 61)


# Figures that run on through the year


@pytest.mark.parametrize(("keyed_by", "plan", "published", "expected"), [
    ("series", "year_start", None, False),
    ("series", None, "year_start", True),
    ("series", None, "scheme_start", True),
    ("indicator", "year_start", None, True),
    ("indicator", "scheme_start", None, True),
    ("indicator", None, "year_start", False),
])  # fmt: skip
def test_a_published_series_says_itself_whether_it_runs_on_and_the_plan_of_own_returns(
    framework: Framework, keyed_by: str, plan: str | None, published: str | None, expected: bool
) -> None:
    of = indicator(
        unit=Unit.COUNT, decimals=0, frequency=Frequency(every="quarter", counted_from=plan)
    )
    values = [observed("12", "2021-22-q3"), observed("31", "2021-22-q4")]
    found = part(framework, *values, of=of, keyed_by=keyed_by, counted_from=published)
    assert (found.trend.why is Why.CUMULATIVE) is expected
    assert (found.short.earlier is None) is expected


@pytest.mark.parametrize(("since", "day"), [("2018", date(2018, 1, 1)), (None, date(2021, 4, 1))])
def test_a_running_total_counts_from_the_day_named_or_from_the_plans_own(
    framework: Framework, since: str | None, day: date
) -> None:
    """120 a year: since January 2018 that is 510 by March 2022, since the plan's start 120."""
    of = indicator(
        unit=Unit.COUNT, decimals=0, target=TARGET.validate_python(
            {"kind": "per_period", "bound": "at_least", "value": 120, "per": "year"}
        ),
        frequency=Frequency(every="quarter", counted_from="scheme_start", counted_since=since),
    )  # fmt: skip
    found = part(framework, observed("510"), of=of, keyed_by="indicator")
    assert found.judgement.against == (510 if since else 120)
    assert found.counted_from is CountedFrom.SCHEME_START
    assert (found.travel.direction, found.short.direction) == (Direction.NOT_COMPARABLE,) * 2


# Figures in arrears


@pytest.mark.parametrize(
    ("arrears", "as_at", "status"),
    [
        (1, date(2021, 5, 30), Status.NOT_DUE),
        (1, date(2021, 5, 31), Status.AWAITED),  # April's, a month after its end
        (0, date(2021, 5, 1), Status.AWAITED),
    ],
)
def test_a_first_figure_is_not_awaited_before_it_is_due(
    framework: Framework, arrears: int, as_at: date, status: Status
) -> None:
    of = indicator(frequency=Frequency(every="month", arrears_months=arrears))
    found = Part(of, None, framework, Observations(as_at, ()), parse_period("2021-04"))
    assert found.judgement.status is status
    assert status is Status.AWAITED or found.judgement.reason == (
        "The first figure is due by 31 May 2021."
    )


@pytest.mark.parametrize(
    ("arrears", "lag", "status"),
    [
        (0, 0, Status.STALE),  # June 2021 and two quarters: December
        (3, 0, Status.RED),
        (2, 0, Status.STALE),
        (0, 90, Status.RED),
        (2, 90, Status.RED),  # the same delay, said twice: the longer one counts
    ],
)
def test_arrears_and_lag_lengthen_the_time_in_which_a_figure_may_be_judged(
    framework: Framework, arrears: int, lag: int, status: Status
) -> None:
    of = indicator(frequency=Frequency(every="quarter", arrears_months=arrears))
    found = part(framework, observed("50.0", "2021-22-q1"), of=of, lag_days=lag)
    assert found.judgement.status is status


# Figures that follow the seasons


@pytest.mark.parametrize("marked", ["plan", "source", None])
def test_what_is_marked_as_seasonal_has_no_limits_and_no_change_on_the_period_before(
    framework: Framework, marked: str | None
) -> None:
    steady = [50.1, 53, 51, 54, 50, 52, 55, 51, 53, 50.5, 54.5, 52.5, 51.5, 60]
    periods = [f"20{18 + n // 4}-{19 + n // 4}-q{n % 4 + 1}" for n in range(2, 16)]
    values = [observed(str(v), p) for v, p in zip(steady, periods, strict=True)]
    of = indicator(frequency=Frequency(every="quarter", seasonal=marked == "plan"))
    found = part(framework, *values, of=of, seasonal=marked == "source")
    assert (found.variation.why is NoLimits.SEASONAL) is (marked is not None)
    assert (found.short.direction is Direction.NOT_COMPARABLE) is (marked is not None)


# Other places


def test_a_place_is_compared_only_where_a_figure_of_it_is_held(framework: Framework) -> None:
    alone = part(framework, observed("58.0"))
    assert alone.comparisons == ()
    beside = part(framework, observed("58.0"), observed("64.0", area="mereshire"))
    assert [(c.area, c.standing) for c in beside.comparisons] == [("mereshire", Standing.WORSE)]
    later = part(
        framework, observed("58.0", "2021-22-q3"), observed("64.0", area="mereshire")
    )
    assert [(c.standing, c.other) for c in later.comparisons] == [(Standing.NOT_COMPARED, None)]


def test_a_place_is_compared_by_the_interval_worked_out_from_counts(framework: Framework) -> None:
    """58 of 100 lies between 48% and 67%; without counts a band of 1 point decides."""
    other = observed("64.0", area="mereshire")
    counted = part(framework, observed("58.0", numerator=58, denominator=100), other)
    assert counted.comparisons[0].standing is Standing.SIMILAR
    assert part(framework, observed("58.0"), other).comparisons[0].standing is Standing.WORSE


def test_the_band_is_the_targets_own_tolerance_or_the_frameworks_for_the_unit(
    framework: Framework,
) -> None:
    """Northmere's framework: 1 point for percentages, 10% for the rest."""
    other = observed("64.0", area="mereshire")
    own = {"tolerance": {"absolute": 6}}
    wide = indicator(target=TARGET.validate_python(AT_LEAST_60 | own))
    (found,) = part(framework, observed("58.0"), other, of=wide).comparisons
    assert (found.standing, found.band) == (Standing.SIMILAR, wide.target.tolerance)
    (found,) = part(framework, observed("58.0"), other).comparisons
    assert found.band == framework.file.tolerance.percentages
    days = indicator(unit=Unit.DAYS)
    (found,) = part(framework, observed("58.0"), other, of=days).comparisons
    assert (found.standing, found.band) == (Standing.SIMILAR, framework.file.tolerance.other)


def test_the_tolerance_of_a_target_is_no_band_for_what_it_does_not_judge(
    framework: Framework,
) -> None:
    component = Component(
        id="share", text="share", unit=Unit.PERCENT, decimals=1,
        polarity=Polarity.HIGHER_IS_BETTER, assessed=False,
    )  # fmt: skip
    own = {"tolerance": {"absolute": 6}}
    wide = indicator(target=TARGET.validate_python(AT_LEAST_60 | own))
    rows = [observed("58.0"), observed("64.0", area="mereshire")]
    (found,) = part(framework, *rows, of=wide, component=component).comparisons
    assert (found.standing, found.band) == (
        Standing.WORSE, framework.file.tolerance.percentages,
    )  # fmt: skip


@pytest.mark.parametrize(("lowest", "period", "standing"), [
    ("1", "2021-22-q3", Standing.WORSE),
    ("-1", "2021-22-q3", Standing.NOT_JUDGED),
    ("-1", "2022-23-q1", Standing.WORSE),  # after the edition's period: not seen
])  # fmt: skip
def test_a_share_of_a_figure_is_no_band_where_the_series_falls_below_zero(
    framework: Framework, lowest: str, period: str, standing: Standing
) -> None:
    of = indicator(unit=Unit.SCORE)
    rows = [observed(lowest, period), observed("3"), observed("4", area="mereshire")]
    rows.sort(key=lambda o: o.period)
    (found,) = part(framework, *rows, of=of).comparisons
    assert found.standing is standing


def test_a_rank_is_among_the_frameworks_peers_by_the_parts_polarity(framework: Framework) -> None:
    peers = framework.file.peers
    assert peers is not None
    theirs = [observed(str(50 + n), area=area.id) for n, area in enumerate(peers.areas)]
    ours = observed("51.0", lower=50, upper=52)
    found = part(framework, ours, *theirs, observed("1", area="mereshire")).rank
    assert found is not None
    assert (found.rank.place, found.rank.from_lowest, found.rank.of) == (2, True, 10)
    assert (found.rank.shared_by, found.missing, found.within) == (2, 0, 3)
    at_most = TARGET.validate_python(AT_LEAST_60 | {"bound": "at_most"})
    lower = indicator(polarity=Polarity.LOWER_IS_BETTER, target=at_most)
    for of, from_lowest in ((indicator(), False), (lower, True)):
        middle = part(framework, observed("53.5"), *theirs[:8], of=of).rank
        assert middle is not None
        assert (middle.rank.from_lowest, middle.rank.place, middle.missing) == (from_lowest, 5, 1)
    assert part(framework, ours, *theirs[:6]).rank is None
    assert part(framework, *theirs).rank is None
    homes = indicator(unit=Unit.COUNT, decimals=0)
    assert part(framework, ours, *theirs, of=homes).rank is None


def test_without_a_figure_there_is_nothing_to_compare(framework: Framework) -> None:
    found = part(framework, observed("64.0", area="mereshire"))
    assert (found.latest, found.limits, found.is_uncertain) == (None, None, False)
    assert found.judgement.status is Status.AWAITED
    assert found.trend.why is Why.NO_VALUES
    assert [c.standing for c in found.comparisons] == [Standing.NOT_COMPARED]


# Revisions


def test_a_revision_that_changes_the_status_is_a_sentence(framework: Framework) -> None:
    was, now = observed("61.0"), observed("58.0")
    found = part(framework, now, revisions=((was, now),))
    assert found.revision == (
        "The status changed from green to red because the figure for January to March 2022 "
        "was revised from 61 to 58."
    )


def test_a_revision_that_leaves_the_status_is_not_mentioned(framework: Framework) -> None:
    was, now = observed("57.0"), observed("58.0")
    assert part(framework, now, revisions=((was, now),)).revision is None
    elsewhere = replace(was, area="mereshire"), replace(now, area="mereshire")
    assert part(framework, observed("58.0"), revisions=(elsewhere,)).revision is None


# Baselines


NO_WORSE = {"kind": "direction", "want": "increase"}
MOVED = Break(first_period="2021-22-q1", reason="The survey moved to post.")


@pytest.mark.parametrize("first_period", ["2021-22-q1", "2021-22-q4"])
def test_a_figure_is_not_judged_against_a_baseline_across_a_break(
    framework: Framework, first_period: str
) -> None:
    of = indicator(
        target=TARGET.validate_python(NO_WORSE), baseline=Baseline(value=55, period="2020-21-q4")
    )
    broken = Break(first_period=first_period, reason="The survey moved to post.")
    found = part(framework, observed("58.0"), of=of, breaks=(broken,))
    assert found.judgement.status is Status.NOT_JUDGEABLE
    assert "moved to post" in found.judgement.reason
    assert part(framework, observed("58.0"), of=of).judgement.status is Status.GREEN


def test_a_break_before_the_baseline_or_after_the_figure_is_no_hindrance(
    framework: Framework,
) -> None:
    of = indicator(
        target=TARGET.validate_python(NO_WORSE), baseline=Baseline(value=55, period="2021-22-q1")
    )
    for first_period in ("2020-21-q4", "2021-22-q1", "2022-23-q1"):
        broken = Break(first_period=first_period, reason="The survey moved to post.")
        found = part(framework, observed("58.0"), of=of, breaks=(broken,))
        assert found.judgement.status is Status.GREEN, first_period


def test_the_period_of_a_baseline_may_be_known_from_the_series_alone(
    framework: Framework,
) -> None:
    of = indicator(target=TARGET.validate_python(NO_WORSE), baseline=Baseline(value=55))
    link = FoundBaseline(finding="found", period="2020-21-q4", value=55)
    found = part(framework, observed("58.0"), of=of, breaks=(MOVED,), baseline=link)
    assert found.judgement.status is Status.NOT_JUDGEABLE
    unknown = part(framework, observed("58.0"), of=of, breaks=(MOVED,))
    assert unknown.judgement.status is Status.GREEN


# What the edition sees


def test_a_later_figure_and_one_without_a_value_at_the_end_are_left_out(
    framework: Framework,
) -> None:
    gone = observed(None, "2021-22-q4", missing=Missing.NOT_AVAILABLE)
    found = part(framework, observed("58.0", "2021-22-q3"), gone, observed("70.0", "2022-23-q1"))
    assert [o.value for o in found.values] == [58]
    assert found.unpublished == (gone,)


def test_no_figure_is_shown_more_exactly_than_published_or_planned(framework: Framework) -> None:
    assert part(framework, observed("58")).decimals == 0
    assert part(framework, observed("58.25")).decimals == 1
    unnamed = indicator(unit=Unit.NOT_STATED)
    found = part(framework, observed("58"), of=unnamed, unit=Unit.PERCENT)
    assert found.unit is Unit.PERCENT


# The dead band


@pytest.mark.parametrize(("dead_band", "direction"), [
    (None, Direction.IMPROVED),
    ("1.9", Direction.IMPROVED),
    ("2", Direction.IMPROVED),
    ("2.1", Direction.NO_CLEAR_CHANGE),
])  # fmt: skip
def test_a_change_below_the_stated_dead_band_is_no_clear_change(
    framework: Framework, dead_band: str | None, direction: Direction
) -> None:
    of = indicator(dead_band=None if dead_band is None else Decimal(dead_band))
    figures = observed("60", "2020-21-q4"), observed("62", "2021-22-q4")
    assert part(framework, *figures, of=of).travel.direction is direction
