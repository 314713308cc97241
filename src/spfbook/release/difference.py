"""The first place where two files differ, in words: a line of text, or a byte."""

from __future__ import annotations

import re

AROUND = 24
"""Characters shown before and after what differs."""
TOKEN = re.compile(r"[\w.,%£−-]")
"""What a number or a word is made of."""


def first_difference(released: bytes, other: bytes) -> str | None:
    """`line 12: released with “…”, here “…”`; None where they are the same."""
    if released == other:
        return None
    try:
        was, now = released.decode("utf-8"), other.decode("utf-8")
    except UnicodeDecodeError:
        return _byte(released, other)
    if "\0" in was or "\0" in now:
        return _byte(released, other)
    old, new = was.split("\n"), now.split("\n")
    for number, (one, two) in enumerate(zip(old, new, strict=False), 1):
        if one != two:
            return f"line {number}: released with “{_near(one, two)}”, here “{_near(two, one)}”"
    shorter, longer = sorted((len(old), len(new)))
    return f"line {shorter + 1}: {longer - shorter:,} lines are in one of them only"


def _near(line: str, other: str) -> str:
    """What differs, whole numbers and words, with a little around it."""
    place = next(
        (i for i, pair in enumerate(zip(line, other, strict=False)) if pair[0] != pair[1]),
        min(len(line), len(other)),
    )
    start = end = place
    while start and TOKEN.match(line[start - 1]):
        start -= 1
    while end < len(line) and TOKEN.match(line[end]):
        end += 1
    start, end = max(start, place - 2 * AROUND), min(end, place + 2 * AROUND)
    return line[max(0, start - AROUND) : end + AROUND].strip()


def _byte(released: bytes, other: bytes) -> str:
    pairs = enumerate(zip(released, other, strict=False))
    place = next((i for i, (one, two) in pairs if one != two), min(len(released), len(other)))
    sizes = f"{len(released):,} bytes released, {len(other):,} here"
    return f"byte {place + 1:,} is the first that differs ({sizes})"
