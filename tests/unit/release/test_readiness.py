"""An edition that is not ready is refused with every reason at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from shelves import edition_of, standing

from spfbook.errors import Problem, ReleaseError
from spfbook.framework.commentary import Comment, Commentary, Remark
from spfbook.framework.releases import Register, Release
from spfbook.paths import Layout
from spfbook.release.readiness import (
    Findings,
    Unexplained,
    can_release,
    check_can_release,
    renumbered,
)
from spfbook.sources.framework_files import read_framework

PARAMS = "params/2021-22-q4.yml"


@pytest.fixture
def ready(northmere: Layout) -> Findings:
    return Findings(
        edition_of(northmere), read_framework(northmere), released_on=date(2022, 6, 20)
    )


def reasons(found: Findings) -> list[str]:
    assert not can_release(found)
    with pytest.raises(ReleaseError) as caught:
        check_can_release(found)
    return caught.value.lines()


def test_an_edition_with_nothing_in_its_way_is_ready(ready: Findings) -> None:
    assert can_release(ready)
    check_can_release(ready)


def test_all_reasons_come_at_once(ready: Findings) -> None:
    found = replace(
        ready,
        checks=[Problem("data/observations/returns.csv", 3, "value is 'x'")],
        failed={"book/index.ipynb": "cell 3: ValueError: no"},
        unexplained=[Unexplained("recycling-rate", None, "")],
        awaited={"active-adults": "awaited"},
        uncommitted=["data/observations/returns.csv"],
    )
    assert reasons(found) == [
        "book/index.ipynb: fails: cell 3: ValueError: no",
        "data/commentary/2021-22-q4/thriving-places/homes-and-streets.yml: recycling-rate: "
        "is red and has no commentary",
        "data/observations/returns.csv: is not committed; commit it, so that the release can be "
        "traced",
        "data/observations/returns.csv:3: value is 'x'",
        f"{PARAMS}: active-adults: awaited; add its figure, or waive it by name with a reason",
    ]


@pytest.mark.parametrize("status", ["Draft", "draft 2", " DRAFT for comment"])
def test_a_draft_is_refused(ready: Findings, status: str) -> None:
    file = ready.edition.file.model_copy(update={"status": status})
    found = replace(ready, edition=ready.edition.model_copy(update={"file": file}))
    assert reasons(found) == [
        f"{PARAMS}: status is {status!r}; set it to Final, or to what members call it"
    ]


def test_a_comment_that_nobody_approved_is_a_draft(ready: Findings) -> None:
    comment = Comment(indicator="recycling-rate", author="A", written_on=date(2022, 5, 3),
                      what_happened="Less.")  # fmt: skip
    remark = Remark(comment, "thriving-places", "homes-and-streets", False, "data/x.yml:15")
    assert reasons(replace(ready, commentary=Commentary([remark]))) == [
        "data/x.yml:15: recycling-rate: the comment is a draft; approved_by names nobody"
    ]
    approved = comment.model_copy(update={"approved_by": "B"})
    assert can_release(replace(ready, commentary=Commentary([replace(remark, comment=approved)])))


def test_a_red_that_is_half_explained_says_what_is_not_said(ready: Findings) -> None:
    found = replace(ready, unexplained=[Unexplained("specialist-homes-built", "disabled-people",
                                                    "why and who")])  # fmt: skip
    assert reasons(found)[0].endswith(
        "specialist-homes-built, disabled-people: is red and its commentary does not say why and "
        "who"
    )


def test_what_is_awaited_is_waived_by_name_and_no_other_way(ready: Findings) -> None:
    found = replace(ready, awaited={"active-adults": "awaited", "recycling-rate": "out of date"})
    assert len(reasons(found)) == 2
    one = replace(found, waivers={"active-adults": "The survey is late"})
    assert reasons(one) == [
        f"{PARAMS}: recycling-rate: out of date; add its figure, or waive it by name with a reason"
    ]
    assert can_release(replace(one, waivers={**one.waivers, "recycling-rate": "As well"}))


def test_a_waiver_of_nothing_is_refused(ready: Findings) -> None:
    found = replace(ready, waivers={"active-adults": "Late", "no-such-thing": "Late"})
    assert reasons(found) == [
        f"{PARAMS}: waiver of 'no-such-thing', which is no indicator of the plan",
        f"{PARAMS}: waiver of active-adults: no figure of it is awaited; take the waiver out",
    ]


def test_it_is_not_released_before_its_figures_were_known(ready: Findings) -> None:
    found = replace(ready, released_on=date(2022, 5, 19))
    assert reasons(found) == [
        f"{PARAMS}: as_at, 2022-05-20, is after the day of release, 2022-05-19"
    ]
    assert can_release(replace(ready, released_on=date(2022, 5, 20)))


def test_a_correction_needs_a_reason_and_comes_later(ready: Findings) -> None:
    first = Release(edition="2021-22-q4", number=1, title="Q4", period="Q4", released_by="Ann",
                    as_at=date(2022, 5, 20), released_on=date(2022, 6, 21))  # fmt: skip
    found = replace(ready, register=Register(releases=(first,)))
    assert reasons(found) == [
        f"{PARAMS}: 2021-22-q4.r1 is released already; a correction needs --reason, for readers",
        f"{PARAMS}: release 1 was made on 2022-06-21, after the day given, 2022-06-20",
    ]
    later = replace(found, released_on=date(2022, 6, 21), reason="A figure was wrong")
    assert can_release(later)


def test_an_indicator_never_changes_its_id_or_its_number(ready: Findings) -> None:
    """Across any two releases (acceptance 19)."""
    refs = {r.indicator.id: r.words.ref for r in ready.framework.rows() if not r.is_repeat}
    same = [standing(name, ref=ref) for name, ref in refs.items()]
    assert can_release(replace(ready, last_released=same))
    ref = refs["recycling-rate"]
    was_called = standing("recycling", ref=ref)
    was_numbered = standing("active-adults", ref="HS-999")
    assert [p.message for p in renumbered([was_called, was_numbered], ready.framework)] == [
        f"recycling: was released and is gone; {ref} is now 'recycling-rate'; an id never changes: "
        "put it back, or mark it as retired",
        f"active-adults: was released as HS-999 and is now {refs['active-adults']}; keep its "
        "number",
    ]
    assert not can_release(replace(ready, last_released=[was_called]))
