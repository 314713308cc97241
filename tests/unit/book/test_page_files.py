"""Files that a notebook hands over: written below the pages, taken out of the notebook."""

from __future__ import annotations

import base64
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from second_framework import notebook

from spfbook.attachments import FOLDER, MIME_TYPE, pack, unpack
from spfbook.book.page_files import place_files, take_files, write_files

FILES = {"schools-figures.csv": b"\xef\xbb\xbfa,b\r\n", "2021-22-q4.xlsx": bytes(range(256))}


def handing_over(packed: dict[str, str]) -> NotebookNode:
    made = notebook([("", "page.downloads()")])
    data = {"text/markdown": "words", MIME_TYPE: packed}
    made.cells[0].outputs = [nbformat.v4.new_output("display_data", data)]
    return made


def test_what_is_packed_is_unpacked() -> None:
    assert unpack(pack(FILES)) == FILES


@pytest.mark.parametrize("name", ["../x.csv", "a/b.csv", "/x.csv", "a b.csv", "A.csv", ".x", "",
                                  "a..csv", "x.csv\n", "c:x.csv"])  # fmt: skip
def test_a_file_with_another_name_than_a_plain_one_goes_nowhere(name: str) -> None:
    with pytest.raises(AssertionError):
        pack({name: b"x"})
    by_hand = {name: base64.b64encode(b"x").decode()}
    assert take_files(handing_over(by_hand)) == {}


def test_files_are_written_below_the_pages_and_leave_the_notebook(tmp_path: Path) -> None:
    made = handing_over(pack(FILES))
    write_files(take_files(made), tmp_path)
    write_files(take_files(handing_over(pack(FILES))), tmp_path)  # another page, the same files
    assert {p.name: p.read_bytes() for p in (tmp_path / FOLDER).iterdir()} == FILES
    assert made.cells[0].outputs[0].data == {"text/markdown": "words"}


def test_a_notebook_without_files_makes_no_folder(tmp_path: Path) -> None:
    made = notebook([("", "1")])
    made.cells[0].outputs = [nbformat.v4.new_output("stream", text="1")]
    write_files(take_files(made), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_files_land_beside_the_html(tmp_path: Path) -> None:
    pages, html = tmp_path / "pages", tmp_path / "html"
    html.mkdir()
    write_files(take_files(handing_over(pack(FILES))), pages)
    place_files(pages, html)
    assert {p.name for p in (html / FOLDER).iterdir()} == set(FILES)
    assert list(pages.iterdir()) == []
    place_files(pages, html)  # a book that offers nothing
