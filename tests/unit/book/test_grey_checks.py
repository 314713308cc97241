"""Contrast is measured as WCAG counts it, and a chip that fades in grey is found."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from grey_checks import chips_in_grey, contrast

CHIP = """#set page(width: 200pt, height: 60pt)
#box(fill: {ground}, stroke: 0.8pt + {edge}, inset: (x: 4pt), outset: (y: 2pt),
  text(fill: {ink}, weight: "bold")[■ Off target])"""


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [(255, 0, 21.0), (0, 255, 21.0), (255, 118, 4.54), (80, 80, 1.0)]
)
def test_contrast_is_that_of_wcag(one: int, other: int, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("ground", "edge", "ink", "is_read", "has_edge"),
    [
        ("white", "black", "black", True, True),
        ('rgb("#A6192E")', 'rgb("#A6192E")', "white", True, True),
        ("white", 'rgb("#28A197")', 'rgb("#28A197")', False, True),
        ('rgb("#FFC000")', 'rgb("#FFC000")', "white", False, False),  # the office traffic light
        ("white", 'rgb("#dddddd")', "black", True, False),
        # A red and a green that are told apart by colour alone.
        ('rgb("#00793F")', 'rgb("#00793F")', 'rgb("#DC2A2A")', False, True),
    ],
)
def test_a_chip_that_fades_in_grey_is_found(
    tmp_path: Path, ground: str, edge: str, ink: str, is_read: bool, has_edge: bool
) -> None:
    pdf = tmp_path / "chip.pdf"
    pdf.write_bytes(typst.compile(CHIP.format(ground=ground, edge=edge, ink=ink).encode()))
    seen = chips_in_grey(pdf, ["Off target"])["Off target"]
    assert (seen.words >= 4.5) is is_read, seen
    assert (seen.edge >= 3) is has_edge, seen
    assert seen.mark is not None
