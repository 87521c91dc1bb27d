"""The journal of a run: one JSON object a line, for whoever collects logs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal, TextIO

from pipeline.errors import UserError
from pipeline.output import format_json
from pipeline.summary import RunSummary
from pipeline.terminal import neutralise
from schemas.diary import IngestEventRecord

Level = Literal["info", "warning", "error"]
LEVELS: Mapping[str, Level] = {"finished": "info", "stopped": "warning", "failed": "error"}
"""By the way in which a run ends."""
STANDARD_ERROR = "-"


class Journal:
    """Writes what happens, a line at once, so that a run which dies leaves all lines up to there.

    Every line holds `time` (ISO 8601, UTC), `level` (info, warning, error), `event`, `run_id`, and what belongs to the
    event. Texts are on one line and hold nothing that steers a terminal, whatever a file is called.
    """

    def __init__(self, target: TextIO | Path, run_id: str, now: Callable[[], datetime] | None = None) -> None:
        """Append to the file, or write to the stream, which stays open. Raises UserError for a file that cannot be."""
        self._run_id = run_id
        self._now = now or (lambda: datetime.now(UTC))
        self._owned = ExitStack()
        self._stream = self._owned.enter_context(_open(target)) if isinstance(target, Path) else target

    @classmethod
    def open(cls, name: str, run_id: str) -> Journal:
        """The journal of `--log NAME`: a file, or the error stream for '-'."""
        return cls(sys.stderr if name == STANDARD_ERROR else Path(name), run_id)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self._owned.close()

    def write(self, level: Level, event: str, **details: object) -> None:
        """One line. A detail that is None is left out."""
        line: dict[str, object] = {
            "time": self._now().isoformat(timespec="milliseconds"),
            "level": level,
            "event": event,
            "run_id": self._run_id,
        }
        line |= {name: _plain(value) for name, value in details.items() if value is not None}
        self._stream.write(format_json(line, indent=None) + "\n")
        self._stream.flush()

    def note_start(self, source: str, **details: object) -> None:
        """A run begins, over these inputs."""
        self.write("info", "run_started", source=source, **details)

    def note_file(self, event: IngestEventRecord) -> None:
        """A file is finished. Unchanged files are not noted: they are most of a night's."""
        if event.action == "unchanged":
            return
        doubtful = event.action in ("quarantined", "missing") or event.reason == "no_fact"
        self.write(
            "warning" if doubtful else "info",
            "file",
            path=event.path,
            action=event.action,
            reason=event.reason,
            message=event.message,
            seconds=event.seconds,
            doc_id=event.doc_id,
        )

    def note_end(self, summary: RunSummary) -> None:
        """A run ends: its numbers, and the error where it failed."""
        self.write(
            LEVELS[summary.status],
            "run_ended",
            status=summary.status,
            message=summary.error,
            seconds=round(summary.seconds, 3),
            files=summary.files,
            actions=dict(summary.actions),
            facts=summary.facts,
            bytes_read=summary.bytes_read,
            version=summary.version,
        )


def _open(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}", "give --log a file that can be written, or -") from error


def _plain(value: object) -> object:
    if isinstance(value, str | Path):
        return neutralise(str(value))
    return float(value) if isinstance(value, Decimal) else value
