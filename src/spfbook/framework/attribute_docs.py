"""The docstrings below attributes of a class, which Python reads past."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from textwrap import dedent


def attribute_docs(found: type) -> dict[str, str]:
    """Of each attribute that `found` itself annotates and describes, the words.

    Read from its source when they are asked for: Pydantic's own option of that kind
    (`use_attribute_docstrings`) reads the source of every class whenever it is imported.
    """
    (node,) = ast.parse(dedent(inspect.getsource(found))).body
    assert isinstance(node, ast.ClassDef)
    return {
        before.target.id: inspect.cleandoc(after.value.value)
        for before, after in pairwise(node.body)
        if isinstance(before, ast.AnnAssign)
        and isinstance(before.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
        and isinstance(after.value.value, str)
    }
