"""What happened to a deliverable between two editions: the first thing that is true of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spfbook.rules.delivery import Delivery, DeliveryJudgement
from spfbook.rules.delivery_movement import (
    DeliveryMove,
    has_slipped,
    judge_delivery_move,
)

DUE = date(2022, 3, 31)


def judged(state: Delivery, late: int | None = 0) -> DeliveryJudgement:
    """Expected `late` days after its deadline; with None no day is named."""
    current = None if late is None else DUE + timedelta(days=late)
    return DeliveryJudgement(state, "", DUE, current)


@pytest.mark.parametrize(
    ("before", "now", "move"),
    [
        (judged(Delivery.ON_TRACK), judged(Delivery.OVERDUE), DeliveryMove.NOW_OVERDUE),
        (judged(Delivery.AT_RISK, 30), judged(Delivery.OVERDUE, 60), DeliveryMove.NOW_OVERDUE),
        (judged(Delivery.NOT_REPORTED), judged(Delivery.OVERDUE), DeliveryMove.NOW_OVERDUE),
        (judged(Delivery.ON_TRACK), judged(Delivery.AT_RISK, 30), DeliveryMove.NOW_AT_RISK),
        (judged(Delivery.OVERDUE, 30), judged(Delivery.OVERDUE, 31), DeliveryMove.SLIPPED),
        (judged(Delivery.AT_RISK, 30), judged(Delivery.AT_RISK, 90), DeliveryMove.SLIPPED),
        (judged(Delivery.ON_TRACK, -9), judged(Delivery.ON_TRACK, -5), DeliveryMove.SAME),
        (judged(Delivery.AT_RISK, 30), judged(Delivery.ON_TRACK), DeliveryMove.BACK_ON_TRACK),
        (judged(Delivery.OVERDUE, 30), judged(Delivery.COMPLETE, None), DeliveryMove.COMPLETED),
        (judged(Delivery.OVERDUE, 30), judged(Delivery.STOPPED, None), DeliveryMove.STOPPED),
        (judged(Delivery.OVERDUE, 30), judged(Delivery.OVERDUE, 30), DeliveryMove.SAME),
        (judged(Delivery.AT_RISK, 30), judged(Delivery.AT_RISK, 20), DeliveryMove.SAME),
        (judged(Delivery.NOT_REPORTED), judged(Delivery.ON_TRACK), DeliveryMove.SAME),
        (judged(Delivery.COMPLETE, None), judged(Delivery.COMPLETE, None), DeliveryMove.SAME),
    ],
)
def test_a_move_is_the_first_that_fits(
    before: DeliveryJudgement, now: DeliveryJudgement, move: DeliveryMove
) -> None:
    assert judge_delivery_move(before, now) is move


@pytest.mark.parametrize(
    ("late", "slipped"), [(-1, False), (0, False), (1, True), (None, False)]
)
def test_it_has_slipped_when_it_is_expected_after_the_plans_day(
    late: int | None, slipped: bool
) -> None:
    assert has_slipped(judged(Delivery.AT_RISK, late)) is slipped


def test_without_a_day_in_the_plan_nothing_slips() -> None:
    assert not has_slipped(DeliveryJudgement(Delivery.NO_DATE, "", None, DUE))
