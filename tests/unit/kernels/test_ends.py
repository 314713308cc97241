"""However a kernel, its parent or its owner ends: others go on, and nobody is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from warm_runs import is_alive, kernel, within

from spfbook.kernels import warm
from spfbook.kernels.warm import KERNELS, WarmKernels, WarmStartError

SECONDS = 20
ENDINGS = {
    "leaves at once": ("import os; os._exit(7)", 7),
    "crashes": ("import ctypes; ctypes.string_at(0)", -signal.SIGSEGV),
    "kills itself": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
    "aborts": ("import os; os.abort()", -signal.SIGABRT),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_kernel_that_ends_badly_says_how_and_hurts_no_other(ending: str) -> None:
    code, exit_code = ENDINGS[ending]
    with kernel() as good, kernel() as bad:
        process = bad.manager.provisioner.process
        bad.start(code)
        assert process.wait(SECONDS) == exit_code
        assert process.poll() == exit_code
        assert not bad.manager.is_alive()
        assert good.run("print('well')") == "well"
    with kernel() as later:
        assert later.is_warm
        assert later.run("print('well')") == "well"


def test_memory_that_runs_out_in_one_kernel_is_an_error_there_and_nowhere_else() -> None:
    with kernel() as good, kernel() as greedy:
        greedy.run("import resource; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))")
        assert greedy.run("x = bytearray(2**32)") == "MemoryError"
        assert good.run("import resource; print(resource.getrlimit(resource.RLIMIT_AS)[0])") == "-1"
        assert good.run("print(open('/proc/self/oom_score_adj').read())") == "500"


def test_a_loop_is_interrupted_and_the_kernel_goes_on() -> None:
    with kernel() as good, kernel() as looping:
        looping.start("print('on', flush=True)\nwhile True: pass")
        while looping.client.get_iopub_msg(timeout=SECONDS)["msg_type"] != "stream":
            pass
        looping.manager.interrupt_kernel()
        reply = looping.client.get_shell_msg(timeout=SECONDS)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert looping.run("print('well')") == "well"
        assert good.run("print('well')") == "well"


def test_a_kernel_that_is_asked_to_end_runs_what_it_promised_to_run(tmp_path: Path) -> None:
    with kernel(now=False) as each:
        process, pid = each.manager.provisioner.process, each.pid
        each.run(f"import atexit, pathlib; p = pathlib.Path({str(tmp_path / 'left')!r})")
        each.run("f = atexit.register(p.write_text, 'bye')")
    assert (tmp_path / "left").read_text() == "bye"
    assert process.poll() == 0
    assert not is_alive(pid)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_kernel_is_ended_with_all_that_it_started(number: int) -> None:
    with kernel() as each:
        started = int(each.run("import subprocess as s; print(s.Popen(['sleep', '600']).pid)"))
        process = each.manager.provisioner.process
        process.send_signal(number)
        assert process.wait(SECONDS) == -number
        assert within(SECONDS, lambda: not is_alive(started))


def test_a_kernel_can_be_started_again() -> None:
    with kernel() as each:
        before = each.pid
        each.manager.restart_kernel(now=True)
        each.client.wait_for_ready(timeout=SECONDS)
        assert each.is_warm
        assert each.pid != before
        assert each.run("print('well')") == "well"


OWNER = """
import sys
sys.path[:0] = {paths}
from warm_runs import kernel
with kernel() as each:
    started = each.run("import subprocess as s; print(s.Popen({what}).pid)")
    parent = each.run("import os; print(os.getppid())")
    print(each.pid, started, parent, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def owner():
    """A process that has a warm kernel, which has started something; and their pids."""
    yield from owner_that_starts("['sleep', '600']")


@pytest.fixture
def owner_of_one_apart():
    yield from owner_that_starts("['sleep', '600'], start_new_session=True")


def owner_that_starts(what: str):
    code = OWNER.format(paths=[str(Path(__file__).parent)], what=what)
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    pids = [int(word) for word in process.stdout.readline().split()]
    yield process, pids
    process.kill()
    process.communicate()


def test_when_the_owner_is_killed_nobody_is_left(owner) -> None:
    process, pids = owner
    process.kill()
    process.wait()
    assert within(SECONDS, lambda: not any(map(is_alive, pids)))


def test_when_the_owner_ends_nobody_is_left(owner) -> None:
    process, pids = owner
    process.communicate("")
    assert process.returncode == 0
    assert within(SECONDS, lambda: not any(map(is_alive, pids)))


@pytest.mark.parametrize("ends", ["by itself", "killed"])
def test_what_left_for_a_session_of_its_own_ends_with_the_owner(owner_of_one_apart, ends) -> None:
    process, pids = owner_of_one_apart
    if ends == "killed":
        process.kill()
    process.communicate("")
    assert within(SECONDS, lambda: not any(map(is_alive, pids)))


def test_when_the_parent_is_killed_its_kernels_end(owner) -> None:
    process, pids = owner
    pid, _, parent = pids
    os.kill(parent, signal.SIGKILL)
    assert within(SECONDS, lambda: not is_alive(pid))
    process.communicate("", timeout=SECONDS)
    assert not any(map(is_alive, pids))


def test_a_kernel_whose_parent_was_killed_is_seen_to_have_ended_and_the_next_is_warm() -> None:
    with kernel() as each:
        parent = int(each.run("import os; print(os.getppid())"))
        os.kill(parent, signal.SIGKILL)
        assert each.manager.provisioner.process.wait(SECONDS) == -signal.SIGKILL
    assert within(SECONDS, lambda: KERNELS._parent.process.poll() is not None)
    with kernel() as later:
        assert later.is_warm
        assert int(later.run("import os; print(os.getppid())")) != parent


# When there is no warm kernel to be had


def test_a_parent_that_cannot_warm_up_makes_way_for_ordinary_kernels(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kernels = WarmKernels()
    monkeypatch.setattr(warm, "CODE", "raise SystemExit(3)")
    monkeypatch.setattr("spfbook.kernels.provisioner.KERNELS", kernels)
    monkeypatch.setattr(warm, "_SAID", set())
    for _ in range(2):
        with kernel() as each:
            assert not each.is_warm
            assert each.run("print('well')") == "well"
    said = [r.getMessage() for r in caplog.records if r.name == "spfbook.kernels"]
    assert said == ["Ordinary kernels are started, not warm ones: the warmed process ended"]
    kernels.end()


def test_a_library_that_cannot_be_imported_is_the_reason_given() -> None:
    kernels = WarmKernels()
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "x.json"]
    with pytest.MonkeyPatch.context() as patch:
        broken = "import sys; sys.modules['seaborn'] = None; "
        patch.setattr(warm, "CODE", broken + warm.CODE)
        with pytest.raises(WarmStartError, match="warming up failed: ModuleNotFoundError"):
            kernels.launch(command, env=os.environ)
    kernels.end()


def test_a_system_that_cannot_fork_has_ordinary_kernels(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warm, "why_not", lambda: "this system cannot fork")
    with kernel() as each:
        assert not each.is_warm
    assert "this system cannot fork" in caplog.text


def test_a_command_of_another_kind_is_not_for_us() -> None:
    with pytest.raises(WarmStartError, match="not the command of a Python kernel"):
        KERNELS.launch(["R", "--slave"], env={})


def test_output_that_is_wanted_in_a_pipe_is_left_to_an_ordinary_kernel() -> None:
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "x.json"]
    with pytest.raises(WarmStartError, match="pipe"):
        KERNELS.launch(command, env={}, stdout=subprocess.PIPE)


def test_a_changed_file_of_the_package_makes_a_new_parent_and_the_old_kernel_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with kernel() as old:
        before = old.run("import os; print(os.getppid())")
        state = warm._state()
        monkeypatch.setattr(warm, "_state", lambda: (*state, ("changed.py", time.time_ns())))
        with kernel() as new:
            assert new.is_warm
            assert new.run("import os; print(os.getppid())") != before
            assert old.run("print('well')") == "well"
    assert within(SECONDS, lambda: not is_alive(int(before)))


def test_a_process_with_more_than_one_thread_is_not_forked() -> None:
    """Some library may have started one, which a fork would leave behind with its locks."""
    kernels = WarmKernels()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            warm, "CODE", "import threading, time; threading.Thread("
            "target=time.sleep, args=(600,), daemon=True).start(); " + warm.CODE,
        )  # fmt: skip
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "x.json"]
        with pytest.raises(WarmStartError, match="has 2 threads and cannot be forked"):
            kernels.launch(command, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    kernels.end()
