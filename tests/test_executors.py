"""Documents are read in processes; one that dies, hangs or swells takes no other along."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from pipeline.engines import choose
from pipeline.errors import UserError
from pipeline.executors import Executor, Inline, Limits, Lost, Processes
from pipeline.executors import local as module
from pipeline.settings import Settings
from tests.shared import ROOT

Pair = tuple[str, str]
needs_proc = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="sees processes in /proc")


def square(number: int) -> int:
    return number * number


def tell_process(number: int) -> int:
    return os.getpid()


def fail(number: int) -> int:
    raise ValueError(number)


def exhaust(number: int) -> int:
    return len(bytearray(8 * 2**40))


def nest(number: int) -> int:
    return nest(number + 1)


def nest_deeply(number: int) -> int:
    return nest(number) + 1


def hang(number: int) -> int:
    while True:
        time.sleep(60)


def leave(number: int) -> int:
    os._exit(1)


def kill(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def crash(number: int) -> int:
    return ctypes.string_at(number)[0]


# By name, for a function goes to a worker by its name.
EVILS: dict[str, Callable[[int], int]] = {
    "os._exit": leave, "SIGKILL": kill, "segfault": crash, "hang": hang, "memory": exhaust, "recursion": nest_deeply,
}  # fmt: skip
REASONS = {
    "os._exit": "worker_died", "SIGKILL": "worker_died", "segfault": "worker_died",
    "hang": "timeout", "memory": "out_of_memory", "recursion": "too_deep",
}  # fmt: skip


def suffer(task: Pair) -> str:
    """Notes the attempt in a file; does the evil of that name, or nothing where there is none."""
    name, diary = task
    with Path(diary).open("a", encoding="utf-8") as handle:
        handle.write(name + "\n")
    if name in EVILS:
        EVILS[name](0)
    return name


def die_once(task: Pair) -> str:
    """Dies where its file is not there yet, which it makes."""
    name, marks = task
    mark = Path(marks, name)
    if not mark.exists():
        mark.touch()
        os._exit(1)
    return name


@pytest.fixture
def processes() -> Iterator[Processes]:
    """Two workers. The limit of time is beyond what any honest task of these tests takes on a busy machine."""
    with Processes(2, Limits(seconds=5, megabytes=256)) as executor:
        yield executor


@pytest.mark.parametrize("executor", [Inline(), Processes(2)], ids=["inline", "processes"])
def test_every_task_comes_back_with_its_result(executor: Executor) -> None:
    assert dict(executor.run(square, range(10))) == {number: number * number for number in range(10)}
    if isinstance(executor, Processes):
        executor.close()


def test_what_kills_its_worker_costs_itself_only_and_is_tried_twice(processes: Processes, tmp_path: Path) -> None:
    diary = tmp_path / "attempts"
    good = [f"good {number}" for number in range(8)]
    names = [good[0], *(name for pair in zip(EVILS, good[1:], strict=False) for name in pair), good[-1]]
    results = {name: result for (name, _), result in processes.run(suffer, ((name, str(diary)) for name in names))}
    assert {name: result for name, result in results.items() if name not in EVILS} == {name: name for name in good}
    assert {name: results[name] for name in EVILS} == {name: Lost(reason) for name, reason in REASONS.items()}
    attempts = diary.read_text(encoding="utf-8").splitlines()
    assert {name: attempts.count(name) for name in names} == {name: 2 if name in EVILS else 1 for name in names}


def test_a_task_that_succeeds_alone_gives_its_result(processes: Processes, tmp_path: Path) -> None:
    tasks = [(str(number), str(tmp_path)) for number in range(3)]
    assert dict(processes.run(die_once, tasks)) == {task: task[0] for task in tasks}


def test_memory_is_bounded_by_what_the_settings_say(tmp_path: Path) -> None:
    with Processes(1, Limits(megabytes=192)) as small, Processes(1, Limits(megabytes=1024)) as large:
        assert dict(small.run(take_megabytes, [16, 400])) == {16: 16, 400: Lost("out_of_memory")}
        assert dict(large.run(take_megabytes, [16, 400])) == {16: 16, 400: 400}


def take_megabytes(number: int) -> int:
    return len(bytearray(number * 2**20)) // 2**20


@pytest.mark.parametrize(
    ("evil", "reason"), [(exhaust, "out_of_memory"), (nest_deeply, "too_deep")], ids=["memory", "recursion"]
)
def test_this_process_outlives_what_python_can_catch(evil: Callable[[int], int], reason: str) -> None:
    assert list(Inline().run(evil, [1])) == [(1, Lost(reason))]


@pytest.mark.parametrize("executor", [Inline(), Processes(1)], ids=["inline", "processes"])
def test_an_error_of_the_function_is_ours_and_propagates(executor: Executor) -> None:
    with pytest.raises(ValueError, match="7"):
        list(executor.run(fail, [7]))
    if isinstance(executor, Processes):
        executor.close()


@pytest.mark.parametrize("executor", [Inline(), Processes(1)], ids=["inline", "processes"])
def test_tasks_are_drawn_as_they_are_needed(executor: Executor) -> None:
    drawn = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            drawn.append(number)
            yield number

    results = executor.run(square, tasks())
    next(results)
    assert len(drawn) < 10
    assert isinstance(results, Generator)
    results.close()
    if isinstance(executor, Processes):
        executor.close()


def find_children(parent: int) -> list[int]:
    """The processes that were started by multiprocessing to do work below this one."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text(encoding="utf-8")
            command = status.with_name("cmdline").read_bytes()
        except OSError:  # it ended while we looked
            continue
        if re.search(rf"^PPid:\t{parent}$", text, re.MULTILINE) and b"spawn_main" in command:
            found.append(int(status.parent.name))
    return found


@needs_proc
def test_workers_that_are_killed_while_they_wait_cost_nothing(processes: Processes) -> None:
    """The kernel may take any of them when memory is short."""

    def tasks() -> Iterator[int]:
        for number in range(6):
            yield number
            if number == 2:
                for pid in find_children(os.getpid()):
                    os.kill(pid, signal.SIGKILL)

    assert dict(processes.run(square, tasks())) == {number: number * number for number in range(6)}


def refuse_to_start(megabytes: int) -> None:
    os._exit(9)


def test_a_pool_that_cannot_start_ends_the_run_and_blames_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "prepare_worker", refuse_to_start)
    with Processes(2) as executor, pytest.raises(UserError, match="cannot start"):
        list(executor.run(square, range(4)))


def connect(number: int) -> str:
    return describe_refusal(lambda: socket.create_connection(("127.0.0.1", 9), timeout=1))


def ask_for_a_name(number: int) -> str:
    return describe_refusal(lambda: socket.gethostbyname("localhost"))


def send_a_datagram(number: int) -> str:
    return describe_refusal(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)))


def start_a_process(number: int) -> str:
    return describe_refusal(lambda: subprocess.run([sys.executable, "--version"], check=False))


def start_a_shell(number: int) -> str:
    return describe_refusal(lambda: os.system("true"))


def spawn_a_process(number: int) -> str:
    return describe_refusal(lambda: os.posix_spawn(sys.executable, [sys.executable, "--version"], {}))


def split_in_two(number: int) -> str:
    def fork() -> None:
        if os.fork() == 0:
            os._exit(0)

    return describe_refusal(fork)


def describe_refusal(reach: Callable[[], object]) -> str:
    try:
        reach()
    except PermissionError as error:
        return str(error)
    return "it did"


def test_a_worker_reaches_no_network_and_starts_nothing(processes: Processes) -> None:
    for reach in (
        connect, ask_for_a_name, send_a_datagram, start_a_process, start_a_shell, spawn_a_process, split_in_two,
    ):  # fmt: skip
        ((_, said),) = processes.run(reach, [0])
        assert str(said).startswith("a worker may not do "), reach.__name__


PARENT = """
import sys, time
from pipeline.executors import Processes
from tests.test_executors import tell_process
if __name__ == '__main__':
    for _, worker in Processes(1).run(tell_process, [0]):
        print(worker, flush=True)
        time.sleep(60)
"""


@needs_proc
def test_workers_end_with_a_parent_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = Path("/proc", parent.stdout.readline().strip())
        os.kill(parent.pid, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while worker.is_dir() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not worker.is_dir(), "it waits for work that nobody will send"


@needs_proc
def test_closing_ends_workers_whatever_they_are_at() -> None:
    executor = Processes(1, Limits(seconds=600))
    (worker,) = (result for _, result in executor.run(tell_process, [0]))
    results = executor.run(mix, [0, 1])
    next(results)
    executor.close()
    assert not Path(f"/proc/{worker}").exists()


def mix(number: int) -> int:
    return hang(number) if number else square(number)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_waits_for_what_may_not_be_broken_off(number: signal.Signals) -> None:
    done = []
    before = signal.signal(number, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):  # noqa: SIM117 - it comes when the inner one is left
            with module.signals_held():
                os.kill(os.getpid(), number)
                done.append("all of it")
        assert done == ["all of it"]
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)


def test_a_worker_is_replaced_before_it_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TASKS_OF_A_WORKER", 3)
    with Processes(1) as executor:
        assert len({worker for _, worker in executor.run(tell_process, range(7))}) == 3


def test_no_workers_means_this_process(tmp_path: Path) -> None:
    with ExitStack() as stack:
        assert isinstance(choose(Settings(workers=0), tmp_path, stack), Inline)
        assert isinstance(choose(Settings(workers=2), tmp_path, stack), Processes)
