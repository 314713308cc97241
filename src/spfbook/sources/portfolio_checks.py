"""What `framework.yml` says of portfolios must be about rows that the themes have."""

from __future__ import annotations

from collections.abc import Iterator

from spfbook.errors import Problem
from spfbook.framework.framework import Framework
from spfbook.framework.members import Member, PortfolioTheme
from spfbook.sources.suggestions import did_you_mean
from spfbook.sources.yaml_text import Lines

Place = tuple[str | int, ...]


def portfolio_problems(framework: Framework, top: Lines) -> Iterator[Problem]:
    """Themes, headings and groups that are not there, and words without a source."""
    for m, member in enumerate(framework.file.members):
        for p, portfolio in enumerate(member.portfolios):
            place: Place = ("members", m, "portfolios", p)
            if portfolio.source is None and any(each.words for each in portfolio.themes):
                message = f"{portfolio.title!r} has themes in a source’s words, and no source"
                yield top.problem((*place, "themes"), message)
            for t, given in enumerate(portfolio.themes):
                yield from _given_problems(framework, given, top, (*place, "themes", t))
                yield from _unsaid_problems(framework, given, member, top, (*place, "themes", t))


def _unsaid_problems(
    framework: Framework, given: PortfolioTheme, member: Member, top: Lines, place: Place
) -> Iterator[Problem]:
    """A theme that no words give must have a table of deliverables that names nobody else."""
    if given.words or given.theme not in {theme.id for theme in framework.themes}:
        return
    leads = [task.words.lead_members for task in framework.tasks(framework.theme(given.theme))]
    if not leads or any(each != (member.id,) for each in leads):
        message = (
            f"no words give {given.theme!r} to the portfolio, and its deliverables do not all "
            f"name {member.id!r} alone"
        )
        yield top.problem((*place, "theme"), message)


def _given_problems(
    framework: Framework, given: PortfolioTheme, top: Lines, place: Place
) -> Iterator[Problem]:
    known = {theme.id: theme for theme in framework.themes}
    if given.theme not in known:
        message = f"themes names theme {given.theme!r}, which is not defined"
        yield top.problem((*place, "theme"), message + did_you_mean(given.theme, known))
        return
    rows = [row.words for row in framework.rows(known[given.theme])]
    headings = {row.sub_theme for row in rows if row.sub_theme}
    if given.sub_theme and given.sub_theme not in headings:
        message = f"no indicator of {given.theme!r} stands under {given.sub_theme!r}"
        message += did_you_mean(given.sub_theme, headings)
        yield top.problem((*place, "sub_theme"), message)
    groups = {row.group for row in rows if row.group}
    for g, group in enumerate(given.groups):
        if group not in groups:
            message = f"no indicator of {given.theme!r} is in the group {group!r}"
            message += did_you_mean(group, groups)
            yield top.problem((*place, "groups", g), message)
