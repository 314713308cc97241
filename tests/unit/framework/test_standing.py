"""What differs between two editions: each thing once, under its own name."""

from __future__ import annotations

import pytest

from spfbook.framework.standing import (
    OF_THE_PLAN,
    Aspect,
    Standing,
    StandingsFile,
    StoodFigure,
    counts_by_status,
    differences,
    standings_text,
)


def figures(**by_period: str) -> tuple[StoodFigure, ...]:
    """`q3="28"`: of quarters of 2021 to 2022."""
    return tuple(
        StoodFigure(period=f"2021-22-{name}", exact=value, shown=f"{value}%")
        for name, value in by_period.items()
    )


def standing(**changed: object) -> Standing:
    found = {
        "indicator": "homes", "ref": "HS-001", "name": "Homes", "theme": "homes",
        "status": "red", "status_words": "Off target", "target": "At least 30",
        "tolerance": "10%", "baseline": "20", "polarity": "higher_is_better",
        "definition": "Homes built", "source": "Returns", "purpose": "Whether we build",
        "unit": "number of homes", "dead_band": "2", "frequency": "every quarter",
        "lead": "Councillor A", "figures": figures(q2="27", q3="28"),
    }  # fmt: skip
    return Standing(**{**found, **changed})


def told(before: list[Standing], now: list[Standing]) -> list[tuple[Aspect, str, str, str]]:
    return [(d.aspect, d.period, d.before, d.now) for d in differences(before, now)]


def test_what_is_the_same_is_not_told() -> None:
    assert told([standing()], [standing()]) == []


def test_a_newer_figure_is_set_beside_the_last_one() -> None:
    now = standing(figures=figures(q2="27", q3="28", q4="31"))
    assert told([standing()], [now]) == [
        (Aspect.FIGURE, "2021-22-q4", "28% (Oct to Dec 2021)", "31%")
    ]


def test_every_newer_figure_is_told_and_not_the_last_alone() -> None:
    now = standing(figures=figures(q1="26", q2="27", q3="900", q4="31"))
    assert told([standing(figures=figures(q1="26", q2="27"))], [now]) == [
        (Aspect.FIGURE, "2021-22-q3", "27% (Jul to Sep 2021)", "900%"),
        (Aspect.FIGURE, "2021-22-q4", "27% (Jul to Sep 2021)", "31%"),
    ]


def test_a_first_figure_is_newer_than_none() -> None:
    assert told([standing(figures=())], [standing(figures=figures(q4="31"))]) == [
        (Aspect.FIGURE, "2021-22-q4", "No figure", "31%")
    ]


def test_an_earlier_figure_that_is_another_is_a_revision() -> None:
    now = standing(figures=figures(q2="26", q3="28", q4="31"))
    assert told([standing()], [now])[1:] == [(Aspect.REVISION, "2021-22-q2", "27%", "26%")]


def test_a_figure_that_came_late_or_was_withdrawn_is_a_revision() -> None:
    now = standing(figures=figures(q1="25", q3="28"))
    assert told([standing()], [now]) == [
        (Aspect.REVISION, "2021-22-q1", "No figure", "25%"),
        (Aspect.REVISION, "2021-22-q2", "27%", "No figure"),
    ]
    assert told([standing()], [standing(figures=())]) == [
        (Aspect.REVISION, "2021-22-q2", "27%", "No figure"),
        (Aspect.REVISION, "2021-22-q3", "28%", "No figure"),
    ]


def test_a_revision_too_small_to_be_shown_is_told_in_full() -> None:
    def with_exact(exact: str) -> Standing:
        return standing(figures=(StoodFigure(period="2021-22-q3", exact=exact, shown="28%"),))

    assert told([with_exact("28.01")], [with_exact("28.02")]) == [
        (Aspect.REVISION, "2021-22-q3", "28.01", "28.02")
    ]


@pytest.mark.parametrize("aspect", OF_THE_PLAN)
def test_what_the_plan_says_otherwise_is_told_by_name(aspect: Aspect) -> None:
    was = getattr(standing(), aspect)
    assert was
    assert told([standing()], [standing(**{aspect: "other"})]) == [(aspect, "", was, "other")]


@pytest.mark.parametrize("field", ["target", "baseline", "source", "unit", "lead"])
def test_what_is_not_there_any_more_is_told_in_a_word(field: str) -> None:
    was = getattr(standing(), field)
    assert told([standing()], [standing(**{field: ""})]) == [(Aspect(field), "", was, "None")]


def test_every_text_of_the_plan_in_a_standing_is_compared() -> None:
    told_otherwise = {
        "indicator", "component", "status", "status_words", "figures", "is_illustrative"
    }  # fmt: skip
    assert set(Standing.model_fields) == told_otherwise | set(OF_THE_PLAN)


def test_what_an_older_release_did_not_keep_is_not_told() -> None:
    assert told([standing(purpose=None, unit=None)], [standing()]) == []
    assert told([standing()], [standing(lead=None, dead_band=None)]) == []


def test_an_indicator_with_components_is_renamed_and_defined_anew_once() -> None:
    def of(name: str, flats: str, definition: str) -> list[Standing]:
        part = standing(component="flats", name=f"{name}: {flats}", definition=definition)
        return [standing(name=name, definition=definition), part]

    before = of("Homes", "flats", "Homes built")
    assert told(before, of("New homes", "flats", "Homes finished")) == [
        (Aspect.NAME, "", "Homes", "New homes"),
        (Aspect.DEFINITION, "", "Homes built", "Homes finished"),
    ]
    assert told(before, of("Homes", "flats and maisonettes", "Homes built")) == [
        (Aspect.NAME, "", "flats", "flats and maisonettes")
    ]


def test_an_indicator_that_only_one_has_was_added_or_given_up() -> None:
    new = standing(indicator="parks", name="Parks", status="green", status_words="On target")
    assert told([standing()], [new]) == [
        (Aspect.ADDED, "", "", "On target"),
        (Aspect.RETIRED, "", "Off target", ""),
    ]


def test_components_are_told_apart() -> None:
    now = standing(component="flats", status="green", status_words="On target")
    (found,) = differences([standing(), standing(component="flats")], [standing(), now])
    assert (found.aspect, found.component) == (Aspect.STATUS, "flats")


def test_each_indicator_is_counted_once() -> None:
    found = [standing(), standing(component="flats"), standing(indicator="parks", status="green")]
    assert counts_by_status(found) == {"green": 1, "red": 1}


def test_what_is_kept_is_read_back_as_it_was() -> None:
    found = (standing(name='Ünïcode "x"'), standing(component="flats", figures=()))
    assert StandingsFile.model_validate_json(standings_text("2021-22-q4", found)) == (
        StandingsFile(edition="2021-22-q4", standings=found)
    )
