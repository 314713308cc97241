"""What the tables of all kinds of example share: their shape, and figures in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from spfbook.framework.examples.figures import Figure, Line, SeriesGroup, observed
from spfbook.framework.framework import Framework
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import Tolerance
from spfbook.framework.values import Value
from spfbook.pages import formats, words
from spfbook.pages.markdown import Block, table, text

WIDTHS = (22, 25, 21, 32)
LONG_ANSWER = (21, 24, 30, 25)
NO_FIGURE = {
    Missing.SUPPRESSED: "hidden",
    Missing.NOT_AVAILABLE: "none",
    Missing.NOT_APPLICABLE: "does not apply",
}

Cells = tuple[str, str, str, str]
"""Case, what is given, what the rule says (Markdown already), and the reason."""
Named = tuple[str, str]
"""What a number is, and the number."""


@dataclass(frozen=True)
class Kind:
    """A kind of example: what its file holds, and how the page shows it."""

    title: str
    group: type[Value]
    """What `book/examples/KIND.yml` is groups of."""
    table: Callable[[Any], Block]
    """Of one group: each row with the answer that the rules give now."""
    numbers: Callable[[Framework], Sequence[Named]] | None = None
    """Those that the rule is made of, from the code and the framework."""


def example_table(
    title: str, setting: Iterable[str], rows: Iterable[Cells], *, given: str = "Figures",
    answer: str = "The rule says", widths: Sequence[int] = WIDTHS,
) -> Block:  # fmt: skip
    """The table of one group; `setting` says what its rows have in common."""
    said = "; ".join(setting)
    shown = [
        [text(formats.sentence(case)[:-1]), text(found or "None"), says, text(reason)]
        for case, found, says, reason in rows
    ]
    caption = text(f"{title}: {said}" if said else title)
    header = ("Case", given, answer, "Reason")
    return table(caption, header, shown, widths=widths, class_="examples web-only")


def number_table(title: str, numbers: Sequence[Named]) -> Block:
    rows = [[text(name), text(number)] for name, number in numbers]
    return table(f"{title}: the numbers in use", ("What", "Number"), rows, widths=(75, 25))


def series_setting(group: SeriesGroup) -> list[str]:
    """The periods of the group's rows, which way is better, and the figures that they share."""
    said = []
    if group.periods:
        said.append(", then ".join(parse_period(each).short_label for each in group.periods))
    elif group.first is not None:
        said.append(f"from {parse_period(group.first).short_label} on")
    if "polarity" in group.model_fields_set:
        said.append(words.POLARITY_WORDS[group.polarity].rstrip(".").lower())
    if group.before:
        said.append(f"each row begins with {', '.join(map(figure, group.before))}")
    return said


def line_figures(group: SeriesGroup, row: Line) -> str:
    """A row's own figures, with the periods where they are not the group's."""
    known = observed(group, row)[len(group.before) :]
    if not known:
        return "no others"
    shown = [_figure(row, each) for each in known]
    if row.periods:
        named = zip(shown, known, strict=True)
        shown = [f"{each} ({o.period.short_label})" for each, o in named]
    listed = ", ".join(shown)
    if len(row.out_of) == 1 and not row.values:
        listed += f" of {plain(row.out_of[0])}" + (" each" if len(known) > 1 else "")
    if row.first is not None:
        return f"from {known[0].period.short_label} on: {listed}"
    return listed


def by_period(name: str, figures: Mapping[str, Figure], usual: str) -> str:
    """Figures by period, each with its period where that is not the `usual` one."""
    shown = [
        figure(found) + ("" if period == usual else f" ({parse_period(period).short_label})")
        for period, found in figures.items()
    ]
    listed = ", ".join(shown)
    return f"{name}: {listed}" if name and listed else listed


def figure(found: Figure | None) -> str:
    """A number as it was written, or a word for none."""
    if found is None:
        return NO_FIGURE[Missing.NOT_AVAILABLE]
    return NO_FIGURE[found] if isinstance(found, Missing) else plain(found)


def plain(value: Decimal) -> str:
    return formats.number(value, formats.places(value))


def tolerance_words(tolerance: Tolerance) -> str:
    if tolerance.absolute is not None:
        return plain(tolerance.absolute)
    assert tolerance.relative_pct is not None, "Tolerance holds one of the two"
    return f"{plain(tolerance.relative_pct)}% of the target"


def _figure(row: Line, o: Observation) -> str:
    """A figure with what stands behind it; counts alone where they give it."""
    if row.counts and not row.values:
        has_own_whole = len(row.out_of) > 1
        return _counts(o) if has_own_whole else figure(o.numerator)
    shown = figure(o.missing or o.value)
    if row.counts:
        shown += f" ({_counts(o)})"
    if o.lower is not None and o.upper is not None:
        shown += f" ({plain(o.lower)} to {plain(o.upper)})"
    return shown


def _counts(o: Observation) -> str:
    return f"{figure(o.numerator)} of {figure(o.denominator)}"
