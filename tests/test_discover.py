"""Which files a run takes, and why it leaves the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.discover import discover, name_inputs
from pipeline.errors import UserError


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def test_a_folder_gives_its_reports_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.pdf", "a/z.DOCX", "a/y.txt")
    assert [str(c.path.relative_to(tmp_path)) for c in discover([str(tmp_path)])] == ["b.pdf", "a/y.txt", "a/z.DOCX"]


def test_hidden_and_lock_files_are_no_input(tmp_path: Path) -> None:
    make(tmp_path, ".hidden.docx", "~$open.docx", ".git/a.txt", "__MACOSX/a.docx", "a.docx")
    assert [c.path.name for c in discover([str(tmp_path)])] == ["a.docx"]


def test_another_kind_in_a_folder_is_skipped_with_the_reason(tmp_path: Path) -> None:
    make(tmp_path, "README.md", "picture", "a.docx")
    skips = {c.path.name: c.skip for c in discover([str(tmp_path)])}
    assert skips["a.docx"] is None
    assert skips["README.md"] is not None
    assert skips["README.md"][0] == "other_kind"
    assert skips["README.md"][1].startswith(".md is none of .docx, .pdf, .txt, .tar, ")
    assert (skips["picture"] or ("", ""))[1].startswith("a file without suffix is none of ")


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


def test_an_archive_in_a_folder_is_taken(tmp_path: Path) -> None:
    make(tmp_path, "a.ZIP", "b.tar.gz", "c.gz")
    assert {c.name: c.skip is None for c in discover([str(tmp_path)])} == {
        "a.ZIP": True,
        "b.tar.gz": True,
        "c.gz": False,
    }


def test_a_pattern_is_one_input(tmp_path: Path) -> None:
    make(tmp_path, "a.docx", "b.pdf", "sub/c.docx")
    pattern = f"{tmp_path}/**/*.docx"
    found = list(discover([pattern]))
    assert [(c.path.name, c.input) for c in found] == [("a.docx", pattern), ("c.docx", pattern)]
    assert name_inputs([pattern]) == [pattern]
    with pytest.raises(UserError, match="meets no file"):
        list(discover([f"{tmp_path}/*.txt"]))


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    make(tmp_path, "a[1].docx", "a1.docx")
    assert [c.path.name for c in discover([f"{tmp_path}/a[1].docx"])] == ["a[1].docx"]


@pytest.mark.parametrize("written", ["inbox", "inbox/", "./inbox", "inbox//"])
def test_an_input_has_one_name_however_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    make(tmp_path, "inbox/a.docx")
    monkeypatch.chdir(tmp_path)
    assert [(c.stored, c.input) for c in discover([written])] == [("inbox/a.docx", "inbox")]
    assert name_inputs([written]) == ["inbox"]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "secret/a.docx", "inbox/b.docx")
    inbox = tmp_path / "inbox"
    (inbox / "out.docx").symlink_to(tmp_path / "secret" / "a.docx")
    (inbox / "folder").symlink_to(tmp_path / "secret")
    (inbox / "within.docx").symlink_to(inbox / "b.docx")
    assert {c.path.name: c.skip and c.skip[0] for c in discover([str(inbox)])} == {
        "b.docx": None, "out.docx": "link", "folder": "link",
    }  # fmt: skip
    assert [c.skip for c in discover([str(inbox / "out.docx")])] == [None], "whoever names it means it"


def test_of_a_file_and_a_link_to_it_the_first_in_order_is_taken(tmp_path: Path) -> None:
    for name in ("b.docx", "a.docx", "c.docx"):
        make(tmp_path, name) if name == "b.docx" else (tmp_path / name).symlink_to(tmp_path / "b.docx")
    assert [c.path.name for c in discover([str(tmp_path)])] == ["a.docx"]


def test_a_changed_file_looks_changed(tmp_path: Path) -> None:
    make(tmp_path, "a.docx")
    (before,) = discover([str(tmp_path)])
    os.utime(tmp_path / "a.docx", ns=(1, before_ns(tmp_path / "a.docx") + 1))
    (after,) = discover([str(tmp_path)])
    assert before.stamp != after.stamp, "a nanosecond is enough"
    assert before.size == after.size


def before_ns(path: Path) -> int:
    return path.stat().st_mtime_ns
