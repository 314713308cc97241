"""Charts for print: letters that Matplotlib drew as outlines become text again.

A chart's outlines take six times the room of its lines, and nobody can search or copy them. The
screen keeps them, because it may lack the font; the PDF carries it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import unescape

ET.register_namespace("", "http://www.w3.org/2000/svg")
ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
FONTS = {
    "SourceSansPro-Regular": ("Source Sans Pro", "normal"),
    "SourceSansPro-Bold": ("Source Sans Pro", "bold"),
}
"""Fonts that the PDF carries too: family and weight by the name in a glyph's id."""
GLYPH = re.compile(r"#(.+)-[0-9a-f]+")
SCALE = re.compile(r"(.*?)\s*scale\(([\d.]+) -\2\)")
"""How Matplotlib places a line of text: somewhere, perhaps turned, and 100 units to the em."""


WIDTH = re.compile(rb"""<svg[^>]*\swidth=["']([\d.]+)pt""")
MOST_BESIDE = 340
"""Points; a wider chart would be too small to read in a column beside its words."""


def fits_beside_words(path: Path) -> bool:
    """Whether the picture was drawn for a column of the page."""
    with path.open("rb") as file:
        width = WIDTH.search(file.read(2000))
    return width is not None and float(width[1]) <= MOST_BESIDE


def copy_for_print(picture: Path, to: Path) -> None:
    """The picture at `to`; a chart with its words as text."""
    if picture.suffix == ".svg":
        to.write_bytes(with_text(picture.read_bytes()))
    else:
        shutil.copyfile(picture, to)


def with_text(svg: bytes) -> bytes:
    """The picture with every line of outlined letters as text, where its font is ours.

    What cannot be read that way (a formula, another program's SVG) is left as it is.
    """
    try:
        root = ET.fromstring(svg, ET.XMLParser(target=ET.TreeBuilder(insert_comments=True)))
    except ET.ParseError:
        return svg
    outlines: dict[str, ET.Element] = {}
    for parent in root.iter():
        said = ""
        for child in list(parent):
            if child.tag is ET.Comment:
                said = unescape(child.text or "").strip()
                continue
            if _is_line(child, said):
                outlines |= {str(path.get("id")): path for path in child.iter(f"{SVG}path")}
                _set_text(child, said)
            said = ""
    still_used = {str(use.get(HREF))[1:] for use in root.iter(f"{SVG}use")} & outlines.keys()
    if still_used:
        ET.SubElement(root, f"{SVG}defs").extend(outlines[name] for name in sorted(still_used))
    return ET.tostring(root, encoding="utf-8")


def _is_line(group: ET.Element, said: str) -> bool:
    """Whether `group` draws the words `said`, a glyph for each letter, in one font of ours."""
    uses = group.findall(f"{SVG}use")
    glyphs = [GLYPH.fullmatch(str(use.get(HREF))) for use in uses]
    fonts = {glyph[1] if glyph else "" for glyph in glyphs}
    is_placed = SCALE.fullmatch(group.get("transform", "")) is not None
    return is_placed and len(uses) == len(said) > 0 and len(fonts) == 1 and fonts <= FONTS.keys()


def _set_text(group: ET.Element, said: str) -> None:
    """Make `group`, the outlines of the words `said`, a text."""
    place = SCALE.fullmatch(group.get("transform", ""))
    glyph = GLYPH.fullmatch(str(group.find(f"{SVG}use").get(HREF)))
    assert place and glyph, "only what _is_line allows gets here"
    family, weight = FONTS[glyph[1]]
    font = f"font-family: '{family}'; font-weight: {weight}; font-size: {float(place[2]) * 100:g}px"
    style = "; ".join(filter(None, (group.get("style"), font)))
    group.clear()
    group.tag = f"{SVG}text"
    group.attrib.update(transform=place[1], style=style)
    group.text = said
