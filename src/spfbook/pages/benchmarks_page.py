"""The benchmarks page: every indicator that can be set beside other places, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spfbook.framework.framework import Priority
from spfbook.pages import formats, words
from spfbook.pages.indicator_chart import comparable_areas
from spfbook.pages.markdown import Block, bullets, link, paragraph, table, text
from spfbook.pages.other_places import STANDING_WORDS
from spfbook.pages.priority_page import worsening
from spfbook.pages.scorecard import made_up_chip, made_up_mark
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.comparison import Comparison, Standing
from spfbook.rules.part import Part

SHOWN = {Standing.NOT_COMPARED: "Not compared", Standing.NOT_JUDGED: "Not judged"} | {
    each: said.removesuffix(" than").removesuffix(" to").capitalize()
    for each, said in STANDING_WORDS.items()
}


@dataclass(frozen=True)
class BenchmarksPage:
    """How the council's figures stand beside those of other places."""

    view: View

    def about(self) -> Block:
        """How many figures can be compared with each place, and how they stand."""
        said = illustrative_warning(self.view)
        if not self.view.areas:
            return said + paragraph("This edition shows no other places.")
        return said + bullets([self._counts(area.id, area.name) for area in self.view.areas])

    def worsening(self) -> Block:
        """What is worse than another place and worse than a year before."""
        return worsening(self.view, self.view.every())

    def priorities(self) -> Block:
        """A table for each priority that has figures to compare."""
        blocks = [self._table(priority) for priority in self.view.framework.priorities]
        said = Block("\n\n".join(block.source for block in blocks if block.source))
        return said if said.source else paragraph("No figure of this edition can be compared.")

    def _counts(self, area: str, name: str) -> str:
        found = [
            compared.standing
            for _, part in _compared(self.view, self.view.every())
            for compared in part.comparisons
            if compared.area == area and compared.standing.is_judged
        ]
        if not found:
            return f"No figure can be compared with {text(name)}."
        each = [
            f"{formats.number_of(found.count(standing))} {STANDING_WORDS[standing].split(' ')[0]}"
            for standing in STANDING_WORDS
            if standing in found
        ]
        total = formats.counted(len(found), "figure")
        return f"Beside {text(name)}: {total} compared, {formats.joined(each)}."

    def _table(self, priority: Priority) -> Block:
        found = list(_compared(self.view, self.view.of_priority(priority)))
        if not found:
            return Block("")
        rows = [_row(self.view, assessment, part) for assessment, part in found]
        places = [area.name for area in self.view.areas]
        header = ("Indicator", "Our figure", *places, "On a year before")
        share = 40 // max(1, len(places))
        caption = f"{text(priority.title)}: beside other places"
        mark = made_up_mark(assessment for assessment, _ in found)
        widths = (30, 15, *([share] * len(places)), 15)
        return table(f"{caption}{mark}", header, rows, widths=widths)


def _compared(view: View, found: Sequence[Assessment]) -> list[tuple[Assessment, Part]]:
    """The parts with a figure of their own and one of another place that the edition shows."""
    shown = set(view.comparators)
    return [
        (assessment, part)
        for assessment in found
        for part in assessment.parts
        if part.latest is not None and comparable_areas(view, part)
        and any(c.area in shown and c.other is not None for c in part.comparisons)
    ]  # fmt: skip


def _row(view: View, assessment: Assessment, part: Part) -> list[str]:
    latest = part.latest
    assert latest is not None, "_compared() leaves out those without"
    name = link(assessment.indicator.name, f"indicator-{assessment.indicator.id}")
    name += f" – {text(part.component.text)}" if part.component else ""
    by_area = {found.area: found for found in part.comparisons}
    return [
        name,
        f"{text(words.value_of(latest, part))}, {text(latest.period.table_label)}"
        + made_up_chip(part),
        *(_place(by_area.get(area.id), part) for area in view.areas),
        text(words.travel_words(part)),
    ]


def _place(found: Comparison | None, part: Part) -> str:
    """Our standing, the other place's figure, and its period where that is not ours."""
    if found is None or found.other is None or found.other.value is None:
        return "No figure"
    figure = words.quantity(found.other.value, part)
    assert part.latest is not None, "_compared() leaves out those without"
    when = "" if found.other.period == part.latest.period else f", {found.other.period.table_label}"
    return f"**{SHOWN[found.standing]}** ({text(figure + when)})"
