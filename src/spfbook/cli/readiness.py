"""What must be known before an edition is released, found out with readers and judgements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from sysconfig import get_path

from spfbook.book.inputs import PACKAGE, REGISTER, inputs_of, package_inputs
from spfbook.cli.figures import check_data
from spfbook.errors import Problem, ReleaseError, SpfbookError
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework
from spfbook.framework.standing import Standing
from spfbook.notebook import edition_view
from spfbook.pages import formats, words
from spfbook.pages.commentary import LABELS
from spfbook.pages.quality_page import LATE
from spfbook.pages.standings import standings
from spfbook.pages.view import View
from spfbook.paths import Layout
from spfbook.release.git import uncommitted
from spfbook.release.publish import standings_of
from spfbook.release.readiness import Findings, Unexplained
from spfbook.release.shelf import Shelved, register_of, shelved
from spfbook.rules.explanations import lacking_commentary
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import read_edition


@dataclass(frozen=True)
class Asked:
    """What somebody asks to release."""

    edition: str
    waivers: Mapping[str, str]
    on: date
    reason: str


@dataclass(frozen=True)
class Gathered:
    """All that is known of it."""

    edition: Edition
    framework: Framework
    shelf: tuple[Shelved, ...]
    standings: tuple[Standing, ...]
    findings: Findings

    def with_failed(self, failed: Mapping[str, str]) -> Findings:
        """With the notebooks that failed, and their errors."""
        return replace(self.findings, failed=failed)


def gather(layout: Layout, asked: Asked) -> Gathered:
    """Raises the errors of the readers where the edition cannot even be worked out."""
    framework = read_framework(layout)
    edition = read_edition(layout, framework, asked.edition)
    shelf = shelved(layout)
    checks = _checks(layout, framework)
    try:
        view = edition_view(layout, framework, edition)
    except SpfbookError as error:
        raise ReleaseError([*checks, *error.problems]) from error
    stood = standings(view)
    findings = Findings(
        edition=edition,
        framework=framework,
        released_on=asked.on,
        reason=asked.reason,
        checks=checks,
        unexplained=_unexplained(view),
        awaited=_awaited(view),
        waivers={**edition.file.waivers, **asked.waivers},
        uncommitted=_uncommitted(layout, edition.id),
        commentary=view.commentary,
        register=register_of(shelf),
        last_released=_last_released(shelf),
    )
    return Gathered(edition, framework, shelf, stood, findings)


def _last_released(shelf: Sequence[Shelved]) -> tuple[Standing, ...]:
    """What the newest release that had it said of every indicator."""
    found: dict[str, Standing] = {}
    for each in sorted(shelf, key=lambda each: each.manifest.release.as_at):
        found.update({s.indicator: s for s in standings_of(each) if not s.component})
    return tuple(found.values())


def _checks(layout: Layout, framework: Framework) -> tuple[Problem, ...]:
    try:
        check_data(layout, framework)
    except SpfbookError as error:
        return error.problems
    return ()


def _unexplained(view: View) -> tuple[Unexplained, ...]:
    return tuple(
        Unexplained(
            each.indicator, each.component,
            "" if each.is_silent else formats.joined([LABELS[f].lower() for f in each.fields]),
        )
        for each in lacking_commentary(view.every(), view.commentary)
    )  # fmt: skip


def _awaited(view: View) -> dict[str, str]:
    return {
        found.indicator.id: words.status_name(found.status).lower()
        for found in view.every()
        if found.status in LATE
    }


def _uncommitted(layout: Layout, edition: str) -> tuple[str, ...]:
    paths = [each.path for each in inputs_of(edition, layout) if each.path != REGISTER]
    # An installed package (in `.venv`) is told by its version; git has nothing to say of it.
    installed = any(PACKAGE.is_relative_to(get_path(name)) for name in ("purelib", "platlib"))
    if PACKAGE.is_relative_to(layout.root) and not installed:
        above = PACKAGE.parent.relative_to(layout.root).as_posix()
        paths += [f"{above}/{each.path}" for each in package_inputs()]
    return uncommitted(layout.root, paths)
