"""Members of Cabinet in tables: what each answers for, and how it stands."""

from __future__ import annotations

from spfbook.framework.portfolios import NOBODY, Portfolios, held
from spfbook.pages import formats
from spfbook.pages.columns import Columns
from spfbook.pages.markdown import Block, link, paragraph, table, text
from spfbook.pages.scorecard import made_up_mark
from spfbook.pages.view import View
from spfbook.rules.delivery_movement import LATE
from spfbook.rules.status import Status

NOT_KNOWN = "\\[x\\]"
"""Where nobody reports on deliverables; a column of nothing else is left out."""
SHARED = "What several members lead is counted with each of them."
BY_THEME = (
    "An indicator for which the plan names nobody is counted with the portfolio that has its theme."
)


def members_table(view: View, known: Portfolios) -> Block:
    """A row a member, and one for what nobody is named for."""
    rows = [
        [
            link(member.name, f"portfolio-{member.id}"),
            text(portfolio_titles(known, member.id)),
            *_numbers(view, known, member.id),
        ]
        for member in known.members
    ]
    if known.without_member:
        named = [link("No lead member named", f"portfolio-{NOBODY}"), "None"]
        rows.append([*named, *_numbers(view, known, NOBODY)])
    if not rows:
        return paragraph("The plan names no members of Cabinet.")
    led = [view.assessment(row.indicator.id) for row in view.framework.rows()]
    caption = f"Members of Cabinet and what they lead{made_up_mark(led)}"
    header = (
        "Member", "Portfolio", "Indicators", "Off target", "Deliverables", "Overdue or at risk",
    )  # fmt: skip
    widths = (24, 36, 10, 10, 10, 10)
    is_shared = any(len(each) > 1 for each in known.of_indicators.values())
    is_shared |= any(len(each) > 1 for each in known.of_deliverables.values())
    columns = Columns(header, rows, widths).without(NOT_KNOWN)
    shown = table(caption, columns.header, columns.rows, widths=columns.widths)
    by_theme = any(len(known.named_rows(m.id)) < len(known.rows(m.id)) for m in known.members)
    return shown + paragraph(SHARED if is_shared else "", BY_THEME if by_theme else "")


def portfolio_titles(known: Portfolios, member: str) -> str:
    """What the member holds on the day: `Leader of the Council and Cabinet Member for …`."""
    return formats.joined([p.title for p in held(known.framework.members[member], known.day)])


def _numbers(view: View, known: Portfolios, member: str) -> list[str]:
    statuses = [view.assessment(row.indicator.id).status for row in known.rows(member)]
    tasks = known.tasks(member)
    states = [view.delivery(task.deliverable).state for task in tasks]
    late = formats.number_of(sum(state in LATE for state in states))
    return [
        formats.number_of(len(statuses)),
        formats.number_of(statuses.count(Status.RED)),
        formats.number_of(len(tasks)),
        late if view.progress.sources else NOT_KNOWN,
    ]
