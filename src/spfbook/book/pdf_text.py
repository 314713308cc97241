"""The words of the book on paper: where a line may break, and which signs are no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4.element import NavigableString, Tag

LONGEST_WORD = 28
"""Letters; longer runs (addresses, identifiers) get places where a line may break."""
LONG = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD + 1},}}")
MARKUP = re.compile(r"(?<!\S)(\d+\.|[-+=/]+|\S*(?:-[\d?-]|\.\.\.)\S*)(?!\S)")
"""Words in which Typst reads signs that Pandoc leaves alone: `1.` or `-` where a line begins, and
`--`, `...`, `-5` anywhere."""


def break_long_words(article: Tag) -> None:
    """Let a line break inside a run of letters that no column could hold."""
    for text in list(_texts(article)):
        if LONG.search(text):
            text.replace_with(LONG.sub(lambda m: _with_breaks(m.group()), str(text)))


def mark_literal(article: Tag) -> None:
    """`span.literal` round each word in which a sign could pass for markup."""
    for text in list(_texts(article)):
        pieces = MARKUP.split(text)
        if len(pieces) == 1 or text.find_parent(["code", "pre"]):
            continue
        for place, piece in enumerate(pieces):
            if piece:
                text.insert_before(_literal(piece) if place % 2 else piece)
        text.extract()


def _literal(word: str) -> Tag:
    span = Tag(name="span", attrs={"class": "literal"})
    span.string = word
    return span


def _with_breaks(word: str) -> str:
    return "\u200b".join(word[i : i + 14] for i in range(0, len(word), 14))


def _texts(article: Tag) -> Iterator[NavigableString]:
    return (node for node in article.descendants if type(node) is NavigableString)
