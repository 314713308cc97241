"""A Sphinx extension that mends Jupyter Book's HTML where it is made; listed in `_config.yml`.

Tables get scopes, captions and a box that scrolls (`html_tables`); a label before a heading is the
heading's first id, so that links to an indicator last; every page has a title of its own and the
book's contents; files of the theme that no page uses are left out (`html_static`). The middle of
each page is kept for the PDF (`articles`), and its name printed when it is. The templates beside
it are in `book/_templates`. Why: docs/adr/0005-html-mended.md.
"""

from __future__ import annotations

import os
import time
import types
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import FilenameUniqDict

from spfbook.book.articles import DONE, FOLDER, write_article
from spfbook.book.html_contents import contents_html, own_title
from spfbook.book.html_static import leave_out, listed, theme_files
from spfbook.book.html_tables import MendedTranslator
from spfbook.book.sphinx_process import WAITS_FOR

LATE = 900
"""After the theme's own handlers of the same event."""
LAST = 1000
LOOKS_EVERY = 0.005
"""In seconds."""


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_transform(LastingAnchors)
    app.connect("builder-inited", _mend_translator, priority=LATE)
    app.connect("builder-inited", _allow_parallel_reading)
    app.connect("builder-inited", _wait_for_pages, priority=LAST)
    app.connect("env-updated", settle_images)
    app.connect("html-page-context", _mend_page, priority=LATE)
    app.connect("html-page-context", _keep_article, priority=LATE)
    app.connect("build-finished", _leave_out, priority=LATE)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


class LastingAnchors(SphinxTransform):
    """Put a heading's label, `(indicator-neet)=`, before the id made from its words.

    The list of a page's headings and the search then lead to `#indicator-neet`, which stays when
    the heading is reworded. Both ids keep working.
    """

    default_priority = 700  # after labels have been moved to their headings (260)

    def apply(self, **kwargs: Any) -> None:
        del kwargs
        known, explicit = self.document.nameids, self.document.nametypes
        for section in self.document.findall(nodes.section):
            labels = [known[name] for name in section["names"] if explicit.get(name)]
            section["ids"].sort(key=lambda found: found not in labels)


def _mend_translator(app: Sphinx) -> None:
    if app.builder.name == "html":
        theirs = app.registry.translators["html"]
        mended = types.new_class("MendedHTMLTranslator", (MendedTranslator, theirs))
        app.set_translator("html", mended, override=True)


def _mend_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    del template, doctree
    if app.builder.format != "html":
        return
    context["title"] = own_title(app.env, page, context.get("title", ""))
    context["book_contents"] = lambda: contents_html(app.env, page, context["pathto"])
    of_theme = theme_files(tuple(app.builder.theme.get_theme_dirs()))
    for kind in ("css_files", "script_files"):
        context[kind] = list(listed(context[kind], of_theme))


def _wait_for_pages(app: Sphinx) -> None:
    """All else is ready: a build starts Sphinx while its notebooks run."""
    del app
    go = os.environ.get(WAITS_FOR)
    while go and not os.path.exists(go):
        time.sleep(LOOKS_EVERY)


def _allow_parallel_reading(app: Sphinx) -> None:
    """The reader of `_toc.yml` loads an extension that does not say whether it is safe. It only
    numbers sections, in one process, after all pages are read."""
    if silent := app.extensions.get("sphinx_multitoc_numbering"):
        silent.parallel_read_safe = True


def settle_images(app: Sphinx, env: BuildEnvironment) -> None:
    """Pictures of one name get numbers, `a.svg` and `a1.svg`: by their folders, not by which of
    the processes that read pages was done first."""
    del app
    settled = FilenameUniqDict()
    for file, (pages, _) in sorted(env.images.items()):
        for page in pages:
            settled.add_file(page, file)
    env.images = settled


def _keep_article(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Of a page of the book, not of the search."""
    del template
    if app.builder.name != "html" or doctree is None:
        return
    used = {unquote(str(image["uri"])).rpartition("/")[2] for image in doctree.findall(nodes.image)}
    pictures = {
        place: str(Path(app.srcdir) / file)
        for file, place in app.builder.images.items() if place in used
    }  # fmt: skip
    write_article(Path(app.outdir).parent / FOLDER, page, context["body"], pictures)
    print(f"{DONE} {page}", flush=True)


def _leave_out(app: Sphinx, problem: Exception | None) -> None:
    if problem is None and app.builder.name == "html":
        of_theme = theme_files(tuple(app.builder.theme.get_theme_dirs()))
        leave_out(Path(app.outdir) / "_static", of_theme)
        # For building again in the same folder; its hash takes in where Sphinx is installed.
        (Path(app.outdir) / ".buildinfo").unlink(missing_ok=True)
