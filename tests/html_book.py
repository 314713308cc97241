"""A built book as its readers' machines get it: pages read as HTML, files, addresses."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

GIVEN = "SPFBOOK_HTML"
"""Names a folder of pages; the tests of HTML then look at those instead of the invented book's."""


def given_book() -> HtmlBook | None:
    """The book that the environment names (`make browser` names the shipped edition)."""
    folder = os.environ.get(GIVEN)
    return HtmlBook(Path(folder).resolve(strict=True)) if folder else None


@dataclass(frozen=True)
class HtmlPage:
    """One page of a built book."""

    name: str
    path: Path

    @cached_property
    def source(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.source, "html.parser")

    @cached_property
    def ids(self) -> list[str]:
        return [str(tag["id"]) for tag in self.soup.find_all(id=True)]

    @property
    def article(self) -> Tag:
        return self.soup.find("article")

    def addresses(self) -> list[str]:
        """Everything the page links to or loads."""
        found = [str(tag[key]) for key in ("href", "src", "action") for tag in self._having(key)]
        return found + re.findall(r"url\(['\"]?(?!data:)(.*?)['\"]?\)", self.source)

    def loaded(self) -> list[str]:
        """What a browser fetches without being asked."""
        links = self.soup.find_all("link", rel=lambda rel: rel != ["search"])
        parts = [str(tag["href"]) for tag in links if tag["rel"][0] not in ("next", "prev")]
        return parts + [str(tag["src"]) for tag in self._having("src")]

    def _having(self, key: str) -> list[Tag]:
        return self.soup.find_all(attrs={key: True})


@dataclass(frozen=True)
class HtmlBook:
    """The folder `html` of a built edition."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, HtmlPage]:
        """Every page by its name: `prevention/schools`."""
        paths = sorted(self.folder.rglob("*.html"))
        names = [path.relative_to(self.folder).with_suffix("").as_posix() for path in paths]
        return {
            name: HtmlPage(name, path) for name, path in zip(names, paths, strict=True)
        }  # fmt: skip

    @property
    def written(self) -> list[HtmlPage]:
        """All but the search."""
        return [page for name, page in self.pages.items() if name != "search"]

    @property
    def root(self) -> Path:
        """The repository that the edition was built in."""
        return self.folder.parents[2]

    def target(self, page: HtmlPage, address: str) -> tuple[Path, str] | None:
        """The file and the id that an address on a page leads to; None leaves the book."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return None
        path = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path
        return path, unquote(parts.fragment)

    def page_at(self, path: Path) -> HtmlPage | None:
        return next((page for page in self.pages.values() if page.path == path), None)
