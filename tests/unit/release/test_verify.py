"""Whatever was changed in a release is named, with the line where there is one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from shelves import EDITION, publish, standing

from spfbook.errors import Problem, ReleaseDiffers, ReleaseError
from spfbook.framework.standing import standings_text
from spfbook.paths import Layout
from spfbook.release import verify as module
from spfbook.release.difference import first_difference
from spfbook.release.manifest import FILE, as_text, read_manifest, sealed
from spfbook.release.rebuild import Rebuilt
from spfbook.release.verify import Verified, verify

WHERE = f"releases/{EDITION}/r1"
TEXTS = {
    "html/index.html": ("26 of 30", "27 of 30"),
    "notebooks/index.ipynb": ('"cells"', '"cellz"'),
    "standings.json": ('"26"', '"27"'),
    "inputs/data/observations/returns.csv": ("2022-03,93.5", "2022-03,93.6"),
    "inputs/params/2021-22-q4.yml": ("2022-05-20", "2022-05-21"),
    "code/spfbook/rules/counts.py": ("def ", "dex "),
}
"""By file, what is in it and what somebody makes of it: a digit, a letter."""


@pytest.fixture
def released(northmere: Layout) -> Layout:
    publish(northmere)
    return northmere


@pytest.fixture
def faithful(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, bytes]], None]:
    """A build that gives again what was released, but for the files given; nbval finds nothing."""
    other: dict[str, bytes] = {}

    def rebuild(again: Rebuilt, edition: str) -> None:
        assert edition == EDITION
        from shelves import write_book

        write_book(again.outputs)
        (again.outputs / "standings.json").write_text(
            standings_text(EDITION, [standing()]), encoding="utf-8", newline="\n"
        )
        for name, content in other.items():
            (again.outputs / name).write_bytes(content)

    monkeypatch.setattr(module, "rebuild", rebuild)
    monkeypatch.setattr(module, "check_notebooks", lambda *_: iter(()))
    return other.update


def check(layout: Layout, *, hashes_only: bool = False) -> Verified:
    folder = layout.releases / EDITION / "r1"
    return verify(folder, layout, hashes_only=hashes_only, say=lambda _: None)


def overwrite(layout: Layout, name: str, old: str, new: str) -> None:
    path = layout.root / WHERE / name
    path.chmod(0o644)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def test_a_release_that_is_whole_and_comes_out_the_same_is_proved(
    released: Layout, faithful: Callable
) -> None:
    found = check(released)
    assert (found.damaged, found.differing, found.notes) == ((), (), ())


@pytest.mark.parametrize("name", TEXTS)
def test_a_changed_digit_is_named_by_the_hashes_alone(released: Layout, name: str) -> None:
    overwrite(released, name, *TEXTS[name])
    assert check(released, hashes_only=True).damaged == (
        Problem(f"{WHERE}/{name}", 0, "has been changed since the release"),
    )


@pytest.mark.parametrize("name", [name for name in TEXTS if not name.startswith(("in", "code"))])
def test_a_changed_digit_of_an_output_is_named_with_its_line(
    released: Layout, faithful: Callable, name: str
) -> None:
    old, new = TEXTS[name]
    overwrite(released, name, old, new)
    (problem,) = check(released).damaged
    assert problem.where == f"{WHERE}/{name}"
    assert "has been changed since the release: is not the same when made again: line " in (
        problem.message
    )
    assert new.strip('"') in problem.message and old.strip('"') in problem.message


def test_a_file_of_another_length_is_named_with_both(released: Layout) -> None:
    overwrite(released, "html/index.html", "26 of 30", "126 of 30")
    (problem,) = check(released, hashes_only=True).damaged
    assert "has been changed: 71 bytes, released with 70" in problem.message


def test_a_file_that_is_missing_added_or_a_link_is_named(released: Layout, tmp_path: Path) -> None:
    folder = released.root / WHERE
    (folder / "html" / "index.html").unlink()
    (folder / "html" / "more.html").write_text("x", encoding="utf-8")
    shutil.move(folder / f"{EDITION}.pdf", tmp_path / "away.pdf")
    (folder / f"{EDITION}.pdf").symlink_to(tmp_path / "away.pdf")
    found = {p.where: p.message for p in check(released, hashes_only=True).damaged}
    assert found == {
        f"{WHERE}/html/index.html": "is missing",
        f"{WHERE}/html/more.html": "is not of the release; it was added later",
        f"{WHERE}/{EDITION}.pdf": "is a link; a release holds files only",
    }


def test_a_folder_that_is_a_link_is_not_followed(released: Layout, tmp_path: Path) -> None:
    folder = released.root / WHERE
    shutil.move(folder / "html", tmp_path / "html")
    (folder / "html").symlink_to(tmp_path / "html")
    assert Problem(f"{WHERE}/html/index.html", 0, "is a link; a release holds files only") in (
        check(released, hashes_only=True).damaged
    )


def test_folders_that_were_added_are_named(released: Layout, tmp_path: Path) -> None:
    folder = released.root / WHERE
    (tmp_path / "more").mkdir()
    (folder / "html" / "more").symlink_to(tmp_path / "more")
    (folder / "loop").symlink_to("loop")
    (folder / "inside").symlink_to("html")
    (folder / "deep" / "empty").mkdir(parents=True)
    found = {p.where: p.message for p in check(released, hashes_only=True).damaged}
    assert found == {
        f"{WHERE}/html/more": "is a link; a release holds files only",
        f"{WHERE}/inside": "is a link; a release holds files only",
        f"{WHERE}/loop": "is not of the release; it was added later",
        f"{WHERE}/deep/empty": "is an empty folder; it was added later",
    }


def test_only_notebooks_that_are_as_the_manifest_says_are_run(
    released: Layout, faithful: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def look(notebooks: Path, *_: object) -> list[Problem]:
        seen.append([path.name for path in notebooks.rglob("*.ipynb")])
        return []

    monkeypatch.setattr(module, "check_notebooks", look)
    check(released)
    (released.root / WHERE / "notebooks" / "more.ipynb").write_text("{}", encoding="utf-8")
    check(released)
    overwrite(released, "notebooks/index.ipynb", '"cells"', '"cellz"')
    assert len(check(released).damaged) == 2
    assert seen == [["index.ipynb"], ["index.ipynb"], []]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"counts": {"red": 2}}, {"counts is {'red': 2}; standings.json says {'red': 1}"}),
        ({"title": "Report"}, {
            "title is Report; inputs/params/2021-22-q4.yml says Performance report, quarter 4, "
            "2021 to 2022",
            "title is Report; inputs/releases/releases.json says Performance report, quarter 4, "
            "2021 to 2022",
        }),
        ({"as_at": date(2022, 5, 21)}, {
            "as_at is 2022-05-21; inputs/params/2021-22-q4.yml says 2022-05-20",
            "as_at is 2022-05-21; inputs/releases/releases.json says 2022-05-20",
        }),
        ({"released_by": "Ben"}, {
            "released_by is Ben; inputs/releases/releases.json says Ann"
        }),
        ({"lock_sha256": "12"}, {"lock_sha256 is 12; inputs/requirements.lock says None"}),
    ],
)  # fmt: skip
def test_a_manifest_that_says_what_its_files_do_not_is_refused_though_its_digest_fits(
    released: Layout, faithful: Callable, changed: dict[str, object], said: set[str]
) -> None:
    folder = released.root / WHERE
    found = read_manifest(folder, WHERE)
    parts = {
        name: {key: value for key, value in changed.items() if key in type(part).model_fields}
        for name, part in (("release", found.release), ("made_with", found.made_with))
    }
    other = found.model_copy(update={
        "counts": changed.get("counts", found.counts),
        **{name: getattr(found, name).model_copy(update=part) for name, part in parts.items()},
    })  # fmt: skip
    (folder / FILE).chmod(0o644)
    (folder / FILE).write_text(as_text(sealed(other)), encoding="utf-8", newline="\n")
    assert {p.message for p in check(released).damaged} == said
    assert {p.where for p in check(released).damaged} == {f"{WHERE}/{FILE}"}


def test_what_comes_out_otherwise_is_named_with_its_line(
    released: Layout, faithful: Callable
) -> None:
    faithful({
        "html/index.html": b"<!doctype html>\n<p>Homes built: 27 of 30.</p>\n<p>As known in May."
                           b"</p>\n",
        f"{EDITION}.pdf": b"%PDF-1.7\n\xff\xfe 27\n",
        "html/new.html": b"x",
    })  # fmt: skip
    found = check(released)
    assert found.damaged == ()
    assert {p.where.removeprefix(f"{WHERE}/"): p.message for p in found.differing} == {
        "html/index.html": "is not the same when made again: line 2: released with "
        "“<p>Homes built: 26 of 30.</p>”, here “<p>Homes built: 27 of 30.</p>”",
        f"{EDITION}.pdf": "is not the same when made again: byte 14 is the first that differs "
        "(15 bytes released, 15 here)",
        "html/new.html": "is made now and was not released",
    }


def test_a_build_that_fails_is_a_difference(
    released: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ReleaseDiffers("it cannot be made again: spfbook build says\nno such file")

    monkeypatch.setattr(module, "rebuild", fail)
    assert [p.message for p in check(released).differing] == [
        "it cannot be made again: spfbook build says\nno such file"
    ]


def test_nothing_is_run_from_a_release_whose_code_or_inputs_are_damaged(
    released: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("it was run")

    monkeypatch.setattr(module, "rebuild", never)
    overwrite(released, "code/spfbook/rules/counts.py", "def ", "dex ")
    overwrite(released, "html/index.html", "26 of 30", "27 of 30")
    assert len(check(released).damaged) == 2


def test_a_release_without_its_manifest_proves_nothing(released: Layout) -> None:
    (released.root / WHERE / "manifest.json").unlink()
    with pytest.raises(ReleaseError, match=r"manifest\.json: is missing"):
        check(released)


@pytest.mark.parametrize(
    ("released", "other", "said"),
    [
        (b"a\nb 1.25 c\n", b"a\nb 1.35 c\n",
         "line 2: released with “b 1.25 c”, here “b 1.35 c”"),
        (b"a\n", b"a\nb\n", "line 2: released with “”, here “b”"),
        (b"\x00\x01\x02", b"\x00\x01\x03",
         "byte 3 is the first that differs (3 bytes released, 3 here)"),
        (b"\xff\x01", b"\xff", "byte 2 is the first that differs (2 bytes released, 1 here)"),
        (b"same", b"same", None),
    ],
)  # fmt: skip
def test_the_first_difference_is_a_line_or_a_byte(
    released: bytes, other: bytes, said: str | None
) -> None:
    assert first_difference(released, other) == said


def test_of_a_long_line_only_what_differs_is_shown() -> None:
    one = ("x" * 5000 + " 1,234 " + "y" * 5000).encode()
    said = first_difference(one, one.replace(b"1,234", b"1,235"))
    assert said is not None and len(said) < 300
    assert "1,234" in said and "1,235" in said
