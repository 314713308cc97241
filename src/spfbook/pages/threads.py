"""Threads: what a theme serves, in words that lead to the page of the golden thread."""

from __future__ import annotations

from collections.abc import Sequence

from spfbook.framework.framework import Framework, Theme
from spfbook.pages.markdown import Block, link, paragraph, text


def anchor_of(name: str) -> str:
    return f"thread-{name.lower().replace(' ', '-')}s"


def serves(framework: Framework, theme: Theme) -> Block:
    """What a theme serves, with the way back to the page of the thread."""
    file = theme.file
    aspirations = named(framework, file.aspirations, ())
    causes = named(framework, (), file.root_causes)
    said = []
    if aspirations:
        where = link("Serves", anchor_of("Aspiration"))
        said.append(f"{where} {text('; '.join(map(quoted, aspirations)))}.")
    if causes:
        where = link("Works on", anchor_of("Root cause"))
        said.append(f"{where} {text('; '.join(map(quoted, causes)))}.")
    return paragraph(*said) if said else Block("")


def quoted(words: str) -> str:
    return f"“{words.rstrip('.')}”"


def named(
    framework: Framework, aspirations: Sequence[str], causes: Sequence[str]
) -> list[str]:
    """The words of aspirations and of root causes, in the plan's order."""
    file = framework.file
    found = [each.text for each in file.aspirations if each.id in aspirations]
    return found + [each.text for each in file.root_causes if each.id in causes]
