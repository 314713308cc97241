"""What is written down about the program is what the program does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import yaml

from spfbook.cli import cli
from spfbook.framework.commentary import Comment, CommentaryFile
from spfbook.framework.cover import Cover
from spfbook.paths import Layout

REPOSITORY = Path(__file__).resolve().parents[1]


WRITTEN = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]


def commands(group: click.Group, *above: str) -> Iterator[tuple[str, click.Command]]:
    """Every command with its whole name, groups too."""
    for name, command in group.commands.items():
        yield " ".join((*above, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)


COMMANDS = dict(commands(cli, "spfbook"))
RUNNABLE = [name for name, command in COMMANDS.items() if not isinstance(command, click.Group)]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_a_sentence(name: str) -> None:
    said = COMMANDS[name].help or ""
    assert said[:1].isupper()
    assert len(said) > 15


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_that_is_not_plain_has_help(name: str) -> None:
    options = [p for p in COMMANDS[name].params if isinstance(p, click.Option)]
    named = {"--format", "--seed", "--help"}
    assert [o.opts[0] for o in options if not o.help and o.opts[0] not in named] == []


@pytest.mark.parametrize("name", RUNNABLE)
def test_every_command_is_named_in_the_readme_or_the_docs(name: str) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in WRITTEN)
    assert re.search(rf"\b{re.escape(name)}\b", text), f"name `{name}` in README.md or docs/*.md"


@pytest.mark.parametrize("target", ["make report", "make test"])
def test_the_two_commands_are_in_the_readme_and_in_the_makefile(target: str) -> None:
    assert target in (REPOSITORY / "README.md").read_text(encoding="utf-8"), f"name `{target}`"
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target.split()[1]}:", makefile, re.MULTILINE)


def test_the_way_without_make_is_in_the_readme() -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert "uv run spfbook build" in text, "say how to build without make (Windows)"
    assert "uv run pytest" in text, "say how to test without make (Windows)"


@pytest.mark.parametrize(
    ("written", "command"),
    [
        ("docs/data-sources.md", ("data", "list")),
        ("docs/schema/theme.json", ("framework", "schema", "theme")),
        ("docs/schema/framework.json", ("framework", "schema", "framework")),
        ("docs/schema/commentary.json", ("framework", "schema", "commentary")),
        ("_toc.yml", ("contents",)),
    ],
)
def test_a_file_that_a_command_prints_is_what_the_command_prints(
    repository: Layout, written: str, command: tuple[str, ...]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "spfbook", "--root", str(repository.root), *command],
        capture_output=True, check=True,
    )  # fmt: skip
    kept = (repository.root / written).read_bytes()
    again = f"run: spfbook {' '.join(command)} > {written}"
    assert kept.decode("utf-8") == ran.stdout.decode("utf-8").replace("\r\n", "\n"), again


def test_the_comment_shown_as_an_example_is_one() -> None:
    """With every field there is but the deliverable, which its comment names."""
    text = (REPOSITORY / "docs" / "editions.md").read_text(encoding="utf-8")
    (example,) = [e for e in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "comments:" in e]
    (comment,) = CommentaryFile.model_validate(yaml.safe_load(example)).comments
    assert set(Comment.model_fields) - comment.model_fields_set == {"deliverable"}


def test_the_cover_shown_as_an_example_is_one_with_every_field() -> None:
    text = (REPOSITORY / "docs" / "editions.md").read_text(encoding="utf-8")
    (example,) = [e for e in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "cover:" in e]
    cover = Cover.model_validate(yaml.safe_load(example)["cover"])
    assert set(Cover.model_fields) == cover.model_fields_set


def test_the_constraints_of_uv_are_those_of_the_lock_file(tmp_path: Path) -> None:
    """`uv run` and `make` take the same versions."""
    shutil.copy(REPOSITORY / "requirements.lock", tmp_path)
    subprocess.run(
        [sys.executable, str(REPOSITORY / ".ci" / "uv_constraints.py")], cwd=tmp_path, check=True
    )
    made = (tmp_path / "uv.toml").read_text(encoding="utf-8")
    assert (REPOSITORY / "uv.toml").read_text(encoding="utf-8") == made, (
        "run: python .ci/uv_constraints.py"
    )
    assert made.count("==") > 50


def test_every_edition_of_params_is_listed(run: Callable, repository: Layout) -> None:
    ran = run("--root", str(repository.root), "editions")
    names = [line.split()[0] for line in ran.out.splitlines()]
    assert names == sorted(path.stem for path in repository.params.glob("*.yml"))
    assert "2021-22-q4" in names


def test_the_files_that_github_shows_are_there() -> None:
    for name in ("README.md", "CHANGELOG.md", "docs/framework-decisions.md"):
        assert (REPOSITORY / name).stat().st_size > 100, f"{name} says too little"


def test_links_in_the_documents_lead_somewhere() -> None:
    lost = []
    for path in [*WRITTEN, *sorted((REPOSITORY / "docs" / "adr").glob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
            inside = not re.match(r"[a-z]+:", target)
            if inside and not (path.parent / target).exists():
                lost.append((path.name, target))
    assert lost == []


def test_the_configuration_is_yaml_that_executes_nothing() -> None:
    found = yaml.safe_load((REPOSITORY / "_config.yml").read_text(encoding="utf-8"))
    assert found["execute"]["execute_notebooks"] == "off"
    assert found["only_build_toc_files"] is True
