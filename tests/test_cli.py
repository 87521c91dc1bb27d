"""The command line as its user meets it: real processes, what they print and how they end."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS, build_parser
from tests.conftest import Juesuan, SampleWarehouse
from tests.shared import ROOT
from warehouse.questions import questions

DOCUMENT = "yueyang_shuiyun_2022_final_account.docx"


def the_only_line(text: str) -> str:
    lines = text.splitlines()
    assert len(lines) == 1, text
    return lines[0]


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_explains_every_command(juesuan: Juesuan, command: tuple[str, ...]) -> None:
    done = juesuan(*command, "--help")
    assert done.returncode == 0
    assert "exit status" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "correct a.pdf 1.00 --unit 万元 1.50 --why x",
            {"document": "a.pdf", "fact": "1.00", "value": "1.50", "unit": "万元"},
        ),
        ("correct --not-a-fact a.pdf 1.00", {"document": "a.pdf", "fact": "1.00", "value": None, "not_a_fact": True}),
        ("correct a.pdf 1.00 --by 张三 -- -1.50", {"fact": "1.00", "value": "-1.50", "by": "张三"}),
        ("findings 云溪县 --year 2022 林业局", {"words": ["云溪县", "林业局"], "year": 2022}),
        ("findings --all", {"words": [], "all": True}),
        ("ingest a.pdf --workers 0 b.pdf", {"inputs": ["a.pdf", "b.pdf"], "workers": 0}),
    ],
)
def test_options_may_stand_among_the_arguments(typed: str, expected: dict[str, object]) -> None:
    options = vars(build_parser().parse_args(typed.split()))
    assert {name: options.get(name) for name in expected} == expected


def test_help_starts_fast() -> None:
    """What costs a second to import is imported where it is needed."""
    script = "import sys, pipeline.cli as c; c.build_parser(); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"spacy", "pandas", "duckdb", "pyarrow", "lxml", "pdfplumber"} & set(loaded.stdout.split()) == set()


def test_a_question_loads_no_extractor() -> None:
    script = "import sys, pipeline.answers; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"spacy", "pandas", "lxml", "pdfplumber", "openpyxl"} & set(loaded.stdout.split()) == set()


def test_ingest_says_what_came_out(samples: SampleWarehouse) -> None:
    assert samples.made.returncode == 0, samples.made.stderr
    out = samples.made.stdout
    assert "loaded" in out
    assert "documents (" in out
    assert "organisations" in out
    assert "0 files set aside" in out
    assert "facts" in out
    assert "leftover" in out


def test_ingest_without_a_terminal_prints_a_line_a_file(samples: SampleWarehouse) -> None:
    lines = samples.made.stderr.splitlines()
    assert lines[0].startswith("[1/")
    assert any(DOCUMENT in line and "facts" in line for line in lines)


def test_a_terminal_sees_a_bar_and_no_lines(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    command = [sys.executable, "-m", "pipeline", "ingest", "samples/reports/" + DOCUMENT, "--db", str(tmp_path / "w")]
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs, check=True
    )
    shown = os.read(ours, 65536).decode()
    assert "0%|" in shown
    assert "[1/1]" not in shown
    assert b"1 file: 1 loaded" in done.stdout


def test_ingest_as_json_names_every_file(juesuan: Juesuan, samples: SampleWarehouse, tmp_path: Path) -> None:
    copy = tmp_path / "w.duckdb"
    copy.write_bytes(samples.path.read_bytes())
    before = json.loads(juesuan("status", "--db", copy, "--json").stdout)
    done = juesuan("ingest", ROOT / "samples" / "reports" / DOCUMENT, "--db", copy, "--json")
    result = json.loads(done.stdout)
    # It has another path there, which comes before the one of the samples: it bears that one now.
    assert {action: number for action, number in result["run"]["actions"].items() if number} == {"replaced": 1}
    assert result["run"]["events"][0]["path"].endswith(DOCUMENT)
    assert result["warehouse"]["facts"] == before["facts"] > 0
    again = json.loads(juesuan("ingest", ROOT / "samples" / "reports" / DOCUMENT, "--db", copy, "--json").stdout)
    assert {action: number for action, number in again["run"]["actions"].items() if number} == {"unchanged": 1}
    assert again["run"]["events"] == []


def test_status_lists_the_documents(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    done = juesuan("status", "--db", samples.path)
    assert done.returncode == 0
    assert DOCUMENT in done.stdout
    assert "facts" in done.stdout


def test_status_as_json(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    status = json.loads(juesuan("status", "--db", samples.path, "--json").stdout)
    assert status["documents"] == len(status["lines"])
    assert status["facts"] == sum(line["facts"] for line in status["lines"])


def test_query_without_a_question_lists_them(juesuan: Juesuan, tmp_path: Path) -> None:
    done = juesuan("query", "--db", tmp_path / "absent.duckdb")
    assert done.returncode == 0
    for question in questions().values():
        assert question.name in done.stdout
        assert question.zh in done.stdout


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_named_question_is_answered(juesuan: Juesuan, samples: SampleWarehouse, name: str) -> None:
    done = juesuan("query", name, "--db", samples.path)
    assert done.returncode == 0, done.stderr
    assert questions()[name].zh in done.stdout
    assert "row" in done.stdout


def test_a_select_as_table_csv_and_json_agree(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    select = "SELECT name, admin_code FROM organization ORDER BY name LIMIT 3"
    as_csv = list(csv.DictReader(io.StringIO(juesuan("query", select, "--csv", "--db", samples.path).stdout)))
    as_json = json.loads(juesuan("query", select, "--json", "--db", samples.path).stdout)
    table = juesuan("query", select, "--db", samples.path).stdout
    assert as_csv == as_json
    assert len(as_json) == 3
    assert all(row["name"] in table for row in as_json)


def test_a_csv_cell_is_no_formula(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    done = juesuan("query", "SELECT '=1+1' AS a, -1.5 AS b", "--csv", "--db", samples.path)
    assert done.stdout.splitlines() == ["a,b", "'=1+1,-1.5"]


def test_json_keeps_every_digit(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    select = "SELECT 123456789012345678.123456::DECIMAL(24,6) AS long, 0.1::DECIMAL(24,6) AS short"
    row = json.loads(juesuan("query", select, "--json", "--db", samples.path).stdout)[0]
    assert row == {"long": "123456789012345678.123456", "short": 0.1}


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        ("nosuch", "unknown_question: nosuch; the questions are: "),
        ("SELECT nothing FROM fact", "bad_query: SELECT nothing FROM fact; "),
        ("DELETE FROM fact", "type one SELECT"),
        ("SELECT 1; DROP TABLE fact", "type one SELECT"),
        ("SELECT * FROM read_text('LICENSE')", "disabled by configuration"),
    ],
)
def test_a_bad_query_is_one_line(juesuan: Juesuan, samples: SampleWarehouse, question: str, complaint: str) -> None:
    done = juesuan("query", question, "--db", samples.path)
    assert done.returncode == 1
    assert complaint in the_only_line(done.stderr)


def test_sql_runs_a_script(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    script = "SELECT count(*) AS n FROM document;\nSELECT ';' AS mark;"
    done = juesuan("sql", "--db", samples.path, stdin=script)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("1 row") == 2


def test_sql_stops_at_an_error(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    done = juesuan("sql", "--db", samples.path, stdin="SELECT nothing;")
    assert done.returncode == 1
    assert "bad_query" in the_only_line(done.stderr)


def test_find_shows_the_place(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    done = juesuan("find", "公务接待费", "--db", samples.path, "--limit", "2")
    assert done.returncode == 0
    assert "公务接待费" in done.stdout
    assert "2 sections" in done.stdout
    hits = json.loads(juesuan("find", "公务接待费", "--db", samples.path, "--json").stdout)
    assert {"path", "section_id", "snippet"} <= set(hits[0])


def test_find_says_when_nothing_is_found(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    done = juesuan("find", "量子纠缠", "--db", samples.path)
    assert done.returncode == 0
    assert done.stdout == "no section holds all of: 量子纠缠\n"


def test_show_gives_the_document_with_its_place(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    out = juesuan("show", DOCUMENT, "--db", samples.path).stdout
    for expected in ("岳阳市", "430603", "final_account  2022", "Sections", "Tables", "T01", "T09", "--facts"):
        assert expected in out


def test_show_by_id_and_by_part_of_the_name(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    whole = json.loads(juesuan("show", DOCUMENT, "--db", samples.path, "--json").stdout)
    doc_id = whole["identity"]["doc_id"]
    for wanted in (doc_id[:12], "yueyang_shuiyun_2022_final_account.d"):
        again = json.loads(juesuan("show", wanted, "--db", samples.path, "--json").stdout)
        assert again["identity"]["doc_id"] == doc_id


def test_show_narrows_down(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    table = juesuan("show", DOCUMENT, "--table", "T05", "--db", samples.path).stdout
    assert "col 1" in table
    assert "general_public" in table
    section = juesuan("show", DOCUMENT, "--section", "收入决算情况", "--db", samples.path).stdout
    assert "万元" in section
    facts = json.loads(juesuan("show", DOCUMENT, "--facts", "--db", samples.path, "--json").stdout)["facts"]
    assert all(fact["place"] for fact in facts)
    page = juesuan("show", "yueyang_shuiyun_2022_final_account_lines.pdf", "--page", "3", cwd=samples.home)
    assert page.returncode == 0
    assert "Tables" in page.stdout or "Sections" in page.stdout


def test_explain_shows_the_sentence_its_marks_and_the_rule(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    fact = samples.one(
        "SELECT fact_id, value_reported FROM fact JOIN document USING (doc_id) WHERE path LIKE ? AND source = 'text'"
        " AND concept = 'expenditure_total' AND measure = 'final'",
        f"%{DOCUMENT}",
    )
    done = juesuan("explain", DOCUMENT, fact[0], cwd=samples.home)
    assert done.returncode == 0, done.stderr
    assert f"{fact[1]}万元" in done.stdout
    assert re.search(r"label \S*expenditure_total", done.stdout)
    assert f"fact_id {fact[0]}" in done.stdout


def test_explain_shows_the_cell_of_a_table_fact(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    fact = samples.one(
        "SELECT value_reported, table_id FROM fact JOIN document USING (doc_id) WHERE path LIKE ? AND source = 'table'"
        " AND statutory_table = 'T01' AND concept = 'income_total'",
        f"%{DOCUMENT}",
    )
    (found,) = [
        one
        for one in json.loads(juesuan("explain", DOCUMENT, fact[0], "--json", cwd=samples.home).stdout)
        if one["table_id"] == fact[1] and one["concept"] == "income_total"
    ]
    assert found["row_text"]
    assert found["column"]


def test_explain_says_when_there_is_no_such_fact(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    done = juesuan("explain", DOCUMENT, "no_such_fact", cwd=samples.home)
    assert done.returncode == 1
    assert "no such fact" in the_only_line(done.stderr)


def test_gaps_count_the_wordings_of_unbound_numbers(juesuan: Juesuan, tmp_path: Path) -> None:
    for number in (1, 2):
        text = f"某县水利局{2020 + number}年度部门决算\n一、收入决算\n水库蓄水费{number}.50万元。灯塔补助3.20万元，水库蓄水费7万元。\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    assert juesuan("ingest", tmp_path, cwd=tmp_path).returncode == 0
    gaps = json.loads(juesuan("gaps", "--limit", "3", "--json", cwd=tmp_path).stdout)
    found = [(gap["wording"], gap["documents"], gap["numbers"], gap["unit"]) for gap in gaps]
    assert found == [("水库蓄水费", 2, 4, "CNY"), ("灯塔补助", 2, 2, "CNY")]
    assert "50万元" in gaps[0]["example"]
    assert "水库蓄水费" in juesuan("gaps", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("nowhere.docx",), "no such document in the warehouse; juesuan status lists them"),
        (("yueyang",), "documents could be meant"),
        ((DOCUMENT, "--table", "T77"), "T77: no such table"),
        ((DOCUMENT, "--section", "量子"), "量子: no such section"),
    ],
)
def test_show_says_what_it_cannot_find(
    juesuan: Juesuan, samples: SampleWarehouse, arguments: tuple[str, ...], complaint: str
) -> None:
    done = juesuan("show", *arguments, "--db", samples.path)
    assert done.returncode == 1
    assert complaint in the_only_line(done.stderr)


@pytest.mark.parametrize("kind", ["parquet", "csv", "xlsx"])
def test_export_writes_what_it_says(juesuan: Juesuan, samples: SampleWarehouse, tmp_path: Path, kind: str) -> None:
    done = juesuan(
        "export", "--format", kind, "--out", tmp_path, "--table", "organization", "--db", samples.path, "--json"
    )
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout)["organization"]
    assert Path(written["file"]).stat().st_size > 0
    assert written["rows"] > 0
    assert (tmp_path / "datapackage.json").is_file()


@pytest.mark.parametrize("command", [("status",), ("query", "overview"), ("sql",), ("find", "x"), ("show", "x")])
def test_a_missing_warehouse_is_one_line(juesuan: Juesuan, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = juesuan(*command, "--db", tmp_path / "absent.duckdb")
    assert done.returncode == 1
    assert "absent.duckdb; make it with: juesuan ingest" in the_only_line(done.stderr)


@pytest.mark.parametrize(
    "arguments", [(), ("nosuch",), ("ingest", "--workers", "-1"), ("export", "--out", "x", "--format", "pdf")]
)
def test_a_wrong_option_is_status_2(juesuan: Juesuan, arguments: tuple[str, ...]) -> None:
    done = juesuan(*arguments)
    assert done.returncode == 2
    assert "usage: juesuan" in done.stderr


def test_a_run_over_nothing_is_one_line(juesuan: Juesuan, tmp_path: Path) -> None:
    done = juesuan("ingest", "--db", tmp_path / "w.duckdb")
    assert done.returncode == 1
    assert "nothing to load; name a file" in the_only_line(done.stderr)
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_goes_away_is_no_error(samples: SampleWarehouse) -> None:
    command = f'"{sys.executable}" -m pipeline query "SELECT * FROM fact" --csv --db "{samples.path}" | head -1'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "kill"])
def test_a_stopped_run_leaves_a_sound_warehouse(juesuan: Juesuan, tmp_path: Path, number: signal.Signals) -> None:
    database = tmp_path / "w.duckdb"
    # A run in the background of a shell begins with Ctrl-C ignored, and so would its children.
    heard = "signal.signal(signal.SIGINT, signal.default_int_handler)"
    script = f"import signal, sys, pipeline.run; {heard}; pipeline.run.BATCH = 1; from pipeline.cli import main; sys.exit(main())"
    run = subprocess.Popen(
        [sys.executable, "-c", script, "ingest", "samples/reports", "--db", str(database)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stderr is not None
    first = run.stderr.readline()
    assert "loaded" in first
    if number == signal.SIGINT:
        os.killpg(run.pid, number)  # as a terminal does: to every process of the group
    else:
        run.send_signal(number)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130, said
    assert said.splitlines()[-1] == "juesuan: stopped; what was loaded stays"
    assert "Traceback" not in said
    status = json.loads(juesuan("status", "--db", database, "--json").stdout)
    told = sum("] loaded " in line for line in [first, *said.splitlines()])
    assert 1 <= told <= status["documents"] < 30, "what was loaded is published"
