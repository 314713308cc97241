"""The contents file and the configuration that Jupyter Book is given, made from the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from spfbook.book.plan import FRONT, SOURCES, VERSIONS, Plan

HAND_WRITTEN_BEFORE = ("how-to-read",)
HAND_WRITTEN_AFTER = ("methods",)
HEAD = "# Generated from the plan by `spfbook contents`; a test fails when it is out of date.\n"


def contents(plan: Plan) -> dict[str, Any]:
    """`_toc.yml`: the summary, the priorities with their themes, the pages about the book."""
    names = {page.name for page in plan.pages}
    if FRONT not in names:
        root, *others = [page.name for page in plan.pages]
        chapters = [{"file": name} for name in others]
        return {"format": "jb-book", "root": root, **({"chapters": chapters} if chapters else {})}
    chapters: list[dict[str, Any]] = [{"file": name} for name in HAND_WRITTEN_BEFORE]
    for priority in plan.framework.priorities:
        index, *themes = [page.name for page in plan.of_priority(priority.id)]
        chapters.append({"file": index, "sections": [{"file": name} for name in themes]})
    chapters += [{"file": name} for name in (*HAND_WRITTEN_AFTER, SOURCES, VERSIONS)]
    return {"format": "jb-book", "root": FRONT, "chapters": chapters}


def contents_text(plan: Plan) -> str:
    return HEAD + yaml.safe_dump(contents(plan), sort_keys=False, allow_unicode=True)


def config_text(path: Path, plan: Plan) -> str:
    """The repository's `_config.yml` with this edition's title."""
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    config["title"] = f"{plan.framework.file.plan.title}: {plan.edition.title}"
    config["author"] = plan.framework.council.name
    return yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
