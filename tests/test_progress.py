"""What is shown of a run while it goes."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from pipeline.progress import Gave, Watch, describe
from schemas.diary import IngestEventRecord
from tests.summaries import make_event


@dataclass(frozen=True, slots=True)
class Done:
    count: int
    total: int
    event: IngestEventRecord
    gave: Gave | None = None


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def watch_run(fates: str, seconds_a_file: float, interval: float = 10, most_lines: int = 5) -> list[str]:
    """The lines of a run that nobody watches on a terminal: a letter a file, `q` for one that is set aside."""
    clock, stream = Clock(), io.StringIO()
    with Watch(stream, clock, interval, most_lines) as watch:
        for number, fate in enumerate(fates, 1):
            clock.now += seconds_a_file
            event = make_event(number, f"{number}.pdf")
            if fate == "q":
                event = make_event(number, f"{number}.pdf", "quarantined", "needs_ocr", "run OCR on it")
            watch(Done(number, len(fates), event, Gave(7, 1, 0)))
    return stream.getvalue().splitlines()


def test_a_file_is_described_by_what_it_gave() -> None:
    done = Done(1, 2, make_event(0, "a.docx"), Gave(1200, 1, 0))
    assert describe(done) == "loaded      a.docx  1,200 facts, 1 table, 0 leftovers"


def test_a_file_is_described_by_why_it_gave_nothing() -> None:
    done = Done(1, 2, make_event(0, "a\x1b[2J\u202e.pdf", "quarantined", "damaged", "two\nlines"))
    assert describe(done) == "quarantined a\\x1b[2J\\u202e.pdf  damaged: two lines"


def test_a_short_run_has_a_line_a_file() -> None:
    lines = watch_run(".q.", 0.1)
    assert lines[0] == "[1/3] loaded      1.pdf  7 facts, 1 table, 0 leftovers"
    assert lines[1] == "[2/3] quarantined 2.pdf  needs_ocr: run OCR on it"
    assert len(lines) == 3


def test_a_long_run_has_a_line_each_interval_and_one_at_its_end() -> None:
    lines = watch_run("." * 25, seconds_a_file=1)
    assert lines == [
        "[10/25] 40.0 %, 3,600 files/h, 0:00:15 left, 0 set aside",
        "[20/25] 80.0 %, 3,600 files/h, 0:00:05 left, 0 set aside",
        "[25/25] 100.0 %, 3,600 files/h, 0:00:00 left, 0 set aside",
    ]


def test_a_long_run_names_every_file_that_is_set_aside() -> None:
    lines = watch_run("..q......q", seconds_a_file=1, interval=60)
    assert lines[:2] == [
        "[3/10] quarantined 3.pdf  needs_ocr: run OCR on it",
        "[10/10] quarantined 10.pdf  needs_ocr: run OCR on it",
    ]
    assert lines[2:] == ["[10/10] 100.0 %, 3,600 files/h, 0:00:00 left, 2 set aside"]


def test_the_end_is_not_told_twice() -> None:
    lines = watch_run("." * 20, seconds_a_file=1)
    assert [line.split()[0] for line in lines] == ["[10/20]", "[20/20]"]


def test_the_pace_is_that_of_late_not_of_the_unchanged_files_at_the_start() -> None:
    clock, stream = Clock(), io.StringIO()
    with Watch(stream, clock, interval=10, most_lines=5) as watch:
        for number in range(1, 2001):
            clock.now += 0.001 if number <= 1900 else 10
            watch(Done(number, 2000, make_event(number, "a.pdf")))
    late = stream.getvalue().splitlines()[50]
    assert ", 360 files/h, " in late


def test_a_run_in_which_no_time_passes_has_no_pace() -> None:
    assert watch_run("." * 6, seconds_a_file=0) == ["[6/6] 100.0 %, 0 set aside"]


def test_a_run_over_nothing_says_nothing() -> None:
    assert watch_run("", 1) == []


def test_a_terminal_has_a_bar_with_pace_remaining_time_and_what_was_set_aside() -> None:
    stream = Terminal()
    with Watch(stream) as watch:
        watch(Done(1, 4, make_event(0, "inbox/a.pdf", "quarantined", "damaged", "download it again")))
        assert watch._bar is not None
        watch._bar.refresh()
    shown = stream.getvalue()
    assert re.search(r"1/4 \[\d\d:\d\d<\S+, .*1 set aside, a\.pdf\]", shown)
    assert re.search(r"file/s|s/file", shown)
    assert "\n" not in shown


def test_a_hostile_name_does_not_reach_the_terminal() -> None:
    stream = Terminal()
    with Watch(stream) as watch:
        watch(Done(1, 2, make_event(0, "\x1b]0;owned\x07\x9b31m.pdf")))
        assert watch._bar is not None
        watch._bar.refresh()
    assert "\\x1b]0;owned" in stream.getvalue()
    assert not {"\x07", "\x9b"} & set(stream.getvalue())
    assert "\x1b]" not in stream.getvalue()
