"""Nothing that one notebook does reaches the next, whose kernel is as fresh as an ordinary one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from warm_runs import Kernel, environment, kernel

from spfbook.kernels.spec import FRESH, WARM
from spfbook.paths import Layout

# What one notebook does → what the next one asks → what the next one must be told
TRACES = {
    "a variable": ("x = 1", "print('x' in dir())", "False"),
    "an import": ("import wave", "import sys; print('wave' in sys.modules)", "False"),
    "pandas patched": (
        "import pandas; pandas.DataFrame.sum = lambda self: 'patched'",
        "import pandas; print(pandas.DataFrame({'a': [1, 2]}).sum()['a'])", "3",
    ),
    "our package patched": (
        "import spfbook.notebook as n; n.theme_page = None",
        "import spfbook; print(callable(spfbook.theme_page))", "True",
    ),
    "a builtin patched": (
        "import builtins; builtins.round = lambda *_: 'patched'", "print(round(2.6))", "3",
    ),
    "an environment variable": (
        "import os; os.environ['SPFBOOK_TRACE'] = '1'",
        "import os; print(os.environ.get('SPFBOOK_TRACE'))", "None",
    ),
    "the working directory": (
        "import os; before = os.getcwd(); os.chdir('/')",
        "import os; print(os.getcwd() == '/')", "False",
    ),
    "matplotlib's settings": (
        "import matplotlib as m; m.rcParams['font.size'] = 33",
        "import matplotlib as m; print(m.rcParams['font.size'])", "10.0",
    ),
    "matplotlib's backend": (
        "import matplotlib as m; m.use('svg')",
        "import matplotlib as m; print(m.get_backend() == 'svg')", "False",
    ),
    "seaborn's theme": (
        "import seaborn; seaborn.set_theme(style='dark')",
        "import matplotlib as m; print(m.rcParams['axes.facecolor'])", "white",
    ),
    "a pandas option": (
        "import pandas; pandas.set_option('display.max_rows', 3)",
        "import pandas; print(pandas.get_option('display.max_rows'))", "60",
    ),
    "NumPy's seed": (
        "import numpy; numpy.random.seed(1); a = numpy.random.rand()",
        "import numpy; print(numpy.random.rand() in (0.417022004702574, 0.7203244934421581))",
        "False",
    ),
    "NumPy's errors": (
        "import numpy; numpy.seterr(all='raise')",
        "import numpy; print(numpy.geterr()['divide'])", "warn",
    ),
    "a filter of warnings": (
        "import warnings; warnings.simplefilter('error', UserWarning)",
        "import warnings; print(('error', None, UserWarning, None, 0) in warnings.filters)",
        "False",
    ),
    "a decimal context": (
        "import decimal; decimal.getcontext().prec = 3",
        "import decimal; print(decimal.getcontext().prec)", "28",
    ),
    "the recursion limit": (
        "import sys; sys.setrecursionlimit(77777)",
        "import sys; print(sys.getrecursionlimit() == 77777)", "False",
    ),
    "a path for modules": (
        "import sys; sys.path.insert(0, '/trace')",
        "import sys; print('/trace' in sys.path)", "False",
    ),
    "a thread": (
        "import threading, time; threading.Thread("
        "target=time.sleep, args=(60,), name='trace', daemon=True).start()",
        "import threading; print('trace' in [t.name for t in threading.enumerate()])", "False",
    ),
    "an open file": (
        "trace = open('/etc/hostname')",
        "import os; print('/etc/hostname' in "
        "[os.path.realpath(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')])", "False",
    ),
    "a signal's handler": (
        "import signal; h = signal.signal(signal.SIGUSR1, signal.SIG_IGN)",
        "import signal; print(signal.getsignal(signal.SIGUSR1) == signal.SIG_DFL)", "True",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def after_all() -> Kernel:
    """A kernel started while one that has left every trace still runs."""
    with kernel() as first:
        for does, _, _ in TRACES.values():
            assert first.run(does) == ""
        with kernel() as second:
            yield second


@pytest.mark.parametrize("trace", TRACES)
def test_what_a_notebook_leaves_does_not_reach_the_next(after_all: Kernel, trace: str) -> None:
    _, asks, told = TRACES[trace]
    assert after_all.run(asks) == told


def test_the_traces_are_such_that_the_notebook_itself_would_see_them() -> None:
    """Or the test above could not fail."""
    with kernel() as first:
        for does, asks, told in TRACES.values():
            first.run(does)
            if "numpy.random" not in asks:  # each figure of that generator comes once
                assert first.run(asks) != told, does


FRESHNESS = """
import json, os, random, signal, sys, tempfile, threading, multiprocessing
import numpy, matplotlib
print(json.dumps({
    "argv": len(sys.argv), "path": sys.path, "main": sys.modules["__main__"].__name__,
    "backend": matplotlib.get_backend(), "fontsize": matplotlib.rcParams["font.size"],
    "daemonic": multiprocessing.current_process().daemon,
    "process": multiprocessing.current_process().name,
    "limit": sys.getrecursionlimit(), "flags": str(sys.flags), "umask": os.umask(0o22),
    "interrupt": signal.getsignal(signal.SIGINT).__name__,
    "terminate": int(signal.getsignal(signal.SIGTERM)),
    "child": int(signal.getsignal(signal.SIGCHLD)),
    "leads its session": os.getsid(0) == os.getpid() == os.getpgid(0),
    "main thread": threading.current_thread() is threading.main_thread(),
    "folder": os.getcwd(), "variables": sorted(
        n for n in os.environ if n not in ("JPY_PARENT_PID", "OPENBLAS_NUM_THREADS",
                                           "OMP_NUM_THREADS", "MKL_NUM_THREADS")),
}))
"""


def test_a_warm_kernel_is_as_an_ordinary_one(tmp_path: Path) -> None:
    said = {}
    for name in (FRESH, WARM):
        with kernel(name, cwd=str(tmp_path), env=environment(OURS="1", TZ="Asia/Tokyo")) as each:
            assert each.is_warm == (name == WARM)
            said[name] = json.loads(each.run(FRESHNESS))
    differs = {n: (a, said[WARM][n]) for n, a in said[FRESH].items() if a != said[WARM][n]}
    assert differs == {}
    assert said[WARM]["folder"] == str(tmp_path)
    assert "OURS" in said[WARM]["variables"]


def test_a_figure_shows_itself_as_in_an_ordinary_kernel() -> None:
    """matplotlib is loaded before there is a shell to show figures in."""
    shown = {}
    for name in (FRESH, WARM):
        with kernel(name) as each:
            found: list[str] = []
            each.client.execute_interactive(
                "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])", timeout=60,
                output_hook=lambda m, found=found: found.extend(m["content"].get("data", ())),
            )  # fmt: skip
            shown[name] = found
    assert shown[WARM] == shown[FRESH] == ["text/plain", "image/png"]


def test_the_time_zone_of_a_kernel_is_its_own() -> None:
    hours = []
    for zone in ("UTC", "Asia/Tokyo"):
        with kernel(env=environment(TZ=zone)) as each:
            assert each.is_warm
            hours.append(each.run("import time; print(time.localtime(0).tm_hour)"))
    assert hours == ["0", "9"]


@pytest.mark.parametrize(
    "code",
    [
        "import random; print(random.random())",
        "import numpy; print(numpy.random.rand())",
        "import numpy; print(numpy.random.default_rng().random())",
        "import scipy.stats; print(scipy.stats.norm.rvs())",
        "import tempfile; print(tempfile.mktemp())",
        "import uuid; print(uuid.uuid4())",
        "import multiprocessing; print(bytes(multiprocessing.current_process().authkey))",
    ],
)
def test_chance_is_not_the_same_in_two_kernels(code: str) -> None:
    with kernel() as one, kernel() as other:
        assert one.is_warm and other.is_warm
        assert one.run(code) != other.run(code)


def test_a_kernel_with_other_variables_that_count_at_the_start_has_a_parent_with_them() -> None:
    for seed in ("0", "1"):
        with kernel(env=environment(PYTHONHASHSEED=seed)) as each:
            assert each.is_warm
            warm = each.run("print(hash('a'))")
        with kernel(FRESH, env=environment(PYTHONHASHSEED=seed)) as each:
            assert each.run("print(hash('a'))") == warm


def test_a_framework_changed_in_one_kernel_is_whole_in_the_next_and_a_changed_file_is_read(
    northmere: Layout,
) -> None:
    """The parent has read it; each kernel has its own copy, and looks at the files."""
    title = "import spfbook.opening as o; print(o.read_framework(o.Layout(o.find_root()))"
    title += ".file.plan.title)"
    around = environment(SPFBOOK_ROOT=str(northmere.root), PYTHONHASHSEED="7")
    patch = "from spfbook.sources import framework_files as f; f._READ.clear(); f._READ['x'] = 1"
    with kernel(env=around) as first:
        held = "from spfbook.sources.framework_files import _READ; print(len(_READ))"
        assert first.run(held) == "1"
        before = first.run(title)
        assert first.run(patch) == ""
        with kernel(env=around) as second:
            assert second.run(title) == before
            path = northmere.framework / "framework.yml"
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(before, f"{before} X"), encoding="utf-8")
            assert second.run(title) == f"{before} X"
    with kernel(env=around) as third:
        assert third.run(title) == f"{before} X"
