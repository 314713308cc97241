"""`releases/releases.json` → the register of releases; and JSON files of a release → values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from spfbook.errors import Problem, ReleaseError
from spfbook.framework.releases import Register
from spfbook.paths import Layout

M = TypeVar("M", bound=BaseModel)


def read_register(layout: Layout) -> Register:
    """The releases there are; none where the file is not there. Raises `ReleaseError`."""
    path = layout.register
    if not path.is_file():
        return Register()
    return read_json(path, layout.shown(path), Register)


def read_json(path: Path, where: str, model: type[M]) -> M:
    """A JSON file as a `model`; raises `ReleaseError` with all that is wrong with it."""
    try:
        # By Python's own reader first: it says in which line something is wrong.
        text = json.dumps(json.loads(path.read_bytes().decode("utf-8")))
    except OSError as problem:
        raise ReleaseError(Problem(where, 0, f"cannot be read: {problem.strerror}")) from problem
    except UnicodeDecodeError as problem:
        raise ReleaseError(Problem(where, 0, "is no UTF-8 text; it is damaged")) from problem
    except json.JSONDecodeError as problem:
        said = f"is not JSON ({problem.msg}); it is damaged"
        raise ReleaseError(Problem(where, problem.lineno, said)) from problem
    except RecursionError as problem:
        message = "is nested too deeply to be read; it is damaged"
        raise ReleaseError(Problem(where, 0, message)) from problem
    except ValueError as problem:  # a whole number of more digits than Python takes
        message = "holds a number that is too long to be read; it is damaged"
        raise ReleaseError(Problem(where, 0, message)) from problem
    try:
        return model.model_validate_json(text)
    except ValidationError as failure:
        problems = [
            Problem(where, 0, f"{_place(error['loc'])}: {error['msg'].lower()}; it is damaged")
            for error in failure.errors(include_url=False)
        ]
        raise ReleaseError(problems) from failure


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc) or "the file"
