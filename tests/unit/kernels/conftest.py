"""Warm kernels need Linux; the parent that the tests share ends with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spfbook.kernels.warm import KERNELS, why_not


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if reason := why_not():
        for item in items:
            if "unit/kernels" in item.path.as_posix():
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session", autouse=True)
def _no_parent_is_left() -> Iterator[None]:
    yield
    KERNELS.end()
