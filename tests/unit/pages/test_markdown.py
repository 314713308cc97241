"""What a person wrote comes out as that text, whatever signs it holds, wherever it stands."""

from __future__ import annotations

import io
import unicodedata

import pytest
import yaml
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given, settings
from hypothesis import strategies as st
from myst_parser.docutils_ import Parser
from second_framework import REPOSITORY

from spfbook.escape import BIDI_CONTROLS
from spfbook.pages import markdown

CONFIG = yaml.safe_load((REPOSITORY / "_config.yml").read_text(encoding="utf-8"))
NASTY = [
    "",
    "  ",
    "plain words",
    # HTML
    "<script>alert(1)</script>",
    "<!-- gone -->",
    "&lt;b&gt; &amp; &copy; &#65;",
    "<http://x.y>",
    "<",
    # roles, directives, targets, substitutions, comments
    "{raw}`html`",
    "{math}`x`",
    "```{raw} html",
    "```",
    "~~~",
    ":::{note}",
    ":::",
    "::::",
    "(target)=",
    "(two words)=",
    "{{ x }}",
    "% a comment",
    "% of streets",
    "%",
    "+++",
    "[x]{.status}",
    "{.status}",
    "{#id}",
    # code, tables, sums
    "`code`",
    "``",
    "a|b",
    "| - | - |",
    "$x$",
    "$$y$$",
    "$5 and $6",
    # blocks
    "- item",
    "* item",
    "+ item",
    "- [ ] to do",
    "---",
    "***",
    "___",
    "===",
    "--",
    "1. one",
    "1) one",
    "12. x",
    "1.",
    "# head",
    "#",
    "> quote",
    ">90%",
    ": meaning",
    "word\n: meaning",
    "    code",
    "\tcode",
    "a\n\nb",
    "a  \nb",
    "a\n- b",
    "---\na: b\n---",
    # words marked
    "**bold**",
    "_it_",
    "snake_case_words",
    "~~s~~",
    "H~2~O",
    "^up^",
    "*",
    "\\",
    "ends with \\",
    "\\*",
    # links
    "[words](http://x.y)",
    "![picture](x.png)",
    "[name]: http://x",
    "[^1]: foot",
    "[",
    "![",
    "www.example.org",
    "a.b@c.org",
    # as an option of a directive would be read
    "'quoted'",
    '"quoted"',
    '"""',
    "a: b",
    "a #b",
    "!tag",
    "&anchor",
    "? key",
    "@user",
    r"c:\new",
    # the plan's own
    "+/- 2%",
    "<4%",
    "=SUM(A1)",
    "£5 – “ok” ● ▲ ■",
    "Cllr O’Brien",
    # other scripts
    "😀 👍🏽",
    "שלום עולם",
    "مرحبا",
    "a\u2028b",
    "\ufeffx",
]
PLAIN = {"document", "paragraph"}


def rendered(source: str) -> tuple[nodes.document, str]:
    """The document that Jupyter Book's parser makes of `source`, and what it complains of."""
    said = io.StringIO()
    tree = publish_doctree(
        source,
        parser=Parser(),
        settings_overrides={
            "myst_enable_extensions": CONFIG["parse"]["myst_enable_extensions"],
            "myst_disable_syntax": CONFIG["sphinx"]["config"]["myst_disable_syntax"],
            "warning_stream": said,
            "report_level": 1,
            "halt_level": 5,
            "doctitle_xform": False,
        },
    )
    return tree, said.getvalue()


def others(tree: nodes.document, allowed: set[str]) -> list[str]:
    """Kinds of node besides text and those allowed."""
    return [
        node.tagname
        for node in tree.findall()
        if not isinstance(node, nodes.Text) and node.tagname not in allowed
    ]


def texts(tree: nodes.document, kind: type[nodes.Element]) -> list[str]:
    return [node.astext() for node in tree.findall(kind)]


def one_line(words: str) -> str:
    return " ".join(words.split())


def assert_paragraph_is(words: str) -> None:
    tree, said = rendered(markdown.paragraph(markdown.text(words)).source)
    assert (tree.astext(), others(tree, PLAIN), said) == (one_line(words), [], "")


@pytest.mark.parametrize("words", NASTY)
def test_text_in_a_paragraph_is_that_text(words: str) -> None:
    assert_paragraph_is(words)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="#$*_@<>\\`~^=-+/.:;[](){}'\"1a &|!?,%\n", max_size=12))
def test_any_run_of_signs_in_a_paragraph_is_that_text(words: str) -> None:
    assert_paragraph_is(words)


@pytest.mark.parametrize("words", NASTY)
def test_text_in_bullets_is_that_text(words: str) -> None:
    safe = markdown.text(words)
    tree, said = rendered("Before.\n\n" + markdown.bullets([safe, safe]).source)
    assert texts(tree, nodes.list_item) == [one_line(words)] * 2
    assert (others(tree, PLAIN | {"bullet_list", "list_item"}), said) == ([], "")


@pytest.mark.parametrize("words", NASTY)
def test_text_in_a_table_is_that_text_in_its_own_cell(words: str) -> None:
    safe, shown = markdown.text(words), one_line(words)
    made = markdown.table(
        f"About {safe}", ("Head", safe), [(safe, "1"), ("2", safe)], widths=(50, 50), class_="x"
    )
    tree, said = rendered(made.source)
    assert texts(tree, nodes.entry) == ["Head", shown, shown, "1", "2", shown]
    assert texts(tree, nodes.title) == [f"About {shown}".strip()]
    table = {"table", "title", "tgroup", "colspec", "thead", "tbody", "row", "entry"}
    assert (others(tree, PLAIN | table), said) == ([], "")


@pytest.mark.parametrize("words", [words for words in NASTY if words.strip()])
def test_text_of_a_figure_is_its_alt_text_and_its_caption(words: str) -> None:
    made = markdown.figure("figures/a.svg", alt=words, caption=words, name="fig-a")
    tree, said = rendered(made)
    (image,) = tree.findall(nodes.image)
    assert (image["uri"], image["alt"]) == ("figures/a.svg", one_line(words))
    assert texts(tree, nodes.caption) == [one_line(words)]
    assert (others(tree, PLAIN | {"figure", "image", "caption"}), said) == ([], "")


@pytest.mark.parametrize("words", [words for words in NASTY if words.strip()])
def test_text_of_a_chip_is_that_text_in_its_style(words: str) -> None:
    tree, said = rendered(markdown.chip(words, "red"))
    (inline,) = tree.findall(nodes.inline)
    assert (inline.astext(), inline["classes"]) == (one_line(words), ["status", "status-red"])
    assert (others(tree, PLAIN | {"inline"}), said) == ([], "")


@pytest.mark.parametrize("words", [words for words in NASTY if words.strip()])
def test_text_of_a_heading_is_that_text(words: str) -> None:
    """As the runner writes the heading of an indicator's section."""
    tree, said = rendered(f"# {markdown.text(words)}")
    assert (texts(tree, nodes.title), said) == ([one_line(words)], "")
    assert others(tree, PLAIN | {"section", "title"}) == []


@pytest.mark.parametrize("words", [words for words in NASTY if words.strip()])
def test_text_of_a_link_is_that_text(words: str) -> None:
    place = f"{markdown.target('indicator-a')}\n# Here\n\n"
    tree, _ = rendered(place + markdown.link(words, "indicator-a"))
    (reference,) = tree.findall(nodes.reference)
    assert (reference.astext(), reference["refid"]) == (one_line(words), "indicator-a")


@pytest.mark.parametrize("words", [words for words in NASTY if words.strip()])
def test_text_of_a_fact_is_that_text_beside_its_label(words: str) -> None:
    safe = markdown.text(words)
    tree, said = rendered(markdown.facts([("Why", safe), ("Who", safe)]).source)
    assert texts(tree, nodes.term) == ["Why", "Who"]
    assert texts(tree, nodes.definition) == [one_line(words)] * 2
    allowed = {"definition_list", "definition_list_item", "term", "definition"}
    assert (others(tree, PLAIN | allowed), said) == ([], "")


@pytest.mark.parametrize("words", [words for words in NASTY if words.strip()])
def test_text_in_small_print_is_that_text_in_its_style(words: str) -> None:
    tree, said = rendered(markdown.small(words))
    (inline,) = tree.findall(nodes.inline)
    assert (inline.astext(), inline["classes"]) == (one_line(words), ["small-print"])
    assert (others(tree, PLAIN | {"inline"}), said) == ([], "")


def test_a_fact_without_a_value_is_a_mistake_of_ours() -> None:
    with pytest.raises(AssertionError, match="is empty"):
        markdown.facts([("Why", "")])


@pytest.mark.parametrize("mark", BIDI_CONTROLS)
def test_marks_that_turn_text_round_are_dropped_and_the_text_stays(mark: str) -> None:
    """An override would make a page read other than its source says."""
    assert markdown.text(f"a{mark}b \u05e9\u05dc {mark}") == "ab \u05e9\u05dc"
    assert markdown.attribute(f"a{mark}b") == '"ab"'


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(categories=("Cc", "Cf", "Cs", "Ll", "Lo", "Zs", "Zl", "Zp"))))
def test_text_can_be_written_to_any_page_on_one_line(words: str) -> None:
    """No control character, no half of a character, no mark that turns what follows."""
    safe = markdown.text(words)
    assert safe.encode("utf-8").decode("utf-8") == safe
    assert safe.splitlines() in ([], [safe])
    assert not [c for c in safe if unicodedata.category(c) in ("Cc", "Cs") or c in BIDI_CONTROLS]
    kept = [c for c in words if unicodedata.category(c) in ("Ll", "Lo")]
    assert [c for c in safe if unicodedata.category(c) in ("Ll", "Lo")] == kept


def test_an_admonition_holds_its_body() -> None:
    body = markdown.bullets(["one", "two"])
    tree, said = rendered(markdown.admonition("warning", "Take care", body).source)
    (found,) = tree.findall(nodes.admonition)
    assert (texts(tree, nodes.title), found["classes"], said) == (["Take care"], ["warning"], "")
    assert texts(found, nodes.list_item) == ["one", "two"]


def test_blocks_are_joined_by_an_empty_line_and_empty_ones_leave_no_gap() -> None:
    one, two = markdown.Block("a"), markdown.Block("b")
    assert (one + two).source == "a\n\nb"
    assert (one + markdown.Block("") + two).source == "a\n\nb"


def test_a_row_of_another_length_is_a_mistake_of_ours() -> None:
    with pytest.raises(AssertionError, match="a row of 1 in 2"):
        markdown.table("Caption", ("a", "b"), [("only one",)])


def test_a_notebook_shows_a_chart_as_markdown_with_its_picture_beside() -> None:
    chart = markdown.Chart("<svg/>", "words")
    assert chart._repr_mimebundle_() == {"image/svg+xml": "<svg/>", "text/markdown": "words"}


def test_an_empty_block_is_not_shown_and_another_is_only_markdown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A notebook would otherwise print the empty block's name in the book."""
    shown: list[object] = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    markdown.Block("")._ipython_display_()
    markdown.Block("words")._ipython_display_()
    assert shown == [{"text/markdown": "words"}]
