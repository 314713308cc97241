"""`spfbook status` and `trend`: what the figures say, without building a book."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spfbook.cli.output import print_table, write
from spfbook.errors import ParameterError
from spfbook.framework.units import Unit
from spfbook.paths import Layout

if TYPE_CHECKING:
    from spfbook.framework.framework import Framework


@click.command()
@click.argument("edition", required=False)
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "standings"]), default="table",
    help="`standings` is JSON of all indicators with their figures, as a release keeps it.",
)
@click.option("--only-red", is_flag=True, help="Just what is off target.")
@click.option("--lacking-commentary", is_flag=True, help="Just the red that nobody explains.")
@click.option("--portfolio", metavar="NAME", help="A member of Cabinet, or their portfolio.")
@click.pass_obj
def status(
    layout: Layout,
    edition: str | None,
    form: str,
    only_red: bool,
    lacking_commentary: bool,
    portfolio: str | None,
) -> None:
    """Print how every indicator stands in an edition (the newest when none is named)."""
    from spfbook.framework.standing import standings_text
    from spfbook.notebook import edition_view
    from spfbook.pages import status_rows
    from spfbook.pages.standings import standings
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.params_files import newest_edition, read_edition

    found = read_framework(layout)
    chosen = (
        newest_edition(layout, found) if edition is None else read_edition(layout, found, edition)
    )
    member = _member(found, portfolio) if portfolio is not None else None
    view = edition_view(layout, found, chosen)
    if form == "standings":
        write(standings_text(chosen.id, standings(view)))
        return
    rows = status_rows.status_rows(
        view,
        only_red=only_red,
        only_unexplained=lacking_commentary,
        member=member,
        day=chosen.day,
    )
    if form == "csv":
        write(status_rows.as_csv(rows))
    elif form == "json":
        write(status_rows.as_json(rows))
    else:
        cells = [status_rows.table_cells(row) for row in rows]
        print_table(f"{chosen.title}: {len(cells)} rows", status_rows.TABLE, cells)


def _member(found: Framework, name: str) -> str:
    """The id of the member that `name` means: an id, a name, or words of a portfolio's title."""
    wanted = name.strip().casefold()
    for member in found.file.members:
        names = (member.id, member.name, member.known_as, *(p.title for p in member.portfolios))
        if any(wanted == each.casefold() for each in names):
            return member.id
    titles = {
        m.id: " ".join([m.name, *(p.title for p in m.portfolios)]) for m in found.file.members
    }
    close = [member for member, text in titles.items() if wanted and wanted in text.casefold()]
    if len(close) == 1:
        return close[0]
    known = ", ".join(
        f"{m.id} ({'; '.join(p.title for p in m.portfolios)})" for m in found.file.members
    )
    which = "fits several members" if close else "is no member's name or portfolio"
    right = f"use one of {known}" if known else "the framework lists no members"
    raise ParameterError(f"portfolio {name!r} {which}; {right}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--polarity",
    type=click.Choice(["higher_is_better", "lower_is_better", "neither"]),
    default="neither",
    show_default=True,
    help="Which way is better.",
)
@click.option(
    "--unit",
    type=click.Choice([unit.value for unit in Unit]),
    default=Unit.COUNT.value,
    show_default=True,
    help="What the values count; percentages and rates use their counts where given.",
)
@click.option("--cumulative", is_flag=True, help="Each figure includes earlier ones.")
def trend(file: Path, polarity: str, unit: str, cumulative: bool) -> None:
    """Test the series in a CSV file for a trend, with the reasoning.

    Columns: period and value; or numerator and denominator for a percentage or a rate; also lower
    and upper, of 95% intervals.
    """
    from spfbook.framework.indicators import Polarity
    from spfbook.pages.formats import difference, places
    from spfbook.rules.counts import base_of
    from spfbook.rules.trend import assess_trend
    from spfbook.rules.trend_series import trend_series
    from spfbook.rules.trend_words import in_words
    from spfbook.sources.series_file import read_series_file

    base = base_of(unit == Unit.PERCENT, Unit(unit))
    values = read_series_file(file, base=base)
    series = trend_series(
        values, unit=Unit(unit), polarity=Polarity(polarity), is_cumulative=cumulative
    )
    found = assess_trend(series)

    def amount(number: float) -> str:
        size = Decimal(f"{number:.3g}")
        return difference(size, Unit(unit), places(size))

    for sentence in in_words(found, amount=amount):
        click.echo(sentence)
    if found.is_tested:
        click.echo(f"Why this test: {found.reason}")
