"""The worked examples of the methods page: each judged, as it is shown, by the rules themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from spfbook.framework.examples import Example, ExampleGroup
from spfbook.framework.observations import Missing
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import Tolerance
from spfbook.pages import formats, words
from spfbook.pages.markdown import Block, paragraph, table, text
from spfbook.pages.theme_page import illustrative_notice
from spfbook.rules.worked_example import judge_example

HEADER = ("Case", "Figures", "Status", "Reason")
WIDTHS = (26, 30, 16, 28)


@dataclass(frozen=True)
class MethodsPage:
    """The tables of examples."""

    groups: tuple[ExampleGroup, ...]
    is_illustrative: bool = False

    def notice(self) -> Block:
        """Said when the edition holds made-up figures."""
        return illustrative_notice() if self.is_illustrative else Block("")

    def examples(self) -> Block:
        """A table for each group; the answers are what the rules give now."""
        blocks = Block("")
        for group in self.groups:
            rows = [_row(group, row) for row in group.rows]
            blocks += paragraph(_setting(group))
            blocks += table(text(group.title), HEADER, rows, widths=WIDTHS)
        return blocks


def _setting(group: ExampleGroup) -> str:
    said = [
        f"Report for {parse_period(group.period).label}.",
        f"Tolerance {_tolerance(group.target.tolerance or group.tolerance)}.",
    ]
    if group.baseline is not None:
        said.append(f"Baseline {_plain(group.baseline)}.")
    return " ".join(text(each) for each in said)


def _tolerance(tolerance: Tolerance) -> str:
    if tolerance.absolute is not None:
        return _plain(tolerance.absolute)
    assert tolerance.relative_pct is not None, "Tolerance holds one of the two"
    return f"{_plain(tolerance.relative_pct)}% of the target"


def _row(group: ExampleGroup, row: Example) -> list[str]:
    judged = judge_example(group, row)
    figures = _figures(group, row)
    return [
        text(formats.sentence(row.case)[:-1]),
        text(figures or "None"),
        words.status_chip(judged.status),
        text(judged.reason),
    ]


def _figures(group: ExampleGroup, row: Example) -> str:
    report = row.report or group.period
    values = {row.at or report: row.value} if row.value is not None else row.values
    said = [_listed("", values, report)]
    said += [_listed(area.replace("-", " ").title(), each, report)
             for area, each in row.others.items()]  # fmt: skip
    said += [_listed("Shares the target", each, report) for each in row.partners]
    if row.report:
        said.append(f"Report for {parse_period(row.report).label}")
    return "; ".join(each for each in said if each)


def _listed(name: str, values: Mapping[str, Decimal | Missing], report: str) -> str:
    shown: Sequence[str] = [
        _shown(found) + ("" if period == report else f" ({parse_period(period).short_label})")
        for period, found in values.items()
    ]
    listed = ", ".join(shown)
    return f"{name}: {listed}" if name and listed else listed


def _shown(found: Decimal | Missing) -> str:
    return found.value.replace("_", " ") if isinstance(found, Missing) else _plain(found)


def _plain(value: Decimal) -> str:
    return formats.number(value, formats.places(value))
