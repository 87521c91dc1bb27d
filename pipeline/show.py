"""One document in the terminal: what it is, its sections and tables, its facts with their place, what is left over."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from pipeline.errors import UserError
from pipeline.output import as_records, count, join_names, print_json, print_lines
from pipeline.terminal import clip, draw_table, neutralise
from warehouse.connection import Connection, open_for_reading
from warehouse.questions import Answer
from warehouse.sheet import FoundDocument, Part, Scope, find_documents, read_part

IDENTITY = {
    "file": ("path", "format", "pages", "bytes"),
    "sha256": ("doc_id",),
    "organisation": ("org_name", "admin_name", "admin_code", "level", "org_id"),
    "as printed": ("org_printed",),
    "report": ("doc_kind", "fiscal_year", "published_date", "report_id"),
    "missing": ("tables_missing",),
}
FACT_COLUMNS = ("concept", "measure", "fund", "code", "name", "value", "unit", "value_reported", "place", "page")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The parts of one document that are shown."""

    connection: Connection
    doc_id: str
    scope: Scope

    def read(self, part: Part) -> Answer:
        """One part, narrowed down to the scope."""
        return read_part(self.connection, part, self.doc_id, self.scope)


def run_show(options: argparse.Namespace) -> int:
    """`juesuan show`: a document whole, or one page, table, section or finding of it. A page alone is drawn, too."""
    drawn = options.page is not None and options.table is None and options.section is None
    if options.finding is not None and (options.page, options.table, options.section) != (None, None, None):
        raise UserError("--finding shows its own places", "leave out --page, --table and --section")
    if options.out is not None and not drawn and options.finding is None:
        raise UserError("--out names a picture", "give --page or --finding, without --table and --section")
    with closing(open_for_reading(options.db)) as connection:
        document = find_one(connection, options.document)
        sheet = Sheet(connection, document.doc_id, Scope(page=options.page, table=options.table))
        if options.finding is not None:
            # Here and not above: only a proof pays for what draws.
            from pipeline.proof import prove

            parts, lines = prove(connection, document, options.finding, options.out)
        elif options.section is not None:
            parts, lines = _section(sheet, options.section, options.page)
        elif options.table is not None:
            parts, lines = _table(sheet, options.table)
        else:
            parts, lines = _document(sheet, with_facts=options.facts or options.page is not None)
            if drawn:
                # Here and not above: only a drawing pays for what draws.
                from pipeline.drawing import draw_page

                drawing = str(draw_page(connection, document, options.page, options.out))
                parts |= {"drawing": drawing}
                lines = [*lines, "", f"drawn: {neutralise(drawing)}"]
    if options.json:
        print_json(parts)
    else:
        print_lines(lines)
    return 0


def find_one(connection: Connection, wanted: str) -> FoundDocument:
    """The one document that `wanted` means; a UserError where it is none or several."""
    found = find_documents(connection, wanted)
    if not found:
        raise UserError(f"{wanted}: no such document in the warehouse", "juesuan status lists them")
    if len(found) > 1:
        names = join_names([document.path for document in found])
        raise UserError(f"{wanted}: {len(found)} documents could be meant ({names})", "give more of the name")
    return found[0]


Shown = tuple[dict[str, object], Sequence[str]]
"""The parts for a script, and the lines for a person."""


def _document(sheet: Sheet, *, with_facts: bool) -> Shown:
    answers = {part: sheet.read(part) for part in ("identity", "sections", "tables", "projects", "leftovers")}
    if with_facts:
        answers |= {part: sheet.read(part) for part in ("facts", "mentions")}
    identity = as_records(answers["identity"])[0]
    lines = [*_identity_lines(identity)]
    lines += _block("Sections", [_section_line(row) for row in as_records(answers["sections"])])
    lines += _block("Tables", _drawn(answers["tables"]))
    lines += _block("Performance projects", _drawn(answers["projects"]))
    if with_facts:
        lines += _fact_lines(answers["facts"], answers["mentions"])
    else:
        lines += ["", f"{count(_number(identity['facts']), 'fact')}: --facts, --page, --table or --section shows them"]
    lines += _block("Leftovers", _drawn(answers["leftovers"]))
    parts: dict[str, object] = {part: as_records(answer) for part, answer in answers.items()}
    return parts | {"identity": identity}, lines


def _table(sheet: Sheet, table: str) -> Shown:
    tables = as_records(sheet.read("tables"))
    if not tables:
        raise UserError(f"{table}: no such table in this document", "juesuan show <document> lists its tables")
    parts: list[dict[str, object]] = []
    lines: list[str] = []
    for row in tables:
        one = Sheet(sheet.connection, sheet.doc_id, Scope(table=str(row["table_id"])))
        answers = {part: one.read(part) for part in ("cells", "facts", "mentions", "leftovers")}
        parts.append(row | {part: as_records(answer) for part, answer in answers.items()})
        name = " ".join(str(row[key]) for key in ("table_id", "statutory_table", "title") if row[key] is not None)
        lines += [neutralise(name), *_grid(answers["cells"])]
        lines += _fact_lines(answers["facts"], answers["mentions"])
        lines += [*_block("Leftovers", _drawn(answers["leftovers"])), ""]
    return {"tables": parts}, lines


def _section(sheet: Sheet, wanted: str, page: int | None) -> Shown:
    scope = Scope(section=wanted)
    texts = as_records(read_part(sheet.connection, "texts", sheet.doc_id, scope))
    if not texts:
        raise UserError(f"{wanted}: no such section in this document", "juesuan show <document> lists its sections")
    parts: list[dict[str, object]] = []
    lines: list[str] = []
    for row in texts:
        one = Sheet(sheet.connection, sheet.doc_id, Scope(page=page, section=str(row["section_id"])))
        answers = {part: one.read(part) for part in ("facts", "mentions", "leftovers")}
        parts.append(row | {part: as_records(answer) for part, answer in answers.items()})
        lines += [neutralise(f"{row['section_id']}  {row['title']}"), ""]
        lines += [neutralise(line) for line in str(row["text"]).splitlines()]
        lines += _fact_lines(answers["facts"], answers["mentions"])
        lines += [*_block("Leftovers", _drawn(answers["leftovers"])), ""]
    return {"sections": parts}, lines


def _identity_lines(identity: dict[str, object]) -> Iterator[str]:
    yield neutralise(str(identity["title"] or "(no title printed)"))
    for label, names in IDENTITY.items():
        shown = "  ".join(_plain(identity[name]) for name in names if identity[name] not in (None, []))
        if shown:
            yield f"  {label:<13} {neutralise(shown)}"
    tables = f"{identity['tables_found']} of {identity['tables_expected']} statutory tables"
    sums = f"{identity['identities_closed']} of {identity['identities']} identities close"
    claimed = "" if identity["claimed_pct"] is None else f", {identity['claimed_pct']} % of the printed figures claimed"
    yield f"  {'reading':<13} {tables}, {sums}, {count(_number(identity['leftovers']), 'leftover')}{claimed}"
    if not identity["is_current"]:
        yield f"  {'version':<13} not current: another file of this report leads"


def _section_line(row: dict[str, object]) -> str:
    facts = f"  [{count(_number(row['facts']), 'fact')}]" if row["facts"] else ""
    page = "" if row["page"] is None else f"  p.{row['page']}"
    title = clip(neutralise(str(row["title"]) or "(before the first heading)"), 60)
    return f"{'  ' * _number(row['level'])}{row['section_id']}  {title}{page}{facts}"


def _fact_lines(facts: Answer, mentions: Answer) -> list[str]:
    records = [tuple(row[name] for name in FACT_COLUMNS) for row in as_records(facts)]
    lines = _block("Facts", draw_table(FACT_COLUMNS, records) if records else [])
    return lines + _block("Numbers that are no fact", _drawn(mentions))


def _grid(cells: Answer) -> list[str]:
    """The table as it is printed, one column of the terminal for each of its own."""
    places = {(_number(row), _number(col)): str(text) for row, col, text in cells.rows}
    if not places:
        return []
    rows, cols = max(row for row, _ in places) + 1, max(col for _, col in places) + 1
    body = [[str(row), *(clip(places.get((row, col), ""), 24) for col in range(cols))] for row in range(rows)]
    return draw_table(["row", *(f"col {col}" for col in range(cols))], body)


def _drawn(answer: Answer) -> list[str]:
    return draw_table(answer.columns, answer.rows) if answer.rows else []


def _block(title: str, lines: Sequence[str]) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)] if lines else []


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
