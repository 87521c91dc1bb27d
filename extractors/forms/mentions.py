"""Every number of a performance form as a mention: nothing printed there is lost, whatever became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from extractors.amounts import UNIT_FACTORS, fold, parse_amount
from extractors.forms.rows import Entry, FormRow, FormTable, clean
from extractors.forms.targets import Quantity, find_quantities
from schemas.measures import target_words
from schemas.records import Mention

_PERCENT = {"%": "percent", "个百分点": "percentage_point", "百分点": "percentage_point", "分": "score"}


def _base(value: Decimal, unit: str | None) -> tuple[Decimal, str | None]:
    """A value in the base unit: yuan for money, percent for percentages, else as printed."""
    if unit in UNIT_FACTORS:
        return value * UNIT_FACTORS[unit], "CNY"
    return value, _PERCENT.get(unit, unit) if unit else None


def _subject(row: FormRow, entry: Entry) -> str | None:
    """The nearest label to the left, else the first words of the row."""
    before = [e for e in row.entries if e.first < entry.first]
    label = next((e for e in reversed(before) if e.label), None)
    words = label or next((e for e in row.entries if not e.blank and parse_amount(e.text) is None), None)
    return words.text[:40] if words else None


def form_mentions(
    doc_id: str, table: FormTable, rows: Iterable[FormRow], meanings: Mapping[int, tuple[str, str]]
) -> Iterator[Mention]:
    """All numbers of a claimed table, each where it stands. `meanings` says of some cells what they are about."""
    for row in rows:
        seen: set[int] = set()
        for entry in row.fresh:
            cell = entry.cell
            if entry.blank or id(cell) in seen:
                continue
            seen.add(id(cell))
            subject, unit = meanings.get(id(cell), (_subject(row, entry), ""))
            for value, own, text, reason in _numbers(cell.text):
                based, base_unit = _base(value, own or unit)
                yield Mention(
                    doc_id=doc_id,
                    section_id=table.section_id,
                    char_start=None,
                    char_end=None,
                    subject=subject,
                    value=based,
                    unit=base_unit,
                    value_reported=text,
                    reason=reason,
                    table_id=table.table_id,
                    row=cell.row,
                    col=cell.col,
                    page=cell.page,
                )


def _numbers(text: str) -> Iterator[tuple[Decimal, str | None, str, str]]:
    amount = parse_amount(text)
    if amount is not None:
        percent = "%" if amount.text.rstrip().endswith(("%", "％")) else None
        yield amount.value, amount.unit or percent, clean(text), "form"
        return
    folded = fold(text)
    for quantity in find_quantities(text):
        reason = "numbering" if _is_numbering(folded, quantity) else "form"
        yield quantity.value, quantity.unit, quantity.text, reason
        if quantity.upper is not None:
            yield quantity.upper, quantity.unit, quantity.text, reason


def _is_numbering(folded: str, quantity: Quantity) -> bool:
    """指标1, 目标2：, 3、 and (4) at the head of a sentence, 11-数量指标: numbers that count the form's own lines."""
    if not re.fullmatch(r"\d{1,2}", quantity.text):
        return False
    before, after = folded[: quantity.start], folded[quantity.end :]
    if before.endswith(target_words().numbered):
        return True
    if re.search(r"(?:^|[。;])\($", before):
        return after.startswith(")")
    return re.search(r"(?:^|[。;:、])$", before) is not None and bool(re.match(r"、|\.(?!\d)|-(?=[一-鿿])", after))
