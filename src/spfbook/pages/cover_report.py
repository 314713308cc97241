"""The cover report for the committee: the header of a Cabinet report, what the figures say in at
most four sides, and what only the council can say, plainly to be completed where it has not."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from spfbook.documents import (
    Block,
    Document,
    Field,
    Heading,
    Items,
    Line,
    Paragraph,
    Run,
    gap,
    plain,
    said,
    strong,
)
from spfbook.escape import one_line
from spfbook.framework.cover import Cover, Implications
from spfbook.pages import formats
from spfbook.pages.cover_findings import CoverFindings
from spfbook.pages.front_page import FrontPage
from spfbook.pages.movement_words import period_in_full
from spfbook.rules.publication_day import CLEAR_DAYS

APPENDIX = "Appendix 1"
NUMBERS = ("no", "one", "two", "three", "four", "five")


@dataclass(frozen=True)
class Appendix:
    """A file that goes with the report."""

    name: str
    """Its file's."""
    title: str
    size: int | None
    """Bytes; None while it is not made."""


@dataclass(frozen=True)
class CoverReport:
    """The report that goes before the committee with the book of one edition."""

    front: FrontPage
    publish_by: date | None = None
    """The last day to publish; None where no meeting is set, or holidays are not known."""

    @property
    def cover(self) -> Cover:
        return self.front.edition.file.cover

    @property
    def title(self) -> str:
        plan, edition = self.front.view.framework.file.plan, self.front.edition
        return one_line(self.cover.title or f"{plan.title}: {edition.title}")

    def document(self, appendices: Sequence[Appendix], most: int) -> Document:
        """With lists that name at most `most` things each."""
        council, edition = self.front.view.framework.council, self.front.edition
        figures = f"figures known by {formats.day(edition.as_at)}"
        footer = f"{council.name}. {self.title}. {edition.file.status}, {figures}"
        if self.front.view.is_illustrative:
            footer += ". Contains illustrative figures"
        blocks = [*self._header(), *self._asked(), *self._body(appendices, most)]
        return Document(
            self.title, one_line(council.name), edition.as_at, tuple(blocks), one_line(footer)
        )

    def _header(self) -> Iterator[Block]:
        cover, meeting = self.cover, self.front.edition.file.meeting
        when = plain(formats.day(meeting)) if meeting else gap("the date of the meeting")
        yield Paragraph((strong("CABINET"),))
        yield Paragraph((when,))
        yield Heading(self.title, 1)
        yield Paragraph((strong("Report of the "), _given(cover.report_of)))
        yield Paragraph((
            _choice(cover.open_report, "Open Report", "Exempt Report"), plain("   "),
            _choice(cover.for_decision, "For Decision", "For Information"),
        ))  # fmt: skip
        yield Field("Wards Affected", (_given(cover.wards_affected),))
        yield Field("Key Decision", (_choice(cover.key_decision, "Yes", "No", "Yes or No"),))
        yield Field("Report Author", (_given(cover.author),))
        yield Field("Contact Details", (_given(cover.contact),))
        yield Field("Accountable Strategic Leadership Director", (_given(cover.director),))
        if meeting:
            yield Field("To be published by", (self._publication(),))

    def _publication(self) -> Line:
        if self.publish_by is None:
            return (gap("bank holidays of those days are not held"),)
        name = calendar.day_name[self.publish_by.weekday()]
        day = f"{name} {formats.day(self.publish_by)}"
        clear = f"{NUMBERS[CLEAR_DAYS]} clear working days before the meeting"
        return (plain(f"{day}, {clear}, bank holidays left out"),)

    def _asked(self) -> Iterator[Block]:
        """Summary, recommendations and reasons: what is lifted into the agenda."""
        yield Heading("Summary", 2)
        if self.cover.summary:
            yield said(self.cover.summary)
        yield self._findings(1).in_brief()
        if self.front.view.is_illustrative:
            home = self.front.view.framework.home.name
            yield Paragraph((strong("Illustrative figures. "), plain(
                "This edition holds figures that were made up to show how the report works. They "
                f"say nothing about {home}."
            )))  # fmt: skip
        yield Heading("Recommendation(s)", 2)
        yield said("The Cabinet is recommended to:")
        yield Items(tuple((plain(each),) for each in self._recommendations()), is_numbered=True)
        yield Heading("Reason(s)", 2)
        yield Paragraph((_given(self.cover.reasons),))

    def _recommendations(self) -> list[str]:
        given = [formats.sentence(each) for each in self.front.edition.file.decisions]
        if given:
            return given
        asked = [f"Note this report and {APPENDIX}."]
        waiting = len(self.front.to_approve)
        if waiting:
            number = formats.counted(waiting, "change")
            verb = "waits" if waiting == 1 else "wait"
            asked.append(f"Consider the {number} of the plan that {verb} for approval (part 5).")
        return asked

    def _body(self, appendices: Sequence[Appendix], most: int) -> Iterator[Block]:
        findings, cover = self._findings(most), self.cover
        parts: list[tuple[str, Sequence[Block]]] = [
            ("Introduction and Background", [self._introduction()]),
            ("How the indicators stand", findings.by_priority()),
            ("Off target and getting worse", findings.worst()),
            ("Moved since the last edition", findings.moved()),
            ("Changes for approval", findings.to_approve()),
            ("Options Appraisal", [Paragraph((_given(cover.options),))]),
            ("Consultation", [Paragraph((_given(cover.consultation),))]),
            ("Financial Implications", _implications(cover.financial)),
            ("Legal Implications", _implications(cover.legal)),
            ("Risk Management Implications", _implications(cover.risk)),
            ("Equality Implications", _implications(cover.equality)),
        ]
        for number, (heading, blocks) in enumerate(parts, 1):
            yield Heading(f"{number}. {heading}", 2)
            yield from blocks
        yield Heading("Public Background Papers Used in the Preparation of the Report", 2)
        yield self._papers()
        yield Heading("List of Appendices", 2)
        yield from _appendices(appendices)

    def _introduction(self) -> Paragraph:
        view, edition = self.front.view, self.front.edition
        plan = view.framework.file.plan
        indicators = formats.counted(len(view.framework.indicators), "indicator")
        deliverables = formats.counted(len(view.framework.deliverables), "deliverable")
        priorities = formats.counted(len(view.framework.priorities), "priority", "priorities")
        return said(
            f"{view.framework.council.name} reports here on its {plan.title} for "
            f"{period_in_full(view.period)}, by figures known by {formats.day(edition.as_at)}.",
            f"The plan has {priorities}, {indicators} and {deliverables}.",
            f"Its words are in: {formats.sentence(plan.source)}",
            f"{APPENDIX} has each indicator with its figures, target, chart and source.",
        )

    def _papers(self) -> Block:
        papers = self.cover.background_papers
        if papers is None:
            return Paragraph((gap(),))
        if not papers:
            return said("None.")
        return Items(tuple((plain(each),) for each in papers))

    def _findings(self, most: int) -> CoverFindings:
        return CoverFindings(self.front, APPENDIX, most)


def _given(words: str | None) -> Run:
    return plain(words) if words else gap()


def _choice(is_first: bool | None, first: str, second: str, asked: str = "") -> Run:
    if is_first is None:
        return gap(f"– {asked or f'{first} or {second}'}")
    return strong(first if is_first else second)


def _implications(found: Implications) -> list[Block]:
    """The words, and who completed them; or who is to."""
    if found.words is None:
        return [Paragraph((gap(f"by {found.by}" if found.by else ""),))]
    by = plain(found.by) if found.by else gap()
    return [said(found.words), Paragraph((strong("Implications completed by: "), by))]


def _appendices(found: Sequence[Appendix]) -> Iterator[Block]:
    """The whole report first; its parts as one line."""
    whole, parts = found[:1], found[1:]
    for each in whole:
        yield Paragraph((strong(f"{APPENDIX}: "), plain(f"{each.title} ({_file(each)})")))
    if parts:
        listed = "; ".join(f"{each.title} ({_file(each)})" for each in parts)
        yield said(f"The same pages are also had as parts, in the folder “pdf”: {listed}.")


def _file(found: Appendix) -> str:
    size = formats.file_size(found.size) if found.size is not None else "size not known yet"
    return f"{found.name}, {size}"
