"""What all values share does not depend on what else is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PLUGIN = "raise RuntimeError('looked for among all that is installed')\n"


def test_plugins_of_pydantic_change_no_value(tmp_path: Path) -> None:
    info = tmp_path / "watcher-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: watcher\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[pydantic]\nwatcher = watcher:plugin\n")
    (tmp_path / "watcher.py").write_text(PLUGIN)

    def ran(program: str) -> int:
        environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
        environment.pop("PYDANTIC_DISABLE_PLUGINS", None)
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, check=False
        )
        return done.returncode

    assert ran("import pydantic; pydantic.TypeAdapter(int)") == 1
    assert ran("from spfbook.framework.releases import Register; print(Register())") == 0
