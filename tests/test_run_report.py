"""The report of a run: its JSON, its page, and the reports of other runs beside it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.run_report
from pipeline.errors import UserError
from pipeline.output import format_json
from pipeline.run_page import MOST_LINES, judge, render_page
from pipeline.run_report import describe_run, prune_reports, write_report
from pipeline.summary import ACTIONS
from tests.shared import ROOT
from tests.summaries import FINISHED, NIGHT, RUN, STARTED, make_event, make_summary


class Page(HTMLParser):
    """What a browser makes of the page: its tags, its text, and what it would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def policy(self) -> str:
        """The content security policy that the page states."""
        at = self.attributes.index(("http-equiv", "Content-Security-Policy"))
        return self.attributes[at + 1][1] or ""

    @property
    def text(self) -> str:
        return "".join(self.texts)


def test_a_report_is_named_after_its_start_and_copied_as_the_latest(tmp_path: Path) -> None:
    as_json, page = write_report(NIGHT, tmp_path / "made" / "reports")
    assert (as_json.name, page.name) == ("20261127T215733Z.json", "20261127T215733Z.html")
    names = sorted(path.name for path in as_json.parent.iterdir())
    assert names == [page.name, as_json.name, "latest.html", "latest.json"]
    for kind, path in ((".json", as_json), (".html", page)):
        latest = as_json.with_name("latest" + kind)
        assert latest.read_bytes() == path.read_bytes()
        assert not latest.is_symlink()


def test_the_latest_report_is_the_last_one_that_was_written(tmp_path: Path) -> None:
    write_report(NIGHT, tmp_path)
    write_report(make_summary(run_id="second", started_at=STARTED + timedelta(days=1)), tmp_path)
    assert json.loads((tmp_path / "latest.json").read_text(encoding="utf-8"))["run_id"] == "second"
    assert len(list(tmp_path.glob("2026*.json"))) == 2


def test_of_two_runs_in_one_second_neither_report_is_lost(tmp_path: Path) -> None:
    written = [write_report(make_summary(run_id=str(number)), tmp_path)[0] for number in range(3)]
    assert [path.name for path in written] == [f"20261127T215733Z{tail}.json" for tail in ("", "-2", "-3")]
    assert [json.loads(path.read_text(encoding="utf-8"))["run_id"] for path in written] == ["0", "1", "2"]


def test_the_json_has_stable_keys_and_plain_values(tmp_path: Path) -> None:
    written, _ = write_report(make_summary(undisclosed=({"org_name": "审计局"},)), tmp_path)
    report: dict[str, Any] = json.loads(written.read_text(encoding="utf-8"))
    events = report.pop("events")
    assert report == {
        "schema": 1,
        "run_id": RUN,
        "status": "finished",
        "error": None,
        "started_at": "2026-11-27T21:57:33+00:00",
        "finished_at": "2026-11-27T22:27:33+00:00",
        "seconds": 1800.0,
        "source": "inbox",
        "engine": "local",
        "workers": 2,
        "extractor_version": "0.1+abc",
        "database": "warehouse.duckdb",
        "version": "warehouse.20261127T222730Z.duckdb",
        "files": 99,
        "actions": {
            "loaded": 4,
            "replaced": 1,
            "unchanged": 90,
            "duplicate": 1,
            "skipped": 0,
            "quarantined": 3,
            "missing": 1,
            "unpacked": 0,
        },
        "documents_per_hour": 10.0,
        "bytes_read": 12_345_678,
        "facts": 4321,
        "set_aside": {"needs_ocr": 2, "timeout": 1},
        "without_facts": 1,
        "undisclosed": [{"org_name": "审计局"}],
    }
    assert len(events) == len(NIGHT.events)
    assert events[3] == {
        "ord": 3,
        "path": "inbox/扫描件.pdf",
        "action": "quarantined",
        "reason": "needs_ocr",
        "message": "扫描件.pdf; run OCR on it",
        "doc_id": None,
        "seconds": 0.3,
        "noted_at": "2026-11-27T22:27:33+00:00",
    }


def test_every_key_of_the_json_is_documented() -> None:
    manual = (ROOT / "docs" / "OPERATIONS.md").read_text(encoding="utf-8")
    described = describe_run(NIGHT)
    events = described["events"]
    assert isinstance(events, list)
    for key in (*described, *ACTIONS, *events[0]):
        assert re.search(rf"\b{key}\b", pipeline.run_report.__doc__ or ""), key
        assert f"`{key}`" in manual, key


@settings(deadline=None)
@given(st.text(st.characters()))
def test_the_json_holds_every_name_as_it_is_and_steers_no_terminal(name: str) -> None:
    summary = make_summary(events=(make_event(0, name),))
    text = format_json(describe_run(summary))
    assert json.loads(text)["events"][0]["path"] == name
    steering = {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert steering <= {"\n"}


def test_the_page_says_what_happened_in_both_languages() -> None:
    text = Page(render_page(make_summary(undisclosed=({"org_name": "某县审计局", "fiscal_year": 2023},)))).text
    for expected in (
        "完成，3 个文件被搁置 | Finished; 3 files set aside",
        "needs_ocr × 2",
        "先做文字识别（OCR），或向发布单位索取可复制文字的版本 | Run OCR on it",
        "timeout × 1",
        "inbox/扫描件二.pdf",
        "没有数据的文件 | Documents without a figure",
        "inbox/notice.txt",
        "inbox/gone.docx",
        "尚未公开的单位 | Organisations that have not disclosed",
        "某县审计局",
        "0:30:00",
        "12.3 MB",
        "2026-11-27 21:57:33 UTC",
        "warehouse.20261127T222730Z.duckdb",
    ):
        assert expected in text, expected


def test_the_slowest_documents_come_first() -> None:
    events = tuple(make_event(number, f"{number}.pdf", seconds=f"{number}.000") for number in range(15))
    text = Page(render_page(make_summary(events=events))).text
    shown = [int(found) for found in re.findall(r"(\d+)\.pdf", text.partition("Slowest documents")[2])]
    assert shown == list(range(14, 4, -1))


def test_what_is_not_there_has_no_heading() -> None:
    text = Page(render_page(make_summary(events=(), actions={"unchanged": 3}))).text
    assert "nothing new" in text
    for absent in ("Files set aside", "Documents without", "no longer in the inbox", "not disclosed", "Slowest"):
        assert absent not in text


def test_where_all_have_disclosed_the_page_says_so() -> None:
    assert "Every organisation of the list has disclosed" in Page(render_page(make_summary(undisclosed=()))).text


def test_a_long_list_is_cut_and_says_where_the_rest_is() -> None:
    events = tuple(make_event(n, f"{n}.pdf", "quarantined", "damaged", "broken") for n in range(MOST_LINES + 5))
    html = render_page(make_summary(events=events))
    assert html.count("broken</td>") == MOST_LINES
    assert "5 more: see the JSON file of the same name" in Page(html).text


@pytest.mark.parametrize(
    ("fields", "mood", "words"),
    [
        ({"status": "failed", "error": "disk full"}, "bad", "The run failed"),
        ({"status": "stopped"}, "doubt", "The run was stopped"),
        ({"actions": {"loaded": 1200, "quarantined": 1}}, "doubt", "Finished; 1 file set aside"),
        ({"actions": {"loaded": 1200, "replaced": 1}}, "good", "Finished; 1,201 files loaded, none set aside"),
        ({"actions": {"unchanged": 9}}, "good", "Finished; nothing new"),
    ],
)
def test_the_verdict_is_the_worst_that_happened(fields: dict[str, Any], mood: str, words: str) -> None:
    verdict = judge(make_summary(**fields))
    assert (verdict.mood, verdict.en.startswith(words)) == (mood, True)


def test_why_a_run_failed_stands_on_the_page() -> None:
    html = render_page(make_summary(status="failed", error="warehouse.duckdb: disk <full>; free some space"))
    assert "warehouse.duckdb: disk <full>; free some space" in Page(html).text


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}&lt;\u202egnp.exe\x1b[31m\x9b2J\n</style>"


def test_hostile_names_are_text_wherever_they_stand() -> None:
    honest = Page(render_page(make_summary(error="x", version="x", undisclosed=({"x": "x"},)))).tags
    events = tuple(
        make_event(event.ord, HOSTILE, event.action, event.reason and HOSTILE, HOSTILE, str(event.seconds or 0))
        for event in NIGHT.events
    )
    hostile = Page(
        render_page(
            make_summary(
                events=(*events, make_event(99, HOSTILE, "loaded", "no_fact", HOSTILE)),
                run_id=HOSTILE,
                source=HOSTILE,
                engine=HOSTILE,
                database=HOSTILE,
                error=HOSTILE,
                version=HOSTILE,
                undisclosed=({HOSTILE: HOSTILE},),
            )
        )
    )
    assert set(hostile.tags) <= set(honest)
    assert {"script", "img"}.isdisjoint(hostile.tags)
    assert (
        "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}&lt;\\u202egnp.exe\\x1b[31m" in hostile.text
    )
    assert not any(name.startswith("on") for name, _ in hostile.attributes)
    assert not {"\x1b", "\x9b", "\u202e"} & set(hostile.text)


@settings(deadline=None)
@given(st.text(st.characters()))
def test_no_name_adds_a_tag_or_steers_the_text(name: str) -> None:
    plain, other = (
        Page(render_page(make_summary(events=(make_event(0, path, "quarantined", "damaged", path),))))
        for path in ("a.pdf", name)
    )
    assert other.tags == plain.tags
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in other.text if char != "\n")


def test_the_page_loads_nothing_and_allows_only_its_own_style() -> None:
    html = render_page(NIGHT)
    page = Page(html)
    assert {"script", "link", "img", "iframe", "object", "base", "form"}.isdisjoint(page.tags)
    assert {"src", "href", "style"}.isdisjoint(name for name, _ in page.attributes)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page.policy
    assert "url(" not in style
    assert "@import" not in style


def test_older_reports_are_deleted_and_nothing_else(tmp_path: Path) -> None:
    for day in range(5):
        write_report(make_summary(started_at=STARTED + timedelta(days=day)), tmp_path)
    write_report(make_summary(started_at=STARTED), tmp_path)
    others = ["notes.html", "20261127.json", "20261127T215733Z.json.bak", "latest.html", "latest.json"]
    for name in others[:3]:
        (tmp_path / name).write_text("kept")
    (tmp_path / "20261101T000000Z.html.part").write_text("what a killed run left")
    deleted = prune_reports(tmp_path, keep=3)
    kept = ["20261129T215733Z", "20261130T215733Z", "20261201T215733Z"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*others, *(name + kind for name in kept for kind in (".html", ".json"))]
    )
    assert len(deleted) == 7
    assert prune_reports(tmp_path, keep=3) == ()


def test_of_one_second_the_later_report_is_the_newer_one(tmp_path: Path) -> None:
    for number in range(12):
        write_report(make_summary(run_id=str(number)), tmp_path)
    prune_reports(tmp_path, keep=1)
    assert [path.name for path in tmp_path.glob("2026*.json")] == ["20261127T215733Z-12.json"]


def test_a_negative_number_of_reports_cannot_be_kept(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="-1 reports"):
        prune_reports(tmp_path, -1)


def test_a_folder_that_cannot_be_made_is_the_users_to_mend(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="give a folder that can be made"):
        write_report(NIGHT, tmp_path / "file" / "reports")


def test_a_start_in_another_zone_is_named_in_utc(tmp_path: Path) -> None:
    local = datetime.fromisoformat("2026-11-28T05:57:33+08:00")
    assert write_report(make_summary(started_at=local, finished_at=FINISHED), tmp_path)[0].stem == "20261127T215733Z"
