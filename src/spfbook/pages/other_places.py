"""Other places in words: how a figure stands beside them, by what, and its rank among peers."""

from __future__ import annotations

from collections.abc import Sequence

from spfbook.framework.framework import Area
from spfbook.framework.indicators import Polarity
from spfbook.framework.targets import Tolerance
from spfbook.framework.units import Unit
from spfbook.pages import formats, words
from spfbook.pages.markdown import text
from spfbook.rules.comparison import Comparison, Standing
from spfbook.rules.part import Part
from spfbook.rules.ranking import PeerRank, Rank

STANDING_WORDS = {
    Standing.BETTER: "better than",
    Standing.SIMILAR: "similar to",
    Standing.WORSE: "worse than",
    Standing.HIGHER: "higher than",
    Standing.LOWER: "lower than",
}
BETTER_WORDS = {
    Polarity.HIGHER_IS_BETTER: ", where higher is better",
    Polarity.LOWER_IS_BETTER: ", where lower is better",
}


def beside(part: Part, areas: Sequence[Area]) -> list[str]:
    """How it stands beside `areas`, for the same period or the nearest earlier one: sentences as
    Markdown, with the band wherever no interval decides."""
    shown = {area.id: area.name for area in areas}
    places: dict[Standing, list[str]] = {}
    band = None
    for found in part.comparisons:
        if found.area in shown and found.other is not None and found.other.value is not None:
            places.setdefault(found.standing, []).append(_place(part, found, shown[found.area]))
            band = found.band or band
    unjudged = places.pop(Standing.NOT_JUDGED, [])
    apart = places.pop(Standing.NOT_COMPARED, [])
    said = [_group(part, standing, each, band) for standing, each in places.items()]
    sentences = [f"It is {_joined(said, has_commas=band is not None)}."] if said else []
    if unjudged:
        why = _why_unjudged(part, band)
        sentences.append(f"It is not judged against {formats.joined(unjudged)}: {why}.")
    if apart:
        sentences.append(f"It cannot be compared with {formats.joined(apart, 'or')}.")
    return sentences


def _joined(groups: list[str], *, has_commas: bool) -> str:
    if not has_commas or len(groups) < 2:
        return formats.joined(groups)
    return f"{', '.join(groups[:-1])}, and {groups[-1]}"


def _place(part: Part, found: Comparison, name: str) -> str:
    assert found.other is not None, "only places with a figure are named"
    assert found.other.value is not None, "only places with a figure are named"
    figure = text(words.quantity(found.other.value, part))
    if part.latest and found.other.period != part.latest.period:
        figure += f", {found.other.period.short_label}"
    return f"{text(name)} ({figure})"


def _group(part: Part, standing: Standing, places: list[str], band: Tolerance | None) -> str:
    said = f"{STANDING_WORDS[standing]} {formats.joined(places)}"
    if band is None:
        return said
    figures = "that figure" if len(places) == 1 else "those figures"
    reach = text(band_words(band, part, of=figures))
    return f"{said}, {'within' if standing is Standing.SIMILAR else 'by more than'} {reach}"


def band_words(band: Tolerance, part: Part, *, of: str = "the other figure") -> str:
    """`2 percentage points`, `5%`; `5% of the other figure` where figures are percentages."""
    if band.absolute is not None:
        size = band.absolute.normalize()
        return formats.difference(size, part.unit, formats.places(size))
    assert band.relative_pct is not None, "Tolerance holds one of the two"
    size = band.relative_pct.normalize()
    share = f"{formats.number(size, formats.places(size))}%"
    return f"{share} of {of}" if part.unit is Unit.PERCENT else share


def _why_unjudged(part: Part, band: Tolerance | None) -> str:
    if band is None:
        return "no band is set for figures that can fall below zero"
    return f"a band of {text(band_words(band, part))} is too wide for such figures"


def rank(part: Part) -> str:
    """Its place among the framework's peers; nothing where it is not ranked."""
    found = part.rank
    if found is None:
        return ""
    return " ".join([_place_among(found, part.polarity), *_by_chance(found)])


def _place_among(found: PeerRank, polarity: Polarity) -> str:
    place, the, group = found.rank, "", f"{found.rank.of} {text(found.among)}"
    if found.missing:
        the, have = "the ", "has" if found.missing == 1 else "have"
        group += f" with a published figure ({found.missing} {have} none)"
    if place.shared_by == place.of:
        return f"It is the same in all {group}."
    return f"It is {_nth(place)} of {the}{group}{_ties(place)}{BETTER_WORDS.get(polarity, '')}."


def _nth(place: Rank) -> str:
    """`the lowest`, `equal 3rd highest`."""
    before = "equal" if place.shared_by > 1 else "the"
    nth = f" {formats.ordinal(place.place)}" if place.place > 1 else ""
    return f"{before}{nth} {'lowest' if place.from_lowest else 'highest'}"


def _ties(place: Rank) -> str:
    others = place.shared_by - 1
    return f", with {formats.counted(others, 'other')}" if others else ""


def _by_chance(found: PeerRank) -> list[str]:
    if not found.within:
        return []
    lie = "lies" if found.within == 1 else "lie"
    return [f"{found.within} of the others {lie} within its 95% interval."]
