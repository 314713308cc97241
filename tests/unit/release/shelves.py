"""Releases made in a moment, of a book of a few lines, for tests of all that is not building."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from spfbook.framework.edition import Edition
from spfbook.framework.standing import Standing, StoodFigure
from spfbook.paths import Layout
from spfbook.release.manifest import Manifest
from spfbook.release.publish import freeze, new_release, staged
from spfbook.release.shelf import register_of, shelved
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import read_edition

EDITION = "2021-22-q4"
HOSTILE = '</script><script>alert("x")</script> & <b>'
PAGE = "<!doctype html>\n<p>Homes built: 26 of 30.</p>\n<p>As known in May.</p>\n"


def standing(indicator: str = "homes", **changed: object) -> Standing:
    """An indicator with two quarters' figures."""
    found = {
        "indicator": indicator, "ref": "HS-001", "name": "Homes built",
        "theme": "homes-and-streets", "status": "red", "status_words": "Off target",
        "target": "At least 30",
        "tolerance": "10% of the target", "baseline": "", "polarity": "higher_is_better",
        "definition": "Homes built in the quarter", "source": "Returns: homes",
        "figures": (figure("2021-22-q3", "28"), figure("2021-22-q4", "26")),
    }  # fmt: skip
    return Standing(**{**found, **changed})


def figure(period: str, value: str) -> StoodFigure:
    return StoodFigure(period=period, exact=value, shown=value)


def edition_of(layout: Layout) -> Edition:
    return read_edition(layout, read_framework(layout), EDITION)


def publish(
    layout: Layout,
    *,
    on: date = date(2022, 6, 20),
    reason: str = "",
    page: str = PAGE,
    standings: Sequence[Standing] = (standing(),),
) -> Manifest:
    """The next release of the edition."""
    shelf = shelved(layout)
    new = new_release(
        edition_of(layout), shelf, standings, reason=reason, released_by="Ann", released_on=on
    )
    with staged(layout, new, register_of(shelf)) as stage:
        built = stage.layout.build / EDITION
        write_book(built, page)
        return freeze(layout, stage, built, standings, {"homes": "counted in June"})


def two_releases(layout: Layout) -> Layout:
    """Two releases of one edition, the second for a reason that is markup."""
    publish(layout)
    other = standing(figures=(figure("2021-22-q4", "25"),), name=f"Homes {HOSTILE}")
    publish(layout, on=date(2022, 7, 3), reason=HOSTILE, standings=[other])
    return layout


def write_book(built: Path, page: str = PAGE) -> None:
    """What a build lands: a page of HTML, a notebook, a PDF, and its log."""
    for name in ("html", "notebooks"):
        (built / name).mkdir(parents=True)
    (built / "html" / "index.html").write_text(page, encoding="utf-8", newline="\n")
    (built / "notebooks" / "index.ipynb").write_text('{"cells": []}\n', encoding="utf-8")
    (built / f"{EDITION}.pdf").write_bytes(b"%PDF-1.7\n\xff\xfe 26\n")
    for ending in ("docx", "pdf"):
        (built / f"cover-report.{ending}").write_bytes(b"PK 26\n")
    (built / "run-log.json").write_text("{}", encoding="utf-8")
