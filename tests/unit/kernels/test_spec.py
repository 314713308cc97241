"""Jupyter and papermill find the warm kernel by its name."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import nbformat
import papermill
from jupyter_client.kernelspec import KernelSpecManager
from second_framework import notebook

from spfbook.kernels.provisioner import WarmProvisioner
from spfbook.kernels.spec import FOLDER, WARM, environment


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
