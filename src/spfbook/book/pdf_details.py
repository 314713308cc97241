"""What the PDF says of the edition: on its cover, in its running header and in the file itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spfbook.book.plan import Plan
from spfbook.framework.periods import parse_period
from spfbook.paths import Layout
from spfbook.sources.release_files import read_register
from spfbook.sources.source_files import illustrative_sources


@dataclass(frozen=True)
class PdfDetails:
    """What the cover and the running header say; nothing else in the PDF depends on it."""

    title: str
    subtitle: str
    """The period in words: "July to September 2021"."""
    council: str
    edition: str
    as_at: date
    """Also the date inside the file, so that a build on another day gives the same bytes."""
    meeting: str | None = None
    """The meeting and its date in words; the cover leaves the line out when there is none."""
    status: str = "Draft"
    warning: str | None = None
    """Shown on the cover and on every page: "Contains illustrative figures"."""
    language: str = "en-GB"


def pdf_details(plan: Plan, layout: Layout) -> PdfDetails:
    edition, council = plan.edition, plan.framework.council
    made_up = illustrative_sources(layout, plan.framework) & set(edition.all_sources())
    made = read_register(layout).made
    return PdfDetails(
        title=plan.framework.file.plan.title,
        subtitle=edition.title,
        council=council.name,
        edition=edition.id,
        as_at=edition.as_at,
        meeting=f"Cabinet, {_in_words(edition.file.meeting)}" if edition.file.meeting else None,
        status=f"{edition.file.status}, release {made.number}" if made else edition.file.status,
        warning="Contains illustrative figures" if made_up else None,
    )


def _in_words(day: date) -> str:
    return parse_period(day.isoformat()).label
