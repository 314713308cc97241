"""Every kind of error a person can meet, its sentence, and its exit code.

A layer below the command line never prints and never exits: it raises one of these, with all
the problems of one kind at once, and `cli` turns it into lines and an exit code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

USER_MISTAKE = 2
BUILD_FAILED = 1


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: where it stands, what was found, what would be right."""

    where: str
    """File, or file and line (`data/framework/prevention/best-start-in-life.yml:41`)."""
    line: int
    """Line in that file, counted from 1; 0 when the problem is about the whole file."""
    message: str
    """What was found and what would be right, as one sentence without a full stop."""

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        return f"{place}: {self.message}"


class SpfbookError(Exception):
    """The base of every error of ours; carries the problems, sorted by file and line."""

    exit_code = USER_MISTAKE

    def __init__(self, problems: Problem | str | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            problems = [Problem("", 0, problems)]
        elif isinstance(problems, Problem):
            problems = [problems]
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        return [str(p).removeprefix(": ") for p in self.problems]


class FrameworkError(SpfbookError):
    """The framework files do not say something that can be understood."""


class DataError(SpfbookError):
    """An observations file or its sidecar is wrong."""


class ParameterError(SpfbookError):
    """An edition is unknown, or its parameters are."""


class NotebookError(SpfbookError):
    """A notebook is not of the shape a page needs (parameters cell, outputs, imports), or
    another file that the book is made from is missing or damaged."""


class ClusterError(SpfbookError):
    """The cluster that was named cannot run notebooks as this machine would."""


class BuildError(SpfbookError):
    """The book could not be made; what was there before is untouched."""

    exit_code = BUILD_FAILED


class ReleaseError(SpfbookError):
    """An edition is not ready to be released, or a release is unknown or damaged."""


class ReleaseDiffers(SpfbookError):
    """A release is whole, and making it again gives something else."""

    exit_code = BUILD_FAILED


class BusyError(SpfbookError):
    """Another process is making the same output; the message says who."""
