"""The page of versions: the editions of the report, its releases, and what they corrected."""

from __future__ import annotations

from dataclasses import dataclass, field

from spfbook.framework.edition import Edition
from spfbook.framework.periods import parse_period
from spfbook.framework.releases import Register, Release
from spfbook.pages import formats
from spfbook.pages.difference_words import ASPECT_WORDS, beside
from spfbook.pages.markdown import Block, paragraph, table, text


@dataclass(frozen=True)
class VersionsPage:
    """One edition among those that the repository describes, and what has been published."""

    edition: Edition
    editions: tuple[Edition, ...]
    register: Register = field(default_factory=Register)
    """What was known when the book was made; a release's own book knows of itself."""

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

    def releases(self) -> Block:
        """What has been published, newest first."""
        if not self.register.releases:
            return paragraph("No edition of this report has been released yet.")
        rows = [
            [
                text(self._name(release)),
                formats.day(release.released_on),
                formats.day(release.as_at),
                self._state(release),
                text(release.reason or "First release"),
            ]
            for release in reversed(self.register.releases)
        ]
        header = ("Release", "Published on", "Figures known by", "State", "Why")
        caption = "Releases known when this report was made"
        return table(caption, header, rows, widths=(30, 15, 15, 16, 24))

    def corrections(self) -> Block:
        """What each release changed of the one before it, newest first."""
        block = Block("")
        for release in reversed(self.register.releases):
            if release.number > 1:
                block += self._corrections(release)
        return block if block.source else paragraph("No release has been corrected.")

    def _corrections(self, release: Release) -> Block:
        day, before = formats.day(release.released_on), release.number - 1
        said = f"**{text(self._name(release))}, {day}.** {text(formats.sentence(release.reason))}"
        if not release.corrections:
            return paragraph(f"{said} No figure, status or target changed.")
        rows = [
            [
                text(each.name),
                ASPECT_WORDS[each.aspect],
                text(parse_period(each.period).short_label) if each.period else "All",
                *beside(each),
            ]
            for each in release.corrections
        ]
        header = ("Indicator", "What", "Period", "Was", "Is now")
        caption = f"{text(self._name(release))}: what differs from release {before}"
        return paragraph(said) + table(caption, header, rows, widths=(34, 16, 14, 18, 18))

    def _name(self, release: Release) -> str:
        mark = " (this release)" if release.id == self.register.making else ""
        return f"{release.title}, release {release.number}{mark}"

    def _state(self, release: Release) -> str:
        after = self.register.after(release)
        return f"Superseded by release {after.number}" if after else "Latest"
