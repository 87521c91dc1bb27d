"""Which files a run takes, and why it leaves the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.discover import discover
from pipeline.errors import UserError


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def test_a_folder_gives_its_reports_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.pdf", "a/z.DOCX", "a/y.txt")
    assert [str(c.path.relative_to(tmp_path)) for c in discover([str(tmp_path)])] == ["a/y.txt", "a/z.DOCX", "b.pdf"]


def test_hidden_and_lock_files_are_no_input(tmp_path: Path) -> None:
    make(tmp_path, ".hidden.docx", "~$open.docx", ".git/a.txt", "__MACOSX/a.docx", "a.docx")
    assert [c.path.name for c in discover([str(tmp_path)])] == ["a.docx"]


def test_another_kind_in_a_folder_is_skipped_with_the_reason(tmp_path: Path) -> None:
    make(tmp_path, "README.md", "picture", "a.docx")
    skips = {c.path.name: c.skip for c in discover([str(tmp_path)])}
    assert skips["a.docx"] is None
    assert skips["README.md"] == ("other_kind", ".md is none of .docx, .pdf, .txt")
    assert skips["picture"] == ("other_kind", "a file without suffix is none of .docx, .pdf, .txt")


def test_a_named_file_is_tried_whatever_its_name(tmp_path: Path) -> None:
    make(tmp_path, "report.bin")
    assert [c.skip for c in discover([str(tmp_path / "report.bin")])] == [None]


def test_a_file_named_twice_is_taken_once(tmp_path: Path) -> None:
    make(tmp_path, "a.docx")
    assert len(list(discover([str(tmp_path), str(tmp_path / "a.docx"), str(tmp_path / "." / "a.docx")]))) == 1


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert [c.skip for c in discover([str(tmp_path)])] == [("not_a_file", "not a regular file")]


def test_a_dangling_link_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "gone.docx").symlink_to(tmp_path / "nowhere.docx")
    assert [c.skip for c in discover([str(tmp_path)])] == [("not_a_file", "not a regular file")]


def test_a_missing_input_is_the_users_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no such file or folder.*give the path"):
        list(discover([str(tmp_path / "nowhere")]))
