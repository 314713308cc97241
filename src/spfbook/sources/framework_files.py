"""The framework's YAML files → a `Framework`, with all their problems at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

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


@dataclass
class _Reading:
    """What has been read so far, and what was wrong with it."""

    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, Lines] = field(default_factory=dict)
    """By theme id."""
    unread: set[str] = field(default_factory=set)
    """Ids that stand in files which could not be understood: nobody may call them undefined."""


_READ: dict[str, Framework] = {}
"""The last framework that was read without a problem, by the hash of all its files."""


def read_framework(layout: Layout) -> Framework:
    """The framework of the repository at `layout`.

    The same value again while no file has changed: a warm kernel has it from the process it was
    forked from. Raises `FrameworkError` with every problem of every file, each with file and line.
    """
    try:
        key = _hash(layout)
    except OSError:  # a file that cannot be opened: its reader says so
        return _read(layout)
    if key not in _READ:
        found = _read(layout)
        _READ.clear()
        _READ[key] = found
    return _READ[key]


def _hash(layout: Layout) -> str:
    """Of what the files are called and hold; nothing else decides what is read."""
    found = hashlib.sha256()
    for path in sorted(layout.framework.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        found.update(f"{layout.shown(path)}\0{path.is_file()}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def _read(layout: Layout) -> Framework:
    file, top, problems = _read_top(layout)
    if file is None:
        raise FrameworkError([*problems, *_theme_problems(layout)])
    reading = _Reading(problems)
    priorities = tuple(_read_priority(layout, listed, top, reading) for listed in file.priorities)
    framework = Framework(file, priorities)
    reading.problems += _unlisted(layout, file, top)
    reading.problems += check_framework(framework, top, reading.lines, unread=reading.unread)
    if reading.problems:
        raise FrameworkError(reading.problems)
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
    layout: Layout, listed: PriorityFile, top: Lines, reading: _Reading
) -> Priority:
    themes: list[Theme] = []
    for theme_id in listed.themes:
        path = layout.framework / listed.id / f"{theme_id}.yml"
        where = layout.shown(path)
        if not path.is_file():
            reading.problems.append(Problem(where, 0, f"is missing; {top.where} lists this theme"))
            continue
        file, lines, problems = _read_theme(path, where)
        reading.problems += problems
        if file is None:
            reading.unread |= _ids_written_in(path)
            continue
        if file.id != theme_id:
            message = f"id is {file.id!r}; in this file it should be {theme_id!r}"
            reading.problems.append(lines.problem(("id",), message))
        reading.lines[file.id] = lines
        themes.append(Theme(file, listed.id))
    return Priority(listed.id, listed.title, listed.about, tuple(themes))


def _read_theme(path: Path, where: str) -> tuple[ThemeFile | None, Lines, list[Problem]]:
    found, lines, problems = read_yaml(path, where)
    if found is None:
        return None, lines, problems
    file, more = validate(ThemeFile, found, lines)
    return file, lines, problems + more


def _theme_problems(layout: Layout) -> Iterator[Problem]:
    """What is wrong with each theme's file by itself, where framework.yml cannot be used."""
    for path in sorted(layout.framework.glob("*/*.yml")):
        yield from _read_theme(path, layout.shown(path))[2]


def _ids_written_in(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return set(re.findall(r"""\bid:\s*["']?([a-z0-9-]+)""", text))


def _unlisted(layout: Layout, file: FrameworkFile, top: Lines) -> Iterator[Problem]:
    """Files that no one would ever see, because framework.yml does not list them."""
    expected = {layout.framework / "framework.yml"}
    for listed in file.priorities:
        expected |= {layout.framework / listed.id / f"{theme}.yml" for theme in listed.themes}
    for path in sorted(layout.framework.rglob("*.y*ml")):
        if path not in expected:
            message = f"is not listed in {top.where}; list it there, or remove it"
            yield Problem(layout.shown(path), 0, message)
