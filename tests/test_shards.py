"""A shard gives back what was put in or nothing; what a killed run left is taken over by the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractors.version import extractor_version
from pipeline.executors import Inline, Lost
from pipeline.inbox import digest
from pipeline.ingest import ingest
from pipeline.reading import Failure, Reading, Task, read_file
from pipeline.recovery import Recovery, take_stock
from pipeline.settings import Settings
from pipeline.shards import Ended, ShardError, key_of, list_read, read_shard, write_shard
from schemas.override import Override
from tests.conftest import SAMPLES
from warehouse.parcels import join, unpack

VERSION = "1.0+abc"
NAMES = ("bole_tianlu_station_2022_unit_final_account_pipes.txt", "tongren_mingde_2024_unit_budget_office.pdf")


def task_of(path: Path, override: Override | None = None) -> Task:
    return Task(path, path.as_posix(), path.stat().st_size, digest(path), override)


@pytest.fixture(scope="module")
def read() -> list[tuple[Task, Ended]]:
    """Two documents that were read; the PDF has boxes."""
    tasks = [task_of(SAMPLES / name, Override(organisation="某局") if name[-3:] == "txt" else None) for name in NAMES]
    return [(task, read_file(task)) for task in tasks]


@pytest.fixture(scope="module")
def ended(read: list[tuple[Task, Ended]]) -> list[tuple[Task, Ended]]:
    """One document of each end, with those that were read not beside each other."""
    task = replace(read[0][0], doc_id="0" * 64)
    failed = Reading(Failure("damaged", "第 3 页 \ud800"), 0.25)
    return [
        read[0],
        (replace(task, stored_path="a"), failed),
        (replace(task, stored_path="b"), Lost("timeout")),
        read[1],
    ]


@pytest.fixture
def shard(tmp_path: Path, ended: list[tuple[Task, Ended]]) -> Path:
    path = tmp_path / "a.parquet"
    write_shard(path, ended, VERSION)
    return path


def parcel_of(ended: Ended) -> pa.Table:
    assert isinstance(ended, Reading)
    assert isinstance(ended.result, pa.Table)
    return ended.result


def test_a_shard_gives_back_what_was_put_in(shard: Path, ended: list[tuple[Task, Ended]]) -> None:
    results = read_shard(shard, VERSION)
    assert [key for key, _ in results] == [key_of(task) for task, _ in ended]
    assert results[1][1] == Reading(Failure("damaged", "第 3 页 ?"), 0.25)
    assert results[2][1] == Lost("timeout")
    for row in (0, 3):
        (_, there), (_, back) = ended[row], results[row]
        assert parcel_of(back).equals(parcel_of(there))
        assert isinstance(there, Reading) and isinstance(back, Reading) and back.seconds == there.seconds
    sent, came = (unpack(join([parcel_of(of[0][1]), parcel_of(of[3][1])])) for of in (ended, results))
    assert sent.keys() == came.keys()
    assert [name for name in sent if not sent[name].equals(came[name])] == []
    assert came["fact"].num_rows > 100


def test_only_what_was_read_is_listed(shard: Path, ended: list[tuple[Task, Ended]]) -> None:
    assert list_read(shard, VERSION) == [key_of(ended[0][0]), key_of(ended[3][0])]


def test_nothing_but_the_shard_is_left_in_the_folder(shard: Path) -> None:
    assert list(shard.parent.iterdir()) == [shard]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0x10
    path.write_bytes(data)


def write_foreign(path: Path) -> None:
    pq.write_table(pa.table({"stored_path": ["a"]}), path)


def drop_column(path: Path) -> None:
    table = pq.read_table(path)
    pq.write_table(table.drop_columns(["fact"]), path)


def forget_document(path: Path) -> None:
    table = pq.read_table(path)
    nothing = pa.nulls(len(table), pa.string())
    pq.write_table(table.set_column(table.schema.get_field_index("doc_id"), "doc_id", nothing), path)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (Path.unlink, "no whole Parquet file"),
        (cut, "no whole Parquet file"),
        (flip, "no whole Parquet file"),
        (write_foreign, "is no shard"),
        (drop_column, "columns are not those of a shard"),
        (forget_document, "row 0 holds no document, and no reason why"),
    ],
)
def test_a_spoilt_shard_is_refused_with_the_reason(shard: Path, spoil: Callable[[Path], None], why: str) -> None:
    spoil(shard)
    with pytest.raises(ShardError, match=why) as caught:
        read_shard(shard, VERSION)
    assert str(shard) in str(caught.value)


def test_a_shard_of_another_extractor_is_refused_with_both_versions(shard: Path) -> None:
    with pytest.raises(ShardError, match=r"extractor 1\.0\+abc, this is 2\.0\+def"):
        read_shard(shard, "2.0+def")


class Watched(Inline):
    """An executor that remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def read(self, task: Task) -> Reading:
        self.given.append(task.stored_path)
        return Reading(Failure("read", "anew"), 0.0)


def recover(folder: Path, tasks: list[Task]) -> tuple[list[str], dict[str, Reading | Lost]]:
    """What is read anew, and what comes out, when the tasks are run over the shards of the folder."""
    watched = Watched()
    results = Recovery(watched, take_stock(folder, VERSION), VERSION).run(watched.read, tasks)
    return watched.given, {task.stored_path: ended for task, ended in results}


def test_what_a_killed_run_had_read_is_taken_over(shard: Path, ended: list[tuple[Task, Ended]]) -> None:
    tasks = [task for task, _ in ended]
    given, results = recover(shard.parent, tasks)
    assert given == ["a", "b"], "what failed or was lost is tried again"
    assert parcel_of(results[tasks[0].stored_path]).equals(parcel_of(ended[0][1]))
    assert parcel_of(results[tasks[3].stored_path]).equals(parcel_of(ended[3][1]))
    assert list(shard.parent.iterdir()) == []


def test_what_is_asked_for_in_another_way_is_read(shard: Path, ended: list[tuple[Task, Ended]]) -> None:
    task = ended[0][0]
    others = [
        replace(task, override=None),
        replace(task, stored_path="elsewhere"),
        replace(task, doc_id="1" * 64),
        replace(task, size=1),
    ]
    given, _ = recover(shard.parent, others)
    assert given == [other.stored_path for other in others]


def test_a_shard_that_turns_out_damaged_is_read_anew(shard: Path, ended: list[tuple[Task, Ended]]) -> None:
    flip(shard)
    tasks = [ended[0][0], ended[3][0]]
    assert take_stock(shard.parent, VERSION), "the damage shows only where rows are read"
    given, results = recover(shard.parent, tasks)
    assert given == [task.stored_path for task in tasks]
    assert len(results) == len(tasks)


def test_stale_and_unfinished_files_are_cleared_away(shard: Path) -> None:
    (shard.parent / "b.parquet.1.part").touch()
    (shard.parent / "c.token").touch()
    assert take_stock(shard.parent, "2.0+def") == {}
    assert list(shard.parent.iterdir()) == []


def test_a_run_that_breaks_off_leaves_the_shards(shard: Path, ended: list[tuple[Task, Ended]]) -> None:
    results = Recovery(Inline(), take_stock(shard.parent, VERSION), VERSION).run(read_file, [t for t, _ in ended[:1]])
    next(results)
    assert shard.exists()


def test_the_next_run_takes_over_whatever_its_engine(
    tmp_path: Path, read: list[tuple[Task, Ended]], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "w.duckdb"
    folder = tmp_path / "w.duckdb.d" / "shards"
    folder.mkdir(parents=True)
    task = replace(read[1][0])
    write_shard(folder / "a.parquet", [(task, read[1][1])], extractor_version())

    def refuse(task: Task) -> Reading:
        raise AssertionError(f"{task.path} is read again")

    monkeypatch.setattr("pipeline.run.read_file", refuse)
    summary = ingest([str(task.path)], Settings(database, workers=0), lambda done: None)
    assert summary.actions["loaded"] == 1
    assert summary.facts > 0
