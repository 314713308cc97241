"""The contents file and the configuration that Jupyter Book is given, made from the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from spfbook.book.plan import ABOUT, FRONT, PARTS, REPORT, Plan
from spfbook.errors import NotebookError, Problem
from spfbook.framework.periods import parse_period
from spfbook.framework.releases import Release
from spfbook.paths import Layout

GUIDE = "how-to-read"
HAND_WRITTEN = {GUIDE: REPORT, "accessibility": ABOUT}
"""Pages that are no notebooks, and the part of the contents that begins with each."""
LOOKS = ("_static", "_templates")
"""Folders of `book/` that say how pages look."""
HEAD = "# Generated from the plan by `spfbook contents`; a test fails when it is out of date.\n"


def contents(plan: Plan) -> dict[str, Any]:
    """`_toc.yml`: the summary, and the parts with their pages; themes below their priority."""
    names = [page.name for page in plan.pages]
    if FRONT not in names:
        root, *others = names
        chapters = [{"file": name} for name in others]
        return {"format": "jb-book", "root": root, **({"chapters": chapters} if chapters else {})}
    parts = [{"caption": part, "chapters": _chapters(plan, part)} for part in PARTS]
    parts = [part for part in parts if part["chapters"]]
    return {"format": "jb-book", "root": FRONT, "parts": parts}


def _chapters(plan: Plan, part: str) -> list[dict[str, Any]]:
    chapters: dict[str, dict[str, Any]] = {}
    for name in [name for name, own in HAND_WRITTEN.items() if own == part]:
        chapters[name] = {"file": name}
    for page in plan.pages:
        if page.part == part and page.below:
            chapters[page.below].setdefault("sections", []).append({"file": page.name})
        elif page.part == part:
            chapters[page.name] = {"file": page.name}
    return list(chapters.values())


def reading_order(plan: Plan) -> dict[str, int]:
    """The names of all pages as the contents have them, and how deep below the front page each
    hangs: 0 itself, 1 a priority, 2 a theme."""
    listed = contents(plan)
    chapters = listed.get("chapters", []) + [
        chapter for part in listed.get("parts", []) for chapter in part["chapters"]
    ]
    order = {listed["root"]: 0}
    for chapter in chapters:
        order[chapter["file"]] = 1
        order |= {section["file"]: 2 for section in chapter.get("sections", [])}
    return order


def contents_text(plan: Plan) -> str:
    return HEAD + yaml.safe_dump(contents(plan), sort_keys=False, allow_unicode=True)


def check_files(layout: Layout) -> None:
    """Refuse, before any kernel starts, to make a book without its files besides the notebooks.

    Raises `NotebookError` with every problem: a configuration that is missing or is no YAML
    mapping, a hand-written page or a folder of styles or templates missing.
    """
    config = layout.root / "_config.yml"
    pages = [layout.book / f"{name}.md" for name in HAND_WRITTEN]
    problems = [
        Problem(layout.shown(path), 0, "is missing; the book is made with it")
        for path in (config, *(layout.book / folder for folder in LOOKS), *pages)
        if not path.exists()
    ]
    if config.is_file():
        problems += _config_problems(config, layout.shown(config))
    if problems:
        raise NotebookError(problems)


def _config_problems(path: Path, where: str) -> list[Problem]:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        mark = getattr(problem, "problem_mark", None)
        words = getattr(problem, "problem", None) or "it is no UTF-8 text"
        return [Problem(where, mark.line + 1 if mark else 0, f"is not YAML: {words}")]
    if not isinstance(found, dict):
        return [Problem(where, 0, "holds no settings; it should be a mapping of names to values")]
    return []


def config_text(path: Path, plan: Plan, made: Release | None = None) -> str:
    """The repository's `_config.yml` with this edition's title; of a book that is `made` for a
    release, with what every page says of it."""
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    config["title"] = f"{plan.framework.file.plan.title}: {plan.edition.title}"
    config["author"] = plan.framework.council.name
    if made is not None:
        sphinx = config.setdefault("sphinx", {}).setdefault("config", {})
        words = f"{release_words(made)}."
        context = {"spfbook_release": {"id": made.id, "words": words}}
        sphinx["html_context"] = {**sphinx.get("html_context", {}), **context}
    if FRONT not in {page.name for page in plan.pages}:
        # The page of one theme may link to indicators of pages that are not made with it.
        sphinx = config.setdefault("sphinx", {}).setdefault("config", {})
        sphinx["suppress_warnings"] = [*sphinx.get("suppress_warnings", []), "myst.xref_missing"]
    return yaml.safe_dump(config, sort_keys=False, allow_unicode=True)


def release_words(made: Release) -> str:
    """`Release 1 of this edition, 14 June 2022`."""
    day = parse_period(made.released_on.isoformat()).label
    return f"Release {made.number} of this edition, {day}"
