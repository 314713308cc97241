"""The architecture as a test: which layer may import which, and where the outside world stays."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "spfbook"
LEAVES = {"errors", "paths", "escape", "attachments", "file_dates", "leaving"}
"""Modules that import nothing of ours."""
LAYERS = {"framework", "rules", "sources", "pages", "kernels", "book", "release"}

# layer or module at the root → what it may import from ours
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "paths": set(),
    "escape": set(),
    "attachments": set(),
    "file_dates": set(),
    "leaving": set(),
    "documents": {"escape"},
    "framework": {"framework", "errors"},
    "rules": {"framework", "rules", "errors"},
    "sources": {"framework", "sources", "errors", "paths", "escape"},
    "pages": {"framework", "rules", "pages", "errors", "escape", "attachments", "documents"},
    "warming": {"sources", "errors", "paths"},
    "kernels": {"kernels", "warming", "file_dates", "leaving"},
    "book": {"framework", "sources", "kernels", "book", "documents", *LEAVES},
    "release": {
        "framework", "sources", "book", "release", "errors", "paths", "escape", "attachments",
    },
    "opening": {"framework", "rules", "sources", "pages", "errors", "paths"},
    "notebook": {"opening", "framework", "rules", "sources", "pages", "errors", "paths"},
    "__init__": {"notebook"},
    "edition_facts": {"opening", "framework", "rules", "sources", "book", "errors", "paths"},
    "cli": LAYERS | LEAVES | {"cli", "documents", "edition_facts", "notebook"},
    "__main__": {"cli", "leaving"},
}

ALSO = {("pages", "spfbook.paths.FONTS"), ("book", "spfbook.pages.markdown.PICTURES")}
"""Single names a layer may have besides: charts are drawn in the fonts that come with us, and a
build writes the small pictures that a page carries."""

# what comes from outside → the layers it may be used in
HOMES: dict[str, set[str]] = {
    "matplotlib": {"pages"},
    "seaborn": {"pages"},
    "pandas": {"pages"},
    "IPython": {"pages"},
    "xlsxwriter": {"pages"},
    "scipy": {"rules"},
    "pydantic": {"framework", "sources"},
    "yaml": {"sources", "book"},
    "jupyter_client": {"kernels"},
    "ipykernel": {"kernels"},
    "traitlets": {"kernels"},
    "papermill": {"book"},
    "distributed": {"book"},
    "nbformat": {"book", "release"},
    "typst": {"book"},
    "pypandoc": {"book"},
    "docx": {"book"},
    "click": {"cli"},
    "rich": {"cli"},
}
NO_FILES_NO_CLOCK = {"framework", "rules"}
FILES_AND_CLOCK = {"io", "os", "pathlib", "shutil", "tempfile", "time", "random", "subprocess"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer_of(path: Path) -> str:
    """`pages` for pages/charts.py, `cli` for cli.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    """The full name of everything the module imports, inside its functions too."""
    package = ("spfbook", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            base = ".".join((*above, *((node.module,) if node.module else ())))
            yield from (f"{base}.{name.name}" for name in node.names)


def ours(path: Path) -> set[str]:
    """The layers and root modules of ours that the module imports."""
    found = set()
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "spfbook" and (layer_of(path), name) not in ALSO:
            found.add(parts[1] if len(parts) > 1 else "__init__")
    return found


def theirs(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports_of(path)} - {"spfbook"}


def by_path(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", modules(), ids=by_path)
def test_a_module_imports_only_what_its_layer_may_know(path: Path) -> None:
    layer = layer_of(path)
    assert layer in MAY_IMPORT, f"say here what {layer} may import"
    assert ours(path) - MAY_IMPORT[layer] == set()


@pytest.mark.parametrize("path", modules(), ids=by_path)
def test_what_comes_from_outside_stays_in_its_layer(path: Path) -> None:
    layer = layer_of(path)
    assert {name for name in theirs(path) if layer not in HOMES.get(name, {layer})} == set()


@pytest.mark.parametrize(
    "path", [path for path in modules() if layer_of(path) in NO_FILES_NO_CLOCK], ids=by_path
)
def test_the_framework_and_the_rules_know_no_files_and_no_clock(path: Path) -> None:
    assert theirs(path) & FILES_AND_CLOCK == set()
    calls = {node.attr for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(node, ast.Attribute)}  # fmt: skip
    assert calls & {"today", "now", "utcnow"} == set()


def test_nothing_imports_the_command_line_but_the_main_module() -> None:
    importing = {by_path(path) for path in modules() if "cli" in ours(path)}
    assert {name for name in importing if not name.startswith("cli/")} == {"__main__.py"}


def test_the_table_is_about_modules_that_are_there() -> None:
    """So that a renamed layer does not leave its rules behind, unused."""
    assert {layer_of(path) for path in modules()} == set(MAY_IMPORT)


def test_imports_are_found_wherever_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    module = tmp_path / "rules" / "status.py"
    module.parent.mkdir()
    module.write_text(
        "import yaml.nodes\nfrom spfbook import paths\n"
        "def f():\n    from ..sources.yaml_text import read_yaml\n    from . import trend\n",
        encoding="utf-8",
    )
    assert ours(module) == {"paths", "sources", "rules"}
    assert theirs(module) == {"yaml"}
