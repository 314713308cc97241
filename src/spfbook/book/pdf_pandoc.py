"""HTML pages as Typst text, by Pandoc."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from spfbook.book.pdf_glyphs import spell_out
from spfbook.errors import BuildError

FILTER = Path(__file__).parent / "pdf_assets" / "filter.lua"
PANDOC = ["--from=html-auto_identifiers-smart", "--to=typst-smart", "--wrap=none", "--sandbox"]


def to_typst(pages: Sequence[str]) -> list[str]:
    """Each page's HTML as Typst text; they go through Pandoc as one, with a line between them that
    no text can hold.

    Raises BuildError with Pandoc's own words.
    """
    pages = [spell_out(page) for page in pages]
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
