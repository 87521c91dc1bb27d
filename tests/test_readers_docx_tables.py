"""Tables of Word files: merges, skipped columns, nested tables, revisions, and time in proportion."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extractors.readers import docx
from extractors.readers.docx_body import Body
from tests.packages import cell, filled, package, read_docx, row, table, tables
from tests.shared import ROOT

SAMPLES = ROOT / "samples" / "reports"
RESTART = '<w:vMerge w:val="restart"/>'
CONTINUE = "<w:vMerge/>"


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


def test_merged_cells_come_once_with_their_spans() -> None:
    found = read_docx(
        table(
            row(cell("科目", span(2)), cell("合计", RESTART)),
            row(cell("编码"), cell("名称"), cell("", CONTINUE)),
            row(cell("201"), cell("一般公共服务"), cell("3.50")),
        )
    )
    (only,) = tables(found)
    assert filled(only) == [["科目", "科目", "合计"], ["编码", "名称", "合计"], ["201", "一般公共服务", "3.50"]]
    assert [(each.text, each.row_span, each.col_span) for each in only.cells[:2]] == [("科目", 1, 2), ("合计", 2, 1)]
    assert only.spans_known


def test_a_continued_cell_without_a_beginning_keeps_its_text() -> None:
    found = read_docx(table(row(cell("甲"), cell("乙")), row(cell("丙", CONTINUE + span(2)))))
    assert filled(tables(found)[0]) == [["甲", "乙"], ["丙", "丙"]]


def test_text_under_a_merge_is_reported() -> None:
    found = read_docx(table(row(cell("甲", RESTART)), row(cell("藏", CONTINUE))))
    assert filled(tables(found)[0]) == [["甲"], ["甲"]]
    assert found.notes == (("hidden_by_merge", "藏", None),)


def test_skipped_grid_columns_and_short_rows_are_blank() -> None:
    found = read_docx(
        table(
            row(cell("甲"), cell("乙"), cell("丙")),
            row(cell("1.00"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
            row(cell("丁")),
        )
    )
    assert filled(tables(found)[0]) == [["甲", "乙", "丙"], ["", "1.00", ""], ["丁", "", ""]]


def test_deleted_rows_are_left_out_and_controlled_ones_kept() -> None:
    kept = f"<w:sdt><w:sdtContent>{row(cell('留'))}</w:sdtContent></w:sdt>"
    found = read_docx(table(row(cell("删"), properties="<w:del/>"), kept))
    assert filled(tables(found)[0]) == [["留"]]


def test_a_cell_keeps_its_paragraphs_and_depth() -> None:
    two = "<w:tc><w:p><w:r><w:t>　基本</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>工资 </w:t></w:r></w:p></w:tc>"
    assert filled(tables(read_docx(table(row(two))))[0]) == [["　基本\n工资"]]


def test_a_nested_table_follows_its_parent() -> None:
    inner = f"<w:tc>{table(row(cell('内')))}<w:p><w:r><w:t>外</w:t></w:r></w:p></w:tc>"
    assert [filled(each) for each in tables(read_docx(table(row(inner))))] == [[["外"]], [["内"]]]


def test_a_long_table_takes_time_in_proportion() -> None:
    def seconds(rows: int) -> float:
        source = package(table(*[row(*[cell("1.00") for _ in range(8)])] * rows))
        start = time.process_time()
        (found,) = tables(docx.read(source, "a.docx"))
        assert len(found.cells) == 8 * rows
        return time.process_time() - start

    assert seconds(5_000) < 40 * max(seconds(500), 0.01)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.docx")), ids=lambda path: path.stem)
def test_one_pass_gives_what_the_careful_way_gives(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = path.read_bytes()
    quick = docx.read(content, path.name)
    monkeypatch.setattr(Body, "_is_plain", lambda *_: False)
    assert docx.read(content, path.name) == quick


@pytest.mark.parametrize("inner", ["<w:p><w:r><w:t>一</w:t></w:r></w:p>" * 2, "<w:p/>", "", "<w:p><w:r/></w:p><w:p/>"])
def test_one_pass_joins_the_paragraphs_of_a_cell_in_the_same_way(inner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = table(row(f"<w:tc>{inner}</w:tc>", cell("二 ", CONTINUE)), row(cell("\u3000三"), cell("", span(0))))
    quick = read_docx(body)
    monkeypatch.setattr(Body, "_is_plain", lambda *_: False)
    assert read_docx(body) == quick


def test_what_a_changed_property_was_is_not_what_it_is() -> None:
    was = f"<w:tcPrChange><w:tcPr>{span(3)}</w:tcPr></w:tcPrChange>"
    (only,) = tables(read_docx(table(row(cell("甲", was), cell("乙")), row(cell("丙"), cell("丁")))))
    assert filled(only) == [["甲", "乙"], ["丙", "丁"]]
