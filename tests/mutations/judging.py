"""One warehouse with a copy of a report for each mutant, one audit over all of them, and what it says of each.

The samples are loaded once. Every mutant is a copy of its report (and of the other reports of its organisation, where it
needs them) with new ids, made set-wise; the records that it changes stand in for those of the same key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

import pyarrow as pa

from schemas.records import (
    Extraction,
    Fact,
    Indicator,
    Project,
    SectionRecord,
    TableCellRecord,
)
from tests.bench.large import IDS, KEPT_ONCE
from tests.mutations.mutant import Mutant
from warehouse.connection import Connection, open_in_memory
from warehouse.judging import audit
from warehouse.load import Loader
from warehouse.meanings import relations
from warehouse.rows import to_arrow

FRESH = "CREATE TEMP MACRO fresh(id, copy) AS (md5(concat(id, copy)) || md5(concat(copy, id)))[:length(id)]"
KEYS = {
    "fact": ("doc_id", "fact_id"),
    "section": ("doc_id", "section_id"),
    "table_cell": ("doc_id", "table_id", "row", "col"),
    "performance_project": ("doc_id", "project_id"),
    "performance_indicator": ("doc_id", "project_id", "ord"),
    "source_table": ("doc_id", "table_id"),
}
LEFT_OUT = KEPT_ONCE | {"finding", "check_outcome", "dismissal", "correction", "table_check"}
HOW = ("caught", "other name", "as info", "silent", "no partner")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the audit said of a mutant: `how` is one of HOW, `rules` those that failed or nearly did."""

    mutant: Mutant
    how: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """Of one copy: what is suspected, where, and by which check; and what any check compared it with."""

    rules: dict[str, str]
    suspects: dict[str, str]
    places: dict[str, str]
    witnesses: frozenset[str]


def judge(
    extractions: Sequence[Extraction], mutants: Sequence[Mutant]
) -> tuple[list[Verdict], list[tuple[str, str, str]]]:
    """The verdict on each mutant, and (report, severity, check) of what is found on the samples as they are."""
    with closing(open_in_memory()) as connection:
        connection.execute(FRESH)
        Loader(connection).load(extractions)
        clean = _list_clean(connection)
        control = [Mutant("control", e.document.doc_id, e.document.path) for e in extractions]
        _copy(connection, [*mutants, *control])
        audit(connection)
        return _judge(connection, mutants, control), clean


def _list_clean(connection: Connection) -> list[tuple[str, str, str]]:
    audit(connection)
    return connection.execute(
        "SELECT path, severity, rule_id FROM finding JOIN document USING (doc_id) ORDER BY ALL"
    ).fetchall()


def _copy(connection: Connection, mutants: Sequence[Mutant]) -> None:
    """The reports of every mutant; its number is the number of the copy."""
    numbered = list(enumerate(mutants))
    judged = pa.table({"copy": [n for n, _ in numbered], "doc_id": [m.doc_id for _, m in numbered], "family": [m.with_family for _, m in numbered]})  # fmt: skip
    connection.register("judged", judged)
    connection.execute(
        "CREATE TEMP TABLE member AS SELECT copy, doc_id FROM judged UNION SELECT j.copy, o.doc_id FROM judged j"
        " JOIN document d USING (doc_id) JOIN document o ON o.org_id = d.org_id WHERE j.family"
    )
    connection.execute("CREATE TEMP TABLE kin AS SELECT DISTINCT copy, org_id FROM member JOIN document USING (doc_id)")
    changed = _changes(connection, numbered)
    _leave_out(connection, numbered)
    originals = [r for r in relations(connection) if not r.is_view and r.name not in LEFT_OUT]
    for relation in originals:
        columns = {column.name for column in relation.columns}
        if not columns & {"doc_id", "org_id"}:
            continue
        by, members = ("doc_id", "member") if "doc_id" in columns else ("org_id", "kin")
        new = [f"fresh({name}, copy) AS {name}" for name in IDS if name in columns]
        new += ["concat(copy, '/', path) AS path"] if "path" in columns and relation.name == "document" else []
        keys = KEYS.get(relation.name, ())
        stays = "".join(
            f" AND NOT EXISTS (FROM {other} o WHERE o.copy = m.copy AND {' AND '.join(f't.{k} = o.{k}' for k in keys)})"
            for other in (f"new_{relation.name}", f"gone_{relation.name}")
            if keys and other in changed | {"gone_fact", "gone_source_table"}
        )
        rows = f"SELECT t.*, m.copy FROM {relation.name} t JOIN {members} m USING ({by}) WHERE TRUE{stays}"
        if f"new_{relation.name}" in changed:
            rows += f" UNION ALL BY NAME SELECT * FROM new_{relation.name}"
        connection.execute(
            f"INSERT INTO {relation.name} BY NAME SELECT * EXCLUDE (copy) REPLACE ({', '.join(new)}) FROM ({rows})"
        )


def _changes(connection: Connection, numbered: Iterable[tuple[int, Mutant]]) -> set[str]:
    """The records that mutants change, as tables new_...; their names."""
    rows: dict[str, list[tuple[int, str | None, object]]] = defaultdict(list)
    for copy, mutant in numbered:
        rows["fact"] += [(copy, None, record) for record in mutant.changed_facts]
        rows["section"] += [(copy, doc_id, record) for doc_id, record in mutant.changed_sections]
        rows["table_cell"] += [(copy, None, record) for record in mutant.changed_cells]
        rows["performance_project"] += [(copy, None, record) for record in mutant.changed_projects]
        rows["performance_indicator"] += [(copy, None, record) for record in mutant.changed_indicators]
    types = (Fact, SectionRecord, TableCellRecord, Project, Indicator)
    for name, kind in zip(
        ("fact", "section", "table_cell", "performance_project", "performance_indicator"), types, strict=True
    ):
        arrow = to_arrow([record for _, _, record in rows[name]], kind)
        connection.register(
            f"new_{name}", arrow.append_column("copy", pa.array([copy for copy, _, _ in rows[name]], pa.int64()))
        )
    return {f"new_{name}" for name in rows}


def _leave_out(connection: Connection, numbered: Sequence[tuple[int, Mutant]]) -> None:
    for name, key, lost in (
        ("gone_fact", "fact_id", [(copy, m.doc_id, id_) for copy, m in numbered for id_ in m.gone_facts]),
        ("gone_source_table", "table_id", [(copy, m.doc_id, id_) for copy, m in numbered for id_ in m.gone_tables]),
    ):
        connection.register(
            name,
            pa.table(
                {
                    "copy": pa.array([copy for copy, _, _ in lost], pa.int64()),
                    "doc_id": pa.array([doc_id for _, doc_id, _ in lost], pa.string()),
                    key: pa.array([id_ for _, _, id_ in lost], pa.string()),
                }
            ),
        )


def _judge(connection: Connection, mutants: Sequence[Mutant], control: Sequence[Mutant]) -> list[Verdict]:
    copies = list(range(len(mutants) + len(control)))
    found = _findings(connection, copies)
    clean = {mutant.doc_id: found[len(mutants) + n] for n, mutant in enumerate(control)}
    applied = defaultdict(set)
    for doc_id, rule in connection.execute(
        "SELECT j.doc_id, rule_id FROM check_outcome o JOIN judged j ON o.doc_id = fresh(j.doc_id, j.copy)"
        f" WHERE j.copy >= {len(mutants)} AND outcome <> 'not_applicable'"
    ).fetchall():
        applied[doc_id].add(rule)
    return [
        Verdict(mutant, _verdict(mutant, found[copy], clean[mutant.doc_id], applied[mutant.doc_id]), tuple(sorted(found[copy].rules)))
        for copy, mutant in enumerate(mutants)
    ]  # fmt: skip


def _findings(connection: Connection, copies: Sequence[int]) -> dict[int, Findings]:
    """By copy, with the ids of the originals."""
    connection.execute(
        "CREATE TEMP TABLE own_fact AS SELECT j.copy, f.fact_id AS id, fresh(f.fact_id, j.copy) AS fact_id"
        " FROM judged j JOIN fact f ON f.doc_id = j.doc_id"
    )
    found = {copy: Findings({}, {}, {}, frozenset()) for copy in copies}
    for copy, rule, severity, id_, place in connection.execute(
        "SELECT j.copy, f.rule_id, f.severity, o.id, f.place FROM finding f JOIN judged j ON f.doc_id = fresh(j.doc_id, j.copy)"
        " LEFT JOIN own_fact o ON o.copy = j.copy AND o.fact_id = f.suspect WHERE NOT f.dismissed"
        " ORDER BY severity <> 'info'"
    ).fetchall():
        found[copy].rules[rule] = severity
        found[copy].places[place] = severity
        if id_ is not None:
            found[copy].suspects[id_] = severity
    for copy, ids in connection.execute(
        "SELECT copy, list(DISTINCT o.id) FROM (SELECT j.copy, unnest(evidence) AS fact_id FROM judgement g"
        " JOIN judged j ON g.doc_id = fresh(j.doc_id, j.copy) WHERE outcome <> 'not_applicable')"
        " JOIN own_fact o USING (copy, fact_id) GROUP BY copy"
    ).fetchall():
        found[copy] = Findings(found[copy].rules, found[copy].suspects, found[copy].places, frozenset(ids))
    return found


def _verdict(mutant: Mutant, found: Findings, clean: Findings, applied: set[str]) -> str:
    new = {rule: severity for rule, severity in found.rules.items() if rule not in clean.rules}
    right = {severity for id_, severity in found.suspects.items() if id_ in mutant.facts}
    right |= (
        {severity for place, severity in found.places.items() if place.startswith(mutant.places)}
        if mutant.places
        else set()
    )
    right |= {severity for rule, severity in new.items() if rule in mutant.rules}
    if right - {"info"}:
        return "caught"
    if set(new.values()) - {"info"}:
        return "other name"
    if new:
        return "as info"
    partners = mutant.facts & (clean.witnesses | found.witnesses) if mutant.facts else applied & set(mutant.rules)
    return "silent" if partners or mutant.with_family else "no partner"
