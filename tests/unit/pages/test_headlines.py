"""Headlines: a sentence for every chart, which its own judgements bear out."""

from __future__ import annotations

import re
from decimal import Decimal

from spfbook.pages import formats
from spfbook.pages.headlines import MOVED, headline
from spfbook.pages.view import View
from spfbook.rules.comparison import Standing
from spfbook.rules.part import Part


def parts(view: View) -> list[Part]:
    found = [view.assessment(name) for name in view.framework.indicators]
    return [p for a in found for p in a.parts if p.values]


def test_a_headline_says_the_change_and_the_places_of_its_judgements(our_view: View) -> None:
    seen = set()
    for part in parts(our_view):
        said = headline(part, our_view.areas)
        assert re.fullmatch(r"(The figure|There is no figure) [^.]*(\d\.\d+[^.]*)?\.", said), said
        # What stands beside other places is the figure there is, not the one there is not.
        assert ("; it is " in said) <= said.startswith("The figure")
        assert ("; the latest is " in said) <= said.startswith("There is no figure")
        moved = MOVED.get(part.travel.direction)
        assert (f"The figure {moved} by " in said) == (moved is not None)
        if moved:
            latest, earlier = part.latest.value, part.travel.earlier.value
            size = formats.rounded(latest, part.decimals) - formats.rounded(earlier, part.decimals)
            shown = formats.number(abs(Decimal(size)), part.decimals)
            assert f"by {shown}" in said.replace("£", "")
        seen.add(part.travel.direction)
        for found in part.comparisons:
            name = our_view.framework.areas[found.area].name
            compared = found.area in our_view.comparators
            assert (name in said) == (compared and found.standing.is_judged)
    assert len(seen) >= 4


def test_better_and_worse_are_never_said_of_a_place_on_the_other_side(our_view: View) -> None:
    for part in parts(our_view):
        said = headline(part, our_view.areas)
        for found in part.comparisons:
            name = our_view.framework.areas[found.area].name
            if found.standing is Standing.WORSE and found.area in our_view.comparators:
                assert re.search(rf"worse than [^;]*{name}", said)
