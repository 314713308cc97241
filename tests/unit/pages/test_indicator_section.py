"""The section of an indicator says its status once for each thing that has one."""

from __future__ import annotations

import pytest
from whole_book import Book

from spfbook.pages import formats, words
from spfbook.pages.indicator_section import section
from spfbook.pages.markdown import Block, text
from spfbook.pages.view import View


@pytest.fixture(params=["book", "our_book"])
def any_view(request: pytest.FixtureRequest) -> View:
    book: Book = request.getfixturevalue(request.param)
    return book.view


def test_an_indicator_of_one_judged_part_says_its_status_once(any_view: View) -> None:
    """The part below it has its name, and the chip and the reason stand above."""
    looked_at = 0
    for name in any_view.framework.indicators:
        found = any_view.assessment(name)
        judged = [part for part in found.parts if part.is_assessed and part.values]
        if len(found.parts) == 1 or len(judged) != 1:
            continue
        if judged[0].judgement.status is not found.status:
            continue
        looked_at += 1
        blocks = [b.source for b in section(any_view, found).blocks if isinstance(b, Block)]
        heads = [said for said in blocks if "{.status" in said and "\n" not in said]
        chip = words.status_chip(found.status)
        assert sum(head.count(chip) for head in heads) == 1
        assert heads[0].startswith(chip)
    assert looked_at


def test_of_several_judged_parts_each_says_its_own(any_view: View) -> None:
    looked_at = 0
    for name in any_view.framework.indicators:
        found = any_view.assessment(name)
        judged = [part for part in found.parts if part.is_assessed and part.values]
        if len(judged) < 2:
            continue
        looked_at += 1
        said = "\n".join(b.source for b in section(any_view, found).blocks if isinstance(b, Block))
        for part in judged:
            name = formats.sentence(part.component.text) if part.component else "All together."
            assert f"**{text(name)}** {words.status_chip(part.judgement.status)}" in said
    assert looked_at
