"""What a person says: `juesuan dismiss` (this finding is none) and `juesuan correct` (this figure was misread)."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from shlex import quote

from extractors.amounts import UNIT_FACTORS, parse_amount
from pipeline.errors import UserError
from pipeline.output import count, join_names, print_json
from pipeline.show import find_one
from pipeline.terminal import neutralise, show_value
from warehouse.connection import Connection, open_for_reading
from warehouse.publishing import writing
from warehouse.verdicts import Figure, FoundFinding, correct, dismiss, find_figures, find_findings, take_back

SIGNS = "+-−–－△▲("


def run_dismiss(options: argparse.Namespace) -> int:
    """`juesuan dismiss`: a finding that is none stays dismissed, at its place, whatever is audited or read anew."""
    if not options.undo:
        _need_why(options.why)
    with closing(open_for_reading(options.db)) as connection:
        finding = find_finding(connection, options.finding)
    if options.undo and not finding.dismissed:
        raise UserError(f"{finding.finding_id} is not dismissed", "juesuan findings --all shows what is")
    by = None if options.undo else _name(options.by)
    with writing(options.db) as connection:
        said = take_back(connection, finding) if by is None else dismiss(connection, finding, options.why, by)
    if options.json:
        what: dict[str, object] = {
            "finding_id": finding.finding_id,
            "doc_id": finding.doc_id,
            "rule_id": finding.rule_id,
        }
        why = None if by is None else options.why
        print_json(what | {"place": finding.place, "findings": said, "dismissed": by is not None, "why": why, "by": by})
        return 0
    print(neutralise(f"{finding.rule_id}  {finding.path}  {finding.message_zh}"))
    more = f", and {count(said - 1, 'finding')} that followed from it" if said > 1 else ""
    print(neutralise(f"open again{more}" if by is None else f"dismissed by {by}{more}"))
    return 0


def find_finding(connection: Connection, wanted: str) -> FoundFinding:
    """The one finding that `wanted` means; a UserError where it is none or several."""
    found = find_findings(connection, wanted)
    if not found:
        raise UserError(f"{wanted}: no such finding", "juesuan findings --all prints their ids")
    if len(found) > 1:
        raise UserError(f"{wanted}: {len(found)} findings begin so", "give more of the id")
    return found[0]


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as a person typed it, with the unit that was given for it, if any."""

    text: str
    unit: str | None

    def value_for(self, figure: Figure) -> Decimal:
        """The value in the base unit of the figure. It is in the figure's printed unit where none was given.

        下降6.53% is printed without the sign that its words give it: so is what is typed, unless it has a sign.
        """
        amount = parse_amount(self.text)
        if amount is None:
            raise UserError(f"{self.text}: no number", "write it as printed (1,234.56), or give --not-a-fact")
        unit = self.unit or amount.unit
        if figure.unit != "CNY":
            if unit is not None:
                raise UserError(f"{self.text}: the figure is no amount of money ({figure.unit})", "leave the unit out")
            factor = Decimal(1)
        else:
            printed = unit or figure.unit_reported or "元"
            factor = next((f for name, f in UNIT_FACTORS.items() if printed.endswith(name)), Decimal(1))
        unsigned = self.text.strip()[0] not in SIGNS and figure.value_reported.strip()[0] not in SIGNS
        return amount.value * factor * (-1 if unsigned and figure.value < 0 else 1)


def run_correct(options: argparse.Namespace) -> int:
    """`juesuan correct`: what a figure should have been read as, stored beside what was read; views prefer it."""
    _need_why(options.why)
    if (options.value is None) != options.not_a_fact:
        raise UserError("give the right value, or --not-a-fact", "juesuan correct <document> <fact> 1,234.56 --why ...")
    with closing(open_for_reading(options.db)) as connection:
        document = find_one(connection, options.document)
        figures = _figures(connection, document.doc_id, options.fact, document.path)
    value = None if options.not_a_fact else _agreed(Typed(options.value, options.unit), figures)
    by = _name(options.by)
    with writing(options.db) as connection:
        correct(connection, document.doc_id, figures, value, options.why, by)
    if options.json:
        facts = [figure.fact_id for figure in figures]
        print_json({"doc_id": document.doc_id, "facts": facts, "value": value, "why": options.why, "by": by})
        return 0
    for figure in figures:
        said = "no fact" if value is None else f"{show_value(value)} {figure.unit}"
        was = f"{figure.value_reported}{figure.unit_reported or ''}"
        print(neutralise(f"{figure.concept}/{figure.measure}: read as {was}, corrected to {said} by {by}"))
    print(f"what was read stays beside it; to judge anew: juesuan audit --db {quote(str(options.db))}")
    return 0


def _figures(connection: Connection, doc_id: str, wanted: str, path: str) -> tuple[Figure, ...]:
    """All facts of one place: what is misread there is misread for each."""
    figures = find_figures(connection, doc_id, wanted)
    if not figures:
        raise UserError(f"{wanted}: no such figure in {path}", "give a fact_id, a place (t3/27/6) or it as printed")
    places = {(f.table_id, f.row, f.col) if f.row is not None else (f.section_id, f.char_start) for f in figures}
    if len(places) > 1:
        names = join_names([figure.fact_id for figure in figures])
        raise UserError(f"{wanted}: printed in {len(places)} places of {path} ({names})", "give the fact_id")
    return figures


def _agreed(typed: Typed, figures: Sequence[Figure]) -> Decimal:
    values = {typed.value_for(figure) for figure in figures}
    if len(values) > 1:
        names = join_names([figure.fact_id for figure in figures])
        raise UserError(f"{typed.text} means unlike values for the facts of that place ({names})", "give one fact_id")
    return values.pop()


def _need_why(why: str | None) -> None:
    if not (why or "").strip():
        raise UserError("the reason is missing", "give --why: it stays with what you say")


def _name(given: str | None) -> str:
    """Who speaks: as given, else the login name."""
    try:
        name = (given or getpass.getuser()).strip()
    except (KeyError, OSError) as error:  # a container's user without a name
        raise UserError("this user has no login name", "give --by") from error
    if not name:
        raise UserError("the name is missing", "give --by")
    return name
