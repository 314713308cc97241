"""Pages of one edition as text, to be read as a change and kept as the next expectation.

`python -m tests.golden.renew` writes them anew: read the difference before you keep it.
A page is what its notebook shows: its Markdown cells, and the Markdown that its code cells
return, run in this process in place of a kernel. Pictures are tested elsewhere.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from spfbook.book.notebooks import PARAMETERS, prepare
from spfbook.book.plan import Page, make_plan
from spfbook.notebook import edition_view
from spfbook.paths import ROOT_VARIABLE, Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_observations
from spfbook.sources.params_files import read_edition

HERE = Path(__file__).parent
ZIPPED = re.compile(r"(?<=\(XLSX, )[\d.,]+ [kM]B(?=\))")
"""The size of a workbook depends on the zlib of the machine; tests of the build check it."""
REPOSITORY = HERE.parents[1]
EDITION = "2021-22-q4"
ILLUSTRATIVE = "2021-22-q4-illustrative"
PAGES = (
    "index",
    "portfolios/worby",
    "prevention/schools",
    "inclusive-growth/homes",
    "well-run-organisation/democracy",
    "participation/index",
)
WITH_COMMENTARY = ("prevention/older-people",)
"""Pages of the edition that has made-up figures and words."""


def page_texts() -> dict[str, str]:
    """The pages' Markdown, by the name of the page; with the edition's where it is the other."""
    others = texts_of(ILLUSTRATIVE, WITH_COMMENTARY)
    return texts_of(EDITION, PAGES) | {f"illustrative/{n}": text for n, text in others.items()}


def texts_of(edition_id: str, names: Sequence[str]) -> dict[str, str]:
    layout = Layout(REPOSITORY)
    framework = read_framework(layout)
    edition = read_edition(layout, framework, edition_id)
    allowance = edition_view(layout, framework, edition).trend_allowance
    edition = edition.model_copy(update={"trend_allowance": allowance})
    observations = read_observations(layout, framework, edition.all_sources(), edition.as_at)
    pages = {page.name: page for page in make_plan(edition, framework, observations).pages}
    before = os.environ.get(ROOT_VARIABLE)
    os.environ[ROOT_VARIABLE] = str(REPOSITORY)
    try:
        return {name: page_text(pages[name], layout) for name in names}
    finally:
        os.environ.pop(ROOT_VARIABLE)
        if before is not None:
            os.environ[ROOT_VARIABLE] = before


def page_text(page: Page, layout: Layout) -> str:
    shown: list[str] = []
    names: dict[str, Any] = {}
    for cell in prepare(page, layout).cells:
        if cell.cell_type == "markdown":
            shown.append(cell.source)
            continue
        with mock.patch("IPython.display.display", lambda each: shown.append(markdown(each))):
            last = run(cell.source, names)
        if PARAMETERS in cell.metadata.get("tags", []):
            names.update(page.parameters)
        if last is not None:
            shown.append(markdown(last))
    return ZIPPED.sub("some kB", "\n\n".join(part.strip() for part in shown)) + "\n"


def run(code: str, names: dict[str, Any]) -> Any:
    """Run a cell; gives what its last expression gives, as a notebook would show it."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def markdown(shown: Any) -> str:
    bundle = getattr(shown, "_repr_mimebundle_", None)
    return bundle()["text/markdown"] if bundle else shown.source


def kept(name: str) -> Path:
    return HERE / f"{name.replace('/', '--')}.md"


def main() -> None:
    for name, text in page_texts().items():
        path = kept(name)
        is_same = path.is_file() and path.read_text(encoding="utf-8") == text
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{'same   ' if is_same else 'renewed'}  {path.relative_to(REPOSITORY).as_posix()}")


if __name__ == "__main__":
    sys.exit(main())
