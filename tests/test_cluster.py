"""A cluster gives the same warehouse as this machine, whatever dies; what is set up wrongly is one clear line."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from distributed import Client

from extractors.version import extractor_version
from pipeline.errors import UserError
from pipeline.executors import Limits
from pipeline.executors.cluster import SHARD, SMALLEST, Cluster, Groups, open_cluster
from pipeline.executors.worker import Order, carry_out
from pipeline.ingest import ingest
from pipeline.reading import Failure, Reading, Task, read_file
from pipeline.run import Done
from pipeline.settings import Settings
from tests.clusters import (
    PATIENCE,
    DaskProcesses,
    die_unless_child_of,
    find_unreadable_unless_child_of,
    read_or_die,
    start_cluster,
)
from tests.conftest import SAMPLES
from warehouse.connection import open_for_reading
from warehouse.meanings import relations
from warehouse.questions import ask

REPORTS = (
    "beijing_qiheng_2023_final_account.docx",
    "beijing_qiheng_2024_budget.docx",
    "bole_tianlu_2022_final_account.docx",
    "bole_tianlu_station_2022_unit_final_account_pipes.txt",
    "changshan_jinghe_2022_final_account.docx",
    "changshan_jinghe_2023_final_account_columns.txt",
    "hefei_guanglu_2024_budget.docx",
    "hefei_guanglu_2025_budget_lines.pdf",
    "tongren_mingde_2024_unit_budget.docx",
    "tongren_mingde_2024_unit_budget_office.pdf",
)
DIES = "changshan_jinghe_2022_final_account.docx"
Contents = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskProcesses]:
    with start_cluster(tmp_path_factory.mktemp("cluster")) as processes:
        yield processes


@pytest.fixture
def scheduler(dask: DaskProcesses) -> str:
    return dask.address


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten reports and two files that no reader can read."""
    folder = tmp_path_factory.mktemp("inbox")
    for name in REPORTS:
        shutil.copy(SAMPLES / name, folder)
    (folder / "broken.docx").write_bytes((SAMPLES / REPORTS[0]).read_bytes()[:4000])
    (folder / "empty.pdf").touch()
    return folder


@pytest.fixture(scope="module")
def expected(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """The warehouse of the inbox as this process makes it."""
    database = tmp_path_factory.mktemp("here") / "w.duckdb"
    ingest([str(inbox)], Settings(database, workers=0), lambda done: None)
    return contents(database)


def contents(database: Path) -> Contents:
    """The rows of every table but the diary of runs; of that, what became of each file."""
    with closing(open_for_reading(database)) as connection:
        tables = [r.name for r in relations(connection) if not r.is_view and not r.name.startswith("ingest_")]
        found = {name: list(ask(connection, f"SELECT * FROM {name} ORDER BY ALL").rows) for name in tables}
        files = "SELECT path, doc_id, action, reason, message FROM ingest_file ORDER BY ALL"
        return found | {"files": list(ask(connection, files).rows)}


def ingest_on(scheduler: str, inbox: Path, database: Path) -> Contents:
    heard: list[Done] = []
    ingest([str(inbox)], Settings(database, engine="dask", scheduler=scheduler, workers=1), heard.append)
    assert len(heard) == len(REPORTS) + 2, "each file is heard of once"
    return contents(database)


def differing(one: Contents, other: Contents) -> list[str]:
    assert one.keys() == other.keys()
    return [name for name in one if one[name] != other[name]]


def test_a_cluster_gives_the_same_warehouse(scheduler: str, inbox: Path, expected: Contents, tmp_path: Path) -> None:
    database = tmp_path / "w.duckdb"
    assert differing(ingest_on(scheduler, inbox, database), expected) == []
    assert len(expected["fact"]) > 500
    assert [row[2] for row in expected["files"]].count("quarantined") == 2
    assert list((tmp_path / "w.duckdb.d" / "shards").iterdir()) == []


def test_a_worker_killed_in_the_middle_changes_nothing(
    scheduler: str, inbox: Path, expected: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "marker"
    marker.touch()
    with Client(scheduler) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(2)
        before = set(client.run(os.getpid).values())
    monkeypatch.setattr("pipeline.run.read_file", partial(read_or_die, marker, DIES))
    assert differing(ingest_on(scheduler, inbox, tmp_path / "w.duckdb"), expected) == []
    assert not marker.exists()
    with Client(scheduler) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(1)
        assert not before <= set(client.run(os.getpid).values()), "a worker was killed"


@pytest.fixture
def tasks() -> list[Task]:
    return [Task(SAMPLES / name, name, 1, f"{number:064}") for number, name in enumerate(REPORTS)]


@pytest.fixture
def cluster(scheduler: str, tmp_path: Path) -> Iterator[Cluster]:
    with open_cluster(Settings(workers=1, scheduler=scheduler), tmp_path / "shards") as opened:
        yield opened


def test_a_shard_that_kills_its_workers_is_read_here(
    scheduler: str, cluster: Cluster, tasks: list[Task], caplog: pytest.LogCaptureFixture
) -> None:
    with Client(scheduler) as client:  # type: ignore[no-untyped-call]
        client.run_on_scheduler(give_up_at_once)
    results = dict(cluster.run(partial(die_unless_child_of, os.getpid()), tasks[:2]))
    assert results == dict.fromkeys(tasks[:2], Reading(Failure("read", "here"), 0.0))
    assert "its 2 documents are read here" in caplog.text


def give_up_at_once(dask_scheduler: object) -> None:
    """A scheduler that forgives no shard the death of its worker."""
    dask_scheduler.allowed_failures = 0  # type: ignore[attr-defined]


def test_a_file_that_a_worker_cannot_open_is_read_here(cluster: Cluster, tasks: list[Task]) -> None:
    hidden = (tasks[1].stored_path,)
    results = dict(cluster.run(partial(find_unreadable_unless_child_of, os.getpid(), hidden), tasks[:3]))
    assert results == dict.fromkeys(tasks[:3], Reading(Failure("read", "well"), 0.0))


def test_workers_that_see_no_document_end_the_run(cluster: Cluster, tasks: list[Task]) -> None:
    hidden = tuple(task.stored_path for task in tasks)
    with pytest.raises(UserError, match="cannot open .*put the documents where every machine can read them"):
        list(cluster.run(partial(find_unreadable_unless_child_of, os.getpid(), hidden), tasks[:3]))


def test_a_worker_of_another_version_ends_the_run(
    cluster: Cluster, tasks: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.executors.cluster.extractor_version", lambda: "9.9+fff")
    with pytest.raises(UserError) as caught:
        list(cluster.run(read_file, tasks[:1]))
    assert f"has the extractor {extractor_version()}, this is 9.9+fff" in str(caught.value)


def order_of(folder: Path, task: Task) -> Order:
    folder.mkdir(exist_ok=True)
    return Order(folder / "a.parquet", folder / "a.token", (task,), read_file, Limits())


@pytest.fixture
def _a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.executors.worker.get_worker", lambda: SimpleNamespace(address="tcp://w:1"))


@pytest.mark.usefixtures("_a_worker")
def test_a_worker_that_does_not_see_the_shard_folder_says_so(tasks: list[Task], tmp_path: Path) -> None:
    what, advice = carry_out(extractor_version(), pickle.dumps(order_of(tmp_path, tasks[0])))
    assert advice is not None
    assert what == f"the worker tcp://w:1 does not see the folder {tmp_path}"


@pytest.mark.usefixtures("_a_worker")
def test_a_worker_that_may_not_start_processes_says_how_it_may(
    tasks: list[Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(multiprocessing, "current_process", lambda: SimpleNamespace(daemon=True))
    _, advice = carry_out(extractor_version(), pickle.dumps(order_of(tmp_path, tasks[0])))
    assert "DASK_DISTRIBUTED__WORKER__DAEMON=false" in str(advice)


@pytest.mark.usefixtures("_a_worker")
def test_an_order_is_carried_out_once(tasks: list[Task], tmp_path: Path) -> None:
    order = order_of(tmp_path, tasks[0])
    order.token.touch()
    order.shard.write_bytes(b"as the worker that died left it")
    assert carry_out(extractor_version(), pickle.dumps(order)) == ("tcp://w:1", None)
    assert order.shard.read_bytes() == b"as the worker that died left it"


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        (None, "the engine dask needs a scheduler; name it: --scheduler"),
        ("head:8786", "head:8786 is no address of a scheduler"),
        ("tcp://head", "tcp://head is no address of a scheduler"),
        ("tcp://head:port", "tcp://head:port is no address of a scheduler"),
        ("tcp://127.0.0.1:<free>", "no scheduler answers at tcp://127.0.0.1:"),
    ],
)
def test_a_scheduler_that_cannot_be_reached_is_one_line(address: str | None, complaint: str, tmp_path: Path) -> None:
    address = address and address.replace("<free>", str(free_port()))
    with pytest.raises(UserError, match=complaint), open_cluster(Settings(scheduler=address), tmp_path / "shards"):
        pytest.fail("there is none")
    assert not (tmp_path / "shards").exists()


def test_the_extra_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.startswith("pipeline.executors.")]:
        if module.endswith((".cluster", ".worker")):
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "distributed", None)
    settings = Settings(tmp_path / "w.duckdb", engine="dask", scheduler="tcp://127.0.0.1:1")
    with pytest.raises(UserError, match=r"pip install juesuan\[dask\]"):
        ingest([str(SAMPLES / REPORTS[0])], settings, lambda done: None)


def test_shards_grow_small_towards_the_end(tasks: list[Task]) -> None:
    groups = Groups(iter(tasks * 100))
    sizes = [len(group) for group in iter(lambda: groups.draw(4), ())]
    assert sum(sizes) == 1000
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-2]) == (SHARD, SMALLEST)


def test_few_tasks_are_work_for_all_workers(tasks: list[Task]) -> None:
    groups = Groups(iter(tasks))
    assert [len(group) for group in iter(lambda: groups.draw(4), ())] == [5, 5]


def test_workers_end_with_their_scheduler(dask: DaskProcesses, tasks: list[Task], tmp_path: Path) -> None:
    """The last test: it ends the cluster, and the processes that read documents must not hold the workers back."""
    with open_cluster(Settings(workers=1, scheduler=dask.address), tmp_path / "shards") as cluster:
        assert len(list(cluster.run(read_file, tasks[:1]))) == 1
        dask.scheduler.kill()
        with pytest.raises(UserError, match="went away; start it and run again"):
            list(cluster.run(read_file, tasks[1:2]))
    assert [process.wait(PATIENCE) for process in dask.workers] == [0, 0]
