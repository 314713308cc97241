"""Blocks of MyST Markdown: structure that Jupyter Book understands, and text made safe.

Everything that comes from a file or a person goes through `text` and is shown as text: no
character of it can begin markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spfbook.attachments import PICTURES
from spfbook.escape import escape, one_line


@dataclass(frozen=True)
class Block:
    """A piece of a page; a notebook shows it, Jupyter Book reads its Markdown."""

    source: str

    def _ipython_display_(self) -> None:
        """Shown as Markdown; an empty block is not shown at all."""
        from IPython.display import display

        if self.source:
            display({"text/markdown": self.source}, raw=True)

    def __add__(self, other: Block) -> Block:
        return Block("\n\n".join(s for s in (self.source, other.source) if s))


@dataclass(frozen=True)
class Chart:
    """A picture in a page: the SVG, and the Markdown that places it with its alt text."""

    # Not in the repr of what is shown here and below: a notebook would keep all of it twice.
    svg: str = field(repr=False)
    source: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/markdown": self.source}


@dataclass(frozen=True)
class Illustrated:
    """A piece of a page with small pictures inside it; `pictures` holds the SVG by its path."""

    source: str = field(repr=False)
    pictures: Mapping[str, str] = field(repr=False)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return {PICTURES: dict(self.pictures), "text/markdown": self.source}

    def __add__(self, other: Block) -> Illustrated:
        return Illustrated((Block(self.source) + other).source, self.pictures)


def text(found: object) -> str:
    """Any text as text: markup characters escaped, line breaks made spaces."""
    return escape(found)


def attribute(found: object) -> str:
    """Text as the value of a directive's option: one line, quoted, no markup read in it."""
    words = one_line(found).replace("\\", r"\\").replace('"', r"\"")
    return f'"{words}"'


def chip(words: str, kind: str) -> str:
    """A short status in words; `kind` names the style (`green`, `none`)."""
    return f"[{text(words)}]{{.status .status-{kind}}}"


def link(words: str, target: str) -> str:
    return f"[{text(words)}](#{target})"


def anchored(words: str, name: str) -> str:
    """Words that links from outside can lead to."""
    return f"[{text(words)}]{{#{name}}}"


def paragraph(*sentences: str) -> Block:
    return Block(" ".join(s for s in sentences if s))


def facts(items: Sequence[tuple[str, str]]) -> Block:
    """Labels and values, a line each; both are Markdown already, and no value is empty."""
    assert all(label and value for label, value in items), "a label or a value is empty"
    return Block("\n\n".join(f"{label}\n: {value}" for label, value in items))


def small(words: str) -> str:
    """Words for those who look for them, in small letters."""
    return f"[{text(words)}]{{.small-print}}"


def bullets(items: Sequence[str]) -> Block:
    return Block("\n".join(f"- {item}" for item in items))


def admonition(kind: str, title: str, body: Block) -> Block:
    """`kind` is one that Jupyter Book knows: note, important, warning."""
    head = f":::{{admonition}} {title}\n:class: {kind}"
    return Block(f"{head}\n\n{body.source}\n:::")


def on_the_web(block: Block) -> Block:
    """What paper has no use for, such as links to files: the PDF leaves it out, and a heading that
    had nothing else with it."""
    return Block(f":::::{{container}} web-only\n\n{block.source}\n:::::")


def table(
    caption: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[int] | None = None,
    class_: str = "",
) -> Block:
    """A table with a caption, a header row, and a first column that heads its row.

    Cells are Markdown already: pass what a person wrote through `text`.
    """
    lines = [f"::::{{list-table}} {caption}", ":header-rows: 1", ":stub-columns: 1"]
    if widths:
        lines.append(f":widths: {' '.join(str(w) for w in widths)}")
    if class_:
        lines.append(f":class: {class_}")
    lines.append("")
    for row in (header, *rows):
        assert len(row) == len(header), f"{caption}: a row of {len(row)} in {len(header)}"
        lines += [f"{'* -' if i == 0 else '  -'} {cell}" for i, cell in enumerate(row)]
    return Block("\n".join([*lines, "::::"]))


def figure(path: str, *, alt: str, caption: str, name: str) -> str:
    """The directive that shows a picture beside the page."""
    return (
        f"::::{{figure}} {path}\n:alt: {attribute(alt)}\n:name: {name}\n\n{text(caption)}\n::::"
    )


def inline_picture(path: str, *, alt: str, kind: str) -> str:
    """A small picture within a line or a cell; `kind` names its style."""
    return f"![{text(alt)}]({path}){{.{kind}}}"


def target(name: str) -> str:
    """A place that links can lead to, written before a heading."""
    return f"({name})="
