"""The context page: demand and what the council does not control, shown and not rated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from spfbook.framework.framework import Theme
from spfbook.framework.indicators import Kind, Polarity
from spfbook.pages import formats, words
from spfbook.pages.indicator_chart import sparkline
from spfbook.pages.markdown import (
    Block,
    Illustrated,
    bullets,
    inline_picture,
    link,
    paragraph,
    table,
    text,
)
from spfbook.pages.scorecard import made_up_chip, made_up_mark
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.part import Part

HEADER = ("Indicator", "Latest figure", "On a year before", "Usual range", "History")
WIDTHS = (36, 18, 18, 15, 13)


@dataclass(frozen=True)
class ContextPage:
    """Demand and context in one edition."""

    view: View

    def about(self) -> Block:
        found = [a for _, a in self._found()]
        known = sum(1 for a in found if a.has_data)
        return illustrative_warning(self.view) + paragraph(
            f"The plan has {formats.counted(len(found), 'indicator')} of demand, or where neither "
            f"higher nor lower is better in itself; {formats.number_of(known)} "
            f"{'has' if known == 1 else 'have'} a figure in this edition. They have no target, and "
            "so no status: a rise may mean more need, or that more of it is met."
        )

    def tables(self) -> Illustrated:
        """The indicators with figures, a table a theme."""
        pictures: dict[str, str] = {}
        blocks = []
        known = [(theme, a) for theme, a in self._found() if a.has_data]
        for theme, group in groupby(known, key=lambda pair: pair[0]):
            blocks.append(self._table(theme, [a for _, a in group], pictures).source)
        if not blocks:
            blocks.append(paragraph("None of them has a figure in this edition.").source)
        return Illustrated("\n\n".join(blocks), pictures)

    def without_figures(self) -> Block:
        """Those without a figure, by name."""
        missing = [(theme, a.indicator.name) for theme, a in self._found() if not a.has_data]
        if not missing:
            return paragraph("Each of them has a figure.")
        listed = [
            f"**{text(theme.name)}:** {text('; '.join(name for _, name in group))}."
            for theme, group in groupby(missing, key=lambda pair: pair[0])
        ]
        return paragraph("No figure is held for these, theme by theme:") + bullets(listed)

    def _found(self) -> list[tuple[Theme, Assessment]]:
        own = [row for row in self.view.framework.rows() if not row.is_repeat]
        return [
            (row.theme, self.view.assessment(row.indicator.id))
            for row in own
            if row.indicator.kind is Kind.DEMAND or row.indicator.polarity is Polarity.NEITHER
        ]

    def _table(
        self, theme: Theme, found: Sequence[Assessment], pictures: dict[str, str]
    ) -> Block:
        rows = [
            self._row(assessment, part, pictures)
            for assessment in found
            for part in assessment.parts
            if part.latest is not None
        ]
        caption = f"{text(theme.name)}: demand and context{made_up_mark(found)}"
        return table(caption, HEADER, rows, widths=WIDTHS)

    def _row(self, assessment: Assessment, part: Part, pictures: dict[str, str]) -> list[str]:
        latest = part.latest
        assert latest is not None, "the caller leaves out those without"
        name = link(assessment.indicator.name, f"indicator-{assessment.indicator.id}")
        name += f" – {text(part.component.text)}" if part.component else ""
        value = f"**{text(words.value_of(latest, part))}**, {text(latest.period.table_label)}"
        drawn = sparkline(self.view, part)
        if drawn is not None:
            pictures[drawn[0]] = drawn[2]
        return [
            name,
            value + made_up_chip(part),
            text(words.travel_words(part)),
            text(words.usual_range(part)),
            inline_picture(drawn[0], alt=drawn[1], kind="history") if drawn else "Too few figures",
        ]
