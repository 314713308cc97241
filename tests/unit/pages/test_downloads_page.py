"""What pages offer to download: every file listed with its type, size and rows, all of it right."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from downloaded import CODE, rows_of, workbook_of
from shown import plain, tables

from spfbook.attachments import MIME_TYPE, unpack
from spfbook.notebook import downloads_page, theme_page
from spfbook.pages import formats
from spfbook.pages.data_files import DataFile, Download
from spfbook.pages.downloads_page import DownloadsPage
from spfbook.pages.theme_page import ThemePage
from spfbook.pages.view import View
from spfbook.paths import ROOT_VARIABLE, Layout

LINK = re.compile(
    r"\[((?:[^\[\]\\]|\\.)*)\]\(((?:\.\./)?downloads)/([^)]+)\)\{\.download \.external\}"
)
EDITION = "2021-22-q4"


@pytest.fixture(scope="module")
def northmeres() -> DownloadsPage:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ROOT_VARIABLE, str(Path(__file__).parents[2] / "files" / "good"))
        return downloads_page(EDITION)


@pytest.fixture(scope="module")
def ours(repository: Layout) -> DownloadsPage:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ROOT_VARIABLE, str(repository.root))
        return downloads_page(EDITION)


@pytest.fixture(params=["northmeres", "ours"])
def page(request: pytest.FixtureRequest) -> DownloadsPage:
    return request.getfixturevalue(request.param)


def named(files: Sequence[DataFile]) -> dict[str, DataFile]:
    assert len({file.name for file in files}) == len(files)
    return {file.name: file for file in files}


def check_links(found: Download, folder: str) -> None:
    """Every file handed over is linked to once, and said rightly; no link leads to another."""
    files = named(found.files)
    links = LINK.findall(found.source)
    assert sorted(name for _, _, name in links) == sorted(files)
    assert {where for _, where, _ in links} == {folder}
    words = [text for text, _, _ in links]
    assert len(set(words)) == len(words), "one text, two places"
    for text, _, name in links:
        kind, size = re.search(r"\((CSV|XLSX|JSON), ([\d.,]+ [kM]B)\)$", plain(text)).groups()
        assert kind == name.rpartition(".")[2].upper()
        assert size == formats.file_size(len(files[name].content))


def test_the_page_lists_every_file_it_hands_over(page: DownloadsPage) -> None:
    check_links(page.whole_plan(), "downloads")
    check_links(page.themes(), "downloads")


def test_rows_are_counted_without_the_header(page: DownloadsPage) -> None:
    files = named([*page.whole_plan().files, *page.themes().files])
    listed = [row for piece in (page.whole_plan(), page.themes()) for t in tables(piece.source)
              for row in t.rows]  # fmt: skip
    assert len(listed) == len(files)
    for _, name, rows in listed:
        if name.endswith(".csv"):
            assert int(rows.replace(",", "")) == len(rows_of(files[name].content))
        elif name.endswith(".json"):
            assert rows == "[z]"
        else:
            own = [f for f in files if f.startswith(name.removesuffix(".xlsx") + "-")]
            assert int(rows.replace(",", "")) == sum(
                len(rows_of(files[f].content)) for f in own if f.endswith(".csv")
            )


def test_each_theme_has_its_files_and_the_edition_its_own(page: DownloadsPage) -> None:
    framework = page.view.framework
    whole, themes = named(page.whole_plan().files), named(page.themes().files)
    assert set(whole) == {
        f"{EDITION}-figures.csv", f"{EDITION}-status.csv", f"{EDITION}-deliverables.csv",
        f"{EDITION}.xlsx", "datapackage.json",
    }  # fmt: skip
    for theme in framework.themes:
        assert f"{theme.id}-status.csv" in themes
        assert f"{theme.id}.xlsx" in themes
        assert (f"{theme.id}-deliverables.csv" in themes) is bool(list(framework.tasks(theme)))


def test_the_edition_holds_what_the_themes_hold_each_once(page: DownloadsPage) -> None:
    whole, themes = named(page.whole_plan().files), named(page.themes().files)
    for kind in ("figures", "status", "deliverables"):
        of_themes = {
            tuple(row.values())
            for name, file in themes.items() if name.endswith(f"-{kind}.csv")
            for row in rows_of(file.content)
        }  # fmt: skip
        rows = [tuple(row.values()) for row in rows_of(whole[f"{EDITION}-{kind}.csv"].content)]
        assert len(rows) == len(set(rows))
        assert set(rows) <= of_themes
        place = 0
        assert {row[place] for row in rows} == {row[place] for row in of_themes}


def test_the_cover_of_the_edition_says_which_it_is(page: DownloadsPage) -> None:
    book = workbook_of(named(page.whole_plan().files)[f"{EDITION}.xlsx"].content)
    cover = [row[0] for row in book["Cover"].iter_rows(values_only=True)]
    status = page.edition.file.status.lower()
    assert f"Edition {EDITION} ({status}): {page.edition.title}." in cover
    assert any(page.view.framework.council.name in line for line in cover)
    assert any(formats.day(page.view.as_at) in line for line in cover)


def test_the_page_says_what_every_code_means(page: DownloadsPage) -> None:
    (table,) = tables(page.codes().source)
    known = {row[0] for row in table.rows}
    for file in [*page.whole_plan().files, *page.themes().files]:
        if file.form == "CSV":
            for row in rows_of(file.content):
                codes = {cell for cell in row.values() if CODE.fullmatch(cell)}
                assert {c for cell in codes for c in re.findall(r"\[[a-z]+\]", cell)} <= known


def test_only_an_edition_of_made_up_figures_warns_of_them(
    northmeres: DownloadsPage, ours: DownloadsPage
) -> None:
    assert "Illustrative figures" in northmeres.about().source
    assert "(illustrative figures)" in northmeres.whole_plan().source
    assert "llustrative" not in ours.about().source
    assert "llustrative" not in ours.whole_plan().source


# A theme's own page


def test_a_themes_page_offers_the_files_that_the_downloads_page_lists(
    repository: Layout, ours: DownloadsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made apart, from the theme's figures alone, they are the same to the byte."""
    monkeypatch.setenv(ROOT_VARIABLE, str(repository.root))
    settings = ours.edition.settings_for("prevention", "schools")
    allowance = ours.view.trend_allowance
    page = theme_page(
        "schools", edition=ours.edition.id, period=ours.edition.file.period,
        as_at=str(settings.as_at), sources=settings.sources, comparators=settings.comparators,
        history_years=settings.history_years, trend_tests=allowance.tests,
        trend_limit=allowance.p,
    )  # fmt: skip
    found = page.downloads()
    check_links(found, "../downloads")
    listed = named(ours.themes().files)
    assert {f.name: f.content for f in found.files} == {
        name: listed[name].content for name in listed if name.startswith("schools")
    }


def test_the_data_of_each_chart_is_linked_below_it_with_type_and_size(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    for theme in view.framework.themes:
        page = ThemePage(view, theme)
        files = named(page.downloads().files)
        seen: list = []
        monkeypatch.setattr("spfbook.pages.theme_page._display", seen.append)
        for assessment in page.with_figures():
            seen.clear()
            page.indicator(assessment.indicator.id)
            ((text, folder, name),) = LINK.findall(seen[-1].source)
            assert folder == "../downloads"
            assert plain(text) == f"{name} (CSV, {formats.file_size(len(files[name].content))})"
            assert assessment.indicator.id in seen[-1].source
            ids = {row["indicator_id"] for row in rows_of(files[name].content)}
            assert assessment.indicator.id in ids


def test_a_theme_that_has_nothing_says_so(view: View) -> None:
    theme = view.framework.themes[0]
    empty = theme.__class__(
        theme.file.model_copy(update={"indicators": (), "deliverables": ()}), theme.priority
    )
    found = ThemePage(view, empty).downloads()
    assert (found.source, found.files) == ("There are no data for this theme.", ())


def test_the_notebook_hands_over_the_very_bytes(northmeres: DownloadsPage) -> None:
    found = northmeres.whole_plan()
    bundle = found._repr_mimebundle_()
    assert bundle["text/markdown"] == found.source
    assert unpack(bundle[MIME_TYPE]) == {file.name: file.content for file in found.files}


def test_a_theme_with_settings_of_its_own_has_them_in_its_data(
    northmere: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As its page has: here, figures known by an earlier day."""
    path = northmere.params / f"{EDITION}.yml"
    file = yaml.safe_load(path.read_text(encoding="utf-8"))
    file["overrides"] = {"thriving-places/homes-and-streets": {"as_at": date(2022, 4, 2)}}
    path.write_text(yaml.safe_dump(file), encoding="utf-8")
    monkeypatch.setenv(ROOT_VARIABLE, str(northmere.root))
    page = downloads_page(EDITION)
    whole = named(page.whole_plan().files)[f"{EDITION}-status.csv"]
    days = {row["theme"]: row["as_at"] for row in rows_of(whole.content)}
    assert days["Homes and streets"] == "2022-04-02"
    assert days["Jobs and money"] == str(page.edition.as_at)


# For programs


def test_the_package_describes_the_files_of_the_edition(page: DownloadsPage) -> None:
    files = named(page.whole_plan().files)
    found = json.loads(files["datapackage.json"].content)
    assert found["name"] == EDITION
    assert [r["path"] for r in found["resources"]] == [n for n in files if n.endswith(".csv")]
    for resource in found["resources"]:
        content = files[resource["path"]].content
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        fields = resource["schema"]["fields"]
        for row in rows_of(content):
            assert list(row) == [field["name"] for field in fields]
            for field in fields:
                cell = row[field["name"]]
                if cell in resource["schema"]["missingValues"]:
                    continue
                match field["type"]:
                    case "number":
                        Decimal(cell)
                    case "date":
                        date.fromisoformat(cell)
                    case "boolean":
                        assert cell in (*field["trueValues"], *field["falseValues"])
                    case kind:
                        assert kind == "string"
