"""The metrics of a run, as Prometheus reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from pipeline.errors import UserError
from pipeline.metrics import read_last_success, write_metrics
from pipeline.summary import ACTIONS
from tests.summaries import FINISHED, STARTED, make_event, make_summary

Samples = dict[tuple[str, str], float]


def read_samples(path: Path) -> Samples:
    """Every sample by its name and the value of its label."""
    families = text_string_to_metric_families(path.read_text(encoding="utf-8"))
    return {
        (sample.name, "".join(sample.labels.values())): sample.value for family in families for sample in family.samples
    }


def test_a_run_is_its_numbers(tmp_path: Path) -> None:
    path = tmp_path / "juesuan.prom"
    write_metrics(make_summary(), path, documents=95, facts=123_456)
    found = read_samples(path)
    expected = {
        ("juesuan_run_files", "loaded"): 4,
        ("juesuan_run_files", "unchanged"): 90,
        ("juesuan_run_files", "skipped"): 0,
        ("juesuan_run_files", "missing"): 1,
        ("juesuan_run_set_aside", "needs_ocr"): 2,
        ("juesuan_run_set_aside", "timeout"): 1,
        ("juesuan_run_files_without_facts", ""): 1,
        ("juesuan_run_duration_seconds", ""): 1800,
        ("juesuan_run_documents_per_hour", ""): 10,
        ("juesuan_run_bytes_read", ""): 12_345_678,
        ("juesuan_run_facts", ""): 4321,
        ("juesuan_run_last_start_timestamp_seconds", ""): STARTED.timestamp(),
        ("juesuan_run_last_success_timestamp_seconds", ""): FINISHED.timestamp(),
        ("juesuan_run_status", "finished"): 1,
        ("juesuan_run_status", "failed"): 0,
        ("juesuan_run_status", "stopped"): 0,
        ("juesuan_warehouse_documents", ""): 95,
        ("juesuan_warehouse_facts", ""): 123_456,
    }
    assert {key: found.get(key) for key in expected} == expected
    assert {label for name, label in found if name == "juesuan_run_files"} == set(ACTIONS)
    assert not any(name.endswith("_created") for name, _ in found)
    assert len(found) == len(expected) + len(ACTIONS) - 4


def test_what_is_not_known_is_not_stated(tmp_path: Path) -> None:
    path = tmp_path / "juesuan.prom"
    write_metrics(make_summary(), path)
    assert not any(name.startswith("juesuan_warehouse") for name, _ in read_samples(path))


@pytest.mark.parametrize("status", ["failed", "stopped"])
def test_the_last_success_outlives_a_run_that_does_not_succeed(tmp_path: Path, status: str) -> None:
    path = tmp_path / "juesuan.prom"
    write_metrics(make_summary(), path)
    later = datetime(2026, 11, 28, 22, 0, tzinfo=UTC)
    write_metrics(make_summary(status=status, started_at=later, finished_at=later), path)
    found = read_samples(path)
    assert found["juesuan_run_last_success_timestamp_seconds", ""] == FINISHED.timestamp()
    assert found["juesuan_run_last_start_timestamp_seconds", ""] == later.timestamp()
    assert found["juesuan_run_status", status] == 1
    assert found["juesuan_run_status", "finished"] == 0
    assert found["juesuan_run_documents_per_hour", ""] == 0


def test_where_no_run_succeeded_the_last_success_is_0(tmp_path: Path) -> None:
    path = tmp_path / "juesuan.prom"
    write_metrics(make_summary(status="failed"), path)
    assert read_samples(path)["juesuan_run_last_success_timestamp_seconds", ""] == 0


@settings(deadline=None)
@given(st.text(max_size=60) | st.text(' {}"=,#\n1.ejuesuan_run_last_success_timestamp_seconds\x00\\', max_size=60))
def test_an_earlier_file_that_is_broken_states_no_success(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("metrics") / "juesuan.prom"
    path.write_text(text, encoding="utf-8", newline="")
    assert isinstance(read_last_success(path), float)


def test_a_reason_is_a_label_whatever_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "juesuan.prom"
    reason = 'a"b\\c\nd'
    write_metrics(make_summary(events=(make_event(0, "a", "quarantined", reason, "m"),)), path)
    assert read_samples(path)["juesuan_run_set_aside", reason] == 1


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    write_metrics(make_summary(), tmp_path / "made" / "juesuan.prom")
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["juesuan.prom"]


def test_a_file_that_the_collector_would_not_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"does not end in \.prom; node_exporter reads no other file"):
        write_metrics(make_summary(), tmp_path / "juesuan.txt")


def test_a_place_that_cannot_be_written_is_the_users_to_mend(tmp_path: Path) -> None:
    (tmp_path / "folder.prom").mkdir()
    with pytest.raises(UserError, match=r"folder\.prom: Is a directory; give --metrics a file"):
        write_metrics(make_summary(), tmp_path / "folder.prom")
