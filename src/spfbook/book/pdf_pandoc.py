"""HTML pages as Typst text, by Pandoc."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from spfbook.book.pdf_glyphs import spell_out
from spfbook.errors import BuildError

FILTER = Path(__file__).parent / "pdf_assets" / "filter.lua"
PANDOC = ["--from=html-auto_identifiers-smart", "--to=typst-smart", "--wrap=none", "--sandbox"]


def to_typst(pages: Sequence[str]) -> list[str]:
    """Each page's HTML as Typst text; Pandoc runs once for each processor, on a share of them.

    Raises BuildError with Pandoc's own words.
    """
    shares = _even_shares([spell_out(page) for page in pages], os.cpu_count() or 1)
    with ThreadPoolExecutor(max_workers=len(shares)) as pool:
        return [text for texts in pool.map(_convert, shares) for text in texts]


def _convert(pages: Sequence[str]) -> list[str]:
    """The pages go through Pandoc as one, with a line between them that no text can hold."""
    mark = sha256("".join(pages).encode()).hexdigest()
    text = _run_pandoc("".join(f'<div class="page" id="{mark}">{page}</div>' for page in pages))
    text = text.replace("align(center)[#table(", "align(start)[#table(")
    return text.split(f"//{mark}\n")[1:]


def _run_pandoc(html: str) -> str:
    import pypandoc

    command = [pypandoc.get_pandoc_path(), *PANDOC, f"--lua-filter={FILTER}"]
    done = subprocess.run(command, input=html.encode(), capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise BuildError(f"the PDF could not be made: Pandoc says {said}")
    return done.stdout.decode().replace("\r\n", "\n")


def _even_shares(pages: Sequence[str], count: int) -> list[list[str]]:
    """`pages` in order, in at most `count` runs of about the same length."""
    whole, done = sum(map(len, pages)), 0
    shares: list[list[str]] = [[]]
    for page in pages:
        if done >= whole * len(shares) / count:
            shares.append([])
        shares[-1].append(page)
        done += len(page)
    return shares
