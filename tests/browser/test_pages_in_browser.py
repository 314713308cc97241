"""Every page as readers meet it: checked by axe-core, at every width, with their own spacing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

axe = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
AXE = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
OLDEST_AXE = (4, 10)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]
EVERYTHING = {
    "runOnly": {"type": "tag", "values": LEVELS},
    # Off or experimental in axe unless they are named.
    "rules": {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
    "preload": False,  # it would fetch the style sheets again, which no page may do from file://
}
IN_THE_DARK = EVERYTHING | {"runOnly": {"type": "rule", "values": OF_COLOURS}, "rules": {}}
"""The same page in other colours: only what is said of colours can change."""
ON_A_PHONE = EVERYTHING | {
    "rules": EVERYTHING["rules"] | {rule: {"enabled": False} for rule in OF_COLOURS}
}
"""The same colours in another shape."""
RUN = """async options => {
  const found = await axe.run(document, options);
  const said = kind => found[kind].flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`));
  return {violations: said("violations"), incomplete: said("incomplete")};
}"""

TALL = {"width": 1280, "height": 1600}
"""The contents, which scroll in a box of their own, are shown whole: axe decides on what shows."""
SCREENS = [(320, 256), (640, 512), (820, 1180)]
"""A phone, which is also a desk at 400%; a desk at 200%; a tablet."""
SPACING = """* { letter-spacing: 0.12em !important; line-height: 1.5 !important;
                 word-spacing: 0.16em !important; }
             p { margin-bottom: 2em !important; }"""
LARGE_TEXT = "html { font-size: 200% !important; }"
STYLE = """style => {
  const own = document.getElementById("reader") || document.createElement("style");
  own.id = "reader";
  own.textContent = style;
  document.head.append(own);
}"""
DRAWN = """() => new Promise(done => {
  requestAnimationFrame(() => requestAnimationFrame(done));
  setTimeout(done, 2000);
})"""
"""The page has been told its new size and is drawn in it (or a browser that shows it nobody has
had the time to: what is measured next has it laid out anyway)."""
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter(one => {
  const box = one.getBoundingClientRect();
  return one.checkVisibility() && box.width > 1 && box.right > innerWidth + 1
    && !one.closest(".table-box, .chart");
}).map(one => one.outerHTML.slice(0, 150))"""
CUT = """() => [...document.querySelectorAll("body *")].filter(one => {
  const style = getComputedStyle(one);
  return one.checkVisibility() && !one.matches(".visually-hidden, .visually-hidden *")
    && ["hidden", "clip"].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
}).map(one => one.outerHTML.slice(0, 150))"""


def test_axe_is_new_enough_to_know_the_rules() -> None:
    version = re.search(r"axe v(\d+)\.(\d+)", AXE)
    assert tuple(map(int, version.groups())) >= OLDEST_AXE


def test_axe_finds_nothing_in_light_dark_and_on_a_phone(visit: Callable, name: str) -> None:
    """WCAG 2.2 A and AA. Nothing is left undecided either: every contrast is measured."""
    nothing = {"violations": [], "incomplete": []}
    page = visit(name)
    page.set_viewport_size(TALL)
    page.evaluate(DRAWN)
    page.evaluate(AXE)
    assert page.evaluate(RUN, EVERYTHING) == nothing
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert page.evaluate(RUN, IN_THE_DARK) == nothing
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(DRAWN)
    assert page.evaluate(RUN, ON_A_PHONE) == nothing


def test_nothing_scrolls_sideways_and_nothing_is_cut(visit: Callable, name: str) -> None:
    """As it is, with the reader's own spacing of text, and with letters twice as large."""
    page = visit(name)
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        for style in ("", SPACING, *([LARGE_TEXT] if width > 320 else [])):
            page.evaluate(STYLE, style)
            page.evaluate(DRAWN)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert (over, width, style) == (0, width, style)
            assert page.evaluate(OUTSIDE) == [], (width, style)
            assert page.evaluate(CUT) == [], (width, style)


def test_a_page_is_whole_without_scripts(visit: Callable, name: str) -> None:
    """The contents and the article are there; what needs a script is not offered."""
    page = visit(name, java_script_enabled=False)
    assert page.locator("nav[aria-label=Contents] a").first.is_visible()
    assert page.locator("h1").is_visible()
    assert not page.locator(".colours").is_visible()
