"""The framework's YAML files → a `Framework`, with all their problems at once."""

from __future__ import annotations

from dataclasses import dataclass

from spfbook.errors import FrameworkError, Problem
from spfbook.framework.framework import (
    Framework,
    FrameworkFile,
    Priority,
    PriorityFile,
    Theme,
    ThemeFile,
)
from spfbook.paths import Layout
from spfbook.sources.framework_checks import check_framework
from spfbook.sources.validation import validate
from spfbook.sources.yaml_text import Lines, read_yaml


@dataclass(frozen=True)
class ReadTheme:
    """A theme's file with the lines it was read from."""

    theme: Theme
    lines: Lines


def read_framework(layout: Layout) -> Framework:
    """The framework of the repository at `layout`.

    Raises `FrameworkError` with every problem of every file, each with its file and line.
    """
    file, lines, problems = _read_top(layout)
    if file is None:
        raise FrameworkError(problems)
    priorities: list[Priority] = []
    read: list[ReadTheme] = []
    for listed in file.priorities:
        themes, theirs = _read_priority(layout, listed, lines)
        read += themes
        problems += theirs
        own = tuple(each.theme for each in themes)
        priorities.append(Priority(listed.id, listed.title, listed.about, own))
    framework = Framework(file, tuple(priorities))
    problems += check_framework(framework, lines, {r.theme.id: r.lines for r in read})
    if problems:
        raise FrameworkError(problems)
    return framework


def _read_top(layout: Layout) -> tuple[FrameworkFile | None, Lines, list[Problem]]:
    path = layout.framework / "framework.yml"
    where = layout.shown(path)
    if not path.is_file():
        message = "is missing; a framework begins with this file (see docs/framework.md)"
        return None, Lines(where), [Problem(where, 0, message)]
    found, lines, problems = read_yaml(path, where)
    if found is None:
        return None, lines, problems
    file, more = validate(FrameworkFile, found, lines)
    return file, lines, problems + more


def _read_priority(
    layout: Layout, listed: PriorityFile, top: Lines
) -> tuple[list[ReadTheme], list[Problem]]:
    folder = layout.framework / listed.id
    problems: list[Problem] = []
    read: list[ReadTheme] = []
    for theme_id in listed.themes:
        path = folder / f"{theme_id}.yml"
        where = layout.shown(path)
        if not path.is_file():
            problems.append(Problem(where, 0, f"is missing; {top.where} lists this theme"))
            continue
        found, lines, theirs = read_yaml(path, where)
        problems += theirs
        if found is None:
            continue
        file, more = validate(ThemeFile, found, lines)
        problems += more
        if file is not None:
            if file.id != theme_id:
                message = f"id is {file.id!r}; in this file it should be {theme_id!r}"
                problems.append(lines.problem(("id",), message))
            read.append(ReadTheme(Theme(file, listed.id), lines))
    problems += _unlisted(layout, listed, top)
    return read, problems


def _unlisted(layout: Layout, listed: PriorityFile, top: Lines) -> list[Problem]:
    """Files that no one would ever see, because framework.yml does not list them."""
    folder = layout.framework / listed.id
    return [
        Problem(layout.shown(path), 0, f"is not listed under {listed.id} in {top.where}")
        for path in sorted(folder.glob("*.y*ml"))
        if path.stem not in listed.themes
    ]
