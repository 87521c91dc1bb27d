"""The page of a run's report: one HTML file that loads nothing from anywhere, in Chinese and English."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.reasons import reasons
from pipeline.summary import RunSummary
from pipeline.terminal import neutralise, show_value

TEMPLATES = Path(__file__).parent / "templates"
MOST_LINES = 200
"""Files that the page lists under one heading; the JSON beside it holds all."""
SLOWEST = 10
NAMES = {
    "loaded": "新入库",
    "replaced": "已更新",
    "unchanged": "未变",
    "duplicate": "重复",
    "skipped": "跳过",
    "quarantined": "搁置",
    "missing": "消失",
    "unpacked": "已解包",
}
"""The actions in Chinese."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The first line of the page; `mood` is good, doubt or bad."""

    mood: str
    zh: str
    en: str


def judge(summary: RunSummary) -> Verdict:
    """What an operator must know before anything else."""
    aside = summary.actions.get("quarantined", 0)
    if summary.status == "failed":
        return Verdict("bad", "运行失败", "The run failed")
    if summary.status == "stopped":
        return Verdict("doubt", "运行被中止，下次运行继续", "The run was stopped; the next one goes on from there")
    if aside:
        return Verdict("doubt", f"完成，{aside:,} 个文件被搁置", f"Finished; {_files(aside)} set aside")
    taken = summary.actions.get("loaded", 0) + summary.actions.get("replaced", 0)
    if not taken:
        return Verdict("good", "完成，没有新文件", "Finished; nothing new")
    return Verdict("good", f"完成，{taken:,} 个文件全部入库", f"Finished; {_files(taken)} loaded, none set aside")


def render_page(summary: RunSummary) -> str:
    """The page as HTML. Nothing that a file name or a message holds is markup or steers the text's direction."""
    style = (TEMPLATES / "run_report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    undisclosed = summary.undisclosed or ()
    page = _environment().get_template("run_report.html")
    return page.render(
        run=summary,
        verdict=judge(summary),
        numbers=list(_numbers(summary)),
        details=list(_details(summary)),
        reasons=reasons(),
        set_aside=summary.set_aside,
        without_facts=summary.without_facts,
        missing=summary.events_of("missing"),
        slowest=summary.slowest(SLOWEST),
        undisclosed_columns=list(dict.fromkeys(name for row in undisclosed for name in row)),
        names=NAMES,
        most=MOST_LINES,
        style=style,
        style_hash=f"sha256-{digest}",
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, finalize=_make_harmless
    )
    filters: dict[str, Callable[..., str]] = {
        "number": _number,
        "seconds": lambda value: "" if value is None else f"{value:,.2f}",
        "moment": _moment,
        "cell": show_value,
    }
    environment.filters |= filters
    return environment


def _make_harmless(value: object) -> object:
    """What every expression of the template passes through before it is escaped; its own markup stays as it is."""
    return neutralise(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _numbers(summary: RunSummary) -> Iterator[tuple[str, str, str]]:
    yield "文件", "Files", _number(summary.files)
    for action, zh in NAMES.items():
        en = "set aside" if action == "quarantined" else action
        yield zh, en.capitalize(), _number(summary.actions.get(action, 0))
    yield "数据", "Facts", _number(summary.facts)
    yield "用时", "Duration", str(timedelta(seconds=round(summary.seconds)))
    yield "每小时入库", "Loaded an hour", _number(round(summary.documents_per_hour))
    yield "读取量", "Bytes read", f"{Decimal(summary.bytes_read) / 1_000_000:,.1f} MB"


def _details(summary: RunSummary) -> Iterator[tuple[str, str, str]]:
    yield "开始", "Started", _moment(summary.started_at)
    yield "结束", "Finished", _moment(summary.finished_at)
    yield "来源", "Source", summary.source
    yield "数据仓库", "Warehouse", summary.database
    yield "发布版本", "Published as", summary.version or "—"
    yield "引擎", "Engine", summary.engine
    yield "进程", "Workers", str(summary.workers)
    yield "提取程序", "Extractor", summary.extractor_version
    yield "运行编号", "Run", summary.run_id


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"


def _number(value: int) -> str:
    return f"{value:,}"


def _moment(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
