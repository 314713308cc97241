"""Observations as an edition sees them: known by its as-at date, the last one recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from spfbook.errors import DataError
from spfbook.framework.framework import Framework
from spfbook.framework.observations import Flag, Missing, Observations
from spfbook.paths import Layout
from spfbook.sources import observation_files as module
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_observations
from spfbook.sources.source_files import source_names

SIDECAR = """\
id: {name}
title: {name}
publisher: Nobody (invented)
licence: Made up for tests
version: "1"
retrieved: 2022-05-01
sha256: {sha256}
recorded: {recorded}
keyed_by: {keyed_by}
series:
- id: waste
  title: Waste
  unit: percent
  lag_days: 60
  lag_basis: "Invented."
"""
SERVES = """\
  serves:
  - {indicator: recycling-rate, match: same, baseline: {finding: no_baseline}}
  - {indicator: clean-streets, match: related, difference: Another thing.}
"""
LATER = date(2030, 1, 1)
YEAR = "fy2020-21"
LAG_ENDS = date(2021, 5, 30)
"""60 days after the year's end, 31 March 2021."""

Write = Callable[..., None]
Read = Callable[..., Observations]


@pytest.fixture
def framework(northmere: Layout) -> Framework:
    return read_framework(northmere)


@pytest.fixture
def write(northmere: Layout) -> Write:
    """Write a source: its header, its rows, and a sidecar that fits."""

    def write_source(name: str, header: str, *rows: str, recorded: str = "when_published") -> None:
        keyed_by = header.split(",", maxsplit=1)[0]
        data = "".join(f"{line}\n" for line in (header, *rows)).encode()
        (northmere.observations / f"{name}.csv").write_bytes(data)
        sidecar = SIDECAR.format(
            name=name, sha256=hashlib.sha256(data).hexdigest(), recorded=recorded, keyed_by=keyed_by
        )
        sidecar += SERVES if keyed_by == "series" else ""
        (northmere.observations / f"{name}.yml").write_text(sidecar, encoding="utf-8")

    return write_source


@pytest.fixture
def read(northmere: Layout, framework: Framework) -> Read:
    def read_sources(*sources: str, as_at: date = LATER, **more: object) -> Observations:
        return read_observations(northmere, framework, sources, as_at, **more)

    return read_sources


def values(found: Observations, indicator: str, component: str | None = None) -> list:
    series = found.of(indicator, component)
    return [(str(o.period), o.value) for o in series.observations] if series else []


def test_what_was_read_once_is_read_again_only_when_a_file_has_changed(
    northmere: Layout, framework: Framework, write: Write, read: Read,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    lines: list[int] = []
    theirs = module.read_rows
    monkeypatch.setattr(module, "read_rows", lambda *a, **m: lines.append(1) or theirs(*a, **m))
    head = "series,area,period,value"
    write("one", head, f"waste,northmere,{YEAR},43.1")
    some = read("one", only={"recycling-rate"})
    assert values(some, "recycling-rate") == [(YEAR, Decimal("43.1"))]
    assert len(lines) == 1, "a part of a file says nothing of the rest"
    whole = read("one")
    assert len(lines) == 2
    assert read("one", only={"recycling-rate"}) == some
    assert read("one") == whole
    assert len(lines) == 2, "known by now"
    write("one", head, f"waste,northmere,{YEAR},43.2")
    assert values(read("one"), "recycling-rate") == [(YEAR, Decimal("43.2"))]
    sidecar = northmere.observations / "one.yml"
    sidecar.write_text(sidecar.read_text("utf-8").replace("lag_days: 60", "lag_days: 90"), "utf-8")
    (o,) = read("one").of("recycling-rate").observations
    assert o.recorded_on == date(2021, 6, 29)
    another = replace(framework)
    assert len(lines) == 4
    read_observations(northmere, another, ["one"], LATER)
    assert len(lines) == 5, "another framework may know other indicators"


def test_a_file_with_a_mistake_is_read_again_and_says_it_again(write: Write, read: Read) -> None:
    write("one", "series,area,period,value", f"waste,nowhere,{YEAR},43.1")
    for _ in range(2):
        with pytest.raises(DataError, match="'nowhere' is not known"):
            read("one")


def test_a_large_file_is_not_held(
    write: Write, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SMALL", 10)
    write("one", "series,area,period,value", f"waste,northmere,{YEAR},43.1")
    known = len(module._READ)
    read("one")
    assert len(module._READ) == known


def test_a_row_is_an_observation_with_all_that_it_says(write: Write, read: Read) -> None:
    write(
        "one",
        "series,area,period,value,numerator,denominator,lower,upper,flag,published_on,note",
        f"waste,northmere,{YEAR},43.10,431,1000,40.1,46.2,provisional,2021-12-02,counted twice",
    )
    (o,) = read("one").of("recycling-rate").observations
    assert (o.area, str(o.period), o.value, o.missing) == ("northmere", YEAR, Decimal("43.1"), None)
    assert (o.numerator, o.denominator) == (431, 1000)
    assert (o.lower, o.upper) == (Decimal("40.1"), Decimal("46.2"))
    assert (o.flag, o.note, o.line) == (Flag.PROVISIONAL, "counted twice", 2)
    assert (o.published_on, o.is_publication_stated) == (date(2021, 12, 2), True)
    assert o.recorded_on == date(2021, 12, 2)


def test_without_a_date_of_its_own_a_row_is_published_after_the_series_lag(
    write: Write, read: Read
) -> None:
    write("one", "series,area,period,value", f"waste,northmere,{YEAR},43.1")
    (o,) = read("one").of("recycling-rate").observations
    assert (o.published_on, o.is_publication_stated) == (LAG_ENDS, False)
    assert o.recorded_on == LAG_ENDS


@pytest.mark.parametrize(
    ("published", "recorded", "as_at", "is_seen"),
    [
        ("", "", date(2021, 5, 29), False),
        ("", "", LAG_ENDS, True),
        ("2021-12-02", "", date(2021, 12, 1), False),
        ("2021-12-02", "", date(2021, 12, 2), True),
        ("2021-12-02", "", date(2021, 12, 3), True),
        ("2021-12-02", "2022-01-10", date(2022, 1, 9), False),
        ("2021-12-02", "2022-01-10", date(2022, 1, 10), True),
        ("2021-12-02", "2021-11-30", date(2021, 12, 1), False),
        ("2021-12-02", "2021-11-30", date(2021, 12, 2), True),
        ("", "2021-04-15", date(2021, 5, 29), False),
        ("", "2021-07-15", date(2021, 7, 14), False),
        ("", "2021-07-15", date(2021, 7, 15), True),
    ],
)
def test_an_edition_sees_what_was_published_and_recorded_by_its_date(
    write: Write, read: Read, published: str, recorded: str, as_at: date, is_seen: bool
) -> None:
    write(
        "one", "series,area,period,value,published_on,recorded_on",
        f"waste,northmere,{YEAR},43.1,{published},{recorded}",
    )  # fmt: skip
    found = values(read("one", as_at=as_at), "recycling-rate")
    assert found == ([(YEAR, Decimal("43.1"))] if is_seen else [])


REVISED = (
    "indicator,component,area,period,value,missing,recorded_on",
    "clean-streets,,northmere,2021-05,91,,2021-06-15",
    "clean-streets,,northmere,2021-04,,not_available,2021-05-10",
    "clean-streets,,northmere,2021-04,92,,2021-08-01",
    "clean-streets,,northmere,2021-04,90,,2021-07-01",
)


@pytest.mark.parametrize(
    ("as_at", "value", "revisions"),
    [
        (date(2021, 6, 30), None, []),
        (date(2021, 7, 1), 90, [(None, 90)]),
        (date(2021, 7, 31), 90, [(None, 90)]),
        (date(2021, 8, 1), 92, [(None, 90), (90, 92)]),
        (LATER, 92, [(None, 90), (90, 92)]),
    ],
)
def test_the_last_value_recorded_by_the_date_counts_and_revisions_are_kept(
    write: Write, read: Read, as_at: date, value: int | None, revisions: list
) -> None:
    write("own", *REVISED, recorded="dated")
    series = read("own", as_at=as_at).of("clean-streets")
    first = series.observations[0]
    assert (str(first.period), first.value) == ("2021-04", value)
    assert [(a.value, b.value) for a, b in series.revisions] == revisions
    assert all(a.period == b.period for a, b in series.revisions)


def test_a_value_recorded_again_unchanged_is_no_revision(write: Write, read: Read) -> None:
    rows = (f"waste,northmere,{YEAR},43.1,2021-06-01", f"waste,northmere,{YEAR},43.10,2022-06-01")
    write("one", "series,area,period,value,recorded_on", *rows)
    series = read("one").of("recycling-rate")
    assert series.revisions == ()
    assert [o.recorded_on for o in series.observations] == [date(2022, 6, 1)]


def test_observations_stand_in_order_of_time_whatever_the_order_of_rows(
    write: Write, read: Read
) -> None:
    years = ("fy2020-21", "fy2018-19", "fy2019-20")
    write("one", "series,area,period,value", *(f"waste,northmere,{year},1" for year in years))
    found = [period for period, _ in values(read("one"), "recycling-rate")]
    assert found == sorted(years)


def test_the_first_source_of_the_edition_that_has_a_series_gives_the_value(
    write: Write, read: Read
) -> None:
    write("one", "series,area,period,value", f"waste,northmere,{YEAR},1")
    write("two", "series,area,period,value", f"waste,northmere,{YEAR},2")
    for order in (("one", "two"), ("two", "one")):
        found = read(*order)
        assert found.of("recycling-rate").source.id == order[0]
        assert [source.id for source in found.sources()] == list(order)


def test_a_source_with_nothing_known_yet_leaves_the_value_to_the_next(
    write: Write, read: Read
) -> None:
    header = "series,area,period,value,published_on"
    write("one", header, f"waste,northmere,{YEAR},1,2022-01-01")
    write("two", header, f"waste,northmere,{YEAR},2,2021-06-01")
    assert read("one", "two", as_at=date(2021, 12, 31)).of("recycling-rate").source.id == "two"
    assert read("one", "two", as_at=date(2022, 1, 1)).of("recycling-rate").source.id == "one"


def test_a_related_series_is_offered_beside_and_never_as_the_value(
    write: Write, read: Read
) -> None:
    write("one", "series,area,period,value", f"waste,northmere,{YEAR},1")
    found = read("one")
    assert found.of("clean-streets") is None
    (related,) = found.related_to("clean-streets")
    assert related.link.difference == "Another thing."


@pytest.mark.parametrize("missing", list(Missing))
def test_a_suppressed_or_missing_value_is_there_without_a_number(
    write: Write, read: Read, missing: Missing
) -> None:
    write("one", "series,area,period,value,missing", f"waste,northmere,{YEAR},,{missing}")
    series = read("one").of("recycling-rate")
    (o,) = series.observations
    assert (o.value, o.missing) == (None, missing)
    assert series.values("northmere") == ()


def test_the_councils_own_returns_are_keyed_by_indicator_and_component(
    write: Write, read: Read
) -> None:
    write(
        "own", "indicator,component,area,period,value,recorded_on",
        "young-people-not-in-work,number,northmere,2021-22-q1,61,2021-07-20",
        "young-people-not-in-work,percentage,northmere,2021-22-q1,4.4,2021-07-20",
        "shops-in-use,,northmere,2021-09-30,84,2021-10-15",
        recorded="dated",
    )  # fmt: skip
    found = read("own")
    assert values(found, "young-people-not-in-work", "number") == [("2021-22-q1", 61)]
    assert values(found, "young-people-not-in-work", "percentage") == [
        ("2021-22-q1", Decimal("4.4"))
    ]
    assert values(found, "young-people-not-in-work") == []
    assert values(found, "shops-in-use") == [("2021-09-30", 84)]
    assert found.of("shops-in-use").link.match == "same"


def test_only_the_indicators_asked_for_are_read_and_checked(write: Write, read: Read) -> None:
    write(
        "own", "indicator,component,area,period,value,recorded_on",
        "shops-in-use,,northmere,2021-09-30,84,2021-10-15",
        "clean-streets,,northmere,2021-04,abc,2021-05-10",
        recorded="dated",
    )  # fmt: skip
    found = read("own", only=["shops-in-use"])
    assert [series.indicator for series in found.series] == ["shops-in-use"]
    with pytest.raises(DataError, match="'abc' is not a number"):
        read("own", only=["clean-streets"])


def test_figures_of_peers_are_read_like_any_others(northmere: Layout, read: Read) -> None:
    (series,) = [s for s in read("statistics").series if s.indicator == "active-adults"]
    peers = {o.area: o for o in series.observations if o.area not in ("northmere", "mereshire")}
    assert len(peers) == 9
    assert peers["oldmere"].missing is Missing.SUPPRESSED
    assert peers["eastmere"].value == Decimal("52.4")


@pytest.mark.parametrize(
    ("periods", "is_right"),
    [
        (("fy2019-20", "fy2020-21"), True),
        (("fy2020-21", "2020-21-q2"), False),
        (("2020-04", "fy2020-21"), False),
        (("2020", "fy2020-21"), False),
        (("2020-03-31", "2020-04"), True),
        (("2020-03-31", "2020-03"), False),
        (("2016..2018", "2017..2019"), True),
        (("2019-05..2020-04", "2019-06..2020-05"), True),
    ],
)
def test_periods_of_one_series_overlap_only_where_years_are_taken_together(
    write: Write, read: Read, periods: tuple[str, ...], is_right: bool
) -> None:
    write("one", "series,area,period,value", *(f"waste,northmere,{p},1" for p in periods))
    if is_right:
        assert len(values(read("one"), "recycling-rate")) == len(periods)
    else:
        with pytest.raises(DataError, match="overlaps"):
            read("one")


def test_the_same_period_of_two_areas_is_no_duplicate(write: Write, read: Read) -> None:
    rows = (f"waste,{area},{YEAR},1" for area in ("northmere", "mereshire"))
    write("one", "series,area,period,value", *rows)
    series = read("one").of("recycling-rate")
    assert len(series.of_area("mereshire")) == len(series.of_area("northmere")) == 1


def test_problems_of_all_sources_come_together_in_order(write: Write, read: Read) -> None:
    header = "series,area,period,value"
    write("two", header, "waste,narnia,2020-13,abc")
    write("one", header, f"waste,northmere,{YEAR},x")
    with pytest.raises(DataError) as caught:
        read("two", "nothing", "one")
    assert [line.split(": ")[0] for line in caught.value.lines()] == [
        "data/observations/nothing.yml",
        "data/observations/one.csv:2",
        "data/observations/two.csv:2",
        "data/observations/two.csv:2",
        "data/observations/two.csv:2",
    ]


def test_the_sources_there_are_those_with_a_sidecar(northmere: Layout) -> None:
    assert source_names(northmere) == ["returns", "statistics"]


def test_the_invented_councils_observations_hold_every_kind_of_period(read: Read) -> None:
    """So that building a book from them meets every kind that a council's returns have."""
    found = read("statistics", "returns")
    kinds = {o.period.kind.value for series in found.series for o in series.observations}
    assert kinds == {"financial_year", "academic_year", "years", "quarter", "month", "snapshot"}
    assert any(series.revisions for series in found.series)


def test_months_become_the_quarters_that_the_plan_asks_for(
    northmere: Layout, read: Read
) -> None:
    """By the rule in the sidecar; the quarter that is not over yet stands there without a value."""
    rows = "".join(f"homes,northmere,2021-{n:02d},{n}\n" for n in range(4, 12))
    data = f"series,area,period,value\n{rows}".encode()
    (northmere.observations / "monthly.csv").write_bytes(data)
    sidecar = SIDECAR.format(
        name="monthly", sha256=hashlib.sha256(data).hexdigest(), recorded="when_published",
        keyed_by="series",
    )  # fmt: skip
    sidecar = sidecar.replace("id: waste", "id: homes").replace("percent", "count")
    sidecar += "  serves:\n  - {indicator: affordable-homes-built, match: same, rolled_up: sum, "
    sidecar += "baseline: {finding: no_baseline}}\n"
    (northmere.observations / "monthly.yml").write_text(sidecar, encoding="utf-8")
    found = read("monthly").of("affordable-homes-built")
    assert [(o.period.text, o.value, o.note) for o in found.observations] == [
        ("2021-22-q1", 15, None),
        ("2021-22-q2", 24, None),
        (
            "2021-22-q3", None,
            "Of its three months only October 2021 and November 2021 are held.",
        ),
    ]  # fmt: skip
