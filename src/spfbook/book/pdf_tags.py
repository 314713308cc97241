"""The last touch to a PDF: cells that head a row are tagged so, and the file is packed.

Typst tags the cells of a table's first column as data; its own way to say otherwise stands
behind a feature that the Python wheel cannot switch on (docs/adr/0004).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

import pikepdf

from spfbook.errors import BuildError


def finish(pdf: bytes, heads_rows: Sequence[bool]) -> bytes:
    """The same document with TH and Scope Row where a table's first column heads its rows.

    `heads_rows` says so for each table in reading order. Structure goes into compressed object
    streams, which halves the file. The same bytes give the same bytes. Raises BuildError when
    the PDF holds another number of tables.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        tables = list(_of_kind(document.Root.StructTreeRoot, "Table"))
        if len(tables) != len(heads_rows):
            said = f"{len(tables)} tables are tagged where the book has {len(heads_rows)}"
            raise BuildError(f"the PDF could not be made: {said}")
        for table, heads in zip(tables, heads_rows, strict=True):
            for body in _of_kind(table, "TBody") if heads else ():
                _set_row_heads(body)
        out = BytesIO()
        document.save(
            out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True
        )
    return out.getvalue()


def _set_row_heads(body: pikepdf.Object) -> None:
    """Without lists of their heads, cells are headed by the nearest TH of their row and column."""
    for row in _of_kind(body, "TR"):
        for place, cell in enumerate(row.K):
            kept = [mark for mark in cell.get("/A", []) if mark.O != "/Table"]
            if place == 0:
                cell.S = pikepdf.Name.TH
                kept.append(pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row))
            if kept:
                cell.A = pikepdf.Array(kept)
            elif "/A" in cell:
                del cell.A


def _of_kind(root: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """Elements of the structure below `root`, in reading order; none inside another of them."""
    waiting = [root.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == f"/{kind}":
                yield node
            elif "/K" in node:
                waiting.append(node.K)
