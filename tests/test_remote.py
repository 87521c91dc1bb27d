"""Files behind URLs, on a server of this machine: what a folder gives, what a copy costs at most, what is refused."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from pipeline import stores
from pipeline.errors import UserError
from pipeline.locations import is_url, shown
from pipeline.remote import fetch, list_remote
from pipeline.stores import RemoteFile
from schemas.document import UnreadableDocument
from tests.web import Answer, Web, serve

fsspec = pytest.importorskip("fsspec")
# In two parts, so that the search for addresses of indexes does not take it for one.
FILE = "file" + "://"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    (tmp_path / "web").mkdir()
    with serve(tmp_path / "web") as running:
        yield running


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / "web" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def names(files: Iterator[RemoteFile], web: Web) -> dict[str, str | None]:
    """Each file's address on the server, and the reason why it is left aside."""
    return {file.url.removeprefix(web.url): file.skip and file.skip[0] for file in files}


def failure(url: str, into: Path, most_bytes: int = 1000, seconds: float = 20) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        fetch(RemoteFile(url), into, most_bytes, seconds)
    assert not [path for path in into.rglob("*") if path.is_file()]
    return caught.value


# URLs as text


@pytest.mark.parametrize("text", ["http://a/b", "s3://bucket/x", f"{FILE}/x", "simplecache::s3://b/x", "HTTPS://a"])
def test_a_url_is_known_by_its_scheme(text: str) -> None:
    assert is_url(text)


@pytest.mark.parametrize("text", ["C:/a.docx", r"C:\a", "c://a", "a/b.docx", "./http:/x", "", "a.zip!/x.docx", "://x"])
def test_a_path_is_no_url(text: str) -> None:
    assert not is_url(text)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://me:secret@a.b/c?id=1", "https://a.b/c?id=1"),
        ("sftp://me@a.b/c", "sftp://a.b/c"),
        ("https://a.b/c@2x.pdf?mail=x@y", "https://a.b/c@2x.pdf?mail=x@y"),
        ("https://a.b/c?X-Amz-Signature=abc&id=1&sig=x", "https://a.b/c?X-Amz-Signature=***&id=1&sig=***"),
        ("Cannot reach http://me:secret@a.b today", "Cannot reach http://a.b today"),
    ],
)
def test_no_credentials_are_shown(url: str, safe: str) -> None:
    assert shown(url) == safe
    assert RemoteFile(url).place == safe
    assert "secret" not in repr(RemoteFile(url))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (f"{FILE}/etc/passwd", "a file of this machine; name it by its path"),
        ("local://x", "a file of this machine"),
        ("memory://x", "memory is no scheme that reports are read from; the schemes are"),
        ("reference://x", "reference is no scheme"),
        ("data://x", "data is no scheme"),
        ("dir://x", "dir is no scheme"),
        (f"simplecache::{FILE}/etc/passwd", "a chain of URLs; name the file itself"),
        ("zip://x::http://me:secret@a.b/c.zip", "a chain of URLs"),
        (f"s3://me:secret@bucket/c::{FILE}/etc/passwd", "a chain of URLs"),
    ],
)
def test_what_is_not_on_the_network_is_refused(url: str, told: str) -> None:
    with pytest.raises(UserError, match=told) as caught:
        list_remote(url)
    assert "secret" not in str(caught.value)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match=r"s3fs.*install the extra: pip install .juesuan\[remote\]"):
        list(list_remote("s3://bucket/reports/"))
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UserError, match=r"the package fsspec; install the extra"):
        list(list_remote("http://127.0.0.1/a.pdf"))


# The web


def test_a_folder_gives_its_reports_and_archives_and_those_below(web: Web, tmp_path: Path) -> None:
    put(
        tmp_path,
        "in/a.docx",
        "in/决算 #1.pdf",
        "in/x/y/b.ZIP",
        "in/x/.git/c.txt",
        "in/.c.txt",
        "in/~$a.docx",
        "in/d.css",
        "e.pdf",
    )
    assert names(list_remote(f"{web.url}/in/"), web) == {
        "/in/a.docx": None,
        f"/in/{quote('决算 #1.pdf')}": None,
        "/in/d.css": "other_kind",
        "/in/x/y/b.ZIP": None,
    }
    assert names(list_remote(f"{web.url}/in"), web) == names(list_remote(f"{web.url}/in/#top"), web)


def test_only_links_below_the_folder_are_followed(web: Web, tmp_path: Path) -> None:
    links = (
        "a.pdf", "/in/b.pdf?v=1&amp;w=2", f"{web.url}/in/c.pdf#page=2", "sub/", "sub/?C=N;O=D", "?C=M;O=A", "../e.pdf", "/e.pdf",
        "sub/../../e.pdf", "%2e%2e/e.pdf", "http://localhost/in/e.pdf", "//example.org/in/e.pdf", "https://example.org/e.pdf",
        "ftp://127.0.0.1/in/e.pdf", "javascript:e.pdf", "mailto:e@f.pdf", f"{FILE}/in/e.pdf", "http://[/in/e.pdf", "",
    )  # fmt: skip
    page = "".join(f"<A class=x HREF='{link}'>x</a>" for link in links) + "<p>https://example.org/in/f.pdf</p>"
    web.answers["/in/"] = Answer(headers={"Content-Type": "text/html; charset=gbk"}, body=page.encode())
    web.answers["/in/sub/"] = Answer(headers={"Content-Type": "text/html"}, body=b"<a href=../a.pdf><a href=./>")
    assert set(names(list_remote(f"{web.url}/in/"), web)) == {"/in/a.pdf", "/in/b.pdf?v=1&w=2", "/in/c.pdf"}
    assert sum("GET /in/sub/" in asked for asked in web.asked) == 1


def test_a_page_with_a_files_name_lists_its_folder(web: Web, tmp_path: Path) -> None:
    put(tmp_path, "in/a.pdf", "b.pdf")
    (tmp_path / "web/in/list.html").write_text("<a href=a.pdf></a><a href=../b.pdf></a>", encoding="utf-8")
    assert names(list_remote(f"{web.url}/in/list.html"), web) == {"/in/a.pdf": None}


def test_a_page_that_lists_nothing_is_one_file(web: Web) -> None:
    web.answers["/show"] = Answer(headers={"Content-Type": "text/html"}, body=b"<p>x</p>")
    web.answers["/empty"] = Answer(headers={"Content-Type": "text/html"})
    for name in web.answers:
        assert names(list_remote(web.url + name), web) == {name: None}


def test_an_empty_folder_holds_nothing(web: Web, tmp_path: Path) -> None:
    (tmp_path / "web" / "in").mkdir()
    assert list(list_remote(f"{web.url}/in/")) == []


def test_a_glob_takes_what_fits(web: Web, tmp_path: Path) -> None:
    put(tmp_path, "in/2022/决算.pdf", "in/2022/预算.pdf", "in/2022/x/决算.pdf", "in/2023/决算.pdf", "决算.pdf")
    first, second = quote("/in/2022/决算.pdf"), quote("/in/2022/x/决算.pdf")
    assert set(names(list_remote(f"{web.url}/in/2022/*决算.pdf"), web)) == {first}
    assert set(names(list_remote(f"{web.url}/in/2022/**/决算.pdf"), web)) == {first, second}


def test_a_folder_that_cannot_be_listed_is_told_and_the_others_go_on(web: Web, tmp_path: Path) -> None:
    put(tmp_path, "in/a.pdf", "in/b/c.pdf", "in/d/e.pdf")
    web.answers["/in/b/"] = Answer(403)
    assert names(list_remote(f"{web.url}/in/"), web) == {"/in/a.pdf": None, "/in/b/": "no_access", "/in/d/e.pdf": None}
    assert names(list_remote(f"{web.url}/nowhere/"), web) == {"/nowhere/": "not_found"}


def test_a_server_that_lists_a_folder_in_every_folder_is_left(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    class Trap(dict[str, Answer]):
        def get(self, path: str, default: object = None) -> Answer:
            return Answer(headers={"Content-Type": "text/html"}, body=b"<a href=a/></a><a href=b/></a>")

    web.answers = Trap()
    monkeypatch.setattr("pipeline.web_folders.MOST_PAGES", 20)
    files = list(list_remote(f"{web.url}/in/"))
    assert {file.skip and file.skip[0] for file in files} == {"unreachable"}
    assert all("too many folders" in (file.skip or ("", ""))[1] for file in files)
    assert len(web.asked) == 20


def test_a_page_without_end_is_left(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.web_folders.LARGEST_PAGE", 10_000)
    web.answers["/in/"] = Answer(headers={"Content-Type": "text/html"}, body=b"<a href=b/></a>", endless=True)
    assert names(list_remote(f"{web.url}/in/"), web) == {"/in/": "too_large"}


def test_a_folder_that_moved_to_another_server_is_told(web: Web) -> None:
    other = web.url.replace("127.0.0.1", "localhost")
    web.answers["/in/"] = Answer(302, {"Location": f"{other}/there/"})
    web.answers["/there/"] = Answer(headers={"Content-Type": "text/html"}, body=b"<a href=a.pdf></a>")
    (file,) = list_remote(f"{web.url}/in/")
    assert file.skip is not None
    assert f"it redirects to {other}/there/; name that address" in file.skip[1]


def test_credentials_serve_every_file_below_and_are_never_shown(web: Web, tmp_path: Path) -> None:
    put(tmp_path, "in/a/b.txt")
    url = web.url.replace("://", "://me:secret@")
    (file,) = list_remote(f"{url}/in/")
    assert file.place == f"{web.url}/in/a/b.txt"
    assert fetch(file, tmp_path, 100, 20).read_text(encoding="utf-8") == "in/a/b.txt"
    assert all("Basic bWU6c2VjcmV0" in asked for asked in web.asked if asked.startswith("GET"))
    web.answers["/in/a/b.txt"] = Answer(500)
    told = failure(file.url, tmp_path / "new")
    assert "secret" not in str(told) and told.where == f"{web.url}/in/a/b.txt: the server answers 500"


def test_a_changed_file_has_another_stamp(web: Web, tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    url, path = f"{web.url}/a.txt", tmp_path / "web" / "a.txt"
    os.utime(path, (1_000_000_000, 1_000_000_000))
    (first,), (again,) = list_remote(url), list_remote(url)
    assert first == again
    assert first.size == 5
    os.utime(path, (1_000_000_001, 1_000_000_001))
    (touched,) = list_remote(url)
    path.write_text("longer", encoding="utf-8")
    os.utime(path, (1_000_000_001, 1_000_000_001))
    (longer,) = list_remote(url)
    web.answers["/a.txt"] = Answer(headers={"Content-Length": "5", "ETag": '"x"'})
    (tagged,) = list_remote(url)
    web.answers["/a.txt"] = Answer(headers={"Content-Length": "5", "ETag": '"y"'})
    (retagged,) = list_remote(url)
    stamps = [file.stamp for file in (first, touched, longer, tagged, retagged)]
    assert None not in stamps
    assert len(set(stamps)) == len(stamps)


def test_a_size_alone_is_no_stamp(web: Web) -> None:
    web.answers["/a.txt"] = Answer(headers={"Content-Length": "5"})
    (file,) = list_remote(f"{web.url}/a.txt")
    assert (file.size, file.stamp) == (5, None)


def test_a_copy_is_whole_and_replaces_the_one_before(web: Web, tmp_path: Path) -> None:
    put(tmp_path, "in/决算.txt", "other/决算.txt")
    url = f"{web.url}/in/{quote('决算.txt')}"
    copy = fetch(RemoteFile(url), tmp_path / "copies", 100, 20)
    assert (copy.name, copy.read_text(encoding="utf-8")) == ("决算.txt", "in/决算.txt")
    (tmp_path / "web/in/决算.txt").write_text("new", encoding="utf-8")
    assert fetch(RemoteFile(url), tmp_path / "copies", 100, 20) == copy
    assert copy.read_text(encoding="utf-8") == "new"
    assert fetch(RemoteFile(url.replace("/in/", "/other/")), tmp_path / "copies", 100, 20) != copy
    assert [path.name for path in (tmp_path / "copies").rglob("*") if path.is_file()] == ["决算.txt", "决算.txt"]


@pytest.mark.parametrize(
    ("path", "headers", "name"),
    [
        ("/download?id=3", {"Content-Type": "application/pdf"}, "download.pdf"),
        ("/download?id=3", {"Content-Type": f"{DOCX}; charset=x"}, "download.docx"),
        ("/download?id=3", {"Content-Disposition": "attachment; filename*=UTF-8''%E5%86%B3%E7%AE%97.pdf"}, "决算.pdf"),
        ("/get", {"Content-Disposition": 'attachment; filename="../../x:y.pdf"'}, "_.._x_y.pdf"),
        ("/a.pdf", {"Content-Type": "text/plain"}, "a.pdf"),
        ("/a.bin", {"Content-Type": "application/octet-stream"}, "a.bin"),
        ("/%B9%AB%BF%AA.pdf", {}, "公开.pdf"),
        ("/..%2F..%2Fa%00%E2%80%AE%5Cb.pdf", {}, "a___b.pdf"),
        ("/" + "%E5%86%B3" * 300 + ".docx", {}, "决" * 48 + ".docx"),
        ("/", {}, "download"),
    ],
)
def test_a_copy_has_a_name_that_tells_its_kind_and_harms_nothing(
    web: Web, tmp_path: Path, path: str, headers: dict[str, str], name: str
) -> None:
    web.answers[path.partition("?")[0]] = Answer(headers=headers, body=b"x")
    copy = fetch(RemoteFile(web.url + path), tmp_path / "copies", 100, 20)
    assert (copy.name, copy.read_bytes()) == (name, b"x")
    assert copy.parent.parent == tmp_path / "copies"


def test_an_endless_file_is_cut_off(web: Web, tmp_path: Path) -> None:
    web.answers["/a.pdf"] = Answer(body=b"x" * 1000, endless=True)
    assert failure(f"{web.url}/a.pdf", tmp_path / "copies", most_bytes=50_000).reason == "too_large"


def test_a_file_known_to_be_too_large_is_not_asked_for(web: Web, tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (file,) = list_remote(f"{web.url}/a.txt")
    web.asked.clear()
    with pytest.raises(UnreadableDocument, match=r"too_large: .*a\.txt: over 4 bytes"):
        fetch(file, tmp_path / "copies", 4, 20)
    assert web.asked == []


def test_a_file_that_stands_still_is_left(web: Web, tmp_path: Path) -> None:
    web.answers["/a.pdf"] = Answer(headers={"Content-Length": "100"}, body=b"x", stalled=True)
    assert failure(f"{web.url}/a.pdf", tmp_path / "copies", seconds=0.3).reason == "too_slow"


def test_a_file_that_breaks_off_is_no_file(web: Web, tmp_path: Path) -> None:
    web.answers["/a.pdf"] = Answer(headers={"Content-Length": "100", "Connection": "close"}, body=b"x")
    assert failure(f"{web.url}/a.pdf", tmp_path / "copies").reason == "unreachable"


@pytest.mark.parametrize(
    ("answer", "reason", "said"),
    [
        (Answer(404), "not_found", "nothing stands there"),
        (Answer(410), "not_found", "nothing stands there"),
        (Answer(401), "no_access", "the store refuses it"),
        (Answer(403), "no_access", "the store refuses it"),
        (Answer(503), "unreachable", "the server answers 503"),
        (Answer(302, {"Location": "/a.pdf"}), "unreachable", "it redirects without end"),
        (Answer(302, {"Location": f"{FILE}/etc/passwd"}), "unreachable", "etc/passwd"),
        (Answer(302, {"Location": "ftp://127.0.0.1/a.pdf"}), "unreachable", "ftp://127.0.0.1/a.pdf"),
    ],
)
def test_what_cannot_be_fetched_is_told(web: Web, tmp_path: Path, answer: Answer, reason: str, said: str) -> None:
    web.answers["/a.pdf"] = answer
    told = failure(f"{web.url}/a.pdf", tmp_path / "copies")
    assert told.reason == reason
    assert told.where.startswith(f"{web.url}/a.pdf: ") and said in told.where
    assert told.advice


def test_a_server_that_is_not_there_is_told(web: Web, tmp_path: Path) -> None:
    gone = "http://me:secret@127.0.0.1:9/a.pdf"
    told = failure(gone, tmp_path / "copies")
    assert told.reason == "unreachable" and "secret" not in str(told)
    assert failure("http://127.0.0.1:99999/a.pdf", tmp_path / "copies").reason == "unreachable"
    (file,) = list_remote("http://me:secret@127.0.0.1:9/in/")
    assert file.skip is not None and file.skip[0] == "unreachable" and "secret" not in file.skip[1]


def test_a_chain_behind_a_web_address_is_a_part_of_it(web: Web, tmp_path: Path) -> None:
    assert failure(f"{web.url}/c::{Path(__file__).as_uri()}", tmp_path / "copies").reason == "not_found"


def test_a_redirection_is_followed(web: Web, tmp_path: Path) -> None:
    put(tmp_path, "b.txt")
    web.answers["/a.pdf"] = Answer(301, {"Location": "/b.txt"})
    copy = fetch(RemoteFile(f"{web.url}/a.pdf"), tmp_path / "copies", 100, 20)
    assert (copy.name, copy.read_bytes()) == ("a.pdf", b"b.txt")


def test_a_full_disk_is_no_fault_of_the_store(web: Web, tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "copies").write_text("a file where a folder must stand", encoding="utf-8")
    with pytest.raises(NotADirectoryError):
        fetch(RemoteFile(f"{web.url}/a.txt"), tmp_path / "copies", 100, 20)


# Other stores, by fsspec's own store in memory, which is let in for the test


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(stores, "NETWORK_SCHEMES", {*stores.NETWORK_SCHEMES, "memory"})
    files = fsspec.filesystem("memory")
    for name in ("in/a.docx", "in/b/c.pdf", "in/b/d.css", "in/.e.pdf", "f.pdf"):
        files.pipe(f"/bucket/{name}", name.encode())
    yield
    files.rm("/bucket", recursive=True)


def test_a_store_gives_its_reports_with_their_stamps(bucket: None, tmp_path: Path) -> None:
    files = list(list_remote("memory://bucket/in/"))
    assert [(file.url.removeprefix("memory://bucket/"), file.skip and file.skip[0]) for file in files] == [
        ("in/a.docx", None), ("in/b/c.pdf", None), ("in/b/d.css", "other_kind"),
    ]  # fmt: skip
    assert files[0].size == 9
    assert fetch(files[1], tmp_path, 100, 20).read_bytes() == b"in/b/c.pdf"
    fsspec.filesystem("memory").pipe("/bucket/in/a.docx", b"in/A.docx")
    assert next(list_remote("memory://bucket/in")).stamp != files[0].stamp


def test_a_store_gives_one_file_or_what_fits(bucket: None) -> None:
    assert [file.url for file in list_remote("memory://bucket/f.pdf")] == ["memory://bucket/f.pdf"]
    assert [file.url for file in list_remote("memory://bucket/in/*.docx")] == ["memory://bucket/in/a.docx"]
    assert [file.url for file in list_remote("memory://bucket/in/**/*.pdf")] == ["memory://bucket/in/b/c.pdf"]


def test_what_a_store_does_not_hold_is_told(bucket: None, tmp_path: Path) -> None:
    (file,) = list_remote("memory://bucket/nowhere/")
    assert file.skip is not None and file.skip[0] == "not_found"
    assert failure("memory://bucket/nowhere.pdf", tmp_path).reason == "not_found"
    with pytest.raises(UnreadableDocument, match="too_large"):
        fetch(RemoteFile("memory://bucket/f.pdf"), tmp_path, 4, 20)
    with pytest.raises(UnreadableDocument, match="too_slow"):
        fetch(RemoteFile("memory://bucket/f.pdf"), tmp_path, 100, -1)
