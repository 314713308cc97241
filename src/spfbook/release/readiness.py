"""Readiness: may an edition be released, and if not, every reason at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from spfbook.errors import Problem, ReleaseError
from spfbook.framework.commentary import Commentary
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework
from spfbook.framework.releases import Register
from spfbook.framework.standing import Standing

DRAFT = "draft"


@dataclass(frozen=True)
class Unexplained:
    """A red indicator, or component of one, and what no service says of it."""

    indicator: str
    component: str | None
    lacking: str
    """In words: `why and what next`; empty where nothing at all is said."""


@dataclass(frozen=True)
class Findings:
    """All that is known of an edition that somebody wants to release; found out by the caller,
    so that nothing here judges a figure."""

    edition: Edition
    framework: Framework
    """As it is now, with everything that was ever given up."""
    released_on: date
    reason: str = ""
    """Why a correction is made."""
    checks: Sequence[Problem] = ()
    """What the checks of framework and data found."""
    failed: Mapping[str, str] = field(default_factory=dict)
    """Notebooks that failed, each with its error."""
    unexplained: Sequence[Unexplained] = ()
    awaited: Mapping[str, str] = field(default_factory=dict)
    """Indicators whose figure is due and missing or too old, each with that status in words."""
    waivers: Mapping[str, str] = field(default_factory=dict)
    uncommitted: Sequence[str] = ()
    """Files among the inputs that are not as git has them."""
    commentary: Commentary = field(default_factory=Commentary)
    register: Register = field(default_factory=Register)
    last_released: Sequence[Standing] = ()
    """What the newest release that had it said of every indicator."""


def can_release(found: Findings) -> bool:
    return not any(_reasons(found))


def check_can_release(found: Findings) -> None:
    """Raises `ReleaseError` with every reason why not."""
    reasons = list(_reasons(found))
    if reasons:
        raise ReleaseError(reasons)


def _reasons(found: Findings) -> Iterator[Problem]:
    yield from found.checks
    for notebook, error in found.failed.items():
        yield Problem(notebook, 0, f"fails: {error}")
    yield from _of_edition(found)
    yield from _of_commentary(found)
    yield from _of_figures(found)
    for path in found.uncommitted:
        yield Problem(path, 0, "is not committed; commit it, so that the release can be traced")
    yield from renumbered(found.last_released, found.framework)


def _of_edition(found: Findings) -> Iterator[Problem]:
    edition, where = found.edition, f"params/{found.edition.id}.yml"
    if edition.file.status.strip().casefold().startswith(DRAFT):
        message = f"status is {edition.file.status!r}; set it to Final, or to what members call it"
        yield Problem(where, 0, message)
    if found.released_on < edition.as_at:
        message = f"as_at, {edition.as_at}, is after the day of release, {found.released_on}"
        yield Problem(where, 0, message)
    earlier = found.register.of(edition.id)
    if earlier and not found.reason:
        message = f"{earlier[-1].id} is released already; a correction needs --reason, for readers"
        yield Problem(where, 0, message)
    if earlier and found.released_on < earlier[-1].released_on:
        message = (
            f"release {earlier[-1].number} was made on {earlier[-1].released_on}, "
            f"after the day given, {found.released_on}"
        )
        yield Problem(where, 0, message)


def _of_commentary(found: Findings) -> Iterator[Problem]:
    for each in found.unexplained:
        about = f"{each.indicator}, {each.component}" if each.component else each.indicator
        said = "has no commentary"
        if each.lacking:
            said = f"its commentary does not say {each.lacking}"
        yield Problem(_where(found, each.indicator), 0, f"{about}: is red and {said}")
    for remark in found.commentary.remarks:
        if remark.comment.approved_by is None:
            about = remark.comment.indicator or remark.comment.deliverable or "the whole"
            message = f"{about}: the comment is a draft; approved_by names nobody"
            yield Problem(remark.where, 0, message)


def _where(found: Findings, indicator: str) -> str:
    theme = found.framework.theme_of_indicator[indicator]
    return f"data/commentary/{found.edition.id}/{theme.priority}/{theme.id}.yml"


def _of_figures(found: Findings) -> Iterator[Problem]:
    where = f"params/{found.edition.id}.yml"
    for indicator, status in found.awaited.items():
        if indicator not in found.waivers:
            message = f"{indicator}: {status}; add its figure, or waive it by name with a reason"
            yield Problem(where, 0, message)
    for indicator in found.waivers:
        if indicator not in found.framework.indicators:
            yield Problem(where, 0, f"waiver of {indicator!r}, which is no indicator of the plan")
        elif indicator not in found.awaited:
            message = f"waiver of {indicator}: no figure of it is awaited; take the waiver out"
            yield Problem(where, 0, message)


def renumbered(last: Iterable[Standing], framework: Framework) -> Iterator[Problem]:
    """Indicators that a release had and the plan no longer knows, or knows by another number.

    One that was given up stays in the framework's files as retired.
    """
    refs = {row.indicator.id: row.words.ref for row in framework.rows() if not row.is_repeat}
    owners = {ref: name for name, ref in refs.items()}
    for standing in last:
        if standing.component:
            continue
        name, ref = standing.indicator, standing.ref
        if name not in refs:
            now = owners.get(ref)
            became = f"; {ref} is now {now!r}" if now else ""
            message = (
                f"{name}: was released and is gone{became}; an id never changes: put it back, or "
                "mark it as retired"
            )
            yield Problem("data/framework", 0, message)
        elif refs[name] != ref:
            message = f"{name}: was released as {ref} and is now {refs[name]}; keep its number"
            yield Problem("data/framework", 0, message)
