"""Commentary files of an edition → `Commentary`, with all their problems at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spfbook.errors import DataError, Problem, SpfbookError
from spfbook.framework.commentary import Comment, Commentary, CommentaryFile, Remark, Subject
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework
from spfbook.paths import Layout
from spfbook.sources.commentary_checks import (
    CommentedEdition,
    Place,
    about_words,
    comment_problems,
)
from spfbook.sources.params_files import edition_names, read_edition
from spfbook.sources.validation import validate
from spfbook.sources.yaml_text import Lines, read_yaml


@dataclass(frozen=True)
class Checked:
    """What the commentary of all editions comes to."""

    comments: int
    editions: int
    unseen: tuple[str, ...]
    """What was written too late for its edition's pages to show, a line each."""


def read_commentary(
    layout: Layout,
    framework: Framework,
    edition: Edition,
    as_at: date,
    *,
    only: Collection[Place] | None = None,
) -> Commentary:
    """What services had said about `edition` by `as_at`; a file is optional.

    With `only`, just the files of those places are read, and checked. Raises `DataError` with
    every problem of every file, each with its file and line.
    """
    commented = CommentedEdition(layout, framework, edition)
    remarks: list[Remark] = []
    problems = list(_unknown_files(commented)) if only is None else []
    for path, place in commented.places.items():
        if path.is_file() and (only is None or place in only):
            found, theirs = _read_file(commented, path, place)
            remarks += found
            problems += theirs
    if problems:
        raise DataError(problems)
    return Commentary(tuple(r for r in remarks if r.comment.written_on <= as_at))


def check_commentary(layout: Layout, framework: Framework) -> Checked:
    """The commentary of every edition; raises `DataError` with all that is wrong with it."""
    right = "commentary is <edition>/<priority>/<theme>.yml"
    problems = [
        Problem(layout.shown(path), 0, f"lies in no edition’s folder; {right}")
        for path in sorted(layout.commentary.glob("*.y*ml"))
    ]
    unseen: list[str] = []
    comments, names = 0, sorted(p.name for p in layout.commentary.glob("*") if p.is_dir())
    for name in names:
        if name not in edition_names(layout):
            where = layout.shown(layout.commentary / name)
            known = ", ".join(edition_names(layout))
            problems.append(Problem(where, 0, f"is no edition; the editions there are: {known}"))
            continue
        try:
            edition = read_edition(layout, framework, name)
            found = read_commentary(layout, framework, edition, date.max)
        except SpfbookError as error:
            problems += error.problems
            continue
        comments += len(found.remarks)
        unseen += _unseen(found, edition)
    if problems:
        raise DataError(problems)
    return Checked(comments, len(names), tuple(unseen))


def _unseen(commentary: Commentary, edition: Edition) -> Iterator[str]:
    for remark in commentary.remarks:
        as_at = edition.settings_for(remark.priority, remark.theme).as_at or edition.as_at
        written = remark.comment.written_on
        if written > as_at:
            about = about_words(remark.comment, (remark.priority, remark.theme))
            message = f"{about}: written on {written}, after the edition’s as-at day, {as_at}"
            yield f"{remark.where}: {message}: its pages do not show it"


def _unknown_files(commented: CommentedEdition) -> Iterator[Problem]:
    """Files that no page would ever show, because the framework has no such theme."""
    right = "name it <priority>/<theme>.yml, or <priority>/index.yml for the priority itself"
    for path in sorted(commented.folder.rglob("*.y*ml")):
        if path not in commented.places:
            message = f"is about no theme or priority of the framework; {right}"
            yield Problem(commented.layout.shown(path), 0, message)


def _read_file(
    commented: CommentedEdition, path: Path, place: Place
) -> tuple[list[Remark], list[Problem]]:
    where = commented.layout.shown(path)
    found, lines, problems = read_yaml(path, where)
    if found is None:
        return [], problems
    file, more = validate(CommentaryFile, found, lines)
    problems += more
    if file is None:
        return [], problems
    if file.illustrative and not commented.may_be_made_up:
        message = "illustrative: the edition has no made-up figures, so no made-up words"
        problems.append(lines.problem(("illustrative",), message))
    problems += _checked(commented, file.comments, place, lines)
    return [
        Remark(comment, *place, file.illustrative, f"{where}:{lines.line(('comments', number))}")
        for number, comment in enumerate(file.comments)
    ], problems


def _checked(
    commented: CommentedEdition, comments: tuple[Comment, ...], place: Place, lines: Lines
) -> Iterator[Problem]:
    if not comments:
        yield lines.problem(("comments",), "comments is empty; write one, or remove the file")
    first: dict[Subject, int] = {}
    for number, comment in enumerate(comments):
        at = ("comments", number)
        for message in comment_problems(commented, comment, place):
            yield lines.problem(at, message)
        if comment.subject in first:
            earlier = first[comment.subject]
            message = f"{about_words(comment, place)}: has a comment already, on line {earlier}"
            yield lines.problem(at, message)
        first.setdefault(comment.subject, lines.line(at))
