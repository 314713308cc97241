"""The document's words, in full and in order, and a decision about every one of its targets."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from spfbook.framework.framework import Framework
from spfbook.sources.framework_export import deliverable_rows, indicator_rows

TRANSCRIPTION = Path(__file__).resolve().parents[1] / "files" / "transcription"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

INDICATOR_WORDS = (
    "priority", "theme", "sub_theme", "kind", "issue", "measure", "components", "baseline_text",
    "target_text", "frequency_text",
)  # fmt: skip
DELIVERABLE_WORDS = (
    "priority", "theme", "sub_theme", "topic", "deliverable", "milestone", "deadline_text",
    "lead_members", "lead_officers", "programme",
)  # fmt: skip

NO_TARGET = {"", "n/a", "N/A", "No target"}
TO_BE_SET = {
    "tbc",
    "Target agreed once benchmark found.",
    "Agreed once benchmark established.",
    "Target set once benchmark established.",
    "Target to be set once benchmark established",
    "Target to be established once benchamark identified.",
    "Target to be confirmed with EOED in Q2 20-21.",
    "TBC after implementation of Talentlink (see deliverable above)",
    "Targets to be set following development of Communications Blueprint",
    "Baseline to be established through production of clean energy action plan",
}
ALWAYS_DESCRIPTIVE = {
    "1100",
    "30 monitors in place by 2021",
    "25% of fleet by 2022",
    "A majority positive feedback",
    "All sub-contracted staff on people-based services are paid at least the London Living Wage "
    "(in line with Living Wage Foundation accreditation criteria)",
    "At least 10 per cent of dwellings are appropriate for wheelchair users",
    "Equal to value of levy pot",
    "Meet the London average (7%)",
    "Move LBBD to top 10 of all London boroughs for employment rates for working age adults who "
    "are receiving secondary mental health services (target 8%).",
    "Up to 40%",
    "Zero",
}
DESCRIPTIVE_IN_ONE_ROW = {"10%": "IG-110", "95%": "WRO-024"}
"""Percentages set against a measure that is a number; elsewhere the same text is a threshold."""


def transcribed(name: str) -> list[dict[str, Any]]:
    text = (TRANSCRIPTION / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def committed_ids() -> dict[str, str]:
    text = (TRANSCRIPTION / "ids.txt").read_text(encoding="utf-8")
    return dict(line.split(" ") for line in text.splitlines())


@pytest.fixture(scope="module")
def indicators(spf: Framework) -> list[dict[str, Any]]:
    return indicator_rows(spf)


@pytest.fixture(scope="module")
def deliverables(spf: Framework) -> list[dict[str, Any]]:
    return deliverable_rows(spf)


def differences(words: list[dict], rows: list[dict], keys: tuple[str, ...]) -> list[str]:
    """Every cell that is not the document's, by ref and key."""
    by_ref = {row["ref"]: row for row in rows}
    return [
        f"{row['ref']} {key}: {row[key]!r} became {by_ref[row['ref']][key]!r}"
        for row in words
        for key in keys
        if by_ref[row["ref"]][key] != row[key]
    ]


def test_the_rows_are_the_documents_in_its_order(
    indicators: list[dict], deliverables: list[dict]
) -> None:
    for rows, name, count in ((indicators, "indicators", 377), (deliverables, "deliverables", 350)):
        refs = [row["ref"] for row in rows]
        assert refs == [row["ref"] for row in transcribed(name)]
        assert len(refs) == len(set(refs)) == count


def test_every_word_about_an_indicator_is_kept(indicators: list[dict]) -> None:
    assert differences(transcribed("indicators"), indicators, INDICATOR_WORDS) == []


def test_every_word_about_a_deliverable_is_kept(deliverables: list[dict]) -> None:
    assert differences(transcribed("deliverables"), deliverables, DELIVERABLE_WORDS) == []


def test_the_lead_member_of_an_indicator_is_kept(indicators: list[dict]) -> None:
    leads = [[row["lead_member"]] if row["lead_member"] else []
             for row in transcribed("indicators")]  # fmt: skip
    assert [row["lead_members"] for row in indicators] == leads


def test_no_column_of_the_transcription_is_left_out_of_these_tests() -> None:
    assert set(transcribed("indicators")[0]) == {"ref", "lead_member", *INDICATOR_WORDS}
    assert set(transcribed("deliverables")[0]) == {"ref", *DELIVERABLE_WORDS}


def test_there_are_four_priorities_and_twenty_eight_themes(spf: Framework) -> None:
    assert [(p.id, len(p.themes)) for p in spf.priorities] == [
        ("prevention", 14), ("participation", 4),
        ("inclusive-growth", 5), ("well-run-organisation", 5),
    ]  # fmt: skip


def own_targets(spf: Framework) -> list[tuple[str, str, str]]:
    """Ref, the target's words (empty where there are none) and its kind, of rows that define."""
    return [
        (row.words.ref, row.words.target_text or "", row.indicator.target.kind)
        for row in spf.rows()
        if not row.is_repeat
    ]


def decided(ref: str, text: str, kind: str) -> bool:
    """Whether the kind is what this text stands for."""
    if text in NO_TARGET:
        return kind == "none"
    if text in TO_BE_SET:
        return kind == "to_be_set"
    if text in ALWAYS_DESCRIPTIVE or DESCRIPTIVE_IN_ONE_ROW.get(text) == ref:
        return kind == "descriptive"
    return kind not in ("none", "to_be_set", "descriptive")


def test_the_document_has_144_target_texts_the_empty_one_included() -> None:
    assert len({row["target_text"] or "" for row in transcribed("indicators")}) == 144


def test_every_target_text_is_typed_and_only_those_named_here_are_not_judged(
    spf: Framework,
) -> None:
    left = [target for target in own_targets(spf) if not decided(*target)]
    assert left == []


def test_the_texts_named_here_all_stand_in_the_document(spf: Framework) -> None:
    named = NO_TARGET | TO_BE_SET | ALWAYS_DESCRIPTIVE | set(DESCRIPTIVE_IN_ONE_ROW)
    assert named <= {text for _, text, _ in own_targets(spf)}


def test_an_as_above_says_which_row_it_repeats_and_has_its_target(spf: Framework) -> None:
    above = [i for i in spf.indicators.values() if i.target_text == "As above"]
    assert {i.ref for i in above} == {"PIR-026", "PIR-027", "PIR-028", "PIR-041"}
    for indicator in above:
        assert indicator.target == spf.indicators[indicator.refers_to].target


def test_a_target_by_component_has_a_target_for_every_assessed_component(spf: Framework) -> None:
    without = [
        f"{i.ref} {c.id}"
        for i in spf.indicators.values()
        if i.target.kind == "by_component"
        for c in i.components
        if c.assessed and c.target is None
    ]
    assert without == []


def test_ids_are_slugs_and_each_is_of_one_thing(
    indicators: list[dict], deliverables: list[dict]
) -> None:
    for rows in (indicators, deliverables):
        own = [row["id"] for row in rows if not row["repeats"]]
        assert [found for found in own if not SLUG.fullmatch(found)] == []
        assert [found for found, times in Counter(own).items() if times > 1] == []


def test_ids_last(indicators: list[dict], deliverables: list[dict]) -> None:
    """An id is in links and in published editions: it never moves to another row."""
    assert {row["ref"]: row["id"] for row in (*indicators, *deliverables)} == committed_ids()
