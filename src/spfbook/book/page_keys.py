"""The key of a page: alike when, and only when, all that the page is made from is alike.

A page is run again when its key is new. What is in a key, and why:
docs/adr/0006-only-what-changed.md.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from spfbook.book.inputs import (
    PACKAGE,
    Input,
    digest,
    inputs_of,
    package_inputs,
    register_of,
    sha256_of,
)
from spfbook.book.plan import Page, Plan
from spfbook.book.provenance import libraries
from spfbook.book.theme_inputs import ThemeInputs, digest_of
from spfbook.file_dates import seen
from spfbook.framework.edition import Edition, Settings
from spfbook.framework.framework import Framework, Priority, Theme
from spfbook.paths import Layout
from spfbook.sources.params_files import edition_names, read_edition

EVERYTHING = ("data/", "params/", "book/examples/")
"""What pages over the whole edition are made from, besides their notebook."""


def made_with() -> str:
    """The package's code, Python and the libraries installed, as one digest."""
    return digest_of([digest(package_inputs()), sys.version, platform.machine(), libraries()])


def seen_inputs(layout: Layout) -> str:
    """What the dates and sizes of all files say, in a few milliseconds: another value when one
    is written."""
    folders = (layout.root / "data", layout.params, layout.notebooks, layout.book, PACKAGE)
    found = [each for folder in folders for each in seen(folder)]
    if layout.register.exists():
        own = layout.register.lstat()
        found.append((str(layout.register), own.st_size, own.st_mtime_ns, own.st_ctime_ns))
    return digest_of(sorted(found))


@dataclass(frozen=True)
class PageKeys:
    """The keys of an edition's pages."""

    layout: Layout
    framework: Framework
    """As it is in the files; pages work out for themselves how it stood."""
    edition: Edition
    seen: str
    """What `seen_inputs` gave before anything was read."""

    def of(self, plan: Plan) -> dict[str, str]:
        """The key of each page, by its name. Raises `DataError` when a sidecar cannot be read."""
        return {page.name: self.key(page) for page in plan.pages}

    def key(self, page: Page) -> str:
        if page.name not in self._keys:
            notebook = sha256_of(self.layout.root / page.notebook)
            whole = [self.made_with, asdict(page), notebook, self._beside, self._data(page)]
            self._keys[page.name] = digest_of(whole)
        return self._keys[page.name]

    def hold_still(self) -> bool:
        """Whether no file has been touched since the first of them was read."""
        return self.seen == seen_inputs(self.layout)

    def facts_key(self, theme: Theme) -> str:
        """Of what the tests of a theme's trends come to, and which indicators have figures."""
        settings = self.edition.settings_for(theme.priority, theme.id)
        return digest_of([self.made_with, str(self.edition.period), str(self.edition.as_at),
                          _plain(settings), self._theme(theme)])  # fmt: skip

    def source_key(self, name: str) -> str:
        """Of the rows of a source of observations, whole, and of what they are checked against."""
        files = [f"data/observations/{name}.csv", f"data/observations/{name}.yml"]
        return digest_of([self.made_with, _digest(self.files, ("data/framework/", *files))])

    @cached_property
    def made_with(self) -> str:
        return made_with()

    def _data(self, page: Page) -> object:
        kind, _, name = page.anchor.partition("-")
        if kind == "theme":
            theme = self.framework.theme(name)
            return [self._theme(theme), self.inputs.commentary(theme.priority, theme.id)]
        if kind == "priority":
            return self._priority(self.framework.priority(name))
        return self._everything

    def _theme(self, theme: Theme) -> str:
        if theme.id not in self._themes:
            own = self.edition.settings_for(theme.priority, theme.id).sources or ()
            sources = (*self.edition.all_sources(), *own)
            self._themes[theme.id] = self.inputs.digest([theme], sources)
        return self._themes[theme.id]

    def _priority(self, priority: Priority) -> list:
        """Its page looks back on earlier editions, with their sources."""
        sources = self.edition.settings_for(priority.id).sources or ()
        places = [(priority.id, None), *((priority.id, theme.id) for theme in priority.themes)]
        return [
            self.inputs.digest(priority.themes, (*sources, *self._sources_before)),
            [self.inputs.commentary(*place) for place in places],
            _digest(self.files, ("params/",)),
        ]

    @cached_property
    def _sources_before(self) -> tuple[str, ...]:
        """Of all editions that this one may be compared with: made-up figures are compared with
        made-up ones only, and published with published."""
        names = edition_names(self.layout)
        editions = [read_edition(self.layout, self.framework, name) for name in names]
        is_made_up = self.inputs.sources.is_made_up
        kind = is_made_up(self.edition.all_sources())
        alike = [e.all_sources() for e in editions if is_made_up(e.all_sources()) is kind]
        return tuple(dict.fromkeys(name for sources in alike for name in sources))

    @cached_property
    def _beside(self) -> str:
        """Of what notebooks may import or read that lies among them: nobody knows which of them."""
        return digest(
            each for each in self.files
            if each.path.startswith("notebooks/") and not each.path.endswith(".ipynb")
        )  # fmt: skip

    @cached_property
    def _everything(self) -> str:
        return digest_of([_digest(self.files, EVERYTHING), register_of(self.layout)])

    @cached_property
    def inputs(self) -> ThemeInputs:
        return ThemeInputs(self.layout, self.framework, self.edition)

    @cached_property
    def files(self) -> tuple[Input, ...]:
        return inputs_of(self.edition.id, self.layout)

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {}

    @cached_property
    def _themes(self) -> dict[str, str]:
        return {}


def _digest(files: Iterable[Input], folders: tuple[str, ...]) -> str:
    return digest(each for each in files if each.path.startswith(folders))


def _plain(settings: Settings) -> Mapping[str, object]:
    return settings.model_dump(mode="json")
