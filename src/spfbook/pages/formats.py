"""Numbers, units and dates as text, as the ONS and GOV.UK style guides write them."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from spfbook.framework.units import RATE_BASE, Unit

MINUS = "−"
NAMES = frozenset({"English", "England", "London", "Ofsted", "Cafcass", "Key"})
"""Words that keep their capital inside a sentence."""


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` at `decimals` places, halves away from zero (DfE's rule for official figures)."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number(value: Decimal, decimals: int = 0) -> str:
    """1234.5 as `1,235` or `1,234.5`; a true minus; never `−0`."""
    shown = rounded(value, decimals)
    text = f"{abs(shown):,.{decimals}f}"
    return f"{MINUS}{text}" if shown < 0 else text


def places(value: Decimal) -> int:
    """How many decimal places a number is written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def quantity(value: Decimal, unit: Unit, decimals: int, counts: str | None = None) -> str:
    """A value with its unit, as a sentence would say it: `72.4%`, `25.1 per 1,000`."""
    text = number(value, decimals)
    match unit:
        case Unit.PERCENT:
            return f"{text}%"
        case Unit.GBP:
            money = f"{MINUS}£{text[1:]}" if text.startswith(MINUS) else f"£{text}"
            return f"{money} {counts}" if counts else money
        case Unit.PER_1000 | Unit.PER_10000 | Unit.PER_100000:
            return f"{text} per {RATE_BASE[unit]:,}"
        case Unit.DAYS | Unit.HOURS | Unit.WEEKS | Unit.YEARS | Unit.TONNES:
            return f"{text} {unit.value}"
        case Unit.COUNT:
            return f"{text} {counts}" if counts else text
        case _:
            return text


def difference(value: Decimal, unit: Unit, decimals: int) -> str:
    """A change without its sign: percentage points for a percentage, never per cent."""
    size = abs(value)
    if unit is Unit.PERCENT:
        points = number(size, decimals)
        return f"{points} percentage point" + ("" if points == "1" else "s")
    return quantity(size, unit, decimals)


def day(value: date) -> str:
    """18 September 2018."""
    return f"{value.day} {calendar.month_name[value.month]} {value.year}"


def joined(parts: list[str], word: str = "and") -> str:
    """`a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 indicator`, `1,200 indicators`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """`1st`, `12th`, `23rd`."""
    is_teen = 10 <= number % 100 <= 20
    ending = "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def clause(text: str) -> str:
    """`text` as the end of a sentence: a small letter first unless it is a name or an
    abbreviation, and a full stop last."""
    words = text.strip()
    first = words.split(" ")[0]
    if first[1:] == first[1:].lower() and first not in NAMES:
        words = words[:1].lower() + words[1:]
    return stopped(words)


def sentence(text: str) -> str:
    """`text` with a capital first and a full stop last."""
    text = text.strip()
    return stopped(text[:1].upper() + text[1:])


def stopped(text: str) -> str:
    """`text` with a full stop last, if none is there."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def number_of(count: int) -> str:
    return f"{count:,}"


def share(part: int, whole: int) -> str:
    """A count as a whole percentage, halves up; `[z]` of nothing."""
    if whole == 0:
        return "\\[z\\]"
    return f"{number(Decimal(part) * 100 / Decimal(whole))}%"


def file_size(count: int) -> str:
    """A number of bytes as `12 kB` or `1.2 MB`, rounded up, so that nobody waits for more."""
    if count > 999_000:
        return f"{-(-count // 100_000) / 10:.1f} MB"
    return f"{-(-count // 1000):,} kB"
