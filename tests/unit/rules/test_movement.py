"""Movement of a status between two editions: where it went, and what besides a figure made it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from altered import assessment_with, part_with
from hypothesis import given
from hypothesis import strategies as st
from whole_book import Book

from spfbook.framework.changes import TargetChange
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Break
from spfbook.framework.targets import Bound, Threshold
from spfbook.rules.assessment import Assessment
from spfbook.rules.judgement import RATED, Judgement, Status
from spfbook.rules.movement import (
    FigureRevised,
    Move,
    NotJudged,
    RuleChanged,
    SameFigure,
    SeriesBroken,
    SourceChanged,
    judge_move,
    movement,
)

STATUSES = st.sampled_from(list(Status))


@pytest.mark.parametrize(
    ("before", "now", "move"),
    [
        (Status.RED, Status.GREEN, Move.UP),
        (Status.RED, Status.AMBER, Move.UP),
        (Status.AMBER, Status.GREEN, Move.UP),
        (Status.GREEN, Status.RED, Move.DOWN),
        (Status.GREEN, Status.AMBER, Move.DOWN),
        (Status.AMBER, Status.RED, Move.DOWN),
        (Status.RED, Status.RED, Move.SAME),
        (Status.AWAITED, Status.RED, Move.NEWLY_RATED),
        (Status.NO_TARGET, Status.GREEN, Move.NEWLY_RATED),
        (Status.GREEN, Status.STALE, Move.NO_LONGER_RATED),
        (Status.AWAITED, Status.STALE, Move.NOT_RATED),
        (Status.AWAITED, Status.AWAITED, Move.NOT_RATED),
    ],
)
def test_a_move_is_told_by_its_two_statuses(before: Status, now: Status, move: Move) -> None:
    assert judge_move(before, now) is move


OPPOSITE = {Move.UP: Move.DOWN, Move.NEWLY_RATED: Move.NO_LONGER_RATED}
OPPOSITE |= {after: before for before, after in OPPOSITE.items()}


@given(STATUSES, STATUSES)
def test_the_way_back_is_the_opposite_move(before: Status, now: Status) -> None:
    move = judge_move(before, now)
    assert judge_move(now, before) is OPPOSITE.get(move, move)
    assert (move is Move.SAME) == (before is now and before in RATED)


# What lies behind it


@pytest.fixture
def found(book: Book) -> Assessment:
    """One figure a year, to 2020-21."""
    return book.view.assessment("recycling-rate")


def with_status(assessment: Assessment, status: Status) -> Assessment:
    judged = Judgement(status, f"It is {status.value}.")
    parts = tuple(part_with(part, judgement=judged) for part in assessment.parts)
    return assessment_with(assessment, judgement=judged, parts=parts)


def with_values(assessment: Assessment, *values: tuple[str, str]) -> Assessment:
    """With `values` (period and number) after the figures that are there, or in their place."""
    (part,) = assessment.parts
    made = {o.period.text: o for o in part.values}
    for period, value in values:
        made[period] = replace(part.values[-1], period=parse_period(period), value=Decimal(value))
    ordered = tuple(sorted(made.values(), key=lambda o: o.period))
    return assessment_with(assessment, parts=(part_with(part, values=ordered),))


def with_definition(assessment: Assessment, **changed: object) -> Assessment:
    (part,) = assessment.parts
    definition = part.series.definition.model_copy(update=changed)
    return assessment_with(
        assessment, parts=(part_with(part, series=replace(part.series, definition=definition)),)
    )


def causes(before: Assessment, now: Assessment) -> tuple:
    return movement(with_status(before, Status.GREEN), with_status(now, Status.RED)).causes


def test_a_new_figure_needs_no_other_cause(found: Assessment) -> None:
    assert causes(found, with_values(found, ("fy2021-22", "30"))) == ()


def test_without_a_new_figure_it_is_what_it_is_judged_by(found: Assessment) -> None:
    assert causes(found, found) == (SameFigure(),)


def test_a_revised_figure_says_from_what_to_what(found: Assessment) -> None:
    now = with_values(found, ("fy2020-21", "40.1"), ("fy2021-22", "30"))
    (cause,) = causes(found, now)
    assert isinstance(cause, FigureRevised)
    assert (cause.period.text, cause.before, cause.now) == (
        "fy2020-21", Decimal("42.8"), Decimal("40.1"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "is_between"),
    [("fy2019-20", False), ("fy2020-21", False), ("fy2021-22", True), ("fy2022-23", False)],
)
def test_a_break_counts_between_the_two_figures(
    found: Assessment, first: str, is_between: bool
) -> None:
    now = with_definition(found, breaks=(Break(first_period=first, reason="Counted anew"),))
    told = causes(found, with_values(now, ("fy2021-22", "30")))
    expected = (SeriesBroken(parse_period(first), "Counted anew"),) if is_between else ()
    assert told == expected


def test_another_series_is_said_and_its_other_figures_are_no_revision(found: Assessment) -> None:
    now = with_values(with_definition(found, id="other", title="Another"), ("fy2020-21", "99"))
    assert causes(found, now) == (SourceChanged(found.parts[0].series.definition.title, "Another"),)


def test_a_changed_target_is_said_with_the_one_that_held_before(found: Assessment) -> None:
    change = TargetChange(
        kind="target", date=date(2022, 1, 10), since="2021-22-q4", reason="agreed by Cabinet",
        target=Threshold(kind="threshold", bound=Bound.AT_LEAST, value=Decimal(40)),
        target_text="40%",
    )  # fmt: skip
    was = found.indicator.model_copy(update={"target": change.target, "changes": ()})
    is_now = found.indicator.model_copy(update={"changes": (change,)})
    before, now = assessment_with(found, indicator=was), assessment_with(found, indicator=is_now)
    (cause,) = causes(before, now)
    assert isinstance(cause, RuleChanged)
    assert "the target was changed after December 2021 from “40%”" in cause.because
    assert cause.because.endswith("agreed by Cabinet")


def test_one_that_is_no_longer_rated_says_why(found: Assessment) -> None:
    moved = movement(with_status(found, Status.GREEN), with_status(found, Status.STALE))
    assert moved.causes == (NotJudged("It is stale."),)


def test_one_that_stayed_has_no_cause(found: Assessment) -> None:
    revised = with_values(found, ("fy2020-21", "1"))
    moved = movement(with_status(found, Status.RED), with_status(revised, Status.RED))
    assert (moved.move, moved.causes) == (Move.SAME, ())


def test_two_indicators_have_no_movement(book: Book, found: Assessment) -> None:
    with pytest.raises(AssertionError):
        movement(found, book.view.assessment("clean-streets"))


@pytest.mark.parametrize("name", ["book", "our_book", "illustrative_book"])
def test_every_indicator_has_one_movement_and_its_two_statuses(
    request: pytest.FixtureRequest, name: str
) -> None:
    editions = request.getfixturevalue(name).editions
    names = list(editions.now.framework.indicators)
    found = editions.movements(names)
    assert [m.indicator.id for m in found] == names
    for m in found:
        assert m.before is editions.before.assessment(m.indicator.id).status
        assert m.now is editions.now.assessment(m.indicator.id).status
        assert m.move is judge_move(m.before, m.now)
