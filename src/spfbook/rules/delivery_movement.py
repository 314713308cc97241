"""Movement of deliverables: what was reported about them since the edition before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from spfbook.framework.deliverables import Deliverable
from spfbook.rules.delivery import Delivery, DeliveryJudgement


class DeliveryMove(StrEnum):
    """What happened to a deliverable. In the order in which a reader wants to know."""

    NOW_OVERDUE = "now_overdue"
    NOW_AT_RISK = "now_at_risk"
    SLIPPED = "slipped"
    """Expected after the plan's day, and later than the edition before said."""
    STOPPED = "stopped"
    BACK_ON_TRACK = "back_on_track"
    COMPLETED = "completed"
    SAME = "same"


LATE = (Delivery.OVERDUE, Delivery.AT_RISK)


@dataclass(frozen=True)
class DeliveryMovement:
    """Where a deliverable stands in an edition and stood in the one before."""

    deliverable: Deliverable
    move: DeliveryMove
    before: DeliveryJudgement
    now: DeliveryJudgement


def delivery_movement(
    deliverable: Deliverable, before: DeliveryJudgement, now: DeliveryJudgement
) -> DeliveryMovement:
    return DeliveryMovement(deliverable, judge_delivery_move(before, now), before, now)


def judge_delivery_move(before: DeliveryJudgement, now: DeliveryJudgement) -> DeliveryMove:
    """The first that fits: a state that is new, else a later forecast, else nothing."""
    if now.state is not before.state:
        match now.state:
            case Delivery.STOPPED:
                return DeliveryMove.STOPPED
            case Delivery.COMPLETE:
                return DeliveryMove.COMPLETED
            case Delivery.OVERDUE:
                return DeliveryMove.NOW_OVERDUE
            case Delivery.AT_RISK if before.state is not Delivery.OVERDUE:
                return DeliveryMove.NOW_AT_RISK
            case Delivery.ON_TRACK if before.state in LATE:
                return DeliveryMove.BACK_ON_TRACK
    if has_slipped(now) and before.current and now.current and now.current > before.current:
        return DeliveryMove.SLIPPED
    return DeliveryMove.SAME


def has_slipped(judgement: DeliveryJudgement) -> bool:
    """Whether it is expected after the last day that the plan gives."""
    original, current = judgement.original, judgement.current
    return original is not None and current is not None and current > original
