"""Whether what the pages show of an indicator is what its downloaded data say.

Nothing of ours is asked: numbers are read off the page, as a reader would, and sought in the rows
of the CSV files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

from bs4.element import Tag
from downloaded import rows_of
from html_book import HtmlBook

Row = dict[str, str]
NUMBER = re.compile(r"[−-]?£?\d[\d,]*(?:\.\d+)?")
MONTHS = re.compile(
    r"(January|February|March|April|June|July|August|September|October|November|December)"
)
OF_PLACE = ("ref", "priority", "theme", "lead_members")
"""Columns in which an indicator that stands in two themes may differ."""
WORST_FIRST = ("Off target", "Near target", "On target")
WHOLE = ("[z]", "All together")
UNIT_OF = {"%": "per cent", "£": "pounds", "per": "per 1", "days": "days", "years": "years",
           "hours": "hours", "weeks": "weeks", "tonnes": "tonnes"}  # fmt: skip


@dataclass(frozen=True)
class Data:
    """The CSV files of a built edition."""

    folder: Path
    edition: str

    def rows(self, name: str) -> list[Row]:
        path = self.folder / f"{name}.csv"
        return rows_of(path.read_bytes()) if path.is_file() else []

    @cached_property
    def statuses(self) -> dict[str, list[Row]]:
        """Rows of the whole plan by indicator, a row a part."""
        return _by_id(self.rows(f"{self.edition}-status"))

    @cached_property
    def figures(self) -> dict[str, list[Row]]:
        return _by_id(self.rows(f"{self.edition}-figures"))

    @cached_property
    def home(self) -> str:
        """The council's own place, whose rows stand first."""
        return next(iter(self.figures.values()))[0]["area"]

    @cached_property
    def areas(self) -> list[str]:
        """The names of all places, longest first."""
        names = {row["area"] for rows in self.figures.values() for row in rows}
        return sorted(names, key=len, reverse=True)

    def figure(self, of: Row, area: str, period: str) -> Row | None:
        """The row of an indicator's part for a place and a period, in long or short words."""
        for row in self.figures.get(of["indicator_id"], ()):
            said = (row["period"], short(row["period"]), on_axis(row["period"]))
            named = [words.casefold() for words in said]
            same = row["component"] == of["component"] and row["area"] == area
            if same and period.removeprefix("the ").casefold() in named:
                return row
        return None


def data_of(html: HtmlBook) -> Data:
    folder = html.folder / "downloads"
    (whole,) = [
        path for path in folder.glob("*-figures.csv") if re.match(r"\d{4}-\d\d-[a-z]", path.name)
    ]
    return Data(folder, whole.name.removesuffix("-figures.csv"))


def _by_id(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["indicator_id"], []).append(row)
    return found


def short(period: str) -> str:
    """`Financial year 2018 to 2019` as tables write it: `2018/19`; months by three letters. An
    academic year says that it is one."""
    year = re.fullmatch(r"(Financial|Academic) year (\d{4}) to \d\d(\d\d)", period)
    if year is None:
        return MONTHS.sub(lambda m: m[1][:3], period)
    return f"{'academic year ' if year[1] == 'Academic' else ''}{year[2]}/{year[3]}"


def on_axis(period: str) -> str:
    """As charts write it, all of whose points are of one kind of year."""
    return short(period).removeprefix("academic year ")


def agrees(shown: str, held: str, unit: str = "") -> bool:
    """Whether a figure on a page is `held`, a cell of a CSV file, rounded as it is shown."""
    found = NUMBER.search(shown)
    if found is None or not re.fullmatch(r"-?\d+(\.\d+)?", held):
        return "[c]" in shown and held == "[c]"
    text = found[0].replace(",", "").replace("£", "").replace("−", "-")
    number = Decimal(text)
    step = Decimal(1).scaleb(min(0, int(number.as_tuple().exponent)))
    is_equal = Decimal(held).quantize(step, rounding=ROUND_HALF_UP) == number
    return is_equal and (not unit or _is_in(shown, unit))


def _is_in(shown: str, unit: str) -> bool:
    """Whether the words of a figure name its unit."""
    marks = [mark for mark in UNIT_OF if re.search(rf"{mark}(?!\w)|{mark}\d", shown)]
    if not marks:
        return unit in ("number", "score", "ratio", "unit not stated")
    return unit.startswith(UNIT_OF[marks[0]])


# The files against each other


def unlike_the_whole(data: Data) -> Iterator[str]:
    """Rows of a theme's files that the files of the whole plan have not, word for word."""
    for kind, whole in (("status", data.statuses), ("figures", data.figures)):
        for path in sorted(data.folder.glob(f"*-{kind}.csv")):
            if path.stem.startswith(data.edition):
                continue
            for row in data.rows(path.stem):
                others = [_own(each) for each in whole.get(row["indicator_id"], ())]
                if _own(row) not in others:
                    said = ", ".join([row["indicator_id"], row["period"], row["value"]])
                    yield f"{path.name}: {said}: not in the file of the whole plan"


def in_no_theme(data: Data) -> Iterator[str]:
    """Indicators of the whole plan that are in the file of no theme."""
    paths = sorted(data.folder.glob("*-status.csv"))
    themes = [path.stem for path in paths if not path.stem.startswith(data.edition)]
    held = {row["indicator_id"] for name in themes for row in data.rows(name)}
    yield from (f"{name}: in no theme’s file" for name in data.statuses if name not in held)


def _own(row: Row) -> Row:
    return {name: cell for name, cell in row.items() if name not in OF_PLACE}


# Rows of tables


def wrong_counts(html: HtmlBook, data: Data) -> Iterator[str]:
    """The front page's numbers of indicators by status, counted again in the CSV."""
    table = next(
        table for table in html.pages["index"].article.find_all("table")
        if "On target" in table.find("tr").get_text()
    )  # fmt: skip
    header = [_plain(_words(cell)) for cell in table.find("tr").find_all("th")]
    (row,) = [tr for tr in table.find_all("tr") if _words(tr.find("th")) == "All priorities"]
    shown = dict(zip(header, map(_words, row.find_all(["th", "td"])), strict=True))
    found = [_worst(rows) for rows in data.statuses.values()]
    counted = {status: found.count(status) for status in WORST_FIRST}
    counted |= {"Not rated": len(found) - sum(counted.values()), "Indicators": len(found)}
    for name, number in counted.items():
        if shown[name].replace(",", "") != str(number):
            yield f"index: {name}: {shown[name]}; the CSV has {number}"


def wrong_in_tables(html: HtmlBook, data: Data) -> Iterator[str]:
    """Cells about an indicator, in any table of any page, that its rows of the CSV gainsay."""
    for page in html.written:
        for table in page.article.find_all("table"):
            header = [_words(cell) for cell in table.find("tr").find_all("th")]
            about: list[Row] = []
            for row in table.select("tbody tr"):
                cells = dict(zip(header, row.find_all(["th", "td"]), strict=True))
                name = _indicator(row)
                about = data.statuses.get(name, []) if name else about
                for wrong in _wrong_in_row(cells, about, data, is_part=not name):
                    yield f"{page.name}: {about[0]['indicator_id']}: {wrong}"


def _indicator(row: Tag) -> str:
    """The indicator that the row is about; empty for a part of the one above."""
    head = row.find("th")
    links = [str(a["href"]) for a in head.find_all("a", href=re.compile("#indicator-"))]
    links += [str(tag["id"]) for tag in head.find_all(id=re.compile("^indicator-"))]
    return links[0].rpartition("indicator-")[2] if links else ""


def _wrong_in_row(
    cells: dict[str, Tag], about: list[Row], data: Data, *, is_part: bool
) -> Iterator[str]:
    if "Indicator" not in cells or not about:
        return
    label = _words(cells["Indicator"])
    rows = about
    if is_part:
        if not label.startswith("– "):
            return
        wanted = label.removeprefix("– ")
        rows = [row for row in about if row["component"] == wanted]
        if not rows:
            yield f"{label!r} is no part of it in the CSV"
            return
    elif len(about) > 1:
        yield from _wrong_status(_words(cells["Status"]), about) if "Status" in cells else ()
        named = re.sub(r"^[\s–:]+", "", label.removeprefix(about[0]["indicator"]))
        rows = [row for row in about if row["component"] == named]
        if not rows:
            return
    row = rows[0]
    if "Status" in cells:
        yield from _wrong_status(_words(cells["Status"]), rows)
    for name in ("Latest figure", "Our figure"):
        if name in cells:
            period = _words(cells["Period"]) if "Period" in cells else ""
            yield from _wrong_figure(_words(cells[name]), period, row)
    for name, column in (("On a year before", "on_a_year_before"), ("Target", "target")):
        shown = _words(cells[name]) if name in cells else ""
        held = row[column].removeprefix("'")  # a spreadsheet would run `+/- 5%`
        if shown and _plain(shown) != held and not _has_none(shown, held):
            yield f"{name}: {shown!r}; the CSV has {held!r}"
    if "Baseline" in cells:
        shown = _words(cells["Baseline"])
        if NUMBER.search(shown) and not agrees(shown, row["baseline"]):
            yield f"Baseline: {shown!r}; the CSV has {row['baseline']!r}"
    for area in data.areas:
        if area in cells:
            yield from _wrong_beside(_words(cells[area]), area, row, data)


def _wrong_status(shown: str, rows: list[Row]) -> Iterator[str]:
    """The whole of several parts has the worst of their ratings."""
    wanted = _worst(rows)
    unrated = wanted not in WORST_FIRST and _plain(shown) in {row["status"] for row in rows}
    if _plain(shown) != wanted and not unrated:
        yield f"Status: {shown!r}; the CSV has {wanted!r}"


def _worst(rows: list[Row]) -> str:
    """The worst rating of the parts that are judged; that of the first where none is rated."""
    statuses = [row["status"] for row in rows if row["status"] != "For context"] or ["For context"]
    return next((status for status in WORST_FIRST if status in statuses), statuses[0])


def _wrong_figure(shown: str, period: str, row: Row) -> Iterator[str]:
    if row["value"] == "[x]":
        if NUMBER.search(shown):
            yield f"Figure: {shown!r}; the CSV has none"
        return
    value, _, when = _plain(shown).partition(", ") if not period else (shown, "", period)
    if not agrees(value, row["value"], row["unit"]):
        yield f"Figure: {shown!r}; the CSV has {row['value']!r} {row['unit']}"
    if _plain(when) != short(row["period"]):
        yield f"Period: {when!r}; the CSV has {row['period']!r}"


def _wrong_beside(shown: str, area: str, row: Row, data: Data) -> Iterator[str]:
    """`Higher (38.6 per 10,000)`, with a period where it is another than the figure's."""
    found = re.search(r"\(([^()]*\d[^()]*)\)", shown)
    if found:
        yield from _wrong_place(found[1], area, row, data)


def _wrong_place(said: str, area: str, row: Row, data: Data) -> Iterator[str]:
    value, _, period = said.partition(", ")
    held = data.figure(row, area, period or row["period"])
    if held is None or not agrees(value, held["value"], held["unit"]):
        yield f"{area}: {said!r}; the CSV has {held['value'] if held else 'none'!r}"


# Sections of indicators


def wrong_in_sections(html: HtmlBook, data: Data) -> Iterator[str]:
    """Facts and charts of an indicator's section that its rows of the CSV gainsay."""
    for page in html.written:
        for section in page.article.find_all("section", id=re.compile("^indicator-")):
            name = str(section["id"]).removeprefix("indicator-")
            rows = data.statuses.get(name, [])
            chip = section.select_one(".status:not(.status-illustrative)")
            wrong = list(_wrong_status(_words(chip), rows)) if chip else ["no status is shown"]
            for part, fact, said in _facts(section, rows):
                wrong += [f"{fact}: {each}" for each in _wrong_fact(part, fact, said, data)]
            wrong += _wrong_in_pictures(section, name, data)
            yield from (f"{page.name}: {name}: {each}" for each in wrong)


def _facts(section: Tag, rows: list[Row]) -> Iterator[tuple[Row, str, str]]:
    """Each fact with the row of the part that it is about, a label and its words."""
    part = rows[0] if rows else {}
    for tag in section.find_all(["p", "dt"]):
        strong = tag.find("strong") if tag.name == "p" else None
        if strong is not None:
            named = [r for r in rows if _same(_words(strong), r["component"])]
            part = named[0] if named else part
        elif tag.name == "dt" and part:
            yield part, _words(tag), _words(tag.find_next_sibling("dd"))


def _wrong_fact(row: Row, fact: str, said: str, data: Data) -> Iterator[str]:
    match fact:
        case "Figure":
            yield from _wrong_figure_fact(row, said, data)
        case "On a year before" | "On the period before":
            yield from _wrong_change(row, fact, said, data)
        case "Other places":
            for area, inside in re.findall(rf"({'|'.join(data.areas)}) \(([^()]*)\)", said):
                yield from _wrong_place(inside, area, row, data)
        case "Target":
            against = re.search(r"judged against ([^;]+);", said, re.IGNORECASE)
            if against and not agrees(against[1], row["judged_against"]):
                yield f"{against[1]!r}; the CSV has {row['judged_against']!r}"
        case "Trend" if row["trend"].rstrip(".") not in said and row["component"] in WHOLE:
            yield f"{said[:80]!r}; the CSV has {row['trend']!r}"


def _wrong_figure_fact(row: Row, said: str, data: Data) -> Iterator[str]:
    found = re.match(r"(.+?) (?:in|on) (.+?)(?: \((.*?)\))?\.(?: |$)", said)
    if found is None or row["value"] in ("[x]", "[c]"):
        if row["value"] not in ("[x]", "[c]"):
            yield f"{said!r} is not read"
        return
    value, period, more = found[1], found[2].removeprefix("the "), found[3] or ""
    if not agrees(value, row["value"], row["unit"]):
        yield f"{value!r}; the CSV has {row['value']!r} {row['unit']}"
    if period.casefold() != row["period"].casefold():
        yield f"{period!r}; the CSV has {row['period']!r}"
    counts = data.figure(row, data.home, row["period"]) or {}
    interval = re.search(r"confidence interval (\S+).*? to (\S+)", more)
    of = re.search(r"(?:^|; )([\d,.]+) of ([\d,.]+)", more)
    for columns, match, held in (
        (("lower", "upper"), interval, row), (("numerator", "denominator"), of, counts),
    ):  # fmt: skip
        for column, number in zip(columns, match.groups() if match else (), strict=False):
            if not agrees(number, held.get(column, "")):
                yield f"{number!r}; the CSV has {held.get(column)!r} as {column}"


def _wrong_change(row: Row, fact: str, said: str, data: Data) -> Iterator[str]:
    """The change in the CSV's own words, and the earlier figure."""
    column = fact.casefold().replace(" ", "_")
    if " by " in said.split(",")[0] and not said.startswith(row[column]):
        yield f"{said!r}; the CSV has {row[column]!r}"
    earlier = re.search(r"(?:from|with) ([−£\d][^ ]*?.*?) (?:in|on) (.+?)\.(?: |$)", said)
    if earlier:
        yield from _wrong_place(f"{earlier[1]}, {earlier[2]}", data.home, row, data)


def _wrong_in_pictures(section: Tag, name: str, data: Data) -> Iterator[str]:
    """Figures that an alt text says: each one of the series, in the period that it names."""
    held = [row for row in data.figures.get(name, ()) if row["area"] == data.home]
    for picture in section.find_all("img"):
        alt = str(picture["alt"])
        named = re.findall(r"(?:highest is|lowest|for) ([−£\d]\S*)[^(]*? \(([^)]*)\)", alt)
        named += [(each, "") for each in re.findall(r"(?:starts|ends) at ([−£\d]\S*)", alt)]
        for number, period in named:
            if not any(
                agrees(number.rstrip("."), row["value"]) and period in ("", on_axis(row["period"]))
                for row in held
            ):
                yield f"picture: {number} {period}: not in the CSV"


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def _plain(shown: str) -> str:
    """Without shapes and the marks that send a reader to the notes."""
    marks = r"\s*(\(see note\)|\(uncertain\)|Illustrative$|[●▲■] )\s*"
    return re.sub(marks, "", shown).strip()


def _has_none(shown: str, held: str) -> bool:
    """Whether both say that there is nothing, or the cell refers to another."""
    return shown in ("See its parts", "As for the whole", "For context") or (
        held in ("[x]", "[z]") and not NUMBER.search(shown)
    )


def _same(shown: str, component: str) -> bool:
    return shown.rstrip(".").casefold() == component.rstrip(".").casefold()
