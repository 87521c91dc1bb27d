"""What an operator's manifest says of files, members of archives and addresses, and what it may not say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.manifest import Manifest, read_manifest
from schemas.override import Override

HEADINGS = "path,url,organisation,year,published_date"


def manifest_of(folder: Path, *lines: str, encoding: str = "utf-8") -> Manifest:
    path = folder / "manifest.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return read_manifest(path)


def test_a_line_says_what_holds_for_its_file(tmp_path: Path) -> None:
    manifest = manifest_of(
        tmp_path, HEADINGS, "in/a.docx,https://example.org/a.docx,剑阁县审计局,2023,2024-09-01", "b.pdf,,,,"
    )
    first, second = manifest.rows
    assert (first.path, first.member, first.url) == (tmp_path / "in/a.docx", None, "https://example.org/a.docx")
    override = Override("剑阁县审计局", 2023, date(2024, 9, 1), "https://example.org/a.docx")
    assert manifest.override_of(tmp_path / "in" / "a.docx") == first.override == override
    assert manifest.override_of(str(tmp_path / "b.pdf")) == second.override == Override()
    assert manifest.override_of(tmp_path / "c.pdf") is None
    assert manifest.ignored_columns == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_lists_are_read_as_office_programs_save_them(tmp_path: Path, encoding: str, mark: str) -> None:
    headings = ("文 件", "链接", "部门", "年度", "发布日期", "备注")
    line = ("报告/甲.docx", "", "剑阁县审计局", "２０２３年度", "2024年9月1日", "好")
    lines = ("", mark.join(headings), mark * 5, mark.join(line))
    manifest = manifest_of(tmp_path, *lines, encoding=encoding)
    assert manifest.override_of(tmp_path / "报告/甲.docx") == Override("剑阁县审计局", 2023, date(2024, 9, 1))
    assert manifest.ignored_columns == ("备注",)
    assert [row.line for row in manifest.rows] == [4]


@pytest.mark.parametrize(
    "day", ["2024-09-01", "2024-9-1", "2024/9/1", "20240901", "2024年9月1日", "２０２４年９月１日"]
)
def test_days_are_read_in_every_form(tmp_path: Path, day: str) -> None:
    assert manifest_of(tmp_path, HEADINGS, f"a,,,,{day}").rows[0].override.published_date == date(2024, 9, 1)


def test_headings_are_known_whatever_their_case_and_spaces(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, " Path ,Published Date,PUBLISHED", "a,2024-09-01,x")
    assert manifest.rows[0].override == Override(published_date=date(2024, 9, 1))
    assert manifest.ignored_columns == ("PUBLISHED",)


def test_a_member_of_an_archive_has_a_line_of_its_own(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, HEADINGS, "a.ZIP!/b.tar.gz!/x.docx,,,2022,", r"odd!\a.zip!\y.docx,,,2021,")
    nested, odd = manifest.rows
    assert (nested.path, nested.member) == (tmp_path / "a.ZIP", "b.tar.gz!/x.docx")
    assert (odd.path, odd.member) == (tmp_path / "odd!" / "a.zip", "y.docx")
    assert manifest.override_of(f"{tmp_path}/a.ZIP!/b.tar.gz!/x.docx") == Override(fiscal_year=2022)
    assert manifest.override_of(tmp_path / "a.ZIP") is None


def test_an_address_without_a_file_is_looked_up_by_itself_without_its_password(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, HEADINGS, ",https://me:secret@example.org/a.pdf,,2022,")
    (row,) = manifest.rows
    assert row.url == "https://me:secret@example.org/a.pdf"
    assert row.place == row.override.source_url == "https://example.org/a.pdf"
    assert manifest.override_of("https://example.org/a.pdf") == row.override
    assert manifest.override_of("https://me:secret@example.org/a.pdf") == row.override
    assert "secret" not in repr(row.override)


def test_a_file_is_found_by_its_real_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").touch()
    (tmp_path / "link").symlink_to("real")
    manifest = manifest_of(tmp_path, HEADINGS, "link/../link/a.txt,,,2022,")
    monkeypatch.chdir(tmp_path)
    for way in ("real/a.txt", "link/a.txt", "./real/../real/a.txt", tmp_path / "real" / "a.txt"):
        assert manifest.override_of(way) == Override(fiscal_year=2022)


def test_the_inputs_are_the_rows_and_a_missing_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.zip").touch()
    lines = ("a.txt,,,,", "gone.txt,,,,", "b.zip!/x.txt,,,,", ",https://example.org/a.pdf,,,")
    inputs = manifest_of(tmp_path, HEADINGS, *lines).inputs()
    assert [row.line for row in inputs.found] == [2, 4, 5]
    assert [(row.line, row.place) for row in inputs.missing] == [(3, f"{tmp_path.as_posix()}/gone.txt")]


def test_the_same_line_twice_is_one_row(tmp_path: Path) -> None:
    assert len(manifest_of(tmp_path, HEADINGS, "a.txt,,,2022,", "./a.txt,,,2022年,").rows) == 1


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("a,,,20233,",), r"line 2, column year: 20233 cannot be read; write a year as 2023, or leave it blank"),
        (("", "a,,,,2024-02-30"), r"line 3, column published_date: 2024-02-30 cannot be read; write a day as 2024-09-01"),
        (("a,,,,9/1/2024",), r"line 2, column published_date"),
        (("a,,——,,",), r"line 2, column organisation: —— cannot be read"),
        ((",,甲局,2023,",), r"line 2, column path: neither a path nor an address; write"),
        (("https://example.org/a,,,,",), r"line 2, column path: an address; write it in the column url"),
        (("a,example.org,,,",), r"line 2, column url: example.org is no address; write it whole"),
        (("a,,,2022,", '"b\nc",,,,', "./a,,,2023,"), r"line 5, column path: line 2 says something else of it; keep one"),
        ((",http://a.b/c,,2022,", ",http://a.b/c,,2023,"), r"line 3, column url: line 2 says something else of it"),
        (("a,,,,,b",), r"line 2: 6 cells, but the first line has 5; put a cell"),
        (('a,"甲局,,', "b,,,,"), r"line 2: unexpected end of data; close every quote"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_told_with_its_place_and_remedy(tmp_path: Path, lines: tuple[str, ...], told: str) -> None:
    with pytest.raises(UserError, match=rf"manifest\.csv, {told}"):
        manifest_of(tmp_path, HEADINGS, *lines)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a.docx\nb.docx\n", r"no heading of the first line is known; name its columns: path, url, organisation"),
        (b"", r"no heading of the first line is known"),
        ("文件,路径\na,b".encode(), r"the columns 文件 and 路径 are both the path; keep one"),
        (b"PK\x03\x04\x00\x00", r"its content is no text; save it as CSV UTF-8"),
        (b"path\n\xff\xff", r"neither UTF-8 nor GB18030; save it as CSV UTF-8"),
    ],
)
def test_a_file_that_is_no_manifest_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "manifest.csv").write_bytes(content)
    with pytest.raises(UserError, match=told):
        read_manifest(tmp_path / "manifest.csv")


def test_a_manifest_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nowhere\.csv: No such file"):
        read_manifest(tmp_path / "nowhere.csv")
