"""Export: what goes out comes back the same, says what it means, and does nothing when it is opened."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from schemas.records import Leftover
from tests.factories import make_document, make_extraction, make_fact, make_full_extraction
from warehouse import spreadsheets
from warehouse.connection import Connection, WarehouseError, open_for_reading, open_for_writing
from warehouse.export import BULKY, INTERNAL, export
from warehouse.load import Loader
from warehouse.meanings import relations
from warehouse.spreadsheets import make_harmless

ATTACKS = [
    '=HYPERLINK("http://x","y")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "-",
    "+",
    "=-1",
    "\x07=1",
    " =1",
    "\ufeff=1",
]
PLAIN = ["-12.50", " -12.50", "+3%", "-1,720.00", "1,720.00", "－12.5", "△3", "(3.00)", "收入", ""]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("warehouse") / "w.duckdb"
    document = make_document("attack.docx", "青石县审计局")
    texts = [*ATTACKS, *PLAIN, "x\x07" + "长" * 40_000]
    leftovers = tuple(Leftover(document.doc_id, "unknown_row", text) for text in texts)
    decrease = make_fact(document, "expenditure", "-123456789.12", "change", value_reported="-12,345.68")
    with open_for_writing(path) as connection:
        Loader(connection).load([make_full_extraction(), make_extraction(document, decrease, leftovers=leftovers)])
    return path


@pytest.fixture(scope="module")
def warehouse(path: Path) -> Iterator[Connection]:
    with open_for_reading(path) as connection:
        yield connection


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def descriptor(folder: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return package


def test_parquet_comes_back_the_same(warehouse: Connection, tmp_path: Path) -> None:
    written = export(warehouse, tmp_path / "out", "parquet")
    for name in ("document", "fact", "table_cell", "v_org_year", "v_document_quality"):
        path, rows = written[name]
        table = pq.read_table(path)
        assert table.num_rows == rows == len(warehouse.table(name).fetchall())
        assert table.column_names == warehouse.table(name).columns
    facts = pq.read_table(written["fact"][0])
    assert sorted(facts["value"].to_pylist()) == [Decimal("-123456789.12"), Decimal(17200000)]
    assert facts.schema.field("value").metadata[b"description"].decode().startswith("数值：")
    assert pq.ParquetFile(written["fact"][0]).metadata.row_group(0).column(0).compression == "ZSTD"


def test_csv_has_chinese_headings_and_exact_numbers(warehouse: Connection, tmp_path: Path) -> None:
    written = export(warehouse, tmp_path / "out", "csv")
    assert written["fact"][0].read_bytes().startswith(b"\xef\xbb\xbf")
    rows = {row["单位标识"]: row for row in read_csv(written["fact"][0])}
    decrease = rows[make_document("attack.docx", "青石县审计局").org_id]
    assert (decrease["数值"], decrease["印出的数"], decrease["年度"]) == ("-123456789.12", "-12,345.68", "2023")
    income = rows[make_document("full.docx").org_id]
    assert (income["数值"], income["位置框"], income["功能分类编码"]) == ("17200000", "[10.0, 20.0, 30.5, 40.25]", "")
    (quality,) = [r for r in read_csv(written["v_document_quality"][0]) if r["文件路径"] == "reports/full.docx"]
    assert json.loads(quality["数字按原因"]) == {"bound": 1, "date": 1, "no_concept": 1}
    (document,) = [r for r in read_csv(written["document"][0]) if r["文件路径"] == "reports/full.docx"]
    assert (document["现行"], document["公开日期"], document["来源网址"]) == ("true", "2024-09-01", "")


@pytest.mark.parametrize("text", ATTACKS)
def test_a_formula_is_made_harmless(text: str) -> None:
    assert make_harmless(text) == "'" + text


@pytest.mark.parametrize("text", PLAIN)
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert make_harmless(text) == text


def test_no_cell_of_a_csv_is_a_formula(warehouse: Connection, tmp_path: Path) -> None:
    path, _ = export(warehouse, tmp_path, "csv", ["leftover"])["leftover"]
    texts = [row["内容"] for row in read_csv(path)]
    assert texts[1 : len(ATTACKS) + 1] == ["'" + text for text in ATTACKS]


def test_excel_has_numbers_headings_and_no_formula(warehouse: Connection, tmp_path: Path) -> None:
    written = export(warehouse, tmp_path / "out", "xlsx")
    assert not BULKY & set(written)
    workbook = openpyxl.load_workbook(tmp_path / "out" / "juesuan.xlsx")
    assert len(workbook.sheetnames) == len(written)
    facts = list(workbook["事实"].iter_rows(values_only=True))
    columns = {heading: n for n, heading in enumerate(facts[0])}
    assert sorted(row[columns["数值"]] for row in facts[1:]) == [-123456789.12, 17200000]
    leftovers = list(workbook["遗留"].iter_rows(min_row=2))
    texts = [cell for row in leftovers for cell in row if cell.column_letter == "C"]
    assert "f" not in {cell.data_type for cell in texts}
    values = [cell.value for cell in texts]
    assert [value for value in values if str(value).startswith(("=", "+", "@"))] == ["+3%"]
    assert "-12.50" in values
    assert len(values[-1]) == spreadsheets.LONGEST_CELL
    assert values[-1].startswith("x长")
    assert values[-1].endswith(spreadsheets.CUT)


def test_a_long_table_goes_on_on_a_further_sheet(
    warehouse: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheets, "LAST_ROW", 10)
    _, rows = export(warehouse, tmp_path, "xlsx", ["leftover"])["leftover"]
    workbook = openpyxl.load_workbook(tmp_path / "juesuan.xlsx")
    assert workbook.sheetnames == ["遗留", "遗留~2", "遗留~3"]
    assert sum(sheet.max_row - 1 for sheet in workbook) == rows == len(ATTACKS) + len(PLAIN) + 2
    assert [next(sheet.iter_rows(values_only=True))[0] for sheet in workbook] == ["文件标识"] * 3


@pytest.mark.parametrize("kind", ["parquet", "csv", "xlsx"])
def test_the_descriptor_describes_every_file(kind: Any, warehouse: Connection, tmp_path: Path) -> None:
    written = export(warehouse, tmp_path / "out", kind)
    package = descriptor(tmp_path / "out")
    assert package["profile"] == "data-package"
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert {name: resource["path"] for name, resource in resources.items()} == {
        n: p.name for n, (p, _) in written.items()
    }
    known = {relation.name: relation for relation in relations(warehouse)}
    for name, resource in resources.items():
        fields = resource["schema"]["fields"]
        assert [field.get("column", field["name"]) for field in fields] == [
            column.name for column in known[name].columns
        ]
        assert all(field["title"] and " | " in field["description"] for field in fields)
    value = next(f for f in resources["fact"]["schema"]["fields"] if f["title"].startswith("数值 "))
    assert value["type"] == "number"
    assert value["constraints"] == {"required": True}
    key = resources["fact"]["schema"]["primaryKey"]
    assert key == (["fact_id"] if kind == "parquet" else ["事实标识"])


def test_the_descriptor_names_a_csv_s_headings(warehouse: Connection, tmp_path: Path) -> None:
    written = export(warehouse, tmp_path, "csv")
    for resource in descriptor(tmp_path)["resources"]:
        with (tmp_path / resource["path"]).open(encoding=resource["encoding"], newline="") as handle:
            assert next(csv.reader(handle)) == [field["name"] for field in resource["schema"]["fields"]]
    assert not INTERNAL & set(written)


def test_an_unknown_table_is_one_line(warehouse: Connection, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"unknown_table: facts; the tables and views are: .*fact") as caught:
        export(warehouse, tmp_path, "csv", ["facts"])
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_written_is_one_line(warehouse: Connection, path: Path) -> None:
    with pytest.raises(WarehouseError) as caught:
        export(warehouse, path, "csv")
    assert caught.value.reason == "unwritable_export"


def test_an_interrupted_export_leaves_the_old_file(
    warehouse: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = export(warehouse, tmp_path / "out", "csv", ["leftover"])["leftover"]
    before = path.read_bytes()

    def stop(_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(spreadsheets, "_print", stop)
    with pytest.raises(KeyboardInterrupt):
        export(warehouse, tmp_path / "out", "csv", ["leftover"])
    assert path.read_bytes() == before
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["datapackage.json", "leftover.csv"]


def test_an_export_is_the_same_each_time(warehouse: Connection, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        export(warehouse, tmp_path / folder, "csv")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name
