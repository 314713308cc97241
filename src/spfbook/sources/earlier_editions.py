"""The editions before one: those of the same kind that `params/` describes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework
from spfbook.framework.periods import Period
from spfbook.paths import Layout
from spfbook.sources.params_files import edition_names, read_edition
from spfbook.sources.source_files import read_source


def earlier_editions(
    layout: Layout,
    framework: Framework,
    period: Period,
    as_at: date,
    sources: Sequence[str],
    place: str = "",
) -> list[Edition]:
    """Those whose period ends earlier, or as early with an earlier as-at date; oldest first.

    Made-up figures are compared with made-up ones only, and published with published. A report
    for a quarter is compared with quarters, not with a monthly cut between them; where there is
    none of its own kind of period, with any. `place`: the priority whose settings count.
    Raises `ParameterError` when an edition cannot be read.
    """
    kinds: dict[str, bool] = {}

    def is_made_up(names: Sequence[str]) -> bool:
        for name in names:
            if name not in kinds:
                read, _ = read_source(layout, framework, name)
                kinds[name] = read is not None and read.source.illustrative
        return any(kinds[name] for name in names)

    made_up = is_made_up(sources)
    editions = [read_edition(layout, framework, name) for name in edition_names(layout)]
    found = [
        edition
        for edition in editions
        if _order(edition, place) < (period.end, as_at)
        and is_made_up(edition.all_sources()) is made_up
    ]
    of_kind = [edition for edition in found if edition.period.kind is period.kind]
    return sorted(of_kind or found, key=lambda edition: (*_order(edition, place), edition.id))


def _order(edition: Edition, place: str) -> tuple[date, date]:
    return edition.period.end, edition.settings_for(place).as_at or edition.as_at
