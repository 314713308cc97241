"""The book's contents beside every page, and the pages' titles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from sphinx import addnodes
from sphinx.environment import BuildEnvironment


def contents_html(env: BuildEnvironment, page: str, link: Callable[[str], str]) -> str:
    """All pages as nested lists of links, a list for each part of the book below its name; pages
    below another one stand in a disclosure.

    `page` is marked as the current one, and the disclosures above it are open. `link` gives the
    address of a page from this one.
    """
    root = env.config.root_doc
    above = _above(env, page)
    lists = [f'<ul class="contents">\n{_entry(env, root, page, link)}</ul>']
    for number, (caption, names) in enumerate(_parts(env, root), start=1):
        entries = "".join(
            _entry(env, name, page, link, _below(env, name, page, link, above)) for name in names
        )
        head = f'<p class="contents-part" id="contents-part-{number}">{escape(caption)}</p>\n'
        named = f' aria-labelledby="contents-part-{number}"' if caption else ""
        lists.append(f'{head if caption else ""}<ul class="contents"{named}>\n{entries}</ul>')
    return "\n".join(lists)


def _parts(env: BuildEnvironment, root: str) -> Iterator[tuple[str, list[str]]]:
    """The name of each part, where it has one, and its pages."""
    known = env.toctree_includes.get(root, ())
    for tree in env.tocs[root].findall(addnodes.toctree):
        names = [name for name in tree["includefiles"] if name in known]
        if names:
            yield tree.get("caption") or "", names


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


def _entry(
    env: BuildEnvironment, name: str, page: str, link: Callable[[str], str], below: str = ""
) -> str:
    current = ' aria-current="page"' if name == page else ""
    return f'<li><a href="{escape(link(name))}"{current}>{_title(env, name)}</a>{below}</li>\n'


def _below(
    env: BuildEnvironment, name: str, page: str, link: Callable[[str], str], above: list[str]
) -> str:
    entries = "".join(
        _entry(env, child, page, link, _below(env, child, page, link, above))
        for child in env.toctree_includes.get(name, ())
    )
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
