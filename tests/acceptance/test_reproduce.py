"""Two builds of the same inputs are the same bytes, whatever is around them."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from second_framework import make_project

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def reproduce() -> ModuleType:
    """`benchmarks/reproduce.py`, which does the same with the whole book."""
    path = REPOSITORY / "benchmarks" / "reproduce.py"
    spec = importlib.util.spec_from_file_location("reproduce", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look there
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither these time zones nor an umask")
def test_place_time_zone_language_seed_and_workers_change_no_byte(
    reproduce: ModuleType, tmp_path: Path
) -> None:
    """A theme's page with its chart and tables, HTML and PDF, notebook and files of data."""
    project = make_project(tmp_path / "northmere").root
    arguments = ("build", "--only", "jobs-and-money")
    files, differing = reproduce.compare(reproduce.build_twice(project, tmp_path, arguments))
    assert differing == []
    assert files > 20


def test_a_byte_that_differs_is_named(reproduce: ModuleType, tmp_path: Path) -> None:
    for name, content in (("one", b"<p>12.3</p>"), ("other", b"<p>12.4</p>")):
        (tmp_path / name / "html").mkdir(parents=True)
        (tmp_path / name / "html" / "index.html").write_bytes(content)
        (tmp_path / name / "run-log.json").write_bytes(content)
        (tmp_path / name / f"{name}.csv").write_bytes(b"")
    assert list(reproduce.differences(tmp_path / "one", tmp_path / "other")) == [
        f"one.csv: only in {tmp_path / 'one'}",
        f"other.csv: only in {tmp_path / 'other'}",
        "html/index.html: byte 6 of 11 and 11: b'<p>12.3</p>' and b'<p>12.4</p>'",
    ]
