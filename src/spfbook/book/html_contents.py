"""The book's contents beside every page, and the pages' titles."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from sphinx.environment import BuildEnvironment


def contents_html(env: BuildEnvironment, page: str, link: Callable[[str], str]) -> str:
    """All pages as nested lists of links; pages below another one stand in a disclosure.

    `page` is marked as the current one, and the disclosures above it are open. `link` gives the
    address of a page from this one.
    """
    root = env.config.root_doc
    above = _above(env, page)
    front = _entry(env, root, page, link)
    return f'<ul class="contents">\n{front}{_entries(env, root, page, link, above)}</ul>'


def own_title(env: BuildEnvironment, page: str, title: str) -> str:
    """The page's title; where another page has the same one, with the title of the page above."""
    if page not in env.titles:
        return title
    words = env.titles[page].astext()
    shared = sum(1 for other in env.titles.values() if other.astext() == words)
    parents = _above(env, page)
    if shared == 1 or not parents:
        return title
    return f"{title}, {escape(env.titles[parents[0]].astext())}"


def _entries(
    env: BuildEnvironment, parent: str, page: str, link: Callable[[str], str], above: list[str]
) -> str:
    return "".join(
        _entry(env, child, page, link, _below(env, child, page, link, above))
        for child in env.toctree_includes.get(parent, ())
    )


def _entry(
    env: BuildEnvironment, name: str, page: str, link: Callable[[str], str], below: str = ""
) -> str:
    current = ' aria-current="page"' if name == page else ""
    return f'<li><a href="{escape(link(name))}"{current}>{_title(env, name)}</a>{below}</li>\n'


def _below(
    env: BuildEnvironment, name: str, page: str, link: Callable[[str], str], above: list[str]
) -> str:
    entries = _entries(env, name, page, link, above)
    if not entries:
        return ""
    state = " open" if name == page or name in above else ""
    said = f'<span class="visually-hidden">Pages of {_title(env, name)}</span>'
    return f"<details{state}><summary>{said}</summary>\n<ul>\n{entries}</ul></details>"


def _title(env: BuildEnvironment, name: str) -> str:
    return escape(env.titles[name].astext())


def _above(env: BuildEnvironment, page: str) -> list[str]:
    """The pages that `page` stands below, the nearest first, without the front page."""
    found: list[str] = []
    parents = {child: name for name, names in env.toctree_includes.items() for child in names}
    while (page := parents.get(page, "")) and page not in found:
        found.append(page)
    return [name for name in found if name != env.config.root_doc]
