"""The cover report for the committee: the header of a Cabinet report, what the figures say in at
most four sides, and what only the council can say, plainly to be completed where it has not."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from spfbook.documents import (
    Appendix,
    Block,
    Document,
    Field,
    Heading,
    Items,
    Paragraph,
    Run,
    cut,
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
"""What the report calls the whole book."""
LONGEST_IN_FOOTER = 60
"""Letters of the edition's title."""
NUMBERS = ("no", "one", "two", "three", "four", "five")


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
        footer = f"{cut(edition.title, LONGEST_IN_FOOTER)}. {edition.file.status}"
        if self.front.view.is_illustrative:
            footer += ". Contains illustrative figures"
        blocks = [*self._header(), *self._asked(), *self._body(appendices, most)]
        return Document(
            self.title, one_line(council.name), edition.as_at, tuple(blocks), one_line(footer)
        )

    def _header(self) -> Iterator[Block]:
        cover, meeting = self.cover, self.front.edition.file.meeting
        when = plain(formats.day(meeting)) if meeting else gap("date of the meeting")
        yield Paragraph((strong("CABINET"),))
        yield Paragraph((when,))
        yield Heading(self.title, 1)
        whose = strong(cover.report_of) if cover.report_of else gap("Cabinet Member for …")
        yield Paragraph((strong("Report of the "), whose))
        yield Paragraph((
            _choice(cover.open_report, "Open Report", "Exempt Report"), plain(" – "),
            _choice(cover.for_decision, "For Decision", "For Information"),
        ))  # fmt: skip
        yield Field("Wards Affected", (_given(cover.wards_affected),))
        yield Field("Key Decision", (_yes_or_no(cover.key_decision),))
        yield Field("Report Author", (_given(cover.author),))
        yield Field("Contact Details", (_given(cover.contact),))
        yield Field("Accountable Strategic Leadership Director", (_given(cover.director),))
        if meeting:
            yield Field("To be published by", (self._publication(),))

    def _publication(self) -> Run:
        if self.publish_by is None:
            return gap("the bank holidays of those days are not held")
        name = calendar.day_name[self.publish_by.weekday()]
        day = f"{name} {formats.day(self.publish_by)}"
        clear = f"{NUMBERS[CLEAR_DAYS]} clear working days before the meeting"
        return plain(f"{day}, {clear}, bank holidays left out")

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
        yield from _appendices(appendices, f"{self.front.edition.id}-")

    def _introduction(self) -> Paragraph:
        view, edition = self.front.view, self.front.edition
        plan = view.framework.file.plan
        indicators = formats.counted(len(view.framework.indicators), "indicator")
        deliverables = formats.counted(len(view.framework.deliverables), "deliverable")
        priorities = formats.counted(len(view.framework.priorities), "priority", "priorities")
        return said(
            f"{_named(view.framework.council.name)} reports here on its {plan.title} for "
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


def _choice(is_first: bool | None, first: str, second: str) -> Run:
    if is_first is None:
        return gap(f"{first} or {second}")
    return strong(first if is_first else second)


def _yes_or_no(found: bool | None) -> Run:
    return gap() if found is None else plain("Yes" if found else "No")


def _implications(found: Implications) -> list[Block]:
    """The words, and who completed them; or who is to."""
    if found.words is None:
        return [Paragraph((gap(by=found.by or ""),))]
    by = plain(found.by) if found.by else gap()
    return [said(found.words), Paragraph((strong("Implications completed by: "), by))]


def _appendices(found: Sequence[Appendix], start: str) -> Iterator[Block]:
    """The whole report first; its parts by what their names do not share."""
    for each in found[:1]:
        size = plain(f", {formats.file_size(each.size)}") if each.size else None
        missing = (plain(", "), gap("its size, once the report is built"))
        named = strong(f"{APPENDIX}: "), plain(f"{each.title} ({each.name}")
        yield Paragraph((*named, *((size,) if size else missing), plain(")")))
    parts = found[1:]
    if parts:
        listed = "; ".join(_part(each, start) for each in parts)
        yield said(
            f"The same pages come as {len(parts):,} parts too, files of the folder “pdf” whose "
            f"names begin with “{start}”: {listed}."
        )


def _part(found: Appendix, start: str) -> str:
    name = found.name.removeprefix(start)
    return f"{name} ({formats.file_size(found.size)})" if found.size else name


def _named(council: str) -> str:
    """As the first words of a sentence: `The London Borough of …`, `Mereshire Council`."""
    return f"The {council}" if "Borough of" in council else council
