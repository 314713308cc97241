"""A Sphinx extension that mends Jupyter Book's HTML where it is made; listed in `_config.yml`.

Tables get scopes, captions and a box that scrolls (`html_tables`); a label before a heading is the
heading's first id, so that links to an indicator last; every page has a title of its own and the
book's contents; files of the theme that no page uses are left out (`html_static`). The templates
beside it are in `book/_templates`. Why: docs/adr/0005-html-mended.md.
"""

from __future__ import annotations

import types
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from spfbook.book.html_contents import contents_html, own_title
from spfbook.book.html_static import leave_out, listed, theme_files
from spfbook.book.html_tables import MendedTranslator

LATE = 900
"""After the theme's own handlers of the same event."""


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_transform(LastingAnchors)
    app.connect("builder-inited", _mend_translator, priority=LATE)
    app.connect("html-page-context", _mend_page, priority=LATE)
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
    """Only of the pages: the PDF is made from the single page, by tools that mend it themselves."""
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


def _leave_out(app: Sphinx, problem: Exception | None) -> None:
    if problem is None and app.builder.name == "html":
        of_theme = theme_files(tuple(app.builder.theme.get_theme_dirs()))
        leave_out(Path(app.outdir) / "_static", of_theme)
