"""`spfbook framework`: check, export and schema, as a person or a program meets them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from spfbook.paths import Layout

INDICATOR_COLUMNS = [
    "id", "ref", "priority", "theme", "sub_theme", "kind", "issue", "measure", "components",
    "baseline_text", "target_text", "frequency_text", "lead_members", "unit", "polarity",
    "frequency", "baseline", "target", "repeats",
]  # fmt: skip
DELIVERABLE_COLUMNS = [
    "id", "ref", "priority", "theme", "sub_theme", "topic", "deliverable", "milestone",
    "deadline_text", "lead_members", "lead_officers", "programme", "deadline", "repeats",
]  # fmt: skip


@pytest.fixture
def framework(run: Callable, northmere: Layout) -> Callable:
    """Run `spfbook framework …` on the invented council's files."""
    return lambda *arguments: run("--root", str(northmere.root), "framework", *arguments)


def test_check_says_what_there_is(framework: Callable) -> None:
    ran = framework("check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "2 priorities, 3 themes, 13 rows of 12 indicators, 6 rows of 5 deliverables: no problems.\n"
    )


def test_check_finds_no_problem_in_our_own_framework(run: Callable, repository: Layout) -> None:
    ran = run("--root", str(repository.root), "framework", "check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("4 priorities, 28 themes, 377 rows of 373 indicators, 350 rows of ")


def test_export_is_a_json_object_a_line(framework: Callable) -> None:
    ran = framework("export")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert [row["ref"] for row in rows] == [
        *(f"TP-{n:03d}" for n in range(1, 10)), "HL-001", "HL-002", "HL-003", "HL-004",
    ]  # fmt: skip
    assert all(list(row) == INDICATOR_COLUMNS for row in rows)
    assert rows[4]["target"] == {
        "combined_with": [], "kind": "comparator", "areas": ["mereshire"],
        "relation": "in_line_with", "basis": "value",
    }  # fmt: skip
    assert (rows[3]["baseline"], rows[3]["lead_members"]) == (
        {"value": "89.5", "period": "fy2020-21"}, [],
    )  # fmt: skip


def test_export_of_components_is_by_their_ids(framework: Callable) -> None:
    rows = {row["ref"]: row for row in map(json.loads, framework("export").out.splitlines())}
    assert rows["TP-006"]["components"] == ["number", "percentage"]
    parts = rows["TP-006"]["baseline"]["components"]
    assert {name: part["value"] for name, part in parts.items()} == {
        "number": "61", "percentage": "4.4",
    }  # fmt: skip
    assert set(rows["TP-003"]["target"]["components"]) == {"older-people", "disabled-people"}


def test_export_of_a_repeat_has_its_own_words_and_the_others_id(framework: Callable) -> None:
    *_, last = map(json.loads, framework("export").out.splitlines())
    assert (last["id"], last["repeats"]) == ("homes-made-warmer", True)
    assert last["measure"] == "Homes insulated (see Thriving Places)"


def test_export_as_csv_says_the_same_as_the_json(framework: Callable) -> None:
    lines = framework("export", "--format", "jsonl").out.splitlines()
    objects = [json.loads(line) for line in lines]
    table = list(csv.DictReader(io.StringIO(framework("export", "--format", "csv").out)))
    assert list(table[0]) == INDICATOR_COLUMNS
    assert len(table) == len(objects)
    for written, found in zip(table, objects, strict=True):
        assert written["measure"] == found["measure"]
        assert written["lead_members"] == " | ".join(found["lead_members"])
        assert json.loads(written["target"]) == found["target"]
        assert written["repeats"] == str(found["repeats"]).lower()


def test_export_as_csv_holds_nothing_that_a_spreadsheet_would_run(framework: Callable) -> None:
    cells = {row["ref"]: row for row in
             csv.DictReader(io.StringIO(framework("export", "--format", "csv").out))}  # fmt: skip
    assert cells["TP-007"]["target_text"] == "'+/- 2%"
    assert not any(cell.startswith(("=", "+", "-", "@"))
                   for row in cells.values() for cell in row.values())  # fmt: skip


def test_export_of_deliverables(framework: Callable) -> None:
    ran = framework("export", "--deliverables")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["ref"] for row in rows] == [
        "TP-D001", "TP-D002", "TP-D003", "TP-D004", "HL-D001", "HL-D002",
    ]  # fmt: skip
    assert all(list(row) == DELIVERABLE_COLUMNS for row in rows)
    assert rows[3]["lead_officers"] == ["Head of Economy", "A N Other"]
    assert rows[3]["deadline"]["provisional"] is True
    assert (rows[5]["id"], rows[5]["repeats"]) == ("warm-homes-scheme-launch", True)
    table = framework("export", "--deliverables", "--format", "csv").out
    assert table.splitlines()[0].split(",") == DELIVERABLE_COLUMNS


@pytest.mark.parametrize(
    "arguments", [("export", "--format", "xml"), ("schema", "book"), ("chek",)]
)
def test_an_argument_that_is_not_known_is_exit_code_2(
    framework: Callable, arguments: tuple[str, ...]
) -> None:
    ran = framework(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error" in ran.err


def plain(found: Any) -> Any:
    """As JSON has it: days are text."""
    if isinstance(found, dict):
        return {key: plain(value) for key, value in found.items()}
    if isinstance(found, list):
        return [plain(value) for value in found]
    return found.isoformat() if isinstance(found, date) else found


def schema_of(run: Callable, which: str) -> dict[str, Any]:
    ran = run("framework", "schema", which)
    assert ran.code == 0
    return json.loads(ran.out)


def complaints(schema: dict[str, Any], path: Path) -> list[str]:
    found = plain(yaml.safe_load(path.read_text(encoding="utf-8")))
    errors = jsonschema.Draft202012Validator(schema).iter_errors(found)
    return [f"{path.name} {error.json_path}: {error.message[:200]}" for error in errors]


@pytest.mark.parametrize("which", ["theme", "framework"])
def test_the_schema_is_one_and_explains_its_keys(run: Callable, which: str) -> None:
    schema = schema_of(run, which)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    model, key = {"theme": ("ThemeFile", "about"), "framework": ("Council", "name")}[which]
    properties = schema["$defs"].get(model, schema)["properties"]
    assert properties[key]["description"]


def test_our_own_files_fit_the_schema(run: Callable, repository: Layout) -> None:
    theme = schema_of(run, "theme")
    found = [line for path in sorted(repository.framework.glob("*/*.yml"))
             for line in complaints(theme, path)]  # fmt: skip
    assert found == []
    top = repository.framework / "framework.yml"
    assert complaints(schema_of(run, "framework"), top) == []


@pytest.mark.parametrize(
    "case",
    [
        "unknown-key", "missing-key", "unknown-unit", "unknown-kind-of-target",
        "value-not-a-number", "id-not-a-slug",
    ],
)  # fmt: skip
def test_the_schema_lets_an_editor_see_a_mistake_of_shape(
    run: Callable, repository: Layout, case: str
) -> None:
    bad = repository.root / "tests" / "files" / "bad" / "framework" / case
    (path,) = bad.rglob("*.yml")
    assert complaints(schema_of(run, "theme"), path) != []


def test_the_module_runs_as_the_command_does(northmere: Layout) -> None:
    """In a process of its own, from inside a folder of the repository, in any language's text."""
    ran = subprocess.run(
        [sys.executable, "-m", "spfbook", "framework", "export"],
        cwd=northmere.framework, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "SPFBOOK_ROOT": ""},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert len(ran.stdout.decode("utf-8").splitlines()) == 13
    assert b"\r" not in ran.stdout


def test_a_folder_without_a_framework_is_one_line(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "spfbook", "--root", str(tmp_path), "framework", "check"],
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("data/framework/framework.yml: is missing;")
    assert len(ran.stderr.splitlines()) == 1
