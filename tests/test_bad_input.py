"""Bad input: one clear line each, the rest of the batch goes on, what was loaded stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import SAMPLES, Juesuan, SampleWarehouse, call_juesuan
from warehouse.connection import SCHEMA_VERSION, open_for_writing

GOOD = "yueyang_shuiyun_2022_final_account.docx"
GOOD_PDF = "yueyang_shuiyun_2022_final_account_lines.pdf"
DOCUMENT_XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>"""
CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""


def write_docx(path: Path, body: str) -> None:
    """A docx whose body is that WordprocessingML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr("_rels/.rels", RELATIONSHIPS)
        package.writestr("word/document.xml", DOCUMENT_XML.format(body))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def empty(path: Path) -> None:
    path.write_bytes(b"")


def pdf_named_docx(path: Path) -> None:
    shutil.copy(SAMPLES / GOOD_PDF, path)


def truncated_docx(path: Path) -> None:
    path.write_bytes((SAMPLES / GOOD).read_bytes()[:20_000])


def truncated_pdf(path: Path) -> None:
    path.write_bytes((SAMPLES / GOOD_PDF).read_bytes()[:3_000])


def encrypted_docx(path: Path) -> None:
    """What Word writes for a password: an OLE container that names its stream."""
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(2048)
    )


def encrypted_pdf(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(72, 720, "closed")
    canvas.save()


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr("_rels/.rels", RELATIONSHIPS)
        package.writestr("word/document.xml", bytes(64 * 2**20))


def zip_that_is_no_word(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("picture.svg", "<svg/>")


def binary_named_txt(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def old_word(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))


Maker = Callable[[Path], None]
# name of the file, what is wrong with it, the reason that the run gives, a word of its message
BAD: list[tuple[str, Maker, str, str]] = [
    ("empty.docx", empty, "empty_file", "download it again"),
    ("truncated.docx", truncated_docx, "truncated", "download"),
    ("truncated.pdf", truncated_pdf, "truncated", "download it again"),
    ("encrypted.docx", encrypted_docx, "encrypted", "remove the password"),
    ("encrypted.pdf", encrypted_pdf, "encrypted", "remove the password"),
    ("bomb.docx", zip_bomb, "zip_bomb", "no honest document"),
    ("archive.docx", zip_that_is_no_word, "unknown_format", "save as docx"),
    ("binary.txt", binary_named_txt, "not_a_document", "check the file"),
    ("old.docx", old_word, "unknown_format", "save it as docx"),
]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Every bad file and a good one, in one run."""
    folder = tmp_path_factory.mktemp("bad")
    for name, make, _, _ in BAD:
        make(folder / name)
    shutil.copy(SAMPLES / GOOD, folder / "good.docx")
    database = folder / "w.duckdb"
    return database, call_juesuan("ingest", folder, "--db", database)


@pytest.mark.parametrize(("name", "make", "reason", "advice"), BAD, ids=[name for name, *_ in BAD])
def test_a_bad_file_is_set_aside_with_one_line(
    batch: tuple[Path, subprocess.CompletedProcess[str]], name: str, make: Maker, reason: str, advice: str
) -> None:
    lines = [line for line in batch[1].stderr.splitlines() if f"/{name}" in line]
    assert len(lines) == 1
    assert "quarantined" in lines[0]
    assert f"  {reason}: " in lines[0]
    assert advice in lines[0]


def test_the_rest_of_the_batch_goes_on(batch: tuple[Path, subprocess.CompletedProcess[str]], juesuan: Juesuan) -> None:
    database, done = batch
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert f"{len(BAD)} files set aside" in done.stdout
    assert "1 document (1 report)" in done.stdout
    status = juesuan("status", "--db", database).stdout
    assert all(f"/{name}  {reason}: " in status for name, _, reason, _ in BAD)


def test_a_wrong_extension_is_read_by_its_content(juesuan: Juesuan, tmp_path: Path) -> None:
    pdf_named_docx(tmp_path / "really_a_pdf.docx")
    done = juesuan("ingest", tmp_path / "really_a_pdf.docx", "--db", tmp_path / "w.duckdb")
    assert done.returncode == 0, done.stderr
    assert (
        juesuan("query", "SELECT format FROM document", "--csv", "--db", tmp_path / "w.duckdb").stdout
        == "format\npdf\n"
    )


def test_a_file_of_another_subject_is_loaded_and_said_to_hold_nothing(juesuan: Juesuan, tmp_path: Path) -> None:
    write_docx(tmp_path / "poem.docx", paragraph("春眠不觉晓，处处闻啼鸟。") + paragraph("夜来风雨声，花落知多少。"))
    done = juesuan("ingest", tmp_path / "poem.docx", "--db", tmp_path / "w.duckdb")
    assert done.returncode == 0
    assert "poem.docx  no_fact: no fact found" in done.stdout
    kinds = juesuan("query", "SELECT doc_kind FROM document", "--csv", "--db", tmp_path / "w.duckdb").stdout
    assert kinds == "doc_kind\nother\n"


def test_a_table_of_5000_rows_is_read_whole(juesuan: Juesuan, tmp_path: Path) -> None:
    row = "<w:tr>{}</w:tr>".format("<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>" * 4)
    rows = "".join(row.format(*(f"r{number}c{col}" for col in range(4))) for number in range(5000))
    write_docx(tmp_path / "long.docx", paragraph("附表") + f"<w:tbl>{rows}</w:tbl>")
    done = juesuan("ingest", tmp_path / "long.docx", "--db", tmp_path / "w.duckdb")
    assert done.returncode == 0, done.stderr
    cells = juesuan("query", "SELECT count(*) AS n FROM table_cell", "--csv", "--db", tmp_path / "w.duckdb").stdout
    assert cells == "n\n20000\n"


def test_a_name_that_steers_the_terminal_is_made_harmless(juesuan: Juesuan, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2Jb.txt").write_bytes(b"")
    (tmp_path / os.fsdecode(b"\xff\xfe.txt")).write_bytes(b"\0")
    done = juesuan("ingest", tmp_path, "--db", tmp_path / "w.duckdb")
    assert done.returncode == 3
    assert "\x1b" not in done.stdout + done.stderr
    assert "a\\x1b[2Jb.txt" in done.stderr
    assert "a\\x1b[2Jb.txt" in juesuan("status", "--db", tmp_path / "w.duckdb").stdout


def test_an_empty_folder_is_no_error(juesuan: Juesuan, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    done = juesuan("ingest", tmp_path / "nothing", "--db", tmp_path / "w.duckdb")
    assert done.returncode == 0
    assert done.stdout.startswith("0 files: nothing to load here")


def complain(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that failed."""
    assert done.returncode == 1, done.stdout + done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_missing_folder(juesuan: Juesuan, tmp_path: Path) -> None:
    line = complain(juesuan("ingest", tmp_path / "nowhere", "--db", tmp_path / "w.duckdb"))
    assert "nowhere: no such file or folder; give the path" in line


def test_an_unwritable_place(juesuan: Juesuan, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    line = complain(juesuan("ingest", SAMPLES / GOOD, "--db", tmp_path / "file" / "w.duckdb"))
    assert "unwritable" in line


def test_a_database_that_is_none(juesuan: Juesuan, tmp_path: Path) -> None:
    (tmp_path / "w.duckdb").write_text("no database " * 1000, encoding="utf-8")
    for command in (("ingest", SAMPLES / GOOD), ("status",)):
        assert "not_a_database" in complain(juesuan(*command, "--db", tmp_path / "w.duckdb"))


def test_a_database_of_somebody_else(juesuan: Juesuan, tmp_path: Path) -> None:
    with closing(duckdb.connect(str(tmp_path / "w.duckdb"))) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")
    for command in (("ingest", SAMPLES / GOOD), ("status",)):
        assert "not_a_warehouse" in complain(juesuan(*command, "--db", tmp_path / "w.duckdb"))


def test_a_database_of_another_schema_version(juesuan: Juesuan, tmp_path: Path) -> None:
    with closing(open_for_writing(tmp_path / "w.duckdb")) as connection:
        connection.execute("UPDATE warehouse_info SET value = '0' WHERE key = 'schema_version'")
    for command in (("ingest", SAMPLES / GOOD), ("status",)):
        line = complain(juesuan(*command, "--db", tmp_path / "w.duckdb"))
        assert f"its schema is version 0, this program's is {SCHEMA_VERSION}; run: juesuan migrate --db " in line


def test_a_database_that_another_process_writes(juesuan: Juesuan, tmp_path: Path) -> None:
    with closing(open_for_writing(tmp_path / "w.duckdb")):
        line = complain(juesuan("ingest", SAMPLES / GOOD, "--db", tmp_path / "w.duckdb"))
    assert "locked" in line
    assert "another process has it open" in line


def test_what_was_loaded_stays(juesuan: Juesuan, samples: SampleWarehouse, tmp_path: Path) -> None:
    database = tmp_path / "w.duckdb"
    shutil.copy(samples.path, database)
    facts = juesuan("query", "SELECT count(*) FROM fact", "--csv", "--db", database).stdout
    truncated_docx(tmp_path / "bad.docx")
    assert juesuan("ingest", tmp_path / "bad.docx", "--db", database).returncode == 3
    assert juesuan("query", "SELECT count(*) FROM fact", "--csv", "--db", database).stdout == facts
