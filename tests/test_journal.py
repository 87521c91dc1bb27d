"""The journal: one line an event, JSON, harmless, whatever a file is called."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UserError
from pipeline.journal import Journal
from schemas.diary import IngestEventRecord
from tests.summaries import FINISHED, NIGHT, RUN, make_event, make_summary


def lines_of(*events: IngestEventRecord) -> list[dict[str, Any]]:
    stream = io.StringIO()
    journal = Journal(stream, RUN, lambda: FINISHED)
    for event in events:
        journal.note_file(event)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_file_is_a_line_with_what_became_of_it() -> None:
    (line,) = lines_of(make_event(3, "inbox/扫描件.pdf", "quarantined", "needs_ocr", "run OCR on it", "0.300"))
    assert line == {
        "time": "2026-11-27T22:27:33.000+00:00",
        "level": "warning",
        "event": "file",
        "run_id": RUN,
        "path": "inbox/扫描件.pdf",
        "action": "quarantined",
        "reason": "needs_ocr",
        "message": "run OCR on it",
        "seconds": 0.3,
    }


@pytest.mark.parametrize(
    ("event", "level"),
    [
        (make_event(0, "a.pdf"), "info"),
        (make_event(0, "a.pdf", "duplicate", "same_bytes", "the same bytes as b.pdf"), "info"),
        (make_event(0, "a.pdf", "loaded", "no_fact", "no fact found"), "warning"),
        (make_event(0, "a.pdf", "missing"), "warning"),
    ],
)
def test_the_level_says_whether_somebody_should_look(event: IngestEventRecord, level: str) -> None:
    assert [line["level"] for line in lines_of(event)] == [level]


def test_unchanged_files_are_not_noted() -> None:
    assert lines_of(make_event(0, "a.pdf", "unchanged")) == []


@settings(deadline=None)
@given(st.text(st.characters()), st.text(st.characters()))
def test_whatever_a_file_is_called_it_is_one_harmless_line(path: str, message: str) -> None:
    stream = io.StringIO()
    Journal(stream, RUN, lambda: FINISHED).note_file(make_event(0, path, "quarantined", "damaged", message))
    text = stream.getvalue()
    assert text.endswith("\n")
    assert len(text.splitlines()) == 1
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in text[:-1])
    assert json.loads(text)["action"] == "quarantined"
    text.encode("utf-8")


@pytest.mark.parametrize(("status", "level"), [("finished", "info"), ("stopped", "warning"), ("failed", "error")])
def test_the_end_of_a_run_has_its_numbers_and_its_error(status: str, level: str) -> None:
    stream = io.StringIO()
    journal = Journal(stream, RUN, lambda: FINISHED)
    journal.note_start("inbox", workers=2)
    journal.note_end(make_summary(status=status, error="disk full" if status == "failed" else None))
    start, end = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (start["event"], start["source"], start["workers"]) == ("run_started", "inbox", 2)
    assert (end["event"], end["level"], end["status"]) == ("run_ended", level, status)
    assert end["actions"] == dict(NIGHT.actions)
    assert end.get("message") == ("disk full" if status == "failed" else None)


def test_a_file_is_appended_to_and_holds_each_line_at_once(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "juesuan.jsonl"
    for number in (1, 2):
        with Journal(path, RUN) as journal:
            journal.write("info", "something")
            assert len(path.read_text(encoding="utf-8").splitlines()) == number


def test_the_time_is_now_in_utc() -> None:
    stream = io.StringIO()
    before = datetime.now(UTC).replace(microsecond=0)
    Journal(stream, RUN).write("info", "something")
    noted = datetime.fromisoformat(json.loads(stream.getvalue())["time"])
    assert before <= noted <= datetime.now(UTC)


def test_a_minus_is_the_error_stream_which_stays_open(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        with Journal.open("-", RUN) as journal:
            journal.write("error", "something", message="why")
    assert len(list(parsed(capsys.readouterr().err))) == 2


def parsed(text: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, text.splitlines())


def test_a_file_that_cannot_be_made_is_the_users_to_mend(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="give --log a file that can be written"):
        Journal(tmp_path / "file" / "log.jsonl", RUN)
    with pytest.raises(UserError, match="Is a directory"):
        Journal(tmp_path, RUN)
