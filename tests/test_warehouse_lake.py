"""The lake: every engine that reads it finds the warehouse's rows, under the year and province that they belong to."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from schemas.records import OrganizationRecord
from tests.conftest import SampleWarehouse, call_juesuan
from tests.factories import make_document, make_extraction, make_fact, make_full_extraction
from tests.shared import ROOT
from warehouse import lake, partitions
from warehouse.connection import Connection, WarehouseError, open_for_reading, open_for_writing
from warehouse.lake import KEYS, PARTITIONED, write_lake
from warehouse.load import Loader
from warehouse.meanings import relations
from warehouse.partitions import NULL, PartitionWriter

BOTH = ("fiscal_year", "province")


def make_placed(name: str, org: str, code: str | None, year: int | None, *values: str) -> Any:
    """An extraction of an organisation with that division code, a fact a value."""
    document = make_document(name, org, year)
    organization = OrganizationRecord(document.org_id, org, code, None, None, None)
    facts = [make_fact(document, "expenditure", value, row=n) for n, value in enumerate(values)]
    return make_extraction(document, *facts, organizations=(organization,))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents of a county, of a central body, of no known place, of an unknown code, and of no year."""
    path = tmp_path_factory.mktemp("warehouse") / "w.duckdb"
    with open_for_writing(path) as connection:
        Loader(connection).load(
            [
                make_full_extraction(),
                make_placed("a.docx", "青石县审计局", "430121", 2022, "1.00", "2.50"),
                make_placed("b.pdf", "某部", "000000", 2023, "3.00"),
                make_placed("c.pdf", "某局", None, 2023, "4.00"),
                make_placed("d.pdf", "某院", "990000", 2023, "5.00"),
                make_placed("e.pdf", "无年局", "430000", None, "6.00"),
                make_placed("f.pdf", "无年无地局", None, None, "7.00"),
            ]
        )
    return path


@pytest.fixture(scope="module")
def warehouse(path: Path) -> Iterator[Connection]:
    with open_for_reading(path) as connection:
        yield connection


@pytest.fixture(scope="module")
def written(warehouse: Connection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lakes") / "lake"
    write_lake(warehouse, folder, BOTH)
    return folder


def read_with_duckdb(folder: Path, table: str, columns: str) -> list[tuple[Any, ...]]:
    """As docs/LAKE.md says, without any option."""
    return duckdb.connect().execute(f"SELECT {columns} FROM '{folder}/{table}/**/*.parquet'").fetchall()


def read_with_arrow(folder: Path, table: str, keys: Sequence[str] = BOTH) -> pa.Table:
    """As docs/LAKE.md says: the keys' types named, for a table may have none but NULL."""
    schema = pa.schema([(key, KEYS[key]) for key in keys if table in PARTITIONED])
    return ds.dataset(folder / table, partitioning=ds.partitioning(schema, flavor="hive")).to_table()


def comparable(rows: list[tuple[Any, ...]]) -> list[str]:
    """Rows in any order; a box is an array in the warehouse and a list in Parquet."""
    return sorted(repr([list(v) if isinstance(v, tuple) else v for v in row]) for row in rows)


def expected(connection: Connection) -> dict[tuple[int | None, str | None], tuple[int, Any]]:
    """Count and sum of the facts by year and province, in plain SQL over the warehouse's tables."""
    rows = connection.execute(
        "SELECT f.fiscal_year, p.province, count(*), sum(value) FROM fact f LEFT JOIN organization USING (org_id)"
        " LEFT JOIN v_province p ON p.province_code[:2] = admin_code[:2] GROUP BY ALL"
    ).fetchall()
    return {(year, province): (count, total) for year, province, count, total in rows}


def test_duckdb_reads_the_facts_under_their_year_and_province(warehouse: Connection, written: Path) -> None:
    rows = read_with_duckdb(written, "fact", "fiscal_year, province, value")
    found: dict[Any, Any] = {}
    for year, province, value in rows:
        count, total = found.get((year, province), (0, 0))
        found[year, province] = count + 1, total + value
    assert found == expected(warehouse)
    assert {(2022, "湖南省"), (2023, "中央"), (2023, None), (None, "湖南省"), (None, None)} < set(found)


def test_arrow_reads_the_same(warehouse: Connection, written: Path) -> None:
    table = read_with_arrow(written, "fact")
    groups = table.group_by(list(BOTH)).aggregate([("value", "count"), ("value", "sum")]).to_pylist()
    found = {(g["fiscal_year"], g["province"]): (g["value_count"], g["value_sum"]) for g in groups}
    assert found == expected(warehouse)
    assert [table.schema.field(key).type for key in BOTH] == [pa.int32(), pa.string()]


@pytest.mark.parametrize("keys", [BOTH, BOTH[::-1], BOTH[:1], BOTH[1:]], ids=",".join)
def test_every_table_comes_back_whole(keys: tuple[str, ...], warehouse: Connection, tmp_path: Path) -> None:
    write_lake(warehouse, tmp_path / "lake", keys)
    for relation in relations(warehouse):
        if not (tmp_path / "lake" / relation.name).exists():
            continue
        names = [column.name for column in relation.columns]
        columns = ", ".join(f'"{name}"' for name in names)
        rows = warehouse.execute(f"SELECT {columns} FROM {relation.name}").fetchall()
        assert comparable(read_with_duckdb(tmp_path / "lake", relation.name, columns)) == comparable(rows)
        table = read_with_arrow(tmp_path / "lake", relation.name, keys)
        assert table.num_rows == len(rows), relation.name
        assert {*names, *(keys if relation.name in PARTITIONED else ())} == set(table.column_names)


def test_a_folder_s_name_is_the_province_s_and_a_missing_key_hive_s_null(written: Path) -> None:
    folders = {p.parent.relative_to(written / "fact").as_posix() for p in (written / "fact").rglob("*.parquet")}
    assert folders == {
        "fiscal_year=2022/province=湖南省",
        "fiscal_year=2023/province=中央",
        "fiscal_year=2023/province=四川省",
        f"fiscal_year=2023/province={NULL}",
        f"fiscal_year={NULL}/province=湖南省",
        f"fiscal_year={NULL}/province={NULL}",
    }
    assert {p.name for p in written.rglob("*.parquet")} == {"part-0.parquet"}


def test_rows_without_a_year_of_their_own_stand_under_their_document_s(warehouse: Connection, written: Path) -> None:
    rows = read_with_duckdb(written, "section", "doc_id, fiscal_year, province")
    assert {doc_id: year for doc_id, year, _ in rows} == dict(
        warehouse.execute("SELECT doc_id, fiscal_year FROM document").fetchall()
    )
    assert (make_document("a.docx").doc_id, 2022, "湖南省") in rows


def test_a_fact_stands_under_its_own_year(tmp_path: Path) -> None:
    extraction = make_placed("a.docx", "青石县审计局", "430121", 2023, "1.00")
    earlier = replace(extraction, facts=tuple(replace(fact, fiscal_year=2022) for fact in extraction.facts))
    with open_for_writing(tmp_path / "w.duckdb") as connection:
        Loader(connection).load([earlier])
        write_lake(connection, tmp_path / "lake", BOTH)
    assert [p.name for p in (tmp_path / "lake" / "fact").iterdir()] == ["fiscal_year=2022"]
    assert [p.name for p in (tmp_path / "lake" / "section").iterdir()] == ["fiscal_year=2023"]


def test_columns_carry_their_meaning(written: Path) -> None:
    schema = pq.read_schema(next((written / "fact").rglob("*.parquet")))
    assert schema.field("value").metadata[b"description"].decode().startswith("数值：")
    assert schema.metadata[b"description"].decode().startswith("事实：")
    assert not set(BOTH) & set(schema.names)


def test_the_descriptor_names_every_file_its_columns_and_the_keys(written: Path) -> None:
    package = json.loads((written / "datapackage.json").read_text(encoding="utf-8"))
    described = {path: resource for resource in package["resources"] for path in resource["path"]}
    assert set(described) == {p.relative_to(written).as_posix() for p in written.rglob("*.parquet")}
    for path, resource in described.items():
        if len(resource["path"]) > 1:
            fields = [field["name"] for field in resource["schema"]["fields"]]
            assert fields == pq.read_schema(written / path).names
            assert resource["partitionedBy"] == list(BOTH)


def test_little_memory_and_few_open_files_lose_no_row(
    warehouse: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are written as soon as they come, and a file is ended for each that is begun."""
    monkeypatch.setattr(partitions, "MOST_BYTES", 0)
    monkeypatch.setattr(partitions, "MOST_OPEN_FILES", 1)
    monkeypatch.setattr(lake, "BATCH_ROWS", 2)
    folder = tmp_path / "lake"
    write_lake(warehouse, folder, BOTH, ["fact"])
    rows = warehouse.execute("SELECT fact_id, value FROM fact").fetchall()
    assert comparable(read_with_duckdb(folder, "fact", "fact_id, value")) == comparable(rows)
    assert read_with_arrow(folder, "fact").num_rows == len(rows)


def test_a_folder_whose_file_was_ended_early_gets_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partitions, "MOST_BYTES", 0)
    monkeypatch.setattr(partitions, "MOST_OPEN_FILES", 1)
    batch = pa.record_batch({"province": ["甲", "乙"], "n": [1, 2]})
    with closing(PartitionWriter(tmp_path, batch.schema, ["province"])) as writer:
        writer.write(batch)
        writer.write(batch)
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.parquet")) == [
        f"province={province}/part-{part}.parquet" for province in "乙甲" for part in (0, 1)
    ]
    assert sorted(read_with_duckdb(tmp_path.parent, tmp_path.name, "province, n")) == [("乙", 2)] * 2 + [("甲", 1)] * 2


def test_the_next_lake_takes_the_place_of_the_last(warehouse: Connection, tmp_path: Path) -> None:
    write_lake(warehouse, tmp_path / "lake", BOTH)
    write_lake(warehouse, tmp_path / "lake", ["province"], ["fact"])
    assert sorted(p.name for p in (tmp_path / "lake").iterdir()) == ["datapackage.json", "fact"]
    assert all(p.name.startswith("province=") for p in (tmp_path / "lake" / "fact").iterdir())
    assert [p.name for p in tmp_path.iterdir()] == ["lake"]


def test_an_interrupted_export_leaves_the_old_lake(
    warehouse: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "lake"
    write_lake(warehouse, folder, BOTH)
    before = {p.relative_to(folder) for p in folder.rglob("*")}

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(lake, "_describe", stop)
    with pytest.raises(KeyboardInterrupt):
        write_lake(warehouse, folder, ["province"])
    assert {p.relative_to(folder) for p in folder.rglob("*")} == before
    assert [p.name for p in tmp_path.iterdir()] == ["lake"]


def test_what_a_killed_export_left_is_cleared(warehouse: Connection, tmp_path: Path) -> None:
    half = tmp_path / ".lake.part" / "fact"
    half.mkdir(parents=True)
    (half / "part-0.parquet").write_bytes(b"PAR1")
    write_lake(warehouse, tmp_path / "lake", BOTH, ["fact"])
    assert [p.name for p in tmp_path.iterdir()] == ["lake"]
    assert len(read_with_duckdb(tmp_path / "lake", "fact", "fact_id")) == 8


def test_a_lake_set_aside_by_a_killed_export_comes_back(
    warehouse: Connection, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(written, tmp_path / ".lake.old")
    monkeypatch.setattr(lake, "_write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(WarehouseError, match="unwritable_export: .*No space left on device"):
        write_lake(warehouse, tmp_path / "lake", BOTH)
    assert [p.name for p in tmp_path.iterdir()] == ["lake"]
    assert len(read_with_duckdb(tmp_path / "lake", "fact", "fact_id")) == 8


@pytest.mark.parametrize(
    ("other", "text"),
    [("notes.txt", "x"), ("datapackage.json", "{}"), ("datapackage.json", "[]"), ("datapackage.json", "cut {")],
)
def test_a_folder_that_holds_anything_else_is_refused(
    other: str, text: str, warehouse: Connection, tmp_path: Path
) -> None:
    (tmp_path / other).write_text(text, encoding="utf-8")
    with pytest.raises(WarehouseError, match="it holds other files than a lake"):
        write_lake(warehouse, tmp_path, BOTH)
    assert (tmp_path / other).read_text(encoding="utf-8") == text


def test_a_file_is_not_replaced_by_a_lake(warehouse: Connection, tmp_path: Path) -> None:
    (tmp_path / "lake").write_text("mine", encoding="utf-8")
    with pytest.raises(WarehouseError, match="it holds other files than a lake"):
        write_lake(warehouse, tmp_path / "lake", BOTH)
    assert (tmp_path / "lake").read_text(encoding="utf-8") == "mine"


def test_a_file_put_into_a_lake_keeps_it_from_being_replaced(warehouse: Connection, tmp_path: Path) -> None:
    write_lake(warehouse, tmp_path / "lake", BOTH, ["fact"])
    (tmp_path / "lake" / "mine.txt").touch()
    with pytest.raises(WarehouseError, match="it holds other files than a lake"):
        write_lake(warehouse, tmp_path / "lake", BOTH)


def test_the_provinces_are_those_of_the_codes(warehouse: Connection) -> None:
    with (ROOT / "schemas" / "codes" / "divisions.csv").open(encoding="utf-8", newline="") as handle:
        known = {
            (r["code"], r["name"]) for r in csv.DictReader(handle) if r["level"] == "province" and not r["valid_to"]
        }
    assert set(warehouse.execute("FROM v_province").fetchall()) == known | {("000000", "中央")}
    assert len(known) == 34


def test_the_command_writes_a_lake(samples: SampleWarehouse, tmp_path: Path) -> None:
    out = tmp_path / "lake"
    done = call_juesuan("export", "--db", samples.path, "--out", out, "--partition-by", "province", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert str(said["fact"]["rows"]) == samples.one("SELECT count(*) FROM fact")[0]
    assert len(read_with_duckdb(out, "fact", "fact_id")) == said["fact"]["rows"]
    assert (out / "fact" / "province=湖南省").is_dir()


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("--partition-by", "fiscal_year", "--format", "csv"), 1, "--partition-by makes a Parquet lake, not csv"),
        (("--partition-by", "city"), 2, "'city' is not one or more of: fiscal_year, province"),
        (("--partition-by", "province,province"), 2, "is not one or more of"),
    ],
)
def test_a_wrong_partition_is_one_line(
    options: tuple[str, ...], status: int, message: str, samples: SampleWarehouse, tmp_path: Path
) -> None:
    done = call_juesuan("export", "--db", samples.path, "--out", tmp_path / "lake", *options)
    assert done.returncode == status
    assert message in done.stderr
    assert not (tmp_path / "lake").exists()
