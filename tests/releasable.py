"""The invented council's repository made ready to be released: in git, its commentary complete."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from second_framework import make_project

from spfbook.paths import Layout

COMMENTARY = "data/commentary/2021-22-q4"
APPROVED = "  approved_by: Chief Executive\n"
FULL = """  why: A wet spring.
  what_next: A third round begins.
  by_when: 2022-09-30
  who: Head of Waste
"""
ON_ADULTS = """comments:
- indicator: active-adults
  what_happened: Fewer people answered that they move enough.
  why: Pools were shut for a year.
  what_next: All three open again.
  by_when: 2022-09-30
  who: Head of Leisure
  author: Public health analyst
  written_on: 2022-05-11
  approved_by: Director of Public Health
"""


def make_releasable(folder: Path) -> Layout:
    """A repository whose edition 2021-22-q4 may be released."""
    layout = make_project(folder)
    place = folder / COMMENTARY
    (place / "healthy-lives" / "health-and-care.yml").write_text(ON_ADULTS, encoding="utf-8")
    for path in place.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        text = text.replace("  author: Waste manager\n", f"{FULL}  author: Waste manager\n")
        lines = text.splitlines(keepends=True)
        dated = [i for i, line in enumerate(lines) if line.startswith("  written_on:")]
        for number in reversed(dated):
            if not any(line.startswith("  approved_by:") for line in lines[number : number + 2]):
                lines.insert(number + 1, APPROVED)
        path.write_text("".join(lines), encoding="utf-8")
    (folder / ".gitignore").write_text("_build/\nreleases/\n", encoding="utf-8")
    git(folder, "init", "--quiet")
    commit(layout)
    return layout


def commit(layout: Layout) -> None:
    git(layout.root, "add", "--all")
    git(layout.root, "-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit",
        "--quiet", "--message", "As it stands")  # fmt: skip


def correct_a_figure(layout: Layout) -> None:
    """Streets free of litter in March 2022: 189 of 200, not 187."""
    path = layout.observations / "returns.csv"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    text = path.read_text(encoding="utf-8")
    assert "2022-03,93.5,187,200" in text
    path.write_text(text.replace("2022-03,93.5,187,200", "2022-03,94.5,189,200"), encoding="utf-8")
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    sidecar = path.with_suffix(".yml")
    sidecar.write_text(sidecar.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)
