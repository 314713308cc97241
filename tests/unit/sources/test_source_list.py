"""The list of sources says whether figures of peers are held."""

from __future__ import annotations

import pytest

from spfbook.framework.framework import Framework
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.source_list import source_list


@pytest.mark.parametrize(("name", "said"), [
    ("Mereshire districts", "3 of the 5 series hold figures of other Mereshire districts too."),
    (None, "The framework lists no peers, so no indicator is ranked among them."),
])  # fmt: skip
def test_the_list_says_whose_figures_are_held_besides(
    northmere: Layout, name: str | None, said: str
) -> None:
    found = read_framework(northmere)
    if name is None:
        for source in northmere.observations.glob("*"):
            source.unlink()
        file = found.file.model_copy(update={"peers": None})
        found = Framework(file, found.priorities)
    assert f"\n\n{said}\n\n" in source_list(northmere, found)


def test_the_shipped_sources_hold_no_other_borough(repository: Layout, spf: Framework) -> None:
    said = "No series holds a figure of another of the 32 London boroughs"
    assert said in source_list(repository, spf)
