"""Services' words on pages: as text, under fixed labels, and missed where they are missing."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
import yaml
from altered import assessment_with, part_with
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given, settings
from hypothesis import strategies as st
from myst_parser.docutils_ import Parser
from second_framework import REPOSITORY
from shown import plain, table, tables
from whole_book import Book

from spfbook.escape import one_line
from spfbook.framework.commentary import FIELDS, Comment, Commentary, Expected, Remark
from spfbook.pages import commentary as pages
from spfbook.pages.editions import Editions
from spfbook.pages.indicator_section import section
from spfbook.pages.markdown import Block, Chart
from spfbook.pages.priority_page import PriorityPage
from spfbook.pages.theme_page import ThemePage
from spfbook.pages.view import View
from spfbook.rules.explanations import lacking_commentary
from spfbook.rules.status import Status

CONFIG = yaml.safe_load((REPOSITORY / "_config.yml").read_text(encoding="utf-8"))
WHOLE: dict[str, Any] = {
    "what_happened": "It fell.", "why": "Rain.", "what_next": "A roof.",
    "by_when": date(2022, 9, 30), "who": "Head of Roofs",
}  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=y>", "[x](javascript:alert(1))",
    "```{raw} html\n<b>\n```", ":::{admonition} x\n:::", "(target)=", "{ref}`x`", "$\\evil$",
    "#set page(width: 1pt)", "\\input{/etc/passwd}", "% comment", "- a\n- b", "| a | b |", "# head",
    "[^1]: note", "&lt;b&gt;", "\u202eright to left\u2069", "שלום (12)", "👩‍🚒", "w" * 900,
    "*" * 40, "a\n: b\n\nc", "+++", "---\nx: y\n---", "![p](p.png)", "{.status}", "[x]{#id}",
]  # fmt: skip
BOX = {
    "document", "paragraph", "admonition", "title", "definition_list", "definition_list_item",
    "term", "definition", "inline",
}  # fmt: skip
"""The kinds of node that a box of commentary is made of, whatever was written."""


def remark(*, made_up: bool = False, **given: Any) -> Remark:
    said = {"author": "An author", "written_on": date(2022, 5, 3), **given}
    return Remark(Comment(**said), "p", "t", made_up, "f.yml:1")


def with_remarks(view: View, remarks: Sequence[Remark]) -> View:
    return replace(view, commentary=Commentary(tuple(remarks)))


def shown(view: View, name: str) -> str:
    found = pages.indicator_commentary(view.assessment(name), view.commentary)
    return found.source


def rendered(source: str) -> tuple[nodes.document, str]:
    said = io.StringIO()
    tree = publish_doctree(
        source,
        parser=Parser(),
        settings_overrides={
            "myst_enable_extensions": CONFIG["parse"]["myst_enable_extensions"],
            "myst_disable_syntax": CONFIG["sphinx"]["config"]["myst_disable_syntax"],
            "warning_stream": said, "report_level": 1, "halt_level": 5, "doctitle_xform": False,
        },
    )  # fmt: skip
    return tree, said.getvalue()


# Words are words


def assert_only_words(view: View, **given: Any) -> None:
    """A comment of these words is a box whose every part is one of ours, with the words in it."""
    made = with_remarks(view, [remark(indicator="recycling-rate", **given)])
    tree, complaints = rendered(shown(made, "recycling-rate"))
    assert complaints == ""
    assert {node.tagname for node in tree.findall(nodes.Element)} <= BOX
    terms = [node.astext() for node in tree.findall(nodes.term)]
    values = [node.astext() for node in tree.findall(nodes.definition)]
    said = dict(zip(terms, values, strict=True))
    for name, label in pages.LABELS.items():
        if name in given and name != "by_when":
            assert said[label] == one_line(given[name])
    (box,) = tree.findall(nodes.admonition)
    last = [node for node in tree.findall(nodes.inline) if "small-print" in node["classes"]][-1]
    author = one_line(given.get("author", "An author"))
    assert last.astext().startswith(f"Written on 3 May 2022 by {author}")
    assert last.parent.parent is box


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_service_writes_is_shown_as_text(view: View, words: str) -> None:
    names = {"who": words[:100], "author": words[:100], "approved_by": words[:100]}
    assert_only_words(view, what_happened=words, why=words, what_next=words, **names)


signs = st.text(alphabet="#$*_@<>\\`~^=-+/.:;[](){}'\"1a &|!?,%\n\u202e\u2067é", max_size=14)


@settings(max_examples=80, deadline=None)
@given(what=signs, why=signs, who=signs, author=signs)
def test_no_run_of_signs_becomes_markup(
    view: View, what: str, why: str, who: str, author: str
) -> None:
    def seen(found: str) -> str:
        return f"{found}."  # so that there is something to read

    assert_only_words(
        view, what_happened=seen(what), why=seen(why), who=seen(who), author=seen(author)
    )


def test_the_hostile_words_of_the_invented_council_are_words(view: View) -> None:
    theme = view.framework.theme("jobs-and-money")
    source = ThemePage(view, theme).about().source
    tree, complaints = rendered(source)
    assert complaints == ""
    assert {node.tagname for node in tree.findall(nodes.Element)} <= BOX | {"strong"}
    text = tree.astext()
    assert '<script>alert("over")</script> **bold** `code`' in text
    assert "no {note} directive" in text
    assert ":::{admonition} Not a box" in text
    assert "שלום עולם (2022), مرحبا، and this is not turned round." in text
    assert "👩‍🚒" in text
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(text)


# What is shown


def test_a_whole_explanation_stands_under_the_fixed_labels_in_order(view: View) -> None:
    made = with_remarks(view, [remark(indicator="recycling-rate", approved_by="A chief", **WHOLE)])
    assert plain(shown(made, "recycling-rate")) == (
        ":::{admonition} Commentary\n:class: commentary\n\n"
        "What happened\n: It fell.\n\nWhy\n: Rain.\n\nWhat next\n: A roof.\n\n"
        "By when\n: 30 September 2022\n\nWho\n: Head of Roofs\n\n"
        "Written on 3 May 2022 by An author; approved by A chief\n:::"
    )


@pytest.mark.parametrize(
    "names", [names for size in range(1, 6) for names in combinations(FIELDS, size)]
)
def test_a_red_with_a_part_of_it_names_what_is_not_said(
    view: View, names: tuple[str, ...]
) -> None:
    given_ = {name: WHOLE[name] for name in names}
    made = with_remarks(view, [remark(indicator="recycling-rate", **given_)])
    source = plain(shown(made, "recycling-rate"))
    lacking = [pages.LABELS[name].lower() for name in FIELDS if name not in names]
    found = re.search(r"^Not said\n: (.*)\.$", source, re.MULTILINE)
    said = re.split(r", | and ", found[1].lower()) if found else []
    assert said == lacking
    assert pages.NONE_GIVEN not in source


def test_a_red_of_which_nothing_is_said_says_so_in_its_section(view: View) -> None:
    source = plain(shown(view, "active-adults"))
    assert source == "Commentary. No explanation was given for this edition."
    blocks = section(view, view.assessment("active-adults")).blocks
    assert [b for b in blocks if pages.NONE_GIVEN in b.source]


def test_of_several_parts_the_one_without_words_is_named(view: View) -> None:
    made = view.assessment("specialist-homes-built")
    red = replace(made.parts[0].judgement, status=Status.RED)
    both = assessment_with(made, parts=(part_with(made.parts[0], judgement=red), *made.parts[1:]))
    source = plain(pages.indicator_commentary(both, view.commentary).source)
    assert "Commentary on disabled people\n" in source
    assert "Commentary on older people. No explanation was given for this edition." in source


def test_what_is_on_target_needs_no_words_and_may_have_some(view: View) -> None:
    green = "homes-made-warmer"
    assert view.assessment(green).status is Status.GREEN
    assert shown(view, green) == ""
    made = with_remarks(view, [remark(indicator=green, why="Good weather.")])
    assert "Good weather" in shown(made, green)
    assert "Not said" not in shown(made, green)


def test_every_red_of_an_edition_is_explained_in_its_section_or_says_that_it_is_not(
    book: Book, our_book: Book, illustrative_book: Book
) -> None:
    silent = 0
    for view in (book.view, our_book.view, illustrative_book.view):
        every = [view.assessment(name) for name in view.framework.indicators]
        reds = [assessment for assessment in every if assessment.status is Status.RED]
        lacking = {each.indicator: each for each in lacking_commentary(reds, view.commentary)}
        for red in reds:
            source = plain("\n".join(block.source for block in section(view, red).blocks))
            found = lacking.get(red.indicator.id)
            assert (pages.NONE_GIVEN in source) is (found is not None and found.is_silent)
            assert ("\nNot said\n" in source) is (found is not None and not found.is_silent)
            assert (":class: commentary" in source) is not (found is not None and found.is_silent)
            silent += found is not None and found.is_silent
    assert silent > 10


def test_made_up_words_are_marked_wherever_they_stand(illustrative_book: Book) -> None:
    view = illustrative_book.view
    assert len(view.commentary.remarks) > 30
    for each in view.commentary.remarks:
        assert each.is_illustrative
        source = shown(view, each.comment.indicator or "")
        heads = re.findall(r"^:::\{admonition\} (.*)$", source, re.MULTILINE)
        assert heads
        assert all(head.endswith("[Illustrative]{.status .status-illustrative}") for head in heads)
        for name in (each.comment.who, each.comment.author, each.comment.approved_by):
            assert name is None or name.endswith("(made up)")


def test_words_on_a_theme_a_priority_and_a_deliverable_are_on_their_pages(view: View) -> None:
    priority = view.framework.priority("healthy-lives")
    assert "Two of the three indicators" in PriorityPage(Editions(view), priority).about().source
    theme = view.framework.theme("homes-and-streets")
    source = plain(ThemePage(view, theme).deliverables().source)
    assert "Commentary on Consult residents on the Local Plan" in source
    assert "five months late" in source
    other = view.framework.theme("health-and-care")
    assert "Commentary" not in ThemePage(view, other).deliverables().source


def test_words_on_an_indicator_without_a_figure_are_beside_its_name(view: View) -> None:
    theme = view.framework.theme("jobs-and-money")
    source = plain(ThemePage(view, theme).without_figures().source)
    assert "Commentary on Apprenticeships started Illustrative" in source
    assert "The college sends its figures in June." in source


# Forecasts


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (Expected.ON_TARGET, "● On target"),
        (Expected.NEAR_TARGET, "▲ Near target"),
        (Expected.OFF_TARGET, "■ Off target"),
        (44.25, "44.3%"),
    ],
)
def test_a_forecast_stands_beside_the_status(view: View, expected: Any, words: str) -> None:
    made = with_remarks(view, [remark(indicator="recycling-rate", why="x", forecast=expected)])
    status = section(made, made.assessment("recycling-rate")).blocks[1]
    assert plain(status.source).startswith(f"■ Off target Year-end forecast: {words}.")
    shown_ = table(ThemePage(made, made.framework.theme("homes-and-streets")).scorecard().source)
    assert shown_.by_first()["Household waste recycled"]["Year-end forecast"] == words
    others = set(shown_.column("Year-end forecast")) - {words}
    assert others == {"None given"}


def test_without_a_forecast_there_is_no_column_for_it(our_view: View) -> None:
    for theme in our_view.framework.themes:
        for each in tables(ThemePage(our_view, theme).scorecard().source):
            assert "Year-end forecast" not in each.header


def test_a_forecast_of_a_part_stands_in_its_own_row(view: View) -> None:
    theme = view.framework.theme("homes-and-streets")
    rows = table(ThemePage(view, theme).scorecard().source)
    place = rows.header.index("Year-end forecast")
    first = next(n for n, r in enumerate(rows.rows) if r[0].startswith("Homes built for older"))
    assert [row[place] for row in rows.rows[first : first + 3]] == ["None given", "None given", "8"]


# The order of a section


ANATOMY = (
    "small-print", ".status ", "What it is\n", "\nFigure\n", "\nTarget\n", "\nOn a year before\n",
    "\nOther places\n", "\nBaseline\n", "\nLead member\n", "{figure}", "Commentary", "Trend\n",
    "\nSource\n", "\nCaveats\n",
)  # fmt: skip


def test_a_section_shows_the_same_things_in_the_same_order(our_view: View) -> None:
    """All of an indicator that is one series; those that are there, in order."""
    looked_at = 0
    for name in our_view.framework.indicators:
        assessment = our_view.assessment(name)
        if not assessment.has_data or len(assessment.parts) > 1:
            continue
        looked_at += 1
        source = "\n".join(block.source for block in section(our_view, assessment).blocks)
        source = source.partition("Related official statistics")[0]
        places = [source.find(mark) for mark in ANATOMY]
        held = [place for place in places if place >= 0]
        assert held == sorted(held), name
        always = [place for place, mark in zip(places, ANATOMY, strict=True)
                  if mark not in ("{figure}", "Commentary", "Trend\n", "\nCaveats\n")]  # fmt: skip
        assert min(always) >= 0, name
    assert looked_at > 20


def test_a_section_begins_with_the_lasting_reference(view: View) -> None:
    for name in view.framework.indicators:
        assessment = view.assessment(name)
        if assessment.has_data:
            first = section(view, assessment).blocks[0]
            assert plain(first.source) == f"Reference: {name} (row {assessment.indicator.ref})"


def test_a_section_holds_a_chart_for_each_part_and_no_empty_block(view: View) -> None:
    blocks = section(view, view.assessment("specialist-homes-built")).blocks
    assert sum(isinstance(block, Chart) for block in blocks) == 2
    assert all(block.source for block in blocks)
    assert all(isinstance(block, Block | Chart) for block in blocks)
