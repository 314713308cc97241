"""The invented council's book, built as a person would build it: by the command, once."""

from __future__ import annotations

import pytest
from book_runs import FAILING, SAID, Failed, Run, hashes, spfbook
from second_framework import EDITION, make_project

from spfbook.paths import Layout


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """The invented council's repository; tests leave it as they found it."""
    return make_project(tmp_path_factory.mktemp("acceptance") / "northmere")


@pytest.fixture(scope="session")
def whole(project: Layout) -> Run:
    """The whole book, HTML and PDF."""
    return spfbook(project, "build")


@pytest.fixture(scope="session")
def failed(whole: Run) -> Failed:
    """The same book with one notebook that raises in its scorecard."""
    path = whole.layout.root / FAILING
    kept = path.read_text(encoding="utf-8")
    before = hashes(whole.folder)
    path.write_text(
        kept.replace('"page.scorecard()"', f'"raise ValueError(\'{SAID}\')"'), encoding="utf-8"
    )
    try:
        run = spfbook(whole.layout, "build", EDITION, "--html", "--fresh")
    finally:
        path.write_text(kept, encoding="utf-8")
    return Failed(run, before, hashes(whole.folder))
