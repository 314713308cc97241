"""What was changed is said beside the status it changed, and what was given up is not lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from altered import assessment_with, part_with
from pydantic import TypeAdapter
from shown import plain, table, tables

from spfbook.framework.changes import Change
from spfbook.framework.framework import Framework
from spfbook.framework.history import as_it_stood
from spfbook.framework.indicators import CountedFrom, Frequency, Indicator
from spfbook.pages import words
from spfbook.pages.data_status import statuses
from spfbook.pages.data_table import Code, Scope
from spfbook.pages.indicator_section import section
from spfbook.pages.status_rows import status_rows
from spfbook.pages.theme_page import ThemePage
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.direction import Direction, Travel

TARGET = (
    "The status changed from amber to green because the target was changed after September 2021 "
    "from “95%”: 95% was out of reach with the crews there are."
)
DEFINITION = (
    "The status changed from amber to green when the definition was changed after September "
    "2021: schools keep their own accounts and are left out. The two cannot be compared."
)
SAID = [("clean-streets", TARGET), ("spending-against-budget", DEFINITION)]


def lines(view: View, assessment: Assessment) -> list[str]:
    """The section's words, a line each, as they follow each other."""
    blocks = section(view, assessment).blocks
    return [line for each in blocks for line in plain(each.source).splitlines() if line]


def status_line(view: View, name: str) -> str:
    """The line that begins with the chip of the status: below the reference."""
    found = view.assessment(name)
    reference, status, *_ = lines(view, found)
    assert reference == f"Reference: {name} (row {found.indicator.ref})"
    assert status.startswith(words.status_name(found.status))
    return status


@pytest.mark.parametrize(("name", "says"), SAID)
def test_a_section_says_it_beside_the_status_and_once(view: View, name: str, says: str) -> None:
    assert status_line(view, name).endswith(says)
    whole = " ".join(lines(view, view.assessment(name)))
    assert whole.count("The status changed") == 1


def test_tables_point_to_it(view: View) -> None:
    """And only where something changed a status."""
    for theme in view.framework.themes:
        for found in tables(ThemePage(view, theme).scorecard().source):
            for name, cells in found.by_first().items():
                is_changed = name in ("Streets free of litter", "Spending against budget")
                assert ("(see note)" in cells["Status"]) is is_changed, name


def test_rows_for_programs_say_it_too(view: View) -> None:
    said = {row["id"]: row["status_changed"] for row in status_rows(view)}
    assert {name: words_ for name, words_ in said.items() if words_} == dict(SAID)


def test_the_download_says_it_too(view: View) -> None:
    pages = tuple((view, theme) for theme in view.framework.themes)
    table = statuses(Scope("all", "Everything", view, pages))
    names = [column.name for column in table.columns]
    said = {row[names.index("indicator_id")]: row[names.index("status_changed")]
            for row in table.rows}  # fmt: skip
    changed = {name: words_ for name, words_ in said.items() if words_ != Code.NOT_APPLICABLE}
    assert changed == dict(SAID)


def test_a_break_of_the_definition_is_shown_in_the_reading_and_the_chart(view: View) -> None:
    blocks = section(view, view.assessment("spending-against-budget")).blocks
    said = plain(" ".join(each.source for each in blocks if hasattr(each, "source")))
    assert (
        "From October 2021 the figures cannot be compared with earlier ones: the definition was "
        "changed (schools keep their own accounts and are left out)." in said
    )


def test_a_part_of_several_says_its_own_change(view: View) -> None:
    found = view.assessment("specialist-homes-built")
    part, *others = found.parts
    changed = part_with(part, changes=("The status changed.",), revision="It was revised.")
    said = lines(view, assessment_with(found, parts=(changed, *others)))
    (own,) = [line for line in said if "changed." in line or "revised." in line]
    assert own == "Older people. ● On target Meets the target. It was revised. The status changed."
    assert words.status_of(changed).endswith("(see note)")


def test_what_changed_the_whole_is_not_said_again_of_the_part_that_did(view: View) -> None:
    """And of another part, whose own status changed for the same reason, it is."""
    found = view.assessment("specialist-homes-built")
    both = tuple(part_with(part, changes=("The status changed.",)) for part in found.parts)
    changed = assessment_with(found, parts=both, changes=("The status changed.",))
    said = [line for line in lines(view, changed) if "The status changed." in line]
    assert [line.split(" ")[0] for line in said] == ["■", "Older"]
    assert found.worst_part.component.id == "disabled-people"


def test_what_the_plan_gave_up_is_named_with_the_reason(view: View) -> None:
    given_up = TypeAdapter(Change).validate_python(
        {"kind": "retired", "date": "2022-01-10", "since": "2022-01",
         "reason": "cameras count litter now"}
    )  # fmt: skip
    later = as_it_stood(with_change(view.framework, given_up), view.period, view.as_at)
    page = ThemePage(replace(view, framework=later), later.theme("homes-and-streets"))
    source = page.scorecard().source
    assert "Streets free of litter" not in table(source).by_first()
    assert (
        "No longer in the plan:\n\n- **Streets free of litter:** not measured after December "
        "2021: cameras count litter now." in source
    )
    others = ThemePage(page.view, later.theme("jobs-and-money")).scorecard().source
    assert "No longer in the plan" not in others


def with_change(framework: Framework, change: Change) -> Framework:
    """`framework` with `change` the last of clean-streets."""
    def changed(row: object) -> object:
        if not isinstance(row, Indicator) or row.id != "clean-streets":
            return row
        return row.model_copy(update={"changes": (*row.changes, change)})

    priorities = tuple(
        replace(priority, themes=tuple(
            replace(theme, file=theme.file.model_copy(
                update={"indicators": tuple(map(changed, theme.file.indicators))}))
            for theme in priority.themes
        ))
        for priority in framework.priorities
    )  # fmt: skip
    return replace(framework, priorities=priorities)


def test_a_count_says_from_when_it_counts(view: View) -> None:
    said = lines(view, view.assessment("homes-made-warmer"))
    figure = said[said.index("Figure") + 1]
    assert figure.startswith(": 43 in January to March 2022 (counted since April 2021).")


@pytest.mark.parametrize("counted_from", [None, *CountedFrom])
def test_every_way_of_counting_has_words(counted_from: CountedFrom | None) -> None:
    said = words.counted_words(counted_from, Frequency(every="month", counted_from=counted_from))
    assert said.startswith("counted") is (counted_from is not None)


def test_a_section_says_which_change_bars_a_comparison(view: View) -> None:
    found = view.assessment("clean-streets")
    (part,) = found.parts
    reason = "The target was changed after February 2022 from “95%”: it was out of reach."
    barred = Travel(Direction.NOT_COMPARABLE, reason, part.short.earlier)
    said = " ".join(lines(view, assessment_with(found, parts=(part_with(part, short=barred),))))
    assert f"Not comparable with 94.0% in February 2022. {reason}" in said
