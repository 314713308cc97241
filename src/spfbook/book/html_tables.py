"""How tables and charts are written as HTML: what each cell heads, what each table is called,
and a box that scrolls when it is wider than the screen, so that the page never does."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag
from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from spfbook.book.cell_kinds import CODE, NUMBER

logger = logging.getLogger(__name__)

BOX = '<div class="table-box" role="region" aria-labelledby="{caption}" tabindex="0">'
THEIR_BOX = '<div class="pst-scrollable-table-container">'
"""What the theme writes before a table, and closes after it."""
SENTENCE = 50
"""Letters; a cell with more is read as a sentence, for which a phone's column must have room."""
NO_ALT = "a picture has no alt text: say in a sentence what it shows (`:alt:`)"


class MendedTranslator(SphinxTranslator):
    """What is put before the theme's translator of the pages."""

    def visit_table(self, node: nodes.table) -> None:
        caption = _prepare(node)
        before = len(self.body)
        super().visit_table(node)
        assert self.body[before] == THEIR_BOX, "the theme writes tables in another way"
        self.body[before] = BOX.format(caption=caption) + "\n"

    def visit_entry(self, node: nodes.entry) -> None:
        """A head cell says what it heads; one without words heads nothing and is no head."""
        super().visit_entry(node)
        tag, place = self.body[-1], len(self.body) - 1
        if not tag.startswith("<th"):
            return
        if not (node.astext().strip() or node.next_node(nodes.image)):
            self.body[place], self.context[-1] = "<td" + tag[3:], "</td>\n"
            return
        scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
        self.body[place] = f'<th scope="{scope}"{tag[3:]}'

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        if not _is_all_of_its_parent(node):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        if not _is_all_of_its_parent(node):
            super().depart_paragraph(node)

    def visit_image(self, node: nodes.image) -> None:
        """Sphinx would put the file's name where there is no alt text; that is refused here."""
        if not node.get("alt", "").strip():
            logger.warning(f"{node['uri']}: {NO_ALT}", location=node)
        if isinstance(node.parent, nodes.figure):
            self.body.append('<div class="chart">')
        super().visit_image(node)

    def depart_image(self, node: nodes.image) -> None:
        super().depart_image(node)
        if isinstance(node.parent, nodes.figure):
            self.body.append("</div>\n")

    def visit_raw(self, node: nodes.raw) -> None:
        """A notebook's own output of a pandas table."""
        if "html" in node.get("format", "").split() and "<table" in node.astext():
            mended = mend_html(node.astext(), _section_title(node), _place(node))
            node = nodes.raw("", mended, format="html")
        super().visit_raw(node)


def _is_all_of_its_parent(node: nodes.paragraph) -> bool:
    """The only words of a cell or of an item of a list: they need no `<p>` around them."""
    return isinstance(node.parent, nodes.entry | nodes.list_item) and len(node.parent) == 1


def mend_html(html: str, caption: str, number: int) -> str:
    """The tables of a piece of HTML with a caption, scopes and a box that scrolls, without styles
    of their own.

    `caption` is heard, not seen; `number` keeps ids apart on a page.
    """
    soup = BeautifulSoup(html, "html.parser")
    for style in soup.find_all("style"):
        style.decompose()
    for styled in soup.find_all(style=True):
        del styled["style"]
    for place, table in enumerate(soup.find_all("table")):
        table.attrs = {"class": [*table.get("class", []), "table"]}
        name = f"output-{number}-{place}"
        if table.caption is None:
            table.insert(0, _heard_caption(soup, caption))
        table.caption["id"] = name
        for cell in table.find_all("th"):
            _mend_head_cell(cell)
        box = BeautifulSoup(BOX.format(caption=name) + "</div>", "html.parser").div
        table.wrap(box)
    return str(soup)


def _heard_caption(soup: BeautifulSoup, words: str) -> Tag:
    caption = soup.new_tag("caption", attrs={"class": "visually-hidden"})
    caption.string = words
    return caption


def _mend_head_cell(cell: Tag) -> None:
    if not cell.get_text(strip=True):
        cell.name, cell.attrs = "td", {k: v for k, v in cell.attrs.items() if "span" in k}
        return
    spans = cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1"
    cell["scope"] = ("col" if cell.find_parent("thead") else "row") + ("group" if spans else "")


def _prepare(table: nodes.table) -> str:
    """Give the table an id, a caption with an id, row heads, and classes for columns of numbers.

    Returns the caption's id.
    """
    if not table["ids"]:
        table["ids"].append(f"table-{_place(table)}")
    if not isinstance(table[0], nodes.title):
        words = _section_title(table)
        table.insert(0, nodes.title(words, words, classes=["visually-hidden"]))
    caption = f"{table['ids'][0]}-caption"
    table[0]["ids"] = [caption]
    group = table.next_node(nodes.tgroup)
    specs = list(group.findall(nodes.colspec))
    rows = [list(row.children) for row in group.findall(nodes.row)]
    if len({len(row) for row in rows}) > 1:
        return caption  # merged cells: an analyst's own, left alone
    body = [list(row.children) for row in group.next_node(nodes.tbody).children]
    if not any(spec.get("stub") for spec in specs) and all(row[0].astext() for row in body):
        specs[0]["stub"] = 1
    for column in range(1, len(specs)):
        texts = [row[column].astext().strip() for row in body]
        for row in rows:
            row[column]["classes"] += _column_class(texts)
    return caption


def _column_class(texts: list[str]) -> list[str]:
    """What the style sheet needs to know: numbers stand right, sentences need room."""
    if any(map(NUMBER.match, texts)) and all(NUMBER.match(t) or CODE.match(t) for t in texts):
        return ["number"]
    return ["sentences"] if any(len(text) > SENTENCE for text in texts) else []


def _place(node: nodes.Element) -> int:
    """Which of its page's tables, or pieces of raw HTML, this is, from 1."""
    alike = node.document.findall(lambda other: type(other) is type(node))
    return 1 + next(place for place, other in enumerate(alike) if other is node)


def _section_title(node: nodes.Node) -> str:
    """The words of the heading that the node stands under."""
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    title = node.next_node(nodes.title) if node is not None else None
    return title.astext() if title is not None else "Table"
