"""Standings: how each indicator stood in an edition, as plain values that two editions, or two
releases of one, can be compared by, years later and without the rules that judged them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from spfbook.framework.periods import parse_period
from spfbook.framework.values import Slug, Text, Value


class StoodFigure(Value):
    """A published figure of the council's own."""

    period: Text
    """As periods are written in files: `2021-22-q4`."""
    exact: str
    """The number as published, or the word for why there is none."""
    shown: str
    """As the pages show it, with its unit."""


class Standing(Value):
    """How an indicator stood, or one of its components; one of several components has a standing
    for its whole, too, which holds no figures of its own."""

    indicator: Slug
    component: str = ""
    """Empty for the indicator as a whole."""
    ref: Text
    name: Text
    """With the component's own words after it."""
    theme: Slug
    status: Text
    status_words: Text
    target: str
    tolerance: str
    baseline: str
    polarity: str
    definition: str
    """The plan's words for what is measured."""
    source: str
    """Who published the figures, and what they call them."""
    purpose: str | None = None
    unit: str | None = None
    """With what is counted and how many decimals are shown."""
    dead_band: str | None = None
    """The smallest change that is called clear; empty where none is stated."""
    frequency: str | None = None
    lead: str | None = None
    """Who answers for it by the plan. This and the four above are None in a release made before
    they were kept: nothing is said of them then."""
    figures: tuple[StoodFigure, ...] = ()
    """In order of time; the last is the one that the status was judged on."""
    is_illustrative: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.indicator, self.component

    @property
    def latest(self) -> StoodFigure | None:
        return self.figures[-1] if self.figures else None


class StandingsFile(Value):
    """`standings.json` of a release: what it said of every indicator."""

    edition: Slug
    standings: tuple[Standing, ...]


def standings_text(edition: str, standings: Sequence[Standing]) -> str:
    """The file that a release keeps them in, an indicator a line."""
    lines = ",\n".join(standing.model_dump_json() for standing in standings)
    return f'{{"edition":"{edition}","standings":[\n{lines}\n]}}\n'


class Aspect(StrEnum):
    """What differs, in the order in which it is told."""

    ADDED = "added"
    RETIRED = "retired"
    STATUS = "status"
    FIGURE = "figure"
    REVISION = "revision"
    TARGET = "target"
    TOLERANCE = "tolerance"
    BASELINE = "baseline"
    POLARITY = "polarity"
    DEAD_BAND = "dead_band"
    NAME = "name"
    DEFINITION = "definition"
    PURPOSE = "purpose"
    UNIT = "unit"
    FREQUENCY = "frequency"
    REF = "ref"
    THEME = "theme"
    LEAD = "lead"
    SOURCE = "source"


OF_THE_PLAN = (
    Aspect.TARGET, Aspect.TOLERANCE, Aspect.BASELINE, Aspect.POLARITY, Aspect.DEAD_BAND,
    Aspect.NAME, Aspect.DEFINITION, Aspect.PURPOSE, Aspect.UNIT, Aspect.FREQUENCY, Aspect.REF,
    Aspect.THEME, Aspect.LEAD, Aspect.SOURCE,
)  # fmt: skip
"""What a standing holds as one text each."""
OF_THE_WHOLE = (
    Aspect.DEFINITION, Aspect.PURPOSE, Aspect.FREQUENCY, Aspect.REF, Aspect.THEME, Aspect.LEAD,
)  # fmt: skip
"""Of those, what components share: told of the indicator, once."""
NO_FIGURE = "No figure"


class Difference(Value):
    """One thing that is not the same in two editions or releases."""

    aspect: Aspect
    indicator: Slug
    component: str
    name: Text
    period: str
    """The period that a figure is about; empty where it is about none."""
    before: str
    now: str


def differences(
    before: Iterable[Standing], now: Iterable[Standing]
) -> tuple[Difference, ...]:
    """All that differs, in the later one's order; indicators that were given up come last."""
    was, is_now = _by_key(before), _by_key(now)
    found: list[Difference] = []
    for key, standing in is_now.items():
        if key in was:
            found += _of_figures(was[key], standing)
            found += _of_the_plan(_texts(was[key], was), _texts(standing, is_now), standing)
        else:
            found.append(_difference(Aspect.ADDED, standing, "", standing.status_words))
    found += [
        _difference(Aspect.RETIRED, standing, standing.status_words, "")
        for key, standing in was.items()
        if key not in is_now
    ]
    return tuple(found)


def counts_by_status(standings: Iterable[Standing]) -> dict[str, int]:
    """How many indicators had each status, each counted once, by the status's name."""
    counts: dict[str, int] = {}
    for standing in standings:
        if not standing.component:
            counts[standing.status] = counts.get(standing.status, 0) + 1
    return dict(sorted(counts.items()))


def _by_key(standings: Iterable[Standing]) -> Mapping[tuple[str, str], Standing]:
    return {standing.key: standing for standing in standings}


def _texts(
    standing: Standing, all_of_them: Mapping[tuple[str, str], Standing]
) -> Mapping[Aspect, str | None]:
    """What the plan says of it. Of a component only what is its own: what it shares with the
    others, and the name before its own words, are told of the indicator."""
    found = {aspect: getattr(standing, aspect) for aspect in OF_THE_PLAN}
    whole = all_of_them.get((standing.indicator, ""))
    if standing.component and whole:
        found[Aspect.NAME] = standing.name.removeprefix(f"{whole.name}: ")
        found.update(dict.fromkeys(OF_THE_WHOLE))
    return found


def _of_the_plan(
    was: Mapping[Aspect, str | None], now: Mapping[Aspect, str | None], standing: Standing
) -> list[Difference]:
    return [
        _difference(aspect, standing, old or "None", now[aspect] or "None")
        for aspect, old in was.items()
        if None not in (old, now[aspect]) and old != now[aspect]
    ]


def _of_figures(was: Standing, now: Standing) -> list[Difference]:
    found = _figures(was, now)
    if was.status != now.status:
        found.insert(0, _difference(Aspect.STATUS, now, was.status_words, now.status_words))
    return found


def _figures(was: Standing, now: Standing) -> list[Difference]:
    """Each newer figure, and each that was there to be known before and is another one now."""
    old, new = _by_period(was.figures), _by_period(now.figures)
    until = parse_period(was.latest.period).end if was.latest else None
    newer, revised = [], []
    for period in sorted({*old, *new}, key=lambda text: parse_period(text).end):
        if until is None or parse_period(period).end > until:
            shown = _dated(was.latest), new[period].shown
            newer.append(_difference(Aspect.FIGURE, now, *shown, period))
        elif _exact(old, period) != _exact(new, period):
            shown = _told_apart(old.get(period), new.get(period))
            revised.append(_difference(Aspect.REVISION, now, *shown, period))
    return newer + revised


def _by_period(figures: Sequence[StoodFigure]) -> Mapping[str, StoodFigure]:
    return {figure.period: figure for figure in figures}


def _exact(figures: Mapping[str, StoodFigure], period: str) -> str | None:
    return figures[period].exact if period in figures else None


def _told_apart(was: StoodFigure | None, now: StoodFigure | None) -> tuple[str, str]:
    """As shown; as published where what is shown is the same."""
    shown = tuple(each.shown if each else NO_FIGURE for each in (was, now))
    if shown[0] == shown[1] and was and now:
        return was.exact, now.exact
    return shown[0], shown[1]


def _dated(figure: StoodFigure | None) -> str:
    if figure is None:
        return NO_FIGURE
    return f"{figure.shown} ({parse_period(figure.period).short_label})"


def _difference(
    aspect: Aspect, standing: Standing, before: str, now: str, period: str = ""
) -> Difference:
    return Difference(
        aspect=aspect, indicator=standing.indicator, component=standing.component,
        name=standing.name, period=period, before=before, now=now,
    )  # fmt: skip
