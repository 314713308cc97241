"""Whether two builds of the same inputs are the same bytes, whatever is around them.

    .venv/bin/python benchmarks/reproduce.py                  # the newest edition, HTML and PDF
    .venv/bin/python benchmarks/reproduce.py -- build --only schools --html
    .venv/bin/python benchmarks/reproduce.py --other ../clone/.venv/bin/python

copies the repository into two folders, builds in both with another time zone, language, hash
seed, umask, home, width of the terminal, number of workers and kind of kernel, and, where the
machine allows it, as another user (in a namespace of users: Linux); then compares every file byte
by byte, but for the run log. The first byte that differs is named for each file. Exit code 1 when
any does. The time zones are 25 hours apart, so that the two builds never have the same day. With
`--other`, the second is made by another installation: whatever holds the place of the first would
differ.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parents[1]
NEEDED = ("_config.yml", "_toc.yml", "book", "data", "notebooks", "params", "requirements.lock")
"""Of a repository, what a book is made from."""
RUN_LOG = "run-log.json"
CACHE = ".cache"
ANOTHER_USER = ("unshare", "--user")
"""Whoever runs this is nobody (65534) in there, and may still read and write what is theirs."""
SHOWN = 40
"""Bytes shown on each side of the first that differs."""


@dataclass(frozen=True)
class Surroundings:
    """What a build must not depend on."""

    folder: str
    variables: Mapping[str, str]
    umask: int
    arguments: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    """A command that runs the build in other circumstances."""
    python: str = sys.executable

    def describe(self) -> str:
        words = [f"{name}={value}" for name, value in self.variables.items()]
        words += [f"umask={self.umask:03o}", *self.arguments]
        return f"{self.folder!r}: {' '.join([*words, *self.within, self.python])}"


def surroundings(
    options: Sequence[str] = (), other_python: str = sys.executable
) -> tuple[Surroundings, Surroundings]:
    """Two, as far apart as the machine allows; `options` are those that `spfbook build` knows."""
    known = set(options)
    one = {
        "TZ": "Pacific/Pago_Pago", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1",
        "COLUMNS": "60",
    }  # fmt: skip
    other = {
        "TZ": "Pacific/Kiritimati", "LANG": _language(), "LC_ALL": _language(),
        "PYTHONHASHSEED": "4242", "COLUMNS": "200", "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "86400", "MPLBACKEND": "svg",
    }  # fmt: skip
    few = ("--workers", "1") if "--workers" in known else ()
    many = ("--workers", "3") if "--workers" in known else ()
    many += ("--kernel", "fresh") if "--kernel" in known else ()
    user = ANOTHER_USER if _runs([*ANOTHER_USER, "true"]) else ()
    return (
        Surroundings("one", one, 0o022, few),
        Surroundings("another place, Größe", other, 0o077, many, user, other_python),
    )


def _language() -> str:
    """One whose numbers and order of letters are not those of C, where there is one."""
    found = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
    names = [name for name in found.stdout.split() if name.lower().endswith("utf8")]
    return next((name for name in names if name[:2] in ("de", "tr", "fr", "sv")), "C.UTF-8")


def _runs(command: Sequence[str]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def run(root: Path, around: Surroundings, arguments: Sequence[str]) -> None:
    """Build in `root`; raises `SystemExit` with what the command said when it fails."""
    home = root.parent / f"home of {root.name}"
    home.mkdir()
    environment = {
        "PATH": os.environ.get("PATH", ""), "HOME": str(home), "USER": f"somebody {root.name}",
        **around.variables,
    }  # fmt: skip
    command = [*around.within, around.python, "-m", "spfbook", "--root", str(root), *arguments]
    done = subprocess.run(
        [*command, *around.arguments], env=environment, cwd=root, umask=around.umask,
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{around.describe()}\n{done.stdout}{done.stderr}")


def differences(one: Path, other: Path) -> Iterator[str]:
    """A line for each file that only one folder has, or that is not the same bytes in both."""
    ours, theirs = _files(one), _files(other)
    for name in sorted(ours ^ theirs):
        yield f"{name}: only in {one if name in ours else other}"
    for name in sorted(ours & theirs):
        before, after = (one / name).read_bytes(), (other / name).read_bytes()
        if before != after:
            yield f"{name}: {_first_difference(before, after)}"


def _files(folder: Path) -> set[str]:
    """All but when and how each was built, and what is kept for the next build."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != RUN_LOG)
    names = {path.relative_to(folder).as_posix() for path in files}
    return {name for name in names if not name.startswith(f"{CACHE}/")}


def _first_difference(one: bytes, other: bytes) -> str:
    shorter = min(len(one), len(other))
    at = next((n for n in range(shorter) if one[n] != other[n]), shorter)
    around = slice(max(0, at - SHOWN), at + SHOWN)
    return f"byte {at} of {len(one)} and {len(other)}: {one[around]!r} and {other[around]!r}"


def compare(roots: Sequence[Path]) -> tuple[int, list[str]]:
    """How many files the builds below two roots have, and what differs."""
    one, other = (root / "_build" for root in roots)
    return len(_files(one)), list(differences(one, other))


def options_of_build() -> list[str]:
    command = [sys.executable, "-m", "spfbook", "build", "--help"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [word for word in said.split() if word.startswith("--")]


def copy(root: Path, to: Path) -> Path:
    for name in NEEDED:
        if (root / name).is_dir():
            shutil.copytree(root / name, to / name)
        elif (root / name).is_file():
            to.mkdir(exist_ok=True, parents=True)
            shutil.copy(root / name, to / name)
    return to


def build_twice(
    repository: Path, folder: Path, arguments: Sequence[str], other_python: str = sys.executable
) -> list[Path]:
    """Builds in two copies of `repository` below `folder`; gives their roots."""
    roots = []
    for around in surroundings(options_of_build(), other_python):
        roots.append(copy(repository, folder / around.folder))
        run(roots[-1], around, arguments)
    return roots


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repository", type=Path, default=REPOSITORY)
    parser.add_argument("--other", type=Path, default=sys.executable,
                        help="the Python of another installation")  # fmt: skip
    parser.add_argument("build", nargs="*", default=["build"], help="what to ask spfbook for")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        other = str(Path(given.other).absolute())
        for around in surroundings(options_of_build(), other):
            print(around.describe(), flush=True)
        files, differing = compare(
            build_twice(given.repository, Path(folder), given.build, other)
        )
    print(f"{files} files, {len(differing)} differ", *differing, sep="\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
