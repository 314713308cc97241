"""What Jupyter Book needs besides the executed notebooks."""

from __future__ import annotations

import shutil
from pathlib import Path

from spfbook.book.contents import (
    HAND_WRITTEN,
    LOOKS,
    config_text,
    contents_text,
    reading_order,
)
from spfbook.book.plan import Plan
from spfbook.paths import Layout
from spfbook.sources.release_files import read_register
from spfbook.sources.source_files import illustrative_sources

WARNING = """:::{admonition} Illustrative figures
:class: warning

This edition holds figures that were made up to show how the report works.
:::"""


def assemble(plan: Plan, layout: Layout, pages: Path) -> None:
    """What Jupyter Book needs besides the executed notebooks."""
    pages.mkdir(exist_ok=True)
    (pages / "_toc.yml").write_text(contents_text(plan), encoding="utf-8")
    config = config_text(layout.root / "_config.yml", plan, read_register(layout).made)
    (pages / "_config.yml").write_text(config, encoding="utf-8")
    for folder in LOOKS:
        shutil.copytree(layout.book / folder, pages / "book" / folder)
    made_up = illustrative_sources(layout, plan.framework) & set(plan.edition.all_sources())
    # Jupyter Book would leave out the others, but not from a folder whose name has brackets.
    for name in set(HAND_WRITTEN) & set(reading_order(plan)):
        words = (layout.book / f"{name}.md").read_text(encoding="utf-8")
        if made_up:
            words = words.replace("\n", f"\n\n{WARNING}\n", 1)
        (pages / f"{name}.md").write_text(words, encoding="utf-8")
