"""The measure library: what each indicator is, where its figures come from, where it appears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from spfbook.framework.framework import Framework, Row
from spfbook.framework.history import Step, changes_between
from spfbook.framework.indicators import Indicator, Polarity
from spfbook.framework.observations import Series
from spfbook.framework.portfolios import NOBODY, Portfolios
from spfbook.pages import formats, words
from spfbook.pages.markdown import Block, bullets, link, paragraph, table, text
from spfbook.pages.plan_changes import history_words
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.threads import anchor_of, named, quoted
from spfbook.pages.view import View

HEADER = (
    "Indicator and where it appears", "Definition", "Source and frequency",
    "Target, baseline, lead and changes",
)  # fmt: skip
WIDTHS = (24, 29, 22, 25)


@dataclass(frozen=True)
class LibraryPage:
    """Every indicator of the plan, a row each, where it is defined."""

    view: View
    framework: Framework
    """With all its changes, those that hold only later too."""
    portfolios: Portfolios

    def about(self) -> Block:
        count = len(self.view.framework.indicators)
        said = paragraph(
            f"All {formats.counted(count, 'indicator')} of the plan, a row each. The reference "
            "never changes: it is the same in every edition and in the files to download."
        )
        return illustrative_warning(self.view) + said + self._changes_to_all()

    def tables(self) -> Block:
        """The indicators that each theme defines, a table a theme; then those given up."""
        blocks = []
        for theme in self.view.framework.themes:
            own = [row for row in self.view.framework.rows(theme) if not row.is_repeat]
            if own:
                blocks.append(self._table(theme.name, own).source)
        if self.view.framework.retired:
            blocks.append(self._retired().source)
        return Block("\n\n".join(blocks))

    def _changes_to_all(self) -> Block:
        """What was changed for every indicator at once."""
        steps = self._steps.get(None, [])
        if not steps:
            return Block("")
        items = [text(history_words(step, self.view.as_at)) for step in steps]
        return paragraph("Changes to the whole plan:") + bullets(items)

    def _retired(self) -> Block:
        """Those that the plan gave up: a reference is never used again."""
        rows = []
        for row in self.view.framework.retired:
            indicator = row.indicator
            home = link(row.theme.name, f"theme-{row.theme.id}")
            rows.append([
                f"{text(indicator.name)}. {_reference(indicator)}. It was in {home}.",
                f"{text(indicator.purpose)} In the plan: "
                f"{text(formats.sentence(indicator.measure))}",
                self._history(indicator),
            ])  # fmt: skip
        header = ("Indicator and where it was", "Definition", "Changes")
        return table("No longer in the plan: definitions", header, rows, widths=(28, 36, 36))

    def _table(self, name: str, rows: Sequence[Row]) -> Block:
        cells = [self._row(row) for row in rows]
        return table(f"{text(name)}: definitions", HEADER, cells, widths=WIDTHS)

    def _row(self, row: Row) -> list[str]:
        indicator = row.indicator
        name = text(indicator.name)
        if self.view.assessment(indicator.id).has_data:
            name = link(indicator.name, f"indicator-{indicator.id}")
        return [
            f"{name}. {_reference(indicator)}. {self._where(indicator)}",
            self._definition(indicator),
            self._source(indicator),
            f"{self._target(indicator)} {self._history(indicator)}",
        ]

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        """The rows that show each indicator."""
        found: dict[str, list[Row]] = {}
        for row in self.view.framework.rows():
            found.setdefault(row.indicator.id, []).append(row)
        return found

    @cached_property
    def _steps(self) -> dict[str | None, list[Step]]:
        """What was ever changed by the edition's day, by indicator; None: for all of them."""
        found: dict[str | None, list[Step]] = {}
        for step in changes_between(self.framework, date.min, self.view.as_at):
            found.setdefault(step.indicator.id if step.indicator else None, []).append(step)
        return found

    def _where(self, indicator: Indicator) -> str:
        """Themes, members' pages, and what the themes serve."""
        themes = [row.theme for row in self._rows[indicator.id]]
        links = dict.fromkeys(link(theme.name, f"theme-{theme.id}") for theme in themes)
        said = [f"In {formats.joined(list(links))}."]
        members = [self._member(name) for name in self.portfolios.of_indicators[indicator.id]]
        said.append(f"Answered for by {formats.joined(members)}.")
        serves = [name for theme in themes for name in theme.file.aspirations]
        aspirations = named(self.view.framework, serves, ())
        if aspirations:
            where = link("Serves", anchor_of("Aspiration"))
            said.append(f"{where} {text(formats.joined([quoted(each) for each in aspirations]))}.")
        return " ".join(said)

    def _member(self, name: str) -> str:
        if name == NOBODY:
            return link("no lead member", f"portfolio-{NOBODY}")
        return link(self.view.framework.members[name].known_as, f"portfolio-{name}")

    def _history(self, indicator: Indicator) -> str:
        steps = self._steps.get(indicator.id, [])
        if not steps:
            return "Never changed."
        said = [history_words(step, self.view.as_at) for step in steps]
        return f"Changes: {text(' '.join(said))}"

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
            formats.stopped(f"Target: {words.target_in_full(indicator, self.view.framework)}"),
            formats.stopped(f"Baseline: {indicator.baseline_text or 'None given'}"),
            f"Lead: {formats.joined(leads) if leads else 'not named'}.",
        ]
        return " ".join(text(each) for each in said)


def _reference(indicator: Indicator) -> str:
    return f"{text(indicator.id)} ({text(indicator.ref)})"


def _series_words(series: Series) -> str:
    publisher = series.definition.publisher or series.source.publisher
    if series.source.illustrative:
        return "Made up for demonstration; not statistics."
    return text(f"{publisher}: {series.definition.title}.")
