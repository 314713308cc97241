"""The measure library: what each indicator is, where its figures come from, where it appears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from spfbook.framework.framework import Row
from spfbook.framework.indicators import Indicator, Polarity
from spfbook.framework.observations import Series
from spfbook.pages import formats, words
from spfbook.pages.markdown import Block, link, paragraph, table, text
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View

HEADER = ("Indicator", "Definition", "Source and frequency", "Target, baseline and lead")
WIDTHS = (22, 32, 24, 22)


@dataclass(frozen=True)
class LibraryPage:
    """Every indicator of the plan, a row each, where it is defined."""

    view: View

    def about(self) -> Block:
        count = len(self.view.framework.indicators)
        return illustrative_warning(self.view) + paragraph(
            f"All {formats.counted(count, 'indicator')} of the plan, a row each. The reference "
            "never changes: it is the same in every edition and in the files to download."
        )

    def tables(self) -> Block:
        """The indicators that each theme defines, a table a theme."""
        blocks = []
        for theme in self.view.framework.themes:
            own = [row for row in self.view.framework.rows(theme) if not row.is_repeat]
            if own:
                blocks.append(self._table(theme.name, own).source)
        return Block("\n\n".join(blocks))

    def _table(self, name: str, rows: Sequence[Row]) -> Block:
        cells = [self._row(row) for row in rows]
        return table(f"{text(name)}: definitions", HEADER, cells, widths=WIDTHS)

    def _row(self, row: Row) -> list[str]:
        indicator = row.indicator
        name = text(indicator.name)
        if self.view.assessment(indicator.id).has_data:
            name = link(indicator.name, f"indicator-{indicator.id}")
        reference = f"{text(indicator.id)} ({text(indicator.ref)})"
        return [
            f"{name}. {reference}. {self._where(indicator)}",
            self._definition(indicator),
            self._source(indicator),
            self._target(indicator),
        ]

    @cached_property
    def _themes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.view.framework.rows():
            shown = link(row.theme.name, f"theme-{row.theme.id}")
            if shown not in found.setdefault(row.indicator.id, []):
                found[row.indicator.id].append(shown)
        return found

    def _where(self, indicator: Indicator) -> str:
        return f"In {formats.joined(self._themes[indicator.id])}."

    def _definition(self, indicator: Indicator) -> str:
        measure = text(formats.sentence(indicator.measure))
        said = [text(indicator.purpose), f"In the plan: {measure}"]
        if indicator.polarity is not Polarity.NEITHER:
            said.append(words.POLARITY_WORDS[indicator.polarity])
        parts = [component.text for component in indicator.components]
        if parts:
            said.append(f"Its parts: {text('; '.join(parts))}.")
        return " ".join(said)

    def _source(self, indicator: Indicator) -> str:
        due = text(formats.sentence(f"Due {words.frequency_words(indicator.frequency)}"))
        series = [
            part.series for part in self.view.assessment(indicator.id).parts if part.series
        ]
        if not series:
            return f"The council’s own return. {due}"
        return f"{' '.join(dict.fromkeys(_series_words(each) for each in series))} {due}"

    def _target(self, indicator: Indicator) -> str:
        members = self.view.framework.members
        leads = [members[name].name for name in indicator.lead_members]
        said = [
            f"Target: {words.target_in_full(indicator, self.view.framework)}.",
            f"Baseline: {indicator.baseline_text or 'None given'}.",
            f"Lead: {formats.joined(leads) if leads else 'not named'}.",
        ]
        return " ".join(text(each) for each in said)


def _series_words(series: Series) -> str:
    publisher = series.definition.publisher or series.source.publisher
    if series.source.illustrative:
        return "Made up for demonstration; not statistics."
    return text(f"{publisher}: {series.definition.title}.")
