"""An indicator's section as one block: its chart, and the words to be set beside it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

Nodes = list[PageElement]

SECTION = "indicator-"
"""How the id of an indicator's section begins."""
BESIDE = "beside-words"
"""Class of a picture that is small enough to stand in a column beside its words."""
LETTERS_KEPT_WHOLE = 1000
"""A third of a page with a chart; a longer section may be cut between the paragraphs below it."""
PROSE = {"p", "ul", "ol", "dl"}
"""What may stand in the narrow column beside a chart."""
_MAKER = BeautifulSoup("", "html.parser")


def mark_headings(heading_of: Mapping[str, Tag]) -> None:
    """Class `indicator` on the heading of every indicator's section, by the section's id."""
    for name, tag in heading_of.items():
        if name.startswith(SECTION):
            tag["class"] = ["indicator"]


def group_indicators(page: Nodes) -> Nodes:
    """`page` with a `div.indicator` for each indicator: its heading and all that belongs to it.

    In it a `div.beside` for each chart holds the words before and after it (`div.before` and
    `div.after`, each of `div.item`) and the figure. Everything else stays where it was.
    """
    grouped: Nodes = []
    block: Tag | None = None
    for node in page:
        level = level_of(node)
        if level and "indicator" in node.get("class", ()):
            block = _div("indicator", [node])
            grouped.append(block)
        elif block is None or (level and level <= level_of(block.contents[0])):
            block = None
            grouped.append(node)
        else:
            block.append(node)
    for node in grouped:
        if isinstance(node, Tag) and node.get("class") == ["indicator"] and node.name == "div":
            _set_beside(node)
            _keep_whole(node)
    return grouped


def level_of(node: PageElement) -> int:
    """1 to 6 for a heading, 0 for anything else."""
    name = node.name if isinstance(node, Tag) else ""
    return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1].isdigit() else 0


def _set_beside(block: Tag) -> None:
    """Replace what follows the heading by its charts with their words, in the same order."""
    heading, *nodes = [n for n in block.contents if not _is_space(n)]
    charts = [place for place, node in enumerate(nodes) if _is_chart(node)]
    if not charts:
        return
    starts = [0, *(_start(nodes, *pair) for pair in pairwise(charts))]
    ends = [*starts[1:], _end(nodes, charts[-1])]
    groups = [
        _beside(nodes[start:chart], nodes[chart], nodes[chart + 1 : end])
        for start, chart, end in zip(starts, charts, ends, strict=True)
    ]
    rest = nodes[ends[-1] :]
    block.clear()
    block.extend([heading, *groups, *rest])


def _keep_whole(block: Tag) -> None:
    """Class `whole`, for a block that is never cut, where it cannot be long."""
    charts = len(block.find_all("figure"))
    is_flat = block.find("table") is None
    if is_flat and charts <= 1 and len(block.get_text()) <= LETTERS_KEPT_WHOLE:
        block["class"] = [*block["class"], "whole"]


def _start(nodes: Nodes, before: int, chart: int) -> int:
    """Where the words of a later chart begin: the last paragraph before it and its headline."""
    start = chart
    if start - 1 > before and _is_headline(nodes[start - 1]):
        start -= 1
    return max(before + 1, start - 1)


def _end(nodes: Nodes, chart: int) -> int:
    """Where the words of the last chart end: at a table, a heading."""
    end = chart + 1
    while end < len(nodes) and _is_prose(nodes[end]):
        end += 1
    return end


def _beside(before: Nodes, figure: PageElement, after: Nodes) -> Tag:
    if before and _is_headline(before[-1]):
        _into_caption(before.pop(), figure)
    figure["class"] = ["narrow"]
    words = [
        _div(kind, [_div("item", [node]) for node in nodes])
        for kind, nodes in (("before", before), ("after", after))
    ]
    return _div("beside", [*words, figure])


def _into_caption(headline: PageElement, figure: PageElement) -> None:
    """A chart's headline becomes the first line of its caption."""
    caption = figure.find("figcaption")
    if caption is None:
        caption = _MAKER.new_tag("figcaption")
        figure.append(caption)
    caption.insert(0, headline)


def _is_headline(node: PageElement) -> bool:
    """A paragraph that is bold from end to end."""
    if not isinstance(node, Tag) or node.name != "p":
        return False
    held = [child for child in node.contents if not _is_space(child)]
    return len(held) == 1 and isinstance(held[0], Tag) and held[0].name == "strong"


def _is_chart(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name == "figure" and bool(node.find(class_=BESIDE))


def _is_prose(node: PageElement) -> bool:
    is_notice = isinstance(node, Tag) and "admonition" in node.get("class", ())
    return is_notice or (isinstance(node, Tag) and node.name in PROSE)


def _is_space(node: PageElement) -> bool:
    return isinstance(node, NavigableString) and not node.strip()


def _div(kind: str, nodes: Nodes) -> Tag:
    div = _MAKER.new_tag("div", attrs={"class": [kind]})
    div.extend(nodes)
    return div
