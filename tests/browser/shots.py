"""Pictures of a book's pages, to look at: on a desk, on a phone, in the dark, on paper.

    python tests/browser/shots.py _build/2021-22-q4/html shots index prevention/schools

Without names of pages: the front page, the first priority and three of its themes.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
from browser_process import NAMES, browser_path
from playwright.sync_api import sync_playwright

SCREENS = {
    "desk": {"viewport": {"width": 1440, "height": 900}},
    "tablet": {"viewport": {"width": 820, "height": 1180}},
    "phone": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
}
LONGEST = 6000
"""Pixels of a page shown; the rest is more of the same."""
SHEETS = 3


def main(folder: Path, out: Path, names: list[str]) -> None:
    path = browser_path()
    if path is None:
        sys.exit(f"no browser of {', '.join(NAMES)} on the path: no pictures")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        for screen, how in SCREENS.items():
            context = browser.new_context(**how)
            page = context.new_page()
            for name in names:
                page.goto((folder / f"{name}.html").as_uri())
                height = page.evaluate("document.documentElement.scrollHeight")
                clip = {"x": 0, "y": 0, **how["viewport"], "height": min(height, LONGEST)}
                page.screenshot(path=picture(out, name, screen), clip=clip, full_page=True)
                if screen == "desk":
                    save_sheets(page.pdf(prefer_css_page_size=True), out, name)
            context.close()
        browser.close()


def save_sheets(pdf: bytes, out: Path, name: str) -> None:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    for number in range(min(SHEETS, len(document))):
        sheet = document[number].render(scale=1.5).to_pil()
        sheet.save(picture(out, name, f"paper-{number + 1}"))


def picture(out: Path, name: str, kind: str) -> Path:
    return out / f"{name.replace('/', '--')}.{kind}.png"


def usual(folder: Path) -> list[str]:
    first = min(path.parent for path in folder.glob("*/index.html"))
    themes = sorted(path.stem for path in first.glob("*.html") if path.stem != "index")[:3]
    return ["index", *(f"{first.name}/{name}" for name in ("index", *themes))]


if __name__ == "__main__":
    source, target = (Path(given).resolve() for given in sys.argv[1:3])
    target.mkdir(parents=True, exist_ok=True)
    main(source, target, sys.argv[3:] or usual(source))
