"""Trends in words: what was found, how sure that is, and what a reader must know with it.

Short plain sentences, the verdict first. "No clear trend" and never "stable": a test that finds
nothing does not show that nothing changes (STATISTICS 3, recommended wording).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from spfbook.framework.periods import month_of
from spfbook.rules.theil_sen import Slope
from spfbook.rules.trend_finding import Trend, Verdict

Amount = Callable[[float], str]
"""Writes an amount that is not negative, with its unit (`1.2 percentage points`)."""
SMALLEST_P = 0.001
"""Below this a p value is given as `less than 0.001`."""
NEARLY_CERTAIN = 0.995


def in_words(trend: Trend, *, amount: Amount | None = None) -> tuple[str, ...]:
    """Whole sentences, the first of which can stand alone."""
    write = amount or plain_number
    sentences = [
        *_verdict(trend),
        *_slope(trend, write),
        *_how_sure(trend),
        *_family(trend),
        *(caution.sentence for caution in trend.cautions),
        *_waiting(trend),
    ]
    return tuple(sentences)


def plain_number(number: float) -> str:
    """Three significant figures, without an exponent."""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{Decimal(f'{number:.3g}'):f}"


def p_in_words(p: float) -> str:
    """`p = 0.034`, `p less than 0.001`."""
    return f"p less than {SMALLEST_P}" if p < SMALLEST_P else f"p = {Decimal(f'{p:.2g}'):f}"


def chance_in_words(p: float) -> str:
    """How often a lean as strong comes about by chance: `about 3 times in 100`."""
    if p < SMALLEST_P:
        return "less than once in 1,000 times"
    if p > NEARLY_CERTAIN:
        return "nearly every time"
    of = 1000 if p < 0.01 else 100
    times = round(p * of)
    return f"about {'once' if times == 1 else f'{times} times'} in {of:,}"


def _verdict(trend: Trend) -> list[str]:
    match trend.verdict:
        case Verdict.INCREASE | Verdict.DECREASE:
            kind = "Early evidence" if trend.is_indicative else "Evidence"
            change = "an increase" if trend.verdict is Verdict.INCREASE else "a decrease"
            return [f"{kind} of {change} over {_span(trend)}{_better(trend)}."]
        case Verdict.NO_CLEAR_TREND:
            return [f"No clear trend over {_span(trend)}."]
        case Verdict.TOO_SHORT:
            return ["Too short to test for a trend.", _sentence(trend.reason)]
        case Verdict.NOT_TESTED:
            return ["Not tested for a trend.", _sentence(trend.reason)]


def _span(trend: Trend) -> str:
    assert trend.first is not None and trend.last is not None, "what is tested has periods"
    return f"{trend.n} figures, {trend.first.short_label} to {trend.last.short_label}"


def _better(trend: Trend) -> str:
    if trend.is_better is None:
        return ""
    return ": getting better" if trend.is_better else ": getting worse"


def _slope(trend: Trend, write: Amount) -> list[str]:
    slope = trend.slope
    if slope is None:
        return []
    change = _change(slope.per_year, write)
    if not trend.is_tested:
        return [f"Between these figures the typical change is {change} a year, untested."]
    if slope.per_year == 0:
        return [f"Typically there is no change{_interval(slope, write)}."]
    return [f"The typical change is {change} a year{_interval(slope, write)}."]


def _interval(slope: Slope, write: Amount) -> str:
    if slope.lower is None or slope.upper is None:
        return ""
    return f" (95% interval: {_change(slope.lower, write)} to {_change(slope.upper, write)})"


def _change(number: float, write: Amount) -> str:
    text = write(abs(number))
    if number == 0:
        return "no change"
    return f"a rise of {text}" if number > 0 else f"a fall of {text}"


def _how_sure(trend: Trend) -> list[str]:
    if not trend.is_tested or trend.p is None:
        return []
    return [
        "If nothing were changing, a lean as strong as this would be seen "
        f"{chance_in_words(trend.p)} ({p_in_words(trend.p)}, {trend.method})."
    ]


def _family(trend: Trend) -> list[str]:
    if trend.family_size is None or trend.family_size < 2:
        return []
    if trend.adjusted_p is None:
        return [f"It is one of {trend.family_size:,} tests judged together."]
    return [
        f"It is one of {trend.family_size:,} tests judged together "
        f"(adjusted {p_in_words(trend.adjusted_p)})."
    ]


def _waiting(trend: Trend) -> list[str]:
    wait = trend.testable_from
    if wait is None:
        return []
    figures = "1 more figure" if wait.points == 1 else f"{wait.points} more figures"
    full = "A full test" if trend.is_tested else "A test"
    last = "one" if wait.points == 1 else "the last one"
    return [f"{full} needs {figures}, {last} for a period to {month_of(wait.ends).label}."]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
