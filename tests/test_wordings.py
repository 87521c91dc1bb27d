"""Words that a finding objects to are boxed where they stand on the page, the cell of a form where it prints the number."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from pipeline.wordings import Wording, find_boxes
from schemas.document import Box
from schemas.records import Indicator, Project, SectionRecord, SourceTableRecord, TableCellRecord
from tests.conftest import Juesuan
from tests.factories import make_document, make_extraction
from tests.test_drawing import digest
from warehouse.connection import open_for_reading, open_for_writing
from warehouse.findings import read_places
from warehouse.judging import audit
from warehouse.load import Loader

LINES = ("Income of the year XX, expenditure of the year", "was 12.50, more by XX than in the year before.")
TEXT = "\n".join(LINES)


def write_pdf(path: Path, rotate: int = 0) -> bytes:
    """Two pages of 400 by 300 points: the first is empty but for a heading, on the second stand the lines."""
    canvas = Canvas(str(path), pagesize=(400, 300), invariant=True)
    canvas.drawString(40, 250, "Accounts")
    canvas.showPage()
    for number, line in enumerate(LINES):
        canvas.drawString(40, 200 - 20 * number, line)
    canvas.save()
    if rotate:
        pdf = PdfDocument(path.read_bytes())
        pdf[1].set_rotation(rotate)
        pdf.save(path)
        pdf.close()
    return path.read_bytes()


def find(source: bytes, words: str, start: int = 0) -> tuple[int, tuple[Box, ...]]:
    at = TEXT.index(words, start)
    return find_boxes(source, "a.pdf", Wording(TEXT, at, at + len(words), 1))


def test_words_are_found_on_the_page_to_which_their_section_runs_on(tmp_path: Path) -> None:
    page, ((x0, top, x1, bottom),) = find(write_pdf(tmp_path / "a.pdf"), "Income")
    assert page == 2
    assert x0 == pytest.approx(40, abs=2)
    assert top < 300 - 200 < bottom
    assert x1 == pytest.approx(40 + 40, abs=6)


def test_the_words_around_tell_which_of_two_like_words_is_meant(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "a.pdf")
    (_, (first,)), (_, (second,)) = find(source, "XX"), find(source, "XX", TEXT.index("more by"))
    assert second[1] - first[1] == pytest.approx(20, abs=0.5)


def test_words_over_two_lines_have_a_box_a_line(tmp_path: Path) -> None:
    _, boxes = find(write_pdf(tmp_path / "a.pdf"), "of the year\nwas 12.50")
    assert len(boxes) == 2


def test_a_turned_page_is_searched_as_it_is_shown(tmp_path: Path) -> None:
    _, ((x0, top, x1, bottom),) = find(write_pdf(tmp_path / "a.pdf", 90), "Income")
    assert bottom - top > x1 - x0


def test_words_that_stand_nowhere_have_no_box(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "a.pdf")
    assert find_boxes(source, "a.pdf", Wording("Nothing of it", 0, 7, 1)) == (1, ())
    assert find_boxes(source, "a.pdf", Wording("Income", 0, 6, 9)) == (9, ())


def test_show_boxes_the_placeholder_that_a_finding_objects_to(juesuan: Juesuan, tmp_path: Path) -> None:
    pdf, database, out = tmp_path / "a.pdf", tmp_path / "w.duckdb", tmp_path / "proof.png"
    write_pdf(pdf)
    document = make_document("a.pdf", doc_id=digest(pdf), path=pdf.as_posix(), pages=2)
    section = SectionRecord(document.doc_id, "s1", None, 1, 1, None, "Accounts", TEXT, 1, "main")
    with closing(open_for_writing(database)) as connection:
        Loader(connection).load([make_extraction(document, sections=(section,))])
        audit(connection)
        ((finding,),) = connection.execute("SELECT finding_id FROM finding").fetchall()
    done = juesuan("show", "a.pdf", "--finding", finding, "--out", out, "--db", database)
    assert done.stdout.endswith(f"drawn: {out}\n"), done.stderr
    assert out.stat().st_size > 0


HEAD = ("资金总额", "30.00", "18.00", "600%", "10")
ROWS = (HEAD, ("养护里程", "≥40公里", "42公里", "10", "12"))


def test_a_finding_on_a_form_stands_at_the_cell_of_its_number(tmp_path: Path) -> None:
    document = make_document("a.pdf", pages=1)
    doc_id = document.doc_id
    cells = tuple(
        TableCellRecord(
            doc_id, "t1", row, col, 1, 1, text, 1, (50.0 * col, 20.0 * row, 50.0 * col + 50, 20.0 * row + 20)
        )
        for row, texts in enumerate(ROWS)
        for col, text in enumerate(texts)
    )
    extraction = make_extraction(
        document,
        sections=(SectionRecord(doc_id, "s1", None, 1, 1, None, "绩效自评", "", 1, "main"),),
        tables=(SourceTableRecord(doc_id, "t1", 1, "自评表", None, None, "s1", "main", 1, 1, 2, 5, "read"),),
        cells=cells,
        projects=(
            Project(
                "p1", doc_id, document.org_id, 2023, "林区道路养护", "self_evaluation", budget_amount=Decimal(300_000),
                executed_amount=Decimal(180_000), execution_rate=Decimal(600), page=1, table_id="t1", section_id="s1",
            ),
        ),
        indicators=(
            Indicator(
                "p1", 1, doc_id, None, None, "养护里程", "≥40公里", "42公里", weight=Decimal(10), score=Decimal(12), page=1,
                table_id="t1", row=1,
            ),
        ),
    )  # fmt: skip
    path = tmp_path / "w.duckdb"
    with closing(open_for_writing(path)) as connection:
        Loader(connection).load([extraction])
        audit(connection)
    with closing(open_for_reading(path)) as connection:
        found = connection.execute("SELECT rule_id, finding_id, table_id, row, col, page FROM v_finding").fetchall()
        assert {rule: cell for rule, _, *cell in found} == {
            "performance_execution": ["t1", 0, 3, 1],
            "performance_score_limit": ["t1", 1, 4, 1],
        }
        boxes = {rule: [place.box for place in read_places(connection, finding)] for rule, finding, *_ in found}
    assert boxes == {
        "performance_execution": [(150.0, 0.0, 200.0, 20.0)],
        "performance_score_limit": [(200.0, 20.0, 250.0, 40.0)],
    }
