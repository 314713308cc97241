"""The public list: what lies beside the releases and says which there are, to pages and people.

It is worked out again from the manifests whenever something is released, so that a release whose
making was cut short after it was put in place is not forgotten.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

from spfbook.book.lock import lock
from spfbook.errors import BuildError, BusyError, Problem, ReleaseError
from spfbook.paths import Layout
from spfbook.release.index_page import in_words, index_page
from spfbook.release.manifest import Manifest
from spfbook.release.shelf import Shelved, register_of, shelved

SCRIPT, INDEX = "releases.js", "index.html"
PATIENCE, LOOKS_EVERY = 30.0, 0.05
"""Seconds that another may take to write the list, a hundred times what it needs."""


def write_list(layout: Layout) -> tuple[Shelved, ...]:
    """The list for pages, the script for the switcher and the page of all releases.

    Raises `ReleaseError` when a release is damaged or gone, or the list cannot be written.
    """
    with _alone(layout):  # two editions may be released at once, and each must see the other
        releases = shelved(layout)
        check_list_writable(layout)
        for path, text in _files(layout, releases).items():
            _write(path, text, layout)
    return releases


def check_list_writable(layout: Layout) -> None:
    """Raises `ReleaseError` with all that lies where a file of the list must be."""
    taken = [path for path in _files(layout, ()) if path.is_dir()]
    if taken:
        message = "is a folder; a file of the list of releases is to be written here"
        raise ReleaseError([Problem(layout.shown(path), 0, message) for path in taken])


def list_problems(layout: Layout, releases: Sequence[Shelved]) -> tuple[Problem, ...]:
    """Each file of the list that does not say what the releases say: it was changed, or a release
    was killed before it was written."""
    message = "is not as the releases have it; spfbook releases writes it again"
    return tuple(
        Problem(layout.shown(path), 0, message)
        for path, text in _files(layout, releases).items()
        if not path.is_file() or path.read_bytes() != text.encode("utf-8")
    )


@contextmanager
def _alone(layout: Layout) -> Iterator[None]:
    """While nobody else writes the list."""
    with ExitStack() as held:
        until = monotonic() + PATIENCE
        while True:
            try:
                held.enter_context(lock(layout.releases / "list"))
                break
            except BusyError as problem:
                if monotonic() > until:
                    raise ReleaseError(problem.problems) from problem
                sleep(LOOKS_EVERY)
            except BuildError as problem:
                raise ReleaseError(problem.problems) from problem
        yield


def _files(layout: Layout, releases: Sequence[Shelved]) -> Mapping[Path, str]:
    register = register_of(releases)
    listed = json.dumps(register.model_dump(mode="json"), ensure_ascii=False, indent=1)
    return {
        layout.register: listed + "\n",
        layout.releases / SCRIPT: script_text(releases),
        layout.releases / INDEX: index_page([each.manifest for each in releases], register),
    }


def script_text(releases: Iterable[Shelved]) -> str:
    """The list as a script: a page opened from a folder may load no other kind of file."""
    shelf = tuple(releases)
    register = register_of(shelf)
    lists: list[list[str]] = []
    entries = []
    for each in shelf:
        release, pages = each.manifest.release, _pages(each.manifest)
        if pages not in lists:
            lists.append(pages)
        after = register.after(release)
        entries.append({
            "id": release.id, "edition": release.edition, "number": release.number,
            "title": release.title, "on": in_words(release.released_on), "reason": release.reason,
            "after": after.id if after else "", "pages": lists.index(pages),
        })  # fmt: skip
    found = {"releases": entries[::-1], "pages": lists}
    text = json.dumps(found, ensure_ascii=True, indent=0).replace("</", "<\\/")
    return f"window.spfbookReleases = {text};\n"


def _pages(manifest: Manifest) -> list[str]:
    names = [f.path.removeprefix("html/") for f in manifest.outputs if f.path.startswith("html/")]
    return sorted(n for n in names if n.endswith(".html") and not n.startswith("_static/"))


def _write(path: Path, text: str, layout: Layout) -> None:
    """Whole or not at all."""
    for left in path.parent.glob(f".{path.name}.*.part"):  # by one that was killed
        left.unlink(missing_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except OSError as problem:
        part.unlink(missing_ok=True)
        message = f"cannot be written: {problem.strerror}"
        raise ReleaseError(Problem(layout.shown(path), 0, message)) from problem
