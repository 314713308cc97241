"""spfbook: a council's performance framework, turned into its quarterly report to Cabinet.

A notebook imports from here and from nowhere else.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

# Plugins of pydantic that somebody has installed must not change how a file is read; and to look
# for them among all libraries takes a tenth of a second of each process.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"

if TYPE_CHECKING:
    from spfbook.notebook import (
        benchmarks_page,
        changes_page,
        comparison_page,
        context_page,
        deliverables_page,
        downloads_page,
        front_page,
        golden_thread_page,
        library_page,
        methods_page,
        overview_page,
        portfolio_page,
        priority_page,
        quality_page,
        sources_page,
        theme_page,
        versions_page,
    )

__all__ = [
    "benchmarks_page",
    "changes_page",
    "comparison_page",
    "context_page",
    "deliverables_page",
    "downloads_page",
    "front_page",
    "golden_thread_page",
    "library_page",
    "methods_page",
    "overview_page",
    "portfolio_page",
    "priority_page",
    "quality_page",
    "sources_page",
    "theme_page",
    "versions_page",
]


def __getattr__(name: str) -> Any:
    """Loaded when first used, so that the command line does not wait for the charts."""
    if name in __all__:
        from spfbook import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module 'spfbook' has no attribute {name!r}")
