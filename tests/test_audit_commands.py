"""What auditors use: the audit over a warehouse, its findings listed, proved, dismissed, and figures corrected."""

from __future__ import annotations

import csv
import io
import json
import shutil
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from pipeline.errors import UserError
from pipeline.ingest import ingest
from pipeline.settings import Settings
from pipeline.verdicts import Typed
from schemas.records import Extraction, SectionRecord
from tests.conftest import SAMPLES, Juesuan
from tests.factories import make_document, make_extraction, make_fact
from tests.figures import read_figures
from tests.test_drawing import digest, write_pdf
from tests.warehouses import empty_warehouse
from warehouse.checks import checks
from warehouse.connection import Connection, open_for_reading, open_for_writing
from warehouse.judging import audit
from warehouse.load import Loader
from warehouse.verdicts import Figure, correct, dismiss, find_figures, find_findings

PROSE = "=1+1，支出673.27万元，比上年增加19.26万元，增长2.86%。"
ROWS = {"213 农林水支出": "90.00", "21301 农业": "90.00", "2130101 行政运行": "60.00"}
"""Rows of T05 with what each prints as its total; 基本支出 is 40.00, 项目支出 50.00 in all of them."""


def report() -> Extraction:
    """A rate over the wrong year, a row whose parts do not sum (and so its parent's), a placeholder of the template."""
    cells = [f"{' | '.join(head.split())} | {total} | 40.00 | 50.00" for head, total in ROWS.items()]
    lines = [
        f"section s1 支出决算情况 :: {PROSE}",
        "text general_public expenditure final 673.27万元",
        "text general_public expenditure change 19.26万元",
        "text general_public expenditure change_rate 2.86%",
        "section s2 名词解释 :: 14.文化体育与传媒（类）…（款）…（项）：指……。",
        f"table T05 支出决算表 :: 编码 | 科目名称 | 合计 | 基本支出 | 项目支出 // {' // '.join(cells)}",
    ]
    for row, (head, total) in enumerate(ROWS.items(), 1):
        code = head.split()[0]
        figures = {"expenditure": total, "expenditure_basic": "40.00", "expenditure_project": "50.00"}
        for col, (concept, value) in enumerate(figures.items(), 2):
            lines.append(f"T05 general_public {concept}#{code} final {value}万元 row={row} col={col}")
    (extraction,) = read_figures(lines, "audited")
    return extraction


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report, loaded and audited; nobody writes to it."""
    path = tmp_path_factory.mktemp("judged") / "w.duckdb"
    with closing(open_for_writing(path)) as connection:
        Loader(connection).load([report()])
        audit(connection)
    return path


@pytest.fixture
def database(judged: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(judged, tmp_path / "w.duckdb"))


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(open_for_reading(path)) as connection:
        return connection.execute(query).fetchall()


def id_of(path: Path, check: str) -> str:
    ((found,),) = rows(path, f"SELECT finding_id FROM finding WHERE rule_id = '{check}'")
    return str(found)


def causes(connection: Connection) -> set[str]:
    found = connection.execute("SELECT rule_id FROM v_finding WHERE caused_by IS NULL").fetchall()
    return {rule for (rule,) in found}


def test_a_finding_says_where_it_stands_and_what_should_stand_there(judged: Path) -> None:
    columns = "printed, should_be, place_words, quotation, consequences, title_zh <> title_en, org_name, path"
    found = {rule: row for rule, *row in rows(judged, f"SELECT rule_id, {columns} FROM v_finding")}
    same = [True, "云溪县audited局", "reports/audited/0-report.docx"]
    words = "T05 支出决算表 / 行政运行 / 合计"
    assert found["T05.1"] == ["60.00万元", "90万元", words, "expenditure#2130101 60.00万元", 1, *same]
    assert found["growth_rate"] == ["2.86%", "2.9449%", "支出决算情况", PROSE, 0, *same]
    assert found["template_leftover"][2:4] == ["名词解释", "14.文化体育与传媒（类）…（款）…（项）：指……。"]


def test_every_check_has_an_outcome_for_every_report(judged: Path) -> None:
    outcomes = dict(rows(judged, "SELECT rule_id, outcome FROM v_coverage"))
    assert set(outcomes) == {check.id for check in checks()}
    assert (outcomes["T05.1"], outcomes["T01.1"]) == ("fail", "not_applicable")
    assert rows(judged, "FROM v_coverage WHERE outcome = 'not_applicable' AND missing IS NULL") == []
    titles = rows(
        judged, "SELECT rule_id, title_zh, title_en, basis, kind, severity, needs FROM audit_check ORDER BY ord"
    )
    assert titles == [(c.id, c.zh, c.en, c.basis, c.kind, c.severity, c.needs) for c in checks()]


def test_the_summary_counts_causes(judged: Path) -> None:
    columns = "audited, errors, warnings, infos, consequences, dismissed"
    assert rows(judged, f"SELECT {columns} FROM v_audit_summary") == [(True, 2, 1, 0, 1, 0)]
    assert rows(judged, "SELECT passed + failed + not_applicable FROM v_audit_summary") == [(len(checks()),)]


def test_audit_judges_anew_and_says_what_it_found(juesuan: Juesuan, database: Path) -> None:
    before = rows(database, "FROM finding ORDER BY ALL")
    done = juesuan("audit", "--db", database)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 document judged: 2 errors, 1 warning, 0 infos\n")
    assert "growth_rate" in done.stdout and "T05.3" not in done.stdout
    assert rows(database, "FROM finding ORDER BY ALL") == before
    told = json.loads(juesuan("audit", "--db", database, "--json").stdout)
    assert told["findings"] == {"error": 2, "warning": 1, "info": 0}
    assert {check["rule_id"] for check in told["checks"]} == {"T05.1", "growth_rate", "template_leftover"}


def test_audit_makes_no_warehouse(juesuan: Juesuan, tmp_path: Path) -> None:
    done = juesuan("audit", "--db", tmp_path / "none.duckdb")
    assert done.returncode == 1
    assert done.stderr.startswith("juesuan: missing: ")
    assert list(tmp_path.iterdir()) == []


def test_ingest_audits_where_it_is_told(tmp_path: Path) -> None:
    database, sample = tmp_path / "w.duckdb", str(SAMPLES / "bole_tianlu_2022_final_account.docx")
    settings = Settings(database=database, workers=0)
    assert ingest([sample], settings, lambda _: None).findings is None
    assert rows(database, "SELECT audited, errors FROM v_audit_summary") == [(False, None)]
    assert ingest([sample], replace(settings, audit=True), lambda _: None).findings is not None
    assert rows(database, "SELECT audited, errors FROM v_audit_summary") == [(True, 0)]
    assert rows(database, "SELECT count(*) FROM v_coverage") == [(len(checks()),)]


def test_findings_are_told_as_an_auditor_reads_them(juesuan: Juesuan, judged: Path) -> None:
    done = juesuan("findings", "云溪县", "--check", "growth_rate", "--db", judged)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "error growth_rate  云溪县audited局 2023  增长2.86%：19.26÷（673.27－19.26）＝2.94%（2.86%是以本年数为分母）",
        f"  “{PROSE}”",
        "  printed 2.86%, should be 2.9449%",
        "  at  支出决算情况  reports/audited/0-report.docx",
        f"  id  {id_of(judged, 'growth_rate')}",
        "",
        "1 finding: 1 error",
    ]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ((), {"T05.1", "growth_rate", "template_leftover"}),
        (("--severity", "warning,info"), {"template_leftover"}),
        (("--check", "T05.1", "--check", "growth_rate"), {"T05.1", "growth_rate"}),
        (("--year", "2022"), set()),
        (("0-report.docx", "--year", "2023", "--severity", "error"), {"T05.1", "growth_rate"}),
        (("--all",), {"T05.1", "T05.3", "growth_rate", "template_leftover"}),
    ],
)
def test_findings_are_filtered(juesuan: Juesuan, judged: Path, wish: tuple[str, ...], expected: set[str]) -> None:
    done = juesuan("findings", *wish, "--json", "--db", judged)
    assert {finding["rule_id"] for finding in json.loads(done.stdout)} == expected


def test_findings_of_nobody_and_of_nothing_audited_are_one_line(juesuan: Juesuan, judged: Path, tmp_path: Path) -> None:
    unknown = juesuan("findings", "海淀区", "--db", judged)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert unknown.stderr == "juesuan: 海淀区: no such document or organisation; juesuan status lists the documents\n"
    path = tmp_path / "w.duckdb"
    with closing(open_for_writing(path)) as connection:
        Loader(connection).load([report()])
    silent = juesuan("findings", "--db", path)
    assert silent.returncode == 1
    assert silent.stderr == f"juesuan: nothing was audited yet; run: juesuan audit --db {path}\n"


def test_findings_as_csv_run_nothing(juesuan: Juesuan, judged: Path) -> None:
    done = juesuan("findings", "--csv", "--check", "growth_rate", "--db", judged)
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row["quotation"] == f"'{PROSE}"
    assert row["printed"] == "2.86%"


def test_the_workbook_has_the_findings_and_what_was_checked(juesuan: Juesuan, judged: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "findings.xlsx"
    done = juesuan("findings", "--xlsx", path, "--severity", "error", "--db", judged)
    assert done.stdout == f"{path}: 2 findings, {len(checks())} outcomes of checks\n", done.stderr
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["审核发现", "审核覆盖"]
    head, *body = workbook["审核发现"].iter_rows(values_only=True)
    found = {row[head.index("规则标识")]: dict(zip(head, row, strict=True)) for row in body}
    assert set(found) == {"T05.1", "growth_rate"}
    assert found["growth_rate"]["引文"] == f"'{PROSE}"
    assert (found["T05.1"]["程度"], found["T05.1"]["应印"]) == ("错误", "90万元")
    head, *body = workbook["审核覆盖"].iter_rows(values_only=True)
    assert {row[head.index("结果")] for row in body} == {"通过", "不符", "不适用"}
    assert all(cell.data_type != "f" for sheet in workbook for row in sheet for cell in row)


def test_a_workbook_that_cannot_be_written_is_one_line(juesuan: Juesuan, judged: Path, tmp_path: Path) -> None:
    done = juesuan("findings", "--xlsx", tmp_path, "--db", judged)
    assert done.returncode == 1
    assert done.stderr.startswith(f"juesuan: unwritable_export: {tmp_path}; ")


def test_show_marks_the_place_in_the_text(juesuan: Juesuan, judged: Path) -> None:
    done = juesuan("show", "0-report.docx", "--finding", id_of(judged, "growth_rate")[:8], "--db", judged)
    assert done.returncode == 0, done.stderr
    marked = "  =1+1，支出【673.27】万元，比上年增加【19.26】万元，增长【2.86】%。"
    assert done.stdout.splitlines()[-2:] == ["s1 支出决算情况", marked]


def test_show_marks_the_place_in_the_table(juesuan: Juesuan, judged: Path) -> None:
    done = juesuan("show", "0-report.docx", "--finding", id_of(judged, "T05.1"), "--db", judged)
    table = [line.split() for line in done.stdout.splitlines()[-4:]]
    assert table[1][0].startswith("─")
    assert table[2] == ["0", "编码", "科目名称", "合计", "基本支出", "项目支出"]
    assert table[3] == ["3", "2130101", "行政运行", "【60.00】", "【40.00】", "【50.00】"]


def test_show_refuses_what_is_no_finding_of_the_document(juesuan: Juesuan, judged: Path) -> None:
    known = id_of(judged, "T05.1")
    for arguments, complaint in {
        ("--finding", "000000"): "000000: no such finding; juesuan findings --all prints their ids",
        ("--finding", known, "--page", "1"): "--finding shows its own places; leave out --page, --table and --section",
        ("--finding", known, "--out", "a.png"): "no place of this finding can be drawn; leave --out away",
    }.items():
        done = juesuan("show", "0-report.docx", *arguments, "--db", judged)
        assert (done.returncode, done.stderr) == (1, f"juesuan: {complaint}\n")


def test_show_boxes_the_suspect_and_its_evidence_on_the_page(juesuan: Juesuan, tmp_path: Path) -> None:
    pdf, database, out = tmp_path / "page.pdf", tmp_path / "w.duckdb", tmp_path / "proof.png"
    write_pdf(pdf)
    document = make_document("page.pdf", doc_id=digest(pdf), path=pdf.as_posix(), pages=1)
    section = SectionRecord(document.doc_id, "s1", None, 1, 1, None, "支出", PROSE, 1, "main")
    figures = {"final": ("673.27", "万元"), "change": ("19.26", "万元"), "change_rate": ("2.86", "%")}
    facts = []
    for number, (measure, (printed, unit)) in enumerate(figures.items()):
        start = PROSE.index(printed)
        value = Decimal(printed) * (10_000 if unit == "万元" else 1)
        place: dict[str, Any] = {"section_id": "s1", "char_start": start, "char_end": start + len(printed), "page": 1}
        said: dict[str, Any] = {"value_reported": printed, "unit_reported": unit, "decimals": 2, "source": "text"}
        said |= {"unit": "CNY" if unit == "万元" else "percent", "fund": "general_public"}
        box = (100.0 * number + 10, 20.0, 100.0 * number + 60, 40.0)
        facts.append(make_fact(document, "expenditure", str(value), measure, bbox=box, **place, **said))
    with closing(open_for_writing(database)) as connection:
        Loader(connection).load([make_extraction(document, *facts, sections=(section,))])
        audit(connection)
    done = juesuan("show", "page.pdf", "--finding", id_of(database, "growth_rate"), "--out", out, "--db", database)
    assert done.stdout.endswith(f"drawn: {out}\n"), done.stderr
    with Image.open(out) as image:
        edges = [image.getpixel((3 * (100 * number + 10) - 1, 90)) for number in range(3)]
    blue, red = (31, 95, 208), (220, 20, 20)
    assert edges == [blue, blue, red]


def test_a_dismissed_finding_is_gone_with_what_followed_from_it(juesuan: Juesuan, database: Path) -> None:
    finding = id_of(database, "T05.1")
    done = juesuan("dismiss", finding[:8], "--why", "附表口径", "--by", "张三", "--db", database)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "dismissed by 张三, and 1 finding that followed from it"
    said = "SELECT rule_id, place, why, made_by FROM dismissal ORDER BY rule_id"
    assert rows(database, said) == [(rule, "t05/3/2", "附表口径", "张三") for rule in ("T05.1", "T05.3")]
    with closing(open_for_reading(database)) as connection:
        assert causes(connection) == {"growth_rate", "template_leftover"}
    assert rows(database, "SELECT errors, consequences, dismissed FROM v_audit_summary") == [(1, 0, 2)]
    every = json.loads(juesuan("findings", "--all", "--check", "T05.1", "--json", "--db", database).stdout)
    assert [(f["dismissed"], f["dismissed_why"], f["dismissed_by"]) for f in every] == [(True, "附表口径", "张三")]
    back = juesuan("dismiss", finding, "--undo", "--db", database)
    assert back.stdout.splitlines()[-1] == "open again, and 1 finding that followed from it"
    assert rows(database, "SELECT errors, consequences, dismissed FROM v_audit_summary") == [(2, 1, 0)]
    assert rows(database, "FROM dismissal") == []


def test_a_dismissal_needs_a_reason_and_a_finding(juesuan: Juesuan, judged: Path) -> None:
    finding = id_of(judged, "T05.1")
    for arguments, complaint in {
        (finding,): "the reason is missing; give --why: it stays with what you say",
        (finding, "--why", " "): "the reason is missing; give --why: it stays with what you say",
        ("ffffff", "--why", "x"): "ffffff: no such finding; juesuan findings --all prints their ids",
        (finding, "--undo"): f"{finding} is not dismissed; juesuan findings --all shows what is",
    }.items():
        done = juesuan("dismiss", *arguments, "--db", judged)
        assert (done.returncode, done.stderr) == (1, f"juesuan: {complaint}\n")
    assert rows(judged, "FROM dismissal") == []


def test_a_dismissal_survives_a_new_audit_and_a_new_extraction() -> None:
    with empty_warehouse() as connection:
        loader = Loader(connection)
        loader.load([report()])
        audit(connection)
        ((place,),) = connection.execute(
            "SELECT finding_id FROM finding WHERE rule_id = 'template_leftover'"
        ).fetchall()
        (finding,) = find_findings(connection, place)
        assert dismiss(connection, finding, "按模板公开", "张三") == 1
        for version in ("1", "2"):
            if version == "2":
                extraction = report()
                (outcome,) = loader.load(
                    [replace(extraction, document=replace(extraction.document, extractor_version="2"))]
                )
                assert outcome.action == "replaced"
                assert connection.execute("FROM finding").fetchall() == []
            done = audit(connection)
            assert done.findings == {"error": 2, "warning": 0, "info": 0}
            assert causes(connection) == {"T05.1", "growth_rate"}
        told = "SELECT dismissed_why FROM v_finding_all WHERE dismissed"
        assert connection.execute(told).fetchall() == [("按模板公开",)]


def test_a_finding_that_nobody_dismissed_is_the_cause_of_the_others() -> None:
    with empty_warehouse() as connection:
        Loader(connection).load([report()])
        audit(connection)
        connection.execute(
            "INSERT INTO dismissal SELECT doc_id, rule_id, place, 'x', 'y', now()::TIMESTAMP FROM finding WHERE rule_id = 'T05.1'"
        )
        audit(connection)
        assert causes(connection) == {"T05.3", "growth_rate", "template_leftover"}


def test_a_correction_stands_beside_what_was_read_and_the_audit_goes_by_it(juesuan: Juesuan, database: Path) -> None:
    done = juesuan("correct", "0-report.docx", "t05/3/2", "90.00", "--why", "误读", "--by", "张三", "--db", database)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "expenditure/final: read as 60.00万元, corrected to 900,000 CNY by 张三",
        f"what was read stays beside it; to judge anew: juesuan audit --db {database}",
    ]
    read = "SELECT value, value_reported FROM fact WHERE table_id = 't05' AND row = 3 AND col = 2"
    assert rows(database, read) == [(Decimal(600_000), "60.00")]
    corrected = "SELECT value, corrected FROM v_fact WHERE table_id = 't05' AND row = 3 AND col = 2"
    assert rows(database, corrected) == [(Decimal(900_000), True)]
    told = json.loads(juesuan("audit", "--db", database, "--json").stdout)
    assert {check["rule_id"] for check in told["checks"]} == {"growth_rate", "template_leftover"}


def test_a_correction_survives_a_new_extraction() -> None:
    with empty_warehouse() as connection:
        loader, extraction = Loader(connection), report()
        loader.load([extraction])
        doc_id = extraction.document.doc_id
        (figure,) = find_figures(connection, doc_id, "2.86")
        correct(connection, doc_id, [figure], Decimal("2.94"), "误读", "张三")
        loader.load([replace(extraction, document=replace(extraction.document, extractor_version="2"))])
        audit(connection)
        assert causes(connection) == {"T05.1", "template_leftover"}
        correct(connection, doc_id, [figure], None, "不是增长率", "张三")
        rate = "SELECT count(*) FROM v_fact WHERE measure = 'change_rate'"
        assert connection.execute(rate).fetchall() == [(0,)]
        assert connection.execute("SELECT count(*) FROM correction").fetchall() == [(2,)]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("t05/3/2", "90"), "the reason is missing; give --why"),
        (("t05/3/2", "--why", "x"), "give the right value, or --not-a-fact"),
        (("t05/3/2", "90", "--not-a-fact", "--why", "x"), "give the right value, or --not-a-fact"),
        (("t05/9/9", "90", "--why", "x"), "t05/9/9: no such figure in reports/audited/0-report.docx"),
        (("40.00", "90", "--why", "x"), "40.00: printed in 3 places of reports/audited/0-report.docx"),
        (("2.86", "2.94万元", "--why", "x"), "2.94万元: the figure is no amount of money (percent)"),
        (("t05/3/2", "ninety", "--why", "x"), "ninety: no number"),
    ],
)
def test_what_cannot_be_corrected_is_one_line(
    juesuan: Juesuan, judged: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    done = juesuan("correct", "0-report.docx", *arguments, "--db", judged)
    assert done.returncode == 1
    assert done.stderr.startswith(f"juesuan: {complaint}")
    assert len(done.stderr.splitlines()) == 1


def figure(value: str, printed: str, unit: str | None, base: str = "CNY") -> Figure:
    place = (None, None, None, "s1", 0, 4)
    return Figure("f", "expenditure", "final", "all", Decimal(value), base, printed, unit, *place)


@pytest.mark.parametrize(
    ("text", "unit", "of", "expected"),
    [
        ("90.5", None, figure("1", "1", "万元"), "905000"),
        ("905,000", "元", figure("1", "1", "万元"), "905000"),
        ("90.5万元", None, figure("1", "1", "元"), "905000"),
        ("12", None, figure("1", "1", None), "12"),
        ("2.94", None, figure("2.86", "2.86", "%", "percent"), "2.94"),
        ("6.13", None, figure("-6.53", "6.53", "%", "percent"), "-6.13"),
        ("+6.13", None, figure("-6.53", "6.53", "%", "percent"), "6.13"),
        ("6.13", None, figure("-6.53", "-6.53", "%", "percent"), "6.13"),
    ],
)
def test_a_typed_value_is_read_as_the_figure_is_printed(text: str, unit: str | None, of: Figure, expected: str) -> None:
    assert Typed(text, unit).value_for(of) == Decimal(expected)


def test_a_unit_for_what_is_no_money_is_refused() -> None:
    with pytest.raises(UserError, match="no amount of money"):
        Typed("3", "万元").value_for(figure("3", "3", "辆", "vehicle"))
