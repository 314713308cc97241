"""YAML with line numbers: plain values, the line of each, and every way of being wrong told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from spfbook.sources.yaml_text import MAX_DEPTH, Lines, read_yaml


def read(tmp_path: Path, text: str | bytes) -> tuple[Any, Lines, list[str]]:
    path = tmp_path / "theme.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    found, lines, problems = read_yaml(path, "theme.yml")
    return found, lines, [str(problem) for problem in problems]


def test_values_are_plain_and_have_their_lines(tmp_path: Path) -> None:
    found, lines, problems = read(
        tmp_path,
        "id: homes\n"
        "indicators:\n"
        "- id: one\n"
        "  target: {kind: threshold,\n"
        "    value: 72.5}\n"
        "- id: two\n"
        "  due: 2020-09-30\n"
        "  name: null\n",
    )
    assert problems == []
    assert found == {
        "id": "homes",
        "indicators": [
            {"id": "one", "target": {"kind": "threshold", "value": 72.5}},
            {"id": "two", "due": date(2020, 9, 30), "name": None},
        ],
    }
    assert lines.line(("id",)) == 1
    assert lines.line(("indicators", 0)) == 3
    assert lines.line(("indicators", 0, "target", "value")) == 5
    assert lines.line(("indicators", 1, "due")) == 7


def test_what_is_missing_is_on_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    _, lines, _ = read(tmp_path, "id: homes\nindicators:\n- id: one\n")
    assert lines.line(("indicators", 0, "target", "value")) == 3
    assert lines.line(("deliverables", 4)) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ["theme.yml: is empty"]),
        ("# only a comment\n", ["theme.yml: is empty"]),
        ("null\n", ["theme.yml: is empty"]),
        (b"caf\xe9: 1\n", ["theme.yml: is not UTF-8 text (byte 3)"]),
        ("a: [1\nb: 2\n", ["theme.yml:2: is not YAML: did not find expected ',' or ']'"]),
        ("a: 1\n---\nb: 2\n", ["theme.yml:2: is not YAML: but found another document"]),
        ("a: *nowhere\n", ["theme.yml:1: is not YAML: found undefined alias"]),
        ("# deep\na: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "\n",
         [f"theme.yml:2: lies more than {MAX_DEPTH} levels deep; write it flatter"]),
        ("[" * 100_000,
         [f"theme.yml:1: lies more than {MAX_DEPTH} levels deep; write it flatter"]),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_gives_no_value(
    tmp_path: Path, text: str | bytes, says: list[str]
) -> None:
    found, _, problems = read(tmp_path, text)
    assert found is None
    assert problems == says


def test_values_may_lie_as_deep_as_the_limit(tmp_path: Path) -> None:
    _, _, problems = read(tmp_path, "[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert problems == []


@pytest.mark.parametrize(
    ("text", "found", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", {"a": 1, "b": 2},
         ["theme.yml:3: key 'a' stands twice, first on line 1"]),
        ("x:\n- {a: 1, a: 2}\n", {"x": [{"a": 1}]},
         ["theme.yml:2: key 'a' stands twice, first on line 2"]),
        ("2019: x\nb: 2\n", {"b": 2}, ["theme.yml:1: key 2019 is not text; put it in quotes"]),
        ("no: x\n", {}, ["theme.yml:1: key no is not text; put it in quotes"]),
        ("2020-13-45: x\n", {}, ["theme.yml:1: cannot be understood: month must be in 1..12"]),
        ("? [a, b]\n: x\n", {}, ["theme.yml:1: a key is a list or has keys itself; write text"]),
        ("a: &it {b: 1}\nc: *it\n", {"a": {"b": 1}, "c": None},
         ["theme.yml:1: an anchored value is used twice; write it out"]),
        ("a: &it [*it]\n", {"a": [None]},
         ["theme.yml:1: an anchored value is used twice; write it out"]),
        ("a: &it {b: 1}\nc:\n  <<: *it\n", {"a": {"b": 1}, "c": {}},
         ["theme.yml:3: key '<<' merges other values in; write them out"]),
        ("a: 2020-02-30\n", {"a": None},
         ["theme.yml:1: cannot be understood: day is out of range for month"]),
        ("a: !home 1\n", {"a": None},
         ["theme.yml:1: cannot be understood: could not determine a constructor for the tag "
          "'!home'"]),
    ],
)  # fmt: skip
def test_a_wrong_part_is_told_and_the_rest_is_read(
    tmp_path: Path, text: str, found: Any, says: list[str]
) -> None:
    assert read(tmp_path, text)[::2] == (found, says)


def test_a_word_may_be_anchored_and_used_again(tmp_path: Path) -> None:
    """Only groups and lists can unfold into something vast."""
    assert read(tmp_path, "a: &it month\nb: *it\n")[::2] == ({"a": "month", "b": "month"}, [])


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    _, _, problems = read(tmp_path, "a: 1\na: 2\n3: x\nb: !home 1\n")
    assert [problem.split(":")[1] for problem in problems] == ["2", "3", "4"]


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(tmp_path: Path) -> None:
    found, lines, problems = read(tmp_path, b"\xef\xbb\xbfa: 1\r\nb:\r\n- 2\r\n")
    assert (found, problems) == ({"a": 1, "b": [2]}, [])
    assert lines.line(("b", 0)) == 3


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    found, _, problems = read_yaml(tmp_path / "none.yml", "none.yml")
    assert found is None
    assert [str(p) for p in problems] == ["none.yml: cannot be read: No such file or directory"]
