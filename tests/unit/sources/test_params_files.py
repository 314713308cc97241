"""Editions from their files: the newest one, the unknown one, and none."""

from __future__ import annotations

from datetime import date

import pytest

from spfbook.errors import ParameterError
from spfbook.framework.framework import Framework
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import edition_names, newest_edition, read_edition

QUARTER = "2021-22-q4"


@pytest.fixture
def framework(northmere: Layout) -> Framework:
    (northmere.params / "2021-22-q3.yml").unlink()  # one edition is enough here
    return read_framework(northmere)


def add(layout: Layout, name: str, period: str, sources: str = "[statistics, returns]") -> None:
    """Another edition like the one there is."""
    text = (layout.params / f"{QUARTER}.yml").read_text(encoding="utf-8")
    text = text.replace(f"edition: {QUARTER}", f"edition: {name}")
    text = text.replace(f"period: {QUARTER}", f'period: "{period}"')
    text = text.replace("[statistics, returns]", sources)
    (layout.params / f"{name}.yml").write_text(text, encoding="utf-8")


def test_an_edition_is_read_with_its_settings(northmere: Layout, framework: Framework) -> None:
    edition = read_edition(northmere, framework, QUARTER)
    assert (edition.id, str(edition.period), edition.as_at) == (QUARTER, QUARTER, date(2022, 5, 20))
    assert edition.settings_for("healthy-lives", "health-and-care").history_years == 10
    assert edition.settings_for("thriving-places", "jobs-and-money").history_years == 5


@pytest.mark.parametrize("name", ["2099-00-q1", "", "../params/2021-22-q4x", "Q4"])
def test_an_unknown_edition_is_refused_with_those_there_are(
    northmere: Layout, framework: Framework, name: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        read_edition(northmere, framework, name)
    assert caught.value.lines() == [
        f"edition {name!r} is not known; the editions there are: 2021-22-q4"
    ]


def test_the_newest_edition_is_the_one_whose_period_ends_last(
    northmere: Layout, framework: Framework
) -> None:
    add(northmere, "2021-22-q1", "2021-22-q1")
    add(northmere, "2022-02", "2022-02")
    assert newest_edition(northmere, framework).id == QUARTER
    add(northmere, "2022-04", "2022-04")
    assert edition_names(northmere) == ["2021-22-q1", QUARTER, "2022-02", "2022-04"]
    assert newest_edition(northmere, framework).id == "2022-04"


def test_of_two_editions_that_end_together_the_plainer_name_is_the_newest(
    northmere: Layout, framework: Framework
) -> None:
    add(northmere, "2021-22-q4-with-more", QUARTER)
    assert newest_edition(northmere, framework).id == QUARTER


def test_an_edition_with_illustrative_figures_is_never_the_newest_beside_another(
    northmere: Layout, framework: Framework
) -> None:
    for end in ("csv", "yml"):
        text = (northmere.observations / f"returns.{end}").read_text(encoding="utf-8")
        made_up = text.replace("id: returns\ntitle", "id: demonstration\ntitle")
        (northmere.observations / f"demonstration.{end}").write_text(made_up, encoding="utf-8")
        real = text.replace("illustrative: true\n", "")
        (northmere.observations / f"returns.{end}").write_text(real, encoding="utf-8")
    add(northmere, "2022-04", "2022-04", sources="[statistics, demonstration]")
    assert newest_edition(northmere, framework).id == QUARTER
    (northmere.params / f"{QUARTER}.yml").unlink()
    assert newest_edition(northmere, framework).id == "2022-04"


def test_a_folder_without_editions_is_told(northmere: Layout, framework: Framework) -> None:
    (northmere.params / f"{QUARTER}.yml").unlink()
    with pytest.raises(ParameterError) as caught:
        newest_edition(northmere, framework)
    assert caught.value.lines() == ["params: holds no edition; add one such as 2021-22-q4.yml"]


def test_with_no_editions_at_all_an_unknown_one_says_so(
    northmere: Layout, framework: Framework
) -> None:
    (northmere.params / f"{QUARTER}.yml").unlink()
    with pytest.raises(ParameterError, match="the editions there are: none"):
        read_edition(northmere, framework, QUARTER)
