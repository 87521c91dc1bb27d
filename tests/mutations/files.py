"""Mutants as files: the printed number is replaced in a .txt or .docx sample, which is then read, loaded and audited.

Only numbers whose place in the file is certain are taken: those of the text by the words before them, cells by being the
only such number in the file.
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


def judge_files(count: int, seed: int, folder: Path) -> list[Verdict]:
    """The verdicts on so many mutants that went through files in `folder`."""
    paths = [path for path in sorted(SAMPLES.iterdir()) if path.suffix in (".txt", ".docx")]
    sources = {path: extract(read(path), path.name, path.stat().st_size) for path in paths}
    reports = by_document(Report(extraction) for extraction in sources.values())
    files = {extraction.document.doc_id: path for path, extraction in sources.items()}
    printed = islice(_printed(breed(list(sources.values()), count // 8, seed), reports, files), count)
    mutants, extractions = [], []
    for mutant, name, body in printed:
        path = folder / name
        path.write_bytes(body)
        extractions.append(extract(read(path), name, len(body)))
        mutants.append(mutant)
    return _judge(mutants, extractions, reports)


def _printed(
    mutants: Iterable[Mutant], reports: dict[str, Report], files: dict[str, Path]
) -> Iterator[tuple[Mutant, str, bytes]]:
    """Mutants of figures that can be printed, with the file's name and what it holds; the kinds in turn."""
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        if mutant.facts and not mutant.with_family and "direction" not in mutant.kind:
            by_kind.setdefault(mutant.kind, []).append(mutant)
    ranked = [(n, kind, mutant) for kind, listed in by_kind.items() for n, mutant in enumerate(listed)]
    for _, _, mutant in sorted(ranked, key=lambda entry: entry[:2]):
        path = files[mutant.doc_id]
        body = _print_in(path, mutant, reports[mutant.doc_id])
        if body is not None:
            yield mutant, path.name, body


def _print_in(path: Path, mutant: Mutant, report: Report) -> bytes | None:
    """The file with the number of the mutant instead of its own, or None where its place is not certain."""
    fact = next(f for f in report.extraction.facts if f.fact_id in mutant.facts)
    wrong = next(f for f in mutant.changed_facts if f.fact_id == fact.fact_id).value_reported
    before = ""
    if fact.source == "text" and fact.section_id is not None and fact.char_start is not None:
        before = report.sections[fact.section_id].text[max(0, fact.char_start - CONTEXT) : fact.char_start]
    place = re.compile(re.escape(before) + r"(?<![\d,.])" + re.escape(fact.value_reported) + r"(?![\d,.])")
    if path.suffix == ".txt":
        text, encoding = _decode(path.read_bytes())
        return place.sub(before + wrong, text).encode(encoding) if len(place.findall(text)) == 1 else None
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[BODY].decode()
    if len(place.findall(text)) != 1:
        return None
    parts[BODY] = place.sub(before + wrong, text).encode()
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
