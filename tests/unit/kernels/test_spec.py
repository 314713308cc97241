"""Jupyter and papermill find the warm kernel by its name."""

from __future__ import annotations

import os
from importlib.metadata import entry_points
from pathlib import Path

import nbformat
import papermill
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from second_framework import notebook
from warm_runs import kernel

from spfbook.kernels import provisioner
from spfbook.kernels.provisioner import WarmProvisioner
from spfbook.kernels.spec import FOLDER, WARM, environment
from spfbook.kernels.warm import WarmKernels


def test_jupyter_finds_the_specification_and_who_provides_it() -> None:
    found = KernelSpecManager().get_kernel_spec(WARM)
    assert found.metadata["kernel_provisioner"]["provisioner_name"] == WARM
    assert found.env == environment()
    (entry,) = entry_points(group="jupyter_client.kernel_provisioners", name=WARM)
    assert entry.load() is WarmProvisioner


def test_the_installed_specification_is_ours() -> None:
    installed = Path(KernelSpecManager().get_kernel_spec(WARM).resource_dir) / "kernel.json"
    assert installed.read_bytes() == (FOLDER / "kernel.json").read_bytes()


def test_papermill_runs_a_notebook_with_it_by_name(tmp_path: Path) -> None:
    source = tmp_path / "in.ipynb"
    nbformat.write(notebook([("parameters", "n = 1"), ("", "print(n * 2)")]), source)
    ran = papermill.execute_notebook(
        source, tmp_path / "out.ipynb", parameters={"n": 21}, kernel_name=WARM, progress_bar=False
    )
    assert ran.cells[-1].outputs[0].text == "42\n"


@pytest.mark.parametrize(("few", "loaded"), [(True, "False True"), (False, "True True")])
def test_a_parent_for_one_page_has_not_what_only_other_pages_need(
    monkeypatch: pytest.MonkeyPatch, few: bool, loaded: str
) -> None:
    """Its kernels load the rest themselves, when a notebook asks for it."""
    kernels = WarmKernels()
    monkeypatch.setattr(provisioner, "KERNELS", kernels)
    kernels.start({**os.environ, **environment()}, few=few)
    try:
        with kernel() as one:
            assert one.is_warm
            modules = "'seaborn' in sys.modules, 'matplotlib' in sys.modules"
            assert one.run(f"import sys; print({modules})") == loaded
            assert one.run("import seaborn; print(seaborn.__name__)") == "seaborn"
        assert not kernels._retired, "the kernel came from another parent"
    finally:
        kernels.end()
