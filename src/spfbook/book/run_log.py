"""The run log of a build: what it was made from and with, how long each part took, what was
checked, what went wrong. Times of day and durations stand here and nowhere else."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from spfbook.book.file_list import RUN_LOG as FILE
from spfbook.book.inputs import Input, digest
from spfbook.book.notebooks import Outcome
from spfbook.book.provenance import Provenance


@dataclass(frozen=True)
class Check:
    """Something that was made sure of."""

    what: str
    passed: bool


@dataclass
class RunLog:
    """Filled while a build goes on, written once with its result."""

    edition: str
    options: Mapping[str, Any]
    """What was asked for besides the edition."""
    inputs: tuple[Input, ...]
    package: tuple[Input, ...]
    """The files of spfbook itself."""
    made_with: Provenance
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    steps: dict[str, float] = field(default_factory=dict)
    """Seconds by step."""
    pages: list[dict[str, Any]] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _clock: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        """Since the build began."""
        return time.perf_counter() - self._clock

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.steps[name] = round(time.perf_counter() - began, 3)

    def note_pages(self, outcomes: Iterable[Outcome]) -> None:
        """What became of each page, in the order of the contents' names."""
        for outcome in sorted(outcomes, key=lambda each: each.page.name):
            page = outcome.page
            took = {"seconds": round(outcome.seconds, 3), "error": outcome.error}
            took["kept"] = outcome.is_kept
            self.pages.append({"page": page.name, "notebook": page.notebook, **took})
            if outcome.error is not None:
                self.problems.append(f"{page.notebook}: {outcome.error}")

    def note_check(self, what: str, passed: bool = True) -> None:
        self.checks.append(Check(what, passed))

    def summary(self) -> str:
        """`47 pages in 3 min 12 s`."""
        minutes, seconds = divmod(round(self.seconds), 60)
        took = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
        return f"{len(self.pages)} page{'' if len(self.pages) == 1 else 's'} in {took}"

    def as_dict(self, result: str) -> dict[str, Any]:
        return {
            "edition": self.edition,
            "result": result,
            "options": dict(self.options),
            "started": self.started.isoformat(timespec="seconds"),
            "seconds": round(self.seconds, 3),
            "made_with": asdict(self.made_with),
            "code_sha256": digest(self.package),
            "inputs_sha256": digest(self.inputs),
            "inputs": [asdict(each) for each in self.inputs],
            "steps": self.steps,
            "pages": self.pages,
            "checks": [asdict(each) for each in self.checks],
            "problems": self.problems,
        }

    def write(self, folder: Path, result: str) -> Path:
        """Write it into `folder`; `result` is `built` or `failed`."""
        path = folder / FILE
        text = json.dumps(self.as_dict(result), indent=1, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")
        return path
