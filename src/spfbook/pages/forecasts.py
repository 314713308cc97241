"""Year-end forecasts in summary tables: a column beside the status, where a service gave any."""

from __future__ import annotations

from collections.abc import Sequence

from spfbook.framework.commentary import Commentary, Expected, Remark
from spfbook.pages import formats, words
from spfbook.pages.commentary import EXPECTED, forecast, forecast_of_whole
from spfbook.pages.markdown import chip, text
from spfbook.rules.assessment import Assessment
from spfbook.rules.part import Part


def forecast_of_row(assessment: Assessment, part: Part, commentary: Commentary) -> str:
    """Of an indicator that a table shows by one of its parts: the part's own, else the whole's."""
    own = forecast(part, commentary) if part.component else ""
    return own or forecast_of_whole(assessment, commentary)


def forecast_counts(assessments: Sequence[Assessment], commentary: Commentary) -> str:
    """`1 on target, 2 near target`: of the indicators for which a service says as a whole where
    they will stand; nothing where none does. Markdown."""
    found = [
        remark
        for each in assessments
        if (remark := commentary.on_indicator(each.indicator.id)) and _is_given(remark)
    ]
    said = []
    for expected, status in EXPECTED.items():
        number = sum(remark.comment.forecast is expected for remark in found)
        if number:
            name = words.STATUS_WORDS[status].lower()
            said.append(f"{formats.number_of(number)} {words.SHAPES[status]} {name}")
    figures = sum(not isinstance(remark.comment.forecast, Expected) for remark in found)
    if figures:
        said.append(f"{formats.number_of(figures)} as a figure")
    mark = chip("Illustrative", "illustrative") if any(r.is_illustrative for r in found) else ""
    return " ".join(each for each in (text(", ".join(said)), mark) if each)


def _is_given(remark: Remark) -> bool:
    return remark.comment.forecast is not None
