"""The notation of examples: a report in a few lines, one line for one figure, and what the lines make.

A figure is printed in a statutory table (`T05`), in another table (its id, as `t12`) or in the text:

    T05 general_public expenditure#2130101 final 12.00万元
    T06 general_public expenditure_basic#30201 final 3.10万元         a code in T06, B08 or X07 is an economic one,
    text general_public expenditure_basic##302 final 3.10万元         elsewhere two # say so
    text general_public expenditure change_rate -2.86% base=prior_final section=s2
    text all expenditure change 持平

that is: place, fund, concept[#code], measure, number and unit (元 万元 亿元 % 个百分点 分 人 人次 辆 批 次 个 台), then what
may be said more: item= base= name= (of the code) year= (the figure's, else the report's) part= page= org= confidence=;
in a table table= row= col= (else one row for each code and item, one column for each concept, fund and measure); in the
text section= (else s1). A figure's characters are those of its number in the section's text, behind the figure before
it; where the text does not hold it, it is appended. A word with blanks is put into "..".

What is no figure:

    section s2 number=二、 level=1 parent=s1 page=3 part=main 收入决算情况说明 :: 2023年本年收入合计1,720.00万元。
    table T05 一般公共预算财政拨款支出决算表 :: 科目 | 合计 // 2130101 | 12.00     a title, and cells if need be; id= unit=
    table t12 status=unclaimed section=s2 某表                                    status= section= page= rows= cols= part=
    leftover unknown_row 某行的文字 table=t12 section=s1 row=3 page=2
    mention s1 no_concept 3公里 subject=里程
    project 林区道路养护 budget=50.00万元 executed=30.00万元 score=92.5            initial= fiscal= fiscal_executed= other=
                                                    other_executed= rate=60% execution_score= grade= goal= outcome= form=
    indicator 养护里程 target=≥40公里 actual=42公里 weight=10 score=8 reason=..      level1= level2=; of the project above

Several reports: a line with --- begins one and says what it is; without it the report is a final account of 2023, or a
budget where a B table is named first. All reports of an example are the same department's unless org= names another.

    --- final_account year=2022 name=b.docx title=.. revision=1 published=2024-09-01 pages=9 org=云溪县林业站 parent=云溪县林业局
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from schemas.records import (
    DocumentRecord,
    Extraction,
    Fact,
    Indicator,
    Leftover,
    Mention,
    OrganizationRecord,
    Project,
    SectionRecord,
    SourceTableRecord,
    TableCellRecord,
)
from schemas.statement import statements
from tests.factories import make_document, make_extraction, make_fact, make_id

UNITS = {
    "元": ("CNY", 1), "千元": ("CNY", 10**3), "万元": ("CNY", 10**4), "百万元": ("CNY", 10**6), "亿元": ("CNY", 10**8),
    "%": ("percent", 1), "个百分点": ("percentage_point", 1), "分": ("score", 1), "人": ("person", 1),
    "人次": ("person_time", 1), "辆": ("vehicle", 1), "批": ("batch", 1), "批次": ("batch", 1), "次": ("trip_group", 1),
    "团组": ("trip_group", 1), "个": ("item", 1), "台": ("set", 1),
}  # fmt: skip
ECONOMIC_TABLES = ("T06", "B08", "X07")
_FIGURE = re.compile(r"(?P<number>-?[\d,]+(?:\.\d+)?)(?P<unit>\D*)")
_STATUTORY = re.compile(r"[TBX]\d\d")
_OPTION = re.compile(r"[a-z_0-9]+=")
_AMOUNTS = {
    "initial": "initial_amount", "budget": "budget_amount", "executed": "executed_amount", "fiscal": "fiscal_amount",
    "fiscal_executed": "fiscal_executed_amount", "other": "other_amount", "other_executed": "other_executed_amount",
    "rate": "execution_rate", "score": "total_score", "execution_score": "execution_score",
}  # fmt: skip


class ExampleError(ValueError):
    """A line of an example that cannot be read."""


def read_figures(lines: Iterable[str], example: str = "example") -> list[Extraction]:
    """The reports of an example. `example` names it: its department and its files are told from others' by it."""
    reports: list[_Report] = []
    for line in lines:
        head, _, body = line.partition(" :: ")
        words = shlex.split(head)
        options = {word.split("=", 1)[0]: word.split("=", 1)[1] for word in words if _OPTION.match(word)}
        plain = [word for word in words if not _OPTION.match(word)]
        if plain[0] == "---":
            kind = plain[1] if len(plain) > 1 else "final_account"
            reports.append(_Report(_document(example, len(reports), kind, options), options))
            continue
        if not reports:
            kind = "budget" if plain[0].startswith("B") else "final_account"
            reports.append(_Report(_document(example, 0, kind, {}), {}))
        try:
            reports[-1].take(plain, options, body)
        except (IndexError, KeyError, ValueError) as error:
            raise ExampleError(f"{example}: cannot read {line!r}: {error!r}") from error
    return [report.extraction() for report in reports]


def _document(example: str, number: int, kind: str, options: dict[str, str]) -> DocumentRecord:
    year = options.get("year", "2023")
    fields: dict[str, Any] = {"doc_kind": kind, "revision": int(options.get("revision", 0))}
    if "title" in options:
        fields["title"] = options["title"]
    if "published" in options:
        fields["published_date"] = date.fromisoformat(options["published"])
    if "pages" in options:
        fields["pages"] = int(options["pages"])
    name = f"{example}/{number}-{options.get('name', 'report.docx')}"
    org = options.get("org", f"云溪县{example.replace('/', '')}局")
    return make_document(name, org, int(year) if year else None, **fields)


def _number(printed: str) -> tuple[Decimal, str, str, int]:
    """A printed number with its unit: value in the base unit, unit, unit as printed, decimals."""
    if printed == "持平":
        return Decimal(0), "CNY", "", 0
    figure = _FIGURE.fullmatch(printed)
    if figure is None:
        raise ExampleError(f"no number: {printed!r}")
    unit, factor = UNITS.get(figure["unit"], ("number", 1))
    digits = figure["number"].replace(",", "")
    return Decimal(digits) * factor, unit, figure["unit"], len(digits.partition(".")[2])


def _amount(printed: str) -> Decimal:
    return _number(printed)[0]


class _Report:
    """A report that its lines fill."""

    def __init__(self, document: DocumentRecord, options: dict[str, str]) -> None:
        self._document = document
        self._options = options
        self._sections: dict[str, SectionRecord] = {}
        self._tables: dict[str, SourceTableRecord] = {}
        self._read_to: dict[str, int] = {}
        self._rows: dict[str, dict[object, int]] = {}
        self._columns: dict[str, dict[object, int]] = {}
        self._cells: list[TableCellRecord] = []
        self._facts: list[Fact] = []
        self._projects: list[Project] = []
        self._indicators: list[Indicator] = []
        self._leftovers: list[Leftover] = []
        self._mentions: list[Mention] = []

    def take(self, words: list[str], options: dict[str, str], body: str) -> None:
        """One line: its words, its options, and what stands behind the double colon."""
        kinds = {
            "section": self._take_section, "table": self._take_table, "leftover": self._take_leftover,
            "mention": self._take_mention, "project": self._take_project, "indicator": self._take_indicator,
        }  # fmt: skip
        if words[0] in kinds:
            kinds[words[0]](words[1:], options, body)
        else:
            self._take_figure(words, options)

    def extraction(self) -> Extraction:
        """What the lines made."""
        document = self._document
        kind = "unit" if document.doc_kind.startswith("unit") else "department"
        parent = self._options.get("parent")
        parent_id = make_id("organization", parent) if parent else None
        organizations = [
            OrganizationRecord(
                document.org_id, document.org_printed or "", "510800", "云溪县", "county", kind, parent_id
            )
        ]  # fmt: skip
        if parent and parent_id:
            organizations.append(OrganizationRecord(parent_id, parent, "510800", "云溪县", "county", "department"))
        return make_extraction(
            document, *self._facts, organizations=tuple(organizations), sections=tuple(self._sections.values()),
            tables=tuple(self._tables.values()), cells=tuple(self._cells), projects=tuple(self._projects),
            indicators=tuple(self._indicators), leftovers=tuple(self._leftovers), mentions=tuple(self._mentions),
        )  # fmt: skip

    def _take_figure(self, words: list[str], options: dict[str, str]) -> None:
        place, fund, named, measure, printed = words
        concept, _, code = named.partition("#")
        value, unit, unit_reported, decimals = _number(printed)
        fields: dict[str, Any] = {
            "fund": fund, "unit": unit, "unit_reported": unit_reported or None, "decimals": decimals,
            "value_reported": printed.removesuffix(unit_reported), "part": options.get("part", "main"),
            "item": options.get("item"), "base": options.get("base"), "snippet": f"{named} {printed}",
            "fiscal_year": int(options["year"]) if "year" in options else self._document.fiscal_year,
            "page": int(options["page"]) if "page" in options else None,
            "confidence": Decimal(options.get("confidence", "0.95")),
        }  # fmt: skip
        if "org" in options:
            fields["org_id"] = make_id("organization", options["org"])
        if code:
            sort = "economic" if code.startswith("#") or place in ECONOMIC_TABLES else "function"
            fields[f"{sort}_code"] = code.lstrip("#")
            fields[f"{sort}_name"] = options.get("name")
            fields["code_source"] = "printed"
        if place == "text":
            section = options.get("section", "s1")
            start = self._place(section, fields["value_reported"], unit_reported)
            fields |= {"source": "text", "section_id": section, "char_start": start}
            fields["char_end"] = start + len(fields["value_reported"])
        else:
            table_id = options.get("table", place.lower())
            self._need_table(table_id, place if _STATUTORY.fullmatch(place) else None)
            rows, columns = self._rows.setdefault(table_id, {}), self._columns.setdefault(table_id, {})
            fields["statutory_table"] = self._tables[table_id].statutory_table
            fields["table_id"] = table_id
            fields["row"] = int(options.get("row", rows.setdefault((code, fields["item"]), len(rows) + 1)))
            fields["col"] = int(options.get("col", columns.setdefault((concept, fund, measure), len(columns) + 1)))
        fact = make_fact(self._document, concept, str(value), measure, **fields)
        doubles = sum(f.snippet == fact.snippet and f.value == fact.value for f in self._facts)
        self._facts.append(replace(fact, fact_id=make_id(fact.fact_id, doubles)))

    def _place(self, section_id: str, number: str, unit: str) -> int:
        """The character at which the number stands in its section, behind the one before; put there if it is not."""
        if section_id not in self._sections:
            self._take_section([section_id, "决算情况说明"], {}, "")
        section = self._sections[section_id]
        start = section.text.find(number + unit, self._read_to.get(section_id, 0))
        if start < 0:
            start = len(section.text)
            self._sections[section_id] = replace(section, text=f"{section.text}{number}{unit}，")
        self._read_to[section_id] = start + len(number)
        return start

    def _take_section(self, words: list[str], options: dict[str, str], body: str) -> None:
        self._sections[words[0]] = SectionRecord(
            self._document.doc_id, words[0], options.get("parent"), len(self._sections) + 1,
            int(options.get("level", 1)), options.get("number"), " ".join(words[1:]), body,
            int(options["page"]) if "page" in options else None, options.get("part", "main"),
        )  # fmt: skip

    def _need_table(self, table_id: str, statutory: str | None) -> None:
        if table_id not in self._tables:
            title = next((s.title for s in statements() if s.id == statutory), None)
            self._tables[table_id] = SourceTableRecord(
                self._document.doc_id, table_id, len(self._tables) + 1, title, "万元", statutory, None, "main",
                None, None, 2, 2, "read" if statutory else "unclaimed",
            )  # fmt: skip

    def _take_table(self, words: list[str], options: dict[str, str], body: str) -> None:
        table_id = options.get("id", words[0].lower())
        self._need_table(table_id, words[0] if _STATUTORY.fullmatch(words[0]) else None)
        table, rows = self._tables[table_id], [row.split(" | ") for row in body.split(" // ") if row]
        changes: dict[str, Any] = {"rows": len(rows), "cols": max(map(len, rows))} if rows else {}
        changes |= {key: int(options[key]) for key in ("page", "rows", "cols") if key in options}
        self._tables[table_id] = replace(
            table, title=" ".join(words[1:]) or table.title, unit_reported=options.get("unit", table.unit_reported),
            status=options.get("status", table.status), section_id=options.get("section"),
            part=options.get("part", "main"), **changes,
        )  # fmt: skip
        for at, row in enumerate(rows):
            self._cells += [
                TableCellRecord(self._document.doc_id, table_id, at, col, 1, 1, text.strip(), table.page, None)
                for col, text in enumerate(row)
            ]

    def _take_leftover(self, words: list[str], options: dict[str, str], body: str) -> None:
        numbers = (int(options[key]) if key in options else None for key in ("page", "row", "col"))
        page, row, col = numbers
        text = body or " ".join(words[1:])
        table, section = options.get("table"), options.get("section")
        self._leftovers.append(Leftover(self._document.doc_id, words[0], text, page, table, row, col, section))

    def _take_mention(self, words: list[str], options: dict[str, str], body: str) -> None:
        section, reason, printed = words
        value, unit, unit_reported, _ = _number(printed)
        number = printed.removesuffix(unit_reported)
        start = self._place(section, number, unit_reported)
        self._mentions.append(
            Mention(
                self._document.doc_id, section, start, start + len(number), options.get("subject"), value,
                unit if unit != "number" else unit_reported or None, number, reason,
            )
        )  # fmt: skip

    def _take_project(self, words: list[str], options: dict[str, str], body: str) -> None:
        amounts = {field: _amount(options[key]) for key, field in _AMOUNTS.items() if key in options}
        identity = make_id("project", self._document.doc_id, len(self._projects))
        project = Project(
            identity, self._document.doc_id, self._document.org_id, self._document.fiscal_year, words[0],
            options.get("form", "ten_column"), grade=options.get("grade"), expected_goal=options.get("goal"),
            actual_goal=options.get("outcome"), table_id=options.get("table"), section_id=options.get("section"),
            page=int(options["page"]) if "page" in options else None, part=options.get("part", "main"),
        )  # fmt: skip
        self._projects.append(replace(project, **amounts))  # type: ignore[arg-type]

    def _take_indicator(self, words: list[str], options: dict[str, str], body: str) -> None:
        fields: dict[str, Any] = {k: _amount(options[k]) for k in ("weight", "score") if k in options}
        for name in ("target", "actual"):
            figure = re.search(r"(≥|≤|>|<|=)?([\d.]+)(\D*)", options.get(name, ""))
            if figure is not None:
                read = {"operator": figure[1], "value": Decimal(figure[2]), "unit": figure[3] or None}
                fields |= {f"{name}_{key}": value for key, value in read.items()}
        project = self._projects[-1]
        self._indicators.append(
            Indicator(
                project.project_id, len(self._indicators) + 1, project.doc_id, options.get("level1"),
                options.get("level2"), words[0], options.get("target", ""), options.get("actual", ""),
                reason=options.get("reason"), table_id=project.table_id, **fields,
            )
        )  # fmt: skip
