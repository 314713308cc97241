"""What makes a page besides its inputs, and how two machines differ in it."""

from __future__ import annotations

from dataclasses import replace

from spfbook.book.toolchain import Toolchain, toolchain

HERE = Toolchain("a", "3.12", "Linux x86_64", {"numpy": "2.1", "pandas": "2.3.0"})


def test_alike_there_is_nothing_to_say() -> None:
    assert HERE.differences(HERE) == []
    assert HERE.sha256 == replace(HERE, libraries={"pandas": "2.3.0", "numpy": "2.1"}).sha256


def test_each_difference_is_said() -> None:
    other = Toolchain("b", "3.11", "Darwin arm64", {"numpy": "2.0", "old": "1"})
    assert replace(other, python="3.12", code_sha256="a").differences(HERE) == [
        "Darwin arm64, here Linux x86_64", "numpy 2.0, here 2.1", "old 1, here none",
        "no pandas, here 2.3.0",
    ]  # fmt: skip
    assert other.differences(HERE)[1] == "Python 3.11, here 3.12"
    assert other.differences(HERE)[-1] == "and 1 more"
    assert replace(HERE, code_sha256="b").differences(HERE) == ["other code of spfbook"]
    assert replace(HERE, code_sha256="b").sha256 != HERE.sha256


def test_that_of_this_process_names_its_libraries() -> None:
    assert toolchain() == toolchain()
    assert "pandas" in toolchain().libraries
