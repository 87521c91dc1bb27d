"""Records to Arrow: one record type, one columnar batch. Values stay decimal, to the sixth place, never float."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from operator import attrgetter
from typing import Any, get_args, get_type_hints

import pyarrow as pa

Box = tuple[float, float, float, float]
SIXTH_PLACE = Decimal("0.000001")
LARGEST = Decimal(10) ** 18
EXACT = Context(prec=60)
ARROW: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    bool: pa.bool_(),
    Decimal: pa.decimal128(24, 6),
    date: pa.date32(),
    datetime: pa.timestamp("us"),
    Box: pa.list_(pa.float64(), 4),
}


class UnstorableValue(ValueError):
    """A value that its column cannot hold, and that may not be left out."""


@cache
def arrow_schema(record_type: type) -> pa.Schema:
    """The Arrow schema of a record type: its fields in order; a field that may be None is nullable."""
    hints = get_type_hints(record_type)
    columns = []
    for field in fields(record_type):
        choices = get_args(hints[field.name])
        nullable = type(None) in choices
        plain = next(c for c in choices if c is not type(None)) if nullable else hints[field.name]
        columns.append(pa.field(field.name, ARROW[plain], nullable))
    return pa.schema(columns)


def to_arrow(records: Sequence[object], record_type: type) -> pa.Table:
    """The records as one Arrow table. Raises UnstorableValue."""
    schema = arrow_schema(record_type)
    return pa.table([_column(list(map(attrgetter(f.name), records)), f) for f in schema], schema=schema)


def _column(values: list[Any], field: pa.Field) -> pa.Array:
    try:
        return pa.array(values, field.type)
    except pa.ArrowInvalid:
        if not pa.types.is_decimal(field.type):
            raise
        return pa.array([_fit(value, field) for value in values], field.type)
    except UnicodeEncodeError:
        # Half a surrogate pair, which broken fonts of PDFs yield: one character for one, so that spans still hold.
        return pa.array([v if v is None else v.encode("utf-8", "replace").decode("utf-8") for v in values], field.type)


def _fit(value: Decimal | None, field: pa.Field) -> Decimal | None:
    """The value to the sixth place. One that is too large (a serial number in the text) is left out where it may be."""
    if value is None:
        return None
    if value.is_finite() and abs(value) < LARGEST:
        return value.quantize(SIXTH_PLACE, ROUND_HALF_UP, EXACT)
    if field.nullable:
        return None
    raise UnstorableValue(f"{field.name} {value} does not fit DECIMAL(24, 6)")
