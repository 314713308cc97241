"""The page of versions: the editions of the report."""

from __future__ import annotations

from dataclasses import dataclass

from spfbook.framework.edition import Edition
from spfbook.pages import formats
from spfbook.pages.markdown import Block, table, text


@dataclass(frozen=True)
class VersionsPage:
    """One edition among those that the repository describes."""

    edition: Edition
    editions: tuple[Edition, ...]

    def versions(self) -> Block:
        """The editions that the repository describes."""
        rows = [
            [
                text(e.title) + (" (this edition)" if e.id == self.edition.id else ""),
                text(e.period.label),
                formats.day(e.as_at),
                formats.day(e.file.meeting) if e.file.meeting else "Date not set",
            ]
            for e in sorted(self.editions, key=lambda e: (e.period, e.id), reverse=True)
        ]
        header = ("Edition", "Period", "Figures known by", "Cabinet meeting")
        return table("Editions of this report", header, rows, widths=(34, 26, 20, 20))
