"""The trend tests of a report are those of the series its pages show, overrides included."""

from __future__ import annotations

from datetime import date

import pytest

from spfbook.framework.edition import Edition, Settings
from spfbook.framework.framework import Framework
from spfbook.notebook import edition_view, theme_page
from spfbook.pages.theme_page import ThemePage
from spfbook.pages.view import View
from spfbook.paths import ROOT_VARIABLE, Layout
from spfbook.rules.trend_family import allowance_of, family_of
from spfbook.sources.params_files import read_edition

HOMES, ALL = "inclusive-growth/homes", "2021-22-q4"
WITHOUT = "mhclg-homelessness"


def overridden(layout: Layout, spf: Framework, over: Settings) -> Edition:
    edition = read_edition(layout, spf, ALL)
    return Edition(file=edition.file.model_copy(update={"overrides": {HOMES: over}}))


def page_of(edition: Edition, priority: str, theme: str) -> ThemePage:
    settings = edition.settings_for(priority, theme)
    return theme_page(
        theme, edition=ALL, period=edition.file.period, as_at=str(settings.as_at),
        sources=settings.sources or (), trend_limit=1,
    )  # fmt: skip


def pages_of(edition: Edition, spf: Framework) -> dict[str, View]:
    return {t.id: page_of(edition, t.priority, t.id).view for t in spf.themes
            if t.priority == "inclusive-growth"}  # fmt: skip


def overrides(spf: Framework, layout: Layout) -> list[Settings]:
    sources = read_edition(layout, spf, ALL).file.sources or ()
    fewer = tuple(name for name in sources if name != WITHOUT)
    return [Settings(sources=fewer), Settings(as_at=date(2021, 9, 30))]


@pytest.mark.parametrize("which", [0, 1])
def test_a_theme_with_sources_or_a_day_of_its_own_enters_what_its_page_shows(
    repository: Layout, spf: Framework, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    monkeypatch.setenv(ROOT_VARIABLE, str(repository.root))
    edition = overridden(repository, spf, overrides(spf, repository)[which])
    whole = edition_view(repository, spf, edition)
    shown = [
        part
        for name, view in pages_of(edition, spf).items()
        for row, found in view.rows(view.framework.theme(name))
        if not row.is_repeat
        for part in found.parts
    ]
    elsewhere = [
        part
        for theme in spf.themes
        if theme.priority != "inclusive-growth"
        for found in whole.assessments(theme)
        for part in found.parts
    ]
    assert whole.trend_allowance == allowance_of(family_of([*shown, *elsewhere]))


def test_without_a_source_its_series_are_no_part_of_the_family(
    repository: Layout, spf: Framework, our_view: View
) -> None:
    edition = overridden(repository, spf, overrides(spf, repository)[0])
    found = edition_view(repository, spf, edition)
    assert 0 < found.trend_allowance.tests < our_view.trend_allowance.tests
    assert not found.assessment("homeless-acceptances").has_data
    assert our_view.assessment("homeless-acceptances").has_data
