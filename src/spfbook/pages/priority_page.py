"""The page of a priority: how its indicators stand, what is off track, its themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spfbook.framework.framework import Priority, Theme
from spfbook.pages import formats, words
from spfbook.pages.changes import moved_table
from spfbook.pages.columns import Columns
from spfbook.pages.commentary import place_commentary
from spfbook.pages.deliverables import delivery_counts, each_once, late_table
from spfbook.pages.delivery_changes import deliverable_changes
from spfbook.pages.editions import Editions
from spfbook.pages.forecasts import forecast_counts, forecast_of_row
from spfbook.pages.markdown import Block, Chart, bullets, link, paragraph, table, text
from spfbook.pages.scorecard import made_up_chip, made_up_mark
from spfbook.pages.status_strip import status_strip, strip_table
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.comparison import is_red_and_worsening, is_worse_and_worsening
from spfbook.rules.status import Status

FEWEST_FOR_SHARES = 10
NONE_OFF_TARGET = "No indicator that could be rated is off target."
NONE_RATED = "No indicator can be rated in this edition, so none can be called off target."


@dataclass(frozen=True)
class PriorityPage:
    """One priority in one edition."""

    editions: Editions
    priority: Priority

    @property
    def view(self) -> View:
        return self.editions.now

    def about(self) -> Block:
        said = paragraph(text(self.priority.about)) + illustrative_warning(self.view)
        return said + place_commentary(self.view.commentary, self.priority.id, None)

    def counts(self) -> Block:
        """How many indicators have each status, and why those without one have none."""
        return counts_table(self.view.of_priority(self.priority), self.priority.title)

    def off_track(self) -> Block:
        """The indicators that are red or amber, worst first."""
        return off_track_table(self.view, self.view.of_priority(self.priority), self.priority.title)

    def changes(self) -> Block:
        """What moved since the edition before, indicators and deliverables."""
        title = self.priority.title
        moved = moved_table(self.editions, self._indicators(), title)
        deliverables = [
            task.deliverable.id
            for theme in self.priority.themes
            for task in self.view.framework.tasks(theme)
        ]
        return moved + deliverable_changes(self.editions, dict.fromkeys(deliverables))

    def over_time(self) -> Chart | Block:
        """A picture of the statuses edition by edition."""
        name = f"editions-{self.priority.id}"
        return status_strip(self.editions, self._indicators(), self.priority.title, name)

    def over_time_table(self) -> Block:
        return strip_table(self.editions, self._indicators(), self.priority.title)

    def themes(self) -> Block:
        """The priority's themes, a row each, with their counts by status."""
        return themes_table(self.view, self.priority.themes, self.priority.title)

    def deliverables(self) -> Block:
        """How the priority's deliverables stand, and those that are late."""
        pairs = [pair for theme in self.priority.themes for pair in self.view.tasks(theme)]
        own, title = each_once(pairs), self.priority.title
        return delivery_counts(self.view, own, title) + late_table(self.view, own, title)

    def _indicators(self) -> list[str]:
        return [a.indicator.id for a in self.view.of_priority(self.priority)]


def counts_table(assessments: Sequence[Assessment], title: str) -> Block:
    """Counts by status: of all, and of those that are rated."""
    total = len(assessments)
    rated = sum(1 for a in assessments if a.status.is_rated)
    rows = []
    for status in words.STATUS_WORDS:
        number = sum(1 for a in assessments if a.status is status)
        if not number:
            continue
        rows.append(
            [
                words.status_chip(status),
                formats.number_of(number),
                formats.share(number, total),
                _share_of_rated(number, rated) if status.is_rated else "\\[z\\]",
                text(words.STATUS_MEANING[status]),
            ]
        )
    header = ("Status", "Indicators", "Of all", "Of those rated", "What it means")
    said = paragraph(
        f"{formats.counted(total, 'indicator')}: {formats.number_of(rated)} rated, "
        f"{formats.number_of(total - rated)} not rated."
    )
    caption = f"{text(title)}: indicators by status{made_up_mark(assessments)}"
    shown = Columns(header, rows, (18, 11, 10, 13, 48)).without("\\[z\\]")
    return said + table(caption, shown.header, shown.rows, widths=shown.widths)


def _share_of_rated(number: int, rated: int) -> str:
    """A percentage; of only a few the plain numbers, since one indicator would be 20% or more."""
    if rated < FEWEST_FOR_SHARES:
        return f"{formats.number_of(number)} of {formats.number_of(rated)}"
    return formats.share(number, rated)


def off_track_table(view: View, assessments: Sequence[Assessment], title: str) -> Block:
    """The red and amber indicators with their figures and where they are going."""
    order = (Status.RED, Status.AMBER)
    found = [a for a in assessments if a.status in order]
    if not found:
        is_any_rated = any(a.status.is_rated for a in assessments)
        none = paragraph(NONE_OFF_TARGET if is_any_rated else NONE_RATED)
        return none + worsening(view, assessments)
    found.sort(key=lambda a: order.index(a.status))
    rows = []
    for assessment in found:
        part = assessment.worst_part
        name = link(assessment.indicator.name, f"indicator-{assessment.indicator.id}")
        component = f" – {text(part.component.text)}" if part.component else ""
        latest = part.latest
        rows.append(
            [
                name + component,
                words.status_of(part),
                text(words.value_of(latest, part)) + made_up_chip(part),
                text(latest.period.table_label) if latest else "",
                text(words.target_words(assessment.indicator, view.framework)),
                text(words.travel_words(part)),
            ]
        )
    header = ("Indicator", "Status", "Latest figure", "Period", "Target", "On a year before")
    ahead = [forecast_of_row(a, a.worst_part, view.commentary) for a in found]
    shown = Columns(header, rows, (32, 14, 13, 14, 14, 17))
    shown = shown.with_forecasts(ahead, at=2, width=14)
    caption = f"{text(title)}: indicators off target or near it{made_up_mark(found)}"
    off = table(caption, shown.header, shown.rows, widths=shown.widths)
    return worsening(view, assessments) + off


def worsening(view: View, assessments: Sequence[Assessment]) -> Block:
    """The two lists worth a member's first look: off target and worse than a year before, and
    worse than another place and worse than a year before. (A change without counts or intervals
    may be chance: so never "clearly" worse.)"""
    red = [
        a for a in assessments
        if any(is_red_and_worsening(p.judgement, p.travel) for p in a.parts)
    ]  # fmt: skip
    is_any_rated = any(a.status.is_rated for a in assessments)
    items = [_list_of(red, "off target and worse than a year before")] if is_any_rated else []
    beside = [area for area in view.areas if any(_is_beside(a, area.id) for a in assessments)]
    for area in beside:
        worse = [a for a in assessments if any(
            c.area == area.id and is_worse_and_worsening(c, part.travel)
            for part in a.parts for c in part.comparisons
        )]  # fmt: skip
        items.append(_list_of(worse, f"worse than {area.name} and worse than a year before"))
    apart = [text(area.name) for area in view.areas if area not in beside]
    if apart:
        items.append(f"No indicator can be compared with {formats.joined(apart, 'or')}.")
    return bullets(items)


def _is_beside(assessment: Assessment, area: str) -> bool:
    return any(
        found.area == area and found.standing.is_judged
        for part in assessment.parts
        for found in part.comparisons
    )


def _list_of(found: Sequence[Assessment], words_: str) -> str:
    if not found:
        return f"No indicator is {words_}."
    mark = made_up_mark(found)
    names = formats.joined(
        [link(a.indicator.name, f"indicator-{a.indicator.id}") for a in found]
    )
    number = formats.counted(len(found), "indicator is", "indicators are")
    return f"{number} {words_}{mark}: {names}."


def themes_table(view: View, themes: Sequence[Theme], title: str) -> Block:
    """A row a theme: its indicators, how many are green, amber, red, not rated."""
    rows = []
    for theme in themes:
        statuses = [a.status for a in view.assessments(theme)]
        cells = [statuses.count(s) for s in (Status.GREEN, Status.AMBER, Status.RED)]
        tasks = sum(1 for _ in view.framework.tasks(theme))
        not_rated = len(statuses) - sum(cells)
        numbers = (len(statuses), *cells, not_rated, tasks)
        shown = [formats.number_of(n) for n in numbers]
        rows.append([link(theme.name, f"theme-{theme.id}"), *shown])
    header = (
        "Theme", "Indicators", "On target", "Near target", "Off target", "Not rated",
        "Deliverables",
    )  # fmt: skip
    mark = made_up_mark(a for theme in themes for a in view.assessments(theme))
    caption = f"{text(title)}: themes{mark}"
    ahead = [forecast_counts(view.assessments(theme), view.commentary) for theme in themes]
    shown = Columns(header, rows, (36, 11, 11, 11, 11, 10, 12))
    shown = shown.with_forecasts(ahead, at=6, width=18)
    return table(caption, shown.header, shown.rows, widths=shown.widths)
