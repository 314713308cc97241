"""Small multiples: which series they draw, and that nothing is drawn twice or left out."""

from __future__ import annotations

import re

import pytest

from spfbook.pages.indicator_chart import recent
from spfbook.pages.indicator_section import section
from spfbook.pages.markdown import Block, Chart
from spfbook.pages.small_multiples import FEWEST_PANELS, short_parts
from spfbook.pages.theme_page import ThemePage
from spfbook.pages.view import View


def pages(view: View) -> list[ThemePage]:
    return [ThemePage(view, theme) for theme in view.framework.themes]


def test_a_theme_with_many_short_series_shows_them_together_and_each_once(our_view: View) -> None:
    together = 0
    for page in pages(our_view):
        parts = [part for a in page.with_figures() for part in a.parts]
        short = short_parts(our_view, parts)
        assert not short or len(short) >= FEWEST_PANELS
        shown = page.short_series()
        assert isinstance(shown, Chart) == bool(short)
        together += len(short)
        for assessment in page.with_figures():
            blocks = section(our_view, assessment, drawn_together=short).blocks
            own = [each for each in blocks if isinstance(each, Chart)]
            drawn = [p for p in assessment.parts
                     if len(recent(our_view, p.values)) >= 3 and p not in short]  # fmt: skip
            assert len(own) == len(drawn)
    assert together >= FEWEST_PANELS


def test_the_alt_text_names_every_series_with_its_latest_figure(our_view: View) -> None:
    for page in pages(our_view):
        shown = page.short_series()
        if isinstance(shown, Block):
            continue
        alt = re.search(r'^:alt: "(.*)"$', shown.source, re.MULTILINE)[1]
        parts = [part for a in page.with_figures() for part in a.parts]
        for part in short_parts(our_view, parts):
            assert part.indicator.name in alt
        assert alt.count(" figures, ") == len(short_parts(our_view, parts))


@pytest.mark.parametrize("count", [0, 1, FEWEST_PANELS - 1])
def test_a_few_short_series_keep_their_own_charts(our_view: View, count: int) -> None:
    parts = [part for page in pages(our_view) for a in page.with_figures() for part in a.parts]
    short = [part for part in parts if len(recent(our_view, part.values)) == 3]
    assert short_parts(our_view, short[:count]) == []


def test_the_same_figures_give_the_same_picture(our_view: View) -> None:
    page = next(p for p in pages(our_view) if isinstance(p.short_series(), Chart))
    assert page.short_series().svg == page.short_series().svg
