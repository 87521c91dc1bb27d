"""Mutants as files: the printed number is replaced in a .txt or .docx sample, which is then read, loaded and audited.

Only numbers whose place in the file is certain are taken: those of the text by the words before them, those of cells by
reading the file again: the fact of the cell must be printed wrong then.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

from extractors.extraction import extract
from extractors.readers import read
from schemas.records import Extraction
from tests.bench.large import SAMPLES
from tests.bench.loading import renewed
from tests.mutations.breeding import breed
from tests.mutations.judging import Findings, Verdict
from tests.mutations.mutant import Mutant, Report, by_document
from warehouse.connection import open_in_memory
from warehouse.judging import audit
from warehouse.load import Loader

BODY = "word/document.xml"
CONTEXT = 8
MOST_TRIALS = 4


def judge_files(count: int, seed: int, folder: Path) -> list[Verdict]:
    """The verdicts on so many mutants that went through files in `folder`."""
    paths = [path for path in sorted(SAMPLES.iterdir()) if path.suffix in (".txt", ".docx")]
    sources = {path: extract(read(path), path.name, path.stat().st_size) for path in paths}
    reports = by_document(Report(extraction) for extraction in sources.values())
    files = {extraction.document.doc_id: path for path, extraction in sources.items()}
    mutants: list[Mutant] = []
    extractions: list[Extraction] = []
    for mutant in _in_turn(breed(list(sources.values()), count // 8, seed)):
        if len(mutants) == count:
            break
        path = files[mutant.doc_id]
        for body in islice(_print_in(path, mutant, reports[mutant.doc_id]), MOST_TRIALS):
            trial = folder / path.name
            trial.write_bytes(body)
            extraction = extract(read(trial), path.name, len(body))
            if _is_printed(mutant, extraction):
                mutants.append(mutant)
                extractions.append(extraction)
                break
    return _judge(mutants, extractions, reports)


def _in_turn(mutants: Iterable[Mutant]) -> list[Mutant]:
    """Mutants of figures, one of each kind after the other."""
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        if mutant.facts and not mutant.with_family and "direction" not in mutant.kind:
            by_kind.setdefault(mutant.kind, []).append(mutant)
    ranked = [(n, kind, mutant) for kind, listed in by_kind.items() for n, mutant in enumerate(listed)]
    return [mutant for _, _, mutant in sorted(ranked, key=lambda entry: entry[:2])]


def _is_printed(mutant: Mutant, extraction: Extraction) -> bool:
    """Whether the file states the wrong number at its place, or (of the text) somewhere."""
    wrong = next(f for f in mutant.changed_facts if f.fact_id in mutant.facts)
    return any(
        f.value_reported == wrong.value_reported
        and (f.source == "text" or (f.table_id, f.row, f.col) == (wrong.table_id, wrong.row, wrong.col))
        for f in extraction.facts
        if f.source == wrong.source
    )


def _print_in(path: Path, mutant: Mutant, report: Report) -> Iterator[bytes]:
    """The file with the number of the mutant in each of the places where its own may stand."""
    fact = next(f for f in report.extraction.facts if f.fact_id in mutant.facts)
    wrong = next(f for f in mutant.changed_facts if f.fact_id == fact.fact_id).value_reported
    before = ""
    if fact.source == "text" and fact.section_id is not None and fact.char_start is not None:
        before = report.sections[fact.section_id].text[max(0, fact.char_start - CONTEXT) : fact.char_start]
    place = re.compile(re.escape(before) + r"(?<![\d,.])" + re.escape(fact.value_reported) + r"(?![\d,.])")
    if path.suffix == ".txt":
        text, encoding = _decode(path.read_bytes())
        yield from (changed.encode(encoding) for changed in _replace_each(text, place, before + wrong))
        return
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for changed in _replace_each(parts[BODY].decode(), place, before + wrong):
        yield _pack(parts | {BODY: changed.encode()})


def _replace_each(text: str, place: re.Pattern[str], words: str) -> Iterator[str]:
    for match in place.finditer(text):
        yield text[: match.start()] + words + text[match.end() :]


def _pack(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return packed.getvalue()


def _decode(body: bytes) -> tuple[str, str]:
    """The text of a sample and its encoding: the samples are written in these three."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16"), "utf-16"
    try:
        return body.decode("utf-8-sig"), "utf-8-sig"
    except UnicodeDecodeError:
        return body.decode("gb18030"), "gb18030"


def _judge(mutants: list[Mutant], extractions: list[Extraction], reports: dict[str, Report]) -> list[Verdict]:
    """Each as another organisation's report, all in one warehouse, the samples as they are among them."""
    clean = [report.extraction for report in reports.values()]
    loaded = list(islice(renewed([*extractions, *clean]), len(extractions) + len(clean)))
    loaded = [
        replace(e, document=replace(e.document, path=f"{n}/{e.document.path}")) for n, e in enumerate(loaded)
    ]  # fmt: skip
    with closing(open_in_memory()) as connection:
        Loader(connection).load(loaded)
        audit(connection)
        rows = connection.execute(
            "SELECT f.doc_id, f.rule_id, f.severity, s.value_reported FROM finding f LEFT JOIN fact s"
            " ON s.fact_id = f.suspect AND s.doc_id = f.doc_id"
        ).fetchall()
        witnesses = connection.execute(
            "SELECT DISTINCT doc_id, fact_id FROM (SELECT doc_id, unnest(evidence) AS fact_id FROM judgement"
            " WHERE outcome <> 'not_applicable')"
        ).fetchall()
    found = {e.document.doc_id: Findings({}, {}, {}, frozenset()) for e in loaded}
    for doc_id, rule, severity, printed in sorted(rows, key=lambda row: row[2] != "info"):
        found[doc_id].rules[rule] = severity
        if printed is not None:
            found[doc_id].suspects[printed] = severity
    seen: dict[str, set[str]] = {}
    for doc_id, fact_id in witnesses:
        seen.setdefault(doc_id, set()).add(fact_id)
    twins = dict(zip(reports, loaded[len(mutants) :], strict=True))
    return [
        Verdict(m, _verdict(m, found[e.document.doc_id], reports[m.doc_id], twins[m.doc_id], seen), tuple(found[e.document.doc_id].rules))
        for m, e in zip(mutants, loaded, strict=False)
    ]  # fmt: skip


def _verdict(mutant: Mutant, found: Findings, report: Report, twin: Extraction, seen: dict[str, set[str]]) -> str:
    wrong = {f.value_reported for f in mutant.changed_facts if f.fact_id in mutant.facts}
    right = {severity for printed, severity in found.suspects.items() if printed in wrong}
    right |= {severity for rule, severity in found.rules.items() if rule in mutant.rules}
    if right - {"info"}:
        return "caught"
    if set(found.rules.values()) - {"info"}:
        return "other name"
    if found.rules:
        return "as info"
    ids = {
        new.fact_id for old, new in zip(report.extraction.facts, twin.facts, strict=True) if old.fact_id in mutant.facts
    }
    return "silent" if ids & seen.get(twin.document.doc_id, set()) else "no partner"
