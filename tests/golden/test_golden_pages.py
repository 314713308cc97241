"""Pages of 2021-22 Q4 as they were last looked at: a change in them is a change to be read."""

from __future__ import annotations

from difflib import unified_diff

import pytest
from renew import PAGES, WITH_COMMENTARY, kept, page_texts

MOST_LINES = 60


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return page_texts()


@pytest.mark.parametrize("name", [*PAGES, *(f"illustrative/{name}" for name in WITH_COMMENTARY)])
def test_a_page_says_what_it_said(texts: dict[str, str], name: str) -> None:
    path = kept(name)
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    changes = list(
        unified_diff(
            before.splitlines(), texts[name].splitlines(),
            f"tests/golden/{path.name}", "now", lineterm="", n=1,
        )
    )  # fmt: skip
    if changes:
        more = len(changes) - MOST_LINES
        shown = "\n".join(changes[:MOST_LINES]) + (f"\n… {more} more lines" if more > 0 else "")
        pytest.fail(
            f"the page {name} has changed:\n{shown}\n\n"
            "If that is meant, renew it: python -m tests.golden.renew",
            pytrace=False,
        )


def test_the_pages_are_whole(texts: dict[str, str]) -> None:
    """A page that shows nothing would be kept without notice."""
    for name, text in texts.items():
        assert text.startswith("("), name
        tables, lists = text.count("{list-table}"), text.count("\n\n- ")
        assert (tables, lists) >= ((1, 3) if name == "index" else (2, 0)), name
        assert "<" not in text.replace("\\<", ""), name
