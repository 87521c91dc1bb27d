"""What a row of a statement is about: a classification code, a total, a labelled line, or a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.amounts import fold, parse_amount
from extractors.organizations import is_body, unit_name
from extractors.statements.headers import CODE, CODE_NAME, Panel
from extractors.tables import Row
from schemas.classification import Classification, Subject, economic, fold_name
from schemas.statement import Term, fold_label, vocabulary

TOTALS = frozenset(("合计", "总计", "小计", "合计数", "总合计"))
_YEAR = re.compile(r"20\d{2}年")
_UNIT_CODE = re.compile(r"^\d{6}(?:\d{2,3})?$")


@dataclass(frozen=True, slots=True)
class RowKey:
    """A row's identity. `kind`: code, total, label, unit, year, blank or unknown. `code_source` printed or resolved.

    `economic` is the second code of a row that crosses both classifications, with its printed name.
    `doubt` names what is wrong with the reading: unknown_code, name_differs.
    """

    kind: str
    label: str
    code: str | None = None
    name: str | None = None
    code_source: str | None = None
    term: Term | None = None
    doubt: str | None = None
    economic: tuple[str, str] | None = None


def row_amounts(row: Row, panel: Panel) -> list[Decimal]:
    """The amounts that a row prints in the panel's columns of figures, in order."""
    found = (parse_amount(row[c.index].text) for c in panel.measures)
    return [amount.value for amount in found if amount is not None]


class RowReader:
    """Reads the rows of one panel from top to bottom, carrying the last class and section down."""

    def __init__(self, panel: Panel, codes: Classification, year: int | None) -> None:
        self._panel = panel
        self._codes = codes
        self._year = year
        self._last = ""

    def read(self, row: Row) -> RowKey:
        """The identity of a row, by its printed code, else by its name under the last code, else by its label."""
        label = self._label(row)
        pieces: list[str] = []
        for position, column in enumerate(self._panel.codes):  # a code merged over 类 款 项 stands once
            merged = position and row[column.index] is row[self._panel.codes[position - 1].index]
            pieces.append("" if merged else fold(row[column.index].text))
        code, stuck = self._code(pieces, label)
        crossed = self._crossed(row)
        if crossed is not None:
            code, stuck, second = crossed
            subject = self._codes.find(code, self._year)
            return RowKey(
                "code", stuck, code, stuck, "printed", economic=second, doubt=None if subject else "unknown_code"
            )
        if any(_UNIT_CODE.match(p) for p in pieces) and not code:
            return RowKey("unit", label)
        if code:
            name = stuck or label
            self._last = code
            subject = self._codes.find(code, self._year) or (self._codes.find(code[:5]) if code[0] == "3" else None)
            doubt = "unknown_code" if subject is None else None if self._agrees(code, name) else "name_differs"
            return RowKey("code", name, code, name or (subject.name if subject else None), "printed", doubt=doubt)
        units = [fold(row[c.index].text) for c in self._panel.units]
        words = label or next((p for p in (*pieces, *units) if p and not p.isdigit()), "")
        return self._read_label(words or self._stray_total(row))

    def _stray_total(self, row: Row) -> str:
        """The 合计 of a row that prints it in a column of its own or of an ignored kind, left of the first figure."""
        keys = (*self._panel.codes, *self._panel.labels, *self._panel.units)
        if not keys or not self._panel.measures:
            return ""
        between = row[keys[0].index : self._panel.measures[0].index]
        return next((text for c in between if fold_label(text := fold(c.text)) in TOTALS), "")

    def _label(self, row: Row) -> str:
        texts: list[str] = []
        for column in self._panel.labels:
            text = fold(row[column.index].text)
            if text and text not in texts:
                texts.append(text)
        return texts[-1] if texts else ""

    def _crossed(self, row: Row) -> tuple[str, str, tuple[str, str]] | None:
        """Function code and economic code of a row that prints both, each stuck to its name."""
        found: list[tuple[str, str]] = []
        for column in self._panel.labels:
            match = re.match(r"^(\d{3,9})[-—_－ ]?(\D.*)$", fold(row[column.index].text))
            if match:
                found.append((match.group(1), match.group(2)))
        functions = [(c, n) for c, n in found if c in self._codes and c[0] == "2"]
        economics = [(c[:5], n) for c, n in found if c[:5] in economic()]
        return (*functions[0], economics[0]) if len(functions) == 1 and len(economics) == 1 else None

    def _code(self, pieces: Sequence[str], label: str) -> tuple[str, str]:
        """The row's code and, where it is stuck to a name, that name."""
        filled = [p for p in pieces if p]
        if len(pieces) > 1 and filled and all(p.strip("[]【】").isdigit() for p in filled):
            return self._assemble([p.strip("[]【】") for p in pieces]), ""
        if len(filled) == 1 and len(filled[0]) == 2 and filled[0].isdigit() and len(self._last) >= 3:
            return self._last[:3] + filled[0], ""  # the 款 alone: 208, then 05
        for text in (*filled, label):
            if match := CODE.match(text):
                return match.group(1)[:7], ""
            if (match := CODE_NAME.match(text)) and match.group(1)[:3] in self._codes:
                return match.group(1), match.group(2).strip()
        return "", ""

    def _assemble(self, pieces: Sequence[str]) -> str:
        """类 款 项 in separate cells: 205 | 02 | 03; blanks to the left are carried down, a lost zero is restored."""
        code = ""
        for position, piece in enumerate(pieces):
            width = 3 + 2 * position
            if not piece:
                if any(pieces[position + 1 :]):
                    code = self._last[:width] if len(self._last) >= width else code
                continue
            if len(piece) >= width and piece.startswith(code):
                code = piece  # the cell repeats the whole code
            else:
                code += piece.zfill(3 if position == 0 else 2)
        return code[:7]

    def _agrees(self, code: str, name: str) -> bool:
        """Whether a printed name is the code's, in any year, but for brackets, a closing 支出 and local detail."""
        printed = fold_name(name).removesuffix("支出")
        if code not in self._codes:
            return True  # a local sub-item (3010201) has a name of its own
        known = [fold_name(n).removesuffix("支出") for n, s in self._codes.names_of(code)]
        return not printed or any(printed == k or printed in k or k in printed for k in known)

    def _read_label(self, label: str) -> RowKey:
        folded = fold_label(label)
        if not folded:
            return RowKey("year" if _YEAR.match(label) else "blank", label)
        if folded in TOTALS:
            return RowKey("total", label)
        subject = self._named(folded)
        term = vocabulary().read_whole(label)
        is_source = term is not None and term.role == "fund" and not folded.endswith("支出")
        is_line = term is not None and term.role in ("concept", "count")
        if subject is not None and (subject.code[0] == "3" or not (is_source or is_line)):
            self._last = subject.code
            return RowKey("code", label, subject.code, subject.name, "resolved")
        if term is None:
            term = vocabulary().read(label)
        if term is not None:
            return RowKey("label", label, term=term)
        return RowKey("unit" if is_body(unit_name(label)) else "unknown", label)

    def _named(self, folded: str) -> Subject | None:
        """The 科目 of a name: below the last code where one is, else a 类 of that name; None where ambiguous."""
        name = re.sub(r"\((?:类|款|项)\)", "", folded)
        for parent, digits in ((self._last[:5], 7), (self._last[:3], 5), ("", 3)):
            if digits > 3 and len(parent) < digits - 2:
                continue
            found = self._codes.named(name, self._year, parent if digits > 3 else "", digits)
            if len(found) == 1:
                return found[0]
        return None
