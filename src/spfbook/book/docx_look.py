"""How a Word file looks: its page, its fonts, its styles for headings, lists and captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spfbook.documents import Document

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph as WordParagraph

FONT = "Arial"
INK, NAVY = "0B0C0C", "12436D"
SIDE_MM, TOP_MM = 20, 18
"""The page's margins."""
LINE_MM = 210 - 2 * SIDE_MM
SIZES = {1: 16, 2: 12}
"""Of headings by level, in points."""
TEXT, SMALL = 11, 9
"""Points."""


def set_page(word: Word, document: Document) -> None:
    """A4, with the document's footer and the number of each side."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm, Pt

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(SIDE_MM)
    section.top_margin = section.bottom_margin = Mm(TOP_MM)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(LINE_MM), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{document.footer}\tPage ")
    _page_field(foot, "PAGE")
    foot.add_run(" of ")
    _page_field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(SMALL)


def set_styles(word: Word, language: str) -> None:
    """Those that the writer uses, in one font and in the document's language."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    defaults = word.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    for name in ("w:val", "w:eastAsia"):
        defaults.set(qn(name), language)
    theme = word.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), language)
    names = ("Normal", "Heading 1", "Heading 2", "Caption", "List Bullet", "List Number", "Footer")
    for name in names:
        style = word.styles[name]
        _set_font(style.element.get_or_add_rPr())
        style.font.size, style.font.color.rgb = Pt(TEXT), RGBColor.from_string(INK)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(0), Pt(5), 1.0
        shape.widow_control = True
    for level, size in SIZES.items():
        style = word.styles[f"Heading {level}"]
        style.font.size, style.font.bold = Pt(size), True
        style.font.color.rgb = RGBColor.from_string(NAVY)
        style.paragraph_format.space_before = Pt(9)
        style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.keep_with_next = True
    for tabs in list(word.styles["Footer"].element.iter(qn("w:tabs"))):
        tabs.getparent().remove(tabs)
    caption = word.styles["Caption"]
    caption.font.bold, caption.paragraph_format.keep_with_next = True, True
    for name in ("List Bullet", "List Number"):
        shape = word.styles[name].paragraph_format
        shape.left_indent, shape.first_line_indent, shape.space_after = Mm(7), Mm(-7), Pt(2)


def _set_font(properties: BaseOxmlElement) -> None:
    """Arial for all scripts, in place of the fonts of a theme."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _page_field(paragraph: WordParagraph, name: str) -> None:
    """A number that Word counts."""
    for part in ("begin", name, "separate", "1", "end"):
        run = paragraph.add_run()
        if part in ("begin", "separate", "end"):
            run._r.append(element("w:fldChar", fldCharType=part))
        elif part == name:
            code = element("w:instrText")
            code.text = name
            run._r.append(code)
        else:
            run.text = part


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """`w:tblHeader` and the like, with attributes of the same namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
