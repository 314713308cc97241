"""Which editions an edition is compared with: those of its own kind before it."""

from __future__ import annotations

from datetime import date

import pytest

from spfbook.framework.framework import Framework
from spfbook.framework.periods import parse_period
from spfbook.paths import Layout
from spfbook.sources.earlier_editions import earlier_editions
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import read_edition


def names(layout: Layout, framework: Framework, edition: str) -> list[str]:
    found = read_edition(layout, framework, edition)
    before = earlier_editions(
        layout, framework, found.period, found.as_at, found.all_sources()
    )
    return [each.id for each in before]


def write(layout: Layout, name: str, period: str, as_at: str, more: str = "") -> None:
    text = (layout.params / "2021-22-q3.yml").read_text(encoding="utf-8")
    text = text.replace("edition: 2021-22-q3", f"edition: {name}")
    text = text.replace("period: 2021-22-q3", f'period: "{period}"')
    text = text.replace("as_at: 2022-02-18", f"as_at: {as_at}") + more
    (layout.params / f"{name}.yml").write_text(text, encoding="utf-8")


@pytest.fixture
def framework(northmere: Layout) -> Framework:
    return read_framework(northmere)


def test_published_figures_are_compared_with_published_and_quarters_with_quarters(
    repository: Layout, spf: Framework
) -> None:
    assert names(repository, spf, "2021-22-q4") == [
        "2020-21-q1", "2020-21-q2", "2020-21-q3", "2020-21-q4", "2021-22-q1", "2021-22-q2",
        "2021-22-q3",
    ]  # fmt: skip


def test_made_up_figures_are_compared_with_made_up_ones(
    repository: Layout, spf: Framework
) -> None:
    assert names(repository, spf, "2021-22-q4-illustrative") == [
        "2021-22-q1-illustrative", "2021-22-q2-illustrative", "2021-22-q3-illustrative",
    ]  # fmt: skip


def test_a_kind_of_period_that_has_none_before_is_compared_with_any(
    repository: Layout, spf: Framework
) -> None:
    assert names(repository, spf, "2021-11")[-1] == "2021-22-q2"


def test_the_first_of_its_kind_has_none_before(repository: Layout, spf: Framework) -> None:
    assert names(repository, spf, "2020-21-q1") == []


def test_of_one_period_the_one_known_earlier_comes_before(
    northmere: Layout, framework: Framework
) -> None:
    write(northmere, "2021-22-q3-again", "2021-22-q3", "2022-03-31")
    assert names(northmere, framework, "2021-22-q3-again") == ["2021-22-q3"]
    assert names(northmere, framework, "2021-22-q3") == []
    assert names(northmere, framework, "2021-22-q4") == ["2021-22-q3", "2021-22-q3-again"]


def test_an_as_at_date_of_a_priority_does_not_make_an_edition_its_own_predecessor(
    northmere: Layout, framework: Framework
) -> None:
    write(
        northmere, "2022-23-q1", "2022-23-q1", "2022-08-01",
        "overrides:\n  healthy-lives:\n    as_at: 2022-08-20\n",
    )  # fmt: skip
    found = read_edition(northmere, framework, "2022-23-q1")
    before = earlier_editions(
        northmere, framework, parse_period("2022-23-q1"), date(2022, 8, 20),
        found.all_sources(), "healthy-lives",
    )  # fmt: skip
    assert [each.id for each in before] == ["2021-22-q3", "2021-22-q4"]
